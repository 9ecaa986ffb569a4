use std::collections::BTreeMap;

use intervision_core::Value;
use serde::Serialize;

use super::palette::{Look, looks};
use super::{Axis, Labels, px};
use crate::report::text::{Text, fill, places};
use crate::report::{ComposedGroup, Composition};

/// The width of a group's drawing; it is shown at about this size on a phone too.
const WIDTH: f64 = 280.0;
const LABEL: f64 = 18.0;
const TILE: f64 = 26.0;
const GAP: f64 = 3.0;
const AFTER: f64 = 10.0;
const DOT: f64 = 3.5;

/// An attribute to draw, with what all groups share: the looks of its categories or the range of its numbers.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) name: String,
    column: usize,
    kind: Kind,
    unknown: usize,
}

#[derive(Debug)]
enum Kind {
    Tiles { names: Vec<String>, counts: Vec<usize>, looks: Vec<Look> },
    Dots { low: f64, high: f64 },
}

/// One line of a legend.
#[derive(Debug, Serialize)]
pub(super) struct Key {
    name: String,
    count: String,
    look: Option<Look>,
}

/// One attribute of one group, ready to draw.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    label: String,
    label_y: String,
    summary: String,
    tiles: Vec<Tile>,
    dots: Vec<Dot>,
    line: Option<Line>,
}

#[derive(Debug, Serialize)]
struct Tile {
    x: String,
    y: String,
    width: String,
    middle: String,
    base: String,
    /// `None` is unknown.
    look: Option<Look>,
}

#[derive(Debug, Serialize)]
struct Dot {
    x: String,
    y: String,
}

#[derive(Debug, Serialize)]
struct Line {
    y: String,
    text_y: String,
    low: String,
    high: String,
    /// A triangle under the line, at the mean.
    mean: Option<String>,
}

impl Drawn {
    /// Reads the attribute over all groups.
    pub(super) fn of(
        composition: &Composition,
        column: usize,
        labels: &Labels,
        text: &Text,
    ) -> Self {
        let name = composition.columns().get(column).map(|name| labels.of(name).to_owned());
        let name = name.unwrap_or_default();
        let values = || {
            let members = composition.groups().iter().flat_map(ComposedGroup::members);
            members.filter_map(move |(_, values)| values.get(column))
        };
        let unknown = values().filter(|value| value.is_unknown()).count();
        let numbers: Vec<f64> = values().filter_map(number_of).collect();
        if !numbers.is_empty() && numbers.len() + unknown == values().count() {
            let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
            let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            return Drawn { name, column, kind: Kind::Dots { low, high }, unknown };
        }
        let mut tally: BTreeMap<(Option<u32>, String), usize> = BTreeMap::new();
        for value in values().filter(|value| !value.is_unknown()) {
            *tally.entry((rank_of(value), say(value, text))).or_default() += 1;
        }
        let names: Vec<String> = tally.keys().map(|(_, name)| name.clone()).collect();
        let looks = looks(&names);
        let kind = Kind::Tiles { names, counts: tally.into_values().collect(), looks };
        Drawn { name, column, kind, unknown }
    }

    /// Whether it is drawn as dots on a line.
    pub(super) fn is_dots(&self) -> bool {
        matches!(self.kind, Kind::Dots { .. })
    }

    /// What the tiles stand for, with how many people there are of each.
    pub(super) fn keys(&self, text: &Text) -> Vec<Key> {
        let Kind::Tiles { names, counts, looks } = &self.kind else {
            return Vec::new();
        };
        let known = names.iter().zip(counts).zip(looks).map(|((name, &count), look)| Key {
            name: name.clone(),
            count: text.language.number(count as f64, 0),
            look: Some(look.clone()),
        });
        let unknown = (self.unknown > 0).then(|| Key {
            name: text.unknown.to_owned(),
            count: text.language.number(self.unknown as f64, 0),
            look: None,
        });
        known.chain(unknown).collect()
    }

    /// Draws one group from `top` down; gives the row, how high it is, and the same in words.
    pub(super) fn row(
        &self,
        members: &[(String, Vec<Value<'static>>)],
        per_line: usize,
        top: f64,
        text: &Text,
    ) -> (Row, f64, String) {
        let values = members.iter().filter_map(|(_, values)| values.get(self.column));
        let mut row = Row {
            label: self.name.clone(),
            label_y: px(top + 11.0),
            summary: String::new(),
            tiles: Vec::new(),
            dots: Vec::new(),
            line: None,
        };
        let (height, said) = match &self.kind {
            Kind::Tiles { names, looks, .. } => {
                let at = |value: &Value<'_>| names.iter().position(|n| *n == say(value, text));
                let mut kinds: Vec<Option<usize>> = values.map(at).collect();
                kinds.sort_by_key(|kind| kind.unwrap_or(usize::MAX));
                row.summary = how_mixed(&kinds, text);
                row.tiles = place_tiles(&kinds, looks, per_line, top + LABEL);
                let lines = kinds.len().div_ceil(per_line.max(1)) as f64;
                (LABEL + lines * (TILE + GAP), in_words(&kinds, names, text))
            }
            Kind::Dots { low, high } => {
                let mut known: Vec<f64> = values.filter_map(number_of).collect();
                known.sort_by(f64::total_cmp);
                let mean = known.iter().sum::<f64>() / known.len() as f64;
                row.summary = if known.is_empty() {
                    text.groups.none_known.to_owned()
                } else {
                    let shown = text.language.number(mean, usize::from(mean.fract().abs() > 1e-9));
                    fill(text.groups.mean, &[("mean", &shown)])
                };
                let mean = (!known.is_empty()).then_some(mean);
                let (dots, line, height) =
                    place_dots(&known, mean, (*low, *high), top + LABEL, text);
                row.dots = dots;
                row.line = Some(line);
                (LABEL + height, row.summary.clone())
            }
        };
        let said = format!("{}: {said}.", self.name);
        (row, height + AFTER, said)
    }
}

/// How many tiles fit on a line, so that they are as wide in every group.
pub(super) fn per_line(largest: usize) -> usize {
    largest.clamp(8, 10)
}

fn number_of(value: &Value<'_>) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn rank_of(value: &Value<'_>) -> Option<u32> {
    if let Value::Level(rank) = value { Some(*rank) } else { None }
}

/// A value in the words of the page; levels count from 1 there.
pub(super) fn say(value: &Value<'_>, text: &Text) -> String {
    match value {
        Value::Unknown => text.unknown.to_owned(),
        Value::Number(n) => text.language.number(*n, places([*n])),
        Value::Level(rank) => fill(text.level, &[("n", &(u64::from(*rank) + 1).to_string())]),
        Value::Tags(tags) => tags.join(text.list_join),
        other => other.to_string(),
    }
}

fn how_mixed(kinds: &[Option<usize>], text: &Text) -> String {
    let known: Vec<usize> = kinds.iter().copied().flatten().collect();
    let different = known.chunk_by(|a, b| a == b).count();
    let unknown = kinds.len() - known.len();
    let words = &text.groups;
    match (different, unknown) {
        (0, _) => words.none_known.to_owned(),
        (1, 0) if known.len() > 1 => words.all_alike.to_owned(),
        (n, 0) if n == known.len() && n > 1 => words.all_different.to_owned(),
        (n, 0) => words.different.of(n, text.language),
        (n, _) => [words.different.of(n, text.language), words.unknown.of(unknown, text.language)]
            .join(text.list_join),
    }
}

/// `3 adviser, 2 manager, 1 unknown`.
fn in_words(kinds: &[Option<usize>], names: &[String], text: &Text) -> String {
    let runs = kinds.chunk_by(|a, b| a == b).map(|run| {
        let name = run.first().copied().flatten().and_then(|at| names.get(at));
        format!("{} {}", run.len(), name.map_or(text.unknown, String::as_str))
    });
    runs.collect::<Vec<_>>().join(text.list_join)
}

fn place_tiles(kinds: &[Option<usize>], looks: &[Look], per_line: usize, top: f64) -> Vec<Tile> {
    let per_line = per_line.max(1);
    let pitch = (WIDTH + GAP) / per_line as f64;
    let width = pitch - GAP;
    let placed = kinds.iter().enumerate().map(|(at, kind)| {
        let x = (at % per_line) as f64 * pitch;
        let y = top + (at / per_line) as f64 * (TILE + GAP);
        Tile {
            x: px(x),
            y: px(y),
            width: px(width),
            middle: px(x + width / 2.0),
            base: px(y + TILE / 2.0 + 4.5),
            look: kind.and_then(|at| looks.get(at)).cloned(),
        }
    });
    placed.collect()
}

/// Equal values are stacked, so that each person is seen.
fn place_dots(
    sorted: &[f64],
    mean: Option<f64>,
    (low, high): (f64, f64),
    top: f64,
    text: &Text,
) -> (Vec<Dot>, Line, f64) {
    let axis = Axis { low, high, from: 26.0, to: WIDTH - 26.0 };
    let mut stacked: Vec<(f64, usize)> = Vec::with_capacity(sorted.len());
    for &value in sorted {
        let x = axis.at(value);
        let near = || stacked.iter().filter(|(other, _)| (other - x).abs() < 2.0 * DOT);
        let free = (0..=stacked.len()).find(|on| near().all(|(_, taken)| taken != on));
        let on = free.unwrap_or_default();
        stacked.push((x, on));
    }
    let tallest = stacked.iter().map(|(_, on)| on + 1).max().unwrap_or(1);
    let base = top + tallest as f64 * 2.0 * DOT + 1.0;
    let dots = stacked
        .iter()
        .map(|&(x, on)| Dot { x: px(x), y: px(base - DOT - 1.0 - on as f64 * 2.0 * DOT) })
        .collect();
    let places = places([low, high]);
    let triangle = mean.map(|mean| {
        let x = axis.at(mean);
        let point = |dx: f64, dy: f64| format!("{},{}", px(x + dx), px(base + dy));
        [point(0.0, 2.0), point(4.5, 9.0), point(-4.5, 9.0)].join(" ")
    });
    let line = Line {
        y: px(base),
        text_y: px(base + 4.0),
        low: text.language.number(low, places),
        high: text.language.number(high, places),
        mean: triangle,
    };
    (dots, line, base - top + 9.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn a_row_says_how_mixed_it_is() {
        let said = |kinds: &[Option<usize>]| how_mixed(kinds, Text::ENGLISH);
        assert_eq!(said(&[Some(0), Some(0)]), "all alike");
        assert_eq!(said(&[Some(0), Some(1)]), "all different");
        assert_eq!(said(&[Some(0), Some(0), Some(1)]), "2 kinds");
        assert_eq!(said(&[Some(0), Some(1), None]), "2 kinds, 1 unknown");
        assert_eq!(said(&[None, None]), "none known");
        assert_eq!(said(&[Some(0)]), "1 kind");
    }

    #[test]
    fn equal_numbers_are_stacked() {
        let (dots, _, _) = place_dots(&[1.0, 1.0, 9.0], Some(3.7), (1.0, 9.0), 0.0, Text::ENGLISH);
        assert_eq!(dots[0].x, dots[1].x);
        assert_ne!(dots[0].y, dots[1].y);
        assert_eq!(dots[0].y, dots[2].y);
    }

    #[test]
    fn long_groups_wrap() {
        let tiles = place_tiles(&[None; 11], &[], per_line(11), 0.0);
        assert_eq!(tiles[10].x, tiles[0].x);
        assert_ne!(tiles[10].y, tiles[0].y);
    }
}

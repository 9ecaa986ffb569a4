use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::shade;
use super::needs::disclosed;
use super::{Axis, px};
use crate::report::text::{PhasesText, Text, fill};
use crate::report::{ContentKind, Opening, Phase, Phases};

/// Fewer people than these are not told apart.
const FLOOR: usize = 5;
const WIDTH: f64 = 296.0;
const LABELS: f64 = 84.0;
const COLUMN: f64 = 53.0;
const HEAD: f64 = 32.0;
const ROW: f64 = 25.0;

/// The phases with their place in the programme, what opens them, and what they hold.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    phases: Vec<View>,
    gates: bool,
    content: bool,
}

#[derive(Debug, Serialize)]
struct View {
    id: String,
    title: String,
    length: String,
    days: String,
    description: Option<String>,
    opens: Option<String>,
    open_for: Option<String>,
    from: String,
    width: String,
    line: String,
    matrix: Option<Matrix>,
}

/// Kinds down, forms across.
#[derive(Debug, Serialize)]
struct Matrix {
    title: String,
    desc: String,
    height: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Column {
    x: String,
    place: &'static str,
    company: &'static str,
}

#[derive(Debug, Serialize)]
struct Row {
    label: &'static str,
    y: String,
    base: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    x: String,
    middle: String,
    shade: usize,
    count: String,
}

impl Chapter {
    pub(super) fn of(phases: &Phases, text: &Text) -> Self {
        let all = phases.phases();
        let first = all.iter().map(|phase| phase.days().0).min();
        let last = all.iter().map(|phase| phase.days().1).max();
        let length = first.zip(last).map_or(0, |(first, last)| (last - first).num_days() + 1);
        let axis = Axis { low: 0.0, high: length as f64, from: 0.0, to: WIDTH };
        // A single item is not as dark as many.
        let most = all.iter().flat_map(Phase::content).flatten().copied().max().unwrap_or(0).max(3);
        let views = all.iter().enumerate().map(|(at, phase)| {
            let (from, to) = phase.days();
            let since = |day: NaiveDate| first.map_or(0.0, |first| (day - first).num_days() as f64);
            let (left, right) = (axis.at(since(from)), axis.at(since(to) + 1.0));
            let ends = first.zip(last).unwrap_or((from, to));
            let holes = [("first", text.language.day(ends.0)), ("last", text.language.day(ends.1))];
            View {
                id: format!("phase-{}", at + 1),
                title: phase.title().to_owned(),
                length: text.phases.days.of((to - from).num_days() as usize + 1, text.language),
                days: text.language.days(from, to),
                description: phase.description().map(str::to_owned),
                opens: phase.opening().and_then(|opening| opens(opening, text)),
                open_for: phase.open_for().map(|open| open_for(open, phases.people(), text)),
                from: px(left),
                width: px((right - left).max(2.0)),
                line: fill(
                    text.phases.timeline,
                    &holes.each_ref().map(|(hole, value)| (*hole, value.as_str())),
                ),
                matrix: (!phases.kinds().is_empty())
                    .then(|| matrix(phase, phases.kinds(), most, text)),
            }
        });
        let gates = all.iter().any(|phase| phase.opening().is_some());
        Chapter { phases: views.collect(), gates, content: !phases.kinds().is_empty() }
    }
}

/// What opens a phase; nothing where nothing is asked.
fn opens(opening: &Opening, text: &Text) -> Option<String> {
    let words = text.phases;
    let quoted = opening.after.iter().map(|title| format!("“{title}”"));
    let what = quoted.collect::<Vec<_>>().join(text.list_join);
    let pattern = match (opening.from_day, opening.after.is_empty(), opening.either) {
        (None, true, _) => return None,
        (None, false, _) => words.opens_after,
        (Some(_), true, _) => words.opens_by_day,
        (Some(_), false, false) => words.opens_both,
        (Some(_), false, true) => words.opens_either,
    };
    let day = opening.from_day.unwrap_or_default().to_string();
    Some(fill(pattern, &[("day", &day), ("what", &what)]))
}

fn open_for(open: usize, all: usize, text: &Text) -> String {
    let words = text.phases;
    let shown = disclosed(open, all, FLOOR, (words.few, words.most), text);
    let all = text.language.number(all as f64, 0);
    fill(words.open_for, &[("n", &shown), ("all", &all)])
}

fn word(kind: ContentKind, words: &PhasesText) -> &'static str {
    let [assignment, question, video, theory, inspiration] = words.kinds;
    match kind {
        ContentKind::Assignment => assignment,
        ContentKind::Question => question,
        ContentKind::Video => video,
        ContentKind::Theory => theory,
        ContentKind::Inspiration => inspiration,
    }
}

fn matrix(phase: &Phase, kinds: &[ContentKind], most: usize, text: &Text) -> Matrix {
    let words = text.phases;
    let forms = [
        (words.online, words.alone),
        (words.online, words.group),
        (words.offline, words.alone),
        (words.offline, words.group),
    ];
    let left = |column: usize| LABELS + column as f64 * COLUMN;
    let mut said = Vec::new();
    let mut rows = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let top = HEAD + at as f64 * ROW;
        let counts = phase.content().get(at).copied().unwrap_or_default();
        let label = word(*kind, words);
        let cells = counts.iter().enumerate().map(|(column, &count)| Cell {
            x: px(left(column)),
            middle: px(left(column) + (COLUMN - 3.0) / 2.0),
            shade: shade(count, most),
            count: if count == 0 { String::new() } else { count.to_string() },
        });
        rows.push(Row { label, y: px(top), base: px(top + 15.5), cells: cells.collect() });
        for ((place, company), count) in forms.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let holes = [
                ("kind", label),
                ("form", &format!("{place} {company}")),
                ("n", &count.to_string()),
            ];
            said.push(fill(words.cell, &holes));
        }
    }
    let items = phase.content().iter().flatten().sum();
    let columns = forms.iter().enumerate().map(|(at, &(place, company))| {
        let x = px(left(at) + (COLUMN - 3.0) / 2.0);
        Column { x, place, company }
    });
    said.insert(0, words.items.of(items, text.language));
    Matrix {
        title: fill(words.content_of, &[("phase", phase.title())]),
        desc: said.join(text.list_join),
        height: px(HEAD + kinds.len() as f64 * ROW),
        columns: columns.collect(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn a_gate_is_told_by_what_it_asks() {
        let said = |from_day, after: &[&str], either| {
            let after = after.iter().map(|&title| title.to_owned()).collect();
            opens(&Opening { from_day, after, either }, Text::ENGLISH)
        };
        assert_eq!(said(None, &[], false), None);
        assert_eq!(said(Some(26), &[], false).as_deref(), Some("Opens on day 26."));
        assert_eq!(
            said(None, &["Log", "Map"], false).as_deref(),
            Some("Opens after “Log”, “Map”.")
        );
        let both = said(Some(26), &["Log"], false);
        assert_eq!(both.as_deref(), Some("Opens on day 26 for those who did “Log”."));
        let either = said(Some(26), &["Log"], true);
        assert_eq!(either.as_deref(), Some("Opens on day 26, or earlier for those who did “Log”."));
    }

    #[test]
    fn few_are_not_told_apart() {
        let said = |open| open_for(open, 48, Text::ENGLISH);
        assert_eq!(said(40), "Open for 40 of 48.");
        assert_eq!(said(46), "Open for more than 43 of 48.");
        assert_eq!(said(3), "Open for fewer than 5 of 48.");
        assert_eq!(said(48), "Open for 48 of 48.");
    }
}

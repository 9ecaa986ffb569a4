use chrono::NaiveDate;
use serde::Serialize;

use super::{Axis, px};
use crate::report::text::{Text, fill};
use crate::report::{Gathering, Gatherings};

const LEFT: f64 = 26.0;
const WIDTH: f64 = 296.0;
const TOP: f64 = 8.0;
const BASE: f64 = 78.0;
/// As many people as the page tells apart.
const SEEN: f64 = 0.05;
/// Half a person more is more; less than that means nothing.
const CLEARLY: f64 = 0.5;

/// When a community comes together, and why then.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    lead: String,
    gatherings: Vec<View>,
}

#[derive(Debug, Serialize)]
struct View {
    id: String,
    day: String,
    expected: String,
    why: String,
    next: String,
    plot: Plot,
}

/// Open days from left to right, the more people the higher.
#[derive(Debug, Serialize)]
struct Plot {
    title: String,
    desc: String,
    first: String,
    last: String,
    low: String,
    high: String,
    others: Vec<Dot>,
    chosen: Dot,
}

#[derive(Debug, Serialize)]
struct Dot {
    x: String,
    y: String,
}

impl Chapter {
    pub(super) fn of(year: &Gatherings, text: &Text) -> Self {
        let (words, all) = (text.gatherings, year.gatherings());
        let (least, most) = year.apart();
        let figures = all.iter().flat_map(|gathering| {
            let others = gathering.others().iter().map(|(_, expected)| *expected);
            others.chain([gathering.expected()])
        });
        let figures = || figures.clone().filter(|expected| expected.is_finite());
        // All on one scale, so that the drawings compare.
        let low = figures().fold(f64::INFINITY, f64::min);
        let high = figures().fold(f64::NEG_INFINITY, f64::max);
        let ends = (low.floor(), high.ceil());
        Chapter {
            verdict: verdict(year, text),
            lead: fill(words.lead, &[("least", &least.to_string()), ("most", &most.to_string())]),
            gatherings: all
                .iter()
                .enumerate()
                .map(|(at, gathering)| view(at, gathering, ends, text))
                .collect(),
        }
    }
}

/// How many gatherings, and how many people.
pub(super) fn verdict(year: &Gatherings, text: &Text) -> String {
    let all = year.gatherings();
    let sum: f64 = all.iter().map(Gathering::expected).sum();
    let people = text.language.number(sum / all.len().max(1) as f64, 0);
    fill(&text.gatherings.verdict.of(all.len(), text.language), &[("people", &people)])
}

fn view(at: usize, gathering: &Gathering, ends: (f64, f64), text: &Text) -> View {
    let (words, language) = (text.gatherings, text.language);
    let tenth = |value: f64| language.number(value, 1);
    let (expected, members) =
        (tenth(gathering.expected()), language.number(gathering.members() as f64, 0));
    View {
        id: format!("gathering-{}", at + 1),
        day: language.weekday(gathering.day()),
        expected: fill(words.expected, &[("expected", &expected), ("members", &members)]),
        why: why(gathering, text),
        next: match gathering.next_best() {
            Some((day, loses)) if loses < SEEN => {
                fill(words.next_alike, &[("day", &language.weekday(day))])
            }
            Some((day, loses)) => {
                let holes = [("day", language.weekday(day)), ("loses", tenth(loses))];
                fill(words.next, &holes.each_ref().map(|(hole, value)| (*hole, value.as_str())))
            }
            None => words.no_next.to_owned(),
        },
        plot: plot(gathering, ends, text),
    }
}

/// Why this day: it has the most, or the days between gatherings cost less so.
fn why(gathering: &Gathering, text: &Text) -> String {
    let (words, others) = (text.gatherings, gathering.others());
    if others.is_empty() {
        return words.only.to_owned();
    }
    let better = others.iter().filter(|(_, n)| *n >= gathering.expected() + CLEARLY).count();
    if better == 0 {
        return fill(words.best, &[("days", &(others.len() + 1).to_string())]);
    }
    let said = words.better.of(better, text.language);
    fill(&said, &[("days", &others.len().to_string())])
}

fn plot(gathering: &Gathering, (low, high): (f64, f64), text: &Text) -> Plot {
    let (first, last) = gathering.period();
    let length = (last - first).num_days() as f64;
    let across = Axis { low: 0.0, high: length, from: LEFT + 8.0, to: WIDTH - 8.0 };
    let up = Axis { low, high, from: BASE - 5.0, to: TOP };
    let dot = |day: NaiveDate, expected: f64| Dot {
        x: px(across.at((day - first).num_days() as f64)),
        y: px(up.at(expected)),
    };
    let figures = || gathering.others().iter().map(|(_, expected)| *expected);
    let tenth = |value: f64| text.language.number(value, 1);
    let ends = [
        ("first", text.language.day(first)),
        ("last", text.language.day(last)),
        ("day", text.language.weekday(gathering.day())),
        ("low", tenth(figures().fold(f64::INFINITY, f64::min))),
        ("high", tenth(figures().fold(f64::NEG_INFINITY, f64::max))),
    ];
    let holes = ends.each_ref().map(|(hole, value)| (*hole, value.as_str()));
    Plot {
        title: fill(text.gatherings.plot, &holes),
        desc: fill(text.gatherings.plot_read, &holes),
        first: text.language.day(first),
        last: text.language.day(last),
        low: text.language.number(low, 0),
        high: text.language.number(high, 0),
        others: gathering.others().iter().map(|(day, expected)| dot(*day, *expected)).collect(),
        chosen: dot(gathering.day(), gathering.expected()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn a_day_says_why_it_was_chosen() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let alone = Gathering::new(day(16), 70.0, 97);
        assert!(why(&alone, Text::ENGLISH).starts_with("No other day"));
        let best = alone.with_other(day(18), 69.0).with_other(day(23), 70.0);
        let said = why(&best, Text::ENGLISH);
        assert_eq!(
            said,
            "Of the 3 days that were open in this quarter, no other has clearly more."
        );
        let said = why(&best.with_other(day(25), 71.0), Text::ENGLISH);
        assert!(
            said.starts_with("1 of the 3 other days of the quarter has clearly more by itself")
        );
    }
}

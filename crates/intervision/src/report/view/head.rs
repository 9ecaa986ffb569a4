use chrono::Datelike;
use serde::Serialize;

use super::mix::verdict;
use super::{coaching, conversations, evaluation, gatherings};
use crate::report::Report;
use crate::report::text::{Plural, Text, fill};

/// Title, facts and the report in three lines.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    title: String,
    question: Option<String>,
    approved: Option<String>,
    facts: Vec<Fact>,
    short: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    /// Takes a line of its own on a narrow screen.
    wide: bool,
}

/// A line of the summary and the chapter that it sums up.
#[derive(Debug, Serialize)]
struct Line {
    text: String,
    chapter: &'static str,
}

impl Head {
    pub(super) fn of(report: &Report, text: &Text) -> Self {
        let approved = report.approval.as_ref().map(|(by, on)| {
            fill(text.head.approved, &[("by", by), ("on", &text.language.long_day(*on))])
        });
        Head {
            title: report.title.clone(),
            question: report.question.clone(),
            approved,
            facts: facts(report, text),
            short: short(report, text),
        }
    }
}

fn facts(report: &Report, text: &Text) -> Vec<Fact> {
    let head = &text.head;
    let count = |n: usize| text.language.number(n as f64, 0);
    let mut facts =
        vec![Fact { name: head.participants, value: count(report.participants), wide: false }];
    if let Some(groups) = &report.composition {
        facts.push(Fact { name: head.groups, value: count(groups.groups().len()), wide: false });
    }
    if let Some(season) = &report.season {
        let (placed, missing) = (season.meetings().len(), season.missing().len());
        facts.push(Fact { name: head.sessions, value: count(placed + missing), wide: false });
        facts.push(Fact { name: head.placed, value: count(placed), wide: false });
        facts.push(Fact { name: head.unplaced, value: count(missing), wide: false });
        let (first, last) = (season.first(), season.last());
        let same_year = first.year() == last.year();
        let from = if same_year {
            text.language.day_of_month(first)
        } else {
            text.language.long_day(first)
        };
        let value = fill(text.range, &[("first", &from), ("last", &text.language.long_day(last))]);
        facts.push(Fact { name: head.season, value, wide: true });
    }
    if let Some(seed) = report.seed {
        facts.push(Fact { name: head.seed, value: seed.to_string(), wide: false });
    }
    facts
}

fn short(report: &Report, text: &Text) -> Vec<Line> {
    let head = &text.head;
    let mut lines = Vec::new();
    if let Some(groups) = report.composition.as_ref().filter(|groups| !groups.groups().is_empty()) {
        let people = head.people.of(groups.people(), text.language);
        let sizes = groups.groups().iter().map(|group| group.members().len()).collect();
        lines
            .push(Line { text: format!("{people} {}", in_groups(sizes, text)), chapter: "groups" });
    }
    if let Some(mix) = &report.mix {
        lines.push(Line { text: verdict(mix, text), chapter: "mix" });
    }
    if let Some(season) = &report.season {
        let (placed, missing) = (season.meetings().len(), season.missing().len());
        let line = if missing == 0 {
            head.all_placed.of(placed, text.language)
        } else {
            let count = |n: usize| text.language.number(n as f64, 0);
            fill(
                head.not_all_placed,
                &[
                    ("placed", &count(placed)),
                    ("all", &count(placed + missing)),
                    ("unplaced", &count(missing)),
                ],
            )
        };
        lines.push(Line { text: line, chapter: "season" });
    }
    let chapters = [
        (report.coaching.as_ref().map(|own| coaching::verdict(own, text)), "coaching"),
        (report.gatherings.as_ref().map(|year| gatherings::verdict(year, text)), "gatherings"),
        (
            report.conversations.as_ref().map(|own| conversations::verdict(own, text)),
            "conversations",
        ),
        (report.evaluation.as_ref().and_then(|own| evaluation::verdict(own, text)), "evaluation"),
    ];
    let told = chapters.into_iter();
    lines.extend(told.filter_map(|(text, chapter)| Some(Line { text: text?, chapter })));
    let things = things_to_look_at(report, text);
    let look = if things == 0 {
        head.look_at_nothing.to_owned()
    } else {
        head.look.of(things, text.language)
    };
    lines.push(Line { text: look, chapter: "attention" });
    lines
}

/// `in 25 groups of 8.`, or `in 25 groups: 22 of 8, 3 of 9.`
fn in_groups(mut sizes: Vec<usize>, text: &Text) -> String {
    sizes.sort_unstable();
    let runs: Vec<(usize, usize)> = sizes
        .chunk_by(|a, b| a == b)
        .filter_map(|run| run.first().map(|&size| (run.len(), size)))
        .collect();
    let pattern = |plural: &Plural| plural.of(sizes.len(), text.language);
    if let [(_, size)] = runs[..] {
        return fill(&pattern(&text.head.groups_of_one_size), &[("size", &size.to_string())]);
    }
    let parts: Vec<String> = runs
        .iter()
        .map(|(n, size)| {
            fill(text.head.sizes, &[("n", &n.to_string()), ("size", &size.to_string())])
        })
        .collect();
    fill(&pattern(&text.head.groups_of_sizes), &[("sizes", &parts.join(text.list_join))])
}

/// How many items the last chapter lists.
fn things_to_look_at(report: &Report, text: &Text) -> usize {
    let attention = &report.attention;
    attention.warnings().len()
        + super::attention::links(report, text).len()
        + usize::from(!attention.unscored().is_empty())
        + usize::from(!attention.ungrouped().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn sizes_are_told_in_runs() {
        assert_eq!(in_groups(vec![8; 25], Text::ENGLISH), "in 25 groups of 8.");
        assert_eq!(in_groups(vec![9, 8, 8], Text::ENGLISH), "in 3 groups: 2 of 8, 1 of 9.");
        assert_eq!(in_groups(vec![24], Text::ENGLISH), "in 1 group of 24.");
    }
}

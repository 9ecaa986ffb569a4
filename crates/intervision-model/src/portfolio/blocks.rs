//! What the parts show to people, in the same order and the same words for every kind of page.

use super::{Document, PartKind, Words};
use crate::learning::ActionStep;

/// Something on a page.
pub(super) enum Block {
    /// A sentence that is not the owner's.
    Note(String),
    /// Something with a title, a line beneath it, and the owner's words.
    Entry { title: String, line: Option<String>, text: String },
    /// Rows under a header; the cell at `level` may be drawn.
    Table { header: Vec<&'static str>, rows: Vec<Vec<Cell>> },
    /// Things to do, each done or not, under a title.
    Steps { title: String, steps: Vec<(bool, String, String)> },
}

/// A cell of a table.
pub(super) enum Cell {
    Text(String),
    /// A level on a scale from 1, with what is written beside it.
    Level {
        level: f64,
        top: f64,
        text: String,
    },
}

pub(super) fn of(document: &Document, words: &Words) -> Vec<(PartKind, Vec<Block>)> {
    let parts = &document.parts;
    let blocks = |part| match part {
        PartKind::Strengths => strengths(document, words),
        PartKind::Evidence => {
            let of = parts.evidence.content.iter().map(|evidence| Block::Entry {
                title: evidence.title.clone(),
                line: Some(words.date(evidence.on)),
                text: evidence.narrative.clone(),
            });
            of.collect()
        }
        PartKind::Reflections => {
            let of = parts.reflections.content.iter().map(|reflection| Block::Entry {
                title: reflection.question.clone().unwrap_or_else(|| words.date(reflection.on)),
                line: reflection.question.is_some().then(|| words.date(reflection.on)),
                text: reflection.text.clone(),
            });
            of.collect()
        }
        PartKind::Results => results(document, words),
        PartKind::Plans => {
            let step = |step: &ActionStep| match step.done {
                Some(on) => (true, step.what.clone(), format!("{} {}", words.done, words.date(on))),
                None => {
                    (false, step.what.clone(), format!("{} {}", words.due, words.date(step.due)))
                }
            };
            let of = parts.plans.content.iter().map(|plan| Block::Steps {
                title: plan.goal.clone(),
                steps: plan.steps.iter().map(step).collect(),
            });
            of.collect()
        }
        PartKind::Badges => {
            let of = parts.badges.content.awarded.iter().map(|badge| Block::Entry {
                title: badge.name.clone(),
                line: Some(words.date(badge.on)),
                text: format!("{} {} {}", badge.description, words.criteria, badge.criteria),
            });
            of.collect()
        }
    };
    let full = |part| {
        let blocks: Vec<Block> = blocks(part);
        let empty = blocks.is_empty();
        (part, if empty { vec![Block::Note(words.nothing.to_owned())] } else { blocks })
    };
    PartKind::ALL.into_iter().map(full).collect()
}

fn strengths(document: &Document, words: &Words) -> Vec<Block> {
    let strengths = &document.parts.strengths.content;
    if strengths.is_empty() {
        return Vec::new();
    }
    let figure = |value: Option<f64>, text: &dyn Fn(f64) -> String| {
        Cell::Text(value.map(text).unwrap_or_default())
    };
    let rows = strengths.iter().map(|strength| {
        vec![
            Cell::Text(strength.title.clone()),
            figure(strength.level, &|level| words.tenth(level)),
            figure(strength.probability, &Words::percent),
        ]
    });
    vec![Block::Table { header: vec!["", words.level, words.sure], rows: rows.collect() }]
}

/// By scale, and the measurements of each in the order of time.
fn results(document: &Document, words: &Words) -> Vec<Block> {
    let results = &document.parts.results.content;
    if results.is_empty() {
        return Vec::new();
    }
    let mut scales: Vec<&str> = Vec::new();
    for result in results {
        if !scales.contains(&result.scale.as_str()) {
            scales.push(&result.scale);
        }
    }
    let mut rows = Vec::new();
    for scale in scales {
        let mut own: Vec<_> = results.iter().filter(|result| result.scale == scale).collect();
        own.sort_by_key(|result| result.on);
        for (place, result) in own.into_iter().enumerate() {
            let error = result.standard_error.map(|error| format!("± {}", words.tenth(error)));
            rows.push(vec![
                Cell::Text(if place == 0 { scale.to_owned() } else { String::new() }),
                Cell::Text(words.date(result.on)),
                Cell::Level {
                    level: result.level,
                    top: result.top,
                    text: format!("{} / {}", words.tenth(result.level), result.top),
                },
                Cell::Text(error.unwrap_or_default()),
            ]);
        }
    }
    let header = vec![words.scale, words.day, words.level, words.give_or_take];
    vec![Block::Note(words.apart.to_owned()), Block::Table { header, rows }]
}

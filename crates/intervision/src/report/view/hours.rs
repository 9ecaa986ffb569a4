use chrono::NaiveDateTime;
use intervision_core::Span;
use serde::Serialize;

use crate::report::Hours;
use crate::report::text::{Text, fill};

/// A retreat hour by hour.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    lead: Option<String>,
    rows: Vec<Row>,
    clashes: Option<String>,
    who: Vec<Clash>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// The day, on its first row.
    day: Option<String>,
    time: String,
    what: String,
    how: String,
    turn: bool,
}

#[derive(Debug, Serialize)]
struct Clash {
    id: String,
    when: String,
    reason: String,
}

impl Chapter {
    pub(super) fn of(hours: &Hours, text: &Text) -> Self {
        let mut rows = Vec::new();
        let mut last = None;
        for hour in hours.hours() {
            let day = hour.span().date();
            rows.push(Row {
                day: (last != Some(day)).then(|| text.language.weekday(day)),
                time: time(hour.span(), text),
                what: hour.title().to_owned(),
                how: hour.method().unwrap_or_default().to_owned(),
                turn: false,
            });
            last = Some(day);
            rows.extend(hour.turns().iter().map(|(span, who)| Row {
                day: None,
                time: time(*span, text),
                what: text.language.group_name(who),
                how: String::new(),
                turn: true,
            }));
        }
        let ends = hours.hours().first().zip(hours.hours().last());
        let clashes = hours.clashes();
        Chapter {
            lead: ends.map(|(first, last)| {
                let (from, to) = (first.span().start(), last.span().end());
                fill(text.hours.lead, &[("from", &moment(from, text)), ("to", &moment(to, text))])
            }),
            rows,
            clashes: (!clashes.is_empty())
                .then(|| text.hours.clashes.of(clashes.len(), text.language)),
            who: clashes
                .iter()
                .map(|(id, span, reason)| Clash {
                    id: id.clone(),
                    when: format!("{} {}", text.language.weekday(span.date()), time(*span, text)),
                    reason: reason.clone(),
                })
                .collect(),
        }
    }
}

fn moment(at: NaiveDateTime, text: &Text) -> String {
    format!("{} {}", text.language.weekday(at.date()), text.language.clock(at.time()))
}

fn time(span: Span, text: &Text) -> String {
    let clock = |at: NaiveDateTime| text.language.clock(at.time());
    format!("{}–{}", clock(span.start()), clock(span.end()))
}

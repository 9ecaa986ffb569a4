use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::{Axis, px};
use crate::report::text::{Text, fill};
use crate::report::{Conversations, NoTime};

const WIDTH: f64 = 296.0;
const BASE: f64 = 44.0;

/// How conversations spread over hosts and days.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    first_round: Option<String>,
    hosts: Vec<Host>,
    first: String,
    last: String,
    rows: Vec<Row>,
    without: Option<Without>,
}

#[derive(Debug, Serialize)]
struct Host {
    id: String,
    name: String,
    count: String,
    spread: String,
    title: String,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: String,
    y: String,
    width: String,
    height: String,
}

/// One day, with a cell per host.
#[derive(Debug, Serialize)]
struct Row {
    day: String,
    iso: String,
    counts: Vec<String>,
    total: String,
}

#[derive(Debug, Serialize)]
struct Without {
    heading: String,
    reasons: Vec<(&'static str, Vec<String>)>,
}

impl Chapter {
    pub(super) fn of(talks: &Conversations, text: &Text) -> Self {
        let days: BTreeSet<NaiveDate> =
            talks.hosts().values().flat_map(BTreeMap::keys).copied().collect();
        let said = |day: Option<&NaiveDate>| day.map(|day| text.language.day(*day));
        let hosts = talks.hosts().iter().enumerate();
        Chapter {
            verdict: verdict(talks, text),
            first_round: talks.first_round().map(|(last, days)| {
                let last = text.language.weekday(last);
                fill(&text.conversations.first_round.of(days, text.language), &[("last", &last)])
            }),
            hosts: hosts
                .map(|(at, (id, own))| host(at, (id, own), talks.per_day(), &days, text))
                .collect(),
            first: said(days.first()).unwrap_or_default(),
            last: said(days.last()).unwrap_or_default(),
            rows: days.iter().map(|day| row(*day, talks, text)).collect(),
            without: without(talks, text),
        }
    }
}

/// How many have a time.
pub(super) fn verdict(talks: &Conversations, text: &Text) -> String {
    let words = text.conversations;
    let (placed, missing) = (talks.placed(), talks.without().len());
    if missing == 0 {
        return words.verdict.of(placed, text.language);
    }
    let count = |n: usize| text.language.number(n as f64, 0);
    fill(words.not_all, &[("placed", &count(placed)), ("all", &count(placed + missing))])
}

/// One bar for each day on which anybody has conversations, so that weeks without any take no room.
fn host(
    at: usize,
    (id, own): (&str, &BTreeMap<NaiveDate, usize>),
    per_day: usize,
    days: &BTreeSet<NaiveDate>,
    text: &Text,
) -> Host {
    let (words, language) = (text.conversations, text.language);
    let busiest = own.values().copied().max().unwrap_or(0);
    let slot = WIDTH / days.len().max(1) as f64;
    let width = (slot - 2.0).clamp(1.0, 24.0);
    let up = Axis { low: 0.0, high: per_day.max(busiest) as f64, from: 0.0, to: BASE };
    let bars = days.iter().enumerate().filter_map(|(place, day)| {
        let height = up.at(*own.get(day)? as f64);
        Some(Bar {
            x: px(place as f64 * slot),
            y: px(BASE - height),
            width: px(width),
            height: px(height),
        })
    });
    let spread =
        [words.days.of(own.len(), language), fill(words.at_most, &[("n", &busiest.to_string())])];
    let said = |day: Option<&NaiveDate>| day.map(|day| language.day(*day)).unwrap_or_default();
    let (first, last) = (said(days.first()), said(days.last()));
    Host {
        id: format!("host-{}", at + 1),
        name: id.to_owned(),
        count: words.conversations.of(own.values().sum(), language),
        spread: spread.join(text.list_join),
        title: fill(words.plot, &[("host", id), ("first", &first), ("last", &last)]),
        bars: bars.collect(),
    }
}

fn row(day: NaiveDate, talks: &Conversations, text: &Text) -> Row {
    let counts: Vec<usize> =
        talks.hosts().values().map(|own| own.get(&day).copied().unwrap_or(0)).collect();
    Row {
        day: text.language.weekday(day),
        iso: day.to_string(),
        total: counts.iter().sum::<usize>().to_string(),
        counts: counts
            .into_iter()
            .map(|count| if count == 0 { "·".to_owned() } else { count.to_string() })
            .collect(),
    }
}

fn without(talks: &Conversations, text: &Text) -> Option<Without> {
    let words = text.conversations;
    let mut by_reason: BTreeMap<NoTime, Vec<String>> = BTreeMap::new();
    for (id, why) in talks.without() {
        by_reason.entry(*why).or_default().push(id.clone());
    }
    let said = |why| match why {
        NoTime::NoDay => words.no_day,
        NoTime::TooFew => words.too_few,
        NoTime::NoHost => words.no_host,
    };
    (!by_reason.is_empty()).then(|| Without {
        heading: words.without.of(talks.without().len(), text.language),
        reasons: by_reason.into_iter().map(|(why, ids)| (said(why), ids)).collect(),
    })
}

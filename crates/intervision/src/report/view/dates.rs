use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::calendar::{Loads, Month, in_school_holiday, loads, months, months_of};
use crate::report::text::{Text, fill};
use crate::report::{Audience, Composition, Meeting, Season};

/// When everyone meets, and what found no date.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    facts: Vec<String>,
    months: Vec<Month>,
    counts: Vec<Count>,
    total: String,
    everyone: Option<Agenda>,
    agendas: Vec<Agenda>,
    missing: Vec<Lost>,
    any: bool,
}

#[derive(Debug, Serialize)]
struct Count {
    month: String,
    sessions: String,
    /// Per cent of the fullest month, for a bar.
    share: String,
}

/// The sessions of one group, of everyone, or of some.
#[derive(Debug, Serialize)]
struct Agenda {
    name: String,
    count: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    date: String,
    iso: String,
    time: String,
    title: String,
    with: String,
}

#[derive(Debug, Serialize)]
struct Lost {
    title: String,
    who: String,
    reasons: Vec<String>,
}

impl Chapter {
    pub(super) fn of(season: &Season, groups: Option<&Composition>, text: &Text) -> Self {
        let loads = loads(season);
        let agendas = agendas(season, groups, text);
        let (everyone, agendas): (Vec<_>, Vec<_>) =
            agendas.into_iter().partition(|(audience, _)| **audience == Audience::Everyone);
        Chapter {
            facts: facts(season, &loads, text),
            months: months(season, &loads, text),
            counts: counts(season, text),
            total: text.language.number(season.meetings().len() as f64, 0),
            everyone: everyone.into_iter().map(|(_, agenda)| agenda).next(),
            agendas: agendas.into_iter().map(|(_, agenda)| agenda).collect(),
            missing: season
                .missing()
                .iter()
                .map(|lost| Lost {
                    title: lost.title().to_owned(),
                    who: who(lost.audience(), text),
                    reasons: lost.reasons().to_vec(),
                })
                .collect(),
            any: !loads.is_empty(),
        }
    }
}

fn who(audience: &Audience, text: &Text) -> String {
    match audience {
        Audience::Everyone => text.season.everyone.to_owned(),
        Audience::Group(name) => text.language.group_name(name),
        Audience::Some(name) => name.clone(),
    }
}

/// The busiest half-day, and what falls in school holidays.
fn facts(season: &Season, loads: &Loads, text: &Text) -> Vec<String> {
    let words = &text.season;
    let mut facts = Vec::new();
    // The first of the busiest, so that the sentence is the same on every run.
    let busiest =
        loads.iter().max_by_key(|(half, load)| (load.sessions, std::cmp::Reverse(**half)));
    if let Some(((day, afternoon), load)) = busiest.filter(|(_, load)| load.sessions > 1) {
        facts.push(fill(
            words.busiest,
            &[
                ("day", &text.language.weekday(*day)),
                ("half", if *afternoon { words.afternoon } else { words.morning }),
                ("sessions", &words.sessions.of(load.sessions, text.language)),
            ],
        ));
    }
    if !season.school_holidays().is_empty() && !season.meetings().is_empty() {
        let meetings = season.meetings().iter();
        let inside = meetings.filter(|m| in_school_holiday(season, m.span().date())).count();
        facts.push(if inside == 0 {
            words.not_in_school_holidays.to_owned()
        } else {
            words.in_school_holidays.of(inside, text.language)
        });
    }
    facts
}

fn counts(season: &Season, text: &Text) -> Vec<Count> {
    let mut per_month: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    for meeting in season.meetings() {
        let day = meeting.span().date();
        *per_month.entry((day.year(), day.month())).or_default() += 1;
    }
    let fullest = per_month.values().copied().max().unwrap_or(1).max(1);
    let months = months_of(season).into_iter();
    months
        .map(|first| {
            let n = per_month.get(&(first.year(), first.month())).copied().unwrap_or(0);
            Count {
                month: text.language.month(first),
                sessions: text.language.number(n as f64, 0),
                share: super::px(n as f64 / fullest as f64 * 100.0),
            }
        })
        .collect()
}

/// Sessions by audience: everyone, then groups as the groups are listed, then the others as they come.
fn agendas<'a>(
    season: &'a Season,
    groups: Option<&Composition>,
    text: &Text,
) -> Vec<(&'a Audience, Agenda)> {
    let order: BTreeMap<&str, usize> = groups
        .into_iter()
        .flat_map(|composition| composition.groups().iter().enumerate())
        .map(|(at, group)| (group.name(), at))
        .collect();
    let place = |audience: &Audience| match audience {
        Audience::Everyone => (0, 0),
        Audience::Group(name) => (1, order.get(name.as_str()).copied().unwrap_or(usize::MAX)),
        Audience::Some(_) => (2, 0),
    };
    let mut first_seen: BTreeMap<&Audience, usize> = BTreeMap::new();
    let mut lists: Vec<(&Audience, Vec<&Meeting>)> = Vec::new();
    for meeting in season.meetings() {
        let at = *first_seen.entry(meeting.audience()).or_insert_with(|| {
            lists.push((meeting.audience(), Vec::new()));
            lists.len() - 1
        });
        if let Some((_, list)) = lists.get_mut(at) {
            list.push(meeting);
        }
    }
    lists.sort_by_key(|(audience, _)| place(audience));
    let named = lists.into_iter().map(|(audience, mut list)| {
        list.sort_by_key(|meeting| meeting.span());
        let agenda = Agenda {
            name: who(audience, text),
            count: text.season.sessions.of(list.len(), text.language),
            rows: list.iter().map(|meeting| row(meeting, text)).collect(),
        };
        (audience, agenda)
    });
    named.collect()
}

fn row(meeting: &Meeting, text: &Text) -> Row {
    let (start, end) = (meeting.span().start(), meeting.span().end());
    let until = if start.date() == end.date() {
        text.language.clock(end.time())
    } else {
        format!("{} {}", text.language.weekday(end.date()), text.language.clock(end.time()))
    };
    Row {
        date: text.language.weekday(start.date()),
        iso: start.date().to_string(),
        time: format!("{}–{until}", text.language.clock(start.time())),
        title: meeting.title().to_owned(),
        with: meeting.resources().join(text.list_join),
    }
}

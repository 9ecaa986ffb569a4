//! A circle of limits in days: windows, lags and days shared, as differences between start days.
//!
//! Shortest paths by Bellman (1958) and Ford (1956), O(sessions x limits); a negative circle is the contradiction.

use intervision_core::Relation;

use super::super::case::Case;
use super::super::{Asked, Proof, Step};

/// Day of `to` - day of `from` <= `days`.
struct Limit {
    from: usize,
    to: usize,
    days: i64,
    step: Step,
}

pub(super) fn circle(case: &Case<'_>) -> Option<Proof> {
    let limits = limits(case);
    let nodes = case.sessions.len() + 1;
    let mut distance = vec![0_i64; nodes];
    let mut by: Vec<Option<usize>> = vec![None; nodes];
    let mut last = None;
    for _ in 0..nodes {
        last = None;
        for (index, limit) in limits.iter().enumerate() {
            let through = distance[limit.from] + limit.days;
            if through < distance[limit.to] {
                distance[limit.to] = through;
                by[limit.to] = Some(index);
                last = Some(limit.to);
            }
        }
        last?;
    }
    // A path that still grows shorter after that many rounds runs into a circle; going back as often ends up on it.
    let mut node = last?;
    for _ in 0..nodes {
        node = limits[by[node]?].from;
    }
    let start = node;
    let mut steps = Vec::new();
    loop {
        let limit = &limits[by[node]?];
        steps.push(limit.step);
        node = limit.from;
        if node == start {
            break;
        }
    }
    steps.reverse();
    Some(Proof::Circle { steps })
}

fn limits(case: &Case<'_>) -> Vec<Limit> {
    let season = case.sessions.len();
    let mut limits = Vec::new();
    for (local, &session) in case.sessions.iter().enumerate() {
        let days = case.starts[local].first().zip(case.starts[local].last());
        let Some((first, last)) = days else { continue };
        let day = |day: i32| case.facts.date(day);
        let from = Step::From { session, day: day(first.day) };
        limits.push(Limit { from: local, to: season, days: -i64::from(first.day), step: from });
        let by = Step::By { session, day: day(last.day) };
        limits.push(Limit { from: season, to: local, days: i64::from(last.day), step: by });
    }
    let place = |session: usize| case.sessions.iter().position(|other| *other == session);
    for (relation, of) in case.facts.relations.iter().enumerate() {
        if !case.keeps(Asked::Relation { relation }) {
            continue;
        }
        let (a, b) = of.sessions();
        let Some((a, b)) = place(a).zip(place(b)) else { continue };
        let (least, most) = match of {
            Relation::Lag { lag, .. } => {
                (Some(i64::from(lag.min_days)), lag.max_days.map(i64::from))
            }
            Relation::SameDay { .. } | Relation::SameStart { .. } => (Some(0), Some(0)),
            Relation::Pause { .. } => (Some(0), None),
            _ => (None, None),
        };
        if let Some(least) = least {
            let step = Step::AtLeast { relation };
            limits.push(Limit { from: b, to: a, days: -least, step });
        }
        if let Some(most) = most {
            limits.push(Limit { from: a, to: b, days: most, step: Step::AtMost { relation } });
        }
    }
    limits
}

/// The first and last day on which each session may start, by its own rules and along lags; crossed where none is left.
pub(super) fn days(case: &Case<'_>) -> Vec<(i64, i64)> {
    let season = case.sessions.len();
    let limits = limits(case);
    let range = |starts: &Vec<_>| match (starts.first(), starts.last()) {
        (Some(first), Some(last)) => {
            let (first, last): (&super::Start, &super::Start) = (first, last);
            (i64::from(first.day), i64::from(last.day))
        }
        _ => (0, -1),
    };
    let mut days: Vec<(i64, i64)> = case.starts.iter().map(range).collect();
    for _ in 0..case.sessions.len() {
        let mut changed = false;
        for limit in limits.iter().filter(|limit| limit.from != season && limit.to != season) {
            let (from, to) = (days[limit.from], days[limit.to]);
            let latest = (from.1 + limit.days).min(to.1);
            let earliest = (to.0 - limit.days).max(from.0);
            changed |= latest < to.1 || earliest > from.0;
            days[limit.to].1 = latest;
            days[limit.from].0 = earliest;
        }
        if !changed {
            break;
        }
    }
    days
}

//! What holds between two sessions. In: a demand and where its sessions stand. Out: every relation that does not hold.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use intervision_core::{Lag, Pause, Relation, SessionDemand, Span, Timetable};

use super::Violation;

pub(super) fn relations(
    demand: &dyn SessionDemand,
    timetable: &Timetable,
    found: &mut Vec<Violation>,
) {
    let at: BTreeMap<usize, Span> =
        timetable.placements.iter().map(|placement| (placement.session, placement.span)).collect();
    for relation in demand.relations() {
        let (a, b) = relation.sessions();
        let (Some(first), Some(second)) = (at.get(&a), at.get(&b)) else { continue };
        if holds(relation, *first, *second) {
            continue;
        }
        let id = |index| demand.session(index).map(|session| session.id).unwrap_or_default();
        let (name, other, asked) = (id(a), id(b), words(relation));
        found.push(match relation {
            Relation::Lag { .. } | Relation::DifferentDay { .. } | Relation::SameDay { .. } => {
                let days = (second.date() - first.date()).num_days();
                Violation::Relation { first: name, second: other, days, asked }
            }
            _ => Violation::Between { first: name, second: other, spans: [*first, *second], asked },
        });
    }
}

/// Whether two sessions that stand in these spans keep a relation.
fn holds(relation: Relation, first: Span, second: Span) -> bool {
    let days = (second.date() - first.date()).num_days();
    let minutes = |minutes: u32| TimeDelta::minutes(i64::from(minutes));
    let after = second.start() - first.end();
    let before = first.start() - second.end();
    match relation {
        Relation::Lag { lag, .. } => {
            days >= i64::from(lag.min_days)
                && lag.max_days.is_none_or(|max| days <= i64::from(max))
                && first.end() <= second.start()
        }
        Relation::DifferentDay { .. } => days != 0,
        Relation::SameDay { .. } => days == 0,
        Relation::SameStart { .. } => first.start() == second.start(),
        Relation::Apart { minutes: least, .. } => after.max(before) >= minutes(least),
        Relation::Pause { pause, .. } => {
            after >= minutes(pause.min_minutes)
                && pause.max_minutes.is_none_or(|most| after <= minutes(most))
        }
        _ => true,
    }
}

/// What a relation asks.
fn words(relation: Relation) -> String {
    match relation {
        Relation::Lag { lag: Lag { min_days, max_days: Some(max), .. }, .. } => {
            format!("{min_days} to {max} days")
        }
        Relation::Lag { lag, .. } => format!("at least {} days", lag.min_days),
        Relation::DifferentDay { .. } => "another day".to_owned(),
        Relation::SameDay { .. } => "the same day".to_owned(),
        Relation::SameStart { .. } => "the same start".to_owned(),
        Relation::Apart { minutes, .. } => format!("{minutes} minutes between them"),
        Relation::Pause { pause: Pause { min_minutes, max_minutes: Some(max) }, .. } => {
            format!("{min_minutes} to {max} minutes between them, in this order")
        }
        Relation::Pause { pause, .. } => {
            format!("at least {} minutes between them, in this order", pause.min_minutes)
        }
        _ => String::new(),
    }
}

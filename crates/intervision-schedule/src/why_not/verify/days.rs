//! Proofs in days: circles of limits, and the days between which sessions must start.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use intervision_core::Relation;

use super::super::{Asked, Step};
use super::Refuted;
use super::view::View;

/// A point of a circle: a session, or the season itself.
type Point = Option<usize>;

pub(super) fn circle(view: &View<'_>, steps: &[Step]) -> Result<(), Refuted> {
    let season = view.grid.days().first().copied().unwrap_or_default();
    let since = |day: NaiveDate| (day - season).num_days();
    let mut sum = 0_i64;
    let mut ends: Vec<(Point, Point)> = Vec::new();
    for step in steps {
        let (from, to, days): (Point, Point, i64) = match *step {
            Step::From { session, day } => {
                let places = view.places(session)?;
                if let Some(place) = places.iter().find(|place| place.span.date() < day) {
                    return Err(format!("session {session} may start at {}", place.span.start()));
                }
                (Some(session), None, -since(day))
            }
            Step::By { session, day } => {
                let places = view.places(session)?;
                if let Some(place) = places.iter().find(|place| place.span.date() > day) {
                    return Err(format!("session {session} may start at {}", place.span.start()));
                }
                (None, Some(session), since(day))
            }
            Step::AtLeast { relation } => {
                let (of, (least, _)) = limits(view, relation)?;
                let least = least.ok_or_else(|| format!("relation {relation} has no least"))?;
                (Some(of.1), Some(of.0), -least)
            }
            Step::AtMost { relation } => {
                let (of, (_, most)) = limits(view, relation)?;
                let most = most.ok_or_else(|| format!("relation {relation} has no most"))?;
                (Some(of.0), Some(of.1), most)
            }
        };
        ends.push((from, to));
        sum = sum.saturating_add(days);
    }
    let next = ends.iter().cycle().skip(1);
    if ends.is_empty() || ends.iter().zip(next).any(|(one, next)| one.1 != next.0) {
        return Err("the limits do not go round in a circle".to_owned());
    }
    if sum < 0 { Ok(()) } else { Err(format!("the circle leaves room for {sum} days")) }
}

type Limits = (Option<i64>, Option<i64>);

/// The two sessions of a relation, and the least and most days from the first to the second.
fn limits(view: &View<'_>, relation: usize) -> Result<((usize, usize), Limits), Refuted> {
    let kept = view.keeps(Asked::Relation { relation });
    let of = view.relations.get(relation).filter(|_| kept);
    let of = of.ok_or_else(|| format!("relation {relation} is not among the rules"))?;
    let limits = match of {
        Relation::Lag { lag, .. } => (Some(i64::from(lag.min_days)), lag.max_days.map(i64::from)),
        Relation::SameDay { .. } | Relation::SameStart { .. } => (Some(0), Some(0)),
        Relation::Pause { .. } => (Some(0), None),
        _ => (None, None),
    };
    Ok((of.sessions(), limits))
}

/// Fails unless every one of these sessions must start between two days.
pub(super) fn inside(
    view: &View<'_>,
    sessions: &[usize],
    first: NaiveDate,
    last: NaiveDate,
) -> Result<(), Refuted> {
    let kept = |index: &usize| view.keeps(Asked::Relation { relation: *index });
    let relations: Vec<usize> = (0..view.relations.len()).filter(kept).collect();
    let mut concerned: BTreeSet<usize> = sessions.iter().copied().collect();
    for relation in &relations {
        let (a, b) = view.relations[*relation].sessions();
        concerned.extend([a, b]);
    }
    let mut days: BTreeMap<usize, (NaiveDate, NaiveDate)> = BTreeMap::new();
    for &session in &concerned {
        let places = view.places(session)?;
        let (Some(earliest), Some(latest)) = (places.first(), places.last()) else {
            return Err(format!("session {session} has no place at all"));
        };
        days.insert(session, (earliest.span.date(), latest.span.date()));
    }
    for _ in &concerned {
        for &relation in &relations {
            let ((a, b), (least, most)) = limits(view, relation)?;
            let (Some(&one), Some(&other)) = (days.get(&a), days.get(&b)) else { continue };
            let (mut one, mut other) = (one, other);
            if let Some(least) = least {
                other.0 = other.0.max(later(one.0, least));
                one.1 = one.1.min(later(other.1, -least));
            }
            if let Some(most) = most {
                other.1 = other.1.min(later(one.1, most));
                one.0 = one.0.max(later(other.0, -most));
            }
            days.insert(a, one);
            days.insert(b, other);
        }
    }
    let outside = |session: &&usize| days.get(session).is_none_or(|d| d.0 < first || d.1 > last);
    match sessions.iter().find(outside) {
        Some(session) => {
            Err(format!("session {session} need not start between {first} and {last}"))
        }
        None => Ok(()),
    }
}

/// So many days later, or the end of all days.
fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let end = if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    chrono::TimeDelta::try_days(days).and_then(|days| day.checked_add_signed(days)).unwrap_or(end)
}

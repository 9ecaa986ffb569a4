//! Proofs that go through possibilities: orders of a few sessions, and a tree of starts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDateTime, TimeDelta};
use intervision_core::{Party, Relation, Resource};

use super::super::Asked;
use super::Refuted;
use super::view::{Place, View};

/// So many sessions stand in one order at most.
const MOST: usize = 8;

pub(super) fn order(view: &View<'_>, sessions: &[usize]) -> Result<(), Refuted> {
    let different: BTreeSet<usize> = sessions.iter().copied().collect();
    if sessions.is_empty() || different.len() < sessions.len() || sessions.len() > MOST {
        return Err(format!("an order joins 1 to {MOST} different sessions"));
    }
    let mut gaps = vec![vec![TimeDelta::zero(); sessions.len()]; sessions.len()];
    for (row, a) in gaps.iter_mut().zip(sessions) {
        for (gap, b) in row.iter_mut().zip(sessions) {
            if a != b {
                *gap = view
                    .apart(*a, *b)
                    .ok_or_else(|| format!("sessions {a} and {b} may overlap"))?;
            }
        }
    }
    let mut places = Vec::new();
    for session in sessions {
        places.push(view.places(*session)?);
    }
    let mut left: Vec<usize> = (0..sessions.len()).collect();
    if goes_on(&places, &gaps, &mut left, None) {
        return Err("these sessions fit in some order".to_owned());
    }
    Ok(())
}

/// Whether the sessions that are left fit in some order after the last one and its end.
fn goes_on(
    places: &[Vec<Place>],
    gaps: &[Vec<TimeDelta>],
    left: &mut Vec<usize>,
    last: Option<(usize, NaiveDateTime)>,
) -> bool {
    if left.is_empty() {
        return true;
    }
    for at in 0..left.len() {
        let next = left.remove(at);
        let fits = |place: &&Place| {
            last.is_none_or(|(before, end)| place.span.start() - end >= gaps[before][next])
        };
        let end = places[next].iter().filter(fits).map(|place| place.span.end()).min();
        let found = end.is_some_and(|end| goes_on(places, gaps, left, Some((next, end))));
        left.insert(at, next);
        if found {
            return true;
        }
    }
    false
}

/// A point of the tree: its session, the places that fit there, and how many were gone through.
struct Point {
    session: usize,
    fitting: Vec<Place>,
    tried: usize,
}

pub(super) fn tree(view: &View<'_>, branches: &[usize]) -> Result<(), Refuted> {
    let mut table = Table::new(view, branches)?;
    let mut path: Vec<Point> = Vec::new();
    let mut rest = branches.iter();
    loop {
        let session = *rest.next().ok_or("the tree ends too early")?;
        if table.placed.iter().any(|(placed, _)| *placed == session) {
            return Err(format!("session {session} is placed twice"));
        }
        let fitting = table.fitting(session);
        path.push(Point { session, fitting, tried: 0 });
        loop {
            let Some(point) = path.last_mut() else {
                let left = rest.len();
                return if left == 0 {
                    Ok(())
                } else {
                    Err(format!("{left} points are left over"))
                };
            };
            if let Some(place) = point.fitting.get(point.tried) {
                point.tried += 1;
                table.placed.push((point.session, place.clone()));
                break;
            }
            path.pop();
            table.placed.pop();
        }
    }
}

/// Sessions of a tree, their places and what holds between them, asked once.
struct Table<'v, 'a> {
    view: &'v View<'a>,
    places: BTreeMap<usize, Vec<Place>>,
    pairs: BTreeMap<(usize, usize), (Option<TimeDelta>, Vec<Relation>)>,
    pools: Vec<BTreeSet<usize>>,
    drawn: BTreeMap<usize, Vec<u32>>,
    placed: Vec<(usize, Place)>,
}

impl<'v, 'a> Table<'v, 'a> {
    fn new(view: &'v View<'a>, branches: &[usize]) -> Result<Self, Refuted> {
        let sessions: BTreeSet<usize> = branches.iter().copied().collect();
        let mut table = Table {
            view,
            places: BTreeMap::new(),
            pairs: BTreeMap::new(),
            pools: Vec::new(),
            drawn: BTreeMap::new(),
            placed: Vec::new(),
        };
        let mut pools = BTreeSet::new();
        for &session in &sessions {
            table.places.insert(session, view.places(session)?);
            for (need, wanted) in view.session(session)?.needs.iter().enumerate() {
                if view.keeps(Asked::Need { session, need }) {
                    pools.insert(view.fitting(wanted));
                }
            }
            for &other in sessions.range(..session) {
                let relations: Vec<Relation> = view.between(session, other).collect();
                table.pairs.insert((other, session), (view.apart(session, other), relations));
            }
        }
        table.pools = pools.into_iter().collect();
        for &session in &sessions {
            let drawn = table.pools.iter().map(|pool| view.drawn(session, pool)).collect();
            table.drawn.insert(session, drawn);
        }
        Ok(table)
    }

    /// Places of a session that fit with all that is placed, in order.
    fn fitting(&self, session: usize) -> Vec<Place> {
        let mut fitting = self.places.get(&session).cloned().unwrap_or_default();
        fitting.retain(|place| {
            self.placed.iter().all(|(other, there)| self.agree(session, place, *other, there))
                && (0..self.pools.len()).all(|pool| self.enough(pool, session, place))
        });
        fitting
    }

    fn agree(&self, session: usize, here: &Place, other: usize, there: &Place) -> bool {
        let key = (session.min(other), session.max(other));
        let Some((apart, relations)) = self.pairs.get(&key) else { return false };
        let gap = |first: &Place, second: &Place| second.span.start() - first.span.end();
        if apart.is_some_and(|apart| gap(here, there).max(gap(there, here)) < apart) {
            return false;
        }
        relations.iter().all(|relation| {
            let in_order = relation.sessions().0 == session;
            let (first, second) = if in_order { (here, there) } else { (there, here) };
            let days = (second.span.date() - first.span.date()).num_days();
            match relation {
                Relation::Lag { lag, .. } => {
                    gap(first, second) >= TimeDelta::zero()
                        && days >= i64::from(lag.min_days)
                        && lag.max_days.is_none_or(|most| days <= i64::from(most))
                }
                Relation::SameDay { .. } => days == 0,
                Relation::DifferentDay { .. } => days != 0,
                Relation::SameStart { .. } => first.span.start() == second.span.start(),
                Relation::Pause { pause, .. } => {
                    let minutes = |minutes: u32| TimeDelta::minutes(i64::from(minutes));
                    gap(first, second) >= minutes(pause.min_minutes)
                        && pause.max_minutes.is_none_or(|most| gap(first, second) <= minutes(most))
                }
                _ => true,
            }
        })
    }

    /// Whether a pool has enough for a session beside all that is placed: at every moment, in the week and in all.
    fn enough(&self, pool: usize, session: usize, place: &Place) -> bool {
        let units = |session: usize| self.drawn.get(&session).map_or(0, |drawn| drawn[pool]);
        if units(session) == 0 {
            return true;
        }
        let me = (session, place.clone());
        let drawing: Vec<&(usize, Place)> =
            self.placed.iter().chain([&me]).filter(|(other, _)| units(*other) > 0).collect();
        let at_once = place.slots.clone().all(|slot| {
            let there: Vec<&&(usize, Place)> =
                drawing.iter().filter(|(_, place)| place.slots.contains(&slot)).collect();
            let wanted: u32 = there.iter().map(|(session, _)| units(*session)).sum();
            let free = |resource: &&usize| {
                let away = |span| self.view.away(Party::Resource(**resource), span);
                there.iter().any(|(_, place)| !away(place.span))
            };
            wanted as usize <= self.pools[pool].iter().filter(free).count()
        });
        let week = |place: &Place| place.span.date().week(chrono::Weekday::Mon).first_day();
        let total: u64 = drawing.iter().map(|(session, _)| u64::from(units(*session))).sum();
        let mine = drawing.iter().filter(|(_, other)| week(other) == week(place));
        let in_week: u64 = mine.map(|(session, _)| u64::from(units(*session))).sum();
        at_once
            && self.may(pool, |resource| resource.max_sessions).is_none_or(|most| total <= most)
            && self.may(pool, |resource| resource.max_per_week).is_none_or(|most| in_week <= most)
    }

    /// How much all of a pool together may serve, where every one of them has a limit.
    fn may(&self, pool: usize, limit: fn(&Resource) -> Option<u32>) -> Option<u64> {
        let mut most = 0;
        for &resource in &self.pools[pool] {
            if !self.view.keeps(Asked::Load { resource }) {
                return None;
            }
            most += u64::from(limit(self.view.resources.get(resource)?)?);
        }
        Some(most)
    }
}

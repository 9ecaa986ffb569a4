//! More sessions between two days than a person or a pool has room for: a counting form of Hall's condition (Hall 1935).
//! O(parties x days on which windows begin x days on which they end x sessions).

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::Party;

use super::super::case::Case;
use super::super::{Asked, Proof, Whom};
use super::circle;

/// One party's sessions, and how many units each takes.
type Wanted = Vec<(usize, u32)>;

pub(super) fn crowd(case: &Case<'_>) -> Option<Proof> {
    let days = circle::days(case);
    let people = people(case).into_iter().map(|(member, wanted)| (Whom::Member(member), wanted));
    let pools = case.pools.iter().enumerate().map(|(pool, of)| {
        let drawn = |local: usize| {
            let mine = case.draws[local].iter().find(|(at, _)| *at == pool)?;
            Some((local, mine.1))
        };
        let wanted = (0..case.sessions.len()).filter_map(drawn).collect();
        (Whom::Pool(of.resources.clone()), wanted)
    });
    people.chain(pools).find_map(|(whom, wanted)| worst(case, &days, &whom, &wanted))
}

/// Members with several sessions, by name.
fn people(case: &Case<'_>) -> Vec<(usize, Wanted)> {
    let several = case.attended().into_iter().filter(|(_, locals)| locals.len() > 1);
    let each = |(member, locals): (usize, Vec<usize>)| {
        (member, locals.into_iter().map(|local| (local, 1)).collect())
    };
    several.map(each).collect()
}

/// The interval in which most units have no room, the shortest of them.
fn worst(case: &Case<'_>, days: &[(i64, i64)], whom: &Whom, wanted: &Wanted) -> Option<Proof> {
    let firsts: BTreeSet<i64> = wanted.iter().map(|(local, _)| days[*local].0).collect();
    let lasts: BTreeSet<i64> = wanted.iter().map(|(local, _)| days[*local].1).collect();
    let minutes = |local: usize| case.facts.sessions[case.sessions[local]].minutes;
    let lengths: BTreeSet<u32> = wanted.iter().map(|(local, _)| minutes(*local)).collect();
    let mut worst: Option<((i64, i64), Proof)> = None;
    for &shortest in &lengths {
        // Longer sessions hold a shorter one, so they count among it.
        let long: Wanted =
            wanted.iter().copied().filter(|(local, _)| minutes(*local) >= shortest).collect();
        let rooms = rooms(case, whom, shortest);
        for &first in &firsts {
            for &last in lasts.iter().filter(|last| first <= **last) {
                let inside: Vec<&(usize, u32)> = long
                    .iter()
                    .filter(|(local, _)| first <= days[*local].0 && days[*local].1 <= last)
                    .collect();
                let needed: u32 = inside.iter().map(|(_, units)| *units).sum();
                let room = |room: &Room| room.between(first, last);
                let available: u32 = rooms.iter().map(room).fold(0, u32::saturating_add);
                if needed <= available {
                    continue;
                }
                let key = (i64::from(needed - available), first - last);
                if worst.as_ref().is_some_and(|(best, _)| *best >= key) {
                    continue;
                }
                let sessions = inside.iter().map(|(local, _)| case.sessions[*local]).collect();
                let (first, last) = (case.facts.date(first), case.facts.date(last));
                let whom = whom.clone();
                worst =
                    Some((key, Proof::Crowd { whom, sessions, first, last, needed, available }));
            }
        }
    }
    worst.map(|(_, proof)| proof)
}

/// Disjoint places of one party, by day; no more than so many count in a week and in all.
struct Room {
    places: Vec<(i32, i32, u32)>,
    per_week: u32,
    total: u32,
}

impl Room {
    fn between(&self, first: i64, last: i64) -> u32 {
        let mut weeks: BTreeMap<i32, u32> = BTreeMap::new();
        for (day, week, places) in &self.places {
            if (first..=last).contains(&i64::from(*day)) {
                *weeks.entry(*week).or_default() += places;
            }
        }
        weeks.values().map(|places| (*places).min(self.per_week)).sum::<u32>().min(self.total)
    }
}

fn rooms(case: &Case<'_>, whom: &Whom, minutes: u32) -> Vec<Room> {
    let parties: Vec<Party> = match whom {
        Whom::Member(member) => vec![Party::Member(*member)],
        Whom::Pool(pool) => pool.iter().map(|at| Party::Resource(*at)).collect(),
    };
    parties.into_iter().map(|party| room(case, party, minutes)).collect()
}

/// The most disjoint places: the one that ends first, again and again.
fn room(case: &Case<'_>, party: Party, minutes: u32) -> Room {
    // A member who may be missed can be anywhere.
    let minds = match party {
        Party::Member(member) => !case.facts.may_be_missed(member),
        Party::Resource(_) => true,
    };
    let mut by_day: BTreeMap<i32, u32> = BTreeMap::new();
    let mut next = 0;
    for start in case.facts.starts(minutes) {
        if start.slot >= next && !(minds && case.is_away(party, minutes, start.slot)) {
            *by_day.entry(start.day).or_default() += 1;
            next = start.until;
        }
    }
    let (mut per_week, mut total) = (u32::MAX, u32::MAX);
    if let Party::Resource(resource) = party
        && case.keeps(Asked::Load { resource })
    {
        per_week = case.facts.resources[resource].max_per_week.unwrap_or(u32::MAX);
        total = case.facts.resources[resource].max_sessions.unwrap_or(u32::MAX);
    }
    let week = |day: i32| case.facts.week(day);
    let places = by_day.into_iter().map(|(day, places)| (day, week(day), places)).collect();
    Room { places, per_week, total }
}

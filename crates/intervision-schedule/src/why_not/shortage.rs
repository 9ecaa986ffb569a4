//! Shortages: more sessions between two days than a person or a pool of resources can take.
//!
//! A counting form of Hall's condition (Hall 1935): sessions that must all stand between two days, and all need the same
//! party, cannot be more than the party's disjoint free places there. O(parties x windows² x weeks).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use fixedbitset::FixedBitSet;

use super::Shortage;
use crate::Planner;
use crate::planner::Attendance;
use crate::problem::{LowNeed, Problem, Time};

/// One party's or pool's sessions: activity, and how many units of the pool it takes.
type Wanted = Vec<(usize, u32)>;

/// Every shortage, the worst interval of each party, people first.
pub(crate) fn shortages(problem: &Problem, planner: &Planner) -> Vec<Shortage> {
    let mut found = Vec::new();
    if planner.attendance == Attendance::Everyone {
        found.extend(people(problem, planner));
    }
    found.extend(pools(problem));
    let lack = |shortage: &Shortage| shortage.needed - shortage.available;
    found.sort_by(|a: &Shortage, b| a.who.cmp(&b.who).then_with(|| lack(b).cmp(&lack(a))));
    found.dedup_by(|a, b| a.who == b.who);
    found
}

fn people<'a>(
    problem: &'a Problem,
    planner: &'a Planner,
) -> impl Iterator<Item = Shortage> + use<'a> {
    let mut attended: Vec<Wanted> = vec![Vec::new(); problem.people.len()];
    for (index, activity) in problem.activities.iter().enumerate() {
        let required = |member: &&usize| {
            activity.quorum.as_ref().is_none_or(|(of, _)| of.binary_search(member).is_err())
        };
        for member in activity.attendees.iter().filter(required) {
            if let Ok(at) = problem.people.binary_search_by_key(member, |(m, _)| *m) {
                attended[at].push((index, 1));
            }
        }
    }
    problem.people.iter().zip(attended).filter_map(|((member, calendar), wanted)| {
        let room = |length: usize| {
            vec![Room::unlimited(problem, &calendar.starts(&problem.time.lengths[length]), length)]
        };
        worst(problem, &wanted, &room, &planner.name_of(*member))
    })
}

fn pools(problem: &Problem) -> impl Iterator<Item = Shortage> + use<'_> {
    let needs = || {
        let each = problem.activities.iter().enumerate();
        each.flat_map(|(index, activity)| activity.needs.iter().map(move |need| (index, need)))
    };
    let pools: BTreeSet<(&str, &[u32])> = needs()
        .filter(|(_, need)| need.count > 0)
        .map(|(_, need)| (need.kind.as_str(), problem.pool(need)))
        .collect();
    pools.into_iter().filter_map(move |(kind, pool)| {
        let inside = |need: &LowNeed| {
            need.kind == kind && problem.pool(need).iter().all(|a| pool.contains(a))
        };
        let wanted: Wanted = needs()
            .filter(|(_, need)| inside(need))
            .map(|(index, need)| (index, need.count as u32))
            .collect();
        let room = |length: usize| {
            let of = |asset: &u32| Room::of_asset(problem, *asset, length);
            pool.iter().map(of).collect()
        };
        let of_kind = problem.resources.iter().filter(|resource| resource.kind == kind).count();
        let who = match pool {
            [asset] if of_kind > 1 => {
                format!("{kind} {}", problem.resources[*asset as usize].id)
            }
            _ => kind.to_owned(),
        };
        worst(problem, &wanted, &room, &who)
    })
}

/// How many sessions of one length a party can take, day by day.
struct Room {
    /// Disjoint places before each day, with a last entry for all.
    before: Vec<u32>,
    /// First and one past the last day of each week.
    weeks: Vec<(usize, usize)>,
    per_week: u32,
    total: u32,
}

impl Room {
    fn unlimited(problem: &Problem, starts: &FixedBitSet, length: usize) -> Self {
        let time = &problem.time;
        let mut before = vec![0];
        for (from, to) in &time.day_slots {
            let mut places = 0;
            let mut next = *from as usize;
            for slot in *from as usize..*to as usize {
                if slot >= next && starts.contains(slot) {
                    places += 1;
                    next = slot + time.lengths[length].take[slot] as usize;
                }
            }
            before.push(before.last().copied().unwrap_or(0) + places);
        }
        Room { before, weeks: Vec::new(), per_week: u32::MAX, total: u32::MAX }
    }

    fn of_asset(problem: &Problem, asset: u32, length: usize) -> Self {
        let resource = &problem.resources[asset as usize];
        let mut room = Room::unlimited(problem, &resource.open[length], length);
        room.per_week = resource.max_per_week;
        room.total = resource.max_sessions;
        if room.per_week < u32::MAX {
            room.weeks = weeks(&problem.time);
        }
        room
    }

    /// Sessions it can take on these days, the second one excluded.
    fn between(&self, from: usize, to: usize) -> u32 {
        let places = |from: usize, to: usize| self.before[to].saturating_sub(self.before[from]);
        let all = if self.weeks.is_empty() {
            places(from, to)
        } else {
            let inside = self.weeks.iter().map(|(first, end)| (from.max(*first), to.min(*end)));
            inside
                .filter(|(from, to)| from < to)
                .map(|(from, to)| places(from, to).min(self.per_week))
                .sum()
        };
        all.min(self.total)
    }
}

fn weeks(time: &Time) -> Vec<(usize, usize)> {
    let mut weeks: Vec<(usize, usize)> = Vec::new();
    for day in 0..time.days.len() {
        if day > 0 && time.week[day] == time.week[day - 1] {
            if let Some(last) = weeks.last_mut() {
                last.1 = day + 1;
            }
        } else {
            weeks.push((day, day + 1));
        }
    }
    weeks
}

/// The interval in which most sessions have no room, if there is one; the shortest of them.
fn worst(
    problem: &Problem,
    wanted: &Wanted,
    room: &dyn Fn(usize) -> Vec<Room>,
    who: &str,
) -> Option<Shortage> {
    let time = &problem.time;
    let window = |activity: usize| problem.tight[activity];
    let firsts: BTreeSet<i32> = wanted.iter().map(|(activity, _)| window(*activity).0).collect();
    let lasts: BTreeSet<i32> = wanted.iter().map(|(activity, _)| window(*activity).1).collect();
    let lengths: BTreeSet<usize> =
        wanted.iter().map(|(activity, _)| problem.activities[*activity].length).collect();
    let mut worst: Option<(u32, i32, Shortage)> = None;
    for length in lengths {
        // Longer sessions hold a shorter one, so they count among it.
        let long: Vec<&(usize, u32)> = wanted
            .iter()
            .filter(|(activity, _)| problem.activities[*activity].length >= length)
            .collect();
        let rooms = room(length);
        for &first in &firsts {
            for &last in lasts.iter().filter(|last| first <= **last) {
                let inside: Vec<&&(usize, u32)> = long
                    .iter()
                    .filter(|(activity, _)| {
                        first <= window(*activity).0 && window(*activity).1 <= last
                    })
                    .collect();
                let units: u32 = inside.iter().map(|(_, units)| *units).sum();
                let from = time.date.partition_point(|date| *date < first);
                let to = time.date.partition_point(|date| *date <= last);
                let have: u32 =
                    rooms.iter().map(|room| room.between(from, to)).fold(0, u32::saturating_add);
                if units <= have {
                    continue;
                }
                let (lack, days) = (units - have, last - first);
                if worst.as_ref().is_some_and(|(l, d, _)| (*l, -d) >= (lack, -days)) {
                    continue;
                }
                let each = inside.first().map_or(1, |(_, units)| *units).max(1);
                let alike = if inside.iter().all(|(_, units)| *units == each) { each } else { 1 };
                let season = time.days.first().copied().unwrap_or_default();
                let mut sessions: Vec<usize> =
                    inside.iter().map(|(a, _)| problem.activities[*a].original).collect();
                sessions.sort_unstable();
                let shortage = Shortage {
                    who: who.to_owned(),
                    needed: units / alike,
                    available: have / alike,
                    first: season + TimeDelta::days(i64::from(first)),
                    last: season + TimeDelta::days(i64::from(last)),
                    sessions,
                };
                worst = Some((lack, days, shortage));
            }
        }
    }
    worst.map(|(_, _, shortage)| shortage)
}

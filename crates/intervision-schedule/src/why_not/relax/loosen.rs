//! The smallest changes to one rule that help: limits by bisection, calendars day by day.

use intervision_core::{Party, Relation};

use super::super::Asked;
use super::{Asking, Change};

/// A resource may have to serve so many more sessions, or so many more resources be found.
const MOST_MORE: u32 = 8;

/// The smallest changes of each kind that help.
pub(super) fn changes(asking: &mut Asking<'_, '_, '_>, rule: Asked) -> Vec<Change> {
    let mut found: Vec<Change> = match rule {
        Asked::Attends { .. } => Vec::new(),
        Asked::Calendar { party } => day(asking, rule, party).into_iter().collect(),
        Asked::Window { session } => window(asking, rule, session),
        Asked::Relation { relation } => between(asking, rule, asking.facts.relations[relation]),
        Asked::Need { session, need } => {
            let count = asking.facts.sessions[session].needs[need].count;
            let more = (1..=MOST_MORE).map(Change::More).find(|more| asking.helps(rule, *more));
            more.into_iter()
                .chain(
                    largest(count, |n| asking.helps(rule, Change::MakeDo(n))).map(Change::MakeDo),
                )
                .collect()
        }
        Asked::Load { .. } => (1..=MOST_MORE)
            .map(Change::More)
            .find(|more| asking.helps(rule, *more))
            .into_iter()
            .collect(),
    };
    if found.is_empty() && asking.helps(rule, Change::Drop) {
        found.push(Change::Drop);
    }
    found
}

/// The first day on which a party would have to be free.
fn day(asking: &mut Asking<'_, '_, '_>, rule: Asked, party: Party) -> Option<Change> {
    let facts = asking.facts;
    let mut days: Vec<i32> = Vec::new();
    for ((of, minutes), away) in facts.away.iter() {
        let starts = facts.starts(*minutes).iter().filter(|_| *of == party);
        days.extend(starts.filter(|start| away.contains(start.slot)).map(|start| start.day));
    }
    days.sort_unstable();
    days.dedup();
    let mut changes = days.into_iter().map(|day| Change::FreeOn(facts.date(day)));
    changes.find(|change| asking.helps(rule, *change))
}

/// How far a window would have to open, on either side.
fn window(asking: &mut Asking<'_, '_, '_>, rule: Asked, session: usize) -> Vec<Change> {
    let facts = asking.facts;
    let window = facts.sessions[session].window;
    let mut days: Vec<_> = facts
        .starts(facts.sessions[session].minutes)
        .iter()
        .map(|start| facts.date(start.day))
        .collect();
    days.dedup();
    let earlier = window.earliest.and_then(|earliest| {
        let before = days.iter().rev().filter(|day| **day < earliest);
        before.map(|day| Change::From(*day)).find(|change| asking.helps(rule, *change))
    });
    let later = window.latest.and_then(|latest| {
        let after = days.iter().filter(|day| **day > latest);
        after.map(|day| Change::Until(*day)).find(|change| asking.helps(rule, *change))
    });
    earlier.into_iter().chain(later).collect()
}

/// How far the limits of a relation would have to move.
fn between(asking: &mut Asking<'_, '_, '_>, rule: Asked, relation: Relation) -> Vec<Change> {
    let season = asking.facts.season();
    let (least, most, longest) = match relation {
        Relation::Lag { lag, .. } => (lag.min_days, lag.max_days, season),
        Relation::Apart { minutes, .. } => (minutes, None, 0),
        Relation::Pause { pause, .. } => {
            (pause.min_minutes, pause.max_minutes, (season + 1).saturating_mul(24 * 60))
        }
        _ => return Vec::new(),
    };
    let less = largest(least, |least| asking.helps(rule, Change::AtLeast(least)));
    let more = most.filter(|most| *most < longest).and_then(|most| {
        let room = longest - most;
        let left = largest(room, |left| asking.helps(rule, Change::AtMost(longest - left)))?;
        Some(longest - left)
    });
    less.map(Change::AtLeast).into_iter().chain(more.map(Change::AtMost)).collect()
}

/// The largest number below `limit` that helps, where every smaller one helps, too; none where not even 0 does.
fn largest(limit: u32, mut helps: impl FnMut(u32) -> bool) -> Option<u32> {
    if limit == 0 || !helps(0) {
        return None;
    }
    let (mut yes, mut no) = (0, limit);
    while no - yes > 1 {
        let middle = yes + (no - yes) / 2;
        if helps(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Some(yes)
}

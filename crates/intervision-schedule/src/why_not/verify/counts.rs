//! Proofs that count: too few of a kind, no start, more sessions than places.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use intervision_core::Party;

use super::super::{Asked, Blocked, Whom};
use super::Refuted;
use super::view::View;

/// Fails unless what is claimed is what was counted.
fn same(what: &str, claimed: u32, counted: usize) -> Result<(), Refuted> {
    if claimed as usize == counted {
        Ok(())
    } else {
        Err(format!("{what}: {claimed} claimed, {counted} counted"))
    }
}

fn more(needed: u32, available: u32) -> Result<(), Refuted> {
    if needed > available { Ok(()) } else { Err(format!("{available} are enough for {needed}")) }
}

pub(super) fn lacking(
    view: &View<'_>,
    session: usize,
    need: usize,
    [needed, available]: [u32; 2],
) -> Result<(), Refuted> {
    let Some(wanted) = view.session(session)?.needs.get(need) else {
        return Err(format!("session {session} has no need {need}"));
    };
    if !view.keeps(Asked::Need { session, need }) {
        return Err(format!("need {need} of session {session} is not among the rules"));
    }
    same("needed", needed, wanted.count as usize)?;
    same("available", available, view.fitting(wanted).len())?;
    more(needed, available)
}

pub(super) fn no_start(
    view: &View<'_>,
    session: usize,
    starts: u32,
    blocked: &[Blocked],
) -> Result<(), Refuted> {
    let stays = view.stays(view.session(session)?.minutes);
    same("starts", starts, stays.len())?;
    let mut counts: BTreeMap<Asked, usize> = BTreeMap::new();
    for stay in &stays {
        let against = view.against(session, stay.span);
        if against.is_empty() {
            return Err(format!("session {session} may start at {}", stay.span.start()));
        }
        for rule in against {
            *counts.entry(rule).or_default() += 1;
        }
    }
    for block in blocked {
        let counted = counts.remove(&block.by).unwrap_or(0);
        same(&format!("starts that {:?} blocks", block.by), block.starts, counted)?;
    }
    match counts.pop_first() {
        Some((rule, _)) => Err(format!("{rule:?} blocks starts and is not named")),
        None => Ok(()),
    }
}

pub(super) fn crowd(
    view: &View<'_>,
    whom: &Whom,
    sessions: &[usize],
    days: (NaiveDate, NaiveDate),
    [needed, available]: [u32; 2],
) -> Result<(), Refuted> {
    let different: BTreeSet<usize> = sessions.iter().copied().collect();
    if different.len() < sessions.len() {
        return Err("a session is named twice".to_owned());
    }
    let (parties, units): (Vec<Party>, Vec<u32>) = match whom {
        Whom::Member(member) => {
            let attends = |session: &usize| {
                u32::from(view.keeps(Asked::Attends { session: *session, member: *member }))
            };
            (vec![Party::Member(*member)], sessions.iter().map(attends).collect())
        }
        Whom::Pool(pool) => {
            let pool: BTreeSet<usize> = pool.iter().copied().collect();
            let units = sessions.iter().map(|session| view.drawn(*session, &pool)).collect();
            (pool.into_iter().map(Party::Resource).collect(), units)
        }
    };
    if let Some(at) = units.iter().position(|units| *units == 0) {
        return Err(format!("session {} does not need {whom:?}", sessions[at]));
    }
    let mut shortest = u32::MAX;
    for session in sessions {
        shortest = shortest.min(view.session(*session)?.minutes);
    }
    same("needed", needed, units.iter().map(|units| *units as usize).sum())?;
    let places = |party: &Party| room(view, *party, shortest, days);
    same("available", available, parties.iter().map(places).sum())?;
    more(needed, available)
}

/// The most sessions of this length, one after the other, that a party has room for between two days.
fn room(
    view: &View<'_>,
    party: Party,
    minutes: u32,
    (first, last): (NaiveDate, NaiveDate),
) -> usize {
    let missed = match party {
        Party::Member(member) => view.may_be_missed(member),
        Party::Resource(_) => false,
    };
    let mut stays = view.stays(minutes);
    stays.retain(|stay| {
        (first..=last).contains(&stay.span.date()) && (missed || !view.away(party, stay.span))
    });
    stays.sort_by_key(|stay| stay.slots.end);
    let mut weeks: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    let mut free_from = 0;
    for stay in stays {
        if stay.slots.start >= free_from {
            free_from = stay.slots.end;
            let day = stay.span.date();
            *weeks.entry(day.week(chrono::Weekday::Mon).first_day()).or_default() += 1;
        }
    }
    let load = match party {
        Party::Resource(resource) if view.keeps(Asked::Load { resource }) => {
            view.resources.get(resource)
        }
        _ => None,
    };
    let most = |limit: Option<u32>| limit.map_or(usize::MAX, |limit| limit as usize);
    let per_week = most(load.and_then(|of| of.max_per_week));
    let total: usize = weeks.values().map(|sessions| (*sessions).min(per_week)).sum();
    total.min(most(load.and_then(|of| of.max_sessions)))
}

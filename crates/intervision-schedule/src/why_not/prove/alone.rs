//! Sessions that have no place even alone: a need that nothing meets, or no start.

use std::collections::BTreeMap;

use super::super::case::Case;
use super::super::{Asked, Blocked, Proof};

/// A need of which there is never enough.
pub(super) fn lacking(case: &Case<'_>) -> Option<Proof> {
    (0..case.sessions.len()).find_map(|local| {
        let lacks = |(_, count, fitting): &(usize, usize, Vec<usize>)| fitting.len() < *count;
        let (need, count, fitting) = case.needs(local).into_iter().find(lacks)?;
        let (needed, available) = (count as u32, fitting.len() as u32);
        Some(Proof::Lacking { session: case.sessions[local], need, needed, available })
    })
}

/// A session whose every start is blocked.
pub(super) fn no_start(case: &Case<'_>) -> Option<Proof> {
    let local = (0..case.sessions.len()).find(|local| case.starts[*local].is_empty())?;
    let session = case.sessions[local];
    let starts = case.facts.starts(case.facts.sessions[session].minutes);
    let mut counts: BTreeMap<Asked, u32> = BTreeMap::new();
    for start in starts {
        for rule in case.blockers(local, start) {
            *counts.entry(rule).or_default() += 1;
        }
    }
    let mut blocked: Vec<Blocked> =
        counts.into_iter().map(|(by, starts)| Blocked { by, starts }).collect();
    blocked.sort_by_key(|block| (std::cmp::Reverse(block.starts), case.facts.key(block.by)));
    Some(Proof::NoStart { session, starts: starts.len() as u32, blocked })
}

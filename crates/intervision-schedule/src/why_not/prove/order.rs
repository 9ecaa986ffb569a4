//! Sessions of which no two may overlap, and that fit in no order one after the other.
//!
//! A dynamic programme over subsets (Held & Karp 1962): the earliest end of any order of a subset that ends with a given
//! session, each at its earliest start after the one before. O(2^k k² log starts) for k sessions.

use std::collections::BTreeSet;

use super::super::Proof;
use super::super::case::Case;

/// So many sessions stand in one order at most.
pub(in super::super) const MOST: usize = 8;

pub(super) fn order(case: &Case<'_>) -> Option<Proof> {
    let mut tried = BTreeSet::new();
    let mut candidates = cliques(case);
    candidates.retain(|clique| tried.insert(clique.clone()));
    candidates.iter().find(|clique| !fits(case, clique)).map(|clique| Proof::Order {
        sessions: clique.iter().map(|local| case.sessions[*local]).collect(),
    })
}

/// Sets of sessions of which no two may overlap: each member's, and one grown from each session, tightest first.
fn cliques(case: &Case<'_>) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> =
        case.attended().into_iter().map(|(_, locals)| locals).collect();
    let room = |local: &usize| case.starts[*local].len();
    for local in 0..case.sessions.len() {
        let mut clique = vec![local];
        let apart = |(_, between): &&(usize, _)| {
            let between: &super::super::case::Between = between;
            between.apart.is_some()
        };
        let mut others: Vec<usize> =
            case.others[local].iter().filter(apart).map(|(other, _)| *other).collect();
        others.sort_by_key(|other| (room(other), *other));
        for other in others {
            if clique.iter().all(|one| case.apart(*one, other).is_some()) {
                clique.push(other);
            }
        }
        found.push(clique);
    }
    for clique in &mut found {
        clique.sort_by_key(|local| (room(local), *local));
        clique.truncate(MOST);
        clique.sort_unstable();
    }
    found.retain(|clique| clique.len() > 1);
    found
}

fn fits(case: &Case<'_>, clique: &[usize]) -> bool {
    let all = (1_usize << clique.len()) - 1;
    let mut ends: Vec<Vec<Option<i64>>> = vec![vec![None; clique.len()]; all + 1];
    for (index, local) in clique.iter().enumerate() {
        ends[1 << index][index] = case.starts[*local].iter().map(|start| start.end).min();
    }
    for placed in 1..=all {
        for last in (0..clique.len()).filter(|last| placed >> last & 1 == 1) {
            let Some(end) = ends[placed][last] else { continue };
            for next in (0..clique.len()).filter(|next| placed >> next & 1 == 0) {
                let Some(gap) = case.apart(clique[last], clique[next]) else { return true };
                let starts = &case.starts[clique[next]];
                let earliest = starts.partition_point(|start| start.begin < end + gap);
                let Some(start) = starts.get(earliest) else { continue };
                let known = &mut ends[placed | 1 << next][next];
                *known = Some(known.map_or(start.end, |end| end.min(start.end)));
            }
        }
    }
    ends[all].iter().any(Option::is_some)
}

impl Case<'_> {
    /// How many seconds must lie between two sessions that may not overlap.
    fn apart(&self, one: usize, other: usize) -> Option<i64> {
        let at = self.others[one].binary_search_by_key(&other, |(local, _)| *local).ok()?;
        self.others[one][at].1.apart
    }
}

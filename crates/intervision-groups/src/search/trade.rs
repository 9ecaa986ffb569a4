//! Descent by trades between people who are alike but for one attribute, for large rosters.
//!
//! Among very many people there are always some who differ from each other in one attribute alone. Where these two change
//! places no other attribute is disturbed, so that each attribute can be spread evenly in its turn.

use rand::{Rng, RngExt};

use super::TINY;
use super::state::State;
use crate::problem::Problem;
use crate::terms::Data;

/// Partners that are tried for each person and attribute.
const TRIES: usize = 6;

/// For each attribute, everybody who moves alone, sorted by all their other attributes.
#[derive(Debug, Clone)]
pub(super) struct Trade {
    attributes: Vec<Sorted>,
    next: usize,
    improved: bool,
}

#[derive(Debug, Clone)]
struct Sorted {
    /// Which of the terms over categories it is, as [`State`] counts them.
    term: usize,
    units: Vec<u32>,
    /// Where those who are alike but for this attribute begin and end, by place in `units`.
    alike: Vec<(u32, u32)>,
}

impl Trade {
    pub(super) fn new(problem: &Problem, singles: &[u32]) -> Self {
        let terms: Vec<_> = problem
            .terms
            .iter()
            .filter(|term| term.factor > 0.0)
            .filter_map(|term| match &term.data {
                Data::Counts(counts) => Some(counts),
                _ => None,
            })
            .collect();
        let mut attributes = Vec::new();
        for left_out in (0..terms.len()).filter(|&term| !terms[term].tags) {
            let key = |unit: u32| {
                let member = problem.units.members[unit as usize][0] as usize;
                let others = terms.iter().enumerate().filter(|(term, _)| *term != left_out);
                others.fold(0u64, |key, (_, counts)| {
                    // Two keys that are equal by chance only make a trade that is refused.
                    counts.of(member).iter().fold(key.rotate_left(7), |key, &cat| {
                        (key ^ u64::from(cat + 1)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
                    })
                })
            };
            let mut keyed: Vec<(u64, u32)> =
                singles.iter().map(|&unit| (key(unit), unit)).collect();
            keyed.sort_unstable();
            let mut alike = Vec::with_capacity(keyed.len());
            for same in keyed.chunk_by(|a, b| a.0 == b.0) {
                let begin = alike.len() as u32;
                alike.resize(alike.len() + same.len(), (begin, begin + same.len() as u32));
            }
            let units = keyed.into_iter().map(|(_, unit)| unit).collect();
            attributes.push(Sorted { term: left_out, units, alike });
        }
        Trade { attributes, next: 0, improved: false }
    }

    /// Goes on for about this many evaluated moves; gives how many there were, and whether a whole round has brought nothing.
    pub(super) fn advance(
        &mut self,
        state: &mut State<'_>,
        moves: u64,
        rng: &mut dyn Rng,
    ) -> (u64, bool) {
        let mut evaluated = 0;
        while evaluated < moves {
            let people = self.attributes.first().map_or(0, |sorted| sorted.units.len());
            if self.next >= people * self.attributes.len() {
                self.next = 0;
                if !std::mem::replace(&mut self.improved, false) {
                    return (evaluated, true);
                }
            }
            if people == 0 {
                return (evaluated, true);
            }
            let sorted = &self.attributes[self.next / people];
            let place = self.next % people;
            self.next += 1;
            evaluated += 1;
            let u = sorted.units[place] as usize;
            if !state.crowded(sorted.term, u) {
                continue;
            }
            let (begin, end) = sorted.alike[place];
            let number = end - begin;
            let first = rng.random_range(0..number);
            for turn in 0..number.min(TRIES as u32) {
                let v = sorted.units[(begin + (first + turn) % number) as usize] as usize;
                if state.unit_group[u] == state.unit_group[v] {
                    continue;
                }
                evaluated += 1;
                if state.swap_price(u, v) < -TINY * state.problem.objective.unit()
                    && state.may_swap(u, v)
                {
                    state.swap(u, v);
                    self.improved = true;
                    break;
                }
            }
        }
        (evaluated, false)
    }
}

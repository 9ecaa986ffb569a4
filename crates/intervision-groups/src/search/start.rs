//! A grouping to begin with: units one by one into the group where they break the fewest rules and cost least.

use std::cmp::Reverse;

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::state::State;
use crate::problem::Problem;
use crate::problem::limits::Limit;
use crate::terms::{Data, Term};

/// Above this many prices a unit is tried in a sample of the groups only.
const MOST_PRICES: usize = 2_000_000;
/// How large that sample is.
const SAMPLE: usize = 24;

/// Places the most constrained units first: pinned ones, large ones, those with many foes or scarce places; ties in random
/// order.
pub(super) fn construct<'p>(problem: &'p Problem, rng: &mut dyn Rng) -> State<'p> {
    let units = &problem.units;
    let groups = problem.groups();
    let mut state = State::empty(problem);
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.shuffle(rng);
    let bound = bound_by_rules(problem);
    order.sort_by_key(|&unit| {
        let free = units.pinned[unit].is_none();
        (free, Reverse(units.size(unit)), Reverse(units.foes[unit].len() + bound[unit]))
    });
    let mut left = problem.members();
    // Places that must still be filled for every group to reach its least size.
    let mut needed: usize = problem.sizes.iter().map(|&(least, _)| least).sum();
    let all = units.len().saturating_mul(groups) <= MOST_PRICES;
    // Among very many those whom no rule names are dealt out, sorted by their categories.
    let free = |unit: usize| {
        units.pinned[unit].is_none()
            && units.size(unit) == 1
            && units.foes[unit].is_empty()
            && bound[unit] == 0
    };
    let (dealt, order): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&unit| !all && free(unit));
    let mut open = Open::new(groups);
    for unit in order {
        let size = units.size(unit);
        let filled = |state: &State<'_>, group: usize| {
            let lacking = problem.sizes[group].0.saturating_sub(state.size[group]);
            lacking.min(size)
        };
        let mut best: Option<((usize, i64, f64), usize)> = None;
        let mut look = |state: &State<'_>, group: usize| {
            let over = (state.size[group] + size).saturating_sub(problem.sizes[group].1);
            let short = (needed - filled(state, group)).saturating_sub(left - size);
            let mut faults = (over + short, state.foes_in(unit, group, unit) as i64);
            if state.rules.any() {
                faults.1 += state.rules.change_by_adding(unit, group);
            }
            if best.is_some_and(|((misfit, met, _), _)| faults > (misfit, met)) {
                return;
            }
            let key = (faults.0, faults.1, state.price(unit, group));
            if best.is_none_or(|(known, _)| key < known) {
                best = Some((key, group));
            }
        };
        match units.pinned[unit] {
            Some(group) => look(&state, group as usize),
            None if all => (0..groups).for_each(|group| look(&state, group)),
            None => (0..SAMPLE).for_each(|_| look(&state, open.pick(&state, rng))),
        }
        if let Some((_, group)) = best {
            needed -= filled(&state, group);
            left -= size;
            state.add(unit, group);
        }
    }
    deal(&mut state, dealt);
    state
}

/// How scarce the places of each unit are, in the same measure as its foes: a category of which every group must hold as many
/// as there are, or may hold no more than there are, weighs as much as a foe in every group.
fn bound_by_rules(problem: &Problem) -> Vec<usize> {
    let groups = problem.groups() as f64;
    let weight = |limit: &Limit| {
        let total = limit.members.len().max(1) as f64;
        let least = groups * limit.at_least as f64 / total;
        let most = total / (groups * limit.at_most as f64).max(1.0);
        (groups * least.max(most).min(1.0)).ceil() as usize
    };
    let weights: Vec<usize> = problem.limits.all.iter().map(weight).collect();
    let slots = usize::from(problem.slots.is_some());
    let of =
        |unit: usize| problem.limits.of(unit).iter().map(|&(limit, _)| weights[limit as usize]);
    (0..problem.units.len()).map(|unit| slots + of(unit).sum::<usize>()).collect()
}

/// Groups with room, to pick from at random: first those below their least size, then those below their largest.
struct Open {
    groups: Vec<u32>,
    below_least: bool,
}

impl Open {
    fn new(groups: usize) -> Self {
        Open { groups: (0..groups as u32).collect(), below_least: true }
    }

    fn pick(&mut self, state: &State<'_>, rng: &mut dyn Rng) -> usize {
        loop {
            if self.groups.is_empty() {
                if !self.below_least {
                    return rng.random_range(0..state.size.len());
                }
                *self = Open { below_least: false, ..Open::new(state.size.len()) };
            }
            let at = rng.random_range(0..self.groups.len());
            let group = self.groups[at] as usize;
            let (least, most) = state.problem.sizes[group];
            if state.size[group] < if self.below_least { least } else { most } {
                return group;
            }
            self.groups.swap_remove(at);
        }
    }
}

/// Sorts by categories, the heaviest term first, and deals the units out in turn: first until every group has its least size, then
/// as far as there is room.
fn deal(state: &mut State<'_>, mut units: Vec<usize>) {
    let problem = state.problem;
    let mut terms: Vec<&Term> = problem.terms.iter().collect();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let member = |unit: usize| problem.units.members[unit][0] as usize;
    // The shuffled order of before stays among those who are alike.
    units.sort_by(|&a, &b| {
        let by_term = |term: &&Term| match &term.data {
            Data::Counts(counts) => counts.of(member(a)).cmp(counts.of(member(b))),
            _ => std::cmp::Ordering::Equal,
        };
        terms.iter().map(by_term).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let groups = problem.groups();
    let mut turn = 0;
    let mut lacking: usize =
        (0..groups).map(|group| problem.sizes[group].0.saturating_sub(state.size[group])).sum();
    for unit in units {
        let room = |group: usize| {
            let (least, most) = problem.sizes[group];
            state.size[group] < if lacking > 0 { least } else { most }
        };
        // A group that is full already is passed; were all full, sizes could not hold everybody.
        let group = (0..groups).map(|by| (turn + by) % groups).find(|&group| room(group));
        let group = group.unwrap_or(turn);
        lacking = lacking.saturating_sub(1);
        state.add(unit, group);
        turn = (group + 1) % groups;
    }
}

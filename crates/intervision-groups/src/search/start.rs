//! A grouping to begin with: units one by one into the group where they cost least, then repairs until the rules hold.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::state::State;
use crate::problem::Problem;
use crate::terms::{Data, Term};

/// Above this many prices a unit is tried in a sample of the groups only.
const MOST_PRICES: usize = 2_000_000;
/// How large that sample is.
const SAMPLE: usize = 24;

/// Places the most constrained units first: pinned ones, large ones, those with many foes; ties in random order.
pub(super) fn construct<'p>(problem: &'p Problem, rng: &mut dyn Rng) -> State<'p> {
    let units = &problem.units;
    let groups = problem.groups();
    let mut state = State::empty(problem);
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.shuffle(rng);
    order.sort_by_key(|&unit| {
        let free = units.pinned[unit].is_none();
        let foes = units.foes[unit].len();
        (free, std::cmp::Reverse(units.size(unit)), std::cmp::Reverse(foes))
    });
    let mut left = problem.members();
    // Places that must still be filled for every group to reach its least size.
    let mut needed: usize = problem.sizes.iter().map(|&(least, _)| least).sum();
    let all = units.len().saturating_mul(groups) <= MOST_PRICES;
    // Among very many those whom no rule names are dealt out, sorted by their categories.
    let free = |unit: usize| {
        units.pinned[unit].is_none() && units.size(unit) == 1 && units.foes[unit].is_empty()
    };
    let (dealt, order): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&unit| !all && free(unit));
    for unit in order {
        let size = units.size(unit);
        let filled = |state: &State<'_>, group: usize| {
            let lacking = problem.sizes[group].0.saturating_sub(state.size[group]);
            lacking.min(size)
        };
        let mut best: Option<((usize, usize, f64), usize)> = None;
        let mut look = |state: &State<'_>, group: usize| {
            let over = (state.size[group] + size).saturating_sub(problem.sizes[group].1);
            let short = (needed - filled(state, group)).saturating_sub(left - size);
            let foes = state.foes_in(unit, group, unit);
            let faults = (over + short, foes);
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
            None => (0..SAMPLE).for_each(|_| look(&state, rng.random_range(0..groups))),
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

/// Repairs a start whose rules do not hold yet: min-conflicts with a short memory (Minton et al. 1992; Galinier and Hao
/// 1999). One step is one evaluated move.
#[derive(Debug, Clone)]
pub(super) struct Repair {
    faults: usize,
    fewest: usize,
    moves: u64,
    /// Until which move a unit does not go back to a group.
    barred: std::collections::BTreeMap<(u32, u32), u64>,
}

impl Repair {
    pub(super) fn new(state: &State<'_>) -> Self {
        let faults = state.faults();
        Repair { faults, fewest: faults, moves: 0, barred: std::collections::BTreeMap::new() }
    }

    pub(super) fn done(&self) -> bool {
        self.faults == 0
    }

    /// Makes one move: the one that leaves the fewest faults for a unit that is in a fault. Gives the moves evaluated.
    pub(super) fn step(&mut self, state: &mut State<'_>, rng: &mut dyn Rng) -> u64 {
        let problem = state.problem;
        let units = &problem.units;
        // Where a group lacks people, everybody whom another can spare may fill it.
        let lacking = (0..problem.groups()).any(|group| state.size[group] < problem.sizes[group].0);
        let troubled: Vec<usize> = (0..units.len())
            .filter(|&unit| {
                let group = state.unit_group[unit] as usize;
                units.pinned[unit].is_none()
                    && (state.foes_in(unit, group, unit) > 0
                        || state.misfit(group, state.size[group]) > 0
                        || lacking && state.size[group] > problem.sizes[group].0)
            })
            .collect();
        self.moves += 1;
        let Some(&unit) = troubled.get(rng.random_range(0..troubled.len().max(1))) else {
            return 1;
        };
        let from = state.unit_group[unit] as usize;
        let mut evaluated = 0;
        let mut best: Option<((i64, u32), usize, Option<usize>)> = None;
        let mut consider = |change: i64, to: usize, other: Option<usize>, rng: &mut dyn Rng| {
            evaluated += 1;
            let barred = |unit: usize, group: usize| {
                self.barred
                    .get(&(unit as u32, group as u32))
                    .is_some_and(|&until| until > self.moves)
            };
            let blocked = barred(unit, to) || other.is_some_and(|other| barred(other, from));
            if blocked && self.faults as i64 + change >= self.fewest as i64 {
                return;
            }
            let key = (change, rng.next_u32());
            if best.is_none_or(|(known, _, _)| key < known) {
                best = Some((key, to, other));
            }
        };
        for to in (0..problem.groups()).filter(|&to| to != from) {
            let sizes = size_change(state, from, to, units.size(unit), 0);
            let foes =
                state.foes_in(unit, to, unit) as i64 - state.foes_in(unit, from, unit) as i64;
            consider(sizes + foes, to, None, rng);
        }
        for other in (0..units.len()).filter(|&other| units.pinned[other].is_none()) {
            let to = state.unit_group[other] as usize;
            if to == from {
                continue;
            }
            let sizes = size_change(state, from, to, units.size(unit), units.size(other));
            let foes = state.foes_in(unit, to, other) as i64
                - state.foes_in(unit, from, other) as i64
                + state.foes_in(other, from, unit) as i64
                - state.foes_in(other, to, unit) as i64;
            consider(sizes + foes, to, Some(other), rng);
        }
        if let Some(((change, _), to, other)) = best {
            let until = self.moves + 4 + u64::from(rng.next_u32() % 8);
            state.remove(unit);
            self.barred.insert((unit as u32, from as u32), until);
            if let Some(other) = other {
                state.remove(other);
                state.add(other, from);
                self.barred.insert((other as u32, to as u32), until);
            }
            state.add(unit, to);
            self.faults = (self.faults as i64 + change).max(0) as usize;
            self.fewest = self.fewest.min(self.faults);
        }
        evaluated.max(1)
    }
}

fn size_change(state: &State<'_>, from: usize, to: usize, out: usize, back: usize) -> i64 {
    let before = state.misfit(from, state.size[from]) + state.misfit(to, state.size[to]);
    let after = state.misfit(from, state.size[from] + back - out)
        + state.misfit(to, state.size[to] + out - back);
    after as i64 - before as i64
}

//! In: a grouping whose rules do not hold yet. Out: one with fewer faults, move by move.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};

use super::state::State;

/// Up to this many units every other one is tried as a partner; beyond, as many at random.
const PARTNERS: usize = 2048;
/// Up to this many groups each one is tried; beyond, as many at random.
const GROUPS: usize = 256;
/// After this many moves for each unit without fewer faults a new start is better.
const PATIENCE: u64 = 10;

/// Min-conflicts with a short memory (Minton et al. 1992; Galinier and Hao 1999). One step is one evaluated move.
#[derive(Debug, Clone)]
pub(super) struct Repair {
    faults: usize,
    fewest: usize,
    moves: u64,
    /// The move that left the fewest faults so far.
    last_gain: u64,
    /// Units that were in a fault when this list was made.
    troubled: Vec<u32>,
    /// Until which move a unit does not go back to a group.
    barred: BTreeMap<(u32, u32), u64>,
}

/// A move of a unit: into another group, in exchange for another unit, or that of another unit to its own group.
#[derive(Debug, Clone, Copy)]
enum Move {
    Into(usize),
    Swap(usize),
    Fetch(usize),
}

impl Repair {
    pub(super) fn new(state: &State<'_>) -> Self {
        let faults = state.faults();
        Repair {
            faults,
            fewest: faults,
            moves: 0,
            last_gain: 0,
            troubled: Vec::new(),
            barred: BTreeMap::new(),
        }
    }

    pub(super) fn done(&self) -> bool {
        self.faults == 0
    }

    /// How many faults are left.
    pub(super) fn faults(&self) -> usize {
        self.faults
    }

    /// Whether nothing was gained for so long that a new start is better.
    pub(super) fn stuck(&self, state: &State<'_>) -> bool {
        self.moves - self.last_gain > 100 + PATIENCE * state.unit_group.len() as u64
    }

    /// Makes one move: the one that leaves the fewest faults for a unit that is in a fault. Gives the moves evaluated.
    pub(super) fn step(&mut self, state: &mut State<'_>, rng: &mut dyn Rng) -> u64 {
        self.moves += 1;
        let Some(unit) = self.pick(state, rng) else { return 1 };
        let units = &state.problem.units;
        let from = state.unit_group[unit] as usize;
        let mut evaluated = 0;
        let mut best: Option<((i64, u32), Move)> = None;
        let mut consider = |change: i64, way: Move, rng: &mut dyn Rng| {
            evaluated += 1;
            let blocked = match way {
                Move::Into(to) => self.barred(unit, to),
                Move::Fetch(other) => self.barred(other, from),
                Move::Swap(other) => {
                    self.barred(unit, state.unit_group[other] as usize) || self.barred(other, from)
                }
            };
            if blocked && self.faults as i64 + change >= self.fewest as i64 {
                return;
            }
            let key = (change, rng.next_u32());
            if best.is_none_or(|(known, _)| key < known) {
                best = Some((key, way));
            }
        };
        let groups = state.size.len();
        for at in 0..groups.min(GROUPS) {
            let to = if groups > GROUPS { rng.random_range(0..groups) } else { at };
            if to != from {
                consider(move_change(state, unit, to), Move::Into(to), rng);
            }
        }
        let short = state.size[from] < state.problem.sizes[from].0 || state.rules.faulty(from);
        for at in 0..units.len().min(PARTNERS) {
            let other = if units.len() > PARTNERS { rng.random_range(0..units.len()) } else { at };
            if units.pinned[other].is_some() || state.unit_group[other] as usize == from {
                continue;
            }
            consider(swap_change(state, unit, other), Move::Swap(other), rng);
            if short {
                consider(move_change(state, other, from), Move::Fetch(other), rng);
            }
        }
        if let Some(((change, _), way)) = best {
            self.make(state, unit, way, rng);
            self.faults = (self.faults as i64 + change).max(0) as usize;
            if self.faults < self.fewest {
                self.fewest = self.faults;
                self.last_gain = self.moves;
            }
        }
        evaluated.max(1)
    }

    fn make(&mut self, state: &mut State<'_>, unit: usize, way: Move, rng: &mut dyn Rng) {
        let until = self.moves + 4 + u64::from(rng.next_u32() % 8);
        let from = state.unit_group[unit] as usize;
        let mut shift = |state: &mut State<'_>, unit: usize, to: usize| {
            let was = state.remove(unit);
            state.add(unit, to);
            self.barred.insert((unit as u32, was as u32), until);
        };
        match way {
            Move::Into(to) => shift(state, unit, to),
            Move::Fetch(other) => shift(state, other, from),
            Move::Swap(other) => {
                let to = state.unit_group[other] as usize;
                shift(state, other, from);
                shift(state, unit, to);
            }
        }
    }

    fn barred(&self, unit: usize, group: usize) -> bool {
        self.barred.get(&(unit as u32, group as u32)).is_some_and(|&until| until > self.moves)
    }

    /// A unit that is in a fault and may move, at random.
    fn pick(&mut self, state: &State<'_>, rng: &mut dyn Rng) -> Option<usize> {
        for _ in 0..2 {
            // Where a group lacks people, everybody whom another can spare may fill it.
            let sizes = state.size.iter().zip(&state.problem.sizes);
            let lacking = sizes.clone().any(|(&size, &(least, _))| size < least);
            while !self.troubled.is_empty() {
                let at = rng.random_range(0..self.troubled.len());
                let unit = self.troubled.swap_remove(at) as usize;
                if in_trouble(state, unit, lacking) {
                    return Some(unit);
                }
            }
            let units = 0..state.unit_group.len();
            let troubled = units.filter(|&unit| in_trouble(state, unit, lacking));
            self.troubled = troubled.map(|unit| unit as u32).collect();
        }
        // Whoever is in a fault is pinned: somebody else must give way.
        let unit = rng.random_range(0..state.unit_group.len().max(1));
        state.problem.units.pinned.get(unit)?.is_none().then_some(unit)
    }
}

fn in_trouble(state: &State<'_>, unit: usize, lacking: bool) -> bool {
    let group = state.unit_group[unit] as usize;
    state.problem.units.pinned[unit].is_none()
        && (state.foes_in(unit, group, unit) > 0
            || state.misfit(group, state.size[group]) > 0
            || (lacking && state.size[group] > state.problem.sizes[group].0)
            || state.rules.faulty(group))
}

/// The change in faults when a unit goes to another group.
fn move_change(state: &State<'_>, unit: usize, to: usize) -> i64 {
    let from = state.unit_group[unit] as usize;
    let sizes = size_change(state, from, to, state.problem.units.size(unit), 0);
    let foes = state.foes_in(unit, to, unit) as i64 - state.foes_in(unit, from, unit) as i64;
    let rules = if state.rules.any() { state.rules.change_by_moving(unit, from, to) } else { 0 };
    sizes + foes + rules
}

/// The change in faults when two units change places.
fn swap_change(state: &State<'_>, unit: usize, other: usize) -> i64 {
    let (from, to) = (state.unit_group[unit] as usize, state.unit_group[other] as usize);
    let units = &state.problem.units;
    let sizes = size_change(state, from, to, units.size(unit), units.size(other));
    let foes = state.foes_in(unit, to, other) as i64 - state.foes_in(unit, from, other) as i64
        + state.foes_in(other, from, unit) as i64
        - state.foes_in(other, to, unit) as i64;
    sizes + foes + state.fault_change(unit, other)
}

fn size_change(state: &State<'_>, from: usize, to: usize, out: usize, back: usize) -> i64 {
    let before = state.misfit(from, state.size[from]) + state.misfit(to, state.size[to]);
    let after = state.misfit(from, state.size[from] + back - out)
        + state.misfit(to, state.size[to] + out - back);
    after as i64 - before as i64
}

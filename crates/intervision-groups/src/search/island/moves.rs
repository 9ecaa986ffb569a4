//! Moves priced one by one: swaps, insertions, exchanges of sets, and the descent at the end of a run.

use rand::{Rng, RngExt};

use super::{DESCENT_UNITS, INSERT_ONE_IN, Island, Stage, TINY};
use crate::search::chain::Chains;

impl Island<'_> {
    /// One row of a descent: the exchanges of one unit with all others.
    pub(super) fn descend(&mut self) {
        let Stage::Descend { row, quiet } = self.stage else { return };
        let units = self.singles.len();
        if units > DESCENT_UNITS || self.restarts == 0 {
            self.restart();
            return;
        }
        if quiet >= units {
            self.stage = Stage::Chain(Box::new(Chains::new(&self.state, &mut self.rng)));
            return;
        }
        let u = self.singles[row] as usize;
        let mut better = false;
        for at in 0..units {
            let v = self.singles[at] as usize;
            if self.state.unit_group[u] != self.state.unit_group[v] {
                self.steps += 1;
                if self.state.swap_price(u, v) < -TINY * self.state.problem.objective.unit()
                    && self.state.may_swap(u, v)
                {
                    self.state.swap(u, v);
                    better = true;
                }
            }
        }
        if better {
            self.note();
        }
        let quiet = if better { 0 } else { quiet + 1 };
        self.stage = Stage::Descend { row: (row + 1) % units, quiet };
    }

    /// Evaluates one move and makes it if the temperature allows.
    pub(super) fn try_move(&mut self, temperature: f64) {
        self.steps += 1;
        let movable = self.singles.len() + self.classes.len();
        if movable == 0 {
            return;
        }
        let pick = self.rng.random_range(0..movable);
        match self.singles.get(pick) {
            None => {
                let unit = self.classes[pick - self.singles.len()] as usize;
                self.try_exchange(unit, temperature);
            }
            Some(&unit) => {
                if self.slack && self.rng.random_range(0..INSERT_ONE_IN) == 0 {
                    self.try_insert(unit as usize, temperature);
                } else {
                    self.try_swap(unit as usize, temperature);
                }
            }
        }
    }

    pub(super) fn try_swap(&mut self, u: usize, temperature: f64) {
        let v = self.singles[self.rng.random_range(0..self.singles.len())] as usize;
        if self.state.unit_group[u] == self.state.unit_group[v] {
            return;
        }
        let change = self.state.swap_price(u, v);
        if accept(change, temperature, &mut self.rng) && self.state.may_swap(u, v) {
            self.state.swap(u, v);
            if change < 0.0 {
                self.note();
            }
        }
    }

    pub(super) fn try_insert(&mut self, unit: usize, temperature: f64) {
        let from = self.state.unit_group[unit] as usize;
        let to = self.rng.random_range(0..self.state.size.len());
        let size = self.state.problem.units.size(unit);
        let fits = to != from
            && self.state.size[from] >= size + self.state.problem.sizes[from].0
            && self.state.size[to] + size <= self.state.problem.sizes[to].1;
        if !fits || !self.state.may_move(unit, to) {
            return;
        }
        let before = self.state.value;
        self.state.remove(unit);
        self.state.add(unit, to);
        self.keep_or_undo(before, temperature, &[(unit, from)]);
    }

    /// A unit of several people changes places with units of another group that are as many people, as far as sizes
    /// must stay.
    pub(super) fn try_exchange(&mut self, unit: usize, temperature: f64) {
        let from = self.state.unit_group[unit] as usize;
        let to = self.rng.random_range(0..self.state.size.len());
        if to == from {
            return;
        }
        let problem = self.state.problem;
        let size = problem.units.size(unit);
        let (least, _) = problem.sizes[from];
        let (_, most) = problem.sizes[to];
        // How many people must come back, and how many may.
        let must = (self.state.size[to] + size).saturating_sub(most);
        let must = must.max((size + least).saturating_sub(self.state.size[from]));
        let may = (problem.sizes[from].1 + size).saturating_sub(self.state.size[from]);
        let may = may.min((self.state.size[to] + size).saturating_sub(problem.sizes[to].0));
        let mut back = Vec::new();
        let mut people = 0;
        for _ in 0..4 * size {
            if people >= must || self.state.units[to].is_empty() {
                break;
            }
            let at = self.rng.random_range(0..self.state.units[to].len());
            let other = self.state.units[to][at] as usize;
            let more = problem.units.size(other);
            if problem.units.pinned[other].is_none()
                && people + more <= may
                && !back.contains(&other)
            {
                back.push(other);
                people += more;
            }
        }
        if people < must {
            return;
        }
        let (before, faults) = (self.state.value, self.state.rules.faults);
        let mut undo = vec![(unit, from)];
        self.state.remove(unit);
        for &other in &back {
            self.state.remove(other);
            undo.push((other, to));
        }
        self.state.add(unit, to);
        for &other in &back {
            self.state.add(other, from);
        }
        let met = self.state.foes_in(unit, to, unit) > 0
            || back.iter().any(|&other| self.state.foes_in(other, from, other) > 0)
            || self.state.rules.faults > faults;
        let temperature = if met { f64::NEG_INFINITY } else { temperature };
        self.keep_or_undo(before, temperature, &undo);
    }

    /// Ends a move that was made to see its price; a temperature below 0 takes it back in any case.
    pub(super) fn keep_or_undo(&mut self, before: f64, temperature: f64, undo: &[(usize, usize)]) {
        let change = self.state.value - before;
        if temperature >= 0.0 && accept(change, temperature, &mut self.rng) {
            if change < 0.0 {
                self.note();
            }
            return;
        }
        for &(unit, _) in undo {
            self.state.remove(unit);
        }
        for &(unit, group) in undo {
            self.state.add(unit, group);
        }
        self.state.value = before;
    }
}

fn accept(change: f64, temperature: f64, rng: &mut dyn Rng) -> bool {
    change <= 0.0 || (temperature > 0.0 && rng.random::<f64>() < (-change / temperature).exp())
}

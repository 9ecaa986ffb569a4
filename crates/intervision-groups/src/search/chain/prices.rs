use super::{Chains, Node};
use crate::search::state::State;

impl Chains {
    /// Prices every arc to a node: what its group changes by when each of the others takes its place.
    pub(super) fn price(&mut self, state: &mut State<'_>, to: usize) {
        let Node { unit, group } = self.nodes[to];
        let group = group as usize;
        let (value, faults) = (state.value, state.rules.faults);
        let before = self.measure.of(state, group);
        let misfit = state.misfit(group, state.size[group]);
        if let Some(unit) = unit {
            state.remove(unit as usize);
        }
        let given = Place { group, misfit, faults };
        for from in 0..self.nodes.len() {
            let after = self.after(state, self.nodes[from], &given);
            self.arcs[from * self.nodes.len() + to] = after - before;
        }
        if let Some(unit) = unit {
            state.add(unit as usize, group);
        }
        state.value = value;
    }

    /// What the group comes to with this node; infinite where that breaks a rule.
    fn after(&self, state: &mut State<'_>, node: Node, to: &Place) -> f64 {
        let &Place { group, misfit, faults } = to;
        let fits = |people: usize| state.misfit(group, state.size[group] + people) <= misfit;
        if node.group as usize == group {
            return f64::INFINITY;
        }
        let Some(unit) = node.unit.map(|unit| unit as usize) else {
            let kept = fits(0) && state.rules.faults <= faults;
            return if kept { self.measure.of(state, group) } else { f64::INFINITY };
        };
        let size = state.problem.units.size(unit);
        let broken = |state: &State<'_>| {
            state.rules.any()
                && state.rules.faults + state.rules.change_by_adding(unit, group) > faults
        };
        if !fits(size) || state.foes_in(unit, group, unit) > 0 || broken(state) {
            return f64::INFINITY;
        }
        if size == 1 {
            return self.measure.with(state, unit, group);
        }
        // Sets of people meet one another: they are priced by moving them there and back.
        let own = state.remove(unit);
        let without = self.measure.of(state, group);
        state.add(unit, group);
        let with = self.measure.of(state, group);
        state.remove(unit);
        state.add(unit, own);
        with - without + self.measure.of(state, group)
    }
}

/// The group that is priced: how far its size was off, and how many faults all groups had.
struct Place {
    group: usize,
    misfit: usize,
    faults: i64,
}

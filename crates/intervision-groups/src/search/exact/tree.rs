//! Person by person: everyone in turn is put into each group that may have them, until nobody can be placed any more.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::{Found, interchangeable};
use crate::bound::Bounds;
use crate::problem::Problem;
use crate::search::better;
use crate::search::state::State;

/// The best of all groupings, given the best that is known already. One step is one unit put into a group.
pub(super) fn solve(problem: &Problem, run: &mut Run<'_>, known: &State<'_>) -> Found {
    let bounds = problem.bounds();
    let mut tree = Tree {
        bounds,
        target: bounds.target(problem),
        symmetric: interchangeable(problem),
        best: known.unit_group.clone(),
        value: known.worth(),
        steps: 0,
        state: State::empty(problem),
        found: known.faults() == 0,
        left: problem.members(),
        to_come: to_come(problem),
        show: None,
    };
    let way = tree.place(0, run);
    Found { unit_group: tree.best, feasible: tree.found, steps: tree.steps, way }
}

/// Takes the group of each member.
type Show<'s> = &'s mut dyn FnMut(&[u32]);

/// Shows every grouping that keeps the rules, once where group numbers mean nothing. `Break` when the run ended before.
pub(crate) fn every_grouping(
    problem: &Problem,
    run: &mut Run<'_>,
    show: Show<'_>,
) -> (u64, ControlFlow<Stopped>) {
    let mut tree = Tree {
        bounds: problem.bounds(),
        target: (f64::NEG_INFINITY, f64::NEG_INFINITY),
        symmetric: interchangeable(problem),
        best: Vec::new(),
        value: (f64::INFINITY, f64::INFINITY),
        steps: 0,
        state: State::empty(problem),
        found: false,
        left: problem.members(),
        to_come: to_come(problem),
        show: Some(show),
    };
    let way = tree.place(0, run);
    (tree.steps, way)
}

/// How many people each limit counts.
fn to_come(problem: &Problem) -> Vec<usize> {
    problem.limits.all.iter().map(|limit| limit.members.len()).collect()
}

struct Tree<'p, 's> {
    bounds: &'p Bounds,
    target: (f64, f64),
    symmetric: bool,
    best: Vec<u32>,
    value: (f64, f64),
    steps: u64,
    state: State<'p>,
    found: bool,
    /// How many people have no group yet, and how many of them each limit counts.
    left: usize,
    to_come: Vec<usize>,
    /// Who looks at every grouping that keeps the rules; nothing is then passed over for its value.
    show: Option<Show<'s>>,
}

impl Tree<'_, '_> {
    fn place(&mut self, unit: usize, run: &mut Run<'_>) -> ControlFlow<Stopped> {
        let problem = self.state.problem;
        if unit == problem.units.len() {
            if let Some(show) = &mut self.show {
                if self.state.faults() == 0 {
                    show(&self.state.group_of);
                }
                return ControlFlow::Continue(());
            }
            let unit = problem.objective.unit();
            let better = || !self.found || better(self.state.worth(), self.value, unit);
            if self.state.faults() == 0 && better() {
                // Priced afresh, because many moves lie behind this value.
                self.value = State::from_units(problem, &self.state.unit_group).worth();
                self.best.clone_from(&self.state.unit_group);
                self.found = true;
            }
            return ControlFlow::Continue(());
        }
        if self.found && self.value.0 <= self.target.0 && self.value.1 <= self.target.1 {
            return ControlFlow::Continue(());
        }
        if self.hopeless() {
            return ControlFlow::Continue(());
        }
        let size = problem.units.size(unit);
        self.left -= size;
        for &(limit, heads) in problem.limits.of(unit) {
            self.to_come[limit as usize] -= heads as usize;
        }
        let way = self.try_groups(unit, run);
        self.left += size;
        for &(limit, heads) in problem.limits.of(unit) {
            self.to_come[limit as usize] += heads as usize;
        }
        way
    }

    /// Whether those who have no group yet are too few to fill every group and every quota, or some group holds too many already
    /// or shares too few slots.
    fn hopeless(&self) -> bool {
        let (state, problem) = (&self.state, self.state.problem);
        let lacking = |group: usize| problem.sizes[group].0.saturating_sub(state.size[group]);
        let groups = 0..problem.groups();
        groups.clone().map(lacking).sum::<usize>() > self.left
            || groups.clone().any(|group| state.rules.beyond_help(group))
            || self.to_come.iter().enumerate().any(|(limit, &left)| {
                groups.clone().map(|group| state.rules.lacking(limit, group)).sum::<usize>() > left
            })
    }

    fn try_groups(&mut self, unit: usize, run: &mut Run<'_>) -> ControlFlow<Stopped> {
        let problem = self.state.problem;
        let size = problem.units.size(unit);
        let mut opened = false;
        for group in 0..problem.groups() {
            let waits = problem.waiting == Some(group);
            if opened && !waits {
                continue;
            }
            let empty = self.state.units[group].is_empty();
            let pinned = problem.units.pinned[unit].is_none_or(|pin| pin as usize == group);
            let fits = self.state.size[group] + size <= problem.sizes[group].1;
            if pinned && fits && self.state.foes_in(unit, group, unit) == 0 {
                self.steps += 1;
                if self.steps.is_multiple_of(1024) || run.budget().steps == Some(self.steps) {
                    let best = if self.found { self.value.0 } else { f64::INFINITY };
                    let progress = Progress::new("every grouping").at(self.steps);
                    run.check(&progress.best(best).bound(self.bounds.value))?;
                }
                let before = self.state.value;
                self.state.add(unit, group);
                let way = self.place(unit + 1, run);
                self.state.remove(unit);
                self.state.value = before;
                way?;
            }
            // Of groups that are alike one empty one is as good as another.
            opened |= empty && self.symmetric && !waits;
        }
        ControlFlow::Continue(())
    }
}

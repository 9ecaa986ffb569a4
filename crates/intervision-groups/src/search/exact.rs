use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::better;
use super::state::State;
use super::{Solution, Solver};
use crate::bound::Bounds;
use crate::problem::Problem;

/// Tries every grouping; for up to about a dozen people, and for tests of other solvers.
///
/// Groups of the same limits are interchangeable unless somebody is pinned, so that only the first empty one is tried. One step
/// is one person (or set of people who must be together) put into a group. The number of groupings grows faster than
/// exponentially.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Status, Table, Value};
/// use intervision_groups::{Exhaustive, Former, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let years = [1.0, 2.0, 3.0, 4.0].map(Value::Number);
/// let roster = Table::new(["a", "b", "c", "d"])?.with_column("years", years)?;
/// let rules = RulesBuilder::new(Sizes::count(2)).mix("years", 1.0).build()?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let outcome = Former::new(rules).form_with(&Exhaustive, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.worth().status, Status::Optimal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exhaustive;

impl Solver for Exhaustive {
    fn name(&self) -> &'static str {
        "exhaustive"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let bounds = problem.bounds();
        let start = super::start::construct(problem, run.rng());
        let mut tree = Tree {
            bounds,
            target: bounds.target(problem),
            symmetric: symmetric(problem),
            faults: start.faults(),
            best: start.unit_group.clone(),
            value: start.worth(),
            steps: 0,
            state: State::empty(problem),
            found: false,
            left: problem.members(),
            to_come: to_come(problem),
            show: None,
        };
        if tree.faults == 0 {
            tree.found = true;
        }
        let stopped = match tree.place(0, run) {
            ControlFlow::Continue(()) => Stopped::Proven,
            ControlFlow::Break(stopped) => stopped,
        };
        let state = State::from_units(problem, &tree.best);
        Solution {
            proven: stopped == Stopped::Proven,
            feasible: tree.found,
            group_of: state.group_of,
            stopped,
            steps: tree.steps,
            ran: Some("every grouping".to_owned()),
        }
    }
}

struct Tree<'p, 's> {
    bounds: &'p Bounds,
    target: (f64, f64),
    symmetric: bool,
    faults: usize,
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

/// Takes the group of each member.
type Show<'s> = &'s mut dyn FnMut(&[u32]);

/// Shows every grouping that keeps the rules, once where group numbers mean nothing. `Break` when the run ended before.
pub(crate) fn every_grouping(
    problem: &Problem,
    run: &mut Run<'_>,
    show: Show<'_>,
) -> (u64, ControlFlow<Stopped>) {
    let state = State::empty(problem);
    let mut tree = Tree {
        bounds: problem.bounds(),
        target: (f64::NEG_INFINITY, f64::NEG_INFINITY),
        symmetric: symmetric(problem),
        faults: 0,
        best: Vec::new(),
        value: (f64::INFINITY, f64::INFINITY),
        steps: 0,
        state,
        found: false,
        left: problem.members(),
        to_come: to_come(problem),
        show: Some(show),
    };
    let way = tree.place(0, run);
    (tree.steps, way)
}

/// Whether group numbers mean nothing.
fn symmetric(problem: &Problem) -> bool {
    problem.ranks().is_none()
        && problem.units.pinned.iter().all(Option::is_none)
        && problem.sizes.windows(2).all(|pair| pair[0] == pair[1])
}

/// How many people each limit counts.
fn to_come(problem: &Problem) -> Vec<usize> {
    problem.limits.all.iter().map(|limit| limit.members.len()).collect()
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
            if self.state.faults() == 0 && (!self.found || better(self.state.worth(), self.value)) {
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
        for group in 0..problem.groups() {
            let empty = self.state.units[group].is_empty();
            let pinned = problem.units.pinned[unit].is_none_or(|pin| pin as usize == group);
            let fits = self.state.size[group] + size <= problem.sizes[group].1;
            if pinned && fits && self.state.foes_in(unit, group, unit) == 0 {
                self.steps += 1;
                if self.steps.is_multiple_of(1024) {
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
            if empty && self.symmetric {
                break;
            }
        }
        ControlFlow::Continue(())
    }
}

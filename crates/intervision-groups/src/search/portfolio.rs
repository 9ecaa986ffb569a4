use intervision_core::{Run, Stopped};

use super::{Annealing, Exhaustive, Population, Solution, Solver};
use crate::problem::Problem;

/// Up to this many people (or sets of people who must be together) every grouping is tried.
const SMALL: usize = 9;

/// Picks by the shape of the problem: a population where pair weights are all there is, annealing for the rest, and for small
/// problems that it leaves open, every grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Portfolio {
    annealing: Annealing,
}

impl Solver for Portfolio {
    fn name(&self) -> &'static str {
        "portfolio"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        if problem.units.len() > SMALL {
            return if Population::suits(problem) {
                Population::default().solve(problem, run)
            } else {
                self.annealing.solve(problem, run)
            };
        }
        let first = self.annealing.solve(problem, &mut run.part(Some(2000)));
        let budget = run.budget().steps;
        let spent = |steps: u64| budget.is_some_and(|budget| steps >= budget);
        if matches!(first.stopped, Stopped::Proven | Stopped::Cancelled | Stopped::Time)
            || spent(first.steps)
        {
            return first;
        }
        let mut exact =
            Exhaustive.solve(problem, &mut run.part(budget.map(|budget| budget - first.steps)));
        exact.steps += first.steps;
        exact.ran = first.ran.as_ref().map(|ran| format!("{ran}, then every grouping"));
        if !exact.proven && first.feasible {
            Solution { stopped: exact.stopped, steps: exact.steps, ran: exact.ran, ..first }
        } else {
            exact
        }
    }
}

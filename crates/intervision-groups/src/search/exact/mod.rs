//! In: a problem of few people. Out: the best of all groupings, and with it the proof that none is better.

mod prices;
mod sets;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use tree::every_grouping;

use std::ops::ControlFlow;

use intervision_core::{Run, Stopped};

use super::state::State;
use super::{Solution, Solver};
use crate::problem::Problem;

/// Up to this many people (or sets of people who must be together) groups are put together set by set.
pub(super) const FEW: usize = 12;

/// The best of all groupings; for up to a dozen people, and for tests of other solvers.
///
/// Up to twelve people (or sets of people who must be together) groupings are put together set by set, whatever is wished and
/// however groups are put together: the best way to fill the first groups with certain people does not depend on how the others are
/// grouped (dynamic programming over sets: Yeh, 1986). For n people and k groups that takes O(k·3^n) joins of a set with what
/// is known of the rest, and fewer where sizes are narrow; one step is one of them. Where the worst group counts, or scores do, on
/// several priority levels, all that is best for some way to go on is kept.
///
/// More people are put into groups one by one in every way that the rules leave open, which is one step each and ends in reasonable
/// time only where they leave little.
///
/// Groups of the same limits are interchangeable unless somebody is pinned or groups have themes.
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
        let start = super::start::construct(problem, run.rng());
        best_of_all(problem, run, &start)
    }
}

/// The best of all groupings; the one that is known already where none is better.
pub(super) fn best_of_all(problem: &Problem, run: &mut Run<'_>, known: &State<'_>) -> Solution {
    let found = if problem.units.len() <= FEW {
        sets::solve(problem, run, known)
    } else {
        tree::solve(problem, run, known)
    };
    let stopped = match found.way {
        ControlFlow::Continue(()) => Stopped::Proven,
        ControlFlow::Break(stopped) => stopped,
    };
    Solution {
        proven: stopped == Stopped::Proven,
        feasible: found.feasible,
        group_of: State::from_units(problem, &found.unit_group).group_of,
        stopped,
        steps: found.steps,
        ran: Some("every grouping".to_owned()),
        relaxation: None,
    }
}

/// How far one way of trying everything came.
struct Found {
    unit_group: Vec<u32>,
    feasible: bool,
    steps: u64,
    /// `Break` where it was stopped before everything was tried.
    way: ControlFlow<Stopped>,
}

/// Whether nothing tells one group from another; nobody is in a group while they wait.
fn interchangeable(problem: &Problem) -> bool {
    problem.ranks().is_none()
        && problem.units.pinned.iter().all(Option::is_none)
        && problem.sizes[..problem.seats()].windows(2).all(|pair| pair[0] == pair[1])
}

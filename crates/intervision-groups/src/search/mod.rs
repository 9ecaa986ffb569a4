//! In: a problem. Out: the best grouping found, and how it was found.

mod alone;
mod anneal;
mod begin;
mod by_group;
mod chain;
mod classes;
mod cooling;
mod counts;
mod dense;
mod draft;
mod effort;
mod exact;
mod group_rules;
mod groups;
mod island;
mod large;
mod local;
mod merged;
mod moments;
mod pairs;
mod population;
mod portfolio;
mod prove;
mod ranks;
mod repair;
mod scan;
mod start;
mod state;
mod trade;

pub use anneal::Annealing;
pub use begin::Start;
pub(crate) use begin::{assign, dealt};
pub use draft::Draft;
pub use effort::Effort;
pub use exact::Exhaustive;
pub(crate) use exact::every_grouping;
pub use local::LocalSearch;
pub use population::Population;
pub use portfolio::Portfolio;

use intervision_core::{Run, Stopped};

use crate::bound::Relaxation;
use crate::problem::Problem;

/// A way of finding groups. Implement it to try one of your own beside those that come with the crate; a [`Draft`] gives it values
/// and the price of every change.
///
/// # Laws
///
/// * Every member is in a group below [`Problem::groups`].
/// * The same problem, randomness and step budget give the same answer.
/// * After [`Run::check`] says `Break`, the best answer so far is returned.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Stopped, Table};
/// use intervision_groups::{Former, Problem, RulesBuilder, Sizes, Solution, Solver};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// /// Deals the members out in the order of their ids.
/// struct InTurn;
///
/// impl Solver for InTurn {
///     fn name(&self) -> &'static str { "in turn" }
///     fn solve(&self, problem: &Problem, _run: &mut Run<'_>) -> Solution {
///         let groups = problem.groups() as u32;
///         let group_of = (0..problem.members() as u32).map(|member| member % groups).collect();
///         Solution::new(group_of, Stopped::Finished)
///     }
/// }
///
/// let roster = Table::new(["a", "b", "c", "d"])?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).build()?);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let outcome = former.form_with(&InTurn, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.groups().sizes(), [2, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Solver {
    /// What it is called in reports.
    fn name(&self) -> &'static str;

    /// Looks for a grouping of small value that keeps the rules.
    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution;
}

impl<S: Solver + ?Sized> Solver for &S {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        (**self).solve(problem, run)
    }
}

impl<S: Solver + ?Sized> Solver for Box<S> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        (**self).solve(problem, run)
    }
}

/// What a [`Solver`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    pub(crate) group_of: Vec<u32>,
    pub(crate) stopped: Stopped,
    pub(crate) steps: u64,
    pub(crate) proven: bool,
    pub(crate) feasible: bool,
    pub(crate) ran: Option<String>,
    pub(crate) relaxation: Option<Relaxation>,
}

impl Solution {
    /// A group for each member, and why the search ended. Whether the rules hold is counted by whoever receives it.
    #[must_use]
    pub fn new(group_of: Vec<u32>, stopped: Stopped) -> Self {
        Solution {
            group_of,
            stopped,
            steps: 0,
            proven: false,
            feasible: true,
            ran: None,
            relaxation: None,
        }
    }

    /// After this many evaluated moves.
    #[must_use]
    pub fn with_steps(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }

    /// Found in this way, for a solver that chooses between several: "annealing on 2 islands". Without, the solver's name tells.
    #[must_use]
    pub fn with_ran(mut self, what: impl Into<String>) -> Self {
        self.ran = Some(what.into());
        self
    }

    /// With a proof that no grouping is better than so much; it counts where it proves more than [`Bounds`](crate::Bounds) say.
    #[must_use]
    pub fn with_relaxation(mut self, relaxation: Relaxation) -> Self {
        self.relaxation = Some(relaxation);
        self
    }

    /// The group of each member.
    #[must_use]
    pub fn group_of(&self) -> &[u32] {
        &self.group_of
    }

    /// Why the search ended.
    #[must_use]
    pub fn stopped(&self) -> Stopped {
        self.stopped
    }

    /// How many moves were evaluated.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// In which way it was found, where the solver says more than its name.
    #[must_use]
    pub fn ran(&self) -> Option<&str> {
        self.ran.as_deref()
    }
}

/// Changes smaller than this part of a value are rounding.
const TINY: f64 = 1e-12;

/// Whether one grouping is better than another by what they are compared by; see [`State::worth`](state::State::worth). Values
/// near nothing are measured by a unit, more finely than where they are proven.
fn better(one: (f64, f64), other: (f64, f64), unit: f64) -> bool {
    let below = |a: f64, b: f64| a < b - TINY * b.abs().clamp(0.25 * unit, 1e300);
    below(one.0, other.0) || (!below(other.0, one.0) && below(one.1, other.1))
}

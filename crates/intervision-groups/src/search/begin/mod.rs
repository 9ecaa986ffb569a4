//! In: a problem. Out: a grouping to begin with, in one pass over the members, and repaired where rules ask for it.

mod assignment;
mod batch;
mod dealt;

use std::fmt;
use std::ops::ControlFlow;

use intervision_core::{Run, Stopped};
use rand::Rng;
use rand::seq::SliceRandom;

use super::draft::Draft;
use super::start::construct;
use super::{Solution, Solver};
use crate::problem::Problem;
pub(crate) use assignment::assign;
pub(crate) use dealt::dealt;

/// Simple ways of forming groups: solvers of their own, the yardstick of every other, and where a search begins.
///
/// As a [`Solver`] each makes its grouping and then moves people until the rules hold. As the beginning of a search of your own see
/// [`Draft::begin`].
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, RulesBuilder, Sizes, Solver, Start};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let functions = ["a", "a", "b", "b"].map(Value::category);
/// let roster = Table::new(["1", "2", "3", "4"])?.with_column("function", functions)?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).mix("function", 1.0).build()?);
/// for start in Start::ALL {
///     let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
///     let outcome = former.form_with(&start, &roster, &mut Run::new(&mut rng, &mut ()))?;
///     assert_eq!(outcome.solver(), start.name());
///     assert!(start == Start::Random || outcome.worth().value == 0.0);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Start {
    /// Groups of even sizes at random. O(members).
    Random,
    /// The list sorted by what should differ inside groups, the heaviest wish first, and dealt out in turn like cards: the best
    /// there is for one attribute and equal sizes. O(members · log members).
    Dealt,
    /// One person (or set of people who must be together) after the other into the group where they cost least, those first whom
    /// rules leave the least choice. O(members · groups · attributes); among very many, groups are sampled.
    Greedy,
    /// As many people at a time as there are groups, one into each, by an optimal assignment; those far from the average come
    /// first (after the assignment-based anticlustering of arXiv 2601.06351, 2026). O(members · groups · (attributes + groups)).
    Batch,
}

impl Start {
    /// Every one, the simplest first.
    pub const ALL: [Start; 4] = [Start::Random, Start::Dealt, Start::Greedy, Start::Batch];

    /// The grouping before repair.
    pub(super) fn draft<'p>(self, problem: &'p Problem, rng: &mut dyn Rng) -> Draft<'p> {
        let all = match self {
            Start::Random => random(problem, rng),
            Start::Dealt => dealt(problem, &problem.even_sizes()),
            Start::Greedy => return Draft::of(construct(problem, rng)),
            Start::Batch => return Draft::of(batch::batch(problem, rng)),
        };
        // Neither can fail: both deal everybody into groups that are there.
        Draft::new(problem, &all).unwrap_or_else(|| Draft::of(construct(problem, rng)))
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Solver for Start {
    fn name(&self) -> &'static str {
        match self {
            Start::Random => "random",
            Start::Dealt => "dealt",
            Start::Greedy => "greedy",
            Start::Batch => "batch",
        }
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let mut draft = self.draft(problem, run.rng());
        let mut steps = 0;
        let stopped = match draft.repair(run, &mut steps) {
            ControlFlow::Continue(()) => Stopped::Finished,
            ControlFlow::Break(stopped) => stopped,
        };
        draft.into_solution(stopped).with_steps(steps)
    }
}

/// Even sizes, filled at random.
fn random(problem: &Problem, rng: &mut dyn Rng) -> Vec<u32> {
    let sizes = problem.even_sizes();
    let groups = sizes.iter().enumerate();
    let mut all: Vec<u32> =
        groups.flat_map(|(group, &size)| std::iter::repeat_n(group as u32, size)).collect();
    all.shuffle(rng);
    all
}

//! In: a problem whose only terms are pair weights. Out: the best grouping of a population that is bred and annealed.

mod batch;
mod crossover;
mod plan;
mod pool;
mod search;
mod task;
mod tribe;

use std::ops::ControlFlow;

use intervision_core::{Run, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::dense::matrix::Matrix;
use super::{Annealing, Solution, Solver};
use crate::bound::{NOTHING, ROUNDING};
use crate::problem::Problem;
use search::Search;

/// A memetic algorithm for problems that have nothing but pair weights: maximally diverse grouping, anticlustering, dense balanced
/// partition.
///
/// Eight to two dozen groupings are annealed shortly from random starts; then two of them have a child that inherits whole groups and is
/// annealed from half way down (crossover after Galinier & Hao 1999; the worst makes room for a better one that differs). When nothing
/// comes of it any more, another population begins anew, and two that have come equally far unite and breed on, more patiently.
/// Where the budget does not reach that far, it goes into a few long annealings. Temperatures follow from what exchanges lose at a
/// local optimum, and the shares of the budget from the number of members; nothing is to be tuned.
///
/// A step is one trial: one member against one other. Thresholds are drawn first, and a bound on what anybody in a group gains
/// dismisses most groups as a whole, with the same outcome as if each trial had been made. Memory grows with the square of the
/// members. Other problems (further wishes, rules about people, more than 4095 members, or few pairs among more than 2048) are left
/// to [`Annealing`].
///
/// Children come in litters of fixed size, on several threads with the feature `rayon`, so that the answer does not depend on threads.
/// Under a time budget the speed of the machine is measured through the run's clock, and decides on the shares; as much time as
/// passed before the search, up to a tenth, is kept for what callers do with the answer.
///
/// # Example
///
/// ```
/// use intervision_core::{PairMatrix, Run, Table};
/// use intervision_groups::{Former, Pairs, Population, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// // Distances between points on a line: far apart is what is wanted.
/// let distances = (0..6).flat_map(|b| (0..b).map(move |a| (a, b, (b - a) as f64)));
/// let distances = PairMatrix::from_pairs(6, distances)?;
/// let roster = Table::new(["p0", "p1", "p2", "p3", "p4", "p5"])?;
/// let rules = RulesBuilder::new(Sizes::count(3)).seek_pairs("distance", 1.0).build()?;
/// let former = Former::new(rules).with_pairs(Pairs::new().with("distance", &distances));
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let mut nobody = ();
/// let mut run = Run::new(&mut rng, &mut nobody).with_steps(20_000);
/// let outcome = former.form_with(&Population::default(), &roster, &mut run)?;
/// // The left half with the right half: 3 + 3 + 3, counted below 0 because smaller is better.
/// assert_eq!(outcome.worth().value, -9.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Population {
    _private: (),
}

impl Population {
    /// Whether it takes the problem on, or would leave it to [`Annealing`].
    #[must_use]
    pub fn suits(problem: &Problem) -> bool {
        Matrix::suits(problem)
    }
}

impl Solver for Population {
    fn name(&self) -> &'static str {
        "population"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let Some(matrix) = Matrix::of(problem) else {
            return Annealing::default().solve(problem, run);
        };
        let rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
        let bound = problem.bounds().value;
        let target = bound + ROUNDING * bound.abs().max(NOTHING * problem.objective.unit());
        let mut search = Search::new(&matrix, run, rng, bound, target);
        let stopped = match search.run() {
            ControlFlow::Break(stopped) => stopped,
            ControlFlow::Continue(()) => Stopped::Finished,
        };
        let (best, steps) = search.into_best();
        let group_of = best.groups.into_iter().map(u32::from).collect();
        Solution::new(group_of, stopped).with_steps(steps).with_ran(self.name())
    }
}

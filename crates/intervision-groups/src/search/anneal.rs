use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::island::Island;
use super::merged::Merged;
use super::state::State;
use super::{Solution, Solver};
use crate::problem::Problem;

/// Moves per island between two looks at the budget: few at first, so that easy problems end at once.
const FIRST_SLICE: u64 = 256;
const LAST_SLICE: u64 = 65_536;

/// Moves per member without a budget, where one person is compared with everybody at once, and where moves are priced one by one.
const SCANNED: u64 = 60_000;
const PRICED: u64 = 2_000;

/// From this many members on there is one island.
const ALONE: usize = 20_000;

/// Simulated annealing with restarts on several independent islands: swaps, insertions where sizes allow, and exchanges
/// of people who must stay together.
///
/// A step is one evaluated move. A visit, in which one person is compared with all others, is not interrupted, so that every island
/// may spend up to one visit more than its share of the budget. Islands advance in turn by slices (on several threads with the feature `rayon`), and the
/// budget and the observer are asked between rounds, so that the answer does not depend on threads. Without any budget a
/// preset applies: 60,000 steps per member up to about a thousand people, where one person is compared with everybody at once,
/// and 2,000 beyond; at least 200,000 and at most 20 million in all.
///
/// Large rosters begin with trades between people who are alike but for one attribute, on one island.
///
/// # Example
///
/// ```
/// use intervision_groups::Annealing;
///
/// let careful = Annealing::default().with_islands(8);
/// assert_eq!(careful.islands(), 8);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annealing {
    islands: usize,
}

impl Default for Annealing {
    fn default() -> Self {
        Annealing { islands: 2 }
    }
}

impl Annealing {
    /// With this many islands, at least one. More islands share the same budget.
    #[must_use]
    pub fn with_islands(mut self, islands: usize) -> Self {
        self.islands = islands.max(1);
        self
    }

    /// How many islands there are.
    #[must_use]
    pub fn islands(&self) -> usize {
        self.islands
    }
}

impl Solver for Annealing {
    fn name(&self) -> &'static str {
        "annealing"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let bounds = problem.bounds();
        let budget = run.budget();
        let merged = Merged::new(problem);
        let each = if merged.is_some() { SCANNED } else { PRICED };
        let preset = (each * problem.members() as u64).clamp(200_000, 20_000_000);
        let steps = match (budget.steps, budget.time) {
            (Some(steps), _) => steps,
            (None, Some(_)) => u64::MAX,
            (None, None) => preset,
        };
        // Very many people need all moves for one grouping.
        let number = if problem.members() >= ALONE { 1 } else { self.islands };
        let share = steps.min(preset.max(budget.steps.unwrap_or(0))) / number as u64;
        let target = bounds.target(problem);
        let mut islands: Vec<Island<'_>> = Vec::with_capacity(number);
        for _ in 0..number {
            let seed = run.fork();
            // The first start may already be proven best.
            if !islands.first().is_some_and(Island::proven) {
                islands.push(Island::new(problem, merged.as_ref(), seed, share, target));
            }
        }
        let mut slice = FIRST_SLICE;
        let stopped = loop {
            let done: u64 = islands.iter().map(|island| island.steps).sum();
            let best = best_of(&islands);
            if islands[best].proven() {
                break Stopped::Proven;
            }
            let mut progress = Progress::new("search").at(done).bound(bounds.value);
            if steps < u64::MAX {
                progress = progress.of(steps);
            }
            if islands[best].feasible() {
                progress = progress.best(islands[best].best_worth.0);
            }
            if let ControlFlow::Break(stopped) = run.check(&progress) {
                break stopped;
            }
            if done >= steps {
                break if budget.steps.is_some() { Stopped::Steps } else { Stopped::Finished };
            }
            share_out(&mut islands, steps - done, slice);
            slice = (slice * 2).min(LAST_SLICE);
        };
        let best = &islands[best_of(&islands)];
        Solution {
            group_of: State::from_units(problem, &best.best).group_of,
            stopped,
            steps: islands.iter().map(|island| island.steps).sum(),
            proven: false,
            feasible: best.feasible(),
            ran: Some(match islands.len() {
                1 => "annealing".to_owned(),
                many => format!("annealing on {many} islands"),
            }),
            relaxation: None,
        }
    }
}

/// The island with the fewest faults, then the smallest value, then the first.
fn best_of(islands: &[Island<'_>]) -> usize {
    let mut best = 0;
    for (at, island) in islands.iter().enumerate().skip(1) {
        let (a, b) = (island, &islands[best]);
        if (a.faults, a.best_worth) < (b.faults, b.best_worth) {
            best = at;
        }
    }
    best
}

/// Lets islands go on for a slice each, as far as what is left reaches for all of them.
fn share_out(islands: &mut [Island<'_>], left: u64, slice: u64) {
    let number = islands.len() as u64;
    // Those that come first have the rest of the division.
    let share = |at: usize| slice.min((left + number - 1 - at as u64) / number);
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        islands.par_iter_mut().enumerate().for_each(|(at, island)| island.advance(share(at)));
    }
    #[cfg(not(feature = "rayon"))]
    for (at, island) in islands.iter_mut().enumerate() {
        island.advance(share(at));
    }
}

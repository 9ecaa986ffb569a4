//! In: a search and what may be spent. Out: what it finds, with a relaxation that says how much better anything could be.
//!
//! Where presets are long the relaxation comes first, so that the search can end at what it proves. Otherwise it comes after the
//! search, which then gives the same groups as without it; under a budget of time it has the last part of that.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{Effort, Solution};
use crate::bound::Relaxation;
use crate::problem::Problem;

/// What a round takes, in steps of the search for each place cubed, and how many steps take about a second.
const ROUND: u64 = 3;
const SECOND: f64 = 6e8;
/// No more rounds than this, and none where these would be too many.
const MOST_ROUNDS: u64 = 200;
const FEWEST_ROUNDS: u64 = 10;
/// Which part of a budget of steps goes into it, beside the search; what it may take without any.
const PART: u64 = 4;
const PRESET: u64 = 30_000_000;
/// Which part of the time goes into it, and which where there are more places than so many; of that, what it uses itself, since
/// callers work out what the answer is worth.
const SHARE: f64 = 0.1;
const SMALL_SHARE: f64 = 0.02;
const MANY_PLACES: u64 = 100;
const OWN: f64 = 0.8;
/// Steps of a first look at the problem, so that the relaxation knows when enough is proven.
const FIRST_LOOK: u64 = 100_000;

/// Searches, and relaxes the problem before or after.
pub(super) fn with_relaxation(
    problem: &Problem,
    run: &mut Run<'_>,
    effort: Option<Effort>,
    mut search: impl FnMut(&Problem, &mut Run<'_>) -> Solution,
) -> Solution {
    let Some(round) = cost_of_round(problem) else { return search(problem, run) };
    let Budget { before, rounds, share } = Budget::new(problem, run, effort, round);
    if rounds < FEWEST_ROUNDS {
        return search(problem, run);
    }
    if before {
        // With numbers of its own, so that the search finds what it would have found.
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(0);
        let steps = run.budget().steps.map_or(FIRST_LOOK, |steps| steps.min(FIRST_LOOK));
        let first = search(problem, &mut run.part_with(&mut rng, Some(steps)));
        let value = problem.value_of(&first.group_of);
        if first.stopped != Stopped::Proven && first.feasible {
            let found = relax(problem, &mut run.part(None), rounds, value);
            if let Some((relaxation, tightened)) = found {
                return search(&tightened, run).with_relaxation(relaxation);
            }
        }
        return search(problem, run);
    }
    let steps = run.budget().steps;
    let solution = search(problem, &mut run.share(steps, 1.0 - share));
    let open = solution.stopped != Stopped::Cancelled;
    if !open || solution.proven || !solution.feasible {
        return solution;
    }
    let value = problem.value_of(&solution.group_of);
    match relax(problem, &mut run.share(None, OWN), rounds, value) {
        Some((relaxation, _)) => solution.with_relaxation(relaxation),
        None => solution,
    }
}

/// Whether it comes before the search, how many rounds it may take, and its part of the time.
struct Budget {
    before: bool,
    rounds: u64,
    share: f64,
}

impl Budget {
    fn new(problem: &Problem, run: &Run<'_>, effort: Option<Effort>, round: u64) -> Self {
        let budget = run.budget();
        if let Some(time) = budget.time {
            let share = if places(problem) > MANY_PLACES { SMALL_SHARE } else { SHARE };
            let rounds = time.as_secs_f64() * share * SECOND / round as f64;
            return Budget { before: false, rounds: (rounds as u64).min(MOST_ROUNDS), share };
        }
        let preset = match effort {
            Some(effort) => effort.rounds(problem).next().map(|steps| steps / PART),
            None => None,
        };
        let steps = match (budget.steps.map(|steps| steps / PART), preset) {
            (Some(given), Some(preset)) => given.min(preset),
            (given, preset) => given.or(preset).unwrap_or(PRESET),
        };
        let before = matches!(effort, Some(Effort::Careful | Effort::Overnight));
        Budget { before, rounds: (steps / round).min(MOST_ROUNDS), share: 0.0 }
    }
}

fn places(problem: &Problem) -> u64 {
    let largest = problem.sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
    (problem.groups() as u64).saturating_mul(largest as u64)
}

/// What a round of the relaxation is worth in steps; `None` where the problem is far too large or some people wait.
fn cost_of_round(problem: &Problem) -> Option<u64> {
    let places = places(problem);
    (problem.waiting.is_none() && places <= 1 << 16).then(|| ROUND * places * places * places)
}

/// A relaxation that proves more than is known, and the problem with what it proves.
fn relax(
    problem: &Problem,
    run: &mut Run<'_>,
    rounds: u64,
    value: f64,
) -> Option<(Relaxation, Problem)> {
    let known = problem.bounds().value;
    if problem.bounds().met_by(value) {
        return None;
    }
    let relaxation = Relaxation::search(problem, rounds as u32, Some(value), |round, bound| {
        let progress = Progress::new("bound").at(u64::from(round)).of(rounds);
        match run.check(&progress.best(value).bound(bound.max(known))) {
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
            ControlFlow::Break(_) => ControlFlow::Break(()),
        }
    })?;
    let tightened = problem.tightened(&relaxation)?;
    Some((relaxation, tightened))
}

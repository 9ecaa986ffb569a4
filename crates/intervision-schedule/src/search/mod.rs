//! The search. In: options, a demand, calendars and a run. Out: an outcome.
//!
//! Construct, improve, report. Where all is said in the demand, whole chains are improved, and a step is one chain put in
//! place; where the planner has rules of its own, single sessions are, and a step is one move tried. A demand with few plans
//! is searched completely instead, and a step is one session put in one place.

mod anneal;
mod complete;
mod construct;
mod extra;
mod fit;
mod improve;
mod placed;
mod replan;
mod report;
mod series;
mod serve;
mod state;

use std::ops::ControlFlow;

use intervision_core::{Availability, Progress, Run, SessionDemand, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::planner::Effort;
use crate::problem::{Problem, lower};
use crate::rules::{Prices, Season};
use crate::why_not;
use crate::{Contribution, Error, Outcome, Planner};

use complete::Attempt;
use improve::Guide;
pub(crate) use placed::placed;
pub(crate) use replan::{Asked, Found, best_slots, replan};
use state::Place;
pub(crate) use state::State;

/// Steps per chain that a careful search takes.
const CAREFUL: u64 = 60;

/// Moves per session that a careful search takes.
const CAREFUL_MOVES: u64 = 20_000;

/// How the search ended, for the report.
struct Ended {
    places: Vec<Place>,
    bound: i64,
    /// The first plan, and what it costs by what is said in the demand.
    first: Vec<Place>,
    first_cost: i64,
    stopped: Stopped,
    steps: u64,
}

/// What an improver found.
struct Ending {
    places: Vec<Place>,
    stopped: Stopped,
    steps: u64,
}

pub(crate) fn solve(
    planner: &Planner,
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    run: &mut Run<'_>,
) -> Result<Outcome, Error> {
    let problem = lower(planner, demand, availability)?;
    let shortages = why_not::shortages(&problem, planner);
    if !planner.partial && !shortages.is_empty() {
        return Err(Error::Shortage(shortages));
    }
    let season = Season::new(&planner.grid, demand, availability);
    let counters = extra::open(planner, &season)?;
    let ended = search(planner, &problem, counters, run);
    let told = |places: &[Place]| -> Result<(State<'_>, Vec<Contribution>), Error> {
        let mut state = State::empty(&problem);
        for place in places {
            state.place(place.clone());
        }
        let extra = extra::points(planner, &season, &state)?;
        Ok((state, extra))
    };
    let mut best = told(&ended.places)?;
    if !planner.rules.is_empty() {
        // What annealing leaves without a place at its end can outweigh all that it gained.
        let first = told(&ended.first)?;
        let cost = |(state, extra): &(State<'_>, Vec<Contribution>)| extra::total(state, extra);
        if extra::holds(&first.1) && cost(&first) < cost(&best) {
            best = first;
        }
    }
    let (state, extra) = best;
    Ok(report::outcome(planner, &state, &ended, extra, shortages, run.seed()))
}

fn search(
    planner: &Planner,
    problem: &Problem,
    mut counters: Vec<anneal::Counter>,
    run: &mut Run<'_>,
) -> Ended {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let mut state = State::empty(problem);
    let order = construct::order(problem);
    construct::construct(&mut state, &order);
    let (first_cost, done) = (state.cost(), order.len() as u64);
    let guide = guide(problem);
    let mut ended = Ended {
        places: state.places(),
        bound: guide.bound,
        first: state.places(),
        first_cost,
        stopped: Stopped::Finished,
        steps: done,
    };
    let progress = Progress::new("construct").at(done).best(Prices::value(first_cost));
    if let ControlFlow::Break(why) = run.check(&progress) {
        ended.stopped = why;
        return ended;
    }
    let (parts, careful) = if counters.is_empty() {
        (order.len(), CAREFUL)
    } else {
        (problem.activities.len(), CAREFUL_MOVES)
    };
    let limit = limit(planner.effort, run, parts, careful);
    if counters.is_empty() && first_cost <= guide.bound {
        ended.stopped = Stopped::Proven;
        return ended;
    }
    if limit.is_some_and(|limit| done >= limit) {
        return ended;
    }
    let done = match complete::complete(problem, &mut counters, run, done, limit) {
        Attempt::Best { places, cost, steps } => {
            let stopped = Stopped::Proven;
            return Ended { places, bound: cost, stopped, steps, ..ended };
        }
        Attempt::TooMany { steps } => steps,
    };
    let ending = if counters.is_empty() {
        improve::improve(&mut state, &guide, &mut rng, run, done, limit)
    } else {
        anneal::anneal(&state, counters, &mut rng, run, done, limit)
    };
    let Ending { places, stopped, steps } = ending;
    Ended { places, stopped, steps, ..ended }
}

/// The most steps: the run's, or the preset's at so many steps for each part; none when only time limits the run.
fn limit(effort: Effort, run: &Run<'_>, parts: usize, careful: u64) -> Option<u64> {
    let budget = run.budget();
    let parts = parts as u64;
    match (budget.steps, effort) {
        (Some(steps), _) => Some(steps),
        (None, Effort::Instant) => Some(0),
        (None, _) if budget.time.is_some() && run.elapsed().is_some() => None,
        (None, Effort::Careful) => Some(parts * (1 + careful)),
        (None, Effort::Overnight) => Some(parts * (1 + 100 * careful)),
    }
}

/// The part of the budget that is spent, from 0 to 1; half where there is none.
fn spent(run: &Run<'_>, steps: u64, limit: Option<u64>) -> f64 {
    let by_time = run.budget().time.zip(run.elapsed());
    match (limit, by_time) {
        (Some(limit), _) => steps as f64 / limit.max(1) as f64,
        (None, Some((time, elapsed))) => elapsed.as_secs_f64() / time.as_secs_f64().max(1e-9),
        (None, None) => 0.5,
    }
}

fn guide(problem: &Problem) -> Guide {
    let empty = State::empty(problem);
    let (least, ideal): (Vec<i64>, Vec<Vec<Option<usize>>>) =
        (0..problem.chains.len()).map(|chain| series::alone(&empty, chain)).unzip();
    Guide { bound: least.iter().sum(), least, ideal }
}

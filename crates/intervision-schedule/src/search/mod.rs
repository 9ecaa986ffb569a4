//! The search. In: options, a demand, calendars and a run. Out: an outcome.
//!
//! Construct, improve, report. Where all is said in the demand, whole chains are improved, and a step is one chain put in
//! place; where the planner has rules of its own, single sessions are, and a step is one move tried.

mod anneal;
mod construct;
mod extra;
mod improve;
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
use crate::{Error, Outcome, Planner};

use improve::Guide;
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
    first: i64,
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
    let mut state = State::empty(&problem);
    ended.places.iter().for_each(|place| state.place(place.clone()));
    let extra = extra::points(planner, &season, &state)?;
    Ok(report::outcome(planner, &state, &ended, extra, shortages, run.seed()))
}

fn search(
    planner: &Planner,
    problem: &Problem,
    counters: Vec<anneal::Counter>,
    run: &mut Run<'_>,
) -> Ended {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let mut state = State::empty(problem);
    let order = construct::order(problem);
    construct::construct(&mut state, &order);
    let (first, done) = (state.cost(), order.len() as u64);
    let guide = guide(problem);
    let mut ended = Ended {
        places: state.places(),
        bound: guide.bound,
        first,
        stopped: Stopped::Finished,
        steps: done,
    };
    let progress = Progress::new("construct").at(done).best(Prices::value(first));
    if let ControlFlow::Break(why) = run.check(&progress) {
        ended.stopped = why;
        return ended;
    }
    let ending = if counters.is_empty() {
        let limit = limit(planner.effort, run, order.len(), CAREFUL);
        improve::improve(&mut state, &guide, &mut rng, run, done, limit)
    } else {
        let limit = limit(planner.effort, run, problem.activities.len(), CAREFUL_MOVES);
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
        (None, Effort::Instant) => Some(parts),
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

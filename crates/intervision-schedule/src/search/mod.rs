//! The search. In: options, a demand, calendars and a run. Out: an outcome.
//!
//! Construct, improve, report; a step is one chain put in place.

mod construct;
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
use crate::rules::Prices;
use crate::why_not;
use crate::{Error, Outcome, Planner};

use improve::{Best, Guide};
pub(crate) use state::State;

/// Steps per chain that a careful search takes.
const CAREFUL: u64 = 60;

/// How the search ended, for the report.
struct Ended {
    best: Best,
    bound: i64,
    first: i64,
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
    let ended = search(planner, &problem, run);
    let mut state = State::empty(&problem);
    ended.best.places.iter().for_each(|place| state.place(place.clone()));
    Ok(report::outcome(planner, &state, &ended, shortages, run.seed()))
}

fn search(planner: &Planner, problem: &Problem, run: &mut Run<'_>) -> Ended {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let mut state = State::empty(problem);
    let order = construct::order(problem);
    construct::construct(&mut state, &order);
    let (first, done) = (state.cost(), order.len() as u64);
    let guide = guide(problem);
    let limit = limit(planner.effort, run, order.len());
    let mut ended = Ended {
        best: Best::of(&state),
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
    let (best, stopped, steps) = improve::improve(&mut state, &guide, &mut rng, run, done, limit);
    Ended { best, stopped, steps, ..ended }
}

/// The most steps: the run's, or the preset's; none when only time limits the run.
fn limit(effort: Effort, run: &Run<'_>, chains: usize) -> Option<u64> {
    let budget = run.budget();
    let chains = chains as u64;
    match (budget.steps, effort) {
        (Some(steps), _) => Some(steps),
        (None, Effort::Instant) => Some(chains),
        (None, _) if budget.time.is_some() && run.elapsed().is_some() => None,
        (None, Effort::Careful) => Some(chains * (1 + CAREFUL)),
        (None, Effort::Overnight) => Some(chains * (1 + 100 * CAREFUL)),
    }
}

fn guide(problem: &Problem) -> Guide {
    let empty = State::empty(problem);
    let (least, ideal): (Vec<i64>, Vec<Vec<Option<usize>>>) =
        (0..problem.chains.len()).map(|chain| series::alone(&empty, chain)).unzip();
    Guide { bound: least.iter().sum(), least, ideal }
}

//! Simulated annealing over single sessions: for seasons with rules beyond those that a series programme keeps.
//!
//! Kirkpatrick, Gelatt & Vecchi (1983); the moves are those of Bellio, Ceschia, Di Gaspero, Schaerf & Urli (2016) for course
//! timetables: a session goes to another place, and where the place is taken the two change places; and Kempe chains, in which
//! sessions of two slots change sides. Two sessions may meanwhile want one person or one room; that is dear, and who still
//! does at the end loses their place. Sessions that are joined by lags also move together. One step is one move tried,
//! O(people + rules of the sessions that it moves).

mod keep;
mod kempe;
mod limits;
mod moves;
mod quick;
mod schedule;
mod shared;
mod walk;

use intervision_core::{Progress, Run, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::state::{Place, State};
use super::{Ending, series};
use crate::rules::Prices;

pub(crate) use walk::Counter;

use schedule::Cooling;
use walk::Walk;

/// Moves between two looks at the clock and the observer.
const STEPS_BETWEEN_CHECKS: u64 = 4_096;

/// Anneals from where the state stands, and says where everything stands in the best plan found.
pub(super) fn anneal(
    start: &State<'_>,
    counters: Vec<Counter>,
    rng: &mut Xoshiro256PlusPlus,
    run: &mut Run<'_>,
    done: u64,
    limit: Option<u64>,
) -> Ending {
    let problem = start.problem;
    let mut walk = Walk::new(problem, counters);
    for place in start.places() {
        walk.put(&place);
    }
    walk.seat_the_rest(rng);
    let mut cooling = Cooling::new(&mut walk, rng);
    let mut best = walk.snapshot();
    let mut steps = done;
    let stopped = loop {
        if limit.is_some_and(|limit| steps >= limit) {
            break Stopped::Finished;
        }
        let mut progress =
            Progress::new("anneal").at(steps).best(value(&best.points, problem.prices));
        progress.total = limit;
        if let std::ops::ControlFlow::Break(why) = run.check(&progress) {
            break why;
        }
        if best.points == [0; 3] {
            break Stopped::Proven;
        }
        cooling.at(super::spent(run, steps, limit), best.points[walk::HARD] > 0);
        let until = limit
            .map_or(steps + STEPS_BETWEEN_CHECKS, |limit| limit.min(steps + STEPS_BETWEEN_CHECKS));
        while steps < until {
            walk.step(&cooling, rng, &mut best);
            steps += 1;
        }
    };
    walk.keep_if_better(&mut best);
    walk.restore(&best);
    Ending { places: sound(&mut walk), stopped, steps }
}

/// The value of a plan by its points per level, for the eye that follows the search.
fn value(points: &[i64; 3], prices: Prices) -> f64 {
    let [hard, medium, soft] = points.map(|points| points as f64);
    (hard + medium) * prices.medium_weight() + soft / crate::rules::POINT as f64
}

/// The places of a plan in which no hard rule is broken: sessions that break one leave, the worst first; those for whom
/// the built-in rules leave another place take it.
fn sound(walk: &mut Walk<'_>) -> Vec<Place> {
    let mut left_out = Vec::new();
    while let Some(worst) = walk.worst() {
        left_out.push(worst);
        walk.take_out(worst);
    }
    let problem = walk.problem;
    let mut state = State::empty(problem);
    walk.places().into_iter().for_each(|place| state.place(place));
    if !walk.has_hard_rules() {
        left_out.extend((0..problem.activities.len()).filter(|a| state.slot(*a).is_none()));
        for activity in left_out {
            if state.slot(activity).is_none() {
                series::insert_one(&mut state, activity);
            }
        }
    }
    state.places()
}

//! Improvement: a few chains that stand in each other's way are taken out and put back one by one, each by the exact
//! series programme; what came of it is kept by the rule of simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983).
//!
//! This is a large-neighbourhood search (Shaw 1998). One step is one chain put back: O(choices x stages x days x days
//! inside a lag). Better plans than the best so far are remembered; the search ends at the bound.

use intervision_core::{Progress, Run, Stopped};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::state::{Place, State};
use super::{Ending, series};
use crate::rules::Prices;

/// What a medium point weighs in soft points when a worse plan is taken for a while.
const MEDIUM: f64 = 100.0;

/// Soft points by which a plan may become worse at first, on average.
const HEAT: f64 = 8.0;

/// How often a chain is chosen among those that miss more people than they must, where there are any.
const URGENT: f64 = 0.8;

/// Chains between two looks at the observer.
const STEPS_BETWEEN_CHECKS: u64 = 64;

/// What the search needs to know of the problem beside the state.
pub(crate) struct Guide {
    /// The least each chain can cost.
    pub(crate) least: Vec<i64>,
    /// Where each chain would like to stand.
    pub(crate) ideal: Vec<Vec<Option<usize>>>,
    /// The sum of the least costs: no plan costs less.
    pub(crate) bound: i64,
}

/// The best plan so far.
struct Best {
    places: Vec<Place>,
    cost: i64,
}

impl Best {
    fn of(state: &State<'_>) -> Self {
        Best { places: state.places(), cost: state.cost() }
    }

    fn ending(self, stopped: Stopped, steps: u64) -> Ending {
        Ending { places: self.places, stopped, steps }
    }
}

/// Improves until the bound, the budget or the observer says stop. `limit` is the most steps, if there is one.
pub(super) fn improve(
    state: &mut State<'_>,
    guide: &Guide,
    rng: &mut Xoshiro256PlusPlus,
    run: &mut Run<'_>,
    done: u64,
    limit: Option<u64>,
) -> Ending {
    let mut best = Best::of(state);
    let mut steps = done;
    let mut next_check = steps;
    let mut heat = 1.0;
    loop {
        if best.cost <= guide.bound {
            return best.ending(Stopped::Proven, steps);
        }
        if limit.is_some_and(|limit| steps >= limit) {
            return best.ending(Stopped::Finished, steps);
        }
        if steps >= next_check {
            next_check = steps + STEPS_BETWEEN_CHECKS;
            let mut progress = Progress::new("improve")
                .at(steps)
                .best(Prices::value(best.cost))
                .bound(Prices::value(guide.bound));
            progress.total = limit;
            if let std::ops::ControlFlow::Break(why) = run.check(&progress) {
                return best.ending(why, steps);
            }
            heat = heat_at(run, steps, limit);
        }
        let mut chains = pick(state, guide, rng);
        let most = most_worse(heat, rng);
        let before = state.cost();
        let old: Vec<Place> = chains.iter().flat_map(|&chain| state.take_out(chain)).collect();
        chains[1..].shuffle(rng);
        if rng.random_bool(0.25) {
            chains.shuffle(rng);
        }
        let (put, kept) = put_back(state, guide, &chains, before, most);
        steps += put;
        if !kept {
            for &chain in &chains {
                state.take_out(chain);
            }
            for place in old {
                state.place(place);
            }
        } else if state.cost() < best.cost {
            best = Best::of(state);
        }
    }
}

/// Points by which a plan may become worse, on average: from a few at the start to nothing at the end.
fn heat_at(run: &Run<'_>, steps: u64, limit: Option<u64>) -> f64 {
    let spent = super::spent(run, steps, limit);
    HEAT * (1.0 - spent.min(1.0)).powi(2)
}

/// Soft points for the eye of the annealing: a medium point weighs little more than a soft one there, or no plan with one
/// absence more would ever be passed through.
fn points(worse: i64, prices: Prices) -> f64 {
    let medium = (worse as f64 / prices.medium as f64).round();
    let soft = worse - medium as i64 * prices.medium;
    medium * MEDIUM + Prices::value(soft)
}

/// Points by which this one plan may be worse: drawn before it is made, so that a hopeless one is given up on the way.
fn most_worse(heat: f64, rng: &mut Xoshiro256PlusPlus) -> f64 {
    let drawn = -(1.0 - rng.random::<f64>()).ln();
    heat * drawn.min(40.0)
}

/// Puts chains back one by one, as long as the plan may still be kept: what is yet to come costs at least its least. Says
/// how many were put back, and whether the plan is to be kept.
fn put_back(
    state: &mut State<'_>,
    guide: &Guide,
    chains: &[usize],
    before: i64,
    most: f64,
) -> (u64, bool) {
    let prices = state.problem.prices;
    let sessions = |chain: usize| state.problem.chains[chain].activities.len() as i64;
    let mut saved: i64 =
        chains.iter().map(|&chain| sessions(chain) * prices.unplaced - guide.least[chain]).sum();
    for (put, &chain) in (1..).zip(chains) {
        saved -= sessions(chain) * prices.unplaced - guide.least[chain];
        series::insert(state, chain);
        if points(state.cost() - saved - before, prices) > most {
            return (put, false);
        }
    }
    (chains.len() as u64, true)
}

/// A chain that could stand better, and one to three that may be in its way.
fn pick(state: &State<'_>, guide: &Guide, rng: &mut Xoshiro256PlusPlus) -> Vec<usize> {
    let urgent = if rng.random_bool(URGENT) { urgent(state, guide, rng) } else { None };
    let first = urgent.unwrap_or_else(|| could_be_better(state, guide, rng));
    let mut picked = vec![first];
    let near = if urgent.is_some() { 0.9 } else { 0.6 };
    for _ in 0..rng.random_range(1..=3) {
        let other = if rng.random_bool(near) { in_the_way(state, guide, first, rng) } else { None };
        let other = other.unwrap_or_else(|| rng.random_range(0..guide.least.len()));
        if !picked.contains(&other) {
            picked.push(other);
        }
    }
    picked
}

/// Any chain that costs more than its least; after three draws, any chain.
fn could_be_better(state: &State<'_>, guide: &Guide, rng: &mut Xoshiro256PlusPlus) -> usize {
    let mut chain = rng.random_range(0..guide.least.len());
    for _ in 0..3 {
        if state.chain_cost(chain) > guide.least[chain] {
            break;
        }
        chain = rng.random_range(0..guide.least.len());
    }
    chain
}

/// A chain that misses more people than it must.
fn urgent(state: &State<'_>, guide: &Guide, rng: &mut Xoshiro256PlusPlus) -> Option<usize> {
    let medium = state.problem.prices.medium;
    let misses = |chain: &usize| state.chain_cost(*chain) - guide.least[*chain] > medium / 2;
    let all: Vec<usize> = (0..guide.least.len()).filter(misses).collect();
    (!all.is_empty()).then(|| all[rng.random_range(0..all.len())])
}

/// A chain that stands near one of the places that this one would like, sharing people or resources with it.
fn in_the_way(
    state: &State<'_>,
    guide: &Guide,
    chain: usize,
    rng: &mut Xoshiro256PlusPlus,
) -> Option<usize> {
    let problem = state.problem;
    let ideal = &guide.ideal[chain];
    let stage = rng.random_range(0..ideal.len().max(1));
    let slot = (*ideal.get(stage)?)?;
    let activity = problem.chains[chain].activities[stage] as usize;
    let end = slot + problem.take(activity, slot);
    let near = |other: &usize| {
        let Some(start) = state.slot(*other) else { return false };
        start < end && slot < start + problem.take(*other, start)
    };
    let blockers: Vec<usize> = (0..problem.activities.len())
        .filter(near)
        .map(|other| problem.activities[other].chain as usize)
        .filter(|other| *other != chain)
        .collect();
    (!blockers.is_empty()).then(|| blockers[rng.random_range(0..blockers.len())])
}

impl State<'_> {
    /// Every placed activity with its place.
    pub(crate) fn places(&self) -> Vec<Place> {
        (0..self.problem.activities.len())
            .filter_map(|activity| {
                let slot = self.slot(activity)?;
                Some(Place { activity, slot, assets: self.serving(activity).to_vec() })
            })
            .collect()
    }

    /// Takes a whole chain out.
    fn take_out(&mut self, chain: usize) -> Vec<Place> {
        let problem = self.problem;
        problem.chains[chain].activities.iter().filter_map(|&a| self.remove(a as usize)).collect()
    }

    /// What a chain costs where it stands, without its lags to other chains.
    fn chain_cost(&self, chain: usize) -> i64 {
        let problem = self.problem;
        let of = &problem.chains[chain];
        let mut cost = 0;
        for &activity in &of.activities {
            let activity = activity as usize;
            cost += self.slot(activity).map_or(problem.prices.unplaced, |slot| {
                self.own_cost(activity, slot, self.serving(activity))
            });
        }
        for lag in &of.lags {
            let ends = self.slot(lag.earlier as usize).zip(self.slot(lag.later as usize));
            if let Some((from, to)) = ends {
                let gap = problem.time.date_of(to) - problem.time.date_of(from);
                cost += crate::rules::missed_days(gap, lag.target) * problem.prices.lag_day;
            }
        }
        cost
    }
}

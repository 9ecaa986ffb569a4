//! Set by set: for every number of groups and every set of people in them all that is worth keeping, from what was kept with one
//! group less.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::prices::{Prices, Set};
use super::{Found, interchangeable};
use crate::Aggregate;
use crate::problem::{Objective, Problem};
use crate::search::state::State;

/// Differences below this part of a value are rounding: of a dozen sums, so that the last of several priority levels is not lost.
const TINY: f64 = 16.0 * f64::EPSILON;
/// How many steps there are between two looks at the run.
const LOOK: u64 = 1024;

/// The best of all groupings, given the best that is known already. One step is one set of people joined to what is kept of others.
pub(super) fn solve(problem: &Problem, run: &mut Run<'_>, known: &State<'_>) -> Found {
    let feasible = known.faults() == 0;
    let mut search = Search {
        problem,
        prices: Prices::new(problem),
        symmetric: interchangeable(problem),
        order: problem.waiting.into_iter().chain(0..problem.seats()).collect(),
        all: ((1u64 << problem.units.len()) - 1) as Set,
        known: if feasible { known.worth() } else { (f64::INFINITY, f64::INFINITY) },
        layers: vec![first(problem)],
        steps: 0,
        look: next_look(0, run),
    };
    let mut found = Found {
        unit_group: known.unit_group.clone(),
        feasible,
        steps: 0,
        way: ControlFlow::Continue(()),
    };
    for at in 0..problem.groups() {
        found.way = search.join(at, run);
        found.steps = search.steps;
        if found.way.is_break() {
            return found;
        }
    }
    if let Some(unit_group) = search.best() {
        (found.unit_group, found.feasible) = (unit_group, true);
    }
    found
}

/// One way to fill the first groups with certain people that may be the best for some way to go on.
#[derive(Debug, Clone)]
struct Kept {
    /// What it comes to, by the parts of which none can make up for another.
    parts: Vec<f64>,
    /// Who is in the last of these groups.
    last: Set,
    /// Which of those kept for the others it continues.
    before: u32,
}

/// By the set of people in the first groups, all that is kept.
type Layer = Vec<Vec<Kept>>;

struct Search<'p> {
    problem: &'p Problem,
    prices: Prices<'p>,
    symmetric: bool,
    /// Groups in the order in which they are filled: who waits comes first, since the others then fill groups that may be
    /// interchangeable.
    order: Vec<usize>,
    all: Set,
    /// The worth of the best grouping that is known.
    known: (f64, f64),
    /// One for each number of groups, from none on.
    layers: Vec<Layer>,
    steps: u64,
    /// When to look at the run again.
    look: u64,
}

/// When to look at the run after so many steps: at the end of its budget, if that comes first.
fn next_look(steps: u64, run: &Run<'_>) -> u64 {
    let end = run.budget().steps.filter(|&end| end > steps).unwrap_or(u64::MAX);
    end.min(steps + LOOK)
}

/// Nobody in no group.
fn first(problem: &Problem) -> Layer {
    let mut layer = vec![Vec::new(); 1 << problem.units.len()];
    let parts = nothing(&problem.objective);
    layer[0].push(Kept { parts, last: 0, before: 0 });
    layer
}

impl Search<'_> {
    /// Fills one group more, the next in order.
    fn join(&mut self, at: usize, run: &mut Run<'_>) -> ControlFlow<Stopped> {
        let Search { problem, .. } = *self;
        let group = self.order[at];
        let Some(before) = self.layers.pop() else { return ControlFlow::Continue(()) };
        let mut layer: Layer = vec![Vec::new(); before.len()];
        let left = problem.groups() - at - 1;
        let others = self.order[at + 1..].iter().map(|&group| problem.sizes[group]);
        let least: usize = others.clone().map(|size| size.0).sum();
        let most = others.fold(0usize, |sum, size| sum.saturating_add(size.1));
        let opens = self.symmetric && problem.waiting != Some(group);
        let (mut parts, mut price) = (Vec::new(), Vec::new());
        let mut way = ControlFlow::Continue(());
        'sets: for (set, kept) in before.iter().enumerate().filter(|(_, kept)| !kept.is_empty()) {
            let rest = self.all & !(set as Set);
            // Where groups are interchangeable the first who has no group yet is in the next one.
            let first = if opens { rest & rest.wrapping_neg() } else { 0 };
            let mut next = rest;
            loop {
                self.steps += 1;
                if self.steps >= self.look {
                    self.look = next_look(self.steps, run);
                    let progress =
                        Progress::new("every grouping").at(self.steps).best(self.known.0);
                    way = run.check(&progress.bound(problem.bounds().value));
                    if way.is_break() {
                        break 'sets;
                    }
                }
                let stay = self.prices.people(rest & !next);
                if next & first == first
                    && (least..=most).contains(&stay)
                    && self.prices.of(next, group, &mut price)
                {
                    for (at, one) in kept.iter().enumerate() {
                        parts.clone_from(&one.parts);
                        add(&problem.objective, &mut parts, &price);
                        let hope = at_best(&problem.objective, &parts, problem.groups(), left);
                        if hope <= self.known.0 || close(hope, self.known.0) {
                            keep(&mut layer[set | next as usize], &parts, next, at as u32);
                        }
                    }
                    self.steps += kept.len() as u64 - 1;
                }
                if next == 0 {
                    break;
                }
                next = (next - 1) & rest;
            }
        }
        self.layers.push(before);
        self.layers.push(layer);
        way
    }

    /// The group of each unit in the best of all groupings, if it is better than the one that is known.
    fn best(&self) -> Option<Vec<u32>> {
        let groups = self.problem.groups();
        let worth = |kept: &Kept| worth(&self.problem.objective, &kept.parts, groups);
        let mut best: Option<&Kept> = None;
        for kept in self.layers.last()?.get(self.all as usize)? {
            if better(worth(kept), best.map_or(self.known, worth)) {
                best = Some(kept);
            }
        }
        let mut kept = best?;
        let mut unit_group = vec![0; self.problem.units.len()];
        let mut set = self.all;
        for (at, &group) in self.order.iter().enumerate().rev() {
            for (unit, place) in unit_group.iter_mut().enumerate() {
                if kept.last >> unit & 1 == 1 {
                    *place = group as u32;
                }
            }
            set &= !kept.last;
            kept = self.layers.get(at)?.get(set as usize)?.get(kept.before as usize)?;
        }
        Some(unit_group)
    }
}

/// Whether one is better than another by its value, or by what decides between equals.
fn better(one: (f64, f64), other: (f64, f64)) -> bool {
    let below = |a: f64, b: f64| a < b && !close(a, b);
    below(one.0, other.0) || (close(one.0, other.0) && below(one.1, other.1))
}

/// Whether two values differ by rounding alone.
fn close(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq() || (a - b).abs() <= TINY * a.abs().max(b.abs()).min(f64::MAX)
}

/// Keeps one way unless another is no worse in any part, and drops those that are no better than it in any.
fn keep(all: &mut Vec<Kept>, parts: &[f64], last: Set, before: u32) {
    let no_worse =
        |one: &[f64], other: &[f64]| one.iter().zip(other).all(|(a, b)| a <= b || close(*a, *b));
    if all.iter().any(|kept| no_worse(&kept.parts, parts)) {
        return;
    }
    all.retain(|kept| !no_worse(parts, &kept.parts));
    all.push(Kept { parts: parts.to_vec(), last, before });
}

/// What no groups come to.
fn nothing(objective: &Objective) -> Vec<f64> {
    let levels = objective.levels.len();
    match objective.aggregate {
        Aggregate::Total => vec![0.0],
        Aggregate::Worst => [vec![f64::NEG_INFINITY; levels], vec![0.0]].concat(),
        Aggregate::Harmonic => vec![0.0; levels],
    }
}

/// Adds the price of a group: to the sum; or to the worst of each level, and to the sum that decides between equals; or to the
/// inverse scores of each level.
fn add(objective: &Objective, parts: &mut [f64], price: &[f64]) {
    match objective.aggregate {
        Aggregate::Total => parts[0] += price[0],
        Aggregate::Worst => {
            for (worst, own) in parts.iter_mut().zip(price) {
                *worst = worst.max(*own);
            }
            if let Some(sum) = parts.last_mut() {
                *sum += price.iter().sum::<f64>();
            }
        }
        Aggregate::Harmonic => {
            for ((inverse, own), level) in parts.iter_mut().zip(price).zip(&objective.levels) {
                *inverse += (own / level.per_group).exp2();
            }
        }
    }
}

/// What all groups come to, and what decides between equals, as the search compares groupings.
fn worth(objective: &Objective, parts: &[f64], groups: usize) -> (f64, f64) {
    match objective.aggregate {
        Aggregate::Total => (parts[0], 0.0),
        Aggregate::Worst => {
            let (levels, sum) = parts.split_at(objective.levels.len());
            (levels.iter().sum(), sum.iter().sum())
        }
        Aggregate::Harmonic => {
            let of = |(inverse, level): (&f64, &crate::problem::Level)| {
                level.multiplier * (1.0 - groups as f64 / inverse)
            };
            (parts.iter().zip(&objective.levels).map(of).sum(), 0.0)
        }
    }
}

/// What no way to fill so many groups more can be better than.
fn at_best(objective: &Objective, parts: &[f64], groups: usize, left: usize) -> f64 {
    match objective.aggregate {
        // Weights that are wanted may still come.
        Aggregate::Total => f64::NEG_INFINITY,
        Aggregate::Worst => worth(objective, parts, groups).0,
        // No score is above 1.
        Aggregate::Harmonic => {
            let parts: Vec<f64> = parts.iter().map(|inverse| inverse + left as f64).collect();
            worth(objective, &parts, groups).0
        }
    }
}

//! In: a problem of some dozen people. Out: a bound on all its terms and rules at once, with the numbers that prove it.
//!
//! Head counts squared, sums squared and pair weights are all sums over pairs who share a group, so that one table of who shares
//! with whom carries the whole objective. `model` makes that table of a problem, `ascent` looks for prices of its pairs, and
//! `proven` says what any prices prove.

mod ascent;
mod eigen;
mod frame;
mod model;
mod proven;
mod rules;

use std::ops::ControlFlow;

use ascent::Ascent;
use model::Model;

use super::{NOTHING, ROUNDING};
use crate::problem::Problem;

/// Rounds between two looks at what is proven.
const LOOK: u32 = 10;
/// A look that gains less than this part of what is left of the gap is the last.
const WORTHWHILE: f64 = 1e-3;
/// Where both tables of the ascent agree this far, nothing more is to be had.
const AGREED: f64 = 1e-10;
/// Prices are kept as whole numbers up to two to this power.
const DIGITS: i32 = 30;

/// A proof that no grouping of a small problem is better than so much: prices for pairs of people, found by a relaxation and checked
/// by [`bound`](Relaxation::bound).
///
/// The relaxation is semidefinite: who shares a group with whom, as a table of shares between 0 and 1 (equipartition: Karisch and Rendl
/// 1998). Rules that keep two people together or apart (sets, managers, pins, quotas and slots that leave no choice) count, others
/// are left out. Groups of different sizes are filled up with blanks.
///
/// # Example
///
/// ```
/// use intervision_core::{PairMatrix, Table};
/// use intervision_groups::{Bounds, Pairs, Problem, Relaxation, RulesBuilder, Sizes};
///
/// // Distances on a line, wanted inside groups.
/// let distances = (0..6).flat_map(|b| (0..b).map(move |a| (a, b, (b - a) as f64)));
/// let distances = PairMatrix::from_pairs(6, distances)?;
/// let roster = Table::new(["p0", "p1", "p2", "p3", "p4", "p5"])?;
/// let rules = RulesBuilder::new(Sizes::count(3)).seek_pairs("distance", 1.0).build()?;
/// let problem = Problem::new(&rules, &roster, &Pairs::new().with("distance", &distances))?;
///
/// let relaxation = Relaxation::of(&problem, 200).ok_or("a small problem")?;
/// let bound = relaxation.bound(&problem).ok_or("of this problem")?;
/// // Each end with one of the other half: 3 + 3 + 3, counted below 0. By the partners of each alone it is 5 + 4 + 3.
/// assert_eq!((bound, Bounds::of(&problem).value), (-9.0, -12.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Relaxation {
    /// Prices are multiples of two to this power, in the unit of the objective.
    exponent: i32,
    /// A price for each pair of places, of everyone with themselves as well: pair (a, b), a <= b, stands at b·(b + 1)/2 + a.
    prices: Vec<i32>,
}

impl Relaxation {
    /// Looks for a proof in up to so many rounds; some dozen are mostly enough.
    ///
    /// `None` where the problem has no such relaxation: more than 256 places (groups times the most that one holds), wishes on several
    /// levels, groups that are not added up, people who wait, or nothing that depends on pairs. A round takes O(n³) time for n places: about half a
    /// millisecond for 50.
    #[must_use]
    pub fn of(problem: &Problem, rounds: u32) -> Option<Self> {
        Relaxation::search(problem, rounds, None, |_, _| ControlFlow::Continue(()))
    }

    /// What no grouping of the problem falls below, from these prices and the problem alone, rounded down.
    ///
    /// `None` when they are not prices of this problem. Takes O(n³) time.
    #[must_use]
    pub fn bound(&self, problem: &Problem) -> Option<f64> {
        let model = Model::of(problem)?;
        let places = model.places;
        let right = self.prices.len() == places * (places + 1) / 2;
        if !right || !(-900..=900).contains(&self.exponent) {
            return None;
        }
        let bound = proven::bound(&model, &self.table(places));
        bound.is_finite().then(|| next_value(problem, bound))
    }

    /// As [`of`](Relaxation::of), and ends as soon as `enough` is proven, or when `look` says so, which is
    /// given the rounds and the bound so far after each of them.
    pub(crate) fn search(
        problem: &Problem,
        rounds: u32,
        enough: Option<f64>,
        mut look: impl FnMut(u32, f64) -> ControlFlow<()>,
    ) -> Option<Self> {
        let model = Model::of(problem)?;
        let mut ascent = Ascent::new(&model);
        let mut best: Option<(f64, Relaxation)> = None;
        for round in 1..=rounds {
            let apart = ascent.round();
            let so_far = best.as_ref().map_or(f64::NEG_INFINITY, |best| best.0);
            let last = look(round, so_far).is_break() || round == rounds || apart < AGREED;
            if !last && !round.is_multiple_of(LOOK) {
                continue;
            }
            let Some(found) = Relaxation::keep(&ascent.prices(), model.places) else { break };
            let bound = proven::bound(&model, &found.table(model.places));
            if bound > so_far {
                best = Some((bound, found));
            }
            let reached = next_value(problem, bound.max(so_far));
            let idle = enough.is_some_and(|value| {
                let left = value - reached;
                left <= ROUNDING * value.abs().max(NOTHING * problem.objective.unit())
                    || bound - so_far < WORTHWHILE * left
            });
            if last || idle {
                break;
            }
        }
        best.filter(|(bound, _)| bound.is_finite()).map(|(_, found)| found)
    }

    /// Prices in whole numbers.
    fn keep(prices: &[f64], places: usize) -> Option<Self> {
        let largest = prices.iter().fold(0.0f64, |most, price| most.max(price.abs()));
        if !largest.is_normal() {
            return None;
        }
        // The power of two below it, by the bits of the number.
        let power = (largest.to_bits() >> 52) as i32 - 1023;
        let exponent = power + 1 - DIGITS;
        let step = 2.0f64.powi(exponent);
        let whole = |(a, b): (usize, usize)| {
            // Both directions have the same price but for rounding.
            let price = f64::midpoint(prices[a * places + b], prices[b * places + a]);
            (price / step).round() as i32
        };
        let pairs = (0..places).flat_map(|b| (0..=b).map(move |a| (a, b)));
        Some(Relaxation { exponent, prices: pairs.map(whole).collect() })
    }

    fn table(&self, places: usize) -> Vec<f64> {
        let step = 2.0f64.powi(self.exponent);
        let mut table = vec![0.0; places * places];
        let mut prices = self.prices.iter();
        for b in 0..places {
            for (a, price) in (0..=b).zip(&mut prices) {
                table[a * places + b] = f64::from(*price) * step;
                table[b * places + a] = table[a * places + b];
            }
        }
        table
    }
}

/// Where the objective counts in whole steps, the next value at or above a bound.
fn next_value(problem: &Problem, bound: f64) -> f64 {
    match &problem.objective.levels[..] {
        [level] => match level.terms[..] {
            [only] if problem.terms[only].is_whole() => {
                let factor = problem.terms[only].factor;
                let steps = bound / factor;
                // Adding 0 makes a negative zero positive.
                factor * (steps - ROUNDING * steps.abs().max(1.0)).ceil() + 0.0
            }
            _ => bound,
        },
        _ => bound,
    }
}

#[cfg(test)]
mod tests;

//! Sums of terms put together: what the value of a priority level cannot fall below.

use crate::Aggregate;
use crate::problem::{Level, Problem};
use crate::terms::Data;

/// Rounding that may be left in a sum before it counts as the next whole number.
const ROUNDING: f64 = 1e-9;

/// A bound on the value of a level, without its multiplier, from a bound on the sum of its terms, with it.
///
/// The worst group is no better than the mean of all, and where a level counts in whole numbers, no better than the next whole
/// number. Scores are convex in the groups' values, so that their harmonic mean is highest where all groups are alike (Jensen).
pub(super) fn of_level(problem: &Problem, level: &Level, sum: f64) -> f64 {
    let groups = problem.groups().max(1) as f64;
    let mean = sum / groups;
    match problem.objective.aggregate {
        Aggregate::Total => sum / level.multiplier,
        Aggregate::Worst => {
            let whole = match level.terms[..] {
                [only] if problem.terms[only].is_whole() => {
                    let term = &problem.terms[only];
                    let each = match &term.data {
                        Data::Counts(counts) => counts.each,
                        _ => 0.0,
                    };
                    let own = mean / term.factor - each;
                    term.factor * ((own - ROUNDING * own.abs().max(1.0)).ceil() + each)
                }
                _ => mean,
            };
            mean.max(whole) / level.multiplier
        }
        Aggregate::Harmonic => 1.0 - (-mean / level.per_group).exp2(),
    }
}

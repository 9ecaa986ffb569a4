//! Priority levels, and groups that are not added up, counted again for a certificate.

use super::certificate::Certificate;
use super::verify::{same, same_text};
use crate::problem::{Level, Problem};
use crate::{Aggregate, Error};

/// The value of each priority level from what the groups have of each term.
pub(super) fn put_together(
    aggregate: Aggregate,
    problem: &Problem,
    by_group: &[Vec<f64>],
) -> Vec<f64> {
    let of = |level: &Level| {
        let own = level.terms.iter();
        let worth = |group: usize| -> f64 {
            let factor = |at: usize| problem.terms[at].factor / level.multiplier;
            own.clone().map(|&at| factor(at) * by_group[at][group]).sum()
        };
        let worths = (0..problem.groups()).map(worth);
        match aggregate {
            Aggregate::Total => worths.sum(),
            Aggregate::Worst => worths.fold(f64::NEG_INFINITY, f64::max),
            Aggregate::Harmonic => {
                let random = level.per_group / level.multiplier;
                let inverse: Vec<f64> = worths.map(|worth| 2.0f64.powf(worth / random)).collect();
                1.0 - inverse.len() as f64 / inverse.iter().sum::<f64>()
            }
        }
    };
    problem.objective.levels.iter().map(of).collect()
}

/// Levels stand in the certificate unless there is one sum of all terms.
pub(super) fn check_levels(
    certificate: &Certificate,
    problem: &Problem,
    values: &[f64],
    bounds: &[f64],
) -> Result<(), Error> {
    let levels = if problem.objective.is_plain() { &[][..] } else { &problem.objective.levels };
    let claims = &certificate.levels;
    same_text("the number of levels", &claims.len().to_string(), &levels.len().to_string())?;
    for (((claim, level), value), bound) in claims.iter().zip(levels).zip(values).zip(bounds) {
        let number = level.number;
        same_text("the number of a level", &claim.level.to_string(), &number.to_string())?;
        same(&format!("the value of level {number}"), claim.value, *value)?;
        same(&format!("the bound of level {number}"), claim.bound, *bound)?;
    }
    Ok(())
}

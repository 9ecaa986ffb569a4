//! Priority levels, and groups that are not added up, counted again for a certificate.

use std::collections::BTreeMap;

use super::certificate::Certificate;
use super::verify::{refused, same_in, same_text};
use super::{recount, rounding};
use crate::problem::{LIGHTEST, Level, Problem};
use crate::{Aggregate, Error, Pairs, Rules};

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

/// What values near nothing are measured by, level by level, from what is written: 1, or the heaviest weight where all are lighter;
/// a lone wish about pairs has the unit of their weights.
pub(super) fn units(rules: &Rules, pairs: &Pairs<'_>, levels: &[Level]) -> Vec<f64> {
    let wishes = rules.wishes().iter().map(|wish| (wish.level, wish.weight, None));
    let of_pairs =
        rules.pairs().iter().map(|wish| (wish.level, wish.weight, Some(wish.name.as_str())));
    let themes = rules.themes().map(|wish| (wish.level, wish.weight, None));
    let mut by_level: BTreeMap<u32, Vec<(f64, Option<&str>)>> = BTreeMap::new();
    for (level, weight, name) in wishes.chain(of_pairs).chain(themes) {
        if weight > 0.0 {
            by_level.entry(level).or_default().push((weight, name));
        }
    }
    let unit = |level: &Level| {
        let heaviest = match by_level.get(&level.number).map(Vec::as_slice) {
            // Who has a seat before others, which is nobody's wish.
            None => 1.0,
            Some(&[(weight, Some(name))]) => {
                weight * recount::heaviest_pair(name, pairs).clamp(LIGHTEST, 1.0)
            }
            Some(own) => own.iter().map(|&(weight, _)| weight).fold(0.0, f64::max),
        };
        match rules.aggregate() {
            Aggregate::Harmonic => 1.0,
            Aggregate::Total | Aggregate::Worst => heaviest.clamp(LIGHTEST, 1.0),
        }
    };
    levels.iter().map(unit).collect()
}

/// Equal up to the last digits, where there are several levels: those of the last must not drown in the first.
pub(super) fn same_levels(
    what: &str,
    claimed: f64,
    found: f64,
    problem: &Problem,
    (levels, unit): (&[f64], f64),
) -> Result<(), Error> {
    let size = claimed.abs().max(found.abs());
    let close = rounding(levels, size, unit).max(noise(problem, levels));
    if levels.len() < 2 || (claimed - found).abs() <= close {
        return Ok(());
    }
    Err(refused(what, claimed.to_string(), found.to_string()))
}

/// What two ways to count the same may differ by: a few units in the last place of each level, of each term, whose parts may cancel
/// out, and of the 1 that scores are taken from.
pub(super) fn noise(problem: &Problem, levels: &[f64]) -> f64 {
    let least = if problem.objective.aggregate == Aggregate::Harmonic { 1.0 } else { 0.0 };
    let of = |(own, level): (&f64, &Level)| level.multiplier * own.abs().max(least);
    let of_levels = levels.iter().zip(&problem.objective.levels).map(of).sum::<f64>();
    let of_terms = problem.terms.iter().map(|term| term.factor * term.unit()).sum::<f64>();
    32.0 * f64::EPSILON * (of_levels + of_terms)
}

/// Levels stand in the certificate unless there is one sum of all terms.
pub(super) fn check_levels(
    certificate: &Certificate,
    problem: &Problem,
    values: &[f64],
    bounds: &[f64],
    units: &[f64],
) -> Result<(), Error> {
    let levels = if problem.objective.is_plain() { &[][..] } else { &problem.objective.levels };
    let claims = &certificate.levels;
    same_text("the number of levels", &claims.len().to_string(), &levels.len().to_string())?;
    let found = values.iter().zip(bounds).zip(units);
    for ((claim, level), ((value, bound), &unit)) in claims.iter().zip(levels).zip(found) {
        let number = level.number;
        same_text("the number of a level", &claim.level.to_string(), &number.to_string())?;
        same_in(unit, &format!("the value of level {number}"), claim.value, *value)?;
        same_in(unit, &format!("the bound of level {number}"), claim.bound, *bound)?;
    }
    Ok(())
}

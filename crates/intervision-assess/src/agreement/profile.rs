//! Intervals from a profile: all correlations that the restricted likelihood does not find much less likely than the best one.
//!
//! In: a table and variances that maximise the likelihood. Out: the ends between which twice the logarithm of the likelihood, the other
//! variances at their best for each correlation, falls by less than a quantile of χ² (Cox and Hinkley, 1974, 9.3).

use super::restricted::{Components, deviance};
use crate::DataTable;
use crate::special::normal_quantile;

/// How closely an end is found, and how many halvings and golden sections that takes.
const HALVINGS: usize = 40;
const SECTIONS: usize = 32;
/// A correlation of one has no likelihood.
const MOST: f64 = 1.0 - 1e-9;

/// What a correlation of two ratings of one person is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    /// Persons against error alone; without raters in the model, or whatever their variance.
    Error { raters: bool },
    /// Persons against raters and error.
    RatersAndError,
}

/// The interval of one rating's correlation; `best` holds the variances at the maximum.
pub(super) fn interval(
    table: &DataTable,
    shared: Shared,
    best: Components,
    confidence: f64,
) -> Option<(f64, f64)> {
    let quantile = normal_quantile(f64::midpoint(1.0, confidence)).powi(2);
    let (a, b) = (best.rows / best.error, best.columns / best.error);
    let least = deviance(table, a, b)?;
    let middle = match shared {
        Shared::Error { .. } => a / (1.0 + a),
        Shared::RatersAndError => a / (1.0 + a + b),
    };
    let inside = |r: f64| lowest_at(table, shared, r) - least <= quantile;
    let end = |far: f64| {
        if inside(far) {
            return far;
        }
        let (mut near, mut far) = (middle, far);
        for _ in 0..HALVINGS {
            let half = f64::midpoint(near, far);
            if inside(half) { near = half } else { far = half }
        }
        f64::midpoint(near, far)
    };
    Some((end(0.0), end(MOST)))
}

/// The least deviance with this correlation, over all variances of raters.
fn lowest_at(table: &DataTable, shared: Shared, r: f64) -> f64 {
    let odds = r / (1.0 - r);
    let at = |share: f64| {
        let b = share / (1.0 - share);
        let a = match shared {
            Shared::Error { .. } => odds,
            Shared::RatersAndError => odds * (1.0 + b),
        };
        deviance(table, a, b).unwrap_or(f64::INFINITY)
    };
    if shared == (Shared::Error { raters: false }) {
        return at(0.0);
    }
    // Golden sections of the raters' share of what is not the persons'.
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = (0.0, MOST);
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut of_left, mut of_right) = (at(left), at(right));
    for _ in 0..SECTIONS {
        if of_left <= of_right {
            (high, right, of_right) = (right, left, of_left);
            left = high - golden * (high - low);
            of_left = at(left);
        } else {
            (low, left, of_left) = (left, right, of_right);
            right = low + golden * (high - low);
            of_right = at(right);
        }
    }
    of_left.min(of_right).min(at(0.0))
}

//! Modes of a likelihood, with or without a prior.

use super::root::passage;
use super::{Ability, Evidence};
use crate::irt::ThetaGrid;

/// The top of the parabola through a point that is higher than its neighbours and those two: a start for what follows.
pub(super) fn summit(point: usize, points: &[f64], heights: &[f64]) -> Option<f64> {
    let around = point.checked_sub(1)?..point + 2;
    let (Some([left, here, right]), Some([low, middle, high])) =
        (heights.get(around.clone()), points.get(around))
    else {
        return None;
    };
    let bend = left - 2.0 * here + right;
    let shift = 0.25 * (left - right) / bend * (high - low);
    (bend < 0.0 && shift.is_finite()).then(|| (middle + shift).clamp(*low, *high))
}

/// A log-density of θ that is to be climbed.
pub(super) struct Hill<'a> {
    evidence: Evidence<'a>,
    /// One over the variance of the prior; 0 without one.
    precision: f64,
}

impl<'a> Hill<'a> {
    pub(super) fn posterior(evidence: &Evidence<'a>) -> Self {
        Hill { evidence: *evidence, precision: evidence.population().sd().powi(-2) }
    }

    pub(super) fn likelihood(evidence: &Evidence<'a>) -> Self {
        Hill { evidence: *evidence, precision: 0.0 }
    }

    pub(super) fn height(&self, theta: f64) -> f64 {
        let from_mean = theta - self.evidence.population().mean();
        self.evidence.log_likelihood(theta).log_p - 0.5 * self.precision * from_mean * from_mean
    }

    /// First and second derivative.
    pub(super) fn slopes(&self, theta: f64) -> (f64, f64) {
        let from_mean = theta - self.evidence.population().mean();
        let curve = self.evidence.log_likelihood(theta);
        (curve.first - self.precision * from_mean, curve.second - self.precision)
    }

    /// The place between two points where it falls after it rose.
    pub(super) fn climb(&self, ends: (f64, f64), start: f64) -> f64 {
        passage(ends, start, self.evidence.population().sd(), |theta| self.slopes(theta))
    }

    /// Heights at the points of the population's grid, from sums that are there or one by one.
    pub(super) fn heights(&self, points: &[f64]) -> Vec<f64> {
        let Some(sums) = self.evidence.sums() else {
            return points.iter().map(|&theta| self.height(theta)).collect();
        };
        let mean = self.evidence.population().mean();
        let fall = |theta: f64| 0.5 * self.precision * (theta - mean) * (theta - mean);
        sums.zip(points).map(|(sum, &theta)| sum - fall(theta)).collect()
    }

    /// Where a hill with one top has it, by the points of the population's grid if the likelihood there is known; `None` too where
    /// it may lie beyond them.
    pub(super) fn near_top(&self) -> Option<f64> {
        self.evidence.summed()?;
        let grid = ThetaGrid::of(&self.evidence.population());
        let heights = self.heights(grid.points());
        let best = (0..heights.len()).max_by(|&a, &b| heights[a].total_cmp(&heights[b]))?;
        summit(best, grid.points(), &heights)
    }

    /// The highest of all places that are higher than their neighbours, with its height: each is climbed from the points
    /// around it. `None` where it only rises or only falls.
    pub(super) fn highest(&self, points: &[f64], heights: &[f64]) -> Option<(f64, f64)> {
        let mut best: Option<(f64, f64)> = None;
        for (index, (triple, around)) in heights.windows(3).zip(points.windows(3)).enumerate() {
            let ([left, here, right], [low, start, high]) = (triple, around) else { continue };
            if left < here && here >= right {
                let start = summit(index + 1, points, heights).unwrap_or(*start);
                let mode = self.climb((*low, *high), start);
                let height = self.height(mode);
                if best.is_none_or(|(_, best)| height > best) {
                    best = Some((mode, height));
                }
            }
        }
        best
    }

    /// An estimate with the standard error that the bend at the mode stands for (observed information), or, where it does not
    /// bend, the expected information.
    pub(super) fn ability(&self, mode: f64) -> Ability {
        let observed = -self.slopes(mode).1;
        let expected = || self.evidence.fisher(mode).information + self.precision;
        let information = if observed > 0.0 { observed } else { expected() };
        Ability::Finite { theta: mode, se: information.sqrt().recip() }
    }
}

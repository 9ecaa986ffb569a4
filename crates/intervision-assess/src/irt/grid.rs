use super::Population;
use crate::AssessError;

/// Equally spaced points of θ, over which posteriors and marginal likelihoods are summed.
///
/// For smooth densities that vanish at both ends the sum over equal steps converges faster than any power of the
/// step (Trefethen and Weideman, 2014). Gauss-Hermite nodes do not: few of them fall where a long test has its
/// posterior.
///
/// ```
/// use intervision_assess::irt::{Population, ThetaGrid};
///
/// let grid = ThetaGrid::standard();
/// assert_eq!((grid.len(), grid.points()[0], grid.points()[30]), (61, -6.0, 0.0));
/// let weights = grid.weights(&Population::default());
/// assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ThetaGrid {
    points: Vec<f64>,
    step: f64,
}

impl ThetaGrid {
    /// 61 points on [-6, 6].
    #[must_use]
    pub fn standard() -> Self {
        Self::equal(0.0, 6.0, 61)
    }

    /// 61 points from 6 standard deviations below the population's mean to 6 above.
    #[must_use]
    pub fn of(population: &Population) -> Self {
        Self::equal(population.mean(), 6.0 * population.sd(), 61)
    }

    /// The points of [`of`](ThetaGrid::of) and, so many times over, those halfway between.
    pub(crate) fn halved(population: &Population, times: u32) -> Self {
        Self::equal(population.mean(), 6.0 * population.sd(), (60 << times) + 1)
    }

    /// Points from `low` to `high`.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] with fewer than 3 points, or if `high` is not above `low` by a finite amount.
    pub fn new(low: f64, high: f64, points: usize) -> Result<Self, AssessError> {
        if points < 3 {
            let allowed = "at least 3";
            return Err(AssessError::Setting {
                setting: "number of grid points",
                value: points as f64,
                allowed,
            });
        }
        let half = 0.5 * (high - low);
        if half.is_finite() && half > 0.0 {
            return Ok(Self::equal(low + half, half, points));
        }
        let (setting, allowed) = ("high end of the grid", "finite and above the low end");
        Err(AssessError::Setting { setting, value: high, allowed })
    }

    /// Laid out from the middle, so that a grid around 0 is exactly symmetric.
    fn equal(middle: f64, half: f64, points: usize) -> Self {
        let last = points as f64 - 1.0;
        let at = |index: usize| middle + half * ((2.0 * index as f64 - last) / last);
        ThetaGrid { points: (0..points).map(at).collect(), step: 2.0 * half / last }
    }

    /// The points, lowest first.
    #[must_use]
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// How many points, at least 3.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a grid is never empty")]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// The distance of two neighbours.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.step
    }

    /// The population's share at each point, in logarithms; the shares sum to one.
    #[must_use]
    pub fn log_weights(&self, population: &Population) -> Vec<f64> {
        let density = |theta: &f64| -0.5 * ((theta - population.mean()) / population.sd()).powi(2);
        let mut weights: Vec<f64> = self.points.iter().map(density).collect();
        // About the largest, so that a population far off the grid still has shares.
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = weights.iter().map(|weight| (weight - most).exp()).sum();
        for weight in &mut weights {
            *weight -= most + total.ln();
        }
        weights
    }

    /// The population's share at each point; they sum to one.
    #[must_use]
    pub fn weights(&self, population: &Population) -> Vec<f64> {
        let mut weights = self.log_weights(population);
        for weight in &mut weights {
            *weight = weight.exp();
        }
        weights
    }
}

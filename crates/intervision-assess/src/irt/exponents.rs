use super::item::fill;
use super::{Curve, Fisher};

/// The models that divide by a total: `P_k = exp(s_k θ + c_k) / Σ exp(s_j θ + c_j)`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Exponents {
    pub(super) slopes: Vec<f64>,
    pub(super) intercepts: Vec<f64>,
}

/// The logarithm of the total, and the first three moments of the slopes, the last two about the mean.
struct Moments {
    log_total: f64,
    mean: f64,
    variance: f64,
    third: f64,
}

impl Exponents {
    fn exponents(&self, theta: f64) -> impl Iterator<Item = (f64, f64)> {
        self.slopes.iter().zip(&self.intercepts).map(move |(&slope, &c)| (slope, slope * theta + c))
    }

    fn moments(&self, theta: f64) -> Moments {
        // Moments about the likeliest slope first: where one category has nearly all the mass, nothing cancels.
        let (top, most) = self
            .exponents(theta)
            .fold((0.0, f64::NEG_INFINITY), |best, it| if it.1 > best.1 { it } else { best });
        let (mut total, mut m1, mut m2, mut m3) = (0.0, 0.0, 0.0, 0.0);
        for (slope, exponent) in self.exponents(theta) {
            let (p, x) = ((exponent - most).exp(), slope - top);
            total += p;
            m1 += p * x;
            m2 += p * x * x;
            m3 += p * x * x * x;
        }
        let (m1, m2, m3) = (m1 / total, m2 / total, m3 / total);
        Moments {
            log_total: most + total.ln(),
            mean: top + m1,
            variance: m2 - m1 * m1,
            third: m3 - 3.0 * m1 * m2 + 2.0 * m1 * m1 * m1,
        }
    }

    pub(super) fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        let most = self.exponents(theta).map(|it| it.1).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = self.exponents(theta).map(|it| (it.1 - most).exp()).sum();
        let log_total = total.ln();
        fill(log_p, self.exponents(theta).map(|(_, exponent)| exponent - most - log_total));
    }

    pub(super) fn curves(&self, theta: f64, curves: &mut [Curve]) {
        let at = self.moments(theta);
        let curve = |(slope, exponent)| Curve {
            log_p: exponent - at.log_total,
            first: slope - at.mean,
            second: -at.variance,
        };
        fill(curves, self.exponents(theta).map(curve));
    }

    pub(super) fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        let (&slope, &c) = (self.slopes.get(category)?, self.intercepts.get(category)?);
        let at = self.moments(theta);
        let log_p = slope * theta + c - at.log_total;
        Some(Curve { log_p, first: slope - at.mean, second: -at.variance })
    }

    pub(super) fn fisher(&self, theta: f64) -> Fisher {
        let at = self.moments(theta);
        // The slopes are an exponential family's statistic: dI/dθ and Warm's sum are both its third cumulant.
        Fisher { information: at.variance, warm: at.third, slope: at.third }
    }

    /// The expected slope at θ.
    pub(super) fn mean(&self, theta: f64) -> f64 {
        self.moments(theta).mean
    }
}

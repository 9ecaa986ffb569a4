//! The models as calibration sees them: the log-probabilities of all categories as functions of the item's parameters.
//!
//! Items are in slope and intercept form, z = aθ + d, in which the log-likelihood of every model but the 3PL is concave.
//! The graded model needs no transformation to keep its thresholds in order: where two meet, the category between them has
//! probability 0, and a step that goes there is halved.

use super::super::sigmoid::{log_one_minus_exp, log_sigmoids, sigmoids};

/// A model and its number of categories; what the parameters are stands with each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kernel {
    /// a, d.
    Logistic,
    /// a, d, logit c.
    Guessing,
    /// a, then `d_1` > `d_2` > ... , one less than categories.
    Graded(usize),
    /// a, then the intercepts of the categories above the lowest, whose slopes are a, 2a, ....
    Partial(usize),
    /// a, the ease s, then what the intercepts of the categories between the ends have beside s, 2s, ...: the part that items share.
    RatingScale(usize),
    /// The slopes of the categories above the lowest, then their intercepts.
    Nominal(usize),
}

impl Kernel {
    pub(super) fn categories(self) -> usize {
        match self {
            Kernel::Logistic | Kernel::Guessing => 2,
            Kernel::Graded(k)
            | Kernel::Partial(k)
            | Kernel::RatingScale(k)
            | Kernel::Nominal(k) => k,
        }
    }

    pub(super) fn parameters(self) -> usize {
        match self {
            Kernel::Logistic => 2,
            Kernel::Guessing => 3,
            Kernel::Graded(k) | Kernel::Partial(k) | Kernel::RatingScale(k) => k,
            Kernel::Nominal(k) => 2 * (k - 1),
        }
    }

    /// Writes the log-probability of each category at θ, and its gradient, category by category.
    pub(super) fn evaluate(self, x: &[f64], theta: f64, log_p: &mut [f64], gradient: &mut [f64]) {
        match self {
            Kernel::Logistic => {
                let z = x[0] * theta + x[1];
                let ((ln_s, ln_q), (s, q)) = (log_sigmoids(z), sigmoids(z));
                log_p.copy_from_slice(&[ln_q, ln_s]);
                gradient.copy_from_slice(&[-s * theta, -s, q * theta, q]);
            }
            Kernel::Guessing => {
                let at = Guess::new(x, theta);
                log_p.copy_from_slice(&[at.ln_wrong, at.ln_right]);
                let (z, guess) = at.right_slope();
                gradient.copy_from_slice(&[-at.s * theta, -at.s, -at.c, z * theta, z, guess]);
            }
            Kernel::Graded(k) => graded(k, x, theta, log_p, gradient),
            Kernel::Partial(k) => {
                exponents(theta, k, |category| category as f64 * x[0], &x[1..], log_p);
                let mean = mean(log_p);
                for (category, row) in gradient.chunks_exact_mut(k).enumerate() {
                    row[0] = theta * (category as f64 - mean);
                    for j in 1..k {
                        row[j] = f64::from(u8::from(j == category)) - log_p[j].exp();
                    }
                }
            }
            Kernel::RatingScale(k) => {
                let ease = |category: usize| category as f64 * x[1] + shared(k, x, category);
                let linear = |category: usize| category as f64 * x[0] * theta + ease(category);
                normalised(k, linear, log_p);
                let mean = mean(log_p);
                for (category, row) in gradient.chunks_exact_mut(k).enumerate() {
                    let off = category as f64 - mean;
                    (row[0], row[1]) = (theta * off, off);
                    for j in 1..k - 1 {
                        row[1 + j] = f64::from(u8::from(j == category)) - log_p[j].exp();
                    }
                }
            }
            Kernel::Nominal(k) => {
                let m = k - 1;
                let slope = |category: usize| if category == 0 { 0.0 } else { x[category - 1] };
                exponents(theta, k, slope, &x[m..], log_p);
                for (category, row) in gradient.chunks_exact_mut(2 * m).enumerate() {
                    for j in 0..m {
                        let off = f64::from(u8::from(j + 1 == category)) - log_p[j + 1].exp();
                        (row[j], row[m + j]) = (theta * off, off);
                    }
                }
            }
        }
    }

    /// Adds the second derivatives of Σ counts · log-probability at θ to a square matrix; only places on and below the
    /// diagonal. `log_p` is what [`evaluate`](Kernel::evaluate) wrote.
    pub(super) fn curvature(
        self,
        x: &[f64],
        theta: f64,
        log_p: &[f64],
        counts: &[f64],
        hessian: &mut [f64],
    ) {
        let n = self.parameters();
        let total: f64 = counts.iter().sum();
        match self {
            Kernel::Logistic => {
                let v = total * (log_p[0] + log_p[1]).exp();
                hessian[0] -= v * theta * theta;
                hessian[2] -= v * theta;
                hessian[3] -= v;
            }
            Kernel::Guessing => {
                let at = Guess::new(x, theta);
                let [zz, zc, cc] = at.curvature(counts);
                hessian[0] += zz * theta * theta;
                hessian[3] += zz * theta;
                hessian[4] += zz;
                hessian[6] += zc * theta;
                hessian[7] += zc;
                hessian[8] += cc;
            }
            Kernel::Graded(k) => graded_curvature(k, x, theta, counts, hessian),
            Kernel::Partial(k) => {
                let mean = mean(log_p);
                for j in 1..k {
                    let p = log_p[j].exp();
                    let off = j as f64 - mean;
                    // Var = Σ p (j - mean)², of which category 0 has its part as well.
                    hessian[0] -= total * theta * theta * p * off * off;
                    hessian[j * n] -= total * theta * p * off;
                    for i in 1..j {
                        hessian[j * n + i] += total * p * log_p[i].exp();
                    }
                    hessian[j * n + j] -= total * p * (1.0 - p);
                }
                hessian[0] -= total * theta * theta * log_p[0].exp() * mean * mean;
            }
            Kernel::RatingScale(k) => {
                let mean = mean(log_p);
                let square = |(j, log_p): (usize, &f64)| log_p.exp() * (j as f64 - mean).powi(2);
                let v = total * log_p.iter().enumerate().map(square).sum::<f64>();
                hessian[0] -= v * theta * theta;
                hessian[n] -= v * theta;
                hessian[n + 1] -= v;
                for j in 1..k - 1 {
                    let (row, p) = ((1 + j) * n, log_p[j].exp());
                    let with_score = total * p * (j as f64 - mean);
                    hessian[row] -= with_score * theta;
                    hessian[row + 1] -= with_score;
                    for i in 1..j {
                        hessian[row + 1 + i] += total * p * log_p[i].exp();
                    }
                    hessian[row + 1 + j] -= total * p * (1.0 - p);
                }
            }
            Kernel::Nominal(k) => {
                let m = k - 1;
                for j in 0..m {
                    for i in 0..m {
                        let (p, other) = (log_p[j + 1].exp(), log_p[i + 1].exp());
                        let v = total * if i == j { p * (1.0 - p) } else { -p * other };
                        if i <= j {
                            hessian[j * n + i] -= v * theta * theta;
                            hessian[(m + j) * n + m + i] -= v;
                        }
                        hessian[(m + j) * n + i] -= v * theta;
                    }
                }
            }
        }
    }
}

fn exponents(
    theta: f64,
    categories: usize,
    slope: impl Fn(usize) -> f64,
    intercepts: &[f64],
    log_p: &mut [f64],
) {
    normalised(categories, |category| slope(category) * theta + intercepts[category - 1], log_p);
}

/// The logarithms of probabilities whose odds over the lowest category have these.
fn normalised(categories: usize, log_odds: impl Fn(usize) -> f64, log_p: &mut [f64]) {
    log_p[0] = 0.0;
    for (category, log_p) in log_p.iter_mut().enumerate().take(categories).skip(1) {
        *log_p = log_odds(category);
    }
    let most = log_p.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = log_p.iter().map(|value| (value - most).exp()).sum();
    let log_total = most + total.ln();
    for value in log_p.iter_mut() {
        *value -= log_total;
    }
}

/// The expected category.
fn mean(log_p: &[f64]) -> f64 {
    log_p.iter().enumerate().map(|(category, log_p)| category as f64 * log_p.exp()).sum()
}

/// The part of a rating scale item's intercept that is no multiple of its ease; 0 at both ends.
fn shared(categories: usize, x: &[f64], category: usize) -> f64 {
    if category + 1 < categories { x[1 + category] } else { 0.0 }
}

/// The 3PL at one θ: P = c + (1 - c)σ(z).
struct Guess {
    s: f64,
    q: f64,
    c: f64,
    rest: f64,
    right: f64,
    ln_right: f64,
    ln_wrong: f64,
}

impl Guess {
    fn new(x: &[f64], theta: f64) -> Self {
        let z = x[0] * theta + x[1];
        let ((s, q), (c, rest)) = (sigmoids(z), sigmoids(x[2]));
        let right = c + rest * s;
        let ln_wrong = log_sigmoids(x[2]).1 + log_sigmoids(z).1;
        Guess { s, q, c, rest, right, ln_right: right.ln(), ln_wrong }
    }

    /// Derivatives of ln P with respect to z and logit c.
    fn right_slope(&self) -> (f64, f64) {
        let Guess { s, q, c, rest, right, .. } = *self;
        (rest * s * q / right, c * rest * q / right)
    }

    /// Second derivatives with respect to z twice, both, and logit c twice.
    fn curvature(&self, counts: &[f64]) -> [f64; 3] {
        let Guess { s, q, c, rest, right, .. } = *self;
        let (z, g) = self.right_slope();
        let of_right = [
            rest * s * q * (q - s) / right - z * z,
            -c * rest * s * q / right - z * g,
            c * rest * (rest - c) * q / right - g * g,
        ];
        let of_wrong = [-s * q, 0.0, -c * rest];
        [0, 1, 2].map(|i| counts[0] * of_wrong[i] + counts[1] * of_right[i])
    }
}

fn graded(categories: usize, x: &[f64], theta: f64, log_p: &mut [f64], gradient: &mut [f64]) {
    gradient.fill(0.0);
    let n = categories;
    let (mut ln_below, mut q_below) = (0.0, 0.0);
    for category in 0..categories {
        let (mut ln, mut slope) = (ln_below, q_below);
        if category > 0 {
            gradient[category * n + category] += q_below;
        }
        if category + 1 < categories {
            let z = x[0] * theta + x[category + 1];
            let ((ln_s, ln_q), (s, q)) = (log_sigmoids(z), sigmoids(z));
            ln += ln_q;
            slope -= s;
            gradient[category * n + category + 1] -= s;
            (ln_below, q_below) = (ln_s, q);
            if category > 0 {
                let gap = x[category] - x[category + 1];
                let pull = 1.0 / gap.exp_m1();
                ln += if gap > 0.0 { log_one_minus_exp(gap) } else { f64::NEG_INFINITY };
                gradient[category * n + category] += pull;
                gradient[category * n + category + 1] -= pull;
            }
        }
        log_p[category] = ln;
        gradient[category * n] = theta * slope;
    }
}

fn graded_curvature(categories: usize, x: &[f64], theta: f64, counts: &[f64], hessian: &mut [f64]) {
    let n = categories;
    for j in 1..categories {
        let (s, q) = sigmoids(x[0] * theta + x[j]);
        // The categories on both sides of the threshold.
        let v = s * q * (counts[j - 1] + counts[j]);
        hessian[0] -= v * theta * theta;
        hessian[j * n] -= v * theta;
        hessian[j * n + j] -= v;
        if j + 1 < categories {
            let pull = 1.0 / (x[j] - x[j + 1]).exp_m1();
            let bend = counts[j] * pull * (1.0 + pull);
            hessian[j * n + j] -= bend;
            hessian[(j + 1) * n + j + 1] -= bend;
            hessian[(j + 1) * n + j] += bend;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    fn cases() -> Vec<(Kernel, Vec<f64>)> {
        vec![
            (Kernel::Logistic, vec![1.3, -0.4]),
            (Kernel::Guessing, vec![1.3, -0.4, -1.2]),
            (Kernel::Graded(2), vec![0.8, 0.3]),
            (Kernel::Graded(4), vec![1.7, 2.0, 0.3, -1.1]),
            (Kernel::Partial(2), vec![0.7, 0.3]),
            (Kernel::Partial(4), vec![0.7, 1.0, 0.3, -1.1]),
            (Kernel::RatingScale(2), vec![1.0, 0.3]),
            (Kernel::RatingScale(4), vec![0.9, 0.3, 0.8, -0.2]),
            (Kernel::Nominal(3), vec![0.7, 1.9, 0.3, -1.1]),
        ]
    }

    fn at(kernel: Kernel, x: &[f64], theta: f64) -> (Vec<f64>, Vec<f64>) {
        let k = kernel.categories();
        let (mut log_p, mut gradient) = (vec![0.0; k], vec![f64::NAN; k * kernel.parameters()]);
        kernel.evaluate(x, theta, &mut log_p, &mut gradient);
        (log_p, gradient)
    }

    #[test]
    fn derivatives_are_those_of_the_log_probabilities() {
        let h = 1e-5;
        for (kernel, x) in cases() {
            let (n, k) = (kernel.parameters(), kernel.categories());
            assert_eq!(x.len(), n);
            for theta in [-3.0, -0.2, 0.0, 1.4, 6.0] {
                let (log_p, gradient) = at(kernel, &x, theta);
                close(log_p.iter().map(|l| l.exp()).sum(), 1.0, 1e-14);
                let counts: Vec<f64> = (0..k).map(|category| 1.0 + category as f64).collect();
                let mut hessian = vec![0.0; n * n];
                kernel.curvature(&x, theta, &log_p, &counts, &mut hessian);
                for j in 0..n {
                    let mut moved = x.clone();
                    moved[j] += h;
                    let (above, slope_above) = at(kernel, &moved, theta);
                    moved[j] -= 2.0 * h;
                    let (below, slope_below) = at(kernel, &moved, theta);
                    for c in 0..k {
                        close(gradient[c * n + j], (above[c] - below[c]) / (2.0 * h), 1e-8);
                    }
                    for i in j..n {
                        let slope = |rows: &[f64]| -> f64 {
                            (0..k).map(|c| counts[c] * rows[c * n + i]).sum()
                        };
                        let second = (slope(&slope_above) - slope(&slope_below)) / (2.0 * h);
                        close(hessian[i * n + j], second, 1e-6);
                    }
                }
            }
        }
    }
}

use super::item::fill;
use super::sigmoid::{log_one_minus_exp, log_sigmoids, sigmoids};
use super::violation::{discrimination, thresholds};
use super::{Curve, Fisher, ItemModel, ItemViolation};

/// The graded response model (Samejima, 1969): `P(category k or higher) = σ(a(θ - b_k))`, with increasing thresholds.
///
/// The probability of a category is never formed as a difference of two nearly equal numbers: with z below and y above it,
/// `σ(z) - σ(y) = σ(z) σ(-y) (1 - exp(y - z))`, whose last factor does not depend on θ.
///
/// ```
/// use intervision_assess::irt::{Graded, ItemModel};
///
/// let item = Graded::new(1.3, vec![-1.8, -0.9, 0.2, 1.4])?;
/// assert_eq!(item.categories(), 5);
/// assert!(Graded::new(1.3, vec![-0.9, -1.8]).is_err());
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    a: f64,
    b: Vec<f64>,
    /// 1 - exp(-gap) for the categories between two thresholds a gap apart, in units of 1/a, and its logarithm.
    widths: Vec<(f64, f64)>,
}

impl Graded {
    /// An item with one more category than thresholds.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless a is above 0 and there is at least one threshold, all numbers, in increasing order.
    pub fn new(a: f64, b: Vec<f64>) -> Result<Self, ItemViolation> {
        let (a, b) = (discrimination(a)?, thresholds(b)?);
        for (index, pair) in b.windows(2).enumerate() {
            if pair[0] >= pair[1] {
                let (before, value) = (pair[0], pair[1]);
                return Err(ItemViolation::ThresholdOrder { index: index + 2, before, value });
            }
        }
        let width = |pair: &[f64]| {
            let gap = a * (pair[1] - pair[0]);
            (-(-gap).exp_m1(), log_one_minus_exp(gap))
        };
        let widths = b.windows(2).map(width).collect();
        Ok(Graded { a, b, widths })
    }

    /// The discrimination.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The thresholds, lowest first.
    #[must_use]
    pub fn thresholds(&self) -> &[f64] {
        &self.b
    }

    /// The threshold above a category, `None` for the last one.
    fn above(&self, category: usize) -> Option<f64> {
        self.b.get(category).copied()
    }

    /// The threshold below a category, `None` for the first one.
    fn below(&self, category: usize) -> Option<f64> {
        category.checked_sub(1).and_then(|below| self.above(below))
    }

    fn at(&self, category: usize, theta: f64) -> Curve {
        let a = self.a;
        let mut curve = Curve::default();
        let mut push = 0.0;
        if let Some(b) = self.below(category) {
            let z = a * (theta - b);
            let (s, q) = sigmoids(z);
            curve.log_p += log_sigmoids(z).0;
            curve.second -= a * a * s * q;
            push += q;
        }
        if let Some(b) = self.above(category) {
            let z = a * (theta - b);
            let (s, q) = sigmoids(z);
            curve.log_p += log_sigmoids(z).1;
            curve.second -= a * a * s * q;
            push -= s;
        }
        curve.log_p += self.width(category).1;
        curve.first = a * push;
        curve
    }

    /// The factor of a category that does not depend on θ, and its logarithm.
    fn width(&self, category: usize) -> (f64, f64) {
        let between = category.checked_sub(1).and_then(|below| self.widths.get(below));
        between.copied().unwrap_or((1.0, 0.0))
    }
}

impl ItemModel for Graded {
    fn categories(&self) -> usize {
        self.b.len() + 1
    }

    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        // Each threshold speaks once for the category below it and once for the one above.
        let mut from_below = 0.0;
        for (category, place) in log_p.iter_mut().enumerate().take(self.categories()) {
            let (up, down) =
                self.above(category).map_or((0.0, 0.0), |b| log_sigmoids(self.a * (theta - b)));
            *place = from_below + down + self.width(category).1;
            from_below = up;
        }
    }

    fn curves(&self, theta: f64, curves: &mut [Curve]) {
        fill(curves, (0..self.categories()).map(|category| self.at(category, theta)));
    }

    fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        (category < self.categories()).then(|| self.at(category, theta))
    }

    fn fisher(&self, theta: f64) -> Fisher {
        let a = self.a;
        let mut sum = Fisher::default();
        let (mut s_below, mut q_below) = (1.0, 0.0);
        for category in 0..self.categories() {
            let (s, q) = self.above(category).map_or((0.0, 1.0), |b| sigmoids(a * (theta - b)));
            let p = s_below * q * self.width(category).0;
            let first = a * (q_below - s);
            let second = -a * a * (s_below * q_below + s * q);
            let warm = first * (second + first * first);
            sum.information += p * first * first;
            sum.warm += p * warm;
            sum.slope += p * (2.0 * warm - first * first * first);
            (s_below, q_below) = (s, q);
        }
        sum
    }

    fn expected_score(&self, theta: f64) -> f64 {
        self.b.iter().map(|b| sigmoids(self.a * (theta - b)).0).sum()
    }

    fn log_concave(&self) -> bool {
        true
    }
}

use super::exponents::Exponents;
use super::violation::{discrimination, number, thresholds};
use super::{Curve, Fisher, ItemModel, ItemViolation};

/// The generalised partial credit model (Muraki, 1992): the odds of category k against k - 1 are `exp(a(θ - b_k))`.
///
/// Two neighbouring categories k - 1 and k are equally likely where θ is `b_k`; these steps need not increase. With a = 1 it
/// is the partial credit model (Masters, 1982), and with the same distances between steps on every item the rating
/// scale model (Andrich, 1978).
///
/// ```
/// use intervision_assess::irt::{ItemModel, PartialCredit};
///
/// let item = PartialCredit::generalized(0.8, vec![-1.0, 0.5])?;
/// let mut log_p = [0.0; 3];
/// item.log_probabilities(0.5, &mut log_p);
/// assert!((log_p[1] - log_p[2]).abs() < 1e-15);
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PartialCredit {
    a: f64,
    b: Vec<f64>,
    exponents: Exponents,
}

impl PartialCredit {
    /// The partial credit model, in which a is 1.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless there is at least one step and all are numbers.
    pub fn new(b: Vec<f64>) -> Result<Self, ItemViolation> {
        Self::generalized(1.0, b)
    }

    /// The rating scale model: an item's location, and the steps that it shares with other items.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless there is at least one step and all are numbers.
    pub fn rating_scale(location: f64, steps: &[f64]) -> Result<Self, ItemViolation> {
        let location = number("b", location)?;
        Self::new(steps.iter().map(|step| location + step).collect())
    }

    /// The generalised partial credit model.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless a is above 0 and there is at least one step, all numbers.
    pub fn generalized(a: f64, b: Vec<f64>) -> Result<Self, ItemViolation> {
        let (a, b) = (discrimination(a)?, thresholds(b)?);
        let sums = b.iter().scan(0.0, |sum, b| {
            *sum -= a * b;
            Some(*sum)
        });
        let intercepts = std::iter::once(0.0).chain(sums).collect();
        let slopes = (0..=b.len()).map(|k| a * k as f64).collect();
        Ok(PartialCredit { a, b, exponents: Exponents { slopes, intercepts } })
    }

    /// The discrimination.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The steps, lowest pair of categories first.
    #[must_use]
    pub fn steps(&self) -> &[f64] {
        &self.b
    }
}

impl ItemModel for PartialCredit {
    fn categories(&self) -> usize {
        self.b.len() + 1
    }

    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        self.exponents.log_probabilities(theta, log_p);
    }

    fn curves(&self, theta: f64, curves: &mut [Curve]) {
        self.exponents.curves(theta, curves);
    }

    fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        self.exponents.curve(category, theta)
    }

    fn fisher(&self, theta: f64) -> Fisher {
        self.exponents.fisher(theta)
    }

    fn expected_score(&self, theta: f64) -> f64 {
        self.exponents.mean(theta) / self.a
    }

    fn log_concave(&self) -> bool {
        true
    }
}

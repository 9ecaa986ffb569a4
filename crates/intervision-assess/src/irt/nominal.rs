use super::exponents::Exponents;
use super::violation::number;
use super::{Curve, Fisher, ItemModel, ItemViolation};

/// The nominal response model (Bock, 1972): P(k) is proportional to `exp(a_k θ + c_k)`; the categories have no order of their own.
///
/// A common amount added to all slopes, or to all intercepts, changes nothing.
///
/// ```
/// use intervision_assess::irt::{ItemModel, Nominal};
///
/// let item = Nominal::new(vec![0.0, 1.5, 0.4], vec![0.0, 0.2, -0.3])?;
/// assert_eq!(item.categories(), 3);
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Nominal {
    exponents: Exponents,
}

impl Nominal {
    /// An item with a slope and an intercept per category.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless there is one of each for at least two categories, all are numbers, and the slopes differ.
    pub fn new(slopes: Vec<f64>, intercepts: Vec<f64>) -> Result<Self, ItemViolation> {
        if slopes.len() != intercepts.len() || slopes.len() < 2 {
            let (slopes, intercepts) = (slopes.len(), intercepts.len());
            return Err(ItemViolation::Categories { slopes, intercepts });
        }
        for (index, (&slope, &intercept)) in slopes.iter().zip(&intercepts).enumerate() {
            number(format!("a{}", index + 1), slope)?;
            number(format!("c{}", index + 1), intercept)?;
        }
        let value = slopes[0];
        #[allow(clippy::float_cmp, reason = "only exactly equal slopes measure nothing")]
        if slopes.iter().all(|&slope| slope == value) {
            return Err(ItemViolation::EqualSlopes { value });
        }
        Ok(Nominal { exponents: Exponents { slopes, intercepts } })
    }

    /// A slope per category.
    #[must_use]
    pub fn slopes(&self) -> &[f64] {
        &self.exponents.slopes
    }

    /// An intercept per category.
    #[must_use]
    pub fn intercepts(&self) -> &[f64] {
        &self.exponents.intercepts
    }
}

impl ItemModel for Nominal {
    fn categories(&self) -> usize {
        self.exponents.slopes.len()
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

    fn log_concave(&self) -> bool {
        true
    }
}

use super::population::finite;
use super::{NoNorm, Norm, Population};
use crate::special::normal_cdf;

/// Mean and standard deviation of a population whose scores are taken to be normal.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{LinearNorm, Norm, Population};
///
/// let population = Population { name: "managers of one country".into(), n: Some(412), date: None };
/// let norm = LinearNorm::new(3.4, 0.5, population)?;
/// assert!((norm.z(3.9)? - 1.0).abs() < 1e-12);
/// assert!((norm.percentile(3.4)? - 50.0).abs() < 1e-12);
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LinearNorm {
    mean: f64,
    sd: f64,
    population: Population,
}

impl LinearNorm {
    /// A norm in the units of the score.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for a mean that is not finite or a standard deviation that is not positive.
    pub fn new(mean: f64, sd: f64, population: Population) -> Result<LinearNorm, NoNorm> {
        finite("the mean of the norm", mean)?;
        if !(sd > 0.0 && sd.is_finite()) {
            return Err(NoNorm::NoSpread { sd });
        }
        Ok(LinearNorm { mean, sd, population })
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.sd
    }
}

impl Norm for LinearNorm {
    fn population(&self) -> &Population {
        &self.population
    }

    fn percentile(&self, score: f64) -> Result<f64, NoNorm> {
        Ok(100.0 * normal_cdf(self.z(score)?))
    }

    fn z(&self, score: f64) -> Result<f64, NoNorm> {
        finite("a score", (finite("a score", score)? - self.mean) / self.sd)
    }
}

use super::BankViolation;

/// The normal distribution of ability in the population that a bank was calibrated on: the prior of everyone who is scored with it.
///
/// ```
/// use intervision_assess::irt::Population;
///
/// assert_eq!(Population::default(), Population::new(0.0, 1.0)?);
/// assert!(Population::new(0.0, 0.0).is_err());
/// # Ok::<(), intervision_assess::irt::BankViolation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "super::document::PopulationWire", into = "super::document::PopulationWire")
)]
pub struct Population {
    mean: f64,
    sd: f64,
}

impl Population {
    /// With this mean and standard deviation, in units of θ.
    ///
    /// # Errors
    ///
    /// [`BankViolation::Population`] unless both are finite and the standard deviation is above 0.
    pub fn new(mean: f64, sd: f64) -> Result<Self, BankViolation> {
        if mean.is_finite() && sd.is_finite() && sd > 0.0 {
            return Ok(Population { mean, sd });
        }
        Err(BankViolation::Population { mean, sd })
    }

    /// The mean of θ.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation of θ.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.sd
    }
}

/// Mean 0, standard deviation 1.
impl Default for Population {
    fn default() -> Self {
        Population { mean: 0.0, sd: 1.0 }
    }
}

use crate::special::normal_quantile;
use crate::{AssessError, Interval};

/// The reliability of a test made `factor` times as long with items of the same kind (Spearman, 1910; Brown, 1910).
///
/// # Example
///
/// ```
/// use intervision_assess::reliability::spearman_brown;
///
/// assert!((spearman_brown(0.6, 2.0) - 0.75).abs() < 1e-12);
/// assert!((spearman_brown(0.9, 0.5) - 0.9 / 1.1).abs() < 1e-12);
/// ```
#[must_use]
pub fn spearman_brown(reliability: f64, factor: f64) -> f64 {
    factor * reliability / (1.0 + (factor - 1.0) * reliability)
}

/// How many times as long a test must be to reach a reliability; the inverse of [`spearman_brown`].
///
/// # Errors
///
/// [`AssessError::Setting`] unless both lie above 0 and below 1.
///
/// # Example
///
/// ```
/// use intervision_assess::reliability::length_factor;
///
/// assert!((length_factor(0.75, 0.9)? - 3.0).abs() < 1e-12);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
pub fn length_factor(reliability: f64, wanted: f64) -> Result<f64, AssessError> {
    for (setting, value) in [("reliability", reliability), ("the reliability wanted", wanted)] {
        if !(value > 0.0 && value < 1.0) {
            return Err(AssessError::Setting { setting, value, allowed: "above 0 and below 1" });
        }
    }
    Ok(wanted * (1.0 - reliability) / (reliability * (1.0 - wanted)))
}

/// How sure scores of a test are: the standard deviation of its scores in a population and their reliability there.
///
/// # Example
///
/// ```
/// use intervision_assess::reliability::MeasurementError;
///
/// let error = MeasurementError::new(15.0, 0.91)?;
/// assert!((error.standard_error() - 4.5).abs() < 1e-12);
/// let band = error.band(100.0, 0.95)?;
/// assert!((band.low - 91.18).abs() < 0.005 && (band.high - 108.82).abs() < 0.005);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MeasurementError {
    sd: f64,
    reliability: f64,
}

/// A true score as estimated from an observed one (Kelley, 1947): drawn towards the mean of the population by what the reliability
/// lacks.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TrueScore {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error, SD √(r(1 - r)).
    pub standard_error: f64,
    /// Interval around the estimate, for normal true scores and errors.
    pub interval: Interval,
}

impl MeasurementError {
    /// The standard deviation of scores and their reliability, of one population.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a standard deviation that is not positive, or a reliability below 0 or above 1.
    pub fn new(sd: f64, reliability: f64) -> Result<Self, AssessError> {
        if !(sd > 0.0 && sd.is_finite()) {
            let (setting, allowed) = ("the standard deviation", "a positive number");
            return Err(AssessError::Setting { setting, value: sd, allowed });
        }
        if !(0.0..=1.0).contains(&reliability) {
            let (setting, allowed) = ("reliability", "between 0 and 1");
            return Err(AssessError::Setting { setting, value: reliability, allowed });
        }
        Ok(MeasurementError { sd, reliability })
    }

    /// The standard deviation of scores.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.sd
    }

    /// Their reliability.
    #[must_use]
    pub fn reliability(&self) -> f64 {
        self.reliability
    }

    /// Standard error of measurement, SD √(1 - r): how much one person's scores vary around the true score.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        self.sd * (1.0 - self.reliability).sqrt()
    }

    /// Standard error of the difference of two scores of one person, √2 times that of one.
    #[must_use]
    pub fn of_difference(&self) -> f64 {
        self.standard_error() * std::f64::consts::SQRT_2
    }

    /// Standard error of predicting a score from another of the same person, SD √(1 - r²).
    #[must_use]
    pub fn of_prediction(&self) -> f64 {
        self.sd * (1.0 - self.reliability * self.reliability).sqrt()
    }

    /// The band around an observed score, for normal errors.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a score that is not finite or a confidence that is not between 0 and 1.
    pub fn band(&self, observed: f64, confidence: f64) -> Result<Interval, AssessError> {
        around(observed, self.standard_error(), confidence)
    }

    /// The true score behind an observed one, in a population with this mean.
    ///
    /// # Errors
    ///
    /// As of [`band`](Self::band).
    pub fn true_score(
        &self,
        observed: f64,
        mean: f64,
        confidence: f64,
    ) -> Result<TrueScore, AssessError> {
        finite("a mean", mean)?;
        finite("a score", observed)?;
        let estimate = mean + self.reliability * (observed - mean);
        let standard_error = self.standard_error() * self.reliability.sqrt();
        let interval = around(estimate, standard_error, confidence)?;
        Ok(TrueScore { estimate, standard_error, interval })
    }
}

pub(crate) fn finite(setting: &'static str, value: f64) -> Result<(), AssessError> {
    let allowed = "a finite number";
    if value.is_finite() { Ok(()) } else { Err(AssessError::Setting { setting, value, allowed }) }
}

/// A normal interval.
pub(crate) fn around(
    at: f64,
    standard_error: f64,
    confidence: f64,
) -> Result<Interval, AssessError> {
    finite("a score", at)?;
    if !(confidence > 0.0 && confidence < 1.0) {
        let (setting, allowed) = ("confidence", "above 0 and below 1");
        return Err(AssessError::Setting { setting, value: confidence, allowed });
    }
    let reach = standard_error * normal_quantile(f64::midpoint(1.0, confidence));
    Ok(Interval { low: at - reach, high: at + reach, confidence })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn the_errors_of_jacobson_and_truax() {
        // Jacobson and Truax (1991): s = 7.5, r = .80; they print 3.35 and 4.74.
        let error = MeasurementError::new(7.5, 0.8).unwrap();
        close(error.standard_error(), 3.354_101_966_249_684, 1e-12);
        close(error.of_difference(), 4.743_416_490_252_568, 1e-12);
        close(error.of_prediction(), 4.5, 1e-12);
    }

    #[test]
    fn a_true_score_lies_between_the_score_and_the_mean() {
        let found =
            MeasurementError::new(15.0, 0.84).unwrap().true_score(130.0, 100.0, 0.95).unwrap();
        close(found.estimate, 125.2, 1e-12);
        close(found.standard_error, 15.0 * (0.84_f64 * 0.16).sqrt(), 1e-12);
        close(f64::midpoint(found.interval.low, found.interval.high), 125.2, 1e-12);
    }

    #[test]
    fn settings_are_checked() {
        let text = |error: AssessError| error.to_string();
        assert_eq!(
            text(MeasurementError::new(0.0, 0.8).unwrap_err()),
            "the standard deviation is 0; it must be a positive number"
        );
        assert_eq!(
            text(MeasurementError::new(1.0, 1.1).unwrap_err()),
            "reliability is 1.1; it must be between 0 and 1"
        );
        let error = MeasurementError::new(1.0, 0.5).unwrap();
        assert_eq!(
            text(error.band(f64::NAN, 0.9).unwrap_err()),
            "a score is NaN; it must be a finite number"
        );
        assert_eq!(
            text(error.band(0.0, 1.0).unwrap_err()),
            "confidence is 1; it must be above 0 and below 1"
        );
        assert!(length_factor(0.0, 0.5).is_err() && length_factor(0.5, 1.0).is_err());
    }
}

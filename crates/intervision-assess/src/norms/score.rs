use super::population::finite;
use super::{NoNorm, Norm, StandardScale};
use crate::Interval;
use crate::reliability::MeasurementError;

/// A score among other people.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{LinearNorm, NormedScore, Population, StandardScale};
/// use intervision_assess::reliability::MeasurementError;
///
/// let norm = LinearNorm::new(3.4, 0.5, Population::default())?;
/// let error = MeasurementError::new(0.5, 0.84)?;
/// let found = NormedScore::of(&norm, 3.9, StandardScale::T, Some((&error, 0.95)))?;
/// assert!((found.value - 60.0).abs() < 1e-9);
/// // A standard error of .2 is 4 points of T.
/// let band = found.band.unwrap();
/// assert!((band.high - 67.84).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct NormedScore {
    /// The score.
    pub score: f64,
    /// Standard deviations from the mean.
    pub z: f64,
    /// Percentile rank, 0 to 100.
    pub percentile: f64,
    /// On which scale.
    pub scale: StandardScale,
    /// The value on that scale.
    pub value: f64,
    /// The confidence band around the score, taken to that scale; `None` without an error of measurement.
    pub band: Option<Interval>,
}

impl NormedScore {
    /// Takes a score to a scale, with the error of measurement and the confidence of the band if they are known. The ends of the band are
    /// taken through the norm, so that a band is not symmetric where the norm is not straight.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for a score that the norm does not know, or a confidence that is not between 0 and 1.
    pub fn of(
        norm: &dyn Norm,
        score: f64,
        scale: StandardScale,
        error: Option<(&MeasurementError, f64)>,
    ) -> Result<NormedScore, NoNorm> {
        finite("a score", score)?;
        let z = norm.z(score)?;
        let percentile = norm.percentile(score)?;
        let band = error
            .map(|(error, confidence)| {
                let around = error
                    .band(score, confidence)
                    .map_err(|_| NoNorm::Confidence { value: confidence })?;
                // Where a table ends, so does the band.
                let end = |at| norm.z(at).unwrap_or(z);
                let (low, high) = (end(around.low), end(around.high));
                Ok(Interval { low: scale.value(low), high: scale.value(high), confidence })
            })
            .transpose()?;
        Ok(NormedScore { score, z, percentile, scale, value: scale.value(z), band })
    }
}

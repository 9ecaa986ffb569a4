use intervision_core::Rating;

use crate::AssessError;
use crate::special::{normal_cdf, normal_quantile};

/// How far a measured level lies below its target, and how sure that is.
///
/// # Example
///
/// ```
/// use intervision_assess::needs::{Gap, Verdict};
/// use intervision_core::Rating;
///
/// let gap = Gap::between(Some(Rating::measured(2.5, 0.4)), Rating::exact(3.0), 0.8)?;
/// assert_eq!(gap.verdict, Verdict::Below);
/// assert!((gap.probability_below.unwrap() - 0.894).abs() < 1e-3);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Gap {
    /// The measured level, if there is one.
    pub level: Option<f64>,
    /// The target level.
    pub target: f64,
    /// Target minus level: positive is a shortfall, negative a strength.
    pub gap: Option<f64>,
    /// Standard error of the gap: that of level and target together.
    pub standard_error: Option<f64>,
    /// P(true level < target), the error taken as normal and nothing assumed beforehand about the level.
    pub probability_below: Option<f64>,
    /// What follows.
    pub verdict: Verdict,
}

/// Whether somebody is below a target.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// Below, with at least the asked confidence.
    Below,
    /// At or above, with at least the asked confidence.
    Met,
    /// Cannot tell yet.
    CannotTell(Unsure),
}

/// Why one cannot tell yet, and what would be needed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Unsure {
    /// There is no measurement.
    NotMeasured,
    /// The measurement has no standard error.
    NoStandardError,
    /// Level and target lie too close for this standard error.
    TooClose {
        /// If the level stays what it is, this many times as many answers of the same quality would tell; `None`
        /// where level and target coincide and no number would.
        answers_times: Option<f64>,
    },
}

impl Gap {
    /// The gap between a measurement and a target. `confidence`, above 0.5 and below 1, is how sure a verdict must be. A level that is no
    /// number counts as not measured.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a target that is no number, or a confidence outside its range.
    pub fn between(
        measured: Option<Rating>,
        target: Rating,
        confidence: f64,
    ) -> Result<Gap, AssessError> {
        check_confidence(confidence)?;
        if !target.level.is_finite() {
            let (setting, value) = ("a target level", target.level);
            return Err(AssessError::Setting { setting, value, allowed: "a finite number" });
        }
        Ok(Gap::of(measured, target, confidence))
    }

    fn of(measured: Option<Rating>, target: Rating, confidence: f64) -> Gap {
        let Some(measured) = measured.filter(|rating| rating.level.is_finite()) else {
            return Gap {
                level: None,
                target: target.level,
                gap: None,
                standard_error: None,
                probability_below: None,
                verdict: Verdict::CannotTell(Unsure::NotMeasured),
            };
        };
        let gap = target.level - measured.level;
        let standard_error = match (measured.standard_error, target.standard_error) {
            (Some(a), Some(b)) => Some(a.hypot(b)).filter(|error| error.is_finite()),
            _ => None,
        };
        let probability_below = standard_error.map(|error| {
            if error > 0.0 { normal_cdf(gap / error) } else { f64::from(u8::from(gap > 0.0)) }
        });
        let verdict = match (probability_below, standard_error) {
            (Some(below), _) if below >= confidence => Verdict::Below,
            (Some(below), _) if below <= 1.0 - confidence => Verdict::Met,
            (Some(_), Some(error)) => {
                let answers_times = (gap != 0.0)
                    .then(|| (error * normal_quantile(confidence) / gap).powi(2))
                    .filter(|times| times.is_finite());
                Verdict::CannotTell(Unsure::TooClose { answers_times })
            }
            _ => Verdict::CannotTell(Unsure::NoStandardError),
        };
        Gap {
            level: Some(measured.level),
            target: target.level,
            gap: Some(gap),
            standard_error,
            probability_below,
            verdict,
        }
    }

    /// The shortfall: the gap where it is positive, otherwise 0; `None` without a measurement.
    #[must_use]
    pub fn shortfall(&self) -> Option<f64> {
        self.gap.map(|gap| gap.max(0.0))
    }
}

/// Refuses a confidence that is none.
pub(super) fn check_confidence(value: f64) -> Result<(), AssessError> {
    if value > 0.5 && value < 1.0 {
        return Ok(());
    }
    Err(AssessError::Setting { setting: "confidence", value, allowed: "above 0.5 and below 1" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn exact_levels_are_below_or_met() {
        let verdict = |level, target| {
            Gap::between(Some(Rating::exact(level)), Rating::exact(target), 0.8).unwrap().verdict
        };
        assert_eq!(verdict(2.0, 4.0), Verdict::Below);
        assert_eq!(verdict(3.0, 3.0), Verdict::Met);
        assert_eq!(verdict(5.0, 3.0), Verdict::Met);
    }

    #[test]
    fn the_error_of_the_target_counts_too() {
        let gap = Gap::between(Some(Rating::measured(2.0, 0.3)), Rating::measured(2.5, 0.4), 0.8)
            .unwrap();
        close(gap.standard_error.unwrap(), 0.5, 1e-15);
        // P(Z < 1), Abramowitz and Stegun (1964), table 26.1.
        close(gap.probability_below.unwrap(), 0.841_344_746_068_543, 1e-13);
    }

    #[test]
    fn too_close_says_how_many_more_answers_would_tell() {
        let gap = Gap::between(Some(Rating::measured(2.8, 0.4)), Rating::exact(3.0), 0.8).unwrap();
        let Verdict::CannotTell(Unsure::TooClose { answers_times: Some(times) }) = gap.verdict
        else {
            panic!("{gap:?}")
        };
        // Measured that many times as often, the error shrinks by the root of it, and the verdict is just there.
        let error = 0.4 / times.sqrt();
        let again =
            Gap::between(Some(Rating::measured(2.8, error)), Rating::exact(3.0), 0.8).unwrap();
        close(again.probability_below.unwrap(), 0.8, 1e-12);
        let level = Some(Rating::measured(3.0, 0.4));
        let never = Gap::between(level, Rating::exact(3.0), 0.8).unwrap().verdict;
        assert_eq!(never, Verdict::CannotTell(Unsure::TooClose { answers_times: None }));
    }

    #[test]
    fn no_error_or_no_measurement_is_no_verdict() {
        let unknown = Rating { level: 1.0, standard_error: None };
        let gap = Gap::between(Some(unknown), Rating::exact(3.0), 0.8).unwrap();
        assert_eq!(gap.verdict, Verdict::CannotTell(Unsure::NoStandardError));
        assert_eq!((gap.gap, gap.probability_below), (Some(2.0), None));
        let gap = Gap::between(None, Rating::exact(3.0), 0.8).unwrap();
        assert_eq!(gap.verdict, Verdict::CannotTell(Unsure::NotMeasured));
        assert_eq!(gap.shortfall(), None);
    }
}

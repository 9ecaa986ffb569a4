use crate::AssessError;
use crate::reliability::{MeasurementError, finite};
use crate::special::normal_quantile;

/// How a person's change is made comparable with the error of measurement. They differ in where a person is expected to be the second time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ReliableChangeMethod {
    /// Where they were, over √2 SD √(1 - r) (Jacobson and Truax, 1991).
    JacobsonTruax,
    /// Where they were plus what people gain by taking the test again (Chelune and others, 1993).
    Practice {
        /// The mean gain of people whom nothing was done for.
        gain: f64,
    },
    /// At their estimated true score, over SD √(1 - r) (Edwards, as in Speer, 1992).
    EdwardsNunnally {
        /// Mean before of the population.
        mean: f64,
    },
    /// At the score that regression predicts, over SD √(1 - r²) (Gulliksen, Lord and Novick, as in Hsu, 1989).
    GulliksenLordNovick {
        /// Mean before of the population.
        mean: f64,
    },
    /// At their estimated true score, the error of both measurements counted (Nunnally and Kotsch, 1983).
    NunnallyKotsch {
        /// Mean before of the population.
        mean: f64,
        /// Standard deviation after.
        sd_after: f64,
    },
}

/// Whether a person's change is more than error.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ReliableChange {
    /// The change less what was expected, in standard errors.
    pub index: f64,
    /// What to make of it.
    pub verdict: ChangeVerdict,
}

/// What to make of a person's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ChangeVerdict {
    /// Surely lower.
    Worse,
    /// No more than error explains.
    Unchanged,
    /// Surely higher.
    Improved,
}

/// Tells reliable change from error, person by person; higher is better.
///
/// # Example
///
/// The worked example of Jacobson and Truax (1991):
///
/// ```
/// use intervision_assess::change::{ChangeVerdict, ReliableChanges};
/// use intervision_assess::reliability::MeasurementError;
///
/// let changes = ReliableChanges::new(MeasurementError::new(7.5, 0.8)?);
/// let found = changes.of(32.5, 47.5)?;
/// assert!((found.index - 3.162).abs() < 0.001);
/// assert_eq!(found.verdict, ChangeVerdict::Improved);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliableChanges {
    error: MeasurementError,
    method: ReliableChangeMethod,
    confidence: f64,
}

impl ReliableChanges {
    /// Jacobson and Truax' index at 95 % confidence, from the standard deviation before and the reliability.
    #[must_use]
    pub fn new(error: MeasurementError) -> Self {
        ReliableChanges { error, method: ReliableChangeMethod::JacobsonTruax, confidence: 0.95 }
    }

    /// Another method.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a mean or gain that is not finite, or a standard deviation that is not positive.
    pub fn with_method(mut self, method: ReliableChangeMethod) -> Result<Self, AssessError> {
        match method {
            ReliableChangeMethod::JacobsonTruax => {}
            ReliableChangeMethod::Practice { gain } => finite("the gain by practice", gain)?,
            ReliableChangeMethod::EdwardsNunnally { mean }
            | ReliableChangeMethod::GulliksenLordNovick { mean } => {
                finite("the mean before", mean)?;
            }
            ReliableChangeMethod::NunnallyKotsch { mean, sd_after } => {
                finite("the mean before", mean)?;
                MeasurementError::new(sd_after, self.error.reliability())?;
            }
        }
        self.method = method;
        Ok(self)
    }

    /// How sure a verdict must be: the index beyond which a change is reliable is the normal quantile for both tails.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] unless it lies between 0 and 1.
    pub fn with_confidence(mut self, confidence: f64) -> Result<Self, AssessError> {
        if !(confidence > 0.0 && confidence < 1.0) {
            let (setting, allowed) = ("confidence", "above 0 and below 1");
            return Err(AssessError::Setting { setting, value: confidence, allowed });
        }
        self.confidence = confidence;
        Ok(self)
    }

    /// What an index is measured in.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        let (sem, r) = (self.error.standard_error(), self.error.reliability());
        match self.method {
            ReliableChangeMethod::JacobsonTruax | ReliableChangeMethod::Practice { .. } => {
                self.error.of_difference()
            }
            ReliableChangeMethod::EdwardsNunnally { .. } => sem,
            ReliableChangeMethod::GulliksenLordNovick { .. } => self.error.of_prediction(),
            ReliableChangeMethod::NunnallyKotsch { sd_after, .. } => {
                (r * r * sem * sem + sd_after * sd_after * (1.0 - r)).sqrt()
            }
        }
    }

    /// One person's change.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a score that is not finite, and where a reliability of 1 leaves no error to compare with.
    pub fn of(&self, before: f64, after: f64) -> Result<ReliableChange, AssessError> {
        finite("the score before", before)?;
        finite("the score after", after)?;
        let error = self.standard_error();
        if error <= 0.0 {
            let (value, allowed) = (self.error.reliability(), "below 1 to judge change by");
            return Err(AssessError::Setting { setting: "reliability", value, allowed });
        }
        let towards = |mean: f64| mean + self.error.reliability() * (before - mean);
        let expected = match self.method {
            ReliableChangeMethod::JacobsonTruax => before,
            ReliableChangeMethod::Practice { gain } => before + gain,
            ReliableChangeMethod::EdwardsNunnally { mean }
            | ReliableChangeMethod::GulliksenLordNovick { mean }
            | ReliableChangeMethod::NunnallyKotsch { mean, .. } => towards(mean),
        };
        let index = (after - expected) / error;
        let beyond = normal_quantile(f64::midpoint(1.0, self.confidence));
        let verdict = if index > beyond {
            ChangeVerdict::Improved
        } else if index < -beyond {
            ChangeVerdict::Worse
        } else {
            ChangeVerdict::Unchanged
        };
        Ok(ReliableChange { index, verdict })
    }
}

/// Three places to draw the line between two populations, for asking who crossed it (Jacobson and Truax, 1991).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cutoffs {
    /// Two standard deviations from the mean of those who need the programme, towards the others.
    pub a: f64,
    /// Two standard deviations from the mean of those who do not, towards the first.
    pub b: f64,
    /// As many standard deviations from both means; to be preferred where the populations overlap.
    pub c: f64,
}

impl Cutoffs {
    /// The lines between those who need the programme and those who do not, each with mean and standard deviation.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a mean that is not finite or a standard deviation that is not positive.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::change::Cutoffs;
    ///
    /// // Jacobson and Truax (1991) print 55, 45 and 50.
    /// let cutoffs = Cutoffs::between((40.0, 7.5), (60.0, 7.5))?;
    /// assert_eq!((cutoffs.a, cutoffs.b, cutoffs.c), (55.0, 45.0, 50.0));
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn between(in_need: (f64, f64), others: (f64, f64)) -> Result<Cutoffs, AssessError> {
        for (mean, sd) in [in_need, others] {
            finite("a mean", mean)?;
            MeasurementError::new(sd, 0.0)?;
        }
        let towards = (others.0 - in_need.0).signum();
        let c = (others.1 * in_need.0 + in_need.1 * others.0) / (in_need.1 + others.1);
        let (a, b) = (in_need.0 + 2.0 * in_need.1 * towards, others.0 - 2.0 * others.1 * towards);
        Ok(Cutoffs { a, b, c })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    fn index(method: ReliableChangeMethod) -> f64 {
        let changes = ReliableChanges::new(MeasurementError::new(10.0, 0.84).unwrap());
        changes.with_method(method).unwrap().of(60.0, 70.0).unwrap().index
    }

    #[test]
    fn each_method_by_hand() {
        // Standard error of measurement 4, true score of 60 beside a mean of 50: 58.4.
        close(index(ReliableChangeMethod::JacobsonTruax), 10.0 / 32.0_f64.sqrt(), 1e-12);
        close(index(ReliableChangeMethod::Practice { gain: 2.0 }), 8.0 / 32.0_f64.sqrt(), 1e-12);
        close(index(ReliableChangeMethod::EdwardsNunnally { mean: 50.0 }), 11.6 / 4.0, 1e-12);
        let predicted = 10.0 * (1.0_f64 - 0.84 * 0.84).sqrt();
        close(
            index(ReliableChangeMethod::GulliksenLordNovick { mean: 50.0 }),
            11.6 / predicted,
            1e-12,
        );
        let both = (0.84_f64.powi(2) * 16.0 + 144.0 * 0.16).sqrt();
        let method = ReliableChangeMethod::NunnallyKotsch { mean: 50.0, sd_after: 12.0 };
        close(index(method), 11.6 / both, 1e-12);
    }

    #[test]
    fn verdicts_have_two_sides() {
        let changes = ReliableChanges::new(MeasurementError::new(7.5, 0.8).unwrap());
        let verdict = |after| changes.of(40.0, after).unwrap().verdict;
        // 1.96 times 4.7434 is 9.297.
        assert_eq!(verdict(49.29), ChangeVerdict::Unchanged);
        assert_eq!(verdict(49.30), ChangeVerdict::Improved);
        assert_eq!(verdict(30.70), ChangeVerdict::Worse);
        let surer = changes.with_confidence(0.99).unwrap();
        assert_eq!(surer.of(40.0, 49.30).unwrap().verdict, ChangeVerdict::Unchanged);
    }

    #[test]
    fn settings_are_checked() {
        let changes = ReliableChanges::new(MeasurementError::new(7.5, 1.0).unwrap());
        let error = changes.of(1.0, 2.0).unwrap_err().to_string();
        assert_eq!(error, "reliability is 1; it must be below 1 to judge change by");
        assert!(changes.of(f64::NAN, 2.0).is_err() && changes.with_confidence(1.0).is_err());
        assert!(
            changes.with_method(ReliableChangeMethod::Practice { gain: f64::INFINITY }).is_err()
        );
    }
}

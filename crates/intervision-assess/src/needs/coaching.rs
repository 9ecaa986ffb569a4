use intervision_core::Ratings;

use super::analysis::mean;
use super::gap::check_confidence;
use super::trend::{Point, Trend};
use crate::AssessError;
use crate::special::normal_quantile;

/// What counts as proficient.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Proficiency {
    /// At least this level.
    Level(f64),
    /// At least the target less this margin, in levels.
    TargetLess(f64),
}

/// Where somebody stands over time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Progress {
    /// Not yet proficient: training, not coaching.
    NeedsTraining,
    /// Proficient and still growing, with at least the asked confidence.
    Growing(Trend),
    /// Proficient and no longer growing, with at least the asked confidence: coaching.
    Stagnating(Trend),
    /// Cannot tell yet.
    CannotTell(Unclear),
}

/// Why one cannot tell yet whether somebody grows, and what would be needed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Unclear {
    /// Too few measurements, or none lately.
    TooFew {
        /// How many measurements there are, the latest among them or not.
        measurements: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Some measurement has no standard error.
    NoStandardError(Trend),
    /// The slope lies too close to the largest one that counts as standing still, for its standard error.
    TooClose {
        /// The slope.
        trend: Trend,
        /// If the slope stays what it is, this many times as many answers of the same quality each time would tell; `None` where it
        /// is exactly the largest one and no number would. More measurements help as well.
        answers_times: Option<f64>,
    },
}

/// Tells who is proficient but stagnates, over at least two measurements.
///
/// A person's level is the mean over the competencies that have a target for them and that were measured every time
/// they answered: a mean over competencies is far surer than any of them, and coaching is for the person. Whether that is proficient is read
/// off the level itself, as training does no harm to somebody who might do without; whether it stands still must be sure, because a
/// slope through two or three measurements is mostly error.
///
/// # Example
///
/// ```
/// use intervision_assess::needs::{Proficiency, Progress};
/// use intervision_assess::{Coaching, TargetProfile};
///
/// let target = TargetProfile::new(1, [("influence", 3.0)]);
/// let before = TargetProfile::new(1, [("influence", 4.0)]);
/// let now = TargetProfile::new(1, [("influence", 4.0)]);
/// let coaching = Coaching::new().with_proficiency(Proficiency::TargetLess(0.0));
/// let progress = coaching.progress(&[(2025.0, &before), (2026.0, &now)], &target)?;
/// assert!(matches!(progress[0], Progress::Stagnating(_)));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coaching {
    proficiency: Proficiency,
    max_slope: f64,
    min_measurements: usize,
    confidence: f64,
}

impl Default for Coaching {
    fn default() -> Self {
        let proficiency = Proficiency::TargetLess(0.0);
        Coaching { proficiency, max_slope: 0.05, min_measurements: 2, confidence: 0.8 }
    }
}

impl Coaching {
    /// Proficient at the target, stagnating at 0.05 levels per unit of time or less, over 2 measurements, at 80 % confidence.
    #[must_use]
    pub fn new() -> Self {
        Coaching::default()
    }

    /// What counts as proficient.
    #[must_use]
    pub fn with_proficiency(mut self, proficiency: Proficiency) -> Self {
        self.proficiency = proficiency;
        self
    }

    /// The largest slope, in levels per unit of time, that still counts as standing still.
    #[must_use]
    pub fn with_max_slope(mut self, slope: f64) -> Self {
        self.max_slope = slope;
        self
    }

    /// How many measurements are needed; fewer than 2 are taken as 2.
    #[must_use]
    pub fn with_min_measurements(mut self, measurements: usize) -> Self {
        self.min_measurements = measurements.max(2);
        self
    }

    /// How sure one must be that somebody stands still or grows, above 0.5 and below 1.
    #[must_use]
    pub fn with_confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Everyone's progress over a series of measurements in the order of time, the latest last. The unit of time is
    /// the caller's (years, rounds). Who has no latest measurement cannot be told.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a confidence outside 0.5 to 1, or a slope, level or margin that is no number;
    /// [`AssessError::TimeOrder`] when times do not increase, [`AssessError::Members`] when a source is about another number of
    /// members.
    pub fn progress(
        &self,
        series: &[(f64, &dyn Ratings)],
        target: &dyn Ratings,
    ) -> Result<Vec<Progress>, AssessError> {
        self.check()?;
        let expected = target.len();
        let mut before = f64::NEG_INFINITY;
        for (index, (time, ratings)) in series.iter().enumerate() {
            if !time.is_finite() || *time <= before {
                return Err(AssessError::TimeOrder { index: index + 1, time: *time });
            }
            before = *time;
            let found = ratings.len();
            if found != expected {
                return Err(AssessError::Members {
                    what: "the target",
                    expected: found,
                    found: expected,
                });
            }
        }
        Ok((0..expected).map(|member| self.of(member, series, target)).collect())
    }

    fn check(&self) -> Result<(), AssessError> {
        check_confidence(self.confidence)?;
        let proficiency = match self.proficiency {
            Proficiency::Level(level) => ("the level of proficiency", level),
            Proficiency::TargetLess(margin) => ("the margin of proficiency", margin),
        };
        let settings = [("the largest slope of who stands still", self.max_slope), proficiency];
        match settings.into_iter().find(|(_, value)| !value.is_finite()) {
            Some((setting, value)) => {
                Err(AssessError::Setting { setting, value, allowed: "a finite number" })
            }
            None => Ok(()),
        }
    }

    fn of(&self, member: usize, series: &[(f64, &dyn Ratings)], target: &dyn Ratings) -> Progress {
        let wanted: Vec<_> = target
            .competencies()
            .into_iter()
            .filter(|name| target.rating(member, name).is_some())
            .collect();
        let answered = |ratings: &dyn Ratings| {
            wanted.iter().any(|name| ratings.rating(member, name).is_some())
        };
        let times: Vec<_> = series.iter().filter(|(_, ratings)| answered(*ratings)).collect();
        let common: Vec<_> = wanted
            .iter()
            .filter(|name| times.iter().all(|(_, ratings)| ratings.rating(member, name).is_some()))
            .collect();
        let (measurements, needed) = (times.len(), self.min_measurements);
        let too_few = Progress::CannotTell(Unclear::TooFew { measurements, needed });
        let latest = series.last().is_some_and(|(_, ratings)| answered(*ratings));
        let threshold = match self.proficiency {
            Proficiency::Level(level) => Some(level),
            Proficiency::TargetLess(margin) => {
                let levels = common.iter().filter_map(|name| target.rating(member, name));
                mean(levels.map(|rating| rating.level)).map(|level| level - margin)
            }
        };
        let points: Vec<Point> = times
            .iter()
            .filter_map(|(time, ratings)| {
                let rated: Vec<_> =
                    common.iter().filter_map(|name| ratings.rating(member, name)).collect();
                let level = mean(rated.iter().map(|rating| rating.level))?;
                let variance: Option<f64> =
                    rated.iter().map(|rating| rating.standard_error.map(|e| e * e)).sum();
                let n = rated.len() as f64;
                Some(Point { time: *time, level, variance: variance.map(|sum| sum / (n * n)) })
            })
            .collect();
        let (Some(threshold), Some(now), true) = (threshold, points.last(), latest) else {
            return too_few;
        };
        // A hair of slack: a mean of levels that sum to the threshold may round to just below it.
        if now.level < threshold - 1e-9 {
            return Progress::NeedsTraining;
        }
        if points.len() < self.min_measurements {
            return too_few;
        }
        self.judge(Trend::through(&points, self.max_slope))
    }

    fn judge(&self, trend: Trend) -> Progress {
        let (Some(stagnating), Some(error)) = (trend.probability_stagnating, trend.standard_error)
        else {
            return Progress::CannotTell(Unclear::NoStandardError(trend));
        };
        if stagnating >= self.confidence {
            return Progress::Stagnating(trend);
        }
        if stagnating <= 1.0 - self.confidence {
            return Progress::Growing(trend);
        }
        let away = trend.slope - self.max_slope;
        let answers_times = (away != 0.0)
            .then(|| (error * normal_quantile(self.confidence) / away).powi(2))
            .filter(|times| times.is_finite());
        Progress::CannotTell(Unclear::TooClose { trend, answers_times })
    }
}

#[cfg(test)]
mod tests {
    use intervision_core::Rating;

    use super::*;
    use crate::TargetProfile;
    use crate::testing::{ScriptedRatings, close};

    fn progress_of(coaching: Coaching, levels: &[Option<f64>], error: Option<f64>) -> Progress {
        let target = TargetProfile::new(1, [("influence", 3.0)]);
        let rating = |level| Rating { level, standard_error: error };
        let series: Vec<ScriptedRatings> = levels
            .iter()
            .map(|level| ScriptedRatings::new("influence", vec![level.map(rating)]))
            .collect();
        let series: Vec<(f64, &dyn Ratings)> =
            series.iter().enumerate().map(|(time, it)| (time as f64, it as &dyn Ratings)).collect();
        coaching.progress(&series, &target).unwrap()[0]
    }

    fn progress(levels: &[Option<f64>]) -> Progress {
        progress_of(Coaching::new(), levels, Some(0.05))
    }

    #[test]
    fn m10_proficient_and_flat_is_stagnating() {
        let Progress::Stagnating(trend) = progress(&[Some(4.0), Some(4.2), Some(4.0)]) else {
            panic!("not stagnating")
        };
        close(trend.slope, 0.0, 1e-12);
        assert_eq!(trend.measurements, 3);
        // Times -1, 0, 1 and an error of .05 each: √(2 · .0025)/2; then P(Z <= √2).
        close(trend.standard_error.unwrap(), 0.005_f64.sqrt() / 2.0, 1e-12);
        close(trend.probability_stagnating.unwrap(), 0.921_350_396, 1e-8);
    }

    #[test]
    fn proficient_and_rising_is_growing() {
        assert!(matches!(progress(&[Some(3.0), Some(3.5)]), Progress::Growing(_)));
    }

    #[test]
    fn m10_below_the_target_needs_training_however_flat() {
        assert_eq!(progress(&[Some(2.0), Some(2.0), Some(2.0)]), Progress::NeedsTraining);
        assert_eq!(progress(&[Some(2.0)]), Progress::NeedsTraining);
    }

    #[test]
    fn one_measurement_or_none_lately_cannot_tell() {
        let cannot =
            |measurements| Progress::CannotTell(Unclear::TooFew { measurements, needed: 2 });
        assert_eq!(progress(&[Some(4.0)]), cannot(1));
        assert_eq!(progress(&[Some(4.0), Some(4.0), None]), cannot(2));
        assert_eq!(progress(&[None, None]), cannot(0));
        assert_eq!(progress(&[]), cannot(0));
    }

    #[test]
    fn a_slope_within_its_error_of_the_border_cannot_tell() {
        let levels = [Some(4.0), Some(4.0), Some(4.1)];
        let Progress::CannotTell(Unclear::TooClose { trend, answers_times: Some(times) }) =
            progress_of(Coaching::new(), &levels, Some(0.3))
        else {
            panic!("it tells")
        };
        close(trend.slope, 0.05, 1e-12);
        assert!(times > 1e6, "a slope at the border takes any number of answers: {times}");
        let flat = [Some(4.0), Some(4.0), Some(4.0)];
        let Progress::CannotTell(Unclear::TooClose { answers_times: Some(times), .. }) =
            progress_of(Coaching::new(), &flat, Some(0.3))
        else {
            panic!("it tells")
        };
        // Answered that many times as often, the error shrinks by the root of it, and the answer is just there.
        let tells = |more: f64| progress_of(Coaching::new(), &flat, Some(0.3 / more.sqrt()));
        assert!(matches!(tells(times * 1.001), Progress::Stagnating(_)));
        assert!(matches!(tells(times * 0.999), Progress::CannotTell(_)));
        let easy = Coaching::new().with_confidence(0.51);
        assert!(matches!(progress_of(easy, &flat, Some(0.3)), Progress::Stagnating(_)));
        let unknown = progress_of(Coaching::new(), &flat, None);
        assert!(matches!(unknown, Progress::CannotTell(Unclear::NoStandardError(_))));
    }

    #[test]
    fn settings_that_are_no_numbers_are_refused() {
        let target = TargetProfile::new(1, [("influence", 3.0)]);
        let text = |coaching: Coaching| {
            coaching.progress(&[(1.0, &target)], &target).unwrap_err().to_string()
        };
        assert_eq!(
            text(Coaching::new().with_max_slope(f64::NAN)),
            "the largest slope of who stands still is NaN; it must be a finite number"
        );
        assert_eq!(
            text(Coaching::new().with_proficiency(Proficiency::Level(f64::INFINITY))),
            "the level of proficiency is inf; it must be a finite number"
        );
        assert_eq!(
            text(Coaching::new().with_proficiency(Proficiency::TargetLess(f64::NAN))),
            "the margin of proficiency is NaN; it must be a finite number"
        );
        assert_eq!(
            text(Coaching::new().with_confidence(1.0)),
            "confidence is 1; it must be above 0.5 and below 1"
        );
    }

    #[test]
    fn time_must_go_forward() {
        let target = TargetProfile::new(1, [("influence", 3.0)]);
        let error =
            Coaching::new().progress(&[(2.0, &target), (2.0, &target)], &target).unwrap_err();
        assert_eq!(
            error.to_string(),
            "measurement 2 is at time 2, not after the one before it; give measurements in the order of time"
        );
        let other = TargetProfile::new(2, [("influence", 3.0)]);
        let error = Coaching::new().progress(&[(2.0, &other)], &target).unwrap_err().to_string();
        assert!(error.contains("about 1 members"), "{error}");
    }
}

use intervision_core::Ratings;

use super::analysis::mean;
use crate::AssessError;

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
    /// Proficient and still growing.
    Growing(Trend),
    /// Proficient and no longer growing: coaching.
    Stagnating(Trend),
    /// Cannot tell yet.
    CannotTell {
        /// How many measurements there are, the latest among them or not.
        measurements: usize,
        /// How many are needed.
        needed: usize,
    },
}

/// A straight line through a person's measurements.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Trend {
    /// Levels per unit of time, by least squares.
    pub slope: f64,
    /// Its standard error from the errors of measurement, if all are known.
    pub standard_error: Option<f64>,
    /// How many measurements it goes through.
    pub measurements: usize,
}

/// Tells who is proficient but stagnates, over at least two measurements.
///
/// A person's level is the mean over the competencies that have a target for them and that were measured every time
/// they answered: a mean over competencies is far surer than any of them, and coaching is for the person.
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
}

impl Default for Coaching {
    fn default() -> Self {
        let proficiency = Proficiency::TargetLess(0.0);
        Coaching { proficiency, max_slope: 0.05, min_measurements: 2 }
    }
}

impl Coaching {
    /// Proficient at the target, stagnating at 0.05 levels per unit of time or less, over 2 measurements.
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

    /// Everyone's progress over a series of measurements in the order of time, the latest last. The unit of time is
    /// the caller's (years, rounds). Who has no latest measurement cannot be told.
    ///
    /// # Errors
    ///
    /// [`AssessError::TimeOrder`] when times do not increase, [`AssessError::Members`] when a source is about another
    /// number of members.
    pub fn progress(
        &self,
        series: &[(f64, &dyn Ratings)],
        target: &dyn Ratings,
    ) -> Result<Vec<Progress>, AssessError> {
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
        let cannot_tell =
            Progress::CannotTell { measurements: times.len(), needed: self.min_measurements };
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
            return cannot_tell;
        };
        // A hair of slack: a mean of levels that sum to the threshold may round to just below it.
        if now.level < threshold - 1e-9 {
            return Progress::NeedsTraining;
        }
        if points.len() < self.min_measurements {
            return cannot_tell;
        }
        let trend = trend(&points);
        if trend.slope <= self.max_slope {
            Progress::Stagnating(trend)
        } else {
            Progress::Growing(trend)
        }
    }
}

struct Point {
    time: f64,
    level: f64,
    variance: Option<f64>,
}

/// Ordinary least squares; times differ, so the denominator is positive.
fn trend(points: &[Point]) -> Trend {
    let n = points.len() as f64;
    let centre = points.iter().map(|point| point.time).sum::<f64>() / n;
    let spread: f64 = points.iter().map(|point| (point.time - centre).powi(2)).sum();
    let slope =
        points.iter().map(|point| (point.time - centre) * point.level).sum::<f64>() / spread;
    let variance: Option<f64> = points
        .iter()
        .map(|point| point.variance.map(|variance| (point.time - centre).powi(2) * variance))
        .sum();
    let standard_error = variance.map(|variance| variance.sqrt() / spread);
    Trend { slope, standard_error, measurements: points.len() }
}

#[cfg(test)]
mod tests {
    use intervision_core::Rating;

    use super::*;
    use crate::TargetProfile;
    use crate::testing::{ScriptedRatings, close};

    fn progress(levels: &[Option<f64>]) -> Progress {
        let target = TargetProfile::new(1, [("influence", 3.0)]);
        let series: Vec<ScriptedRatings> = levels
            .iter()
            .map(|level| {
                ScriptedRatings::new("influence", vec![level.map(|it| Rating::measured(it, 0.3))])
            })
            .collect();
        let series: Vec<(f64, &dyn Ratings)> =
            series.iter().enumerate().map(|(time, it)| (time as f64, it as &dyn Ratings)).collect();
        Coaching::new().progress(&series, &target).unwrap()[0]
    }

    #[test]
    fn proficient_and_flat_is_stagnating() {
        let Progress::Stagnating(trend) = progress(&[Some(4.0), Some(4.2), Some(4.0)]) else {
            panic!("not stagnating")
        };
        close(trend.slope, 0.0, 1e-12);
        assert_eq!(trend.measurements, 3);
        // Times -1, 0, 1 and an error of .3 each: √(2 · .09)/2.
        close(trend.standard_error.unwrap(), 0.18_f64.sqrt() / 2.0, 1e-12);
    }

    #[test]
    fn proficient_and_rising_is_growing() {
        assert!(matches!(progress(&[Some(3.0), Some(3.5)]), Progress::Growing(_)));
    }

    #[test]
    fn below_the_target_needs_training_however_flat() {
        assert_eq!(progress(&[Some(2.0), Some(2.0), Some(2.0)]), Progress::NeedsTraining);
        assert_eq!(progress(&[Some(2.0)]), Progress::NeedsTraining);
    }

    #[test]
    fn one_measurement_or_none_lately_cannot_tell() {
        let cannot = |measurements| Progress::CannotTell { measurements, needed: 2 };
        assert_eq!(progress(&[Some(4.0)]), cannot(1));
        assert_eq!(progress(&[Some(4.0), Some(4.0), None]), cannot(2));
        assert_eq!(progress(&[None, None]), cannot(0));
        assert_eq!(progress(&[]), cannot(0));
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

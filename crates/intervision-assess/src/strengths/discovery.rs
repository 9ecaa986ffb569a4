use intervision_core::Ratings;

use super::belief::Belief;
use super::first::among_highest;
use crate::AssessError;

/// Finds out what somebody is good at, from one measurement to the next.
///
/// Before anything is measured a level is taken to be normal around what people have on average. Each measurement with a standard
/// error narrows that (conjugate normal model, Gelman and others 2013, section 2.5); a measurement without one tells nothing about
/// how sure it is, and is passed over. With a [drift](Discovery::with_drift) levels may move between measurements, and later ones count for more
/// (Kalman 1960). That a competency is among the strongest is an integral over the levels, not a simulation: nothing is drawn.
///
/// # Complexity
///
/// O(occasions · c) for c competencies, and O(c³ · strongest) for the probabilities.
///
/// # Example
///
/// ```
/// use intervision_assess::strengths::Discovery;
/// use intervision_core::{Rating, Ratings};
/// use std::borrow::Cow;
///
/// struct Levels([f64; 3]);
/// impl Ratings for Levels {
///     fn len(&self) -> usize { 1 }
///     fn competencies(&self) -> Vec<Cow<'_, str>> {
///         ["connecting", "creating", "organising"].map(Cow::from).to_vec()
///     }
///     fn rating(&self, _: usize, competency: &str) -> Option<Rating> {
///         let at = self.competencies().iter().position(|c| c == competency)?;
///         Some(Rating::measured(self.0[at], 0.4))
///     }
/// }
///
/// let (first, second) = (Levels([3.0, 4.0, 2.0]), Levels([3.2, 4.2, 2.2]));
/// let discovery = Discovery::new(3.0, 0.8)?.with_strongest(1);
/// let found = discovery.of(&[&first, &second], 0, &["connecting", "creating", "organising"])?;
/// let creating = &found.all()[0];
/// assert_eq!(creating.competency, "creating");
/// // Surer with each measurement.
/// assert!(creating.sd_after[1] < creating.sd_after[0] && creating.sd_after[0] < 0.8);
/// assert!(creating.probability > 0.95);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discovery {
    prior: Belief,
    drift: f64,
    strongest: usize,
}

impl Discovery {
    /// Levels are expected around `mean`, with this standard deviation between people.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a mean that is not finite, or a standard deviation that is not above 0.
    pub fn new(mean: f64, sd: f64) -> Result<Self, AssessError> {
        let refuse = |setting, value, allowed| AssessError::Setting { setting, value, allowed };
        if !mean.is_finite() {
            return Err(refuse("expected level", mean, "a finite number"));
        }
        if !(sd.is_finite() && sd > 0.0) {
            return Err(refuse("standard deviation between people", sd, "finite and above 0"));
        }
        Ok(Discovery { prior: Belief { mean, variance: sd * sd }, drift: 0.0, strongest: 3 })
    }

    /// A level moves by about this much from one measurement to the next; 0 unless said otherwise.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a drift that is negative or not finite.
    pub fn with_drift(mut self, levels: f64) -> Result<Self, AssessError> {
        if !(levels.is_finite() && levels >= 0.0) {
            let (setting, allowed) = ("drift", "finite and not negative");
            return Err(AssessError::Setting { setting, value: levels, allowed });
        }
        self.drift = levels;
        Ok(self)
    }

    /// How many competencies count as somebody's strongest; 3 unless said otherwise.
    #[must_use]
    pub fn with_strongest(mut self, count: usize) -> Self {
        self.strongest = count;
        self
    }

    /// The strengths of a member among these competencies.
    ///
    /// # Errors
    ///
    /// [`AssessError::Members`] when the measurements are about different numbers of members.
    pub fn of(
        &self,
        occasions: &[&dyn Ratings],
        member: usize,
        competencies: &[&str],
    ) -> Result<Strengths, AssessError> {
        let expected = occasions.first().map_or(0, Ratings::len);
        if let Some(other) = occasions.iter().find(|other| other.len() != expected) {
            let what = "another measurement of the series";
            return Err(AssessError::Members { what, expected, found: other.len() });
        }
        let mut competencies = competencies.to_vec();
        competencies.sort_unstable();
        competencies.dedup();
        let mut strengths = Vec::new();
        let mut unmeasured = Vec::new();
        for competency in competencies {
            let mut belief = self.prior;
            let mut sd_after = Vec::new();
            let mut measurements = 0;
            for occasion in occasions {
                if measurements > 0 {
                    belief = belief.later(self.drift);
                }
                let rating = occasion.rating(member, competency);
                let known = rating.and_then(|r| Some((r.level, r.standard_error?)));
                if let Some((level, error)) = known {
                    belief = belief.after(level, error * error);
                    measurements += 1;
                }
                sd_after.push(belief.sd());
            }
            if measurements == 0 {
                unmeasured.push(competency.to_owned());
                continue;
            }
            strengths.push((
                belief,
                Strength {
                    competency: competency.to_owned(),
                    level: belief.mean,
                    sd_after,
                    measurements,
                    probability: 0.0,
                },
            ));
        }
        let beliefs: Vec<Belief> = strengths.iter().map(|(belief, _)| *belief).collect();
        let chances = among_highest(&beliefs, self.strongest);
        let strengths = strengths.into_iter().zip(chances);
        let mut all: Vec<Strength> =
            strengths.map(|((_, it), probability)| Strength { probability, ..it }).collect();
        // By probability, then by level; what is still alike stands by id.
        all.sort_by(|a, b| {
            b.probability.total_cmp(&a.probability).then_with(|| b.level.total_cmp(&a.level))
        });
        Ok(Strengths { all, unmeasured, strongest: self.strongest })
    }
}

/// Where somebody stands on a competency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Strength {
    /// The competency.
    pub competency: String,
    /// The level that is expected after all measurements.
    pub level: f64,
    /// The standard deviation of what is believed of the level, after each occasion.
    pub sd_after: Vec<f64>,
    /// How many measurements it rests on.
    pub measurements: usize,
    /// The probability that this is among the person's strongest.
    pub probability: f64,
}

/// What somebody is good at.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Strengths {
    all: Vec<Strength>,
    unmeasured: Vec<String>,
    strongest: usize,
}

impl Strengths {
    /// Everything that was measured, the most probable strength first. The probabilities add up to the number of strongest.
    #[must_use]
    pub fn all(&self) -> &[Strength] {
        &self.all
    }

    /// The strongest, with the probability that they are.
    #[must_use]
    pub fn strongest(&self) -> &[Strength] {
        self.all.get(..self.strongest.min(self.all.len())).unwrap_or_default()
    }

    /// What was never measured with a standard error, so that nothing can be said of it.
    #[must_use]
    pub fn unmeasured(&self) -> &[String] {
        &self.unmeasured
    }
}

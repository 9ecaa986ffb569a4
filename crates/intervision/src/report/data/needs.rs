use crate::report::ReportError;

/// One competency of the cohort against its target, in the levels of the framework.
///
/// Without a mean the cell is empty on purpose: too few people have a score for a figure to be shown.
///
/// # Example
///
/// ```
/// use intervision::report::CohortNeed;
///
/// let need = CohortNeed::new("Exerting influence", 4.0)
///     .with_mean(3.1, 2.9, 3.3)?
///     .with_people(196, 128)?;
/// assert_eq!(need.mean(), Some((3.1, 2.9, 3.3)));
/// # Ok::<(), intervision::report::ReportError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CohortNeed {
    competency: String,
    targets: Option<(f64, f64)>,
    mean: Option<(f64, f64, f64)>,
    people: Option<(usize, usize)>,
    withheld: bool,
}

impl CohortNeed {
    /// A competency with one target for everyone.
    #[must_use]
    pub fn new(competency: impl Into<String>, target: f64) -> Self {
        CohortNeed {
            competency: competency.into(),
            targets: Some((target, target)),
            mean: None,
            people: None,
            withheld: false,
        }
    }

    /// A competency for which nobody has a target.
    #[must_use]
    pub fn without_target(competency: impl Into<String>) -> Self {
        let competency = competency.into();
        CohortNeed { competency, targets: None, mean: None, people: None, withheld: false }
    }

    /// A competency of which nothing may be shown, because too few people are behind it.
    #[must_use]
    pub fn withheld(competency: impl Into<String>) -> Self {
        CohortNeed { withheld: true, ..CohortNeed::without_target(competency) }
    }

    /// Whether nothing may be shown of it.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.withheld
    }

    /// Targets differ by role: the lowest and the highest.
    #[must_use]
    pub fn with_targets(mut self, lowest: f64, highest: f64) -> Self {
        self.targets = Some((lowest.min(highest), lowest.max(highest)));
        self
    }

    /// The cohort's mean and its interval.
    ///
    /// # Errors
    ///
    /// [`ReportError::Interval`] unless low ≤ mean ≤ high and all are finite.
    pub fn with_mean(mut self, mean: f64, low: f64, high: f64) -> Result<Self, ReportError> {
        let finite = mean.is_finite() && low.is_finite() && high.is_finite();
        if !finite || low > mean || mean > high {
            return Err(ReportError::Interval { competency: self.competency, low, mean, high });
        }
        self.mean = Some((mean, low, high));
        Ok(self)
    }

    /// How many people have a score, and how many of them are below their target.
    ///
    /// # Errors
    ///
    /// [`ReportError::Count`] when more are below than have a score.
    pub fn with_people(mut self, scored: usize, below: usize) -> Result<Self, ReportError> {
        if below > scored {
            return Err(ReportError::Count { competency: self.competency, below, people: scored });
        }
        self.people = Some((scored, below));
        Ok(self)
    }

    /// The competency's title.
    #[must_use]
    pub fn competency(&self) -> &str {
        &self.competency
    }

    /// The lowest and the highest target, if there is one to show; equal when everyone has the same.
    #[must_use]
    pub fn targets(&self) -> Option<(f64, f64)> {
        self.targets
    }

    /// Mean, low and high end of its interval, if it may be shown.
    #[must_use]
    pub fn mean(&self) -> Option<(f64, f64, f64)> {
        self.mean
    }

    /// How many people have a score and how many are below target, if that may be shown.
    #[must_use]
    pub fn people(&self) -> Option<(usize, usize)> {
        self.people
    }
}

/// The needs of the cohort: where it stands against the profile, competency by competency.
///
/// The report never prints a count of people between 1 and `floor - 1`, nor one that leaves such a rest: it is the last
/// gate, whatever the figures it is given. Suppression that looks across cells belongs to who made the figures.
///
/// # Example
///
/// ```
/// use intervision::report::{CohortNeed, Needs};
///
/// let needs = Needs::new(1.0, 5.0)?.with_floor(5).with_need(CohortNeed::new("Influence", 4.0));
/// assert_eq!(needs.floor(), 5);
/// # Ok::<(), intervision::report::ReportError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    levels: (f64, f64),
    confidence: f64,
    floor: usize,
    competencies: Vec<CohortNeed>,
}

impl Needs {
    /// On a scale of levels, say 1 to 5. Intervals are taken as 95 % and the floor is 5 until said otherwise.
    ///
    /// # Errors
    ///
    /// [`ReportError::Scale`] unless both are finite and the lowest is below the highest.
    pub fn new(lowest: f64, highest: f64) -> Result<Self, ReportError> {
        if !lowest.is_finite() || !highest.is_finite() || lowest >= highest {
            return Err(ReportError::Scale { low: lowest, high: highest });
        }
        Ok(Needs {
            levels: (lowest, highest),
            confidence: 0.95,
            floor: 5,
            competencies: Vec::new(),
        })
    }

    /// How sure the intervals are: 0.95 for 95 %.
    #[must_use]
    pub fn with_confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// The smallest number of people that may be shown.
    #[must_use]
    pub fn with_floor(mut self, floor: usize) -> Self {
        self.floor = floor;
        self
    }

    /// Adds a competency; they are shown in the order in which they come, so begin with the greatest need.
    #[must_use]
    pub fn with_need(mut self, need: CohortNeed) -> Self {
        self.competencies.push(need);
        self
    }

    /// The lowest and the highest level.
    #[must_use]
    pub fn levels(&self) -> (f64, f64) {
        self.levels
    }

    /// How sure the intervals are.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.confidence
    }

    /// The smallest number of people that may be shown.
    #[must_use]
    pub fn floor(&self) -> usize {
        self.floor
    }

    /// The competencies.
    #[must_use]
    pub fn needs(&self) -> &[CohortNeed] {
        &self.competencies
    }
}

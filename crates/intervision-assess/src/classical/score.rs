/// Where the standard error of a scale score comes from.
///
/// A leadership scale has four to six items. The spread of one person's five answers is a poor estimate (four degrees of
/// freedom, and 0 for whoever ticks one column), so the default pools what items and persons leave unexplained over the
/// whole cohort. On complete, equally weighted answers that is exactly the classical standard error of measurement,
/// SD √(1 − α) (Hoyt, 1941), but it needs no reliability, stays defined when α is negative, and widens for a person
/// who skipped items.
///
/// None of them is conditional on the level; near the ends of a scale they are a little too wide.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum ErrorMethod {
    /// Residual variance of persons x items, pooled over the cohort; needs 20 degrees of freedom.
    #[default]
    CohortResidual,
    /// SD √(1 − α), α and SD from those who answered every item; needs 10 of them, and α of at least 0.
    CohortAlpha,
    /// The spread of the person's own answers, corrected for nothing; needs 2 answers that differ.
    WithinPerson,
    /// A standard deviation of one answer that is known from elsewhere (a manual, an earlier cohort), in points of
    /// the response format.
    Known {
        /// That standard deviation; positive.
        item_sd: f64,
    },
}

/// A standard error and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct StandardError {
    /// In units of the score, percent of maximum possible (0 to 1). Positive.
    pub value: f64,
    /// The method, with the size of its evidence.
    pub basis: ErrorBasis,
}

/// What a standard error rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ErrorBasis {
    /// Residual variance of persons x items over a cohort.
    CohortResidual {
        /// How many persons it pools.
        persons: usize,
        /// Its degrees of freedom.
        degrees_of_freedom: usize,
    },
    /// SD √(1 − α) of a cohort.
    CohortAlpha {
        /// How many persons answered every item.
        persons: usize,
        /// Their α.
        alpha: f64,
    },
    /// The spread of this person's answers.
    WithinPerson {
        /// How many answers there are.
        answers: usize,
    },
    /// Given by the caller.
    Known,
}

/// Why a score has no standard error.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoStandardError {
    /// The cohort is too small to pool.
    #[error(
        "the cohort leaves {found} degrees of freedom and {needed} are needed; ask more people or give a known item SD"
    )]
    TooFewDegrees {
        /// What there are.
        found: usize,
        /// What are needed.
        needed: usize,
    },
    /// Too few persons answered every item.
    #[error(
        "{found} persons answered every item and {needed} are needed; ask more people or give a known item SD"
    )]
    TooFewPersons {
        /// How many did.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Alpha is negative: the items do not hang together.
    #[error("alpha is {alpha:.2}, below 0: the items do not measure one thing, check their keys")]
    NegativeAlpha {
        /// Alpha.
        alpha: f64,
    },
    /// All answers are alike, which says nothing of how sure they are.
    #[error("the answers do not vary, so they do not tell how sure they are")]
    NoVariance,
    /// A single answer has no spread.
    #[error("one answer has no spread; two are needed")]
    OneAnswer,
}

/// A person's score on a scale.
///
/// # Example
///
/// The answers 4, 5, 2 (reversed) and no answer, on 1 to 5:
///
/// ```
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale, Scorer};
/// use intervision_core::Table;
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 5))
///     .with_items(["q1", "q2", "q3", "q4"].map(|id| Item::new(id, "agreement")))
///     .with_scale(Scale::new("s").with_item("q1").with_item("q2").with_reversed("q3").with_item("q4"))
///     .build()?;
/// let answers = [("q1", Answer::Given(4)), ("q2", Answer::Given(5)), ("q3", Answer::Given(2))];
/// let responses = Responses::builder(&instrument).with_row("p1", answers).build()?;
/// let scores = Scorer::new(instrument, responses)?.scores(&Table::new(["p1"])?)?;
/// let score = scores.score(0, "s").unwrap().as_ref().unwrap();
/// assert!((score.pomp() - 0.8333).abs() < 1e-4);
/// assert_eq!((score.answered(), score.missing()), (3, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ScaleScore {
    pub(super) mean: f64,
    pub(super) sum: Option<f64>,
    pub(super) pomp: f64,
    pub(super) answered: usize,
    pub(super) items: usize,
    pub(super) standard_error: Result<StandardError, NoStandardError>,
}

impl ScaleScore {
    /// Weighted mean of the keyed answers, in points of the response format.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Sum of the keyed answers, each times its weight, over all items; `None` where items are missing and the rule does not fill them.
    #[must_use]
    pub fn sum(&self) -> Option<f64> {
        self.sum
    }

    /// Percent of maximum possible (Cohen and others, 1999), as a fraction: 0 is the lowest score there is, 1 the highest.
    #[must_use]
    pub fn pomp(&self) -> f64 {
        self.pomp
    }

    /// How many items were answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answered
    }

    /// How many were not.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.items - self.answered
    }

    /// Its standard error with what that rests on, or why there is none.
    ///
    /// # Errors
    ///
    /// [`NoStandardError`] says what would be needed.
    pub fn standard_error(&self) -> Result<StandardError, NoStandardError> {
        self.standard_error
    }
}

/// Why a person has no score on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoScore {
    /// The person has no row in the responses.
    #[error("did not respond")]
    NoResponse,
    /// The person responded, but answered none of these items.
    #[error("answered none of the items")]
    NotAnswered,
    /// Fewer answers than the missing rule asks for.
    #[error("answered {answered} of {items} items, {needed} are needed")]
    Insufficient {
        /// How many were answered.
        answered: usize,
        /// How many items there are.
        items: usize,
        /// How many must be answered.
        needed: usize,
    },
}

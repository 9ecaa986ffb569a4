/// Why there is no coefficient of agreement.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoAgreement {
    /// Too few ratings to compare.
    #[error("{found} ratings have no spread; {needed} are needed")]
    TooFewRatings {
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Too few persons or things that two raters rated.
    #[error("{found} rows have two ratings or more; {needed} are needed")]
    TooFewRows {
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Another number of raters than the coefficient compares.
    #[error("the table has {found} raters and this coefficient compares {needed}")]
    Raters {
        /// How many columns the table has.
        found: usize,
        /// How many are compared: exactly, or at least.
        needed: usize,
    },
    /// A cell is empty and the coefficient takes none.
    #[error("row {row} has no rating in column {column}; this coefficient needs every one")]
    Missing {
        /// Which row, counted from 1.
        row: usize,
        /// Which column, counted from 1.
        column: usize,
    },
    /// A rating is none of the categories.
    #[error("row {row} has the rating {value} in column {column}, which is none of the categories")]
    NoCategory {
        /// Which row, counted from 1.
        row: usize,
        /// Which column, counted from 1.
        column: usize,
        /// The rating.
        value: f64,
    },
    /// Categories that leave nothing to choose, or do not rise.
    #[error("{found} categories, which must be 2 or more finite numbers, each once")]
    Categories {
        /// How many there are.
        found: usize,
    },
    /// A rating outside the ends of the format.
    #[error("a rating is {value}; the format runs from {min} to {max}")]
    OutsideFormat {
        /// The rating.
        value: f64,
        /// Lowest category.
        min: f64,
        /// Highest category.
        max: f64,
    },
    /// Everybody uses one category: raters would agree without looking.
    #[error("the ratings do not vary, so agreement cannot be told from chance")]
    NoVariance,
    /// A variance of the null distribution that is no positive number.
    #[error("the null has a variance of {variance}; it must be a positive number")]
    Null {
        /// The variance.
        variance: f64,
    },
    /// The group's mean is so near an end of the format that its largest possible spread is not defined.
    #[error(
        "a mean of {mean} from {raters} raters lies too near an end of the format for a largest spread to compare with"
    )]
    ExtremeMean {
        /// The mean.
        mean: f64,
        /// How many raters there are.
        raters: usize,
    },
    /// A ratio needs a zero below which nothing is.
    #[error("a rating is {value}; the ratio metric needs values of 0 or more")]
    NegativeRatio {
        /// The rating.
        value: f64,
    },
    /// A confidence that is not between 0 and 1.
    #[error("confidence is {value}; it must be above 0 and below 1")]
    Confidence {
        /// The confidence.
        value: f64,
    },
    /// A bootstrap of too few samples.
    #[error("{samples} samples are too few for an interval; take at least {needed}")]
    Samples {
        /// How many were asked for.
        samples: usize,
        /// How many are needed.
        needed: usize,
    },
}

pub(super) fn confident(confidence: f64) -> Result<(), NoAgreement> {
    let inside = confidence > 0.0 && confidence < 1.0;
    if inside { Ok(()) } else { Err(NoAgreement::Confidence { value: confidence }) }
}

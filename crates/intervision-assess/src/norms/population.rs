use chrono::NaiveDate;

/// Whom a norm is about. A norm without this is a number without a meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Population {
    /// Who they are, in words.
    pub name: String,
    /// How many were measured.
    pub n: Option<usize>,
    /// When.
    pub date: Option<NaiveDate>,
}

/// Where a score stands in a population. Hosts with norms of another form implement it.
///
/// # Laws
///
/// For scores that it knows, `percentile` lies between 0 and 100, `z` is finite, and neither falls as the score rises.
pub trait Norm: std::fmt::Debug {
    /// Whom it is about.
    fn population(&self) -> &Population;

    /// The part of the population below a score, 0 to 100.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for a score that the norm does not know.
    fn percentile(&self, score: f64) -> Result<f64, NoNorm>;

    /// The score in standard deviations from the mean of the population; normalised if the norm's form asks for that.
    ///
    /// # Errors
    ///
    /// As of [`percentile`](Self::percentile).
    fn z(&self, score: f64) -> Result<f64, NoNorm>;
}

/// Why a score or a norm cannot be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoNorm {
    /// A score or setting is not a finite number.
    #[error("{what} is {value}, which is not a finite number")]
    NotFinite {
        /// What it is.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A standard deviation is not positive.
    #[error("the norm has a standard deviation of {sd}; it must be a positive number")]
    NoSpread {
        /// The standard deviation.
        sd: f64,
    },
    /// A sample that is too small or all alike.
    #[error(
        "a norm of {n} scores, {distinct} of them different, tells nobody apart; 2 different ones are needed"
    )]
    TooSmall {
        /// How many scores there are.
        n: usize,
        /// How many different ones.
        distinct: usize,
    },
    /// A score below the first line of a table.
    #[error("the norm table begins at {lowest} and the score is {score}")]
    BelowTable {
        /// The score.
        score: f64,
        /// Where the table begins.
        lowest: f64,
    },
    /// Lines of a table, or bands, that do not rise.
    #[error(
        "line {line} of the {what} does not rise above the one before it; list both columns from low to high"
    )]
    NotRising {
        /// "norm table" or "bands".
        what: &'static str,
        /// Which line, counted from 1.
        line: usize,
    },
    /// A table or list of bands without lines.
    #[error("the {what} have no lines; give at least one")]
    Empty {
        /// "norms", "norm table" or "bands".
        what: &'static str,
    },
    /// A value that the scale of a table cannot have.
    #[error("line {line} of the norm table has {value}, which {scale} cannot be")]
    OutsideScale {
        /// Which line, counted from 1.
        line: usize,
        /// The value.
        value: f64,
        /// The scale.
        scale: &'static str,
    },
    /// A confidence that is not between 0 and 1.
    #[error("confidence is {value}; it must be above 0 and below 1")]
    Confidence {
        /// The confidence.
        value: f64,
    },
    /// A cell of a file that cannot be read.
    #[error("row {row}: {column} is \"{value}\"; it must be {allowed}")]
    Cell {
        /// The row, the header being row 1.
        row: usize,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        allowed: &'static str,
    },
    /// A column that a file of norms must have, or one that it cannot.
    #[error("the norms have {found} column \"{column}\"; columns are {known}")]
    Column {
        /// "no" or "an unknown".
        found: &'static str,
        /// The column.
        column: String,
        /// Those that there can be.
        known: &'static str,
    },
    /// A scale stands there twice.
    #[error("row {row}: scale \"{scale}\" stands there before; keep one norm per scale")]
    ScaleTwice {
        /// The row, the header being row 1.
        row: usize,
        /// The scale.
        scale: String,
    },
    /// The file cannot be read as a table.
    #[error("the norms cannot be read as a table: {message}")]
    Broken {
        /// What the reader says.
        message: String,
    },
}

pub(super) fn finite(what: &'static str, value: f64) -> Result<f64, NoNorm> {
    if value.is_finite() { Ok(value) } else { Err(NoNorm::NotFinite { what, value }) }
}

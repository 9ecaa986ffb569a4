use chrono::NaiveDate;

use super::{Johari, RaterGroup, SelfOther};
use crate::Interval;
use crate::survey::Cell;

/// What may be published about one person. Made by [`Disclosure::report`](super::Disclosure::report).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FeedbackReport {
    /// The version of this document's form: 1.
    pub version: u32,
    /// The person rated.
    pub subject: String,
    /// When the answers were given.
    pub occasion: Option<NaiveDate>,
    /// How groups count in overall figures.
    pub overall: String,
    /// How standard errors and intervals are made.
    pub error: &'static str,
    /// The groups, in the order of every list of figures below.
    pub groups: Vec<Part>,
    /// The scales, in the order of the instrument.
    pub scales: Vec<GroupFigure>,
    /// The items, reversed ones turned around so that high is always much of it.
    pub items: Vec<GroupFigure>,
    /// Whether no other choice of figures loses less; if not, withholding was cut short on the safe side.
    pub minimal: bool,
}

/// A group of raters as published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The groups that are joined in it.
    pub of: Vec<RaterGroup>,
    /// The fewest raters that a figure about it rests on.
    pub floor: usize,
    /// How many were asked.
    pub invited: usize,
    /// How many answered.
    pub answered: Cell,
}

/// The figures about one scale or item.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct GroupFigure {
    /// The id of the scale or item.
    pub id: String,
    /// The competency that a scale measures, if any.
    pub competency: Option<String>,
    /// The lowest and the highest mean there can be.
    pub range: (f64, f64),
    /// One per group of the report.
    pub groups: Vec<RatedFigure>,
    /// All together.
    pub overall: RatedFigure,
    /// Self beside the others, where the overall figure is of others and both are shown.
    pub gap: Option<SelfOther>,
    /// Where that puts the person, if a threshold was given.
    pub johari: Option<Johari>,
}

/// A mean over raters, or why it is not there.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RatedFigure {
    /// It may be shown.
    Shown {
        /// The mean, in points of the response format.
        mean: f64,
        /// How many raters it is of.
        raters: usize,
        /// Its standard error.
        standard_error: Option<f64>,
        /// An interval that holds the mean of such raters.
        interval: Option<Interval>,
        /// Why there is no standard error, or no interval.
        missing: Option<NoError>,
    },
    /// Nobody answered, or not enough for a score.
    NoAnswers,
    /// Fewer raters than their floor, but somebody.
    BelowFloor {
        /// The floor.
        floor: usize,
    },
    /// Enough raters, and withheld because a calculation with other figures would give a few of them away.
    Complementary,
}

/// Why a mean over raters has no standard error or interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoError {
    /// It is one rater's.
    OneRater,
    /// A group in it is withheld, and the error would tell of that group.
    PartWithheld,
    /// It has a standard error; the distribution of means of groups has no interval of its own.
    OfGroups,
}

impl RatedFigure {
    /// The mean, if it is shown.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        match self {
            RatedFigure::Shown { mean, .. } => Some(*mean),
            _ => None,
        }
    }

    /// The standard error, if it is shown.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        match self {
            RatedFigure::Shown { standard_error, .. } => *standard_error,
            _ => None,
        }
    }

    /// How many raters it is of, if it is shown.
    #[must_use]
    pub fn raters(&self) -> Option<usize> {
        match self {
            RatedFigure::Shown { raters, .. } => Some(*raters),
            _ => None,
        }
    }
}

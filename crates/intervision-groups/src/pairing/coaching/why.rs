//! In: what stands in the way of a match. Out: the reason as a value that hosts can put into words of their own, and in ours.

use chrono::NaiveDate;

/// Why somebody has no coach, or why a coach may not coach.
///
/// [`Unmatched::reason`](super::Unmatched::reason) says the same in English, with names. Not every reason is for everybody to read: who
/// keeps apart from whom is between them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum WhyUnmatched {
    /// No coach may coach on the day.
    NobodyCoaches {
        /// The day.
        on: NaiveDate,
    },
    /// Every coach is a manager of theirs, or kept apart from them.
    KeptApart,
    /// They listed no coach who may coach them.
    NoneListed,
    /// All coaches who may coach them are taken.
    NoSeat {
        /// How many may.
        coaches: usize,
    },
    /// A match of theirs would add nothing to the total.
    AddsNothing,
    /// The coach lacks what is required.
    Lacks {
        /// What.
        qualification: String,
    },
    /// What is required of the coach begins later.
    Begins {
        /// What.
        qualification: String,
        /// When.
        on: NaiveDate,
    },
    /// What is required of the coach ended before.
    Ended {
        /// What.
        qualification: String,
        /// The last day on which it held.
        on: NaiveDate,
    },
}

impl WhyUnmatched {
    /// In words about whom it concerns.
    pub(super) fn words(&self, id: &str) -> String {
        match self {
            WhyUnmatched::NobodyCoaches { on } => format!("no coach may coach on {on}"),
            WhyUnmatched::KeptApart => {
                format!("every coach is a manager of {id} or kept apart from them")
            }
            WhyUnmatched::NoneListed => format!("{id} listed no coach who may coach them"),
            WhyUnmatched::NoSeat { coaches: 1 } => {
                format!("the only coach who may coach {id} has no seat left")
            }
            WhyUnmatched::NoSeat { coaches } => {
                format!("all {coaches} coaches who may coach {id} have no seat left")
            }
            WhyUnmatched::AddsNothing => format!("no match of {id} would add to the total"),
            WhyUnmatched::Lacks { qualification } => format!("{id} has no {qualification}"),
            WhyUnmatched::Begins { qualification, on } => {
                format!("{qualification} of {id} begins on {on}")
            }
            WhyUnmatched::Ended { qualification, on } => {
                format!("{qualification} of {id} ended on {on}")
            }
        }
    }
}

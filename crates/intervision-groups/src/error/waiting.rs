//! What can be wrong with a waiting list.

use super::say::counted;

/// Why nobody can wait as the rules say. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WaitingError {
    /// The sizes follow from how many people there are.
    #[error(
        "{sizes} hold everybody, and the rules have a waiting list; list sizes, give a number of groups with limits, or groups of exactly one size"
    )]
    NoSeats {
        /// The sizes in words.
        sizes: String,
    },
    /// More people must wait than may.
    #[error("{} must wait, and at most {at_most} may; add seats or let more wait", counted(*.waiting, "person"))]
    TooMany {
        /// How many there are too many for the seats.
        waiting: usize,
        /// How many may wait.
        at_most: usize,
    },
    /// A priority that is no whole number.
    #[error(
        "the priority of {id} is {found} under \"{attribute}\"; a priority is a whole number from 0 to 4294967295, or an ordered level"
    )]
    Priority {
        /// The attribute.
        attribute: String,
        /// Whose priority it is.
        id: String,
        /// What stands there: `2.5`, or `a category`.
        found: String,
    },
    /// Something that does not go with a waiting list.
    #[error("{what} do not go with a waiting list yet; leave one of the two out")]
    NotYet {
        /// What: `themes`.
        what: &'static str,
    },
}

//! What can be wrong with the objectives of a front.

use crate::Aggregate;

/// Why no front can be drawn. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FrontError {
    /// An objective names a wish that the rules do not have.
    #[error("a front is asked of \"{name}\", and the rules have no such wish; they have {}", plainly(.known))]
    Unknown {
        /// What the objective names.
        name: String,
        /// The wishes, as `mix "function"`.
        known: Vec<String>,
    },
    /// A wish in both objectives.
    #[error("{wish} is in both objectives of the front; name it in one")]
    Twice {
        /// The wish, as `mix "function"`.
        wish: String,
    },
    /// An objective in which nothing counts.
    #[error(
        "the {which} objective of the front has no wish of a weight above 0; name one that has"
    )]
    Empty {
        /// `first` or `second`.
        which: &'static str,
    },
    /// The rules do not add groups up.
    #[error(
        "a front is drawn between sums, and the rules ask for the {aggregate}; add groups up for it"
    )]
    NoSums {
        /// What the rules ask for.
        aggregate: Aggregate,
    },
    /// Who has a seat by priority comes before the wishes.
    #[error(
        "a front is drawn between wishes, and priority for a seat comes before all of them; leave it out of the waiting list"
    )]
    Seats,
}

fn plainly(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

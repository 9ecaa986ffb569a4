//! What can be wrong with a wish.

/// Why wishes cannot be pursued. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WishError {
    /// A weight that is not a number from 0 to 1e12.
    #[error("the weight of {wish} is {weight}; give a number from 0 to 1e12")]
    Weight {
        /// The wish, as `mix "function"`.
        wish: String,
        /// The weight.
        weight: f64,
    },
    /// The same wish stands there twice.
    #[error("{wish} stands there twice; say it once and add up the weights")]
    Duplicate {
        /// The wish, as `mix "function"`.
        wish: String,
    },
    /// A field that a wish of this direction has no use for.
    #[error("{wish} has a field \"{field}\", which only wishes not to be alone take; leave it out")]
    Field {
        /// The wish, as `mix "function"`.
        wish: String,
        /// `category` or `at_least`.
        field: &'static str,
    },
    /// A wish whose groups have no score, and a harmonic mean of scores.
    #[error(
        "{wish} can count below 0, and the harmonic mean takes scores of what starts at 0; add groups up, or ask for the worst"
    )]
    NoScore {
        /// The wish, as `seek "friends"`.
        wish: String,
    },
    /// More priority levels than one number can keep apart.
    #[error(
        "{levels} priority levels of such range cannot be kept apart in one number; use fewer, or lighter weights on the last"
    )]
    TooManyLevels {
        /// How many levels there are.
        levels: usize,
    },
    /// A wish about kinds of people, and an attribute that is a number.
    #[error(
        "{wish} asks for kinds of people, and \"{attribute}\" is a number; give it as a category or a level"
    )]
    NeedsCategories {
        /// The wish.
        wish: String,
        /// The attribute.
        attribute: String,
    },
}

//! What can be wrong with pair weights.

use super::say::{counted, quoted};

/// Why pair weights cannot be used. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PairsError {
    /// Pair weights that the rules name were not given.
    #[error("the rules name pair weights \"{name}\", and those given are {}", quoted(.given))]
    Missing {
        /// The name in the rules.
        name: String,
        /// The names that were given.
        given: Vec<String>,
    },
    /// Pair weights were given that no rule names.
    #[error("pair weights \"{name}\" are given, and no wish names them; add one with `with_pairs`")]
    Unused {
        /// The name that was given.
        name: String,
    },
    /// Pair weights for another number of people.
    #[error("pair weights \"{name}\" are for {}, and the roster has {people}", counted(*.found, "person"))]
    Length {
        /// Their name.
        name: String,
        /// How many people they are for.
        found: usize,
        /// How many people there are.
        people: usize,
    },
    /// A pair weight that is not finite or too large to add up.
    #[error(
        "pair weight \"{name}\" of {a} and {b} is {weight}; give a number between -1e100 and 1e100"
    )]
    Weight {
        /// The name of the pair weights.
        name: String,
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// The weight.
        weight: f64,
    },
}

//! What can be wrong with the sizes of groups.

use super::say::{at_most, counted, range, there_are};

/// Why people cannot be put into groups of these sizes. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SizesError {
    /// More groups than people.
    #[error("{} for {}; {}", counted(*.groups, "group"), counted(*.people, "person"), at_most(*.people, "group"))]
    TooManyGroups {
        /// How many groups are asked for.
        groups: usize,
        /// How many people there are.
        people: usize,
    },
    /// The sizes hold more or fewer people than there are.
    #[error("{sizes} {} {}, and {}; {right}", hold(.sizes), range(*.least, *.most), there_are(*.people, "person"))]
    DoNotAddUp {
        /// The sizes in words.
        sizes: String,
        /// The fewest people they can hold.
        least: usize,
        /// The most people they can hold.
        most: usize,
        /// How many people there are.
        people: usize,
        /// What would be right.
        right: String,
    },
}

/// `1 group of 4 holds`, `groups of 4 hold`.
fn hold(sizes: &str) -> &'static str {
    if sizes.starts_with("1 group ") { "holds" } else { "hold" }
}

//! What can be wrong with slots that groups share.

use super::say::{at_most, counted, there_are};

/// Why groups cannot share slots as the rules say. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SlotsError {
    /// Groups must share slots, and nobody said when people are free.
    #[error("the rules ask for {}, and no slots are given; give them with `with_slots`", counted(*.least, "common slot"))]
    Missing {
        /// How many slots a group must share.
        least: usize,
    },
    /// Groups must share more slots than there are.
    #[error("the rules ask for {}, and {}; {}", counted(*.least, "common slot"), there_are(*.slots, ""), fewer_slots(*.slots))]
    TooFew {
        /// How many slots a group must share.
        least: usize,
        /// How many slots there are.
        slots: usize,
    },
    /// Somebody is free in too few slots for any group.
    #[error(
        "{id} is free in {}, and the members of a group must share {least}; {}leave {id} out",
        counted(*.free, "slot"), ask_or(*.free)
    )]
    TooFewFree {
        /// Who.
        id: String,
        /// In how many slots they are free.
        free: usize,
        /// How many slots a group must share.
        least: usize,
    },
}

/// What to do where there are so many slots.
fn fewer_slots(slots: usize) -> String {
    if slots == 0 { "drop the rule or add slots".to_owned() } else { at_most(slots, "") }
}

/// What to ask for instead, where that is anything.
fn ask_or(free: usize) -> String {
    if free == 0 { String::new() } else { format!("{}, or ", at_most(free, "")) }
}

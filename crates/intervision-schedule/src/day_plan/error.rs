/// Why blocks make no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayPlanError {
    /// The blocks are longer than the day.
    #[error(
        "the blocks take {needed} minutes and there are {have}: {by} too many; shorten a block or leave one out"
    )]
    Overfull {
        /// Minutes that the blocks take.
        needed: u32,
        /// Minutes there are.
        have: u32,
        /// Minutes too many.
        by: u32,
    },
    /// No block of rest is long enough.
    #[error(
        "the longest rest is {have} minutes, and {need} in one piece are asked for; lengthen a block of rest"
    )]
    Rest {
        /// Minutes asked for.
        need: u32,
        /// Minutes of the longest block of rest.
        have: u32,
    },
    /// Blocks that must each come before the next, in a circle.
    #[error("these blocks must each come before the next, in a circle: {}; take one of the wishes out", .blocks.join(", "))]
    Circle {
        /// The titles, in order.
        blocks: Vec<String>,
    },
    /// Times of day that no order keeps.
    #[error("no order keeps the times of day of {} with what must come before what; widen one of them", .blocks.iter().map(|title| format!("\"{title}\"")).collect::<Vec<_>>().join(", "))]
    Times {
        /// Titles of blocks of which every one's times are part of the trouble.
        blocks: Vec<String>,
    },
    /// A block that is not there, or before itself.
    #[error(
        "block {earlier} before block {later}: there are blocks 0 to {last}, and a block cannot come before itself"
    )]
    Precedence {
        /// The block that should come first.
        earlier: usize,
        /// The block that should come after it.
        later: usize,
        /// The last block there is.
        last: usize,
    },
    /// A block without length, or whose longest is shorter than its shortest.
    #[error(
        "\"{title}\" takes {minutes} to {at_most} minutes; write at least 1, the smaller number first"
    )]
    Length {
        /// The title.
        title: String,
        /// Its shortest length.
        minutes: u32,
        /// Its longest length.
        at_most: u32,
    },
    /// More blocks than can be ordered.
    #[error("{found} blocks; a day has at most {most}")]
    TooMany {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// So many blocks in no order that the possibilities are too many.
    #[error(
        "the blocks can follow each other in too many ways; say of some what must come before what"
    )]
    TooFree,
    /// A day that is too long.
    #[error("the time is {minutes} minutes; a day plan covers at most {most}")]
    TooLong {
        /// How long it is.
        minutes: i64,
        /// How long it may be.
        most: i64,
    },
}

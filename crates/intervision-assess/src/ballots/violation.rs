/// What is wrong with ballots, options or a vote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BallotViolation {
    /// There is nothing to choose from.
    #[error("there are no options; give at least one")]
    NoOptions,
    /// An option without an id.
    #[error("option {position} has an empty id; give every option one")]
    EmptyOption {
        /// Which one, counted from 1.
        position: usize,
    },
    /// An option stands there twice.
    #[error("option \"{option}\" stands there twice; keep one, or votes for it are split")]
    OptionTwice {
        /// Its id.
        option: String,
    },
    /// A voter has voted before.
    #[error(
        "row {row}: voter \"{voter}\" has voted on row {first} already; keep one ballot per voter"
    )]
    VoterTwice {
        /// The row, counted from 1.
        row: usize,
        /// The voter.
        voter: String,
        /// The row of the first ballot.
        first: usize,
    },
    /// A ballot names something that is no option.
    #[error("row {row}: \"{option}\" is no option; options are {}", crate::error::quoted(.known))]
    UnknownOption {
        /// The row, counted from 1.
        row: usize,
        /// What it names.
        option: String,
        /// The options.
        known: Vec<String>,
    },
    /// A ballot names an option twice.
    #[error("row {row} names \"{option}\" twice; keep one")]
    NamedTwice {
        /// The row, counted from 1.
        row: usize,
        /// The option.
        option: String,
    },
    /// A cell that cannot be read.
    #[error("row {row}: \"{value}\" for \"{option}\"; write {allowed}, or leave the cell empty")]
    Cell {
        /// The row, counted from 1.
        row: usize,
        /// The option.
        option: String,
        /// What stands there.
        value: String,
        /// What would be right.
        allowed: &'static str,
    },
    /// More points than a voter has.
    #[error("row {row} gives {found} points and a ballot has {most}")]
    TooManyPoints {
        /// The row, counted from 1.
        row: usize,
        /// The points given.
        found: u64,
        /// What there are.
        most: u32,
    },
    /// A row of another length than the header.
    #[error("row {row} has {found} cells and the header {expected}; give one per column")]
    Ragged {
        /// The row, counted from 1.
        row: usize,
        /// Cells of the row.
        found: usize,
        /// Columns.
        expected: usize,
    },
    /// A file that cannot be read as a table of text.
    #[error("the file cannot be read: {message}")]
    File {
        /// What the reader says.
        message: String,
    },
    /// More seats than options.
    #[error("{seats} are to be chosen and there are {options} options; choose 1 to {options}")]
    Seats {
        /// How many are to be chosen.
        seats: usize,
        /// How many there are.
        options: usize,
    },
    /// An order for ties that is no order of the options.
    #[error("the order for ties has {found} entries for {options} options; name each option once")]
    TieOrder {
        /// How many options.
        options: usize,
        /// How many entries.
        found: usize,
    },
    /// Too many ways to choose for an exact answer.
    #[error(
        "there are more than {limit} ways to choose {seats} of {options}; take the sequential rule, which is named so, or fewer options"
    )]
    TooManyCommittees {
        /// How many are to be chosen.
        seats: usize,
        /// How many there are.
        options: usize,
        /// How many ways are looked at.
        limit: usize,
    },
    /// Every voter's budget for the year is spent, or every option chosen.
    #[error(
        "{seats} more are to be chosen in a year of {year}, of which {chosen} are chosen; plan the year for all of them"
    )]
    YearIsOver {
        /// How many are to be chosen now.
        seats: usize,
        /// How many the year was planned for.
        year: usize,
        /// How many were chosen before.
        chosen: usize,
    },
}

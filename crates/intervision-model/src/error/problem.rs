use chrono::NaiveDate;

use super::{CodeProblem, InterchangeProblem, Place, PrivacyProblem};

/// One thing that is wrong with what came in. The message says what, where, and what would be right.
///
/// Checks do not stop at the first problem: they return [`Problems`](super::Problems).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nobody is on the roster.
    #[error("the roster is empty; add at least one participant below the header")]
    EmptyRoster,
    /// A participant without id.
    #[error("{at}: the id is empty; write an opaque, stable id")]
    EmptyId {
        /// Where.
        at: Place,
    },
    /// The same id more than once.
    #[error("id \"{id}\" stands more than once ({}); ids must differ", places(.at))]
    DuplicateId {
        /// The id.
        id: String,
        /// All the places where it stands.
        at: Vec<Place>,
    },
    /// A manager who is nobody on the roster.
    #[error(
        "{at}: manager \"{manager}\" of \"{id}\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part"
    )]
    UnknownManager {
        /// Where.
        at: Place,
        /// The participant.
        id: String,
        /// The manager that was named.
        manager: String,
    },
    /// A reporting line that comes back to where it began.
    #[error(
        "the reporting line runs in a circle: {}; correct the manager of one of them",
        .ids.join(" reports to ")
    )]
    ManagerCycle {
        /// The people on it, each followed by their manager; the first one again at the end.
        ids: Vec<String>,
    },
    /// An attribute that the cohort does not have.
    #[error("there is no attribute \"{key}\" (asked for by {asked_by}); there are {}", quoted(.known))]
    UnknownAttribute {
        /// The attribute.
        key: String,
        /// Who asked for it.
        asked_by: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A value of another kind than its attribute.
    #[error("{at}: \"{value}\" is no {expected}; {fix}")]
    WrongValue {
        /// Where.
        at: Place,
        /// What stands there.
        value: String,
        /// What should stand there.
        expected: String,
        /// How to mend it.
        fix: String,
    },
    /// A column that the table does not have.
    #[error("there is no column \"{column}\"; the columns are {}", quoted(.known))]
    UnknownColumn {
        /// The column that was asked for.
        column: String,
        /// The columns that are there.
        known: Vec<String>,
    },
    /// A column name that stands twice, or is empty.
    #[error(
        "the header names column \"{column}\" {times} times; give every column a name of its own"
    )]
    DuplicateColumn {
        /// The name.
        column: String,
        /// How often.
        times: usize,
    },
    /// A header cell without a name, above a column that holds something.
    #[error("row 1: column {number} has no name; write one in the header")]
    UnnamedColumn {
        /// The column, counted from 1.
        number: usize,
    },
    /// A row with more or fewer cells than the header.
    #[error(
        "row {row}: {found} cells under a header of {expected}; {}",
        if .found > .expected { "put a cell that holds the separator between double quotes" } else { "add the missing separators" }
    )]
    RaggedRow {
        /// The row.
        row: usize,
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// Text that is not UTF-8.
    #[error(
        "line {line}: byte {byte} of the file (0x{value:02X}) is not UTF-8; save the file as \"CSV UTF-8\""
    )]
    NotUtf8 {
        /// The line, counted from 1.
        line: usize,
        /// The place of the byte in the file, counted from 1.
        byte: usize,
        /// The byte.
        value: u8,
    },
    /// A file without content.
    #[error("the file is empty; its first row must name the columns: {expected}")]
    EmptyFile {
        /// What the header should look like.
        expected: String,
    },
    /// An id that is not on the roster, where a participant is meant.
    #[error("{at}: \"{id}\" is not on the roster; write the id of a participant")]
    UnknownId {
        /// Where.
        at: Place,
        /// The id.
        id: String,
    },
    /// Somebody paired with themselves, or twice in one set.
    #[error("{at}: \"{id}\" stands there twice; write each participant once")]
    SamePerson {
        /// Where.
        at: Place,
        /// The id.
        id: String,
    },
    /// Somebody in two groups.
    #[error(
        "\"{id}\" stands in group {first} and in group {second} (counted from 1); give everyone one place"
    )]
    TwoGroups {
        /// The participant.
        id: String,
        /// One group.
        first: usize,
        /// The other.
        second: usize,
    },
    /// Too few cells in a row that lists people.
    #[error("row {row}: one id alone says nothing; write two or more ids in a row")]
    LonelyId {
        /// The row.
        row: usize,
    },
    /// A document that is no TOML or JSON, or has other fields than the format.
    #[error("not a readable {format} {what}: {message}")]
    Syntax {
        /// TOML or JSON.
        format: &'static str,
        /// The kind of document.
        what: &'static str,
        /// What the parser says, with line and column.
        message: String,
    },
    /// A document of a version that this release does not read.
    #[error("{what} of version {found}; this release reads version {expected}")]
    Version {
        /// The kind of document.
        what: &'static str,
        /// The version it carries.
        found: u32,
        /// The version that can be read.
        expected: u32,
    },
    /// A name that must not be empty, or must be a slug.
    #[error(
        "{at}: \"{id}\" cannot be an id here; use lower-case letters, digits and single hyphens"
    )]
    BadSlug {
        /// Where.
        at: Place,
        /// What stands there.
        id: String,
    },
    /// Something that stands twice in a document.
    #[error("{what} \"{id}\" stands {times} times; rename or remove all but one")]
    Twice {
        /// What it is: a phase, a session.
        what: &'static str,
        /// Its id.
        id: String,
        /// How often.
        times: usize,
    },
    /// A reference that leads nowhere.
    #[error("{at}: there is no {what} \"{id}\"; there are {}", quoted(.known))]
    UnknownReference {
        /// Where.
        at: Place,
        /// What is referred to.
        what: &'static str,
        /// The id that leads nowhere.
        id: String,
        /// The ids that exist.
        known: Vec<String>,
    },
    /// Sessions that wait for each other.
    #[error("these sessions wait for each other: {}; remove one `after`", .ids.join(" after "))]
    SessionCycle {
        /// The sessions; the first one again at the end.
        ids: Vec<String>,
    },
    /// A design that is about themes and has none.
    #[error("themes: there are none, and `{asked_by}` is about them; write at least one title")]
    NoThemes {
        /// The field or section that needs them.
        asked_by: &'static str,
    },
    /// Days that end before they begin.
    #[error("{at}: runs from {start} to {end}; the last day must not come before the first")]
    Backwards {
        /// Where.
        at: Place,
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
    /// Days outside the season or before an earlier phase.
    #[error("{at}: {day} lies outside {frame} ({start} to {end}); move it inside")]
    Outside {
        /// Where.
        at: Place,
        /// The day.
        day: NaiveDate,
        /// What it should lie in.
        frame: &'static str,
        /// The first day of that.
        start: NaiveDate,
        /// The last day of that.
        end: NaiveDate,
    },
    /// A phase that begins before the one in front of it.
    #[error(
        "phases.{later}: begins on {start}, before phase \"{earlier}\" ({earlier_start}); list phases in order"
    )]
    PhaseOrder {
        /// The phase that stands first.
        earlier: String,
        /// Its first day.
        earlier_start: NaiveDate,
        /// The phase that follows.
        later: String,
        /// Its first day.
        start: NaiveDate,
    },
    /// Limits of a lag that contradict each other.
    #[error(
        "{at}: min_days {min}, target_days {target}, max_days {max} are out of order; keep min <= target <= max"
    )]
    LagOrder {
        /// Where.
        at: Place,
        /// At least.
        min: u32,
        /// Best (as written, or min).
        target: u32,
        /// At most (as written, or target).
        max: u32,
    },
    /// Spacing that needs more days than there are.
    #[error(
        "{at}: {count} sessions at least {min} days apart need {needed} days, and there are {available} ({start} to {end}); widen the window, plan fewer or bring them closer"
    )]
    LagTooLong {
        /// Where.
        at: Place,
        /// How many sessions.
        count: u32,
        /// Days between two of them, at least.
        min: u32,
        /// Days needed.
        needed: i64,
        /// Days available.
        available: i64,
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
    /// A number outside its range.
    #[error("{at}: {value} is not {expected}")]
    OutOfRange {
        /// Where.
        at: Place,
        /// The number.
        value: f64,
        /// What would be right.
        expected: String,
    },
    /// Something that must be there.
    #[error("{at}: {what} is missing; {fix}")]
    Missing {
        /// Where.
        at: Place,
        /// What is missing.
        what: &'static str,
        /// How to mend it.
        fix: String,
    },
    /// Two statements that cannot both be meant.
    #[error("{at}: {what}; {fix}")]
    Contradiction {
        /// Where.
        at: Place,
        /// What contradicts what.
        what: String,
        /// How to mend it.
        fix: String,
    },
    /// More people than places.
    #[error("{at}: {need} people and {have} places; {fix}")]
    Capacity {
        /// Where.
        at: Place,
        /// Places needed.
        need: u32,
        /// Places there are.
        have: u32,
        /// How to mend it.
        fix: String,
    },
    /// A step that does not follow from where the journey stands.
    #[error("\"{id}\" cannot go from {from} to {to}{}", instead(.next, .missing))]
    InvalidTransition {
        /// The participant, or what else has a course.
        id: String,
        /// Where the journey stands.
        from: String,
        /// The step that was asked for.
        to: String,
        /// The steps that may follow.
        next: Vec<String>,
        /// What is missing before the step can be taken, where it may follow.
        missing: Vec<String>,
    },
    /// A document of another system's format that cannot be taken as it is.
    #[error(transparent)]
    Interchange(#[from] InterchangeProblem),
    /// Something that is refused so that people's data stay where they belong.
    #[error(transparent)]
    Privacy(#[from] PrivacyProblem),
    /// Something that is wrong with an access code.
    #[error(transparent)]
    Code(#[from] CodeProblem),
    /// Something that a journal refuses.
    #[cfg(feature = "serde")]
    #[error(transparent)]
    Journal(#[from] super::JournalProblem),
    /// Something that is wrong with a portfolio.
    #[cfg(feature = "serde")]
    #[error(transparent)]
    Portfolio(#[from] super::PortfolioProblem),
}

fn instead(next: &[String], missing: &[String]) -> String {
    match (missing, next) {
        ([], []) => "; the journey is over".to_owned(),
        ([], next) => format!("; next is {}", next.join(" or ")),
        (missing, _) => format!(" yet; missing: {}", missing.join(", ")),
    }
}

fn places(places: &[Place]) -> String {
    places.iter().map(Place::to_string).collect::<Vec<_>>().join(" and ")
}

fn quoted(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

use chrono::NaiveDate;

use crate::error::quoted;

/// One mistake in a table of responses.
///
/// Rows are counted as in the file, where the header is row 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseViolation {
    /// An answer lies outside the format of its item.
    #[error(
        "row {row}: person \"{person}\" answers \"{value}\" to item \"{item}\"; allowed is {allowed}, or an empty cell"
    )]
    OutsideFormat {
        /// The row.
        row: usize,
        /// Who answered.
        person: String,
        /// The item.
        item: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        allowed: String,
    },
    /// A column is not an item of the instrument.
    #[error("column {column} is \"{name}\", which is no item of the instrument; items are {}", quoted(.known))]
    UnknownColumn {
        /// Which column, counted from 1.
        column: usize,
        /// Its header.
        name: String,
        /// The instrument's items.
        known: Vec<String>,
    },
    /// A column stands there twice.
    #[error("column {column} is \"{name}\", which stands there before; keep one")]
    DuplicateColumn {
        /// Which column, counted from 1.
        column: usize,
        /// Its header.
        name: String,
    },
    /// The first column is not the id.
    #[error("the first column is \"{found}\"; it must be \"id\"")]
    NoIdColumn {
        /// The header of the first column.
        found: String,
    },
    /// A row has no person.
    #[error("row {row} has an empty id; say who answered")]
    EmptyPerson {
        /// The row.
        row: usize,
    },
    /// A person stands there twice for one occasion.
    #[error("row {row}: person \"{person}\" stands on row {first} already{}; keep one row per person and occasion", on(*.occasion))]
    DuplicatePerson {
        /// The row.
        row: usize,
        /// Who.
        person: String,
        /// The row where they stand first.
        first: usize,
        /// The occasion, if the rows carry one.
        occasion: Option<NaiveDate>,
    },
    /// A rater stands there twice about one person for one occasion.
    #[error("row {row}: rater \"{rater}\" of person \"{person}\" stands on row {first} already{}; keep one row per person, rater and occasion", on(*.occasion))]
    DuplicateRater {
        /// The row.
        row: usize,
        /// About whom.
        person: String,
        /// Who.
        rater: String,
        /// The row where they stand first.
        first: usize,
        /// The occasion, if the rows carry one.
        occasion: Option<NaiveDate>,
    },
    /// One item is answered twice in a long file.
    #[error(
        "row {row}: person \"{person}\" answers item \"{item}\" on row {first} already; keep one answer"
    )]
    DuplicateAnswer {
        /// The row.
        row: usize,
        /// About whom.
        person: String,
        /// The item.
        item: String,
        /// The row with the first answer.
        first: usize,
    },
    /// A row is about an item that the instrument does not have.
    #[error("row {row}: \"{item}\" is no item of the instrument; items are {}", quoted(.known))]
    UnknownItem {
        /// The row.
        row: usize,
        /// What stands there.
        item: String,
        /// The instrument's items.
        known: Vec<String>,
    },
    /// A column that long files do not have.
    #[error(
        "column {column} is \"{name}\"; a long file has the columns id, item, answer, and if known rater and occasion"
    )]
    NoLongColumn {
        /// Which column, counted from 1.
        column: usize,
        /// Its header.
        name: String,
    },
    /// A column that long files must have.
    #[error(
        "there is no column \"{name}\"; a long file has the columns id, item, answer, and if known rater and occasion"
    )]
    LacksColumn {
        /// Its header.
        name: &'static str,
    },
    /// An export lacks the field that says who answered.
    #[error("there is no field \"{name}\"; say which one holds the person's id")]
    NoField {
        /// The field.
        name: String,
    },
    /// A row is longer or shorter than the header.
    #[error(
        "row {row} has {found} cells and the header {expected}; give every row as many cells as the header"
    )]
    Cells {
        /// The row.
        row: usize,
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// An occasion is not a date.
    #[error(
        "row {row}: person \"{person}\" has occasion \"{value}\"; write a date as 2027-01-31, or leave it empty"
    )]
    Occasion {
        /// The row.
        row: usize,
        /// Who.
        person: String,
        /// What stands there.
        value: String,
    },
    /// The file is not UTF-8.
    #[error(
        "the file is not UTF-8: byte {byte} on row {row} cannot be read; save it as \"CSV UTF-8\""
    )]
    NotUtf8 {
        /// The row.
        row: usize,
        /// The position of the byte in the file, counted from 0.
        byte: usize,
    },
    /// There is no header.
    #[error("the file is empty; its first row must name the columns: id, then the items")]
    Empty,
    /// The file cannot be read as a table.
    #[error("the file cannot be read as a table: {message}")]
    Broken {
        /// What the reader says.
        message: String,
    },
}

fn on(occasion: Option<NaiveDate>) -> String {
    occasion.map_or(String::new(), |day| format!(" for {day}"))
}

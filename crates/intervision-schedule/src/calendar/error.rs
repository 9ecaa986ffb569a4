use chrono::NaiveDate;

/// Why a calendar could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// A table is not UTF-8.
    #[error(
        "row {row}: the table is not UTF-8 (byte {byte} of the file); save it as \"CSV UTF-8\" and try again"
    )]
    NotUtf8 {
        /// The row, counted from 1.
        row: usize,
        /// Where the first bad byte stands, counted from 0.
        byte: usize,
    },
    /// A column that must be there is not.
    #[error(
        "row 1: there is no column \"{column}\"; the header must be \"id,off\", found \"{found}\""
    )]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// The header as it stands there.
        found: String,
    },
    /// A row has the wrong number of cells.
    #[error("row {row} has {found} cells, the header has {expected}")]
    CellCount {
        /// The row, counted from 1, header included.
        row: usize,
        /// How many cells the header has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A row without an id.
    #[error("row {row}, column \"id\" is empty; every row needs the id of a member or resource")]
    EmptyId {
        /// The row, counted from 1.
        row: usize,
    },
    /// An id on two rows.
    #[error(
        "row {row}, column \"id\": \"{id}\" stands on row {first} already; put all absences on one row"
    )]
    DuplicateId {
        /// The row, counted from 1.
        row: usize,
        /// The row where it stands first.
        first: usize,
        /// The id.
        id: String,
    },
    /// A standing absence that cannot be read.
    #[error(
        "{}\"{value}\" is not an absence; write a weekday (mon, tue, wed, thu, fri, sat, sun), with -am or -pm for half a day, separated by spaces: \"wed fri-pm\"",
        .row.map(|row| format!("row {row}, column \"off\": ")).unwrap_or_default()
    )]
    Absence {
        /// The row, counted from 1, if the value comes from a table.
        row: Option<usize>,
        /// The value.
        value: String,
    },
    /// An id that is neither a member nor a resource.
    #[error(
        "{}\"{id}\" is neither a member nor a resource of this programme; correct the id or leave it out",
        .row.map(|row| format!("row {row}, column \"id\": ")).unwrap_or_default()
    )]
    UnknownId {
        /// The row, counted from 1, if the id comes from a table.
        row: Option<usize>,
        /// The id.
        id: String,
    },
    /// A period whose end lies before its start.
    #[error("{what} runs from {first} to {last}; the last day must not come before the first")]
    Backwards {
        /// What it is.
        what: String,
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// A document that cannot be read.
    #[error("the school holidays cannot be read: {message}")]
    Document {
        /// What the reader says, with line and column.
        message: String,
    },
    /// A document of another version.
    #[error("the school holidays are of version {found}; this reader knows version {known}")]
    Version {
        /// The version it says.
        found: u32,
        /// The version that can be read.
        known: u32,
    },
    /// Two periods of one region overlap.
    #[error("{region}: {first} and {second} overlap; correct one of them")]
    Overlap {
        /// The region.
        region: String,
        /// One period.
        first: String,
        /// The other.
        second: String,
    },
    /// A season too long or too odd to list its days.
    #[error("the days from {first} to {last} are {days}; a season has at most {most}")]
    TooLong {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// How many days that is.
        days: i64,
        /// How many there may be.
        most: i64,
    },
}

use std::fmt;

/// Where something stands, so that whoever has to mend it can find it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Place {
    /// A cell of a table. Rows are numbered as a spreadsheet shows them: the header is row 1.
    Cell {
        /// The row.
        row: usize,
        /// The column's name.
        column: String,
    },
    /// A cell of a workbook.
    SheetCell {
        /// The cell with its sheet, as a spreadsheet names it: `Roster!C4`, `'My people'!C4`.
        cell: Box<str>,
        /// The column's name.
        column: Box<str>,
    },
    /// An entry of a list that was handed over in memory, counted from 1.
    Entry {
        /// The number.
        number: usize,
    },
    /// A part of a document, named by its path: `sessions.intake`.
    Part {
        /// The path.
        path: String,
    },
}

impl Place {
    /// A cell: row as in a spreadsheet, and column.
    pub fn cell(row: usize, column: impl Into<String>) -> Self {
        Place::Cell { row, column: column.into() }
    }

    /// A part of a document.
    pub fn part(path: impl Into<String>) -> Self {
        Place::Part { path: path.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Cell { row, column } => write!(f, "row {row}, column \"{column}\""),
            Place::SheetCell { cell, column } if column.is_empty() => write!(f, "cell {cell}"),
            Place::SheetCell { cell, column } => write!(f, "cell {cell} (column \"{column}\")"),
            Place::Entry { number } => write!(f, "entry {number}"),
            Place::Part { path } => f.write_str(path),
        }
    }
}

//! Numbers in rows and columns, some of them missing: what reliability and agreement are computed from.

/// Persons or other things rated (rows) by items or raters (columns); a cell may be empty.
///
/// Reversed items must have been turned around. It does not serialise, and only its size shows in logs.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
///
/// let table = DataTable::with_missing(&[[Some(4.0), None], [Some(2.0), Some(3.0)]])?;
/// assert_eq!((table.rows(), table.columns(), table.get(0, 1)), (2, 2, None));
/// # Ok::<(), intervision_assess::TableError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct DataTable {
    /// Row-major; an empty cell is not a number, and no other cell is.
    cells: Vec<f64>,
    columns: usize,
    complete: bool,
}

/// What is wrong with a table of numbers.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// There is nothing in it.
    #[error("the table has {rows} rows and {columns} columns; it needs at least one of each")]
    Empty {
        /// How many rows.
        rows: usize,
        /// How many columns the first row has.
        columns: usize,
    },
    /// A row of another length than the first.
    #[error("row {row} has {found} cells and the first row {expected}; leave missing cells empty")]
    Ragged {
        /// Which row, counted from 1.
        row: usize,
        /// Cells of the first row.
        expected: usize,
        /// Cells of this row.
        found: usize,
    },
    /// A cell is not a finite number.
    #[error("row {row}, column {column} holds {value}; a cell is a finite number, or empty")]
    NotFinite {
        /// Which row, counted from 1.
        row: usize,
        /// Which column, counted from 1.
        column: usize,
        /// The value.
        value: f64,
    },
}

impl std::fmt::Debug for DataTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataTable")
            .field("rows", &self.rows())
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl DataTable {
    /// A table without empty cells.
    ///
    /// # Errors
    ///
    /// [`TableError`] for a table without cells, rows of different lengths and values that are not finite.
    pub fn complete<R: AsRef<[f64]>>(rows: &[R]) -> Result<DataTable, TableError> {
        Self::read(rows.iter().map(|row| row.as_ref().iter().map(|&value| Some(value))))
    }

    /// A table in which `None` is an empty cell.
    ///
    /// # Errors
    ///
    /// As of [`complete`](Self::complete).
    pub fn with_missing<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Result<DataTable, TableError> {
        Self::read(rows.iter().map(|row| row.as_ref().iter().copied()))
    }

    fn read<R>(rows: impl ExactSizeIterator<Item = R>) -> Result<DataTable, TableError>
    where
        R: ExactSizeIterator<Item = Option<f64>>,
    {
        let (count, mut columns, mut cells) = (rows.len(), 0, Vec::new());
        for (index, cells_of_row) in rows.enumerate() {
            let found = cells_of_row.len();
            if index == 0 {
                columns = found;
                cells.reserve(count * columns);
            }
            if found != columns {
                return Err(TableError::Ragged { row: index + 1, expected: columns, found });
            }
            for (column, cell) in cells_of_row.enumerate() {
                if let Some(value) = cell.filter(|value| !value.is_finite()) {
                    let (row, column) = (index + 1, column + 1);
                    return Err(TableError::NotFinite { row, column, value });
                }
                cells.push(cell.unwrap_or(f64::NAN));
            }
        }
        if cells.is_empty() {
            return Err(TableError::Empty { rows: count, columns });
        }
        let complete = !cells.iter().any(|cell| cell.is_nan());
        Ok(DataTable { cells, columns, complete })
    }

    /// Rows that are known to be of one length and finite.
    pub(crate) fn trusted<'a>(
        rows: impl Iterator<Item = &'a [Option<f64>]>,
        columns: usize,
    ) -> DataTable {
        let cells: Vec<f64> = rows.flatten().map(|cell| cell.unwrap_or(f64::NAN)).collect();
        let complete = !cells.iter().any(|cell| cell.is_nan());
        DataTable { cells, columns: columns.max(1), complete }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Whether no cell is empty.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// A cell; `None` where it is empty or outside the table.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        let cell = self.cells.get(row * self.columns + column).copied();
        cell.filter(|cell| column < self.columns && !cell.is_nan())
    }

    /// The filled cells of each row, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = impl Iterator<Item = f64> + Clone> {
        self.raw().map(|row| row.iter().copied().filter(|cell| !cell.is_nan()))
    }

    /// The same around its mean, so that squares keep their digits.
    pub(crate) fn centred(&self) -> DataTable {
        let (sum, n) =
            self.values().flatten().fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        let mean = if n > 0.0 { sum / n } else { 0.0 };
        let cells = self.cells.iter().map(|cell| cell - mean).collect();
        DataTable { cells, columns: self.columns, complete: self.complete }
    }

    /// Each row with empty cells as not-a-number.
    pub(crate) fn raw(&self) -> std::slice::ChunksExact<'_, f64> {
        self.cells.chunks_exact(self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let text = |rows: &[Vec<f64>]| DataTable::complete(rows).unwrap_err().to_string();
        let none: [Vec<f64>; 0] = [];
        assert_eq!(
            text(&none),
            "the table has 0 rows and 0 columns; it needs at least one of each"
        );
        assert!(text(&[vec![]]).starts_with("the table has 1 rows and 0 columns"));
        assert_eq!(
            text(&[vec![1.0, 2.0], vec![1.0]]),
            "row 2 has 1 cells and the first row 2; leave missing cells empty"
        );
        assert_eq!(
            text(&[vec![1.0, 2.0], vec![1.0, f64::INFINITY]]),
            "row 2, column 2 holds inf; a cell is a finite number, or empty"
        );
    }

    #[test]
    fn cells_outside_are_none() {
        let table = DataTable::complete(&[[1.0, 2.0], [3.0, 4.0]]).unwrap();
        assert_eq!((table.get(1, 0), table.get(0, 2), table.get(2, 0)), (Some(3.0), None, None));
        assert!(table.is_complete());
    }
}

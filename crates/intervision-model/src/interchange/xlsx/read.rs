//! From a workbook to a roster.

use super::cells::{Cells, cells, place};
use crate::interchange::roster::from_sheet;
use crate::interchange::sheet::Sheet;
use crate::{Cohort, Place, Problem, Problems, RosterColumns};

/// Reads a roster from a sheet of a workbook, the first one unless it is named: the first row that holds anything is the header,
/// and what columns mean is said as for [`read_roster`](crate::interchange::read_roster).
///
/// Formulas count as the values they had when the workbook was saved, days as `2027-01-31`, true and false as `yes` and `no`.
///
/// # Errors
///
/// As [`read_roster`](crate::interchange::read_roster), with the sheet and the cell instead of row and column; and a file that
/// is no workbook, is longer than 8 MiB or 64 MiB unpacked, or has no such sheet, a cell that shows an error such as `#N/A`, and a sheet of more than
/// 256 columns or two million cells.
///
/// # Example
///
/// ```
/// use intervision_core::Roster;
/// use intervision_model::{Cohort, Participant, RosterColumns};
/// use intervision_model::interchange::{read_roster_xlsx, write_roster_xlsx};
///
/// let columns = RosterColumns::default().with_manager("manager");
/// let cohort = Cohort::new([Participant::new("m2").with_manager("m1"), Participant::new("m1")])?;
/// let workbook = write_roster_xlsx(&cohort, &columns)?;
/// let read = read_roster_xlsx(&workbook, None, &columns)?;
/// assert_eq!(read.manager(1), Some(0));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_roster_xlsx(
    bytes: &[u8],
    sheet: Option<&str>,
    columns: &RosterColumns,
) -> Result<Cohort, Problems> {
    let Cells { name, rows } = cells(bytes, sheet)?;
    let header = rows.first().map_or_else(Vec::new, |(_, cells)| cells.clone());
    let named = header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let beyond = rows.iter().filter_map(|(_, cells)| {
        let filled = cells.iter().enumerate().skip(named).find(|(_, cell)| !cell.is_empty());
        filled.map(|(column, _)| column + 1)
    });
    if let Some(number) = beyond.min() {
        return Err(Problem::UnnamedColumn { number }.into());
    }
    from_sheet(Sheet::of_rows(rows), columns).map_err(|problems| {
        problems.replaced(|at| match at {
            Place::Cell { row, column } => {
                let number = header.iter().position(|cell| *cell == column).unwrap_or(0);
                place(&name, row, number, &column)
            }
            other => other,
        })
    })
}

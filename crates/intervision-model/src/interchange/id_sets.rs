//! Sets of participants, one per row: who must stay apart, who belongs together.

use intervision_core::Roster;

use super::ids::{is_header, members};
use super::sheet::Sheet;
use crate::people::numbers;
use crate::{Problem, Problems};

/// Reads sets of two or more ids, one set per row, and gives the members' numbers. Rows may differ in length. A first row that
/// begins with `a`, `id`, `member`, `person` or `participant`, and with nobody's id, is a header.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: an id that is not on the roster, the same one
/// twice in a row, a row of one id.
///
/// # Example
///
/// ```
/// use intervision_core::Table;
/// use intervision_model::interchange::read_id_sets;
///
/// let roster = Table::new(["ann", "bob", "cem"])?;
/// assert_eq!(read_id_sets(b"ann,cem\nann,bob,cem\n", &roster)?, [vec![0, 2], vec![0, 1, 2]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_id_sets(bytes: &[u8], roster: &dyn Roster) -> Result<Vec<Vec<usize>>, Problems> {
    let sheet = Sheet::parse(bytes)?;
    let numbers = numbers(roster);
    let mut problems = Vec::new();
    let mut sets = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        if index == 0 && is_header(row, &numbers) {
            continue;
        }
        let names: Vec<String> = (1..=row.cells.len()).map(|n| n.to_string()).collect();
        let cells = names.iter().map(String::as_str).zip(row.cells.iter().map(String::as_str));
        let cells: Vec<(&str, &str)> = cells.filter(|(_, id)| !id.is_empty()).collect();
        if cells.len() == 1 {
            problems.push(Problem::LonelyId { row: row.number });
        }
        sets.push(members(row, &cells, &numbers, &mut problems));
    }
    Problems::or(problems, sets)
}

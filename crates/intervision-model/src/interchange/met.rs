//! Who met whom, from a table `a,b,times`.

use intervision_core::Roster;

use super::ids::{is_header, members};
use super::sheet::Sheet;
use crate::people::{MeetingHistory, numbers};
use crate::{Place, Problem, Problems};

/// Reads who met whom before: two ids per row, and in the third column how often; an empty third cell means once. A first row
/// that begins with `a`, `id`, `member`, `person` or `participant`, and with nobody's id, is a header. A pair that stands twice counts twice.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: an id that is not on the roster, somebody who
/// met themselves, a number of times that is not above 0.
///
/// # Example
///
/// ```
/// use intervision_core::{PairWeight, Table};
/// use intervision_model::interchange::read_met;
///
/// let roster = Table::new(["ann", "bob", "cem"])?;
/// let met = read_met(b"a,b,times\ncem,ann,3\n", &roster)?;
/// assert_eq!(met.weight(0, 2), 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_met(bytes: &[u8], roster: &dyn Roster) -> Result<MeetingHistory, Problems> {
    let sheet = Sheet::parse(bytes)?;
    let numbers = numbers(roster);
    let mut problems = Vec::new();
    let mut history = MeetingHistory::new(roster.len());
    for (index, row) in sheet.rows.iter().enumerate() {
        if index == 0 && is_header(row, &numbers) {
            continue;
        }
        let pair = members(row, &[("a", row.cell(0)), ("b", row.cell(1))], &numbers, &mut problems);
        let text = row.cell(2);
        let times = if text.is_empty() { Some(1.0) } else { sheet.number(text) };
        match times.filter(|times| *times > 0.0) {
            None => problems.push(Problem::WrongValue {
                at: Place::cell(row.number, "times"),
                value: text.to_owned(),
                expected: "number above 0".to_owned(),
                fix: "write how often the two met, or remove the row".to_owned(),
            }),
            Some(times) => {
                if let [a, b] = pair[..] {
                    history.add(a, b, times);
                }
            }
        }
    }
    Problems::or(problems, history)
}

//! How often people came, from a table `id,came,invited`.

use intervision_core::Roster;

use super::sheet::Sheet;
use crate::people::numbers;
use crate::{Place, Problem, Problems};

const COLUMNS: [&str; 3] = ["id", "came", "invited"];

/// Reads how often everybody came and how often they were invited, by member; whoever has no row was never invited.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: an id that is not on the roster or stands twice, a
/// number that is none, more visits than invitations.
///
/// # Example
///
/// ```
/// use intervision_core::Table;
/// use intervision_model::interchange::read_attendance;
///
/// let roster = Table::new(["d01", "d02", "d03"])?;
/// assert_eq!(read_attendance(b"id,came,invited\nd03,2,4\nd01,4,4\n", &roster)?, [(4, 4), (0, 0), (2, 4)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_attendance(bytes: &[u8], roster: &dyn Roster) -> Result<Vec<(u32, u32)>, Problems> {
    let mut problems = Vec::new();
    let table = Sheet::parse(bytes)?.with_header(&COLUMNS.join(","), &mut problems)?;
    for column in COLUMNS {
        table.require(column, &mut problems);
    }
    let places = COLUMNS.map(|column| table.column(column));
    let numbers = numbers(roster);
    let mut history: Vec<Option<(u32, u32)>> = vec![None; roster.len()];
    for row in &table.sheet.rows {
        let [id, came, invited] = places.map(|place| place.map_or("", |column| row.cell(column)));
        let at = |column: &str| Place::cell(row.number, column);
        let wrong = |column: &str, value: &str, expected: &str, fix: &str| Problem::WrongValue {
            at: at(column),
            value: value.to_owned(),
            expected: expected.to_owned(),
            fix: fix.to_owned(),
        };
        let count = |text: &str, column: &str| {
            let fix = "write how often, 0 or more";
            text.parse::<u32>().map_err(|_| wrong(column, text, "whole number", fix))
        };
        let Some(place) = numbers.get(id).and_then(|number| history.get_mut(*number)) else {
            problems.push(Problem::UnknownId { at: at("id"), id: id.to_owned() });
            continue;
        };
        match (count(came, "came"), count(invited, "invited")) {
            (Ok(came), Ok(invited)) if came <= invited && place.is_none() => {
                *place = Some((came, invited));
            }
            (Ok(_), Ok(_)) if place.is_some() => {
                problems.push(Problem::SamePerson { at: at("id"), id: id.to_owned() });
            }
            (Ok(_), Ok(_)) => {
                let fix = "nobody comes more often than they are invited";
                problems.push(wrong("came", came, &format!("number up to {invited}"), fix));
            }
            (came, invited) => problems.extend([came.err(), invited.err()].into_iter().flatten()),
        }
    }
    Problems::or(problems, history.into_iter().map(Option::unwrap_or_default).collect())
}

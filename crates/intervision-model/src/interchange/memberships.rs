//! Who was a member when, from a table `id,from,until`.

use chrono::NaiveDate;
use intervision_core::Roster;

use super::sheet::Sheet;
use crate::people::{Memberships, numbers};
use crate::{ParticipantId, Place, Problem, Problems};

const COLUMNS: [&str; 3] = ["id", "from", "until"];

/// Reads who was a member when: a row per stay with the first day, and the first day on which they are no longer there; an empty
/// last cell is somebody who stays. Whoever leaves and comes back has a row for each stay, the earliest first.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: an id that is not on the roster, a day that is
/// none, stays that overlap or run backwards.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Table;
/// use intervision_model::interchange::read_memberships;
///
/// let roster = Table::new(["d01", "d02"])?;
/// let members = read_memberships(b"id,from,until\nd01,2024-01-01,2024-06-01\nd02,2024-03-01,\n", &roster)?;
/// let on = |month| NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
/// assert_eq!([2, 4, 6].map(|month| members.as_of(on(month)).count()), [1, 2, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_memberships(bytes: &[u8], roster: &dyn Roster) -> Result<Memberships, Problems> {
    let mut problems = Vec::new();
    let table = Sheet::parse(bytes)?.with_header(&COLUMNS.join(","), &mut problems)?;
    for column in COLUMNS {
        table.require(column, &mut problems);
    }
    let places = COLUMNS.map(|column| table.column(column));
    let numbers = numbers(roster);
    let mut members = Memberships::default();
    for row in &table.sheet.rows {
        let [id, from, until] = places.map(|place| place.map_or("", |column| row.cell(column)));
        if !numbers.contains_key(id) {
            let at = Place::cell(row.number, "id");
            problems.push(Problem::UnknownId { at, id: id.to_owned() });
            continue;
        }
        let mut day = |text: &str, column: &str| -> Option<NaiveDate> {
            let day = text.parse().ok();
            if day.is_none() {
                problems.push(Problem::WrongValue {
                    at: Place::cell(row.number, column),
                    value: text.to_owned(),
                    expected: "day".to_owned(),
                    fix: "write it as 2027-01-31".to_owned(),
                });
            }
            day
        };
        let Some(from) = day(from, "from") else { continue };
        let until = if until.is_empty() { None } else { day(until, "until") };
        let stay = members.join(id, from);
        let stay = stay.and_then(|()| match until {
            Some(until) => members.leave(&ParticipantId::from(id), until),
            None => Ok(()),
        });
        problems.extend(stay.err());
    }
    Problems::or(problems, members)
}

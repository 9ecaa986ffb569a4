//! Rooms, facilitators and whatever else sessions need, from a table.

use indexmap::IndexMap;
use intervision_core::Resource;

use super::sheet::{Sheet, whole};
use crate::{Place, Problem, Problems};

/// The columns; the first two have to be there.
const COLUMNS: [&str; 6] =
    ["id", "kind", "seats", "qualifications", "max_sessions", "max_per_week"];

/// Reads resources from a table with the columns `id`, `kind`, `seats`, `qualifications`, `max_sessions` and `max_per_week`, of which the
/// first two are needed. Qualifications are separated by `|`; an empty cell is no seats, none, or no limit.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: an id or kind that is empty, an id that stands
/// twice, a number that is none, a column that the format does not have.
///
/// # Example
///
/// ```
/// use intervision_model::interchange::read_resources;
///
/// let resources = read_resources(b"id,kind,seats\nblue,room,12\nann,coach,\n")?;
/// assert_eq!(resources[0].seats, Some(12));
/// assert_eq!(resources[1].seats, None);
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_resources(bytes: &[u8]) -> Result<Vec<Resource>, Problems> {
    let mut problems = Vec::new();
    let table = Sheet::parse(bytes)?.with_header(&COLUMNS.join(","), &mut problems)?;
    let known: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    for column in table.columns.iter().filter(|column| !known.contains(column)) {
        let at = Place::cell(1, column);
        let (id, known) = (column.clone(), known.clone());
        problems.push(Problem::UnknownReference { at, what: "resource column", id, known });
    }
    for column in &COLUMNS[..2] {
        table.require(column, &mut problems);
    }
    let places = COLUMNS.map(|column| table.column(column));
    let mut resources = Vec::new();
    let mut rows: IndexMap<String, Vec<Place>> = IndexMap::new();
    for row in &table.sheet.rows {
        let [id, kind, seats, qualifications, max_sessions, max_per_week] =
            places.map(|place| place.map_or("", |column| row.cell(column)));
        let at = |column: &str| Place::cell(row.number, column);
        if id.is_empty() {
            problems.push(Problem::EmptyId { at: at("id") });
        } else {
            rows.entry(id.to_owned()).or_default().push(at("id"));
        }
        if kind.is_empty() {
            let fix = "write what it is, such as room or facilitator".to_owned();
            problems.push(Problem::Missing { at: at("kind"), what: "the kind", fix });
        }
        let mut number = |text: &str, column| match text {
            "" => None,
            text => whole(text, at(column), &mut problems),
        };
        let mut resource = Resource::new(id, kind);
        resource.seats = number(seats, "seats");
        resource.max_sessions = number(max_sessions, "max_sessions");
        resource.max_per_week = number(max_per_week, "max_per_week");
        let words = qualifications.split('|').map(str::trim).filter(|word| !word.is_empty());
        resource.qualifications = words.map(str::to_owned).collect();
        resources.push(resource);
    }
    let repeated = rows.into_iter().filter(|(_, at)| at.len() > 1);
    problems.extend(repeated.map(|(id, at)| Problem::DuplicateId { id, at }));
    Problems::or(problems, resources)
}

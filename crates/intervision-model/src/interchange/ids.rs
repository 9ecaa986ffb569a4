//! Ids in tables: from text to members' numbers.

use std::collections::BTreeMap;

use super::sheet::Row;
use crate::{Place, Problem};

/// The number of each id.
pub(super) type Numbers = BTreeMap<String, usize>;

/// Whether the first row is a header: it begins with `a`, `id`, `member` or `participant`, and nobody has that id.
pub(super) fn is_header(row: &Row, numbers: &Numbers) -> bool {
    let first = row.cell(0).to_lowercase();
    !numbers.contains_key(row.cell(0))
        && ["a", "id", "member", "participant"].contains(&first.as_str())
}

/// The members in these cells. Each must be on the roster, and differ from the others in the row.
pub(super) fn members(
    row: &Row,
    cells: &[(&str, &str)],
    numbers: &Numbers,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let mut members: Vec<usize> = Vec::new();
    for (column, id) in cells {
        let at = || Place::cell(row.number, *column);
        match numbers.get(*id) {
            None if id.is_empty() => problems.push(Problem::EmptyId { at: at() }),
            None => problems.push(Problem::UnknownId { at: at(), id: (*id).to_owned() }),
            Some(number) if members.contains(number) => {
                problems.push(Problem::SamePerson { at: at(), id: (*id).to_owned() });
            }
            Some(number) => members.push(*number),
        }
    }
    members
}

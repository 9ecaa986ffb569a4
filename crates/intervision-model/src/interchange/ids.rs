//! Ids in tables: from text to members' numbers.

use std::collections::BTreeMap;

use super::sheet::Row;
use crate::{Place, Problem};

/// The number of each id.
pub(super) type Numbers = BTreeMap<String, usize>;

/// What the first column of a list of ids is called, apart from a number or an `_a` behind it.
const HEADERS: [&str; 4] = ["id", "member", "person", "participant"];

/// Whether the first row is a header: it begins with `a` or one of these words, and nobody has that id.
///
/// `a1` is none: it may be an id that somebody mistyped.
pub(super) fn is_header(row: &Row, numbers: &Numbers) -> bool {
    let first = row.cell(0).to_lowercase();
    let word = first.trim_end_matches("_a").trim_end_matches('1').trim_end_matches(['_', ' ']);
    !numbers.contains_key(row.cell(0)) && (first == "a" || HEADERS.contains(&word))
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

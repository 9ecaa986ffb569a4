//! Rosters from a table: one row per participant, the id in column 1.

use indexmap::IndexSet;
use intervision_core::Value;

use super::sheet::{Row, Sheet, Table};
use crate::people::entry::{At, Entry};
use crate::people::{AttributeKind, Cohort, Participant, RosterColumns};
use crate::{Place, Problem, Problems};

/// Reads a roster: column 1 is the id, every other column an attribute, save the one that holds managers. Empty cells are
/// unknown.
///
/// Cells are separated by `,` or `;` (whichever the header holds more of; beside `;`, numbers may have a decimal comma); a
/// byte-order mark, any line ending, blank rows and empty columns at the right are taken as they come. The text has to be UTF-8. What
/// columns mean is said by `columns`; see there how a kind is inferred that was not declared.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row (the header is row 1), column, value and the fix: rows of another length
/// than the header, values of another kind than their column, columns that were asked for and are not there, and
/// everything that [`Cohort::new`] checks.
///
/// # Example
///
/// ```
/// use intervision_core::{Roster, Value};
/// use intervision_model::{AttributeKind, RosterColumns};
/// use intervision_model::interchange::read_roster;
///
/// let levels = AttributeKind::Level(vec!["team".into(), "department".into()]);
/// let columns = RosterColumns::default().with_manager("boss").with_kind("level", levels);
/// let cohort = read_roster(b"id;level;years;boss\r\nm2;team;3,5;m1\r\nm1;department;;\r\n", &columns)?;
/// assert_eq!(cohort.keys(), ["level", "years"]);
/// assert_eq!(cohort.attribute(1, "years"), Value::Number(3.5));
/// assert_eq!(cohort.manager(1), Some(0));
///
/// let problems = read_roster(b"id,boss\nm1,m9\nm1,\n", &columns).unwrap_err();
/// assert_eq!(problems.len(), 3);
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_roster(bytes: &[u8], columns: &RosterColumns) -> Result<Cohort, Problems> {
    from_sheet(Sheet::parse(bytes)?, columns)
}

/// The same for rows that were read already.
pub(super) fn from_sheet(sheet: Sheet, columns: &RosterColumns) -> Result<Cohort, Problems> {
    let mut problems = Vec::new();
    let table = sheet.with_header("id, then one per attribute", &mut problems)?;
    for column in columns.named() {
        table.require(column, &mut problems);
    }
    let kinds: Vec<Role<'_>> =
        (0..table.columns.len()).map(|column| role(&table, column, columns)).collect();
    let id_column = table.columns.first().cloned().unwrap_or_default();
    let mut entries = Vec::with_capacity(table.sheet.rows.len());
    for row in &table.sheet.rows {
        let mut participant = Participant::new(row.cell(0));
        for (column, kind) in kinds.iter().enumerate().skip(1) {
            let text = row.cell(column);
            let name = table.columns.get(column).map_or("", String::as_str);
            participant = match kind {
                _ if text.is_empty() => participant,
                Role::Manager => participant.with_manager(text),
                Role::Attribute(kind) => {
                    let value = value(&table, text, kind);
                    if value.is_none() {
                        problems.push(wrong(row, name, text, kind));
                    }
                    participant.with_attribute(name, value.unwrap_or_default())
                }
            };
        }
        let at = At::row(row.number, &id_column);
        entries.push(Entry { participant, at });
    }
    let attributes = table.columns.iter().zip(&kinds).skip(1);
    let keys: IndexSet<String> = attributes
        .filter(|(_, role)| matches!(role, Role::Attribute(_)))
        .map(|(column, _)| column.clone())
        .collect();
    Cohort::check(entries, keys, columns, problems)
}

enum Role<'a> {
    Manager,
    Attribute(std::borrow::Cow<'a, AttributeKind>),
}

fn role<'a>(table: &Table, column: usize, columns: &'a RosterColumns) -> Role<'a> {
    use std::borrow::Cow;
    let name = table.columns.get(column).map_or("", String::as_str);
    if columns.manager() == Some(name) {
        return Role::Manager;
    }
    if let Some(kind) = columns.kind(name) {
        return Role::Attribute(Cow::Borrowed(kind));
    }
    if columns.function() == Some(name) || columns.unit() == Some(name) {
        return Role::Attribute(Cow::Owned(AttributeKind::Category));
    }
    let rows = table.sheet.rows.iter();
    let filled: Vec<&str> =
        rows.map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
    let numbers = filled.iter().all(|cell| table.sheet.number(cell).is_some());
    Role::Attribute(Cow::Owned(if !filled.is_empty() && numbers {
        AttributeKind::Number
    } else if filled.iter().any(|cell| cell.contains('|')) {
        AttributeKind::Tags
    } else {
        AttributeKind::Category
    }))
}

fn value(table: &Table, text: &str, kind: &AttributeKind) -> Option<Value<'static>> {
    match kind {
        AttributeKind::Category => Some(Value::category(text.to_owned())),
        AttributeKind::Number => table.sheet.number(text).map(Value::Number),
        AttributeKind::Level(names) => {
            let exact = names.iter().position(|name| name == text);
            let rank =
                exact.or_else(|| names.iter().position(|name| name.eq_ignore_ascii_case(text)));
            rank.and_then(|rank| u32::try_from(rank).ok()).map(Value::Level)
        }
        AttributeKind::Tags => {
            let mut tags: Vec<_> =
                text.split('|').map(str::trim).filter(|tag| !tag.is_empty()).collect();
            tags.sort_unstable();
            tags.dedup();
            Some(Value::Tags(tags.into_iter().map(|tag| tag.to_owned().into()).collect()))
        }
    }
}

fn wrong(row: &Row, column: &str, text: &str, kind: &AttributeKind) -> Problem {
    let (expected, fix) = match kind {
        AttributeKind::Level(names) => {
            (format!("level of \"{column}\""), format!("write one of {}", names.join(", ")))
        }
        _ => ("number".to_owned(), "write one, such as 3.5, or leave the cell empty".to_owned()),
    };
    let at = Place::cell(row.number, column);
    Problem::WrongValue { at, value: text.to_owned(), expected, fix }
}

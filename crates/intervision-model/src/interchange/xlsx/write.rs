//! From a roster to a workbook.

use std::borrow::Cow;

use intervision_core::{Roster, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::{AttributeKind, Cohort, Problem, RosterColumns};

/// Writes a roster as the one sheet of a workbook: the id in column A, the manager in column B if there is a column for them,
/// and one column per attribute. Numbers are numbers, everything else is text, tags with `|` between them.
///
/// Read with the same columns, of which the kinds are declared, it is the same roster. The same roster gives the same bytes.
///
/// # Errors
///
/// [`Problem::Syntax`] when the writer refuses, as it does beyond a million rows or 32,767 letters in a cell.
pub fn write_roster_xlsx(cohort: &Cohort, columns: &RosterColumns) -> Result<Vec<u8>, Problem> {
    workbook(cohort, columns).map_err(|error| Problem::Syntax {
        format: "XLSX",
        what: "roster",
        message: error.to_string(),
    })
}

fn workbook(cohort: &Cohort, columns: &RosterColumns) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Left to itself the writer would note the time of writing.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = book.add_worksheet().set_name("Roster")?;
    let bold = Format::new().set_bold();
    let keys = cohort.keys();
    let mut names = vec!["id"];
    names.extend(columns.manager());
    let first = names.len();
    names.extend(keys.iter().map(AsRef::as_ref));
    for (column, name) in names.iter().enumerate() {
        sheet.write_string_with_format(0, place(column), *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for member in 0..cohort.len() {
        let row = u32::try_from(member + 1).unwrap_or(u32::MAX);
        sheet.write_string(row, 0, cohort.id(member))?;
        if let (Some(_), Some(manager)) = (columns.manager(), cohort.manager(member)) {
            sheet.write_string(row, 1, cohort.id(manager))?;
        }
        for (column, key) in keys.iter().enumerate() {
            let column = place(first + column);
            match cohort.attribute(member, key) {
                Value::Unknown => continue,
                Value::Number(number) => sheet.write_number(row, column, number)?,
                Value::Level(rank) => match level(cohort, columns, key, rank) {
                    Some(name) => sheet.write_string(row, column, name)?,
                    None => sheet.write_number(row, column, rank)?,
                },
                Value::Tags(tags) => sheet.write_string(row, column, tags.join("|"))?,
                other => sheet.write_string(row, column, other.to_string())?,
            };
        }
    }
    book.save_to_buffer()
}

/// What a level is called, by the roster or by the columns.
fn level(cohort: &Cohort, columns: &RosterColumns, key: &str, rank: u32) -> Option<String> {
    let declared = match columns.kind(key) {
        Some(AttributeKind::Level(names)) => names.get(rank as usize).cloned(),
        _ => None,
    };
    cohort.level_name(key, rank).map(Cow::into_owned).or(declared)
}

/// The writer itself refuses columns that a sheet does not have.
fn place(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

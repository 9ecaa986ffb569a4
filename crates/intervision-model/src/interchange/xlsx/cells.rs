//! One sheet of a workbook as rows of text.
//!
//! Cells are taken one by one as they are found, so that a single cell in the far corner of a sheet costs no more than another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{InterchangeProblem, Place, Problem, Problems};

/// The longest workbook that is read, in bytes. Inside, text is packed up to a thousand times as densely.
const MAX_BYTES: usize = 8 << 20;
/// The most that its parts may come to when they are unpacked, in bytes.
const MAX_UNPACKED: u64 = 64 << 20;
/// The columns that are read, as many as a sheet of an early spreadsheet had.
const MAX_COLUMNS: u32 = 256;
/// The cells that are read.
const MAX_CELLS: usize = 1 << 21;

/// A sheet: its name, and the rows that hold anything, each with its number and its cells from column A on.
pub(super) struct Cells {
    pub(super) name: String,
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// Reads a sheet; the first one if none is named.
pub(super) fn cells(bytes: &[u8], sheet: Option<&str>) -> Result<Cells, Problems> {
    let what = "workbook";
    if bytes.len() > MAX_BYTES {
        let (bytes, most) = (bytes.len(), MAX_BYTES);
        return Err(Problem::from(InterchangeProblem::TooLong { what, bytes, most }).into());
    }
    let broken = |message: String| Problem::Syntax { format: "XLSX", what, message };
    unpacked(bytes, &broken)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| broken(error.to_string()))?;
    let names = book.sheet_names();
    let name = match sheet {
        Some(name) => names.iter().find(|known| *known == name),
        None => names.first(),
    };
    let Some(name) = name.cloned() else {
        let (at, id) = (Place::part(what), sheet.unwrap_or_default().to_owned());
        return Err(Problem::UnknownReference { at, what: "sheet", id, known: names }.into());
    };
    let mut found: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut reader =
        book.worksheet_cells_reader(&name).map_err(|error| broken(error.to_string()))?;
    let mut count = 0;
    while let Some(cell) = reader.next_cell().map_err(|error| broken(error.to_string()))? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Error(error) => {
                problems.push(Problem::WrongValue {
                    at: place(&name, row as usize + 1, column as usize, ""),
                    value: error.to_string(),
                    expected: "value but an error of the sheet".to_owned(),
                    fix: "mend the formula, or write the value".to_owned(),
                });
                continue;
            }
            value => text(value),
        };
        if text.is_empty() {
            continue;
        }
        count += 1;
        if column >= MAX_COLUMNS || count > MAX_CELLS {
            let at = place(&name, row as usize + 1, column as usize, "");
            let what =
                format!("the sheet goes on beyond {MAX_COLUMNS} columns or {MAX_CELLS} cells");
            let fix = "remove what is not about participants".to_owned();
            problems.push(Problem::Contradiction { at, what, fix });
            break;
        }
        found.entry(row).or_default().insert(column, text);
    }
    // Every row as long as the widest, as a table has it.
    let width = found.values().filter_map(|row| Some(row.keys().next_back()? + 1)).max();
    let rows = found.into_iter().map(|(row, mut cells)| {
        let cells = (0..width.unwrap_or(0)).map(|column| cells.remove(&column).unwrap_or_default());
        (row as usize + 1, cells.collect())
    });
    let rows = rows.collect();
    Problems::or(problems, Cells { name, rows })
}

/// Unpacks every part without keeping it, and stops where there is too much of it: what an archive says of its own size may be a
/// lie, and shared texts are held in memory as a whole.
fn unpacked(bytes: &[u8], broken: &dyn Fn(String) -> Problem) -> Result<(), Problem> {
    let refused = |error: ZipError| broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    let mut left = MAX_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(refused)?;
        let mut part = part.take(left + 1);
        let taken = std::io::copy(&mut part, &mut std::io::sink());
        let taken = taken.map_err(|error| refused(error.into()))?;
        let (what, most) = ("workbook", MAX_UNPACKED);
        let too_much = InterchangeProblem::TooMuchInside { what, most };
        left = left.checked_sub(taken).ok_or(too_much)?;
    }
    Ok(())
}

/// The place of a cell, as a spreadsheet names it.
pub(super) fn place(sheet: &str, row: usize, column: usize, name: &str) -> Place {
    let plain = !sheet.is_empty() && sheet.chars().all(char::is_alphanumeric);
    let sheet = if plain { sheet.to_owned() } else { format!("'{}'", sheet.replace('\'', "''")) };
    let cell = format!("{sheet}!{}{row}", letters(column));
    Place::SheetCell { cell: cell.into(), column: name.into() }
}

/// A column, counted from 0, in letters: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// What a cell shows. A number has no decimals that it does not need, so that an id is not 17.0; a day is written 2027-01-31.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{letters, place};

    #[test]
    fn places_are_named_as_formulas_name_them() {
        assert_eq!(place("Staff", 4, 2, "years").to_string(), "cell Staff!C4 (column \"years\")");
        assert_eq!(place("Ann's staff", 1, 0, "").to_string(), "cell 'Ann''s staff'!A1");
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}

//! Wide CSV: a header `id,<item>,<item>,...`, one row per person, an empty cell or `NA` where nothing was answered.
//!
//! `,`, `;` or a tab between cells (whichever the header has most of), a byte order mark, CRLF and quoted cells are
//! all fine. A column `occasion` may hold a date per row. Every mistake in the file is gathered before it is refused.

use chrono::NaiveDate;

use super::table::unknown_column;
use super::{Answer, ResponseViolation as Violation, Responses, ResponsesBuilder};
use crate::instrument::ResponseFormat;
use crate::{AssessError, Instrument};

/// What a column of the file holds.
enum Column<'a> {
    Occasion,
    Item { index: usize, id: &'a str, format: &'a ResponseFormat },
    Skipped,
}

impl Responses {
    /// Reads a wide CSV file: the first column is `id`, the others are items of the instrument in any order.
    ///
    /// # Errors
    ///
    /// [`AssessError::Responses`] lists every mistake with row, column, value and what is allowed.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::{Instrument, Item, ResponseFormat, Responses, Scale};
    ///
    /// let instrument = Instrument::builder("short")
    ///     .with_format("agreement", ResponseFormat::new(1, 5))
    ///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
    ///     .with_scale(Scale::new("influence").with_item("q1").with_item("q2"))
    ///     .build()?;
    /// let responses = Responses::from_csv(&instrument, b"id;q2;q1\r\np1;4;NA\r\np2;;5\r\n")?;
    /// assert_eq!(responses.persons().collect::<Vec<_>>(), ["p1", "p2"]);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_csv(instrument: &Instrument, bytes: &[u8]) -> Result<Responses, AssessError> {
        let one = |violation| AssessError::Responses { violations: vec![violation] };
        let text = decode(bytes).map_err(one)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let broken = |error: csv::Error| one(Violation::Broken { message: error.to_string() });
        let header = reader.headers().map_err(broken)?.clone();
        if header.is_empty() {
            return Err(one(Violation::Empty));
        }
        let mut builder = Responses::builder(instrument);
        let columns = read_header(&mut builder, &header);
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let row = record.position().map_or(0, |at| at.line() as usize);
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() != header.len() {
                let (expected, found) = (header.len(), record.len());
                builder.violation(Violation::Cells { row, expected, found });
                continue;
            }
            read_row(&mut builder, &columns, row, &record);
        }
        builder.build()
    }
}

/// The text without a byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, Violation> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        let before = bytes.get(..byte).unwrap_or_default();
        Violation::NotUtf8 { row: before.split(|&b| b == b'\n').count(), byte }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The separator that the header has most of; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|&byte| byte == separator).count();
    [b';', b'\t'].into_iter().fold(b',', |best, it| if count(it) > count(best) { it } else { best })
}

fn read_header<'a>(
    builder: &mut ResponsesBuilder<'a>,
    header: &csv::StringRecord,
) -> Vec<Column<'a>> {
    let first = header.get(0).unwrap_or_default();
    if !first.eq_ignore_ascii_case("id") {
        builder.violation(Violation::NoIdColumn { found: first.to_owned() });
    }
    let mut columns = Vec::new();
    for (index, name) in header.iter().enumerate().skip(1) {
        let instrument = builder.instrument;
        if header.iter().take(index).any(|before| before == name) {
            builder
                .violation(Violation::DuplicateColumn { column: index + 1, name: name.to_owned() });
            columns.push(Column::Skipped);
        } else if name == "occasion" {
            columns.push(Column::Occasion);
        } else if let (Some(place), Some(item), Some(format)) =
            (instrument.column(name), instrument.item(name), instrument.format_of(name))
        {
            columns.push(Column::Item { index: place, id: item.id(), format });
        } else {
            builder.violation(unknown_column(instrument, index + 1, name));
            columns.push(Column::Skipped);
        }
    }
    columns
}

fn read_row(
    builder: &mut ResponsesBuilder<'_>,
    columns: &[Column<'_>],
    row: usize,
    record: &csv::StringRecord,
) {
    let person = record.get(0).unwrap_or_default();
    let mut occasion = None;
    let mut answers = vec![Answer::Missing; builder.instrument.items().len()];
    for (cell, column) in record.iter().skip(1).zip(columns) {
        match column {
            Column::Skipped => {}
            Column::Occasion if cell.is_empty() => {}
            Column::Occasion => {
                occasion = cell.parse::<NaiveDate>().ok();
                if occasion.is_none() {
                    let (person, value) = (person.to_owned(), cell.to_owned());
                    builder.violation(Violation::Occasion { row, person, value });
                }
            }
            Column::Item { index, id, format } => match read_cell(cell, format) {
                Some(answer) => {
                    if let Some(place) = answers.get_mut(*index) {
                        *place = answer;
                    }
                }
                None => builder.violation(Violation::OutsideFormat {
                    row,
                    person: person.to_owned(),
                    item: (*id).to_owned(),
                    value: cell.to_owned(),
                    allowed: format.range(),
                }),
            },
        }
    }
    builder.push(row, person, occasion, answers);
}

/// The answer in a cell, or `None` if the format does not allow it.
fn read_cell(cell: &str, format: &ResponseFormat) -> Option<Answer> {
    if cell.is_empty() || cell == "NA" {
        return Some(Answer::Missing);
    }
    if format.not_observed() == Some(cell) {
        return Some(Answer::NotObserved);
    }
    let value = cell.parse::<i32>().ok().or_else(|| whole(cell))?;
    format.allows(value).then_some(Answer::Given(value))
}

/// `4.0` and `4,0`: what spreadsheets and data frames write for a whole number in a column with empty cells.
fn whole(cell: &str) -> Option<i32> {
    let (number, zeros) = cell.split_once(['.', ','])?;
    zeros.bytes().all(|digit| digit == b'0').then_some(())?;
    number.parse().ok()
}

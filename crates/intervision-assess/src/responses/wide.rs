//! Wide CSV: a header `id,<item>,<item>,...`, one row per person, an empty cell or `NA` where nothing was answered.
//!
//! `,`, `;` or a tab between cells (whichever the header has most of), a byte order mark, CRLF and quoted cells are
//! all fine. A column `occasion` may hold a date per row,
//! and a column `rater` who answered about the person of the row, empty where people answer about themselves. Every mistake in the file is gathered before it is refused.

use chrono::NaiveDate;

use super::sheet::sheet;
use super::table::unknown_column;
use super::{Answer, ResponseViolation as Violation, Responses, ResponsesBuilder, cell};
use crate::instrument::ResponseFormat;
use crate::{AssessError, Instrument};

/// What a column of the file holds.
enum Column<'a> {
    Rater,
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
        let (header, records) = sheet(bytes).map_err(one)?;
        let mut builder = Responses::builder(instrument);
        let columns = read_header(&mut builder, &header);
        for (row, record) in &records {
            let row = *row;
            if record.len() != header.len() {
                let (expected, found) = (header.len(), record.len());
                builder.violation(Violation::Cells { row, expected, found });
                continue;
            }
            read_row(&mut builder, &columns, row, record);
        }
        builder.build()
    }
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
        } else if name == "rater" {
            columns.push(Column::Rater);
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
    let (mut occasion, mut rater) = (None, None);
    let mut answers = vec![Answer::Missing; builder.instrument.items().len()];
    for (text, column) in record.iter().skip(1).zip(columns) {
        match column {
            Column::Skipped => {}
            Column::Rater => rater = Some(text.to_owned()).filter(|rater| !rater.is_empty()),
            Column::Occasion if text.is_empty() => {}
            Column::Occasion => {
                occasion = text.parse::<NaiveDate>().ok();
                if occasion.is_none() {
                    let (person, value) = (person.to_owned(), text.to_owned());
                    builder.violation(Violation::Occasion { row, person, value });
                }
            }
            Column::Item { index, id, format } => match cell::read(text, format) {
                Some(answer) => {
                    if let Some(place) = answers.get_mut(*index) {
                        *place = answer;
                    }
                }
                None => builder.violation(Violation::OutsideFormat {
                    row,
                    person: person.to_owned(),
                    item: (*id).to_owned(),
                    value: text.to_owned(),
                    allowed: format.range(),
                }),
            },
        }
    }
    builder.push(row, person, rater, occasion, answers);
}

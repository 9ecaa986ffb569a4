//! A table as text. In: bytes with `,` or `;` between cells, with or without a byte-order mark, with any line ending. Out: rows
//! of trimmed cells, numbered as a spreadsheet shows them.

use crate::{Place, Problem, Problems};

/// The rows of a table, header included.
pub(super) struct Sheet {
    pub(super) rows: Vec<Row>,
    /// Tables with `;` come from places that write 3,5 for three and a half.
    decimal_comma: bool,
}

/// A row and the number a spreadsheet shows in front of it.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

impl Sheet {
    /// Reads all rows that hold anything.
    ///
    /// The separator is whichever of `,` and `;` stands more often in the first line, outside quotes.
    pub(super) fn parse(bytes: &[u8]) -> Result<Sheet, Problems> {
        let text = lines(bytes)?;
        let separator = separator(&text);
        Ok(Sheet::separated(&text, separator, true))
    }

    /// Reads all rows that hold anything of a table with tabs between cells, in which quotes are letters like any other.
    #[cfg(feature = "onet")]
    pub(super) fn tabs(bytes: &[u8]) -> Result<Sheet, Problems> {
        Ok(Sheet::separated(&lines(bytes)?, b'\t', false))
    }

    /// Rows that come from elsewhere; those without content are left out.
    #[cfg(feature = "xlsx")]
    pub(super) fn of_rows(rows: impl IntoIterator<Item = (usize, Vec<String>)>) -> Sheet {
        let rows = rows.into_iter().map(|(number, cells)| Row { number, cells });
        let filled = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        Sheet { rows: filled.collect(), decimal_comma: false }
    }

    fn separated(text: &str, separator: u8, quotes: bool) -> Sheet {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .quoting(quotes)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let (mut record, mut number) = (csv::StringRecord::new(), 0);
        loop {
            let line = reader.position().line();
            // The reader works on text in memory that is known to be UTF-8; it has no other way to fail.
            if !reader.read_record(&mut record).unwrap_or(false) {
                break;
            }
            // The reader passes over blank lines; a spreadsheet shows them as rows.
            let lines = usize::try_from(reader.position().line() - line).unwrap_or(1);
            let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
            number += lines.saturating_sub(inside).max(1);
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { number, cells });
            }
        }
        Sheet { rows, decimal_comma: separator == b';' }
    }

    /// A finite number, if the text is one.
    pub(super) fn number(&self, text: &str) -> Option<f64> {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.,eE".contains(&b));
        let text = if self.decimal_comma { text.replace(',', ".") } else { text.to_owned() };
        text.parse().ok().filter(|number: &f64| plain && number.is_finite())
    }

    /// Takes the header off and makes every row as long as it.
    pub(super) fn with_header(
        mut self,
        expected: &str,
        problems: &mut Vec<Problem>,
    ) -> Result<Table, Problems> {
        if self.rows.is_empty() {
            return Err(Problem::EmptyFile { expected: expected.to_owned() }.into());
        }
        let mut columns = self.rows.remove(0).cells;
        // Spreadsheets leave empty columns behind at the right.
        while columns.last().is_some_and(String::is_empty) {
            columns.pop();
        }
        for (index, column) in columns.iter().enumerate() {
            let times = columns.iter().filter(|other| *other == column).count();
            let first = columns.iter().position(|other| other == column) == Some(index);
            if column.is_empty() {
                problems.push(Problem::UnnamedColumn { number: index + 1 });
            } else if first && times > 1 {
                problems.push(Problem::DuplicateColumn { column: column.clone(), times });
            }
        }
        for row in &mut self.rows {
            while row.cells.len() > columns.len() && row.cells.last().is_some_and(String::is_empty)
            {
                row.cells.pop();
            }
            if row.cells.len() != columns.len() {
                let (expected, found) = (columns.len(), row.cells.len());
                problems.push(Problem::RaggedRow { row: row.number, expected, found });
                row.cells.resize(columns.len(), String::new());
            }
        }
        Ok(Table { columns, sheet: self })
    }
}

/// A sheet with a header.
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) sheet: Sheet,
}

impl Table {
    /// The place of a column in each row.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The place of a column that has to be there.
    pub(super) fn require(&self, name: &str, problems: &mut Vec<Problem>) -> Option<usize> {
        let place = self.column(name);
        if place.is_none() {
            problems.push(Problem::UnknownColumn {
                column: name.to_owned(),
                known: self.columns.clone(),
            });
        }
        place
    }
}

impl Row {
    /// A cell; empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A whole number from 1, or a problem.
pub(super) fn whole(text: &str, at: Place, problems: &mut Vec<Problem>) -> Option<u32> {
    let number = text.parse().ok().filter(|number: &u32| *number > 0);
    if number.is_none() {
        problems.push(Problem::WrongValue {
            at,
            value: text.to_owned(),
            expected: "whole number above 0".to_owned(),
            fix: "write one, such as 8, or leave the cell empty".to_owned(),
        });
    }
    number
}

/// The text with one line ending, also at the end, so that lines can be counted.
fn lines(bytes: &[u8]) -> Result<String, Problem> {
    let text = utf8(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = error.valid_up_to();
        let lines = bytes.iter().take(before).filter(|byte| **byte == b'\n').count();
        let value = bytes.get(before).copied().unwrap_or_default();
        Problem::NotUtf8 { line: lines + 1, byte: before + 1, value }
    })
}

fn separator(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut quoted) = (0_usize, 0_usize, false);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    for letter in first.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => commas += 1,
            ';' if !quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = Sheet::parse(text.as_bytes()).unwrap();
        sheet.rows.into_iter().map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn comma_semicolon_bom_and_line_endings_read_alike() {
        let plain = cells("id,x\na,1\nb,2\n");
        for other in [
            "id;x\na;1\nb;2\n",
            "\u{feff}id,x\na,1\nb,2\n",
            "id,x\r\na,1\r\nb,2\r\n",
            "id,x\ra,1\rb,2",
            "\u{feff}id;x\r\na;1\r\nb;2",
            "id,x\na, 1 \n\"b\",2\n",
        ] {
            assert_eq!(cells(other), plain, "{other:?}");
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let rows = cells("id,x\n\n\"a\nb\",1\n,\n\nc,2\n\nd,3");
        let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 6, 8]);
    }

    #[test]
    fn a_separator_between_quotes_does_not_count() {
        assert_eq!(cells("\"a;b;c\",d\n1,2\n")[1].1, ["1", "2"]);
    }

    #[test]
    fn text_that_is_not_utf8_names_line_and_byte() {
        let problem = Sheet::parse(b"id,x\na,1\ncaf\xe9,2\n").err().unwrap();
        assert_eq!(
            problem.to_string(),
            "line 3: byte 13 of the file (0xE9) is not UTF-8; save the file as \"CSV UTF-8\""
        );
    }

    #[test]
    fn numbers_have_a_decimal_comma_only_beside_semicolons() {
        let semicolons = Sheet::parse(b"id;x\n").unwrap();
        let commas = Sheet::parse(b"id,x\n").unwrap();
        assert_eq!(semicolons.number("3,5"), Some(3.5));
        assert_eq!(commas.number("3,5"), None);
        assert_eq!(commas.number("-3.5e1"), Some(-35.0));
        for text in ["nan", "inf", "1e999", "", "3 5"] {
            assert_eq!(commas.number(text), None, "{text}");
        }
    }
}

use std::collections::BTreeMap;

use super::WorkingTime;
use crate::calendar::error::CalendarError;

/// Standing absences by id, as in `working-time.csv`: columns `id` and `off`, one row per member or resource that
/// has any.
///
/// # Example
///
/// ```
/// use intervision_schedule::calendar::WorkingTimes;
///
/// let times = WorkingTimes::from_csv(b"id,off\nm007,wed\nf2,mon-am fri-pm\n")?;
/// assert_eq!(times.get("f2").unwrap().to_string(), "mon-am fri-pm");
///
/// let wrong = WorkingTimes::from_csv(b"id,off\nm007,wedn\n").unwrap_err();
/// assert!(wrong.to_string().starts_with(r#"row 2, column "off": "wedn" is not an absence"#));
/// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkingTimes {
    by_id: BTreeMap<String, (Option<usize>, WorkingTime)>,
}

impl WorkingTimes {
    /// Reads the table. Commas, semicolons or tabs, a byte order mark, CRLF, quoted cells and empty lines all work;
    /// further columns are left alone.
    ///
    /// # Errors
    ///
    /// [`CalendarError`] with row, column and value: bytes that are not UTF-8, a missing column, a row with
    /// too many or too few cells, an empty or repeated id, an absence that cannot be read.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, CalendarError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let byte = error.valid_up_to();
            let row = 1 + bytes.iter().take(byte).filter(|byte| **byte == b'\n').count();
            CalendarError::NotUtf8 { row, byte }
        })?;
        let mut rows = text
            .strip_prefix('\u{feff}')
            .unwrap_or(text)
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim().is_empty());
        let (_, header) = rows.next().unwrap_or((1, ""));
        let separator = [';', '\t'].into_iter().find(|c| header.contains(*c)).unwrap_or(',');
        let columns = cells(header, separator, 1)?;
        let column = |name: &'static str| {
            columns
                .iter()
                .position(|cell| cell.eq_ignore_ascii_case(name))
                .ok_or_else(|| CalendarError::MissingColumn { column: name, found: header.into() })
        };
        let (id_at, off_at) = (column("id")?, column("off")?);
        let mut times = WorkingTimes::default();
        for (row, line) in rows {
            let cells = cells(line, separator, row)?;
            if cells.len() != columns.len() {
                let (expected, found) = (columns.len(), cells.len());
                return Err(CalendarError::CellCount { row, expected, found });
            }
            let cell = |at: usize| cells.get(at).map_or("", String::as_str);
            let (id, off) = (cell(id_at), cell(off_at));
            if id.is_empty() {
                return Err(CalendarError::EmptyId { row });
            }
            let working = off.parse::<WorkingTime>().map_err(|error| match error {
                CalendarError::Absence { value, .. } => {
                    CalendarError::Absence { row: Some(row), value }
                }
                error => error,
            })?;
            if let Some((first, _)) = times.by_id.insert(id.to_owned(), (Some(row), working)) {
                let first = first.unwrap_or_default();
                return Err(CalendarError::DuplicateId { row, first, id: id.to_owned() });
            }
        }
        Ok(times)
    }

    /// The same, with the absences of one more id, in place of what was known of it.
    #[must_use]
    pub fn with(mut self, id: impl Into<String>, working: WorkingTime) -> Self {
        self.by_id.insert(id.into(), (None, working));
        self
    }

    /// The absences of an id, if it has any.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&WorkingTime> {
        self.by_id.get(id).map(|(_, working)| working)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &WorkingTime)> {
        self.by_id.iter().map(|(id, (_, working))| (id.as_str(), working))
    }

    /// The row an id stands on, if it comes from a table.
    pub(in crate::calendar) fn row(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).and_then(|(row, _)| *row)
    }
}

/// The trimmed cells of one line; a cell in double quotes may hold the separator and doubled quotes.
fn cells(line: &str, separator: char, row: usize) -> Result<Vec<String>, CalendarError> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            c if c == separator && !quoted => {
                cells.push(cell.trim().to_owned());
                cell.clear();
            }
            c => cell.push(c),
        }
    }
    if quoted {
        return Err(CalendarError::OpenQuote { row });
    }
    cells.push(cell.trim().to_owned());
    Ok(cells)
}

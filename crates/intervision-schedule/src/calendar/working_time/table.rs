use std::collections::BTreeMap;

use super::WorkingTime;
#[cfg(feature = "csv")]
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
    #[cfg(feature = "csv")]
    pub fn from_csv(bytes: &[u8]) -> Result<Self, CalendarError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let byte = error.valid_up_to();
            let row = 1 + bytes.iter().take(byte).filter(|byte| **byte == b'\n').count();
            CalendarError::NotUtf8 { row, byte }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let separator = [b';', b'\t'].into_iter().find(|c| first_line.as_bytes().contains(c));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.unwrap_or(b','))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        // The text is UTF-8 already and rows may have any length, so that no record fails to be read.
        let mut rows = reader
            .records()
            .filter_map(Result::ok)
            .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
            .map(|cells| (cells.position().map_or(1, |at| row(text, at)), cells));
        let columns = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        let column = |name: &'static str| {
            columns.iter().position(|cell| cell.eq_ignore_ascii_case(name)).ok_or_else(|| {
                CalendarError::MissingColumn { column: name, found: first_line.into() }
            })
        };
        let (id_at, off_at) = (column("id")?, column("off")?);
        let mut times = WorkingTimes::default();
        for (row, cells) in rows {
            if cells.len() != columns.len() {
                let (expected, found) = (columns.len(), cells.len());
                return Err(CalendarError::CellCount { row, expected, found });
            }
            let cell = |at: usize| cells.get(at).unwrap_or_default();
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

/// The row that a record stands on, as a spreadsheet counts: the reader notes where the empty lines before it begin.
#[cfg(feature = "csv")]
fn row(text: &str, at: &csv::Position) -> usize {
    let rest = text.get(at.byte() as usize..).unwrap_or_default();
    let empty = rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() as usize + empty.filter(|byte| *byte == b'\n').count()
}

//! Coded answers from a file: a column per item, a row per person or per pattern.

use super::{Tally, TallyViolation as Violation};
use crate::{AssessError, separated};

/// Which columns of a file are not items.
///
/// ```
/// use intervision_assess::irt::CodedFile;
///
/// let file = CodedFile::new().with_frequency("freq").read(b"q1,q2,freq\n1,4,10\n2,NA,3\n")?;
/// assert_eq!(file.tally.persons(), 13);
/// assert_eq!(file.tally.ids(), ["q1", "q2"]);
/// assert_eq!(file.lowest, [1, 4]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct CodedFile {
    id: Option<String>,
    frequency: Option<String>,
    lowest: Option<i32>,
}

/// What a [`CodedFile`] holds.
#[derive(Debug, Clone)]
pub struct Coded {
    /// The answers, category 0 for each item's lowest code.
    pub tally: Tally,
    /// Who gave each row, where a column tells.
    pub ids: Option<Vec<String>>,
    /// The code that category 0 of each item had in the file.
    pub lowest: Vec<i32>,
}

impl CodedFile {
    /// Every column is an item.
    pub fn new() -> Self {
        Self::default()
    }

    /// This column says who answered.
    pub fn with_id(mut self, column: impl Into<String>) -> Self {
        self.id = Some(column.into());
        self
    }

    /// This column says how many persons answered like this.
    pub fn with_frequency(mut self, column: impl Into<String>) -> Self {
        self.frequency = Some(column.into());
        self
    }

    /// Every item's lowest category has this code; without it, the lowest that occurs in the item's column.
    pub fn with_lowest(mut self, code: i32) -> Self {
        self.lowest = Some(code);
        self
    }

    /// Reads a CSV file with a header; cells are whole numbers, empty or `NA` where there is no answer.
    ///
    /// `,`, `;` or a tab may stand between cells, whichever the header has most of.
    ///
    /// # Errors
    ///
    /// [`AssessError::Tally`] lists every mistake with row, column, value and what is allowed.
    pub fn read(&self, bytes: &[u8]) -> Result<Coded, AssessError> {
        let one = |violation| AssessError::Tally { violations: vec![violation] };
        let broken = |error: csv::Error| one(Violation::Unreadable { message: error.to_string() });
        let mut reader = separated::reader(bytes, false);
        let mut sheet = Sheet::new(self, reader.headers().map_err(broken)?).map_err(one)?;
        for record in reader.records() {
            sheet.read(&record.map_err(broken)?);
        }
        sheet.code(self.lowest)
    }
}

/// A file while it is read.
struct Sheet {
    header: Vec<String>,
    id: Option<usize>,
    frequency: Option<usize>,
    /// The columns that are items.
    items: Vec<usize>,
    /// The code below which there is none.
    least: i32,
    rows: Vec<Row>,
    violations: Vec<Violation>,
}

struct Row {
    line: usize,
    id: String,
    answers: Vec<Option<i32>>,
    persons: u32,
}

impl Sheet {
    fn new(file: &CodedFile, header: &csv::StringRecord) -> Result<Self, Violation> {
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        let place = |column: &Option<String>| match column {
            None => Ok(None),
            Some(column) => match header.iter().position(|name| name == column) {
                None => Err(Violation::NoColumn { column: column.clone(), known: header.clone() }),
                found => Ok(found),
            },
        };
        let (id, frequency) = (place(&file.id)?, place(&file.frequency)?);
        let is_item = |&it: &usize| Some(it) != id && Some(it) != frequency;
        let items = (0..header.len()).filter(is_item).collect();
        let least = file.lowest.unwrap_or(i32::MIN);
        Ok(Sheet { header, id, frequency, items, least, rows: Vec::new(), violations: Vec::new() })
    }

    fn read(&mut self, record: &csv::StringRecord) {
        let line = record.position().map_or(0, |at| at.line() as usize);
        let persons = match self.frequency {
            Some(place) => {
                self.number(line, record, place, 0, "a frequency is a whole number from 0 on")
            }
            None => Some(1),
        };
        let items = self.items.clone();
        let answer = |place: usize| match record.get(place) {
            None | Some("" | "NA") => None,
            Some(_) => {
                let allowed = "an answer is a whole number, or empty";
                self.number(line, record, place, self.least, allowed)
            }
        };
        let answers = items.into_iter().map(answer).collect();
        let id = self.id.and_then(|place| record.get(place)).unwrap_or_default().to_owned();
        self.rows.push(Row { line, id, answers, persons: persons.unwrap_or(0) as u32 });
    }

    /// The whole number in a cell, or a note that there is none.
    fn number(
        &mut self,
        row: usize,
        record: &csv::StringRecord,
        place: usize,
        least: i32,
        allowed: &'static str,
    ) -> Option<i32> {
        let cell = record.get(place).unwrap_or_default();
        let number = cell.parse::<i32>().ok().filter(|&number| number >= least);
        if number.is_none() {
            let column = self.header.get(place).cloned().unwrap_or_default();
            self.violations.push(Violation::Cell { row, column, value: cell.to_owned(), allowed });
        }
        number
    }

    /// Numbers the categories of each item from 0 on.
    fn code(mut self, lowest: Option<i32>) -> Result<Coded, AssessError> {
        let of_item = |item: usize| {
            let seen = self.rows.iter().filter_map(|row| row.answers[item]).min();
            lowest.or(seen).unwrap_or(0)
        };
        let lowest: Vec<i32> = (0..self.items.len()).map(of_item).collect();
        let names: Vec<String> =
            self.items.iter().map(|&place| self.header[place].clone()).collect();
        let mut builder = Tally::builder(names.clone());
        for row in &self.rows {
            let mut coded = Vec::with_capacity(lowest.len());
            for ((answer, lowest), column) in row.answers.iter().zip(&lowest).zip(&names) {
                let above = answer.map(|answer| answer.abs_diff(*lowest));
                coded.push(above.map(|above| above.min(254) as u8));
                if let Some(answer) = answer.filter(|_| above > Some(254)) {
                    let (row, column, value) = (row.line, column.clone(), answer.to_string());
                    let allowed = "at most 254 above the lowest answer to the item";
                    self.violations.push(Violation::Cell { row, column, value, allowed });
                }
            }
            builder = builder.with_rows(&coded, row.persons);
        }
        if !self.violations.is_empty() {
            return Err(AssessError::Tally { violations: self.violations });
        }
        let ids = self.id.map(|_| self.rows.into_iter().map(|row| row.id).collect());
        Ok(Coded { tally: builder.build()?, ids, lowest })
    }
}

//! LimeSurvey's CSV export: question codes as headers, answer codes in the cells.

use super::export::{self, ExportFields};
use super::sheet::sheet;
use super::table::unknown_column;
use super::{Answer, ResponseViolation as Violation, Responses, cell};
use crate::{AssessError, Instrument};

/// Columns that the tool adds of its own accord.
const OWN: [&str; 9] = [
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
];

impl Responses {
    /// Reads a LimeSurvey export as CSV with question codes as headings and answer codes in the cells.
    ///
    /// An item is found by its question code (`q1`), or in an array by that of its row (`block[q1]`) if the instrument has an item of that
    /// name, or under the whole heading. Answer codes are whole numbers, with a letter A before them or not. The columns that
    /// the tool adds (`submitdate`, `lastpage`, ...) are passed over, and so is what `fields` ignores. Rows of people who opened the survey
    /// and answered nothing count as rows without answers.
    ///
    /// # Errors
    ///
    /// [`AssessError::Responses`] lists every mistake with row, column, value and what is allowed.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::responses::ExportFields;
    /// use intervision_assess::{Instrument, Item, ResponseFormat, Responses, Scale};
    ///
    /// let instrument = Instrument::builder("short")
    ///     .with_format("agreement", ResponseFormat::new(1, 5))
    ///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
    ///     .with_scale(Scale::new("influence").with_item("q1").with_item("q2"))
    ///     .build()?;
    /// let file = b"\"id\",\"submitdate\",\"token\",\"block[q1]\",\"block[q2]\"\n\"1\",\"2027-01-31 10:11:12\",\"p1\",\"A4\",\"\"\n";
    /// let responses = Responses::from_lime_survey(&instrument, file, &ExportFields::person("token"))?;
    /// assert_eq!(responses.persons().collect::<Vec<_>>(), ["p1"]);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_lime_survey(
        instrument: &Instrument,
        bytes: &[u8],
        fields: &ExportFields,
    ) -> Result<Responses, AssessError> {
        let one = |violation| AssessError::Responses { violations: vec![violation] };
        let (header, records) = sheet(bytes).map_err(one)?;
        if !header.iter().any(|name| name == fields.person) {
            return Err(one(Violation::NoField { name: fields.person.clone() }));
        }
        let mut builder = Responses::builder(instrument);
        // Which column of the file answers which item.
        let mut items: Vec<Option<usize>> = Vec::new();
        for (index, name) in header.iter().enumerate() {
            let found = item(instrument, name);
            let own = found.is_none() && (fields.is_taken(name) || OWN.contains(&name));
            let twice = found.is_some() && items.contains(&found);
            if twice {
                builder.violation(Violation::DuplicateColumn {
                    column: index + 1,
                    name: name.to_owned(),
                });
            } else if found.is_none() && !own {
                builder.violation(unknown_column(instrument, index + 1, name));
            }
            items.push(found.filter(|_| !twice && !fields.is_taken(name)));
        }
        for (row, record) in &records {
            let row = *row;
            if record.len() != header.len() {
                let (expected, found) = (header.len(), record.len());
                builder.violation(Violation::Cells { row, expected, found });
                continue;
            }
            let field = |name: Option<&String>| {
                let at = name.and_then(|name| header.iter().position(|column| column == name));
                at.and_then(|at| record.get(at)).unwrap_or_default()
            };
            let person = field(Some(&fields.person));
            let mut answers = vec![Answer::Missing; instrument.items().len()];
            for (text, column) in record.iter().zip(&items) {
                let Some((column, item)) =
                    column.and_then(|c| Some((c, instrument.items().nth(c)?)))
                else {
                    continue;
                };
                let Some(format) = instrument.format_of(item.id()) else { continue };
                let code = text.strip_prefix('A').filter(|code| code.parse::<i32>().is_ok());
                match cell::read(code.unwrap_or(text), format) {
                    Some(answer) => {
                        if let Some(place) = answers.get_mut(column) {
                            *place = answer;
                        }
                    }
                    None => builder.violation(Violation::OutsideFormat {
                        row,
                        person: person.to_owned(),
                        item: item.id().to_owned(),
                        value: text.to_owned(),
                        allowed: format.range(),
                    }),
                }
            }
            let when = field(fields.occasion.as_ref());
            let occasion = export::date(when);
            if occasion.is_none() && !when.is_empty() {
                let (person, value) = (person.to_owned(), when.to_owned());
                builder.violation(Violation::Occasion { row, person, value });
            }
            let rater =
                Some(field(fields.rater.as_ref()).to_owned()).filter(|rater| !rater.is_empty());
            builder.push(row, person, rater, occasion, answers);
        }
        builder.build()
    }
}

/// The column of the item that a heading stands for.
fn item(instrument: &Instrument, heading: &str) -> Option<usize> {
    instrument.column(heading).or_else(|| {
        let (_, inside) = heading.strip_suffix(']')?.split_once('[')?;
        instrument.column(inside)
    })
}

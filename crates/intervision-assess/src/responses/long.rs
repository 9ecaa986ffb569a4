//! Long CSV: a header with `id`, `item`, `answer` and perhaps `rater` and `occasion`, one row per answer.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::sheet::sheet;
use super::{Answer, ResponseViolation as Violation, Responses, cell, export};
use crate::{AssessError, Instrument};

/// Who answered, about whom, when: person, rater, occasion.
type Sheet = (String, Option<String>, Option<NaiveDate>);

impl Responses {
    /// Reads a long CSV file: the columns `id`, `item` and `answer`, and if there are any, `rater` (empty for people about themselves) and
    /// `occasion` (a date), in any order. Persons come in the order of their first row.
    ///
    /// # Errors
    ///
    /// [`AssessError::Responses`] lists every mistake with row, value and what is allowed.
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
    /// let file = b"id,rater,item,answer\np1,,q1,4\np1,,q2,5\np1,r1,q1,3\n";
    /// let responses = Responses::from_long_csv(&instrument, file)?;
    /// assert_eq!((responses.len(), responses.own().len()), (2, 1));
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_long_csv(instrument: &Instrument, bytes: &[u8]) -> Result<Responses, AssessError> {
        let one = |violation| AssessError::Responses { violations: vec![violation] };
        let (header, records) = sheet(bytes).map_err(one)?;
        let mut builder = Responses::builder(instrument);
        for (index, name) in header.iter().enumerate() {
            if !["id", "item", "answer", "rater", "occasion"].contains(&name) {
                builder.violation(Violation::NoLongColumn {
                    column: index + 1,
                    name: name.to_owned(),
                });
            } else if header.iter().take(index).any(|before| before == name) {
                builder.violation(Violation::DuplicateColumn {
                    column: index + 1,
                    name: name.to_owned(),
                });
            }
        }
        let place = |name: &str| header.iter().position(|column| column == name);
        for name in ["id", "item", "answer"] {
            if place(name).is_none() {
                builder.violation(Violation::LacksColumn { name });
            }
        }
        if builder.has_violations() {
            return builder.build();
        }
        // Answers by who gave them, in the order of first rows; and where each item was answered first.
        let mut order: Vec<(usize, Sheet, Vec<Answer>)> = Vec::new();
        let mut known: BTreeMap<Sheet, usize> = BTreeMap::new();
        let mut seen: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (row, record) in &records {
            let row = *row;
            if record.len() != header.len() {
                let (expected, found) = (header.len(), record.len());
                builder.violation(Violation::Cells { row, expected, found });
                continue;
            }
            let text = |name: &str| place(name).and_then(|at| record.get(at)).unwrap_or_default();
            let person = text("id");
            let occasion = match text("occasion") {
                "" => None,
                value => {
                    let day = export::date(value);
                    if day.is_none() {
                        let (person, value) = (person.to_owned(), value.to_owned());
                        builder.violation(Violation::Occasion { row, person, value });
                        continue;
                    }
                    day
                }
            };
            let rater = Some(text("rater").to_owned()).filter(|rater| !rater.is_empty());
            let item = text("item");
            let (Some(column), Some(format)) =
                (instrument.column(item), instrument.format_of(item))
            else {
                let known = instrument.items().map(|item| item.id().to_owned()).collect();
                builder.violation(Violation::UnknownItem { row, item: item.to_owned(), known });
                continue;
            };
            let Some(answer) = cell::read(text("answer"), format) else {
                builder.violation(Violation::OutsideFormat {
                    row,
                    person: person.to_owned(),
                    item: item.to_owned(),
                    value: text("answer").to_owned(),
                    allowed: format.range(),
                });
                continue;
            };
            let key = (person.to_owned(), rater, occasion);
            let who = *known.entry(key.clone()).or_insert_with(|| {
                order.push((row, key, vec![Answer::Missing; instrument.items().len()]));
                order.len() - 1
            });
            if let Some(&first) = seen.get(&(who, column)) {
                let (person, item) = (person.to_owned(), item.to_owned());
                builder.violation(Violation::DuplicateAnswer { row, person, item, first });
                continue;
            }
            seen.insert((who, column), row);
            if let Some(place) =
                order.get_mut(who).and_then(|(_, _, answers)| answers.get_mut(column))
            {
                *place = answer;
            }
        }
        for (row, (person, rater, occasion), answers) in order {
            builder.push(row, &person, rater, occasion, answers);
        }
        builder.build()
    }
}

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ResponseViolation as Violation;
use crate::{AssessError, Instrument};

/// One cell of a table of responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// A category of the item's format.
    Given(i32),
    /// Nothing was answered.
    #[default]
    Missing,
    /// The rater said that they could not observe it.
    NotObserved,
}

impl Answer {
    /// The category, if one was given.
    #[must_use]
    pub fn given(self) -> Option<i32> {
        match self {
            Answer::Given(value) => Some(value),
            _ => None,
        }
    }
}

/// Answers as given: one row per person, rater and occasion, one cell per item of the instrument.
///
/// They do not serialise. Every value lies in its item's format, and nobody has two rows about one person for one occasion.
///
/// # Example
///
/// ```
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 5))
///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
///     .with_scale(Scale::new("influence").with_item("q1").with_item("q2"))
///     .build()?;
/// let responses = Responses::builder(&instrument)
///     .with_row("p1", [("q1", Answer::Given(4)), ("q2", Answer::Missing)])
///     .build()?;
/// assert_eq!(responses.len(), 1);
/// let wrong = Responses::builder(&instrument).with_row("p1", [("q1", Answer::Given(6))]).build();
/// assert!(wrong.unwrap_err().to_string().contains("allowed is 1 to 5"));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
///
/// They cannot be written out by accident:
///
/// ```compile_fail,E0277
/// fn write<T: serde::Serialize>() {}
/// write::<intervision_assess::Responses>();
/// ```
#[derive(Clone, PartialEq)]
pub struct Responses {
    pub(super) rows: Vec<Row>,
    pub(super) items: usize,
}

/// Who answered when, and what.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) person: String,
    /// Who answered, if not the person.
    pub(super) rater: Option<String>,
    pub(super) occasion: Option<NaiveDate>,
    /// One per item, in the order of the instrument.
    pub(super) answers: Vec<Answer>,
}

/// Answers stay out of logs too: only the size shows.
impl std::fmt::Debug for Responses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Responses")
            .field("rows", &self.rows.len())
            .field("items", &self.items)
            .finish_non_exhaustive()
    }
}

impl Responses {
    /// Starts a table of responses to this instrument.
    #[must_use]
    pub fn builder(instrument: &Instrument) -> ResponsesBuilder<'_> {
        ResponsesBuilder {
            instrument,
            rows: Vec::new(),
            violations: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many items the instrument has that they answer.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Whether nobody answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The persons, row by row; with several occasions a person may stand there more than once.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.person.as_str())
    }

    /// The occasions there are, earliest first, rows without a date before all others.
    #[must_use]
    pub fn occasions(&self) -> Vec<Option<NaiveDate>> {
        let mut dates: Vec<_> = self.rows.iter().map(|row| row.occasion).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// What people answered about themselves.
    #[must_use]
    pub fn own(&self) -> Responses {
        let rows = self.rows.iter().filter(|row| row.rater.is_none()).cloned().collect();
        Responses { rows, items: self.items }
    }

    /// Whether somebody answered about somebody else.
    #[must_use]
    pub fn has_raters(&self) -> bool {
        self.rows.iter().any(|row| row.rater.is_some())
    }

    /// What was answered about one person, each row under the id of who answered: the person's own, and those of raters.
    #[must_use]
    pub fn about(&self, person: &str) -> Responses {
        let rows = self.rows.iter().filter(|row| row.person == person).cloned();
        let by_rater = rows.map(|row| Row {
            person: row.rater.clone().unwrap_or(row.person),
            rater: None,
            ..row
        });
        Responses { rows: by_rater.collect(), items: self.items }
    }

    /// The rows of one occasion.
    #[must_use]
    pub fn on(&self, occasion: Option<NaiveDate>) -> Responses {
        let rows = self.rows.iter().filter(|row| row.occasion == occasion).cloned().collect();
        Responses { rows, items: self.items }
    }
}

/// [`Responses`] being put together; [`build`](Self::build) gives them, or every mistake.
#[derive(Clone)]
pub struct ResponsesBuilder<'a> {
    pub(super) instrument: &'a Instrument,
    rows: Vec<Row>,
    violations: Vec<Violation>,
    seen: BTreeMap<(String, Option<String>, Option<NaiveDate>), usize>,
}

impl std::fmt::Debug for ResponsesBuilder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponsesBuilder").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl ResponsesBuilder<'_> {
    /// Adds one person's answers; items that are not named are missing.
    #[must_use]
    pub fn with_row<'i, I>(self, person: &str, answers: I) -> Self
    where
        I: IntoIterator<Item = (&'i str, Answer)>,
    {
        self.row(person, None, None, answers)
    }

    /// Adds a rater's answers about a person, on one occasion if it is told.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
    ///
    /// let instrument = Instrument::builder("short")
    ///     .with_format("often", ResponseFormat::new(1, 5))
    ///     .with_item(Item::new("q1", "often"))
    ///     .with_scale(Scale::new("listening").with_item("q1"))
    ///     .build()?;
    /// let responses = Responses::builder(&instrument)
    ///     .with_row("p1", [("q1", Answer::Given(4))])
    ///     .with_rating("p1", "r1", None, [("q1", Answer::Given(2))])
    ///     .build()?;
    /// assert_eq!(responses.about("p1").persons().collect::<Vec<_>>(), ["p1", "r1"]);
    /// assert_eq!(responses.own().len(), 1);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    #[must_use]
    pub fn with_rating<'i, I>(
        self,
        person: &str,
        rater: &str,
        occasion: Option<NaiveDate>,
        answers: I,
    ) -> Self
    where
        I: IntoIterator<Item = (&'i str, Answer)>,
    {
        self.row(person, Some(rater.to_owned()), occasion, answers)
    }

    /// Adds one person's answers on one occasion.
    #[must_use]
    pub fn with_row_on<'i, I>(self, person: &str, occasion: NaiveDate, answers: I) -> Self
    where
        I: IntoIterator<Item = (&'i str, Answer)>,
    {
        self.row(person, None, Some(occasion), answers)
    }

    /// Gives the responses.
    ///
    /// # Errors
    ///
    /// [`AssessError::Responses`] lists every mistake with row, person, item, value and what is allowed.
    pub fn build(self) -> Result<Responses, AssessError> {
        if self.violations.is_empty() {
            Ok(Responses { rows: self.rows, items: self.instrument.items().len() })
        } else {
            Err(AssessError::Responses { violations: self.violations })
        }
    }

    fn row<'i, I>(
        mut self,
        person: &str,
        rater: Option<String>,
        occasion: Option<NaiveDate>,
        answers: I,
    ) -> Self
    where
        I: IntoIterator<Item = (&'i str, Answer)>,
    {
        let row = self.rows.len() + 2;
        let instrument = self.instrument;
        let mut cells = vec![Answer::Missing; instrument.items().len()];
        for (position, (item, answer)) in answers.into_iter().enumerate() {
            let place = instrument.column(item).and_then(|column| cells.get_mut(column));
            let (Some(place), Some(format)) = (place, instrument.format_of(item)) else {
                self.violations.push(unknown_column(instrument, position + 2, item));
                continue;
            };
            if let Answer::Given(value) = answer
                && !format.allows(value)
            {
                self.violations.push(Violation::OutsideFormat {
                    row,
                    person: person.to_owned(),
                    item: item.to_owned(),
                    value: value.to_string(),
                    allowed: format.range(),
                });
            }
            *place = answer;
        }
        self.push(row, person, rater, occasion, cells);
        self
    }

    /// Adds a row whose cells have been read, after the checks that every source needs.
    pub(super) fn push(
        &mut self,
        row: usize,
        person: &str,
        rater: Option<String>,
        occasion: Option<NaiveDate>,
        answers: Vec<Answer>,
    ) {
        // People who rate themselves need not be told apart from those who answer.
        let rater = rater.filter(|rater| rater != person);
        let key = (person.to_owned(), rater.clone(), occasion);
        if person.is_empty() {
            self.violations.push(Violation::EmptyPerson { row });
        } else if let Some(&first) = self.seen.get(&key) {
            let person = person.to_owned();
            self.violations.push(match rater.clone() {
                None => Violation::DuplicatePerson { row, person, first, occasion },
                Some(rater) => Violation::DuplicateRater { row, person, rater, first, occasion },
            });
        } else {
            self.seen.insert(key, row);
        }
        self.rows.push(Row { person: person.to_owned(), rater, occasion, answers });
    }

    #[cfg(feature = "csv")]
    pub(super) fn has_violations(&self) -> bool {
        !self.violations.is_empty()
    }

    #[cfg(any(feature = "csv", feature = "serde"))]
    pub(super) fn violation(&mut self, violation: Violation) {
        self.violations.push(violation);
    }
}

pub(super) fn unknown_column(instrument: &Instrument, column: usize, name: &str) -> Violation {
    let known = instrument.items().map(|item| item.id().to_owned()).collect();
    Violation::UnknownColumn { column, name: name.to_owned(), known }
}

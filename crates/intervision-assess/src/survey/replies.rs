use std::collections::{BTreeMap, BTreeSet};

use intervision_core::Roster;

use super::questions::AnswerForm;
use super::{Cell, Floor, Participation, Question, Questions, SurveyViolation, disclose};
use crate::AssessError;
#[cfg(feature = "csv")]
use crate::separated;

/// What people answered. It does not serialise, and only its size shows in logs; [`report`](Self::report) gives what may be published.
#[derive(Clone, PartialEq, Eq)]
pub struct Replies {
    questions: Questions,
    /// Per person and question the choices, as places.
    people: BTreeMap<String, Vec<BTreeSet<usize>>>,
}

impl std::fmt::Debug for Replies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replies").field("people", &self.people.len()).finish_non_exhaustive()
    }
}

/// What may be published of a survey.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SurveyReport {
    /// The version of this document's form: 1.
    pub version: u32,
    /// No count is of fewer people than this.
    pub floor: Floor,
    /// Who was asked, and who answered at least one question.
    pub participation: Participation,
    /// The questions in their order.
    pub questions: Vec<QuestionReport>,
}

/// What may be published of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct QuestionReport {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Whether people answered in words; then `counts` are of themes, which overlap.
    pub open: bool,
    /// How many chose each answer, or touched on each theme.
    pub counts: Vec<(String, Cell)>,
    /// How many of those who took part said nothing to it.
    pub silent: Cell,
}

impl Replies {
    /// No answers yet.
    #[must_use]
    pub fn new(questions: &Questions) -> Self {
        Replies { questions: questions.clone(), people: BTreeMap::new() }
    }

    /// Reads a table with a row per person: the first column holds the id, each other one the answers to the question that it is named
    /// after. Themes are separated by `|`; an empty cell says nothing. Cells are separated by commas, semicolons or tabs.
    ///
    /// # Errors
    ///
    /// [`AssessError::Survey`] lists every mistake with its row.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::survey::{Question, Questions, Replies};
    ///
    /// let questions = Questions::new([Question::open("help", "What would help?", ["time", "money"])])?;
    /// let replies = Replies::from_csv(&questions, b"id,help\np1,time|money\np2,\n")?;
    /// assert_eq!(replies.len(), 1);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    #[cfg(feature = "csv")]
    pub fn from_csv(questions: &Questions, file: &[u8]) -> Result<Self, AssessError> {
        let unread = |message: String| AssessError::Survey {
            violations: vec![SurveyViolation::File { message }],
        };
        let (header, rows) = separated::lines(file).map_err(|error| unread(error.to_string()))?;
        if header.is_empty() {
            return Err(unread("it is empty; its first row must name the questions".into()));
        }
        let mut violations = Vec::new();
        let mut columns = Vec::new();
        for column in header.iter().skip(1) {
            let found = questions.all.iter().position(|question| question.id == column);
            if found.is_none() {
                violations.push(questions.no_column(column));
            } else if columns.contains(&found) {
                let name = column.to_owned();
                violations.push(SurveyViolation::Twice { what: "column", name });
            }
            columns.push(found);
        }
        let mut replies = Replies::new(questions);
        for (number, row) in rows {
            if row.len() != header.len() {
                let (found, expected) = (row.len(), header.len());
                violations.push(SurveyViolation::Ragged { row: number, found, expected });
                continue;
            }
            let cells = columns.iter().zip(row.iter().skip(1));
            let answers = cells.filter_map(|(column, cell)| Some(((*column)?, cell)));
            replies.take(number, row.get(0).unwrap_or_default(), answers, &mut violations);
        }
        if violations.is_empty() { Ok(replies) } else { Err(AssessError::Survey { violations }) }
    }

    /// One person's answers, as pairs of a question and what was chosen; for an open question themes separated by `|`.
    ///
    /// # Errors
    ///
    /// [`AssessError::Survey`] for questions and choices that are not there, and somebody who answered before; nothing is noted then.
    pub fn record(&mut self, person: &str, answers: &[(&str, &str)]) -> Result<(), AssessError> {
        let (mut violations, mut known) = (Vec::new(), Vec::new());
        for &(id, value) in answers {
            match self.questions.all.iter().position(|question| question.id == id) {
                Some(at) => known.push((at, value)),
                None => violations.push(self.questions.no_column(id)),
            }
        }
        let row = self.people.len() + 1;
        let before = self.people.clone();
        self.take(row, person, known.into_iter(), &mut violations);
        if violations.is_empty() {
            return Ok(());
        }
        self.people = before;
        Err(AssessError::Survey { violations })
    }

    fn take<'c>(
        &mut self,
        row: usize,
        person: &str,
        answers: impl Iterator<Item = (usize, &'c str)>,
        violations: &mut Vec<SurveyViolation>,
    ) {
        let mut own = vec![BTreeSet::new(); self.questions.all.len()];
        for (at, cell) in answers {
            let (Some(question), Some(place)) = (self.questions.all.get(at), own.get_mut(at))
            else {
                continue;
            };
            let parts: Vec<&str> = match question.form {
                AnswerForm::Closed(_) => vec![cell],
                AnswerForm::Open(_) => cell.split('|').map(str::trim).collect(),
            };
            for value in parts.into_iter().filter(|value| !value.is_empty()) {
                match question.choices().iter().position(|choice| choice == value) {
                    Some(choice) => {
                        place.insert(choice);
                    }
                    None => violations.push(SurveyViolation::Answer {
                        row,
                        question: question.id.clone(),
                        value: value.to_owned(),
                        known: question.choices().to_vec(),
                    }),
                }
            }
        }
        if self.people.contains_key(person) {
            violations.push(SurveyViolation::Person { row, person: person.to_owned() });
        } else if own.iter().any(|chosen| !chosen.is_empty()) {
            self.people.insert(person.to_owned(), own);
        }
    }

    /// How many people answered at least one question.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// What may be published; everybody on the roster was invited. Answers to a closed question add up, so that a second count is withheld
    /// where the first would follow from it; of open questions no count says how many said nothing once a theme is withheld. Where
    /// fewer than the floor took part, nothing is told. Time O(people × questions).
    ///
    /// # Errors
    ///
    /// [`AssessError::UnknownPerson`] for answers of people who were not invited.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::Floor;
    /// use intervision_assess::survey::{Question, Questions, Replies};
    /// use intervision_core::Table;
    ///
    /// let questions = Questions::new([Question::closed("q", "Is it useful?", ["yes", "no"])])?;
    /// let replies = Replies::from_csv(&questions, b"id,q\na,yes\nb,yes\nc,yes\nd,yes\ne,yes\nf,no\n")?;
    /// let report = replies.report(&Table::new(["a", "b", "c", "d", "e", "f", "g"])?, Floor::default())?;
    /// // One no would follow from five times yes of six who answered.
    /// assert_eq!(report.questions[0].counts[0].1.to_string(), "withheld");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn report(&self, invited: &dyn Roster, floor: Floor) -> Result<SurveyReport, AssessError> {
        let known: BTreeSet<_> = (0..invited.len()).map(|member| invited.id(member)).collect();
        let strangers = self.people.keys().filter(|id| !known.contains(id.as_str()));
        let persons: Vec<String> = strangers.cloned().collect();
        if !persons.is_empty() {
            return Err(AssessError::UnknownPerson { persons });
        }
        let participation = Participation::of(invited.len(), self.people.len(), floor);
        let questions = self.questions.all.iter().enumerate();
        let questions = questions.map(|(at, question)| self.told(at, question, floor)).collect();
        Ok(SurveyReport { version: 1, floor, participation, questions })
    }

    fn told(&self, at: usize, question: &Question, floor: Floor) -> QuestionReport {
        let chosen = || self.people.values().filter_map(|own| own.get(at));
        let counts: Vec<usize> = (0..question.choices().len())
            .map(|choice| chosen().filter(|own| own.contains(&choice)).count())
            .collect();
        let silent = chosen().filter(|own| own.is_empty()).count();
        let open = matches!(question.form, AnswerForm::Open(_));
        let (cells, silent) = if self.people.len() < floor.get() {
            // With everybody below the floor even a count of nobody would tell of the others.
            (vec![Cell::Withheld; counts.len()], Cell::Withheld)
        } else if open {
            let cells: Vec<Cell> = counts.iter().map(|&count| Cell::alone(count, floor)).collect();
            let hidden = cells.iter().any(|cell| cell.count().is_none());
            (cells, if hidden { Cell::Withheld } else { Cell::alone(silent, floor) })
        } else {
            let mut cells = disclose(&[&counts[..], &[silent]].concat(), floor);
            let silent = cells.pop().unwrap_or(Cell::Withheld);
            (cells, silent)
        };
        let counts = question.choices().iter().cloned().zip(cells).collect();
        QuestionReport {
            id: question.id.clone(),
            text: question.text.clone(),
            open,
            counts,
            silent,
        }
    }
}

use crate::AssessError;

/// A question of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) form: AnswerForm,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerForm {
    /// One of these.
    Closed(Vec<String>),
    /// In words. Whoever reads them notes which of these themes they touch on, any number of them; the words are not kept.
    Open(Vec<String>),
}

impl Question {
    /// One of these answers is chosen.
    pub fn closed<I>(id: impl Into<String>, text: impl Into<String>, answers: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let answers = answers.into_iter().map(Into::into).collect();
        Question { id: id.into(), text: text.into(), form: AnswerForm::Closed(answers) }
    }

    /// Answered in words, which are read for these themes.
    pub fn open<I>(id: impl Into<String>, text: impl Into<String>, themes: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let themes = themes.into_iter().map(Into::into).collect();
        Question { id: id.into(), text: text.into(), form: AnswerForm::Open(themes) }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is answered.
    #[must_use]
    pub fn form(&self) -> &AnswerForm {
        &self.form
    }

    /// The answers that can be chosen, or the themes.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match &self.form {
            AnswerForm::Closed(choices) | AnswerForm::Open(choices) => choices,
        }
    }
}

/// Questions that differ, each with answers that differ.
///
/// # Example
///
/// ```
/// use intervision_assess::survey::{Question, Questions};
///
/// let closed = Question::closed("often", "How often do you learn at work?", ["weekly", "monthly", "never"]);
/// let open = Question::open("help", "What would help you?", ["time", "colleagues"]);
/// let questions = Questions::new([closed, open])?;
/// assert_eq!(questions.iter().count(), 2);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    pub(super) all: Vec<Question>,
}

/// What is wrong with a survey or its answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyViolation {
    /// Nothing is asked.
    #[error("there is no question; ask at least one")]
    Nothing,
    /// A question without choices.
    #[error("question \"{question}\" has {found}; give it at least {least}")]
    Choices {
        /// The question.
        question: String,
        /// How many there are, in words.
        found: String,
        /// How many it needs.
        least: usize,
    },
    /// A question, an answer or a theme that stands twice.
    #[error("{what} \"{name}\" stands twice; rename one of them")]
    Twice {
        /// What it is.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// An answer that cannot be chosen.
    #[error(
        "row {row}: question \"{question}\" is answered \"{value}\"; it can be {}, or an empty cell",
        crate::error::quoted(.known)
    )]
    Answer {
        /// The row, as a spreadsheet shows it.
        row: usize,
        /// The question.
        question: String,
        /// The value.
        value: String,
        /// What can be chosen.
        known: Vec<String>,
    },
    /// Somebody who answered twice.
    #[error("row {row}: \"{person}\" has a row already; keep one of them")]
    Person {
        /// The row, as a spreadsheet shows it.
        row: usize,
        /// Who it is.
        person: String,
    },
    /// A row that is longer or shorter than the first.
    #[error("row {row} has {found} cells and the first row {expected}; leave missing cells empty")]
    Ragged {
        /// The row, as a spreadsheet shows it.
        row: usize,
        /// How many cells it has.
        found: usize,
        /// How many the first row has.
        expected: usize,
    },
    /// A column that is no question.
    #[error("column \"{column}\" is no question; there are {}", crate::error::quoted(.known))]
    Column {
        /// The column.
        column: String,
        /// The questions.
        known: Vec<String>,
    },
    /// The file cannot be read.
    #[error("the file cannot be read: {message}")]
    File {
        /// What stands in the way.
        message: String,
    },
}

impl Questions {
    /// Checks questions.
    ///
    /// # Errors
    ///
    /// [`AssessError::Survey`] lists what is wrong: no question, a closed one with fewer than two answers, an open one without a
    /// theme, ids and choices that stand twice.
    pub fn new(questions: impl IntoIterator<Item = Question>) -> Result<Self, AssessError> {
        let all: Vec<Question> = questions.into_iter().collect();
        let mut violations = Vec::new();
        if all.is_empty() {
            violations.push(SurveyViolation::Nothing);
        }
        twice("question", all.iter().map(|question| &question.id), &mut violations);
        for question in &all {
            let (least, word, what) = match question.form {
                AnswerForm::Closed(_) => (2, "answers", "answer"),
                AnswerForm::Open(_) => (1, "themes", "theme"),
            };
            let choices = question.choices();
            if choices.len() < least {
                let found = match choices.len() {
                    1 => format!("1 {what}"),
                    many => format!("{many} {word}"),
                };
                let question = question.id.clone();
                violations.push(SurveyViolation::Choices { question, found, least });
            }
            twice(what, choices.iter(), &mut violations);
        }
        if violations.is_empty() {
            Ok(Questions { all })
        } else {
            Err(AssessError::Survey { violations })
        }
    }

    pub(super) fn no_column(&self, column: &str) -> SurveyViolation {
        let known = self.all.iter().map(|question| question.id.clone()).collect();
        SurveyViolation::Column { column: column.to_owned(), known }
    }

    /// The questions in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.all.iter()
    }
}

fn twice<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a String>,
    found: &mut Vec<SurveyViolation>,
) {
    let mut seen: Vec<&String> = names.collect();
    seen.sort_unstable();
    let mut told: Vec<&String> = Vec::new();
    for pair in seen.windows(2) {
        if let [a, b] = pair
            && a == b
            && told.last() != Some(a)
        {
            told.push(a);
        }
    }
    found.extend(told.into_iter().map(|name| SurveyViolation::Twice { what, name: name.clone() }));
}

//! What is put together, and what is checked before it is handed over.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::{
    Badge, Badges, Evidence, Measured, Plan, Reflection, Strength, Words, html, markdown, others,
};
use crate::names::{slug, unique};
use crate::{ParticipantId, Place, Problem, Problems};

/// The programme that a portfolio comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The first day.
    #[serde(with = "crate::interchange::date")]
    pub start: NaiveDate,
    /// The last day.
    #[serde(with = "crate::interchange::date")]
    pub end: NaiveDate,
}

/// What goes into a portfolio, with nothing checked yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortfolioDraft {
    /// Whose it is.
    pub owner: ParticipantId,
    /// Where it comes from.
    pub programme: Programme,
    /// The day it was handed over.
    #[serde(with = "crate::interchange::date")]
    pub closed_on: NaiveDate,
    /// What the owner is good at, the surest first.
    pub strengths: Vec<Strength>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What the owner thought about it.
    pub reflections: Vec<Reflection>,
    /// What was measured. Scales stay apart: nothing here adds one to another.
    pub results: Vec<Measured>,
    /// What the owner set out to do.
    pub plans: Vec<Plan>,
    /// What the owner was awarded.
    pub badges: Vec<Badge>,
}

impl PortfolioDraft {
    /// Nothing yet.
    pub fn new(
        owner: impl Into<ParticipantId>,
        programme: Programme,
        closed_on: NaiveDate,
    ) -> Self {
        PortfolioDraft {
            owner: owner.into(),
            programme,
            closed_on,
            strengths: Vec::new(),
            evidence: Vec::new(),
            reflections: Vec::new(),
            results: Vec::new(),
            plans: Vec::new(),
            badges: Vec::new(),
        }
    }

    /// The same with `put` in place of every mention of others: their ids, and whatever else names them. A mention is a whole word,
    /// so `a07` is found in `coaching/a07/2` and not in `a071`. The owner is never taken out.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the draft cannot be written, which takes a number that is not finite.
    pub fn without<'o>(
        self,
        others: impl IntoIterator<Item = &'o str>,
        put: &str,
    ) -> Result<Self, Problem> {
        others::without(&self, others, put)
    }
}

/// A portfolio that names nobody but its owner.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::portfolio::{
///     Form, Portfolio, PortfolioDraft, Programme, Reflection, Words, verify,
/// };
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
/// let programme = Programme {
///     id: "talent".into(),
///     title: "A hundred days".into(),
///     start: day(1, 11),
///     end: day(4, 20),
/// };
/// let mut draft = PortfolioDraft::new("p07", programme, day(4, 20));
/// draft.reflections.push(Reflection {
///     on: day(2, 1),
///     question: None,
///     text: "I learned most from p08.".into(),
/// });
/// let refused = Portfolio::new(draft.clone(), ["p08"]).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "reflections[1].text: it mentions \"p08\", who is not the owner; take others out of a portfolio before it is handed over"
/// );
///
/// let portfolio = Portfolio::new(draft.without(["p08"], "a colleague")?, ["p08"])?;
/// let files = portfolio.export(&Words::ENGLISH)?;
/// assert!(files.markdown.contains("I learned most from a colleague."));
/// verify(Form::Json, files.json.as_bytes())?;
/// let forged = files.json.replace("a colleague", "the minister");
/// assert_eq!(
///     verify(Form::Json, forged.as_bytes()).unwrap_err().to_string(),
///     "the portfolio's part \"reflections\" is not as it was written; use an unchanged copy"
/// );
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    draft: PortfolioDraft,
    record: Option<String>,
    record_hash: Option<String>,
}

/// A portfolio as files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// For programs: JSON, a line per part.
    pub json: String,
    /// For people: one page that needs nothing else.
    pub html: String,
    /// For people, as plain text.
    pub markdown: String,
    /// The badges as a learner record, if it was asked for.
    pub record: Option<String>,
}

impl Portfolio {
    /// The version of the file format that this release writes and reads.
    pub const VERSION: u32 = 1;

    /// Checks a draft. `others` are everybody whom it may not mention: the other participants, coaches, facilitators and raters, by
    /// their ids and, where the host knows them, by their names.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists all of them: [`PortfolioProblem::ThirdParty`](super::PortfolioProblem::ThirdParty) for every text that mentions another person, an id that is
    /// empty, days in the wrong order, a number outside its scale, a badge that stands twice.
    pub fn new<'o>(
        draft: PortfolioDraft,
        others: impl IntoIterator<Item = &'o str>,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        check(&draft, &mut problems);
        if problems.is_empty() {
            others::mentions(&draft, others, &mut problems)?;
        }
        Problems::or(problems, Portfolio { draft, record: None, record_hash: None })
    }

    /// Reads a portfolio from its JSON, after checking that it is as it was written.
    ///
    /// # Errors
    ///
    /// As [`verify`](super::verify); [`Problem::Syntax`] for a document of another form, [`Problem::Version`], and what
    /// [`Portfolio::new`] finds.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        super::verify(super::Form::Json, text.as_bytes())?;
        let document: Document = crate::interchange::document::from_json("portfolio", text)?;
        if document.version != Self::VERSION {
            let (found, expected) = (document.version, Self::VERSION);
            return Err(Problem::Version { what: "portfolio", found, expected }.into());
        }
        let record_hash = document.parts.badges.content.record.clone();
        let read = Portfolio::new(document.into_draft(), [])?;
        Ok(Portfolio { record_hash, ..read })
    }

    /// What it holds.
    #[must_use]
    pub fn draft(&self) -> &PortfolioDraft {
        &self.draft
    }

    #[cfg(feature = "badges")]
    pub(super) fn set_record(&mut self, record: String) {
        self.record_hash = Some(super::digest(record.as_bytes()));
        self.record = Some(record);
    }

    /// The files. The same portfolio in the same words gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a checked portfolio is always written.
    pub fn export(&self, words: &Words) -> Result<Export, Problem> {
        let badges =
            Badges { awarded: self.draft.badges.clone(), record: self.record_hash.clone() };
        let document = Document::of(&self.draft, badges)?;
        let blocks = super::blocks::of(&document, words);
        Ok(Export {
            html: html::page(&document, &blocks, words),
            markdown: markdown::text(&document, &blocks, words),
            json: document.to_json()?,
            record: self.record.clone(),
        })
    }
}

/// Beyond this nothing is a level.
const MOST: f64 = 1e6;

fn check(draft: &PortfolioDraft, found: &mut Vec<Problem>) {
    if draft.owner.as_str().is_empty() {
        found.push(Problem::EmptyId { at: Place::part("owner") });
    }
    let Programme { start, end, .. } = draft.programme;
    if end < start {
        found.push(Problem::Backwards { at: Place::part("programme"), start, end });
    }
    if draft.closed_on < start {
        let at = Place::part("closed_on");
        found.push(Problem::Backwards { at, start, end: draft.closed_on });
    }
    let mut number = |at: String, value: f64, low: f64, high: f64, expected: &str| {
        if !(low..=high).contains(&value) {
            let expected = expected.to_owned();
            found.push(Problem::OutOfRange { at: Place::part(at), value, expected });
        }
    };
    for (place, strength) in (1..).zip(&draft.strengths) {
        let at = |field: &str| format!("strengths[{place}].{field}");
        if let Some(level) = strength.level {
            number(at("level"), level, -MOST, MOST, "a level");
        }
        if let Some(chance) = strength.probability {
            number(at("probability"), chance, 0.0, 1.0, "between 0 and 1");
        }
    }
    for (place, result) in (1..).zip(&draft.results) {
        let at = |field: &str| format!("results[{place}].{field}");
        number(at("top"), result.top, 1.0, MOST, "the highest level of a scale that begins at 1");
        let scale = format!("a level from 1 to {}", result.top);
        number(at("level"), result.level, 1.0, result.top, &scale);
        if let Some(error) = result.standard_error {
            number(at("standard_error"), error, 0.0, MOST, "0 or more");
        }
    }
    unique("badge", draft.badges.iter().map(|badge| badge.id.as_str()), found);
    for badge in &draft.badges {
        slug(&badge.id, Place::part(format!("badges.{}.id", badge.id)), found);
    }
    let mut steps: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (place, plan) in (1..).zip(&draft.plans) {
        for step in &plan.steps {
            *steps.entry((place, step.id.as_str())).or_default() += 1;
        }
    }
    let twice = steps.into_iter().filter(|(_, times)| *times > 1);
    found.extend(twice.map(|((_, id), times)| Problem::Twice {
        what: "step of a plan",
        id: id.to_owned(),
        times,
    }));
}

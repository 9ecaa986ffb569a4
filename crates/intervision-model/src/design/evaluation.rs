//! What a programme is judged by when it is over: a survey, levels measured twice, and who turns to whom.

use super::DesignDraft;
use crate::names::{slug, unique};
use crate::{Place, Problem};

/// How a programme is evaluated. Every part may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct EvaluationRules {
    /// No figure is of fewer people than this.
    #[cfg_attr(feature = "serde", serde(default = "five"))]
    pub floor: u32,
    /// Which measurements are compared, if levels are measured twice.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub measured: Option<Measured>,
    /// The questions that people answer afterwards.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub questions: Vec<SurveyQuestion>,
    /// Whom people turn to, if that is asked before and after.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub ties: Option<TieQuestion>,
}

/// Which measurements are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Measured {
    /// The assessment, and the same once more when the programme is over.
    Afterwards,
    /// The first of several measurements along the way, and the last of them.
    Along,
}

/// A question of the survey: closed with `answers`, or open with the `themes` that its answers are read for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct SurveyQuestion {
    /// A slug.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Of a closed question what can be chosen, at least two.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub answers: Vec<String>,
    /// Of an open question what its answers are read for, at least one.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub themes: Vec<String>,
}

/// The question of whom people turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TieQuestion {
    /// What is asked.
    pub text: String,
    /// The attribute across whose values ties are hoped for: a directorate, a function.
    pub across: String,
}

#[cfg(feature = "serde")]
fn five() -> u32 {
    5
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(rules) = &draft.evaluation else { return };
    if rules.floor < 2 {
        found.push(Problem::OutOfRange {
            at: Place::part("evaluation.floor"),
            value: rules.floor.into(),
            expected: "2 or more, since a figure of one person is theirs".to_owned(),
        });
    }
    let ids = rules.questions.iter().map(|question| question.id.as_str());
    unique("question", ids, found);
    for question in &rules.questions {
        let at = |field: &str| Place::part(format!("evaluation.questions.{}{field}", question.id));
        slug(&question.id, at(""), found);
        let (answers, themes) = (question.answers.len(), question.themes.len());
        if !matches!((answers, themes), (2.., 0) | (0, 1..)) {
            found.push(Problem::Contradiction {
                at: at(""),
                what: format!("it has {answers} answers and {themes} themes"),
                fix: "give a closed question two answers or more, an open one themes, and neither both"
                    .to_owned(),
            });
        }
        let choices = question.answers.iter().chain(&question.themes);
        for choice in choices.clone().filter(|choice| choice.contains('|')) {
            found.push(Problem::Contradiction {
                at: at(""),
                what: format!("\"{choice}\" holds a |, which separates choices"),
                fix: "leave it out".to_owned(),
            });
        }
        unique("choice", choices.map(String::as_str), found);
    }
    if let Some(ties) = &rules.ties
        && ties.across.trim().is_empty()
    {
        found.push(Problem::Missing {
            at: Place::part("evaluation.ties.across"),
            what: "an attribute",
            fix: "name the column of the roster across which ties are counted".to_owned(),
        });
    }
}

//! What the parts of a portfolio hold.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::learning::ActionStep;

/// A part of a portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PartKind {
    /// What somebody is good at.
    Strengths,
    /// What shows it.
    Evidence,
    /// What they thought about it.
    Reflections,
    /// What was measured.
    Results,
    /// What they set out to do.
    Plans,
    /// What they were awarded.
    Badges,
}

impl PartKind {
    /// All parts, in the order in which people read them.
    pub const ALL: [PartKind; 6] = [
        PartKind::Strengths,
        PartKind::Evidence,
        PartKind::Reflections,
        PartKind::Results,
        PartKind::Plans,
        PartKind::Badges,
    ];

    /// The name that a file gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            PartKind::Strengths => "strengths",
            PartKind::Evidence => "evidence",
            PartKind::Reflections => "reflections",
            PartKind::Results => "results",
            PartKind::Plans => "plans",
            PartKind::Badges => "badges",
        }
    }
}

impl fmt::Display for PartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something that somebody is good at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strength {
    /// The competency, by its id in the framework.
    pub competency: String,
    /// What it is called.
    pub title: String,
    /// The level, if it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    /// How sure it is that this is one of the owner's strongest, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

/// Something that shows what somebody can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The day it happened.
    #[serde(with = "crate::interchange::date")]
    pub on: NaiveDate,
    /// What it is called.
    pub title: String,
    /// What can be seen of it.
    pub narrative: String,
    /// The competency that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competency: Option<String>,
}

/// Something that somebody thought about what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reflection {
    /// The day it was written.
    #[serde(with = "crate::interchange::date")]
    pub on: NaiveDate,
    /// The question that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The owner's words.
    pub text: String,
}

/// One measurement on one scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// What was measured.
    pub scale: String,
    /// The day.
    #[serde(with = "crate::interchange::date")]
    pub on: NaiveDate,
    /// The level.
    pub level: f64,
    /// Its standard error, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// The highest level of the scale; the lowest is 1.
    pub top: f64,
}

/// What somebody set out to do, and how far they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The goal, in the owner's words.
    pub goal: String,
    /// The steps.
    pub steps: Vec<ActionStep>,
}

/// What somebody was awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Badge {
    /// A slug that names it within the programme.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// The day it was awarded.
    #[serde(with = "crate::interchange::date")]
    pub on: NaiveDate,
}

/// All that somebody was awarded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Badges {
    /// The badges, in the order in which they were awarded.
    pub awarded: Vec<Badge>,
    /// The SHA-256 of the same badges as credentials of Open Badges 3.0 in one learner record, if that was written beside the
    /// portfolio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

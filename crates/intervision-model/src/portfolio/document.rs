//! A portfolio as JSON: a line per part, each with the hash of what it holds, and a hash of all.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Badges, Evidence, Measured, Plan, Portfolio, PortfolioDraft, Programme, Reflection, Strength,
    canonical,
};
use crate::{ParticipantId, Problem};

/// The file, unchecked: what the JSON Schema `portfolio` describes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of the format: [`Portfolio::VERSION`].
    pub version: u32,
    /// Whose it is.
    pub owner: ParticipantId,
    /// Where it comes from.
    pub programme: Programme,
    /// The day it was handed over.
    #[serde(with = "crate::interchange::date")]
    pub closed_on: NaiveDate,
    /// What it holds.
    pub parts: Parts,
    /// The SHA-256 of the canonical JSON of everything else.
    pub sha256: String,
}

/// The parts of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// What the owner is good at.
    pub strengths: Part<Vec<Strength>>,
    /// What shows it.
    pub evidence: Part<Vec<Evidence>>,
    /// What the owner thought about it.
    pub reflections: Part<Vec<Reflection>>,
    /// What was measured.
    pub results: Part<Vec<Measured>>,
    /// What the owner set out to do.
    pub plans: Part<Vec<Plan>>,
    /// What the owner was awarded.
    pub badges: Part<Badges>,
}

/// A part with the hash of what it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part<T> {
    /// What it holds.
    pub content: T,
    /// The SHA-256 of the canonical JSON of the content.
    pub sha256: String,
}

impl<T: Serialize> Part<T> {
    fn of(content: T) -> Result<Self, Problem> {
        let value = serde_json::to_value(&content).map_err(|error| syntax(&error))?;
        Ok(Part { content, sha256: canonical::hash(&value) })
    }
}

impl Document {
    pub(super) fn of(draft: &PortfolioDraft, badges: Badges) -> Result<Self, Problem> {
        let mut document = Document {
            version: Portfolio::VERSION,
            owner: draft.owner.clone(),
            programme: draft.programme.clone(),
            closed_on: draft.closed_on,
            parts: Parts {
                strengths: Part::of(draft.strengths.clone())?,
                evidence: Part::of(draft.evidence.clone())?,
                reflections: Part::of(draft.reflections.clone())?,
                results: Part::of(draft.results.clone())?,
                plans: Part::of(draft.plans.clone())?,
                badges: Part::of(badges)?,
            },
            sha256: String::new(),
        };
        document.sha256 = whole(&document.value()?);
        Ok(document)
    }

    pub(super) fn to_json(&self) -> Result<String, Problem> {
        Ok(layout(&self.value()?))
    }

    pub(super) fn into_draft(self) -> PortfolioDraft {
        PortfolioDraft {
            owner: self.owner,
            programme: self.programme,
            closed_on: self.closed_on,
            strengths: self.parts.strengths.content,
            evidence: self.parts.evidence.content,
            reflections: self.parts.reflections.content,
            results: self.parts.results.content,
            plans: self.parts.plans.content,
            badges: self.parts.badges.content.awarded,
        }
    }

    fn value(&self) -> Result<Value, Problem> {
        serde_json::to_value(self).map_err(|error| syntax(&error))
    }
}

fn syntax(error: &serde_json::Error) -> Problem {
    Problem::Syntax { format: "JSON", what: "portfolio", message: error.to_string() }
}

/// The hash of a document without its own hash.
pub(super) fn whole(document: &Value) -> String {
    let mut document = document.clone();
    if let Some(fields) = document.as_object_mut() {
        fields.remove("sha256");
    }
    canonical::hash(&document)
}

/// The one way in which a document is written: a line for each field, and one for each part, all canonical. It knows no field but
/// `parts`, so that files of later versions are laid out alike.
pub(super) fn layout(document: &Value) -> String {
    let mut lines = Vec::new();
    for (key, value) in sorted(document) {
        let name = canonical::text(&Value::String(key.clone()));
        match value {
            Value::Object(_) if key == "parts" => {
                let inner: Vec<String> = sorted(value)
                    .into_iter()
                    .map(|(part, value)| {
                        let name = canonical::text(&Value::String(part.clone()));
                        format!("{name}:{}", canonical::text(value))
                    })
                    .collect();
                lines.push(format!("{name}:{{\n{}\n}}", inner.join(",\n")));
            }
            value => lines.push(format!("{name}:{}", canonical::text(value))),
        }
    }
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn sorted(value: &Value) -> Vec<(&String, &Value)> {
    let mut fields: Vec<_> = value.as_object().into_iter().flatten().collect();
    fields.sort_by(|a, b| a.0.cmp(b.0));
    fields
}

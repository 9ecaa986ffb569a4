//! What participants take along: the portfolio, in a design.

use super::DesignDraft;
use crate::names::{slug, unique};
use crate::{Place, Problem};

/// What the portfolio of each participant holds beside what they wrote themselves.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct PortfolioRule {
    /// How many strengths.
    #[cfg_attr(feature = "serde", serde(default = "three"))]
    pub strengths: u32,
    /// The level that is expected of a strength before anything is measured.
    pub expected_level: f64,
    /// How far people differ around it: a standard deviation in levels.
    pub spread: f64,
    /// What can be awarded.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub badges: Vec<BadgeRule>,
}

/// A badge, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct BadgeRule {
    /// A slug.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it, in words.
    pub criteria: String,
    /// What must be done: content items and sessions.
    pub after: Vec<String>,
}

#[cfg(feature = "serde")]
fn three() -> u32 {
    3
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(rule) = &draft.portfolio else { return };
    let mut number = |field: &str, value: f64, fits: bool, expected: &str| {
        if !fits {
            let at = Place::part(format!("portfolio.{field}"));
            found.push(Problem::OutOfRange { at, value, expected: expected.to_owned() });
        }
    };
    let (level, spread) = (rule.expected_level, rule.spread);
    number("expected_level", level, level.is_finite(), "a finite number");
    number("spread", spread, spread.is_finite() && spread > 0.0, "above 0");
    unique("badge", rule.badges.iter().map(|badge| badge.id.as_str()), found);
    let items = draft.content.iter().flat_map(|content| &content.items).map(|item| &item.id);
    let known: Vec<&String> =
        items.chain(draft.sessions.iter().map(|session| &session.id)).collect();
    for badge in &rule.badges {
        let at = |field: &str| Place::part(format!("portfolio.badges.{}.{field}", badge.id));
        slug(&badge.id, at("id"), found);
        for id in badge.after.iter().filter(|id| !known.contains(id)) {
            found.push(Problem::UnknownReference {
                at: at("after"),
                what: "content item or session",
                id: id.clone(),
                known: known.iter().map(|id| (*id).clone()).collect(),
            });
        }
    }
}

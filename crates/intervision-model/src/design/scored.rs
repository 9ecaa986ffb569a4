//! Themes that are scored apart from each other, in a design.

use super::DesignDraft;
use crate::names::{slug, unique};
use crate::{Place, Problem};

/// A theme with a scale of its own, such as talent, leadership or vitality. Themes are never added up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ScoredTheme {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The competencies that belong to it, and to no other theme.
    pub competencies: Vec<String>,
    /// Whether somebody's strongest competencies are looked for in this theme.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub strengths: bool,
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let themes = &draft.scored_themes;
    unique("scored theme", themes.iter().map(|theme| theme.id.as_str()), found);
    let competencies = themes.iter().flat_map(|theme| &theme.competencies);
    unique("competency of a scored theme", competencies.map(String::as_str), found);
    for theme in themes {
        let at = |field: &str| Place::part(format!("scored_themes.{}.{field}", theme.id));
        slug(&theme.id, at("id"), found);
        if theme.competencies.is_empty() {
            found.push(Problem::Missing {
                at: at("competencies"),
                what: "a competency",
                fix: "say what belongs to the theme".to_owned(),
            });
        }
    }
}

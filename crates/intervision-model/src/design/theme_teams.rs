//! Teams around the programme's themes: what a design asks of them.

use std::collections::BTreeMap;

use crate::journey::{FieldVisit, Media};

/// One team per theme. The programme's groups are these teams, so their rules (sizes, sectors to mix) stand in `groups`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ThemeTeams {
    /// How much a rank below somebody's first choice counts beside the other wishes; more than 0.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
    /// What every team brings back from its visit before it presents: how many of each kind.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub brings: BTreeMap<Media, u32>,
    /// The block of the day plan in which the teams present, each once.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub presents_in: Option<String>,
}

#[cfg(feature = "serde")]
fn one() -> f64 {
    1.0
}

impl ThemeTeams {
    /// A team's visit to the field, with nothing brought back yet.
    #[must_use]
    pub fn visit(&self, team: impl Into<String>) -> FieldVisit {
        let asked = self.brings.iter().map(|(&media, &count)| (media, count as usize));
        FieldVisit::asking(team, asked)
    }
}

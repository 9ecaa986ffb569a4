//! Competencies, the tree that they stand in, and the levels that are told apart in each.

use super::check::problems;
use super::{Alignment, Competency, Domain, FrameworkDraft, Level};
#[cfg(feature = "serde")]
use crate::Problem;
use crate::Problems;

/// A checked competency framework.
///
/// # Example
///
/// ```
/// use intervision_model::competency::Framework;
///
/// let framework = Framework::from_toml(r#"
///     version = 1
///     id = "advice"
///     title = "Advice"
///     levels = [{ title = "Beginning" }, { title = "Skilled" }]
///     domains = [{ id = "people", title = "Working with people" }]
///     [[competencies]]
///     id = "influence"
///     title = "Influence"
///     part_of = ["people"]
///     anchors = ["Advises when asked.", "Changes style when that helps."]
///     indicators = [{ level = 2, behaviour = "Asks what the other needs before proposing." }]
///     [[associations]]
///     competency = "influence"
///     concept = "https://example.org/skills/17"
///     relation = "broad"
/// "#)?;
/// assert_eq!(framework.anchor("influence", 1.5), Some("Changes style when that helps."));
/// assert_eq!(framework.indicators("influence", 2).count(), 1);
/// assert_eq!((framework.roots(), framework.parts("people")), (vec!["people"], vec!["influence"]));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "FrameworkDraft", into = "FrameworkDraft"))]
pub struct Framework {
    pub(super) draft: FrameworkDraft,
}

impl Framework {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: ids that clash, parts of what is not there, a tree that runs in a circle,
    /// anchors and indicators of levels that are not told apart, associations that lead nowhere.
    pub fn new(draft: FrameworkDraft) -> Result<Self, Problems> {
        Problems::or(problems(&draft), Framework { draft })
    }

    /// Reads a framework from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Framework::new(crate::interchange::document::from_toml("competency framework", text)?)
    }

    /// Reads a framework from JSON.
    ///
    /// # Errors
    ///
    /// As [`Framework::from_toml`].
    #[cfg(feature = "serde")]
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        Framework::new(crate::interchange::document::from_json("competency framework", text)?)
    }

    /// Writes the framework as TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a checked framework is always written.
    #[cfg(feature = "serde")]
    pub fn to_toml(&self) -> Result<String, Problem> {
        crate::interchange::document::to_toml("competency framework", &self.draft)
    }

    /// Writes the framework as JSON.
    ///
    /// # Errors
    ///
    /// As [`Framework::to_toml`].
    #[cfg(feature = "serde")]
    pub fn to_json(&self) -> Result<String, Problem> {
        crate::interchange::document::to_json("competency framework", &self.draft)
    }

    /// The slug that names the framework.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.draft.id
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// The levels, the lowest first; the first one is level 1.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.draft.levels
    }

    /// The domains.
    #[must_use]
    pub fn domains(&self) -> &[Domain] {
        &self.draft.domains
    }

    /// The competencies, wherever they stand in the tree.
    #[must_use]
    pub fn competencies(&self) -> &[Competency] {
        &self.draft.competencies
    }

    /// How competencies and domains relate to each other and to the items of other frameworks, beside the tree.
    #[must_use]
    pub fn associations(&self) -> &[Alignment] {
        &self.draft.associations
    }

    /// The competency with this id.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.draft.competencies.iter().find(|competency| competency.id == id)
    }

    /// What a level means: the competency's anchor at the level rounded up (a person at 3.4 who has to show more than level 3
    /// shows what level 4 says), or the level's own description.
    #[must_use]
    pub fn anchor(&self, competency: &str, level: f64) -> Option<&str> {
        let rank = (level.ceil().clamp(1.0, self.top()) as usize).checked_sub(1)?;
        let own = self.competency(competency)?.anchors.get(rank).map(String::as_str);
        own.or_else(|| self.draft.levels.get(rank)?.description.as_deref())
    }

    /// The behaviour that shows a level of a competency, as it is listed. The level is counted from 1.
    pub fn indicators(&self, competency: &str, level: u32) -> impl Iterator<Item = &str> {
        let all = self.competency(competency).map_or(&[][..], |c| &c.indicators);
        let here = all.iter().filter(move |indicator| indicator.level == level);
        here.map(|indicator| indicator.behaviour.as_str())
    }

    /// The highest level.
    #[must_use]
    pub fn top(&self) -> f64 {
        self.draft.levels.len() as f64
    }

    /// Whether there is a domain or competency of this id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.draft.items().any(|(own, _)| own == id)
    }

    /// The domains and competencies that are part of nothing, domains first, as they are listed.
    #[must_use]
    pub fn roots(&self) -> Vec<&str> {
        self.draft.items().filter(|(_, above)| above.is_empty()).map(|(id, _)| id).collect()
    }

    /// What is part of a domain or competency, domains first, as they are listed. O(items).
    #[must_use]
    pub fn parts(&self, id: &str) -> Vec<&str> {
        let inside = |above: &[String]| above.iter().any(|above| above == id);
        self.draft.items().filter(|(_, above)| inside(above)).map(|(id, _)| id).collect()
    }

    /// Takes the framework apart, to change it and check it anew.
    #[must_use]
    pub fn into_draft(self) -> FrameworkDraft {
        self.draft
    }
}

impl FrameworkDraft {
    /// Domains, then competencies: id, and what it is part of.
    pub(super) fn items(&self) -> impl Iterator<Item = (&str, &[String])> {
        let domains = self.domains.iter().map(|d| (d.id.as_str(), d.part_of.as_slice()));
        domains.chain(self.competencies.iter().map(|c| (c.id.as_str(), c.part_of.as_slice())))
    }
}

impl TryFrom<FrameworkDraft> for Framework {
    type Error = Problems;

    fn try_from(draft: FrameworkDraft) -> Result<Self, Problems> {
        Framework::new(draft)
    }
}

impl From<Framework> for FrameworkDraft {
    fn from(framework: Framework) -> FrameworkDraft {
        framework.draft
    }
}

#[cfg(feature = "serde")]
crate::interchange::document::documents! {
    "competency framework": FrameworkDraft => Framework,
}

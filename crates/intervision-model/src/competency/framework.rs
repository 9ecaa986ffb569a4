//! Competencies, and the levels that are told apart in each.

use crate::{Problem, Problems};

/// A framework before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FrameworkDraft {
    /// The version of the format: [`Framework::VERSION`].
    pub version: u32,
    /// A slug that names the framework.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The levels, the lowest first; the first one is level 1.
    pub levels: Vec<Level>,
    /// The competencies.
    pub competencies: Vec<Competency>,
}

/// A level that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Level {
    /// What people call it.
    pub title: String,
    /// What it means in general.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
}

/// A competency.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Competency {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
    /// What can be seen of somebody at each level, the lowest first; none, or one per level.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub anchors: Vec<String>,
}

/// A checked competency framework.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "FrameworkDraft", into = "FrameworkDraft"))]
pub struct Framework {
    draft: FrameworkDraft,
}

impl Framework {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit.
    pub fn new(draft: FrameworkDraft) -> Result<Self, Problems> {
        Ok(Framework { draft })
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

    /// The competencies.
    #[must_use]
    pub fn competencies(&self) -> &[Competency] {
        &self.draft.competencies
    }

    /// The competency with this id.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.draft.competencies.iter().find(|competency| competency.id == id)
    }

    /// The highest level.
    #[must_use]
    pub fn top(&self) -> f64 {
        self.draft.levels.len() as f64
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

//! Competencies, and the levels that are told apart in each.

use crate::names::{slug, unique};
use crate::{Place, Problem, Problems};

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
///     [[competencies]]
///     id = "influence"
///     title = "Influence"
///     anchors = ["Advises when asked.", "Changes style when that helps."]
/// "#)?;
/// assert_eq!(framework.anchor("influence", 1.5), Some("Changes style when that helps."));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
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
        let mut problems = Vec::new();
        if draft.version != Self::VERSION {
            problems.push(Problem::Version {
                what: "competency framework",
                found: draft.version,
                expected: Self::VERSION,
            });
        }
        slug(&draft.id, Place::part("id"), &mut problems);
        if draft.levels.len() < 2 {
            problems.push(Problem::Missing {
                at: Place::part("levels"),
                what: "a second level",
                fix: "tell at least two levels apart, the lowest first".to_owned(),
            });
        }
        if draft.competencies.is_empty() {
            problems.push(Problem::Missing {
                at: Place::part("competencies"),
                what: "a competency",
                fix: "name at least one".to_owned(),
            });
        }
        unique("competency", draft.competencies.iter().map(|c| c.id.as_str()), &mut problems);
        for competency in &draft.competencies {
            let at = format!("competencies.{}", competency.id);
            slug(&competency.id, Place::part(at.clone()), &mut problems);
            let (anchors, levels) = (competency.anchors.len(), draft.levels.len());
            if anchors != 0 && anchors != levels {
                problems.push(Problem::Contradiction {
                    at: Place::part(format!("{at}.anchors")),
                    what: format!("{anchors} anchors for {levels} levels"),
                    fix: "write one per level, the lowest first, or none".to_owned(),
                });
            }
        }
        Problems::or(problems, Framework { draft })
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

    /// What can be seen of somebody at a level: the competency's anchor at the level rounded up (a person at 3.4 who has to
    /// show more than level 3 shows what level 4 says), or the level's own description.
    #[must_use]
    pub fn anchor(&self, competency: &str, level: f64) -> Option<&str> {
        let rank = (level.ceil().clamp(1.0, self.top()) as usize).checked_sub(1)?;
        let own = self.competency(competency)?.anchors.get(rank).map(String::as_str);
        own.or_else(|| self.draft.levels.get(rank)?.description.as_deref())
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

//! The levels that a role asks for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use intervision_core::{Rating, Ratings, Roster};

use super::Framework;
use crate::names::unique;
use crate::{Place, Problem, Problems};

/// Target profiles as they are written: one per function, and possibly one for everyone else.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TargetDraft {
    /// The version of the format: [`Targets::VERSION`].
    pub version: u32,
    /// The framework whose levels these are.
    pub framework: String,
    /// The profiles.
    pub profiles: Vec<TargetProfile>,
}

/// The levels that one function asks for.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TargetProfile {
    /// The function; `None` is for everyone whose function has no profile of its own.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub function: Option<String>,
    /// The level per competency.
    pub levels: BTreeMap<String, f64>,
    /// How much each competency counts when needs are ranked; 1 where nothing is said.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub importance: BTreeMap<String, f64>,
}

/// Checked target profiles.
///
/// # Example
///
/// ```
/// # use intervision_model::competency::Framework;
/// use intervision_core::{Ratings, Table, Value};
/// use intervision_model::competency::Targets;
///
/// # let framework = Framework::from_toml(r#"
/// #     version = 1
/// #     id = "advice"
/// #     title = "Advice"
/// #     levels = [{ title = "Beginning" }, { title = "Skilled" }, { title = "Leading" }]
/// #     competencies = [{ id = "influence", title = "Influence" }]
/// # "#)?;
/// let targets = Targets::from_toml(r#"
///     version = 1
///     framework = "advice"
///     profiles = [
///         { levels = { influence = 2 } },
///         { function = "board adviser", levels = { influence = 2.5 } },
///     ]
/// "#, &framework)?;
/// let roster = Table::new(["ann", "bob"])?
///     .with_column("function", ["clerk", "board adviser"].map(Value::category))?;
/// let of = targets.of(&roster, Some("function"));
/// assert_eq!(of.rating(0, "influence").map(|r| r.level), Some(2.0));
/// assert_eq!(of.rating(1, "influence").map(|r| r.level), Some(2.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Targets {
    competencies: Vec<String>,
    profiles: Vec<TargetProfile>,
}

/// The targets of the members of one roster.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberTargets<'a> {
    targets: &'a Targets,
    profile_of: Vec<Option<usize>>,
}

impl Targets {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks target profiles against their framework.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit.
    pub fn new(draft: TargetDraft, framework: &Framework) -> Result<Self, Problems> {
        let competencies: Vec<String> =
            framework.competencies().iter().map(|c| c.id.clone()).collect();
        let mut problems = Vec::new();
        if draft.version != Self::VERSION {
            problems.push(Problem::Version {
                what: "target profile",
                found: draft.version,
                expected: Self::VERSION,
            });
        }
        if draft.framework != framework.id() {
            problems.push(Problem::UnknownReference {
                at: Place::part("framework"),
                what: "framework",
                id: draft.framework.clone(),
                known: vec![framework.id().to_owned()],
            });
        }
        let functions = draft.profiles.iter().map(|p| p.function.as_deref().unwrap_or("everyone"));
        unique("profile of function", functions, &mut problems);
        for profile in &draft.profiles {
            profile_problems(profile, &competencies, framework.top(), &mut problems);
        }
        Problems::or(problems, Targets { competencies, profiles: draft.profiles })
    }

    /// Reads target profiles from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str, framework: &Framework) -> Result<Self, Problems> {
        Targets::new(crate::interchange::document::from_toml("target profile", text)?, framework)
    }

    /// Reads target profiles from JSON.
    ///
    /// # Errors
    ///
    /// As [`Targets::from_toml`].
    #[cfg(feature = "serde")]
    pub fn from_json(text: &str, framework: &Framework) -> Result<Self, Problems> {
        Targets::new(crate::interchange::document::from_json("target profile", text)?, framework)
    }

    /// The profiles.
    #[must_use]
    pub fn profiles(&self) -> &[TargetProfile] {
        &self.profiles
    }

    /// The targets of everyone on a roster. `function` is the attribute that tells functions; without it, everyone has the
    /// profile that names no function.
    #[must_use]
    pub fn of<'a>(&'a self, roster: &dyn Roster, function: Option<&str>) -> MemberTargets<'a> {
        let profile_of = (0..roster.len()).map(|member| {
            let value = function.map(|key| roster.attribute(member, key));
            let name = value.as_ref().and_then(|value| value.as_category());
            let own =
                self.profiles.iter().position(|p| name.is_some() && p.function.as_deref() == name);
            own.or_else(|| self.profiles.iter().position(|p| p.function.is_none()))
        });
        MemberTargets { targets: self, profile_of: profile_of.collect() }
    }
}

impl MemberTargets<'_> {
    /// How much a competency counts for a member when needs are ranked.
    #[must_use]
    pub fn importance(&self, member: usize, competency: &str) -> f64 {
        let importance = self.profile(member).and_then(|p| p.importance.get(competency));
        importance.copied().unwrap_or(1.0)
    }

    /// What [`importance`](MemberTargets::importance) says, for an engine that ranks needs: a rating per member and
    /// competency that has a target for them.
    #[must_use]
    pub fn importances(&self) -> Importances<'_> {
        Importances { targets: self }
    }

    fn profile(&self, member: usize) -> Option<&TargetProfile> {
        self.targets.profiles.get(self.profile_of.get(member).copied().flatten()?)
    }
}

impl Ratings for MemberTargets<'_> {
    fn len(&self) -> usize {
        self.profile_of.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.targets.competencies.iter().map(|id| id.as_str().into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.profile(member)?.levels.get(competency).copied().map(Rating::exact)
    }
}

/// How much each competency counts for each member, as the host of a ranking reads it.
#[derive(Debug, Clone, Copy)]
pub struct Importances<'a> {
    targets: &'a MemberTargets<'a>,
}

impl Ratings for Importances<'_> {
    fn len(&self) -> usize {
        self.targets.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.targets.competencies()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.targets.rating(member, competency)?;
        Some(Rating::exact(self.targets.importance(member, competency)))
    }
}

fn profile_problems(
    profile: &TargetProfile,
    competencies: &[String],
    top: f64,
    problems: &mut Vec<Problem>,
) {
    let name = profile.function.as_deref().unwrap_or("everyone");
    let at = |list: &str, id: &str| Place::part(format!("profiles.{name}.{list}.{id}"));
    let lists =
        [("levels", &profile.levels, 1.0, top), ("importance", &profile.importance, 0.0, f64::MAX)];
    for (list, values, low, high) in lists {
        for (id, &value) in values {
            if !competencies.contains(id) {
                problems.push(Problem::UnknownReference {
                    at: at(list, id),
                    what: "competency",
                    id: id.clone(),
                    known: competencies.to_vec(),
                });
            }
            if !(low..=high).contains(&value) {
                let expected = match list {
                    "levels" => format!("a level of the framework, 1 to {top}"),
                    _ => "0 or more".to_owned(),
                };
                problems.push(Problem::OutOfRange { at: at(list, id), value, expected });
            }
        }
    }
}

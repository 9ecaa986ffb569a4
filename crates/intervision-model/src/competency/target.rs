//! The levels that a role asks for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use intervision_core::{Rating, Ratings, Roster};

use super::Framework;
use crate::Problems;

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
        let competencies = framework.competencies().iter().map(|c| c.id.clone()).collect();
        Ok(Targets { competencies, profiles: draft.profiles })
    }

    /// Reads target profiles from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`](crate::Problem::Syntax) with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str, framework: &Framework) -> Result<Self, Problems> {
        Targets::new(crate::interchange::document::from_toml("target profile", text)?, framework)
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

use std::borrow::Cow;

use indexmap::IndexMap;
use intervision_core::{Rating, Ratings};

/// One set of target levels for everyone: the plainest target there is.
///
/// Targets per role are [`RoleTargets`](super::RoleTargets), what a host has of its own an implementation of [`Ratings`].
///
/// # Example
///
/// ```
/// use intervision_assess::TargetProfile;
/// use intervision_core::Ratings;
///
/// let target = TargetProfile::new(24, [("influence", 4.0), ("interests", 3.0)]);
/// assert_eq!(target.rating(23, "influence").map(|rating| rating.level), Some(4.0));
/// assert_eq!(target.rating(24, "influence"), None);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TargetProfile {
    members: usize,
    levels: IndexMap<String, f64>,
}

impl TargetProfile {
    /// The same levels for `members` members. Levels that are not finite are left out; a later one replaces an
    /// earlier one of the same competency.
    #[must_use]
    pub fn new<I, S>(members: usize, levels: I) -> Self
    where
        I: IntoIterator<Item = (S, f64)>,
        S: Into<String>,
    {
        let levels = levels.into_iter().filter(|(_, level)| level.is_finite());
        TargetProfile {
            members,
            levels: levels.map(|(name, level)| (name.into(), level)).collect(),
        }
    }
}

impl Ratings for TargetProfile {
    fn len(&self) -> usize {
        self.members
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.levels.keys().map(|name| name.as_str().into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        let level = self.levels.get(competency).filter(|_| member < self.members)?;
        Some(Rating::exact(*level))
    }
}

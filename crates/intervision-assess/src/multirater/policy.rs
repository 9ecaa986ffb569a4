use std::collections::BTreeMap;

use super::{PublishedGroup, RaterGroup};
use crate::AssessError;

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// A scale, by its id.
    Scale(&'a str),
    /// An item, by its id.
    Item(&'a str),
}

/// Who speaks in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks<'a> {
    /// One of the groups of the report.
    Group(&'a PublishedGroup),
    /// All groups together, as the aggregator weighs them.
    Overall,
}

/// Which raters are protected, how small groups are joined, and what is rather given up.
///
/// A policy cannot weaken the check itself: whatever it says, no combination of published figures rests on fewer
/// protected raters than their floors.
pub trait DisclosurePolicy {
    /// The fewest raters that a combination of figures with a rater of this group may rest on. 1 means open: the
    /// group's members know that their answers are shown as theirs.
    fn floor(&self, group: &RaterGroup) -> usize;

    /// How groups are shown, given how many of each answered: every group once, alone or joined with others.
    fn publish(&self, answered: &BTreeMap<RaterGroup, usize>) -> Vec<PublishedGroup>;

    /// What is lost if a figure is withheld, at least 1. The least total is lost.
    fn loss(&self, scope: Scope<'_>, speaks: Speaks<'_>) -> u32 {
        match (scope, speaks) {
            (Scope::Scale(_), Speaks::Group(_)) => 4,
            (Scope::Scale(_), Speaks::Overall) => 3,
            (Scope::Item(_), Speaks::Group(_)) => 2,
            (Scope::Item(_), Speaks::Overall) => 1,
        }
    }
}

impl<P: DisclosurePolicy + ?Sized> DisclosurePolicy for &P {
    fn floor(&self, group: &RaterGroup) -> usize {
        (**self).floor(group)
    }

    fn publish(&self, answered: &BTreeMap<RaterGroup, usize>) -> Vec<PublishedGroup> {
        (**self).publish(answered)
    }

    fn loss(&self, scope: Scope<'_>, speaks: Speaks<'_>) -> u32 {
        (**self).loss(scope, speaks)
    }
}

/// A floor per group, and groups that are joined when one of them is too small.
///
/// By default self and manager are open, every other group has a floor of 3, and nothing is joined.
///
/// # Example
///
/// ```
/// use std::collections::BTreeMap;
/// use intervision_assess::multirater::{DisclosurePolicy, Floors, RaterGroup};
///
/// let floors = Floors::new().joining("colleagues", [RaterGroup::Peers, RaterGroup::DirectReports]);
/// assert_eq!(floors.floor(&RaterGroup::Peers), 3);
/// let answered = BTreeMap::from([(RaterGroup::Peers, 4), (RaterGroup::DirectReports, 2)]);
/// assert_eq!(floors.publish(&answered)[0].name, "colleagues");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floors {
    of: BTreeMap<RaterGroup, usize>,
    others: usize,
    joins: Vec<(String, Vec<RaterGroup>)>,
}

impl Default for Floors {
    fn default() -> Self {
        Floors::new()
    }
}

impl Floors {
    /// The defaults.
    #[must_use]
    pub fn new() -> Floors {
        let open = [(RaterGroup::Own, 1), (RaterGroup::Manager, 1)];
        Floors { of: open.into(), others: 3, joins: Vec::new() }
    }

    /// The floor of one group; 1 leaves it open.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a floor of 0.
    pub fn with_floor(mut self, group: RaterGroup, raters: usize) -> Result<Self, AssessError> {
        if raters == 0 {
            let allowed = "at least 1, which leaves the group open";
            return Err(AssessError::Setting { setting: "floor", value: 0.0, allowed });
        }
        self.of.insert(group, raters);
        Ok(self)
    }

    /// The floor of every group that has none of its own, at least 2.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] below 2.
    pub fn with_floor_for_others(mut self, raters: usize) -> Result<Self, AssessError> {
        if raters < 2 {
            let (setting, allowed) = ("floor", "at least 2");
            return Err(AssessError::Setting { setting, value: raters as f64, allowed });
        }
        self.others = raters;
        Ok(self)
    }

    /// Shows these groups as one when somebody, but fewer than the floor, answered in one of them. A group is joined once, by the
    /// first rule that names it.
    #[must_use]
    pub fn joining(
        mut self,
        name: impl Into<String>,
        groups: impl IntoIterator<Item = RaterGroup>,
    ) -> Self {
        let mut groups: Vec<RaterGroup> = groups.into_iter().collect();
        groups.sort();
        groups.dedup();
        self.joins.push((name.into(), groups));
        self
    }
}

impl DisclosurePolicy for Floors {
    fn floor(&self, group: &RaterGroup) -> usize {
        self.of.get(group).copied().unwrap_or(self.others)
    }

    fn publish(&self, answered: &BTreeMap<RaterGroup, usize>) -> Vec<PublishedGroup> {
        let mut left: Vec<&RaterGroup> = answered.keys().collect();
        let mut shown: Vec<PublishedGroup> = Vec::new();
        for (name, groups) in &self.joins {
            let small = |group: &&RaterGroup| {
                let raters = answered.get(*group).copied().unwrap_or(0);
                raters > 0 && raters < self.floor(group)
            };
            let of: Vec<&RaterGroup> =
                left.iter().copied().filter(|group| groups.contains(group)).collect();
            if of.len() < 2 || !of.iter().any(small) {
                continue;
            }
            left.retain(|group| !groups.contains(group));
            shown
                .push(PublishedGroup { name: name.clone(), of: of.into_iter().cloned().collect() });
        }
        shown.extend(left.into_iter().cloned().map(PublishedGroup::single));
        shown.sort_by(|a, b| a.of.cmp(&b.of));
        shown
    }
}

use super::PublishedGroup;

/// How much each group of raters counts in the overall figure.
///
/// The overall figure is Σ weight · mean of the group over Σ weight, over the groups that have an answer. Weights are whole
/// numbers so that what follows from a figure can be worked out exactly.
pub trait Aggregator {
    /// What to call it in a report.
    fn method(&self) -> String;

    /// The weight of a group with so many raters who answered, at least one; 0 leaves it out.
    fn weight(&self, group: &PublishedGroup, raters: usize) -> u32;
}

impl<T: Aggregator + ?Sized> Aggregator for &T {
    fn method(&self) -> String {
        (**self).method()
    }

    fn weight(&self, group: &PublishedGroup, raters: usize) -> u32 {
        (**self).weight(group, raters)
    }
}

/// Every group counts alike, however many raters it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EqualGroups;

impl Aggregator for EqualGroups {
    fn method(&self) -> String {
        "every group counts alike".into()
    }

    fn weight(&self, _: &PublishedGroup, _: usize) -> u32 {
        1
    }
}

/// Every rater counts alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RaterWeighted;

impl Aggregator for RaterWeighted {
    fn method(&self) -> String {
        "every rater counts alike".into()
    }

    fn weight(&self, _: &PublishedGroup, raters: usize) -> u32 {
        u32::try_from(raters).unwrap_or(u32::MAX)
    }
}

/// Another aggregation without the person's own answers: what others say.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::{Aggregator, DropSelf, PublishedGroup, RaterGroup, RaterWeighted};
///
/// let others = DropSelf(RaterWeighted);
/// assert_eq!(others.weight(&PublishedGroup::single(RaterGroup::Own), 1), 0);
/// assert_eq!(others.weight(&PublishedGroup::single(RaterGroup::Peers), 4), 4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DropSelf<A>(pub A);

impl<A: Aggregator> Aggregator for DropSelf<A> {
    fn method(&self) -> String {
        format!("others only, {}", self.0.method())
    }

    fn weight(&self, group: &PublishedGroup, raters: usize) -> u32 {
        if group.is_own() { 0 } else { self.0.weight(group, raters) }
    }
}

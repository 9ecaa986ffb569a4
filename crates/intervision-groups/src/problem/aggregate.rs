use std::fmt;

/// How the values of the groups become the value of the whole. Smaller is better.
///
/// The value of a group is what the wishes count in it, on the common scale; what does not belong to one group (the most tags
/// that could be shared, where tags are matched) is divided evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Aggregate {
    /// Their sum: a good group makes up for a poor one.
    #[default]
    Total,
    /// The largest of them: no group is left behind. Among groupings that are equal in this the search prefers the smallest sum,
    /// and claims nothing about it.
    Worst,
    /// 1 less the harmonic mean of the groups' scores: a poor group counts more than a good one makes up for.
    ///
    /// The score of a group is 2^(-x), where x is its value in units of what a group has on average when people are grouped at
    /// random: 1 for a group in which nothing is unwanted, 1/2 for one no better than chance, 1/4 for one twice as bad. Wishes
    /// whose value can be below 0 (pair weights that are sought) have no such score.
    Harmonic,
}

#[cfg(feature = "serde")]
impl Aggregate {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(super) fn is_total(&self) -> bool {
        *self == Aggregate::Total
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Aggregate::Total => "total",
            Aggregate::Worst => "worst group",
            Aggregate::Harmonic => "harmonic mean",
        })
    }
}

//! What can be wrong with quotas.

use super::say::at_most;

/// Why a quota cannot be used. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaError {
    /// A quota that limits nothing.
    #[error("the quota of {quota} has no limit; give `at_least`, `at_most` or both")]
    WithoutLimit {
        /// What the quota counts.
        quota: String,
    },
    /// A quota whose limits contradict each other.
    #[error(
        "the quota of {quota} is at least {at_least} and at most {at_most}; give at most {at_least} or more"
    )]
    Limits {
        /// What the quota counts.
        quota: String,
        /// The fewest people.
        at_least: usize,
        /// The most people.
        at_most: usize,
    },
    /// A quota for an attribute whose values are numbers.
    #[error(
        "a quota counts people of a category, and attribute \"{attribute}\" is a number; give it as categories, levels or tags"
    )]
    OverNumbers {
        /// The attribute.
        attribute: String,
    },
    /// A quota asks for more people than a group holds.
    #[error(
        "{quota}: {at_least} do not fit, since a group holds {holds}; {}, or form larger groups",
        at_most(*.holds, "")
    )]
    AboveSize {
        /// The quota.
        quota: String,
        /// The fewest people it asks for.
        at_least: usize,
        /// The most people that every group can hold.
        holds: usize,
    },
}

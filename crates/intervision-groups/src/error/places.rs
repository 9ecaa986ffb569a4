//! What can be wrong with pins and locks.

use super::Separation;
use super::say::names;

/// Why people cannot be in the groups that pins and locks say. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// A pin names a group that is not there.
    #[error("{id} is pinned to group {group}, and the groups are 1 to {groups}")]
    PinGroup {
        /// Who.
        id: String,
        /// The group of the pin, counted from 1.
        group: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody is locked to an earlier group, and no earlier grouping was given.
    #[error(
        "{id} is locked to an earlier group, and no earlier grouping is given; give it with `with_earlier` or drop the lock"
    )]
    LockWithoutEarlier {
        /// Who.
        id: String,
    },
    /// Somebody is locked who was in no group earlier.
    #[error(
        "{id} is locked, and has no group in the earlier grouping; drop the lock or pin them to a group"
    )]
    LockNowhere {
        /// Who.
        id: String,
    },
    /// Somebody is locked to a group that is not there any more.
    #[error(
        "{id} is locked to group {group} of the earlier grouping, and the groups are 1 to {groups}; drop the lock or form more groups"
    )]
    LockGroup {
        /// Who.
        id: String,
        /// The group they had, counted from 1.
        group: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody is pinned to two groups, or people who must be together are pinned apart.
    #[error("{} must be in one group, and the pins or locks say group {first} and group {second}", names(.ids))]
    Disagree {
        /// One person, or the people whom `together` rules join.
        ids: Vec<String>,
        /// One group, counted from 1.
        first: usize,
        /// The other, counted from 1.
        second: usize,
    },
    /// Two people who may not meet are pinned to one group.
    #[error(
        "{a} and {b} may not meet ({rule}), and both are pinned or locked to group {group}; move one of them"
    )]
    Together {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What keeps them apart.
        rule: Separation,
        /// The group, counted from 1.
        group: usize,
    },
    /// More people are pinned to a group than it holds.
    #[error("{} are pinned or locked to group {group}, which holds {holds}; move one of them", names(.ids))]
    TooMany {
        /// Who.
        ids: Vec<String>,
        /// The group, counted from 1.
        group: usize,
        /// The most people the group holds.
        holds: usize,
    },
    /// A pin or a lock in the rules for groups within sections.
    #[error(
        "{id} is pinned or locked to a group within a section, and sections are not known yet; pin {id} to a section instead"
    )]
    WithinSection {
        /// Who.
        id: String,
    },
}

impl PlaceError {
    pub(super) fn is_conflict(&self) -> bool {
        use PlaceError::{Disagree, Together, TooMany};
        matches!(self, Disagree { .. } | Together { .. } | TooMany { .. })
    }
}

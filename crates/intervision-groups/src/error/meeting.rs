//! What can be wrong with rules about who meets: together, apart, and the reporting line.

use std::fmt;

use super::say::{names, there_are};

/// Why people cannot be together or apart as the rules say. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MeetingError {
    /// A rule that names fewer than two people.
    #[error("an {rule} rule names {}; it needs two people or more", names(.ids))]
    TooFewNamed {
        /// `apart` or `together`.
        rule: &'static str,
        /// Who is named.
        ids: Vec<String>,
    },
    /// Two people are kept apart, and kept together.
    #[error(
        "{a} and {b} may not meet ({rule}), and must be together: {}; drop one of the rules",
        .chain.join(" with ")
    )]
    TogetherAndApart {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What keeps them apart.
        rule: Separation,
        /// The people through whom `together` rules join the two, from one to the other.
        chain: Vec<String>,
    },
    /// People who must be together are more than a group holds.
    #[error("{} must be together, and the largest group holds {largest}; split them or allow {} in a group", names(.ids), .ids.len())]
    TogetherTooLarge {
        /// Who must be together.
        ids: Vec<String>,
        /// The most people a group holds.
        largest: usize,
    },
    /// More people who may not meet than there are groups.
    #[error(
        "no two of {} may meet ({rule}), so they need {needed} groups, and {}; {}",
        names(.ids), there_are(*.groups, ""), .rule.remedy()
    )]
    TooFewGroups {
        /// A small set of people, no two of whom may meet.
        ids: Vec<String>,
        /// What keeps them apart.
        rule: Separation,
        /// How many groups they need: one each, people who must be together counted once.
        needed: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody may meet too few others to fill a group.
    #[error(
        "{id} may not meet {} ({rule}), which leaves {left}, and the smallest group needs {smallest}; {}",
        names(.others), .rule.remedy()
    )]
    TooFewLeft {
        /// Who.
        id: String,
        /// Whom they may not meet.
        others: Vec<String>,
        /// What keeps them apart.
        rule: Separation,
        /// How many people can be in a group with them, themselves included.
        left: usize,
        /// The size of the smallest group.
        smallest: usize,
    },
}

impl MeetingError {
    pub(super) fn is_conflict(&self) -> bool {
        !matches!(self, MeetingError::TooFewNamed { .. })
    }
}

/// What keeps two people from meeting in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Separation {
    /// An `apart` rule.
    Apart,
    /// The reporting line.
    Manager,
    /// Both kinds of rule have a part in it.
    Both,
}

impl Separation {
    pub(crate) fn and(self, other: Separation) -> Separation {
        if self == other { self } else { Separation::Both }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Separation::Apart => "form more groups or drop an apart rule",
            Separation::Manager => "form more groups or look fewer steps up the reporting line",
            Separation::Both => "form more groups, or drop an apart rule or the manager rule",
        }
    }
}

impl fmt::Display for Separation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Separation::Apart => "apart",
            Separation::Manager => "manager and report",
            Separation::Both => "apart, or manager and report",
        })
    }
}

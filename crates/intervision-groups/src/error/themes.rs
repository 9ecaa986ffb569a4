//! What can be wrong with themes and with what people rank.

use super::say::{counted, names, quoted};

/// Why groups cannot have these themes. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// A theme stands there twice.
    #[error("theme \"{theme}\" stands there twice; every group needs a theme of its own")]
    Duplicate {
        /// The theme.
        theme: String,
    },
    /// Another number of themes than of groups.
    #[error("{} for {}; give every group one theme", counted(*.themes, "theme"), counted(*.groups, "group"))]
    Number {
        /// How many themes there are.
        themes: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// The rules have themes, and nobody's rankings were given.
    #[error(
        "the rules have themes, and no rankings are given; hand them over with `with_rankings`"
    )]
    MissingRankings,
    /// Rankings were given, and the rules have no themes.
    #[error("rankings are given, and the rules have no themes; add them with `themes`")]
    UnusedRankings,
    /// Rankings of another number of people.
    #[error("the rankings are of {}, and the roster has {people}", counted(*.found, "person"))]
    RankingsLength {
        /// How many people they are of.
        found: usize,
        /// How many people there are.
        people: usize,
    },
    /// Somebody ranks or refuses a theme that is not there.
    #[error("{id} names theme \"{theme}\"; the themes are {}", quoted(.known))]
    Unknown {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
        /// The themes of the rules.
        known: Vec<String>,
    },
    /// Somebody names a theme twice.
    #[error("{id} names theme \"{theme}\" twice; rank it once or refuse it")]
    Twice {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
    },
    /// More people who refuse all other themes than these hold.
    #[error("{} refuse all themes but {}, where there is room for {hold}; allow more in a group or ask one of them", names(.ids), quoted(.themes))]
    TooFull {
        /// Who.
        ids: Vec<String>,
        /// The themes that they accept.
        themes: Vec<String>,
        /// The most people that these hold.
        hold: usize,
    },
    /// Fewer people who accept some themes than these need.
    #[error("{} must have {}, and those who accept that are {}; ask for fewer in a group or ask somebody", quoted(.themes), counted(*.need, "person"), names(.ids))]
    TooEmpty {
        /// Those who accept any of the themes.
        ids: Vec<String>,
        /// The themes.
        themes: Vec<String>,
        /// The fewest people that these need.
        need: usize,
    },
    /// Somebody is pinned or locked to a theme that they refuse.
    #[error(
        "{id} is pinned or locked to group {group}, \"{theme}\", and refuses it; move them or ask them"
    )]
    PinnedToRefused {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
        /// The group, counted from 1.
        group: usize,
    },
}

impl ThemeError {
    pub(super) fn is_conflict(&self) -> bool {
        use ThemeError::{PinnedToRefused, TooEmpty, TooFull};
        matches!(self, TooFull { .. } | TooEmpty { .. } | PinnedToRefused { .. })
    }
}

//! What can be wrong with a roster, or with what is said about it.

use super::say::quoted;

/// Why a roster cannot be used, or does not have what is asked for. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RosterError {
    /// A category that nobody has.
    #[error("nobody has \"{category}\" as \"{attribute}\"; it is one of {}", quoted(.known))]
    UnknownCategory {
        /// The attribute.
        attribute: String,
        /// The category.
        category: String,
        /// The categories that people have.
        known: Vec<String>,
    },
    /// Nobody is on the roster.
    #[error("the roster is empty; groups need people")]
    Empty,
    /// A member without an id.
    #[error(
        "member {member} (counted from 0) has an empty id; every member needs one of their own"
    )]
    EmptyId {
        /// The member, as the roster numbers them.
        member: usize,
    },
    /// Two members with one id.
    #[error("id \"{id}\" stands on the roster twice; every member needs an id of their own")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// An attribute that the roster does not have.
    #[error("the roster has no attribute \"{attribute}\"; it has {}", quoted(.known))]
    UnknownAttribute {
        /// The attribute.
        attribute: String,
        /// The attributes that the roster has.
        known: Vec<String>,
    },
    /// An attribute whose values are of two kinds.
    #[error(
        "attribute \"{attribute}\" is a {expected} for {first} and a {found} for {id}; use one kind for everyone"
    )]
    WrongKind {
        /// The attribute.
        attribute: String,
        /// The kind of the first known value.
        expected: &'static str,
        /// Whose value that is.
        first: String,
        /// The other kind.
        found: &'static str,
        /// Whose value that is.
        id: String,
    },
    /// A rule names somebody who is not on the roster.
    #[error("{rule} names \"{id}\", who is not on the roster; check the id or drop the rule")]
    UnknownId {
        /// The rule: `apart`, `together`, `pin` or `lock`.
        rule: &'static str,
        /// The id.
        id: String,
    },
    /// A question about somebody who is not on the roster.
    #[error("nobody on the roster has the id \"{id}\"; ask about an id that stands there")]
    Nobody {
        /// The id.
        id: String,
    },
}

//! What can be wrong with a repair.

/// Why groups that stand cannot be repaired as asked. The message says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepairError {
    /// Rules with a waiting list.
    #[error("groups with a waiting list cannot be repaired yet; form them anew with locks")]
    Waiting,
    /// Somebody locked who is not on the roster.
    #[error("\"{id}\" is locked and not on the roster; check the id or leave it out")]
    Nobody {
        /// Who.
        id: String,
    },
    /// Somebody locked who was in no group.
    #[error("{id} is locked and was in no earlier group; pin them, or leave them out")]
    Newcomer {
        /// Who.
        id: String,
    },
    /// Somebody locked in a group that is dissolved.
    #[error(
        "{id} is locked in a group that is dissolved, since the rules form fewer groups; allow more groups or free them"
    )]
    Dissolved {
        /// Who.
        id: String,
    },
    /// Two who must be together and are locked in different groups.
    #[error("{a} and {b} must be together and are locked in different groups; free one of them")]
    Apart {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
    },
}

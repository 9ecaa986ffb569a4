use chrono::NaiveDate;

use crate::privacy::Visibility;

/// What is refused so that people's data stay where they belong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrivacyProblem {
    /// Somebody else than the owner wants more people to see something.
    #[error(
        "\"{by}\" cannot show to {to} what \"{owner}\" shows to {from}; only its owner widens it"
    )]
    NotTheOwner {
        /// Whose it is.
        owner: String,
        /// Who asked.
        by: String,
        /// How far it is seen now.
        from: Visibility,
        /// How far it should have been seen.
        to: Visibility,
    },
    /// More readers than the register allows for a field.
    #[error(
        "field \"{field}\" is shown to {widest} at most, not to {asked}; choose {widest} or less"
    )]
    TooWide {
        /// The field.
        field: String,
        /// The most that the register allows.
        widest: Visibility,
        /// What was asked for.
        asked: Visibility,
    },
    /// A field that rests on a consent which does not stand.
    #[error(
        "field \"{field}\" of \"{id}\" needs consent to \"{purpose}\", which does not stand on {on}; ask for it first"
    )]
    NoConsent {
        /// The field.
        field: String,
        /// The person.
        id: String,
        /// What the consent is about.
        purpose: String,
        /// The day.
        on: NaiveDate,
    },
    /// A consent withdrawn that does not stand.
    #[error("\"{id}\" has no consent to \"{purpose}\" on {on} that could be withdrawn")]
    NothingToWithdraw {
        /// The person.
        id: String,
        /// What the consent is about.
        purpose: String,
        /// The day.
        on: NaiveDate,
    },
    /// A record that is not there.
    #[error("there is no record {number}; records are numbered from 0 to below {count}")]
    UnknownRecord {
        /// The number asked for.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// A record of somebody who was erased.
    #[error("record {number} was erased; what was erased cannot be corrected")]
    ErasedRecord {
        /// The record.
        number: usize,
    },
    /// An id that looks like a tombstone.
    #[error("\"{id}\" is kept for people who were erased; give people ids of another form")]
    ReservedId {
        /// The id.
        id: String,
    },
}

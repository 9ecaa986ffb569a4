use chrono::NaiveDate;

/// What is wrong with an access code. No message repeats the code: it is a secret, and messages are logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeProblem {
    /// A letter that codes do not use.
    #[error(
        "character {at} of the code is none that codes use; use digits and letters other than U"
    )]
    Letter {
        /// The character, counted from 1, without blanks and hyphens.
        at: usize,
    },
    /// Too short or too long.
    #[error("the code has {found} characters; a whole code has {expected}")]
    Length {
        /// Characters found, without blanks and hyphens.
        found: usize,
        /// Characters of a code.
        expected: usize,
    },
    /// The check character does not fit the others.
    #[error("the code is mistyped: one character is wrong or two are exchanged; compare it again")]
    Mistyped,
    /// No such code was issued.
    #[error("there is no such code; ask the programme office for a new one")]
    Unknown,
    /// The code was revoked.
    #[error("the code was revoked on {on}; ask the programme office for a new one")]
    Revoked {
        /// The day.
        on: NaiveDate,
    },
    /// The code ran out.
    #[error("the code was good until {until}; ask the programme office for a new one")]
    Expired {
        /// Its last day.
        until: NaiveDate,
    },
    /// The code is not good yet.
    #[error("the code is good from {from} on")]
    NotYet {
        /// Its first day.
        from: NaiveDate,
    },
    /// Random bytes that are none: all the same.
    #[error("the bytes for a new code are all {value}; draw them from a cryptographic generator")]
    NotRandom {
        /// The byte.
        value: u8,
    },
    /// Random bytes that gave a code before.
    #[error("the bytes for a new code gave a code before; draw new ones for each code")]
    Repeated,
    /// A pepper that can be guessed.
    #[error("a pepper of {found} bytes is too short; use at least {least} random bytes")]
    ShortPepper {
        /// Bytes given.
        found: usize,
        /// Bytes needed.
        least: usize,
    },
    /// A stored hash that is none.
    #[error("entry {number} holds no hash of a code; it takes 64 lower-case hexadecimal digits")]
    NoHash {
        /// The entry, counted from 1.
        number: usize,
    },
}

//! What can be wrong with rounds.

use intervision_core::GroupsError;

use crate::Error;
use crate::explain::counted;

/// Why rounds cannot be made. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RoundsError {
    /// No round is asked for.
    #[error("0 rounds are asked for; ask for 1 or more")]
    NoRounds,
    /// More rounds of more people than can be kept book of.
    #[error(
        "{rounds} rounds of {people} people are too many; plan at most 64 rounds, or at most 3000 people, at a time"
    )]
    TooMuch {
        /// How many rounds.
        rounds: usize,
        /// How many people.
        people: usize,
    },
    /// A price of repeated meetings that is none.
    #[error("a repeated meeting costs {weight}; give a number from 0 to 1e9")]
    Weight {
        /// What was given.
        weight: f64,
    },
    /// A round that is not asked for.
    #[error("round {round} is not there; there are {}, counted from 1", counted(*.rounds, "round"))]
    RoundNumber {
        /// Which round is named.
        round: usize,
        /// How many there are.
        rounds: usize,
    },
    /// A lock, which refers to one earlier grouping.
    #[error(
        "{id} is locked to an earlier group, and there are several rounds; pin them, or drop the lock"
    )]
    Lock {
        /// Who.
        id: String,
    },
    /// Rankings of themes where some people are away.
    #[error(
        "rankings of themes do not go with rounds in which somebody has no seat yet; leave one of the two out"
    )]
    RankingsOfSome,
    /// Earlier or wanted meetings that cannot be counted.
    #[error("the {name} of {a} and {b} is {weight}; give a number from 0 to 1e9")]
    Times {
        /// `history` or `target`.
        name: String,
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What was given.
        weight: f64,
    },
    /// A talk of two people that cannot be.
    #[error(
        "{a} and {b} (counted from 0) cannot talk: name two different people below {members}, and each pair once"
    )]
    Pair {
        /// One of the two.
        a: usize,
        /// The other.
        b: usize,
        /// How many members there are.
        members: usize,
    },
    /// What is wrong in one round.
    #[error("in round {round}: {wrong}")]
    Round {
        /// The round, counted from 1.
        round: usize,
        /// What is wrong there.
        wrong: Box<Error>,
    },
    /// A way that has nothing to offer for these rounds.
    #[error(
        "{maker} has nothing for these rounds; take RoundPortfolio, with at most 64 rounds of at most 3000 people"
    )]
    NothingMade {
        /// What the way is called.
        maker: &'static str,
    },
    /// Rounds that do not fit what was asked.
    #[error("{maker} made a round {round} that does not fit: {what}")]
    Made {
        /// What the way is called.
        maker: &'static str,
        /// The round, counted from 1.
        round: usize,
        /// What does not fit.
        what: String,
    },
    /// A round that names somebody twice, or somebody who is not there.
    #[error("{which} cannot be read: {wrong}")]
    Unreadable {
        /// Which round.
        which: String,
        /// What is wrong with it.
        wrong: GroupsError,
    },
}

pub(crate) fn unreadable(which: &str, wrong: GroupsError) -> Error {
    RoundsError::Unreadable { which: which.to_owned(), wrong }.into()
}

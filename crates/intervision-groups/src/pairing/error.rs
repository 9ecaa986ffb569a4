//! What can be wrong with people to be paired.

use crate::explain::names;

/// Why people cannot be paired. The message says what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PairingError {
    /// Two people of one side with one id, or somebody without one.
    #[error("{side} \"{id}\" stands there twice or has no id; give everybody an id of their own")]
    Id {
        /// `coach`, `coachee`, `helper` and the like.
        side: &'static str,
        /// The id.
        id: String,
    },
    /// Somebody names somebody who is not there.
    #[error("{id} {what} \"{other}\", and there is no such {side}; check the id or leave it out")]
    Unknown {
        /// Who names them.
        id: String,
        /// `prefers`, `is kept apart from`.
        what: &'static str,
        /// Who is named.
        other: String,
        /// What they should be.
        side: &'static str,
    },
    /// A score that cannot be added up.
    #[error("the score of {a} and {b} is {score}; give a number from -1e6 to 1e6")]
    Score {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What was given.
        score: f64,
    },
    /// A strength that is none.
    #[error("the strength of {id} in \"{topic}\" is {score}; give a number from 0 to 1")]
    Strength {
        /// Who.
        id: String,
        /// In what.
        topic: String,
        /// What was given.
        score: f64,
    },
    /// Somebody who prefers themselves or somebody twice.
    #[error("{id} names \"{other}\" twice, or themselves; name everybody at most once")]
    Twice {
        /// Who.
        id: String,
        /// Whom.
        other: String,
    },
    /// Somebody with two earlier coaches.
    #[error(
        "{id} was coached by \"{one}\" and by \"{other}\"; give each coachee one earlier coach"
    )]
    Earlier {
        /// Who.
        id: String,
        /// One coach.
        one: String,
        /// The other.
        other: String,
    },
    /// Somebody who cannot keep their coach.
    #[error("{id} is locked and cannot keep a coach: {why}; free them, or change that")]
    Lock {
        /// Who.
        id: String,
        /// Why not.
        why: String,
    },
    /// Limits that no number of people can keep.
    #[error(
        "\"{what}\" takes at least {least} and at most {most} people; let the first be no greater than the second"
    )]
    Limits {
        /// The topic.
        what: String,
        /// The smaller number.
        least: usize,
        /// The greater.
        most: usize,
    },
    /// More people than seats.
    #[error(
        "{people} people in {rounds} rounds need {needed} seats, and there are {seats}; add topics or seats"
    )]
    TooFewSeats {
        /// How many people.
        people: usize,
        /// How many rounds.
        rounds: usize,
        /// How many seats that takes.
        needed: usize,
        /// How many there are.
        seats: usize,
    },
    /// People who cannot all be seated where they have not refused, or not in as many topics as there are rounds.
    #[error("{id} can be seated in too few topics that have places; refuse less, or add seats")]
    NoSeat {
        /// One of them.
        id: String,
    },
    /// Friends over several rounds, which is not there yet.
    #[error("friends stay together in one round alone; ask for 1 round, or leave the friends out")]
    FriendsInRounds,
    /// Friends who are more than any topic takes.
    #[error(
        "{} want to be together, and no topic takes all of them; split them or raise a limit",
        names(.ids)
    )]
    TooManyFriends {
        /// Who.
        ids: Vec<String>,
    },
}

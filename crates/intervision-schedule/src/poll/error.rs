use chrono::NaiveDate;

/// Why a poll, its chances or its deadline cannot be used as they stand.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PollError {
    /// An answer of somebody, or to a date, that is not there.
    #[error(
        "an answer of member {member} to date {date}, but the poll has {members} members and {dates} dates, counted from 0"
    )]
    Answer {
        /// The member.
        member: usize,
        /// The date.
        date: usize,
        /// How many members there are.
        members: usize,
        /// How many dates there are.
        dates: usize,
    },
    /// A quorum that nobody can reach, or a member who is not there.
    #[error("{what} {value}, but there are {members} members")]
    Members {
        /// What is asked for.
        what: &'static str,
        /// Its value.
        value: usize,
        /// How many members there are.
        members: usize,
    },
    /// A probability outside 0 to 1.
    #[error("member {member} is there with probability {value}; write a number from 0 to 1")]
    Probability {
        /// The member.
        member: usize,
        /// The value.
        value: f64,
    },
    /// More roles than are counted.
    #[error("{found} roles that must be filled; at most {most}")]
    Roles {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A deadline before the invitation.
    #[error("answers are due on {due}, before they were asked for on {sent}")]
    Due {
        /// When it was sent.
        sent: NaiveDate,
        /// When it is due.
        due: NaiveDate,
    },
    /// Somebody who was not invited, or was invited twice.
    #[error("\"{id}\" {problem}")]
    Invited {
        /// Who.
        id: String,
        /// What is wrong.
        problem: &'static str,
    },
}

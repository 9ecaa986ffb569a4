use chrono::NaiveDate;

use crate::poll::PollError;

/// Why gatherings cannot be dated as they stand.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GatheringError {
    /// A period that ends before it begins, or begins before the one in front of it ends.
    #[error(
        "period {number} (counted from 1) runs from {first} to {last}; list periods in order, none within another"
    )]
    Period {
        /// The period, counted from 1.
        number: usize,
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// Distances that leave nothing.
    #[error(
        "gatherings at least {least} and at most {most} days apart; keep the least below the most"
    )]
    Distance {
        /// At least so many days.
        least: u32,
        /// At most so many.
        most: u32,
    },
    /// A day with an impossible number of people.
    #[error("{expected} people are expected on {day}; write a number from 0 to a billion")]
    Expected {
        /// The day.
        day: NaiveDate,
        /// How many are expected.
        expected: f64,
    },
    /// A day that is listed twice.
    #[error("{day} stands twice among the days; list each once")]
    Twice {
        /// The day.
        day: NaiveDate,
    },
    /// A period without any day.
    #[error(
        "no day is open in period {number} (counted from 1), {first} to {last}; open a day or make the period longer"
    )]
    NoDay {
        /// The period, counted from 1.
        number: usize,
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// A period whose days all lie too near to the gathering before, or too far from it.
    #[error(
        "no open day of period {number} (counted from 1) lies {least} to {most} days after a day that the gathering before it can have ({} from {first} to {last}); widen the distances or open more days",
        if .days == &1 { "1 day".to_owned() } else { format!("{} days", .days) }
    )]
    Apart {
        /// The period, counted from 1.
        number: usize,
        /// At least so many days.
        least: u32,
        /// At most so many.
        most: u32,
        /// How many days the gathering before can have.
        days: usize,
        /// The first of them.
        first: NaiveDate,
        /// The last of them.
        last: NaiveDate,
    },
    /// Somebody who came more often than they were invited.
    #[error(
        "member {member} came {came} times out of {invited}; nobody comes more often than invited"
    )]
    Came {
        /// The member.
        member: usize,
        /// How often they came.
        came: u32,
        /// How often they were invited.
        invited: u32,
    },
    /// A chance that is none.
    #[error(transparent)]
    Chance(#[from] PollError),
}

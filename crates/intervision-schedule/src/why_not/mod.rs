//! Why a session has no place, and why a demand has no plan.
//!
//! After a search: the lowered problem and a plan go in, shortages with their numbers and reasons in words come out. Without
//! one: [`Planner::why_not`](crate::Planner::why_not) takes a demand and calendars, and returns a [`Verdict`] with a
//! [`Certificate`] that is checked by code of its own.

mod reasons;
mod shortage;

mod case;
mod certificate;
mod conflict;
mod facts;
mod prove;
mod relax;
mod rule;
mod verdict;
mod verify;

use std::fmt;

use chrono::NaiveDate;

pub use certificate::{Blocked, Certificate, Proof, Step, Whom};
pub use relax::{Change, Relaxation};
pub use rule::Asked;
pub use verdict::Verdict;

pub(crate) use reasons::reasons;
pub(crate) use shortage::shortages;

/// More sessions than a person or a kind of resource has room for, between two days: a Hall violator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Shortage {
    /// The id of a member, or a kind of resource.
    pub who: String,
    /// How many sessions need them between the two days.
    pub needed: u32,
    /// How many sessions they have room for.
    pub available: u32,
    /// The first day on which those sessions may start.
    pub first: NaiveDate,
    /// The last day on which they may start.
    pub last: NaiveDate,
    /// The sessions, as indices into the demand.
    pub sessions: Vec<usize>,
}

impl fmt::Display for Shortage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} needed, {} available from {} to {}",
            self.who, self.needed, self.available, self.first, self.last
        )
    }
}

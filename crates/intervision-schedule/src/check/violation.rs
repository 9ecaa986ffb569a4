use std::fmt;

use chrono::NaiveDate;
use intervision_core::{Party, Span};

/// A rule that a timetable breaks.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Violation {
    /// A session is listed not once, as placed or unplaced, but never or more than once.
    Listed {
        /// The session, as an index into the demand.
        session: usize,
        /// How often it is listed.
        times: usize,
    },
    /// A session that the demand does not have.
    Unknown {
        /// The index.
        session: usize,
    },
    /// A session without a place has no reason.
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
    /// A session is shorter than asked, or runs into another day.
    Length {
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
    /// More attendees are away than may be missed.
    Absences {
        /// The session.
        session: String,
        /// Who is away.
        members: Vec<usize>,
        /// How many may be.
        allowed: u32,
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
    /// Two sessions are too close, too far apart, in the wrong order or on the wrong day.
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
    /// Two sessions are too close, too far apart or in the wrong order, by the minute.
    Between {
        /// One session.
        first: String,
        /// The other.
        second: String,
        /// When they stand, in the same order.
        spans: [Span; 2],
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
        week: Option<NaiveDate>,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = |span: &Span| format!("{} to {}", span.start(), span.end());
        match self {
            Violation::Listed { session, times } => {
                write!(
                    f,
                    "session {session} is listed {times} times; once, as placed or unplaced, is right"
                )
            }
            Violation::Unknown { session } => write!(f, "the demand has no session {session}"),
            Violation::Unexplained { session } => {
                write!(f, "\"{session}\" has no place and no reason")
            }
            Violation::Window { session, span } => {
                write!(f, "\"{session}\" stands outside its window: {}", when(span))
            }
            Violation::Length { session, minutes, span } => {
                write!(f, "\"{session}\" needs {minutes} minutes of one day and has {}", when(span))
            }
            Violation::Away { session, party, reason } => {
                write!(f, "{} is away from \"{session}\": {reason}", name(*party))
            }
            Violation::Absences { session, members, allowed } => {
                write!(
                    f,
                    "{} attendees are away from \"{session}\" and {allowed} may be: {members:?}",
                    members.len()
                )
            }
            Violation::Clash { party, first, second } => {
                write!(f, "{} is in \"{first}\" and \"{second}\" at once", name(*party))
            }
            Violation::Relation { first, second, days, asked } => {
                write!(f, "\"{second}\" stands {days} days after \"{first}\"; asked was {asked}")
            }
            Violation::Between { first, second, spans: [one, other], asked } => {
                write!(
                    f,
                    "\"{first}\" stands {} and \"{second}\" {}; asked was {asked}",
                    when(one),
                    when(other)
                )
            }
            Violation::Need { session, detail } => write!(f, "\"{session}\": {detail}"),
            Violation::Series { series, kind } => {
                write!(f, "series \"{series}\" does not keep its {kind}")
            }
            Violation::Load { resource, sessions, limit, week: Some(week) } => {
                write!(
                    f,
                    "\"{resource}\" serves {sessions} sessions in the week of {week}, at most {limit} are right"
                )
            }
            Violation::Load { resource, sessions, limit, week: None } => {
                write!(f, "\"{resource}\" serves {sessions} sessions, at most {limit} are right")
            }
        }
    }
}

fn name(party: Party) -> String {
    match party {
        Party::Member(member) => format!("member {member}"),
        Party::Resource(resource) => format!("resource {resource}"),
    }
}

use chrono::NaiveDate;

use crate::GridError;
use crate::calendar::CalendarError;
use crate::why_not::Shortage;

/// Why a demand cannot be planned at all, as it stands.
///
/// What can be planned in part is not an error: the sessions without a place are in the timetable, with their reasons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The season has no slots.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// A calendar could not be made.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// A calendar file could not be read or written.
    #[cfg(feature = "ical")]
    #[error(transparent)]
    Ical(#[from] crate::ical::IcalError),
    /// What was issued cannot be gone on from.
    #[error(transparent)]
    Issued(#[from] crate::change::IssuedError),
    /// Two sessions, or two resources, carry the same id.
    #[error("{what} \"{id}\" is listed twice; every {what} needs an id of its own")]
    DuplicateId {
        /// `session` or `resource`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A quorum asks for more than there are, or for members who do not attend.
    #[error(
        "session \"{session}\" asks for {least} of {of} members, of whom {attending} attend; a quorum is of attendees, and at most all of them"
    )]
    Quorum {
        /// The session.
        session: String,
        /// How many must be there.
        least: u32,
        /// Of how many.
        of: usize,
        /// How many of those attend.
        attending: usize,
    },
    /// A pin names a session that does not stand.
    #[error(
        "session \"{session}\" is pinned, but it has no place in the timetable that stands; pin one that has"
    )]
    Pin {
        /// The session.
        session: String,
    },
    /// A session is asked about that the demand does not have.
    #[error(
        "session \"{session}\" is asked about, but none of the {sessions} sessions of the demand has this id"
    )]
    NoSession {
        /// The id.
        session: String,
        /// How many sessions there are.
        sessions: usize,
    },
    /// A relation names a session that is not there, or one session twice.
    #[error(
        "relation {relation} (counted from 1) joins sessions {a} and {b}, but the demand has sessions 0 to {last} and a relation joins two of them"
    )]
    BadRelation {
        /// The relation, counted from 1.
        relation: usize,
        /// One session.
        a: usize,
        /// The other.
        b: usize,
        /// The last session there is.
        last: usize,
    },
    /// A rule of the planner names a session that is not there.
    #[error("the rule \"{rule}\" names session {session}, but the demand has sessions 0 to {}", sessions.saturating_sub(1))]
    RuleSession {
        /// The rule.
        rule: &'static str,
        /// The session that it names.
        session: usize,
        /// How many sessions there are.
        sessions: usize,
    },
    /// A rule of the host's does not fit the season.
    #[error("the rule \"{rule}\" does not fit: {reason}")]
    Rule {
        /// The rule.
        rule: &'static str,
        /// What does not fit, and what would, in the words of the rule.
        reason: String,
    },
    /// A session is longer than every day.
    #[error(
        "session \"{session}\" lasts {minutes} minutes, and the longest day holds {longest}; shorten it or split it in two"
    )]
    TooLong {
        /// The session.
        session: String,
        /// How long it lasts.
        minutes: u32,
        /// What the longest day holds.
        longest: u32,
    },
    /// A session's window has no day in the season.
    #[error(
        "session \"{session}\" may start from {earliest} to {latest}, and no open day of the season lies there"
    )]
    EmptyWindow {
        /// The session.
        session: String,
        /// The first day that will do.
        earliest: NaiveDate,
        /// The last day that will do.
        latest: NaiveDate,
    },
    /// Nothing of this kind exists.
    #[error("session \"{session}\" needs a resource of kind {kind}, and there is none; kinds on the list: {}", list(.known))]
    UnknownKind {
        /// The session.
        session: String,
        /// The kind it needs.
        kind: String,
        /// The kinds that there are.
        known: Vec<String>,
    },
    /// Every resource of the kind is too small.
    #[error(
        "session \"{session}\" needs a {kind} with more seats: need {need}, have {have}; find a larger one or split the session"
    )]
    Capacity {
        /// The session.
        session: String,
        /// The kind it needs.
        kind: String,
        /// Seats needed.
        need: u32,
        /// Seats of the largest.
        have: u32,
    },
    /// No resource of the kind carries the qualifications.
    #[error("session \"{session}\" needs a {kind} with {}, and none has it", list(.qualifications))]
    Unqualified {
        /// The session.
        session: String,
        /// The kind it needs.
        kind: String,
        /// What it must be able to do.
        qualifications: Vec<String>,
    },
    /// There are fewer fitting resources than the session needs at once.
    #[error(
        "session \"{session}\" needs {need} of kind {kind} at once: {need} needed, {have} available"
    )]
    TooFew {
        /// The session.
        session: String,
        /// The kind it needs.
        kind: String,
        /// How many it needs.
        need: u32,
        /// How many would do.
        have: u32,
    },
    /// Sessions of one series need the same resource, and ask for different numbers of it, or no resource fits them all.
    #[error(
        "series \"{series}\" wants the same {kind} throughout: {need} needed for every session, {have} fit them all"
    )]
    Series {
        /// The series.
        series: String,
        /// The kind.
        kind: String,
        /// How many each session needs.
        need: u32,
        /// How many fit all sessions of the series.
        have: u32,
    },
    /// A lag's limits cross.
    #[error(
        "session \"{later}\" must come at least {min} and at most {max} days after \"{earlier}\"; the minimum must not exceed the maximum"
    )]
    LagLimits {
        /// The session that comes first.
        earlier: String,
        /// The session that comes after it.
        later: String,
        /// At least this many days.
        min: u32,
        /// At most this many days.
        max: u32,
    },
    /// A pause's limits cross.
    #[error(
        "session \"{later}\" must start at least {min} and at most {max} minutes after \"{earlier}\" ends; the minimum must not exceed the maximum"
    )]
    PauseLimits {
        /// The session that comes first.
        earlier: String,
        /// The session that comes after it.
        later: String,
        /// At least this many minutes.
        min: u32,
        /// At most this many minutes.
        max: u32,
    },
    /// Windows and lags contradict each other: going round the limits, a session would have to come before itself.
    #[error("these limits cannot all hold, by {}: {}; move a window or shorten a lag", days(*.short_by), .limits.join("; "))]
    Lag {
        /// By how many days they contradict each other.
        short_by: u32,
        /// The sessions on the circle.
        sessions: Vec<String>,
        /// The limits on the circle, in words.
        limits: Vec<String>,
    },
    /// A certificate claims what does not hold.
    #[error("the certificate does not hold: {reason}")]
    Certificate {
        /// What does not hold.
        reason: String,
    },
    /// More sessions than a person or a kind of resource has room for; only where every session must be placed.
    #[error("not every session can be placed: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Shortage(Vec<Shortage>),
}

fn days(count: u32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

fn list(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

//! What happened.

use chrono::NaiveDateTime;

use crate::ParticipantId;

/// What somebody did, by the verbs that ADL publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum XapiVerb {
    /// Came to a session.
    Attended,
    /// Finished something.
    Completed,
    /// Answered questions.
    Answered,
    /// Took a place.
    Registered,
    /// Reached a score.
    Scored,
    /// Shared something.
    Shared,
}

impl XapiVerb {
    /// The verb's own word, which also ends its address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            XapiVerb::Attended => "attended",
            XapiVerb::Completed => "completed",
            XapiVerb::Answered => "answered",
            XapiVerb::Registered => "registered",
            XapiVerb::Scored => "scored",
            XapiVerb::Shared => "shared",
        }
    }
}

/// A score and its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct XapiScore {
    /// The score.
    pub raw: f64,
    /// The lowest there is.
    pub min: f64,
    /// The highest there is.
    pub max: f64,
}

/// Something that a participant did.
#[derive(Debug, Clone, PartialEq)]
pub struct XapiEvent {
    /// Who.
    pub participant: ParticipantId,
    /// What they did.
    pub verb: XapiVerb,
    /// With what: the id of a session, an assignment, a competency within the programme.
    pub activity: String,
    /// What that is called. It must name nobody.
    pub title: String,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// The score that was reached.
    pub score: Option<XapiScore>,
}

impl XapiEvent {
    /// Something without a score.
    pub fn new(
        participant: impl Into<ParticipantId>,
        verb: XapiVerb,
        activity: impl Into<String>,
        title: impl Into<String>,
        at: NaiveDateTime,
    ) -> Self {
        let (participant, activity, title) = (participant.into(), activity.into(), title.into());
        XapiEvent { participant, verb, activity, title, at, score: None }
    }
}

use std::collections::BTreeMap;

use super::diff::Changes;
use super::snapshot::{Snapshot, Standing};

/// What calendars were told so far, with the version of each session.
///
/// Calendars take an update for the session that they hold only with a higher sequence number. A cancelled session is
/// remembered too: when it comes back it must not come back with a number that calendars have seen.
///
/// A host keeps it between two plans, as a document (with feature `serde`). It says who sent it, since everything in the
/// document of another programme would be cancelled.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
/// use intervision_schedule::change::{Issued, Snapshot, Standing};
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let span = Span::new(day.and_hms_opt(9, 0, 0).unwrap(), day.and_hms_opt(12, 0, 0).unwrap())?;
/// let meeting = Standing {
///     title: "Meeting 1".into(), span, people: ["p1".to_owned()].into(), places: vec![], resources: vec![],
/// };
/// let plan: Snapshot = [("m1".to_owned(), meeting)].into_iter().collect();
///
/// let mut issued = Issued::none();
/// issued.issue(&plan);
/// assert_eq!(issued.sequence("m1"), Some(0));
/// issued.issue(&Snapshot::default()); // cancelled
/// issued.issue(&plan); // and back again
/// assert_eq!(issued.sequence("m1"), Some(2));
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Wire", into = "super::wire::Wire"))]
pub struct Issued {
    pub(super) sender: Option<String>,
    pub(super) sessions: BTreeMap<String, Version>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub(super) struct Version {
    pub(super) sequence: u32,
    /// Not there once it is cancelled.
    pub(super) standing: Option<Standing>,
}

/// Why what was issued cannot be gone on from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssuedError {
    /// The document is of a version that this reader does not know.
    #[error("what was issued is of version {found}; this reader knows version {known}")]
    Version {
        /// The document's version.
        found: u32,
        /// The version that is read.
        known: u32,
    },
    /// A session without an id.
    #[error("a session was issued without an id; calendars know sessions by their ids")]
    NoId,
    /// A session has changed more often than calendars can count.
    #[error(
        "session \"{session}\" was issued with sequence number {sequence}, and calendars count to {most}; give the session another id"
    )]
    Sequence {
        /// The session.
        session: String,
        /// Its number.
        sequence: u32,
        /// The last number that leaves room for a change.
        most: u32,
    },
    /// Somebody else sent it: their sessions would all be cancelled.
    #[error(
        "this was issued by \"{found}\" and not by \"{expected}\", and all its sessions would be cancelled; read what \"{expected}\" issued"
    )]
    Sender {
        /// Who sent it.
        found: String,
        /// Who goes on from it.
        expected: String,
    },
}

impl Issued {
    /// The last sequence number (RFC 5545, 3.3.8: a signed integer of 32 bits).
    pub(super) const LAST: u32 = i32::MAX as u32;

    /// Nothing was sent yet.
    #[must_use]
    pub fn none() -> Self {
        Issued::default()
    }

    /// Nothing was sent yet, and what will be is sent by this programme: what the host knows it by, and the domain of its
    /// uids where it has several.
    #[must_use]
    pub fn by(sender: impl Into<String>) -> Self {
        Issued { sender: Some(sender.into()), sessions: BTreeMap::new() }
    }

    /// Goes on as this sender.
    ///
    /// # Errors
    ///
    /// [`IssuedError::Sender`] where another one sent it. What does not say who sent it may be anyone's.
    pub fn continued_by(mut self, sender: &str) -> Result<Self, IssuedError> {
        match &self.sender {
            Some(found) if found != sender => {
                Err(IssuedError::Sender { found: found.clone(), expected: sender.to_owned() })
            }
            _ => {
                self.sender = Some(sender.to_owned());
                Ok(self)
            }
        }
    }

    /// Who sent it, if it says so.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        self.sender.as_deref()
    }

    /// What calendars hold.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let standing = |(id, version): (&String, &Version)| {
            version.standing.clone().map(|standing| (id.clone(), standing))
        };
        self.sessions.iter().filter_map(standing).collect()
    }

    /// Takes the next plan as sent, and says what it changed. A plan that was sent already changes nothing.
    pub fn issue(&mut self, next: &Snapshot) -> Changes {
        let changes = Changes::between(&self.snapshot(), next);
        for change in changes.iter() {
            let standing = change.after.clone();
            match self.sessions.get_mut(&change.session) {
                Some(version) => {
                    let raised =
                        version.sequence.saturating_add(u32::from(change.is_significant()));
                    version.sequence = raised.min(Issued::LAST);
                    version.standing = standing;
                }
                None => {
                    self.sessions.insert(change.session.clone(), Version { sequence: 0, standing });
                }
            }
        }
        changes
    }

    /// Forgets somebody who is erased: they attend nothing that was issued, and sessions whose id or title names them are not known
    /// any more. No other session changes by it, since nobody's calendar shows who else attends.
    ///
    /// Issue the plan without them first, and send what it changes: afterwards nobody knows what their calendar holds.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use intervision_core::Span;
    /// # use intervision_schedule::change::{Issued, Snapshot, Standing};
    /// # let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
    /// # let span = Span::new(day.and_hms_opt(9, 0, 0).unwrap(), day.and_hms_opt(12, 0, 0).unwrap())?;
    /// let meeting = |people: &[&str]| Standing {
    ///     title: "Meeting".into(), span, people: people.iter().map(ToString::to_string).collect(), places: vec![], resources: vec![],
    /// };
    /// let plan = [("m1", meeting(&["p1", "p2"])), ("coaching-p1-1", meeting(&["p1"])), ("coaching-p10-1", meeting(&["p10"]))];
    /// let mut issued = Issued::none();
    /// issued.issue(&plan.map(|(id, meeting)| (id.to_owned(), meeting)).into_iter().collect());
    /// issued.forget("p1");
    /// assert!(issued.snapshot().get("m1").is_some_and(|meeting| meeting.people.iter().eq(["p2"])));
    /// assert_eq!((issued.sequence("coaching-p1-1"), issued.sequence("coaching-p10-1")), (None, Some(0)));
    /// # Ok::<(), intervision_core::SpanError>(())
    /// ```
    pub fn forget(&mut self, person: &str) {
        let title = |version: &Version| version.standing.as_ref().map(|it| it.title.clone());
        self.sessions.retain(|id, version| {
            !names(id, person) && !title(version).is_some_and(|title| names(&title, person))
        });
        for standing in self.sessions.values_mut().filter_map(|version| version.standing.as_mut()) {
            standing.people.remove(person);
        }
    }

    /// The version of a session, cancelled or not: 0 when it was first sent, one more with each significant change.
    #[must_use]
    pub fn sequence(&self, session: &str) -> Option<u32> {
        self.sessions.get(session).map(|version| version.sequence)
    }
}

/// Whether a text names somebody: their id stands there with no letter and no digit right before or after it.
fn names(text: &str, person: &str) -> bool {
    let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let mut before = None;
    text.char_indices().any(|(at, c)| {
        let after = text.get(at..).and_then(|rest| rest.strip_prefix(person));
        let here = apart(before) && after.is_some_and(|after| apart(after.chars().next()));
        before = Some(c);
        here && !person.is_empty()
    })
}

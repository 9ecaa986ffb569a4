use std::collections::BTreeMap;

use super::diff::{ChangeKind, Changes};
use super::snapshot::{Snapshot, Standing};

/// What calendars were told so far, with the version of each session.
///
/// Calendars take an update for the session that they hold only with a higher sequence number. A cancelled session is
/// remembered too: when it comes back it must not come back with a number that calendars have seen.
///
/// A host keeps it between two plans, as a document (with feature `serde`).
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
#[cfg_attr(feature = "serde", serde(try_from = "Wire", into = "Wire"))]
pub struct Issued {
    sessions: BTreeMap<String, Version>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
struct Version {
    sequence: u32,
    /// Not there once it is cancelled.
    standing: Option<Standing>,
}

impl Issued {
    /// Nothing was sent yet.
    #[must_use]
    pub fn none() -> Self {
        Issued::default()
    }

    /// What calendars hold.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let standing = |(id, version): (&String, &Version)| {
            version.standing.clone().map(|standing| (id.clone(), standing))
        };
        self.sessions.iter().filter_map(standing).collect()
    }

    /// Takes the next plan as sent, and says what it changed.
    pub fn issue(&mut self, next: &Snapshot) -> Changes {
        let changes = Changes::between(&self.snapshot(), next);
        for change in changes.iter() {
            let standing = change.after.clone();
            match self.sessions.get_mut(&change.session) {
                Some(version) => {
                    let raised = u32::from(change.kind != ChangeKind::Renamed);
                    version.sequence = version.sequence.saturating_add(raised);
                    version.standing = standing;
                }
                None => {
                    self.sessions.insert(change.session.clone(), Version { sequence: 0, standing });
                }
            }
        }
        changes
    }

    /// The version of a session, cancelled or not: 0 when it was first sent, one more with each significant change.
    #[must_use]
    pub fn sequence(&self, session: &str) -> Option<u32> {
        self.sessions.get(session).map(|version| version.sequence)
    }
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: u32,
    sessions: BTreeMap<String, Version>,
}

#[cfg(feature = "serde")]
impl Wire {
    const VERSION: u32 = 1;
}

#[cfg(feature = "serde")]
impl TryFrom<Wire> for Issued {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        if wire.version == Wire::VERSION {
            Ok(Issued { sessions: wire.sessions })
        } else {
            let (found, known) = (wire.version, Wire::VERSION);
            Err(format!("what was issued is of version {found}; this reader knows version {known}"))
        }
    }
}

#[cfg(feature = "serde")]
impl From<Issued> for Wire {
    fn from(issued: Issued) -> Self {
        Wire { version: Wire::VERSION, sessions: issued.sessions }
    }
}

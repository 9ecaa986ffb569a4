//! Who belongs to a programme that people join and leave: days come in, who is there on a day goes out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ParticipantId;
use crate::{Place, Problem};

/// A stretch of days in a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which they are no longer there; `None` while they stay.
    pub until: Option<NaiveDate>,
}

/// Everybody's stays. Somebody may leave and come back.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::Memberships;
///
/// let day = |month| NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
/// let mut members = Memberships::default();
/// members.join("d01", day(1))?;
/// members.join("d02", day(3))?;
/// members.leave(&"d01".into(), day(5))?;
/// assert_eq!(members.as_of(day(4)).count(), 2);
/// assert_eq!(members.as_of(day(5)).map(|id| id.as_str()).collect::<Vec<_>>(), ["d02"]);
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Stays", into = "super::wire::Stays"))]
pub struct Memberships {
    stays: BTreeMap<ParticipantId, Vec<Stay>>,
}

impl Memberships {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Somebody joins on a day.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] when they are there already, and [`Problem::Backwards`] for a day before they left last.
    pub fn join(&mut self, who: impl Into<ParticipantId>, on: NaiveDate) -> Result<(), Problem> {
        let who = who.into();
        match self.stays(&who).last() {
            Some(Stay { from, until: None }) => {
                return Err(Problem::Contradiction {
                    at: Place::part(format!("membership of \"{who}\"")),
                    what: format!("joins on {on} and is there since {from}"),
                    fix: "note first when they left".to_owned(),
                });
            }
            Some(Stay { until: Some(left), .. }) if on < *left => {
                return Err(backwards(&who, *left, on));
            }
            _ => self.stays.entry(who).or_default().push(Stay { from: on, until: None }),
        }
        Ok(())
    }

    /// Somebody leaves: from this day on they are no longer there.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] when they are not there, and [`Problem::Backwards`] for a day before they joined.
    pub fn leave(&mut self, who: &ParticipantId, on: NaiveDate) -> Result<(), Problem> {
        let last = self.stays.get_mut(who).and_then(|stays| stays.last_mut());
        match last {
            Some(stay) if stay.until.is_none() && stay.from <= on => stay.until = Some(on),
            Some(Stay { from, until: None }) => return Err(backwards(who, *from, on)),
            _ => {
                return Err(Problem::Contradiction {
                    at: Place::part(format!("membership of \"{who}\"")),
                    what: format!("leaves on {on} and is not there"),
                    fix: "note first when they joined".to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Who is there on a day, by id.
    pub fn as_of(&self, on: NaiveDate) -> impl Iterator<Item = &ParticipantId> {
        let there = move |stay: &Stay| stay.from <= on && stay.until.is_none_or(|until| on < until);
        self.stays.iter().filter(move |(_, stays)| stays.iter().any(there)).map(|(who, _)| who)
    }

    /// The stays of somebody, in order.
    #[must_use]
    pub fn stays(&self, who: &ParticipantId) -> &[Stay] {
        self.stays.get(who).map_or(&[], Vec::as_slice)
    }

    #[cfg(feature = "serde")]
    pub(super) fn into_stays(self) -> BTreeMap<ParticipantId, Vec<Stay>> {
        self.stays
    }

    /// Forgets who somebody was: their stays go on under a tombstone, so that counts stay right.
    pub fn forget(&mut self, who: &ParticipantId, tombstone: &ParticipantId) {
        if let Some(stays) = self.stays.remove(who) {
            self.stays.insert(tombstone.clone(), stays);
        }
    }

    /// The day on which somebody left and did not come back.
    #[must_use]
    pub fn left(&self, who: &ParticipantId) -> Option<NaiveDate> {
        self.stays(who).last()?.until
    }
}

fn backwards(who: &ParticipantId, start: NaiveDate, end: NaiveDate) -> Problem {
    Problem::Backwards { at: Place::part(format!("membership of \"{who}\"")), start, end }
}

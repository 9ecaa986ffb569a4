use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision_core::{Availability, Party, Presence, Span};

/// Somebody or something that is away on some days: ill, or closed for repairs.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Availability, Party, Span};
/// use intervision_schedule::replan::Away;
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let ill = Away::new(Party::Resource(0), day(8), day(19), "ill");
/// let morning = |on| Span::new(day(on).and_hms_opt(9, 0, 0).unwrap(), day(on).and_hms_opt(12, 0, 0).unwrap());
/// assert!(!ill.presence(Party::Resource(0), morning(19)?).is_free());
/// assert!(ill.presence(Party::Resource(0), morning(20)?).is_free());
/// assert!(ill.presence(Party::Member(0), morning(19)?).is_free());
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    party: Party,
    first: NaiveDate,
    last: NaiveDate,
    reason: String,
}

impl Away {
    /// Away from the first day to the last, both included.
    #[must_use]
    pub fn new(party: Party, first: NaiveDate, last: NaiveDate, reason: impl Into<String>) -> Self {
        Away { party, first, last, reason: reason.into() }
    }
}

impl Availability for Away {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let from = self.first.and_time(NaiveTime::MIN);
        let until = self.last.and_time(NaiveTime::MIN) + TimeDelta::days(1);
        if party == self.party && from < span.end() && span.start() < until {
            Presence::busy(&*self.reason)
        } else {
            Presence::FREE
        }
    }
}

/// Several absences on top of everyone's calendars.
pub(crate) struct Without<'a> {
    pub(crate) calendars: &'a dyn Availability,
    pub(crate) away: &'a [Away],
}

impl Availability for Without<'_> {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let absent = self.away.iter().map(|away| away.presence(party, span));
        let mut absent = absent.filter(|presence| !presence.is_free());
        absent.next().unwrap_or_else(|| self.calendars.presence(party, span))
    }
}

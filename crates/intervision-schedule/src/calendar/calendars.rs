use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use intervision_core::{Availability, Party, Presence, Span};

use super::busy::BusyTimes;
use super::days_off::DaysOff;
use super::error::CalendarError;
use super::working_time::{WorkingTime, WorkingTimes};

/// One party's own calendar.
#[derive(Debug, Clone, PartialEq, Default)]
struct Calendar {
    working: WorkingTime,
    busy: BusyTimes,
}

/// The calendars of everybody and everything in a programme: days off for all, standing absences and busy times for
/// each.
///
/// Absences and busy times come by id. An id that is both a member's and a resource's (someone who also facilitates)
/// binds both.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Availability, Party, Presence, Span};
/// use intervision_schedule::calendar::{BusyTimes, Calendars, WorkingTimes};
///
/// let day = |d| NaiveDate::from_ymd_opt(2027, 3, d).unwrap();
/// let hours = |d, from, to| {
///     Span::new(day(d).and_hms_opt(from, 0, 0).unwrap(), day(d).and_hms_opt(to, 0, 0).unwrap())
/// };
/// let times = WorkingTimes::from_csv(b"id,off\nm2,wed\n")?;
/// let calendars = Calendars::new(["m1", "m2"], ["room-a"])
///     .with_working_times(&times)?
///     .with_busy("room-a", &[hours(9, 13, 15)?].into_iter().collect())?;
///
/// let ask = |party, span| match calendars.presence(party, span) {
///     Presence::Busy { reason } => reason.into_owned(),
///     Presence::Free { .. } => "free".to_owned(),
/// };
/// assert_eq!(ask(Party::Member(1), hours(10, 9, 12)?), "Wednesday is a standing day off");
/// assert_eq!(ask(Party::Resource(0), hours(9, 14, 16)?), "busy until 15:00");
/// assert_eq!(ask(Party::Resource(0), hours(9, 15, 16)?), "free");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Calendars {
    parties: BTreeMap<String, BTreeSet<Party>>,
    members: Vec<Calendar>,
    resources: Vec<Calendar>,
    days_off: Option<DaysOff>,
    noon: NaiveTime,
}

impl Calendars {
    /// Calendars for these members and resources, numbered in the order given; everyone is free yet.
    ///
    /// Of an id that stands there twice, every place is bound.
    #[must_use]
    pub fn new<M, R>(members: M, resources: R) -> Self
    where
        M: IntoIterator,
        M::Item: Into<String>,
        R: IntoIterator,
        R::Item: Into<String>,
    {
        let mut parties = BTreeMap::<String, BTreeSet<Party>>::new();
        let mut enter = |id: String, party| {
            parties.entry(id).or_default().insert(party);
            Calendar::default()
        };
        let members = members
            .into_iter()
            .enumerate()
            .map(|(index, id)| enter(id.into(), Party::Member(index)))
            .collect();
        let resources = resources
            .into_iter()
            .enumerate()
            .map(|(index, id)| enter(id.into(), Party::Resource(index)))
            .collect();
        let noon = NaiveTime::from_hms_opt(12, 30, 0).unwrap_or(NaiveTime::MIN);
        Calendars { parties, members, resources, days_off: None, noon }
    }

    /// The days of the season: days off and days one would rather avoid, for everyone alike.
    #[must_use]
    pub fn with_days_off(mut self, days_off: DaysOff) -> Self {
        self.days_off = Some(days_off);
        self
    }

    /// When the afternoon begins for those who are off half a day; 12:30 unless said.
    #[must_use]
    pub fn with_noon(mut self, noon: NaiveTime) -> Self {
        self.noon = noon;
        self
    }

    /// The standing absences in this table.
    ///
    /// # Errors
    ///
    /// [`CalendarError::UnknownId`] for an id that is neither a member nor a resource.
    pub fn with_working_times(mut self, times: &WorkingTimes) -> Result<Self, CalendarError> {
        for (id, working) in times.iter() {
            self.each(id, times.row(id), |calendar| calendar.working = working.clone())?;
        }
        Ok(self)
    }

    /// Times when this member or resource is taken, on top of those already known.
    ///
    /// # Errors
    ///
    /// [`CalendarError::UnknownId`].
    pub fn with_busy(mut self, id: &str, busy: &BusyTimes) -> Result<Self, CalendarError> {
        self.each(id, None, |calendar| {
            calendar.busy = std::mem::take(&mut calendar.busy).and(busy);
        })?;
        Ok(self)
    }

    /// The days off for everyone, if they were given.
    #[must_use]
    pub fn days_off(&self) -> Option<&DaysOff> {
        self.days_off.as_ref()
    }

    /// The parties an id stands for; none for an unknown id.
    pub fn parties(&self, id: &str) -> impl Iterator<Item = Party> + '_ {
        self.parties.get(id).into_iter().flatten().copied()
    }

    fn each(
        &mut self,
        id: &str,
        row: Option<usize>,
        mut change: impl FnMut(&mut Calendar),
    ) -> Result<(), CalendarError> {
        let Some(parties) = self.parties.get(id) else {
            return Err(CalendarError::UnknownId { row, id: id.to_owned() });
        };
        for party in parties {
            let calendar = match *party {
                Party::Member(index) => self.members.get_mut(index),
                Party::Resource(index) => self.resources.get_mut(index),
            };
            if let Some(calendar) = calendar {
                change(calendar);
            }
        }
        Ok(())
    }
}

/// A party that is not in the programme is bound by the days off alone.
impl Availability for Calendars {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let everyone =
            self.days_off.as_ref().map_or(Presence::FREE, |days| days.presence(party, span));
        if !everyone.is_free() {
            return everyone;
        }
        let calendar = match party {
            Party::Member(index) => self.members.get(index),
            Party::Resource(index) => self.resources.get(index),
        };
        let Some(calendar) = calendar else { return everyone };
        if let Some(absence) = calendar.working.absence_in(span, self.noon) {
            return Presence::busy(absence.reason());
        }
        match calendar.busy.first_in(span) {
            Some(busy) if busy.end().date() == span.date() => {
                Presence::busy(format!("busy until {}", busy.end().format("%H:%M")))
            }
            Some(busy) => {
                Presence::busy(format!("busy until {}", busy.end().format("%Y-%m-%d %H:%M")))
            }
            None => everyone,
        }
    }
}

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::change::{Change, Changes, Effect};

/// What one calendar costs that has to change, by how soon it has to: medium points.
///
/// # Example
///
/// ```
/// use intervision_schedule::replan::Lead;
///
/// let lead = Lead::default();
/// assert_eq!([3, 20, 100].map(|days| lead.points(days)), [4, 2, 1]);
/// assert_eq!(Lead::flat(1).within(2, 10).points(2), 10);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Lead {
    /// Points for a change that lies far ahead.
    later: u32,
    /// Points for changes within so many days.
    within: Vec<(u32, u32)>,
}

/// Four points within a week, two within four weeks, and one later.
impl Default for Lead {
    fn default() -> Self {
        Lead::flat(1).within(28, 2).within(7, 4)
    }
}

impl Lead {
    /// The same points for every calendar, however soon.
    #[must_use]
    pub fn flat(points: u32) -> Self {
        Lead { later: points, within: Vec::new() }
    }

    /// At least so many points for a change within so many days.
    #[must_use]
    pub fn within(mut self, days: u32, points: u32) -> Self {
        self.within.push((days, points));
        self
    }

    /// The points for a change so many days ahead. What is past costs as much as today.
    #[must_use]
    pub fn points(&self, days: i64) -> u32 {
        let near = self.within.iter().filter(|(within, _)| days <= i64::from(*within));
        near.map(|(_, points)| *points).fold(self.later, u32::max)
    }

    /// All prices that there are, the lowest first.
    pub(crate) fn prices(&self) -> Vec<u32> {
        let near = self.within.iter().map(|(within, _)| self.points(i64::from(*within)));
        let prices: BTreeSet<u32> = near.chain([self.later]).collect();
        prices.into_iter().collect()
    }
}

/// How a plan that stands may change.
///
/// * A *pinned* session never moves to another time. Where its room or whoever serves it cannot, it gets another one; where that
///   is not possible either, it has no place, and the reasons say so.
/// * Before the *frozen* horizon nothing moves and nothing is cancelled, unless it has become impossible; and nothing comes
///   there that did not stand there. What has become impossible may be served by others at its time, or moves behind the
///   horizon.
/// * Every *calendar* that has to change, a person's or a resource's, costs medium points once, however many of its sessions
///   change: the more the sooner ([`Lead`]). So a session without a place (100 points) outweighs dozens of calendars.
/// * Among equals the plan is taken in which fewer *sessions* change, and rather get another room than another time; that
///   costs soft points.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::replan::{Lead, Replan};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
/// let replan = Replan::new()
///     .as_of(day(3, 1))
///     .frozen_until(day(3, 15))
///     .pinning("theme-day/1")
///     .with_lead(Lead::flat(1).within(14, 3));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Replan {
    pub(crate) today: Option<NaiveDate>,
    pub(crate) horizon: Option<NaiveDate>,
    pub(crate) pinned: BTreeSet<String>,
    pub(crate) lead: Lead,
    pub(crate) session: u32,
}

impl Default for Replan {
    fn default() -> Self {
        Replan::new()
    }
}

impl Replan {
    /// Nothing is pinned or frozen, and all changes lie far ahead.
    pub fn new() -> Self {
        let (today, horizon, pinned) = (None, None, BTreeSet::new());
        Replan { today, horizon, pinned, lead: Lead::default(), session: 5 }
    }

    /// The day from which lead times count.
    pub fn as_of(mut self, today: NaiveDate) -> Self {
        self.today = Some(today);
        self
    }

    /// Sessions that start before this day stay, and no others come there.
    pub fn frozen_until(mut self, day: NaiveDate) -> Self {
        self.horizon = Some(day);
        self
    }

    /// A session, by id, that never moves.
    pub fn pinning(mut self, session: impl Into<String>) -> Self {
        self.pinned.insert(session.into());
        self
    }

    /// What a calendar costs that has to change; [`Lead::default`] unless said.
    pub fn with_lead(mut self, lead: Lead) -> Self {
        self.lead = lead;
        self
    }

    /// Soft points for a session that gets another room or is served by others; 5 unless said. One that moves to another
    /// time, or is cancelled, costs twice as many.
    pub fn with_session_points(mut self, points: u32) -> Self {
        self.session = points;
        self
    }

    /// What changes cost by these prices: each calendar once, by the soonest day on which it has to change.
    #[must_use]
    pub fn price(&self, changes: &Changes) -> u64 {
        let of_calendar = |list: &Vec<(&Change, Effect)>| {
            let days = list.iter().filter_map(|(change, effect)| day_of(change, *effect));
            days.min().map_or(0, |day| u64::from(self.points(day)))
        };
        changes.by_calendar().values().map(of_calendar).sum()
    }

    /// What a calendar costs that has to change on this day.
    pub(crate) fn points(&self, day: NaiveDate) -> u32 {
        self.lead.points(self.today.map_or(i64::MAX, |today| (day - today).num_days()))
    }
}

/// The day on which a calendar has to change: where it loses a session, where it gets one, or the sooner of both.
fn day_of(change: &Change, effect: Effect) -> Option<NaiveDate> {
    let before = change.before.as_ref().map(|standing| standing.span.date());
    let after = change.after.as_ref().map(|standing| standing.span.date());
    match effect {
        Effect::Take => after,
        Effect::Leave | Effect::Cancel => before,
        Effect::Update => before.into_iter().chain(after).min(),
    }
}

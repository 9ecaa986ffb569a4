//! Time as a numbered list of slots. In: first and last day, the days off, the parts of a day. Out: a [`Grid`].

mod days;
#[cfg(test)]
mod tests;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision_core::Span;

pub use days::DayFilter;

/// The slots of a season: stretches of time in which sessions can stand, in order, each within one day.
///
/// A session takes as many slots in a row of one day as its minutes need. It starts where its first slot starts and ends
/// when its minutes are spent; a break between two slots (lunch) does not count.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::{Grid, calendar::DaysOff};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
/// let off = DaysOff::between(day(1, 11), day(1, 15))?.with_weekends().with_day(day(1, 13), "moving day");
/// let grid = Grid::half_days(day(1, 11), day(1, 15), &off)?;
/// assert_eq!(grid.len(), 8);
/// assert_eq!(grid.days().len(), 4);
/// let whole_day = grid.place(0, 480).unwrap();
/// assert_eq!(whole_day.end(), day(1, 11).and_hms_opt(17, 0, 0).unwrap());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    slots: Vec<Span>,
    day_of: Vec<u32>,
    days: Vec<NaiveDate>,
    half_days: bool,
}

/// Why a [`Grid`] could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GridError {
    /// No day is left.
    #[error("the season from {first} to {last} has no open day; widen it or take away days off")]
    EmptySeason {
        /// The first day asked for.
        first: NaiveDate,
        /// The last day asked for.
        last: NaiveDate,
    },
    /// A list without slots.
    #[error("the list of slots is empty; a season needs at least one")]
    NoSlots,
    /// The season ends before it begins.
    #[error("the season ends on {last}, before it begins on {first}; swap the two days")]
    Reversed {
        /// The first day asked for.
        first: NaiveDate,
        /// The last day asked for.
        last: NaiveDate,
    },
    /// The day hours hold no slot of this length.
    #[error(
        "a day from {from} to {to} holds no slot of {minutes} minutes; lengthen the day or shorten the slot (at least 1 minute)"
    )]
    EmptyDay {
        /// When the day begins.
        from: NaiveTime,
        /// When it ends.
        to: NaiveTime,
        /// The length of a slot.
        minutes: u32,
    },
    /// Two slots share time, or are not in order.
    #[error(
        "the slot from {second} begins before the slot before it ends, at {first}; list slots in order and apart"
    )]
    Overlap {
        /// When the earlier slot ends.
        first: chrono::NaiveDateTime,
        /// When the later one begins.
        second: chrono::NaiveDateTime,
    },
    /// A slot runs past midnight.
    #[error("the slot that begins at {start} ends on another day; a slot lies within one day")]
    AcrossMidnight {
        /// When it begins.
        start: chrono::NaiveDateTime,
    },
}

impl Grid {
    /// Mornings (08:30 to 12:30) and afternoons (13:00 to 17:00) of every open day from `first` to `last`, both included.
    ///
    /// # Errors
    ///
    /// [`GridError::Reversed`], and [`GridError::EmptySeason`] when no day is open.
    pub fn half_days(
        first: NaiveDate,
        last: NaiveDate,
        open: &(impl DayFilter + ?Sized),
    ) -> Result<Self, GridError> {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let parts = [(time(8, 30), time(12, 30)), (time(13, 0), time(17, 0))];
        Grid::parts(first, last, open, &parts).map(|grid| Grid { half_days: true, ..grid })
    }

    /// Slots of `grain` minutes between `from` and `to` of every open day; what is left at the end of a day is not used.
    ///
    /// # Errors
    ///
    /// [`GridError::EmptyDay`], [`GridError::Reversed`] and [`GridError::EmptySeason`].
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::{NaiveDate, NaiveTime};
    /// use intervision_schedule::Grid;
    ///
    /// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
    /// let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    /// let grid = Grid::minutes(day, day, &|_| true, time(9), time(17), 30)?;
    /// assert_eq!(grid.len(), 16);
    /// # Ok::<(), intervision_schedule::GridError>(())
    /// ```
    pub fn minutes(
        first: NaiveDate,
        last: NaiveDate,
        open: &(impl DayFilter + ?Sized),
        from: NaiveTime,
        to: NaiveTime,
        grain: u32,
    ) -> Result<Self, GridError> {
        let length = TimeDelta::minutes(i64::from(grain));
        let mut parts = Vec::new();
        let mut start = from;
        while grain > 0 && to > start && to - start >= length {
            let end = start + length;
            parts.push((start, end));
            start = end;
        }
        if parts.is_empty() {
            return Err(GridError::EmptyDay { from, to, minutes: grain });
        }
        Grid::parts(first, last, open, &parts)
    }

    /// The same parts on every open day: what half-days and minutes are made of, for a host with hours of its own.
    ///
    /// # Errors
    ///
    /// [`GridError::Reversed`], [`GridError::EmptySeason`], and [`GridError::Overlap`] when the parts are not in order.
    pub fn parts(
        first: NaiveDate,
        last: NaiveDate,
        open: &(impl DayFilter + ?Sized),
        parts: &[(NaiveTime, NaiveTime)],
    ) -> Result<Self, GridError> {
        if last < first {
            return Err(GridError::Reversed { first, last });
        }
        let days =
            first.iter_days().take_while(|day| *day <= last).filter(|day| open.is_open(*day));
        let slots: Vec<Span> = days
            .flat_map(|day| {
                parts.iter().filter_map(move |(from, to)| {
                    Span::new(day.and_time(*from), day.and_time(*to)).ok()
                })
            })
            .collect();
        if slots.is_empty() {
            return Err(GridError::EmptySeason { first, last });
        }
        Grid::from_slots(slots)
    }

    /// Any list of slots, in order and apart, each within one day.
    ///
    /// # Errors
    ///
    /// [`GridError::Overlap`], [`GridError::AcrossMidnight`] and [`GridError::NoSlots`].
    pub fn from_slots(slots: Vec<Span>) -> Result<Self, GridError> {
        let mut days: Vec<NaiveDate> = Vec::new();
        let mut day_of = Vec::with_capacity(slots.len());
        let mut before: Option<Span> = None;
        for slot in &slots {
            if let Some(before) = before
                && slot.start() < before.end()
            {
                return Err(GridError::Overlap { first: before.end(), second: slot.start() });
            }
            if slot.end().date() != slot.date() {
                return Err(GridError::AcrossMidnight { start: slot.start() });
            }
            if days.last() != Some(&slot.date()) {
                days.push(slot.date());
            }
            day_of.push(days.len() as u32 - 1);
            before = Some(*slot);
        }
        if slots.is_empty() {
            return Err(GridError::NoSlots);
        }
        Ok(Grid { slots, day_of, days, half_days: false })
    }

    /// How many slots there are; never 0.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a grid is never empty")]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// The slots, in order.
    #[must_use]
    pub fn slots(&self) -> &[Span] {
        &self.slots
    }

    /// The days that have slots, in order.
    #[must_use]
    pub fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The day of a slot, as an index into [`days`](Grid::days).
    #[must_use]
    pub fn day_of(&self, slot: usize) -> Option<usize> {
        self.day_of.get(slot).map(|day| *day as usize)
    }

    /// How many slots a session of this length takes when it starts in `slot`; `None` when the day is too short for it.
    #[must_use]
    pub fn slots_for(&self, slot: usize, minutes: u32) -> Option<usize> {
        self.fit(slot, minutes).map(|(slots, _)| slots)
    }

    /// When a session of this length stands if it starts in `slot`; `None` when the day is too short for it.
    #[must_use]
    pub fn place(&self, slot: usize, minutes: u32) -> Option<Span> {
        self.fit(slot, minutes).map(|(_, span)| span)
    }

    /// The longest session that a day of this grid can hold, in minutes.
    #[must_use]
    pub fn longest(&self) -> u32 {
        let mut longest = 0;
        let mut sum = 0;
        for (index, slot) in self.slots.iter().enumerate() {
            let new_day = index == 0 || self.day_of[index] != self.day_of[index - 1];
            sum = if new_day { slot.minutes() } else { sum + slot.minutes() };
            longest = longest.max(sum);
        }
        u32::try_from(longest).unwrap_or(u32::MAX)
    }

    /// What one slot is called in messages: `half-days`, or `slots`.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        if self.half_days { "half-days" } else { "slots" }
    }

    fn fit(&self, slot: usize, minutes: u32) -> Option<(usize, Span)> {
        let first = self.slots.get(slot)?;
        let mut left = TimeDelta::minutes(i64::from(minutes.max(1)));
        for (index, span) in self.slots.iter().enumerate().skip(slot) {
            if self.day_of[index] != self.day_of[slot] {
                return None;
            }
            if left <= span.duration() {
                let whole = Span::new(first.start(), span.start() + left).ok()?;
                return Some((index - slot + 1, whole));
            }
            left -= span.duration();
        }
        None
    }
}

use chrono::NaiveDate;

use crate::calendar::DaysOff;

/// Says on which days sessions may take place at all.
///
/// The calendar's [`DaysOff`] is one, and so is every `Fn(NaiveDate) -> bool` (`true` for a day on which people meet).
///
/// # Example
///
/// ```
/// use chrono::{Datelike, NaiveDate, Weekday};
/// use intervision_schedule::DayFilter;
///
/// let tuesdays = |day: NaiveDate| day.weekday() == Weekday::Tue;
/// assert!(tuesdays.is_open(NaiveDate::from_ymd_opt(2027, 3, 9).unwrap()));
/// ```
pub trait DayFilter {
    /// Whether sessions may take place on this day.
    fn is_open(&self, day: NaiveDate) -> bool;
}

impl<F: Fn(NaiveDate) -> bool> DayFilter for F {
    fn is_open(&self, day: NaiveDate) -> bool {
        self(day)
    }
}

impl DayFilter for DaysOff {
    fn is_open(&self, day: NaiveDate) -> bool {
        !self.is_off(day)
    }
}

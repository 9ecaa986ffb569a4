//! Calendars: when nobody works, when one person does not, and how welcome the rest is.
//!
//! In come years and policies ([`public_holidays`], [`HolidayPolicy`]), a file of school holidays (`SchoolHolidays`,
//! with feature `serde`), a table of standing absences ([`WorkingTimes`]) and busy times ([`BusyTimes`], often read by
//! the `ical` module). Out come the [`DaysOff`] of a season, from which a grid is cut, and [`Calendars`], which answers
//! for every member and resource as an [`Availability`](intervision_core::Availability).
//!
//! Reasons name rules and times, never what a private appointment is about.

mod busy;
mod calendars;
mod days_off;
mod easter;
mod error;
mod holidays;
#[cfg(feature = "serde")]
mod school;
mod working_time;

pub use busy::BusyTimes;
pub use calendars::Calendars;
pub use days_off::DaysOff;
pub use easter::easter_sunday;
pub use error::CalendarError;
pub use holidays::{DayOff, Holiday, HolidayPolicy, Language, public_holidays};
#[cfg(feature = "serde")]
pub use school::{Region, SchoolHoliday, SchoolHolidayStatus, SchoolHolidays};
pub use working_time::{Absence, DayPart, WorkingTime, WorkingTimes};

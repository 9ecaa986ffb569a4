//! iCalendar (RFC 5545): busy times in, sessions out.
//!
//! In: the bytes of an `.ics` file and the stretch of time that matters, through [`Import`]; out come
//! [`BusyTimes`](crate::calendar::BusyTimes) in the programme's local time, without titles. The other way round,
//! [`Event`]s and a zone go into a [`Feed`], which writes one file per participant, group or facilitator, and
//! [`Changes`](crate::change::Changes) into [`Notices`]: invitations, updates and cancellations, one file for each.
//!
//! Reading parses content lines with the `icalendar` crate and expands recurrences with `rrule`, both behind limits,
//! since such files come from strangers. Writing is our own: that crate's writer counts characters where the standard
//! counts octets, may fold inside an escape, writes no `VTIMEZONE`, and reads the clock for a missing `DTSTAMP`.

mod error;
mod read;
mod write;

pub use error::IcalError;
pub use read::{Import, Limits};
pub use write::{Attendee, Event, Feed, Method, Notice, Notices};

#[doc(no_inline)]
pub use chrono_tz::Tz;

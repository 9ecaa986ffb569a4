//! iCalendar (RFC 5545): busy times in, sessions out.
//!
//! In: the bytes of an `.ics` file and the stretch of time that matters, through [`Import`]; out come
//! [`BusyTimes`](crate::calendar::BusyTimes) in the programme's local time, without titles. The other way round,
//! [`Event`]s and a zone go into a [`Feed`], which writes one file per participant, group or facilitator.
//!
//! Reading parses each line with the `icalendar` crate and expands recurrences with `rrule`, both behind limits, since
//! such files come from strangers. Writing is our own: it has to fold by octets without splitting a character or an
//! escape, describe every zone it uses and take the time stamp as an argument.

mod error;
mod event;
mod feed;
mod import;

pub use error::IcalError;
pub use event::{Attendee, Event, Method};
pub use feed::Feed;
pub use import::{Import, Limits};

#[doc(no_inline)]
pub use chrono_tz::Tz;

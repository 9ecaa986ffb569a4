//! From a programme design to the services: rules for the groups, days and slots for the season, seats for the
//! electives, figures for the report.
//!
//! In come `model`'s design and the engines' results; out come the engines' options. Each function is small enough to
//! replace by a host's own.

mod audiences;
mod calendar;
mod error;
mod notes;
#[cfg(feature = "report")]
mod report;
mod rules;
mod slots;

pub use audiences::{Seating, Waiting, seat};
pub use calendar::{days_off, grid};
pub use error::AdapterError;
pub use notes::notes;
#[cfg(feature = "report")]
pub use report::{attention, mix, needs, season};

pub use rules::{MET, group_rules};
pub use slots::FreeSpans;

//! What a programme hands out: tables of groups and dates, calendar files, what changed since and the notices of it, what it came to
//! and what is left of it.
//!
//! In come a roster, a grouping, a demand and a timetable by the seam's traits; out comes text. Nothing is written to
//! disk here: the host decides where files go.

#[cfg(feature = "schedule")]
mod changes;
#[cfg(all(feature = "model", feature = "groups", feature = "assess", feature = "schedule"))]
mod designs;
#[cfg(feature = "ical")]
mod invitations;
#[cfg(all(feature = "csv", feature = "schedule", feature = "serde"))]
mod issued;
#[cfg(feature = "schedule")]
mod markdown;
#[cfg(all(feature = "csv", feature = "model", feature = "schedule"))]
mod retreat;
#[cfg(feature = "csv")]
mod tables;
#[cfg(all(feature = "csv", feature = "schedule"))]
mod timetable;

#[cfg(feature = "schedule")]
pub use changes::{changes_markdown, changes_sentence};
#[cfg(all(feature = "model", feature = "groups", feature = "assess", feature = "schedule"))]
pub use designs::*;
#[cfg(feature = "ical")]
pub use invitations::{CalendarFile, Invitations};
#[cfg(all(feature = "csv", feature = "schedule", feature = "serde"))]
pub use issued::{read_issued, write_issued};
#[cfg(all(feature = "csv", feature = "model", feature = "schedule"))]
pub use retreat::{clashes_table, visits_table};
#[cfg(feature = "csv")]
pub use tables::{DocumentError, groups_table, unplaced_table};
#[cfg(all(feature = "csv", feature = "schedule"))]
pub use timetable::timetable_table;

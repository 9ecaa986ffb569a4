//! What a programme hands out: tables of groups and dates, and calendar files.
//!
//! In come a roster, a grouping, a demand and a timetable by the seam's traits; out comes text. Nothing is written to
//! disk here: the host decides where files go.

#[cfg(all(
    feature = "csv",
    feature = "model",
    feature = "groups",
    feature = "assess",
    feature = "schedule"
))]
mod community;
#[cfg(all(feature = "ical", feature = "model", feature = "groups", feature = "assess"))]
mod day_plan;
#[cfg(feature = "ical")]
mod invitations;
#[cfg(feature = "csv")]
mod tables;
#[cfg(all(feature = "model", feature = "groups", feature = "assess", feature = "schedule"))]
mod vision;

#[cfg(all(
    feature = "csv",
    feature = "model",
    feature = "groups",
    feature = "assess",
    feature = "schedule"
))]
pub use community::{agenda_table, gatherings_table, introductions_table, tables_table};
#[cfg(all(feature = "ical", feature = "model", feature = "groups", feature = "assess"))]
pub use day_plan::{day_plan_calendar, day_plan_table};
#[cfg(feature = "ical")]
pub use invitations::{CalendarFile, Invitations};
#[cfg(feature = "csv")]
pub use tables::{DocumentError, Versions, groups_table, timetable_table, unplaced_table};
#[cfg(all(feature = "model", feature = "groups", feature = "assess", feature = "schedule"))]
pub use vision::vision_markdown;

//! What a new timetable changes for people who hold the old one.
//!
//! In: two timetables as [`Snapshot`]s, by the ids of sessions, people and resources, so that the two may come from
//! demands that number them differently. Out: [`Changes`] by session and by calendar, and [`Issued`], which remembers what
//! calendars were told and counts versions, as updates and cancellations need.
//!
//! O(sessions x people each), in the order of ids throughout.

mod diff;
mod issued;
mod snapshot;
#[cfg(feature = "serde")]
mod wire;

pub use diff::{Change, ChangeKind, Changes, Effect};
pub use issued::{Issued, IssuedError};
pub use snapshot::{Holder, Snapshot, Standing};

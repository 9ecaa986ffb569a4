//! Planning from a plan that stands.
//!
//! In: a demand, calendars, the timetable that people hold (a [`Snapshot`](crate::change::Snapshot)) and what must not move
//! ([`Replan`]). Out: a timetable that disturbs as few calendars as it can, what it changes, and which sessions could not stay
//! and why ([`Replanned`]).
//!
//! | question | answer |
//! |---|---|
//! | a room is cancelled, somebody joins, a session is added | [`Planner::replan`](crate::Planner::replan) |
//! | where else could this session be, all others staying | [`Planner::best_slots`](crate::Planner::best_slots) |
//! | the same, for a pipeline that takes any planner | [`Planner::near`](crate::Planner::near) |
//! | what if a facilitator is ill on these days | [`Planner::what_if`](crate::Planner::what_if) with [`Away`] |

mod away;
mod best_slots;
mod near;
mod obstacle;
mod options;
mod replanned;

pub use away::Away;
pub(crate) use away::Without;
pub use best_slots::{BestSlots, SlotWorth};
pub use near::Near;
pub use obstacle::Obstacle;
pub(crate) use obstacle::{Names, obstacles};
pub use options::{Lead, Replan};
pub use replanned::{Affected, Held, Replanned};

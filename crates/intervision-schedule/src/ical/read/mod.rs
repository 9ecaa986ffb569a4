//! Bytes of a calendar file in, busy times out: lines are unfolded, parsed into events, their recurrences expanded and
//! their zones resolved.

mod event;
mod expand;
mod file;
mod import;
mod line;
mod recurrence;
mod value;
mod zone;

pub use import::{Import, Limits};

//! What people answered, exactly as they answered it, and the keyed form in which it is scored.
//!
//! In: rows of a table, or a wide CSV file. Out: [`Responses`], checked against the instrument, and inside the crate
//! `Keyed`, where reversed items have been turned around. That happens in `keyed.rs` and nowhere else. Neither
//! writes itself out: answers of single persons leave this crate only as scores and disclosed reports.

mod keyed;
mod members;
mod table;
mod violation;
#[cfg(feature = "csv")]
mod wide;

pub(crate) use keyed::{Keyed, sign};
pub use table::{Answer, Responses, ResponsesBuilder};
pub use violation::ResponseViolation;

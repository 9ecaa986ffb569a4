//! What people answered, exactly as they answered it, and the keyed form in which it is scored.
//!
//! In: rows of a table, a wide or long CSV file, or the export of a survey tool. Out: [`Responses`], checked against the instrument, and inside the crate
//! `Keyed`, where reversed items have been turned around. That happens in `keyed.rs` and nowhere else. Neither
//! writes itself out: answers of single persons leave this crate only as scores and disclosed reports.

#[cfg(any(feature = "csv", feature = "serde"))]
mod cell;
#[cfg(any(feature = "csv", feature = "serde"))]
mod export;
mod keyed;
#[cfg(feature = "csv")]
mod lime_survey;
#[cfg(feature = "csv")]
mod long;
mod members;
#[cfg(feature = "csv")]
mod sheet;
#[cfg(feature = "serde")]
mod survey_js;
mod table;
mod violation;
#[cfg(feature = "csv")]
mod wide;

#[cfg(any(feature = "csv", feature = "serde"))]
pub use export::ExportFields;
pub(crate) use keyed::{Keyed, sign};
pub use table::{Answer, Responses, ResponsesBuilder};
pub use violation::ResponseViolation;

//! What changed between two occasions.
//!
//! In: two `Ratings` of the same members, before and after. Out: an [`Evaluation`] per competency with a paired effect
//! size and its interval, or why there is none; it serialises, because nothing in it rests on fewer people than the
//! floor.

mod evaluation;
mod paired;

pub use evaluation::{Change, CompetencyChange, Evaluation};
pub use paired::{NoEffect, PairedEffect};

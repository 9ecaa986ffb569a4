//! Methods for a meeting, and its agenda in minutes.
//!
//! In: a catalogue of methods as a document (the one that ships, or a host's own) and the time at hand. Out: steps in
//! minutes from the start without gap or overlap ([`Method::steps_in`]), and the agenda of a pit stop whose middle is filled
//! by the group's own questions ([`PitStop`]). O(steps log steps).

mod agenda;
#[cfg(feature = "serde")]
mod catalogue;
mod error;
mod method;
mod share;

pub use agenda::{Agenda, Item, OpenQuestion, PitStop};
#[cfg(feature = "serde")]
pub use catalogue::MethodCatalogue;
pub use error::MethodError;
pub use method::{Lead, Method, Step, TimedStep};

//! In: a problem and a grouping. Out: why somebody is where they are, what a group looks like, and what would change if
//! people changed places.

mod alternative;
mod attributes;
mod explainer;
mod group;
mod parts;
mod person;
mod search;
mod standing;

pub use alternative::{Alternative, Alternatives, Effect, Exchange};
pub use explainer::Explainer;
pub use group::{GroupView, HeadCount, NumberView, PairView, PartView};
pub use person::{Fact, PersonView};

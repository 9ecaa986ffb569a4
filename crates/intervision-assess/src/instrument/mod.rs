//! What is asked and what it measures: response formats, items, scales, levels.
//!
//! In: a builder or a versioned JSON document. Out: an [`Instrument`] in which every reference resolves, every weight
//! is positive and every competency has one scale, so that nothing after it has to check again.

mod behaviour;
mod build;
#[cfg(feature = "serde")]
mod document;
mod format;
mod item;
mod levels;
mod scale;
#[cfg(feature = "serde")]
mod unique;
mod violation;

pub use behaviour::Behaviour;
pub use build::{Instrument, InstrumentBuilder};
pub use format::ResponseFormat;
pub use item::Item;
pub use levels::LevelMap;
pub use scale::{Key, Scale, ScaleItem};
pub use violation::InstrumentViolation;

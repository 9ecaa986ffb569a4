//! In: rules for sections and rules for the groups within each. Out: groups numbered overall, each in its section.

mod form;
mod staged;
mod subset;
pub(crate) mod within;

pub use form::Stages;
pub use staged::{Section, Staged};
pub use subset::Subset;

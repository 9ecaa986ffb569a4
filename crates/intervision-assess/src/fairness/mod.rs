//! Whether an item works alike in two groups of people who stand alike on what it measures (differential item functioning).
//!
//! In: a [`Comparison`]: for each person the group, a matching score and the answer to one item. Out: [`MantelHaenszel`]
//! with its ETS class and [`Standardised`] for right-or-wrong items, [`Mantel`] with the standardised mean difference for
//! ordered ones, [`LogisticBias`] for both, which also sees bias that changes its direction. With fewer people than a floor the
//! answer is [`NotEnough`]: a figure from twenty people would be read as a verdict.
//!
//! Negative differences, deltas and log odds mean that the item is harder for the focal group than the matching score tells. A
//! class is a reason to look at an item, not a verdict on it: with many items some are flagged by chance.

mod comparison;
mod fit;
mod logistic;
mod mantel;
mod mantel_haenszel;
mod standardised;

pub use comparison::{Comparison, NotEnough, Observation};
pub use logistic::{BiasClass, LogisticBias, NoLogistic};
pub use mantel::Mantel;
pub use mantel_haenszel::MantelHaenszel;
pub use standardised::Standardised;

//! Adaptive tests: each item is chosen by what the answers before say.
//!
//! In: an [`ItemBank`](crate::irt::ItemBank), how items are chosen ([`ItemSelector`], [`Exposure`], [`ContentQuotas`]), when it
//! is enough ([`StopRule`], a length), and answers one by one. Out: which item comes next, and at the end an
//! [`Ability`](crate::irt::score::Ability) and why the test stopped. A [`Sitting`] is one person's test; its [`TestState`] can be
//! written down at any time and taken up again. [`AdaptiveTest::simulate`] tries a test on persons of known ability.
//!
//! All chance comes from the seed of a sitting: the same seed and answers lead to the same items, in one go or resumed.

mod exposure;
mod index;
mod quotas;
mod select;
mod simulate;
mod sitting;
mod so_far;
mod state;
mod stop;
mod stream;
mod test;
mod violation;

pub use exposure::Exposure;
pub use quotas::ContentQuotas;
pub use select::{ItemSelector, MaximumInformation, PosteriorWeighted};
pub use simulate::{Simulated, Simulation};
pub use sitting::{Next, Outcome, Sitting};
pub use so_far::SoFar;
pub use state::TestState;
pub use stop::{Classified, StandardErrorBelow, StopReason, StopRule};
pub use test::AdaptiveTest;
pub use violation::{SittingViolation, TestViolation};

//! How far the items of a scale measure one thing, and how sure a score is.
//!
//! In: a [`DataTable`](crate::DataTable) of keyed answers, persons by items, or the [`Covariances`] that a scored
//! scale keeps. Out: coefficients under their own names, each with what it rests on or the reason why there is none,
//! and the [`MeasurementError`] that follows from one.

mod alpha;
mod covariance;
mod error;
mod guttman;
mod items;
mod kuder_richardson;
mod omega;
mod products;
mod sem;
mod split_half;

pub use alpha::{Alpha, MissingPairs};
pub use covariance::Covariances;
pub use error::NoReliability;
pub use items::ItemAnalysis;
pub use kuder_richardson::kr20;
pub use omega::{Extraction, Omega};
pub(crate) use sem::finite;
pub use sem::{MeasurementError, TrueScore, length_factor, spearman_brown};
pub use split_half::{SplitHalf, SplitHalves};

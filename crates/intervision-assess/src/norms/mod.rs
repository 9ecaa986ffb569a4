//! From a score to where it stands among other people.
//!
//! In: a score, and a [`Norm`]: mean and standard deviation of a population ([`LinearNorm`]), the scores of a sample
//! ([`SampleNorm`]) or a published table ([`NormTable`]). Out: a [`NormedScore`] on any [`StandardScale`], with its percentile and its
//! confidence band; a word for it from [`Bands`]. Every cut point belongs to what lies above it.

mod bands;
mod linear;
mod normal_scores;
mod percentile;
mod population;
#[cfg(feature = "csv")]
mod read;
mod sample;
mod score;
mod standard;
mod table;

pub use bands::Bands;
pub use linear::LinearNorm;
pub use normal_scores::{NormalScores, normal_scores};
pub use percentile::{PercentileRule, percentile_rank};
pub use population::{NoNorm, Norm, Population};
#[cfg(feature = "csv")]
pub use read::{ScaleNorm, ScaleNorms};
pub use sample::SampleNorm;
pub use score::NormedScore;
pub use standard::{StandardScale, Stanine};
pub use table::NormTable;

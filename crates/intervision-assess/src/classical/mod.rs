//! From keyed answers to scale scores with standard errors, and to levels on competencies.
//!
//! In: an [`Instrument`](crate::Instrument), [`Responses`](crate::Responses) and a roster. Out: [`Scores`], one
//! [`ScaleScore`] or the reason for none per member and scale; as core's `Ratings`, levels of the framework.

mod missing;
mod residual;
mod score;
mod scorer;
mod scores;

pub use missing::MissingRule;
pub use score::{ErrorBasis, ErrorMethod, NoScore, NoStandardError, ScaleScore, StandardError};
pub use scorer::Scorer;
pub use scores::{ScaleScores, Scores};

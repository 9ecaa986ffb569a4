//! From answers to abilities.
//!
//! In: items with parameters and what a person answered, one by one ([`Evidence`]) or as a table ([`Patterns`]). Out: an
//! [`Ability`] for each person with its standard error, and how well the answers fit it ([`PersonFit`]); with
//! an instrument and its responses, levels on competencies ([`AbilityScorer`]).
//!
//! | estimator | what it is | without a finite maximum |
//! |---|---|---|
//! | [`Eap`] | mean of the posterior | always finite |
//! | [`EapSum`] | mean of the posterior that knows only the sum score | always finite |
//! | [`Map`] | mode of the posterior | always finite |
//! | [`MaximumLikelihood`] | mode of the likelihood | says at which end |
//! | [`Warm`] | likelihood with Warm's correction of its bias | finite wherever information is |
//! | [`Jeffreys`] | mode under Jeffreys' prior | finite wherever information is |
//!
//! Warm's estimate and Jeffreys' mode are the same for the 2PL and partial credit models and differ for others; some
//! programs print the second under the name of the first. With few answers take [`Eap`]: its error includes what the
//! population says, and it never runs off.

mod abilities;
mod ability;

mod corrected;
mod eap;
mod estimator;
mod evidence;
mod fit;
mod lattice;
mod likelihood;
mod map;
mod mode;
mod patterns;
mod posterior;
mod root;
mod scorer;
mod sum_scores;

pub use abilities::{Abilities, ScaleAbilities};
pub use ability::Ability;
pub use corrected::{Jeffreys, Warm};
pub use eap::Eap;
pub use estimator::AbilityEstimator;
pub(crate) use estimator::in_blocks;
pub use evidence::{Answered, Evidence};
pub use fit::PersonFit;
pub use likelihood::MaximumLikelihood;
pub use map::Map;
pub use patterns::{PatternViolation, Patterns};
pub use posterior::Posterior;
pub use scorer::{AbilityLevels, AbilityScorer, ScaleBankViolation};
pub use sum_scores::{EapSum, SumScore, SumScores};

//! What can be wrong with what comes in, where it stands, and the list of all of it.

mod code;
mod interchange;
#[cfg(feature = "serde")]
mod journal;
mod place;
#[cfg(feature = "serde")]
mod portfolio;
mod privacy;
mod problem;
mod problems;

pub use code::CodeProblem;
pub use interchange::InterchangeProblem;
#[cfg(feature = "serde")]
pub use journal::JournalProblem;
pub use place::Place;
#[cfg(feature = "serde")]
pub use portfolio::PortfolioProblem;
pub use privacy::PrivacyProblem;
pub use problem::Problem;
pub use problems::Problems;

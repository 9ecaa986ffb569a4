//! What can be wrong with what comes in, where it stands, and the list of all of it.

mod interchange;
mod place;
mod problem;
mod problems;

pub use interchange::InterchangeProblem;
pub use place::Place;
pub use problem::Problem;
pub use problems::Problems;

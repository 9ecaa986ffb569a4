//! In: rules that hold in every round, how many rounds, who met before. Out: who meets whom over all rounds, and what that is worth.
//!
//! ```text
//! Rounds (what is asked) → RoundTask (numbered members, a problem per round) → a way to make rounds → RoundsOutcome (counted anew)
//! ```
//!
//! Ways are behind one trait, [`MakeRounds`]: [`Constructed`] takes what mathematics gives, [`Turned`] searches for rounds that come out of a
//! few others by turning, [`RoundAnnealing`] exchanges people under any rules, and [`RoundPortfolio`] chooses between them.

mod bound;
mod construct;
mod cost;
mod count;
mod cyclic;
mod error;
mod make;
mod outcome;
mod request;
mod search;
mod tables;
mod task;

pub(crate) use construct::round_robin;
pub use count::Meetings;
pub use error::RoundsError;
pub(crate) use error::unreadable;
pub use make::{Constructed, MadeRounds, MakeRounds, RoundPortfolio, Turned};
pub use outcome::RoundsOutcome;
pub use request::Rounds;
pub use search::RoundAnnealing;
pub use tables::rotate_tables;
pub use task::RoundTask;

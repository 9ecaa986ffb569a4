#![doc = include_str!("../README.md")]

// In the order in which data passes.
pub mod bound;
mod error;
pub mod explain;
mod former;
pub mod problem;
#[cfg(feature = "read")]
pub mod read;
mod search;
mod terms;

pub use bound::{Bounds, CERTIFICATE_VERSION, Certificate, verify};
pub use error::{Error, Separation};
pub use explain::{
    Baseline, Changes, Comparison, GroupChange, Outcome, PersonChange, TermChange, changes,
    changes_between,
};
pub use former::Former;
pub use problem::{
    Direction, Inputs, PairDirection, PairWish, Pairs, Pin, Problem, RULES_VERSION, Remainder,
    Rules, RulesBuilder, RulesDocument, Sizes, Wish,
};
pub use search::{
    Annealing, Draft, Exhaustive, LocalSearch, Population, Portfolio, Solution, Solver, Start,
};
pub use terms::Term;

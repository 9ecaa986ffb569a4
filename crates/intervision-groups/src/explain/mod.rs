//! In: a problem and a grouping. Out: an [`Outcome`] that people can judge.

mod outcome;

pub use outcome::{Baseline, Comparison, Outcome};

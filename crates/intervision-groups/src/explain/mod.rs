//! In: a problem and a grouping. Out: an [`Outcome`] that people can judge.

mod compare;
mod outcome;
mod reasons;

pub(crate) use compare::compare;
pub use outcome::{Baseline, Comparison, Outcome};
pub(crate) use reasons::{reasons, violated};

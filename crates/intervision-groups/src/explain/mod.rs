//! In: a problem and a grouping. Out: an [`Outcome`] that people can judge.

mod changes;
mod compare;
mod outcome;
mod reasons;
mod words;

pub use changes::{Changes, GroupChange, PersonChange, TermChange, changes, changes_between};
pub(crate) use compare::compare;
pub use outcome::{Baseline, Comparison, Outcome};
pub(crate) use reasons::{reasons, violated};
pub(crate) use words::names;

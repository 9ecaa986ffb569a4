//! How far raters agree.
//!
//! In: a table of ratings, one row per person rated and one column per rater. Out: agreement with intervals, each
//! coefficient under its own name.

mod icc;
mod within_group;

pub use icc::{Icc, IccForm, Intraclass, NoIcc};
pub use within_group::{NoRwg, rwg};

//! How far raters agree.
//!
//! In: a table of ratings, one row per person rated and one column per rater. Out: agreement with intervals, each
//! coefficient under its own name.

mod icc;

pub use icc::{Icc, IccForm, Intraclass, NoIcc};

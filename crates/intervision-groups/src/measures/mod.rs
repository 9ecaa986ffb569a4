//! In: what the members of a group are like. Out: how diverse they are, and whether they fall into camps.
//!
//! Figures of the literature on group diversity, for reports and research. The search has sums of its own ([`crate::Term`]) that say the same of
//! groups of equal size.

mod diversity;
mod faultline;
mod lessen;

pub use diversity::{blau, blau_most, gini, rao, teachman};
pub use faultline::{Faultline, Features, asw, fau};
pub use lessen::lessen_faultlines;

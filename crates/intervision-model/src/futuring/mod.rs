//! Learning by futuring: contributions from a year to come and the statements that a group makes of them come in, by theme; what may
//! be rated goes out. Nobody's name is in it.

mod exercise;

pub use exercise::{Contribution, Exercise, Statement};

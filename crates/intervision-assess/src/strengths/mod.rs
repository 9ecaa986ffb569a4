//! Strengths that become clearer with every measurement.
//!
//! In: one person's measurements, one `Ratings` of core per occasion, in the order of time. Out: [`Strengths`]: where they stand on
//! each competency and how sure that is, after each occasion; and how probable it is that a competency is among their strongest.
//! A person is compared with nobody but themselves.

mod belief;
mod discovery;
mod first;

pub use discovery::{Discovery, Strength, Strengths};

//! Every kind of wish and rule in random mixtures of up to twelve people, against every grouping counted from the definitions.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

#[path = "../common/mod.rs"]
mod common;

mod asked;
mod brute;
#[cfg(feature = "serde")]
mod certificates;
mod count;
mod optimum;

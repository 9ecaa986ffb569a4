//! Input that nobody should write: a clear answer or an error that says what is wrong, never a panic.
//!
//! These are fuzz targets that run with every test, on the stable toolchain and with inputs that shrink. For a long hunt:
//! `PROPTEST_CASES=100000 cargo test --release --all-features -p intervision-groups --test hostile`.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

#[path = "../common/mod.rs"]
mod common;

mod certificates;
mod extremes;
mod matrix;
mod readers;
mod rules;
mod scale;

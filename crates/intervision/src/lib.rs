#![doc = include_str!("../README.md")]

#[cfg(feature = "report")]
pub mod report;

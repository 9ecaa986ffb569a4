//! In: a problem. Out: what no grouping can beat, and certificates that anyone can verify.

mod certificate;
mod verify;

pub use certificate::{CERTIFICATE_VERSION, Certificate};
pub use verify::verify;

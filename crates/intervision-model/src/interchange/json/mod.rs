//! JSON from other systems. In: text that may be anything. Out: a value whose objects name each key once, or the problem and
//! its path.
//!
//! What is read is bounded: [`MAX_BYTES`] long and [`MAX_DEPTH`] deep, which keeps every walk over a value within the stack.

#[cfg(any(feature = "case", feature = "scim"))]
mod fields;
mod strict;

#[cfg(any(feature = "case", feature = "scim"))]
pub(crate) use fields::Fields;
#[cfg(feature = "scim")]
pub(crate) use fields::letter_case;
pub(crate) use strict::check;

/// The longest document that is read, in bytes.
pub(crate) const MAX_BYTES: usize = 64 << 20;

/// How deep objects and lists may lie inside each other. The reader's own limit is 128.
pub(crate) const MAX_DEPTH: usize = 64;

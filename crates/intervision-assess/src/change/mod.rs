//! What changed between two occasions.
//!
//! In: pairs of values before and after. Out: paired effect sizes with intervals.

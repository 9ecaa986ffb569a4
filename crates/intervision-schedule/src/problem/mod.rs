//! The lowered problem.

//! Turn lists.

//! What a plan costs, one file per rule.

//! Sessions without a place. Medium level.

use crate::planner::Weights;

/// What a session without a place costs.
pub(super) fn price(weights: Weights, medium: i64) -> i64 {
    i64::from(weights.unplaced) * medium
}

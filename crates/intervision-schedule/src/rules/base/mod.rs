//! What every plan costs, one file per rule. In: the options. Out: whole-number costs, so that sums do not depend on order.
//!
//! A cost is counted in thousandths of a soft point. One medium point costs more than all soft points of the problem
//! together, so comparing costs compares levels in their order.

mod absence;
mod lag;
mod unplaced;
mod wish;

use crate::planner::Weights;

pub(crate) use absence::absences;
pub(crate) use lag::missed_days;
pub(crate) use wish::against;

/// Thousandths in a point.
pub(crate) const POINT: i64 = 1_000;

/// The price of each rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prices {
    /// Cost of one medium point.
    pub(crate) medium: i64,
    /// Cost of a session without a place.
    pub(crate) unplaced: i64,
    /// Cost of one absence.
    pub(crate) absence: i64,
    /// Cost of a day by which a lag misses its target.
    pub(crate) lag_day: i64,
    /// Points for the strongest wish against a slot.
    pub(crate) wish: i64,
}

impl Prices {
    /// Prices at which one medium point outweighs `soft` points, in a problem with at most so many medium ones.
    ///
    /// Sums stay far inside 64 bits; for weights so large that both are not possible, sums come first.
    pub(crate) fn new(weights: Weights, medium_points: i64, soft: i64) -> Self {
        let most = i64::MAX / 16 / medium_points.max(1);
        let mut medium = (1_000_000 * POINT).min(most.max(POINT));
        while medium / POINT <= soft && medium <= most / 10 {
            medium *= 10;
        }
        Prices {
            medium,
            unplaced: unplaced::price(weights, medium),
            absence: i64::from(weights.absence) * medium,
            lag_day: i64::from(weights.lag_day) * POINT,
            wish: i64::from(weights.unwelcome),
        }
    }

    /// A cost as a value: points, with a medium point weighted as `medium` soft ones.
    pub(crate) fn value(cost: i64) -> f64 {
        cost as f64 / POINT as f64
    }

    /// What a medium point weighs in soft points.
    pub(crate) fn medium_weight(self) -> f64 {
        Prices::value(self.medium)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medium_point_outweighs_all_soft_points() {
        let prices = Prices::new(Weights::default(), 100 * 178, 5_000_000);
        assert!(prices.medium > 5_000_000 * POINT);
        assert_eq!(prices.unplaced, 100 * prices.medium);
    }
}

use intervision_core::Placement;

use super::Affected;
use crate::change::Changes;
use crate::{Contribution, Score, SessionWorth};

/// Where one session could be while all others stay where they are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct BestSlots {
    /// The best first, one for each start; at most as many as were asked for.
    pub slots: Vec<SlotWorth>,
    /// At how many starts it could be in all.
    pub possible: usize,
    /// Where the session stands, if it does and can stay.
    pub stands: Option<Placement>,
    /// What the plan is worth with the session as it stands, or without a place.
    pub now: Score,
    /// Other sessions that cannot stay as they stood, by id. They are taken to have no place.
    pub affected: Vec<Affected>,
}

/// One start of a session, with the resources that serve it there best.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SlotWorth {
    /// When, and with what.
    pub placement: Placement,
    /// The score of the plan with the session there, less [`now`](BestSlots::now): negative is better.
    pub change: Score,
    /// The rules that add more or less than now, with the difference.
    pub contributions: Vec<Contribution>,
    /// What the session adds there.
    pub worth: SessionWorth,
    /// What people and resources would have to change.
    pub changes: Changes,
    /// What these changes cost by themselves: [`Replan::price`](super::Replan::price).
    pub price: u64,
}

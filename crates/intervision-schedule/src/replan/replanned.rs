use std::fmt;

use super::Obstacle;
use crate::Outcome;
use crate::change::Changes;

/// Why a session may not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Held {
    /// It is pinned.
    Pinned,
    /// It starts before the frozen horizon.
    Frozen,
}

/// A session that cannot stay as it stood.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Affected {
    /// Its id.
    pub session: String,
    /// Whether it was to stay, whatever happens.
    pub held: Option<Held>,
    /// What stands in its way, at the time and with the resources it had; never empty.
    pub obstacles: Vec<Obstacle>,
}

/// In plain words.
impl fmt::Display for Affected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = match self.held {
            Some(Held::Pinned) => " (pinned)",
            Some(Held::Frozen) => " (frozen)",
            None => "",
        };
        let reasons: Vec<String> = self.obstacles.iter().map(ToString::to_string).collect();
        write!(f, "\"{}\"{held} cannot stay: {}", self.session, reasons.join("; "))
    }
}

/// A plan made from a plan that stood.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Replanned {
    /// The plan. Its score counts the calendars that change (medium) and the sessions (soft).
    pub outcome: Outcome,
    /// What it changes.
    pub changes: Changes,
    /// The sessions that cannot stay as they stood, by id.
    pub affected: Vec<Affected>,
    /// What the changes cost: [`Replan::price`](super::Replan::price).
    pub price: u64,
    /// No plan changes calendars for less: what those cost that hold a session which cannot stay, or whose title or
    /// attendees are others.
    pub least: u64,
    /// Whether it is proven that no plan has fewer medium points: places fewer sessions less, misses fewer people, or
    /// changes fewer calendars for as much.
    pub fewest: bool,
}

impl Replanned {
    /// The pinned and frozen sessions that cannot stay as they stood.
    pub fn broken(&self) -> impl Iterator<Item = &Affected> {
        self.affected.iter().filter(|affected| affected.held.is_some())
    }
}

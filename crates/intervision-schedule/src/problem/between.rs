//! Relations by the minute. In: when two sessions stand. Out: whether what was asked between them holds.

use intervision_core::Pause;

/// What is asked between two activities; times are seconds since the season began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Between {
    pub(crate) first: u32,
    pub(crate) second: u32,
    pub(crate) asked: Asked,
}

/// The relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    /// Both start together.
    SameStart,
    /// So many seconds between them, whichever comes first.
    Apart(i64),
    /// From so many to so many seconds from the end of the first to the start of the second.
    Pause(i64, i64),
}

impl Asked {
    pub(super) fn pause(pause: Pause) -> Self {
        let most = pause.max_minutes.map_or(i64::MAX, |minutes| i64::from(minutes) * 60);
        Asked::Pause(i64::from(pause.min_minutes) * 60, most)
    }

    /// Whether two sessions that start and end at these times keep it.
    pub(crate) fn holds(self, first: (i64, i64), second: (i64, i64)) -> bool {
        match self {
            Asked::SameStart => first.0 == second.0,
            Asked::Apart(least) => first.1 + least <= second.0 || second.1 + least <= first.0,
            Asked::Pause(least, most) => (least..=most).contains(&(second.0 - first.1)),
        }
    }
}

impl Between {
    /// The other one of the two.
    pub(crate) fn other(&self, activity: usize) -> usize {
        if self.first as usize == activity { self.second as usize } else { self.first as usize }
    }
}

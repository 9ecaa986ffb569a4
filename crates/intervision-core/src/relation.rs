/// How many days lie between two sessions, counted from start day to start day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Lag {
    /// At least this many days.
    pub min_days: u32,
    /// Best this many days, if anyone minds.
    pub target_days: Option<u32>,
    /// At most this many days, if there is a limit.
    pub max_days: Option<u32>,
}

impl Lag {
    /// From `min` to `max` days, both included.
    #[must_use]
    pub fn between(min_days: u32, max_days: u32) -> Self {
        Lag { min_days, target_days: None, max_days: Some(max_days) }
    }

    /// At least this many days.
    #[must_use]
    pub fn at_least(min_days: u32) -> Self {
        Lag { min_days, target_days: None, max_days: None }
    }

    /// The same limits, with a number of days to aim at.
    #[must_use]
    pub fn aiming_at(mut self, target_days: u32) -> Self {
        self.target_days = Some(target_days);
        self
    }
}

/// How many minutes lie between the end of one session and the start of another, by the clock, breaks and nights included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Pause {
    /// At least this many minutes.
    pub min_minutes: u32,
    /// At most this many minutes, if there is a limit.
    pub max_minutes: Option<u32>,
}

impl Pause {
    /// From `min` to `max` minutes, both included.
    #[must_use]
    pub fn between(min_minutes: u32, max_minutes: u32) -> Self {
        Pause { min_minutes, max_minutes: Some(max_minutes) }
    }

    /// At least this many minutes; with 0, the one simply comes after the other.
    #[must_use]
    pub fn at_least(min_minutes: u32) -> Self {
        Pause { min_minutes, max_minutes: None }
    }
}

/// What holds between two sessions. Numbers are indices into the demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// `later` comes after `earlier`, this far.
    Lag {
        /// The session that comes first.
        earlier: usize,
        /// The session that comes after it.
        later: usize,
        /// How far.
        lag: Lag,
    },
    /// The two fall on different days, though they share nobody.
    DifferentDay {
        /// One session.
        a: usize,
        /// The other.
        b: usize,
    },
    /// The two fall on the same day.
    SameDay {
        /// One session.
        a: usize,
        /// The other.
        b: usize,
    },
    /// The two start at the same moment: parallel sessions of one block.
    SameStart {
        /// One session.
        a: usize,
        /// The other.
        b: usize,
    },
    /// The two do not overlap, and at least this long lies between the end of one and the start of the other, whichever
    /// comes first: the way from place to place, or 0 for two sessions that must not run side by side though they share
    /// nobody.
    Apart {
        /// One session.
        a: usize,
        /// The other.
        b: usize,
        /// Minutes by the clock, breaks and nights included.
        minutes: u32,
    },
    /// `later` starts this long after `earlier` ends.
    Pause {
        /// The session that comes first.
        earlier: usize,
        /// The session that comes after it.
        later: usize,
        /// How long.
        pause: Pause,
    },
}

impl Relation {
    /// The two sessions, as indices into the demand, in the order in which they are named.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Pause, Relation};
    ///
    /// let plenary_then_groups = Relation::Pause { earlier: 0, later: 1, pause: Pause::between(15, 45) };
    /// assert_eq!(plenary_then_groups.sessions(), (0, 1));
    /// ```
    #[must_use]
    pub fn sessions(&self) -> (usize, usize) {
        match *self {
            Relation::Lag { earlier, later, .. } | Relation::Pause { earlier, later, .. } => {
                (earlier, later)
            }
            Relation::DifferentDay { a, b }
            | Relation::SameDay { a, b }
            | Relation::SameStart { a, b }
            | Relation::Apart { a, b, .. } => (a, b),
        }
    }
}

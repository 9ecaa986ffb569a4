//! Early: sessions should be over soon. Soft level.

use super::{Rule, Season, Stand, Tally, signed};
use crate::{Error, Level};

/// Sessions should be over soon: each slot before the last one that a session takes costs points.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Early {
    points: u32,
    sessions: Option<Vec<usize>>,
}

impl Early {
    /// All sessions should be over soon.
    pub fn new(points: u32) -> Self {
        Early { points, sessions: None }
    }

    /// Only these.
    pub fn over(mut self, sessions: impl Into<Vec<usize>>) -> Self {
        self.sessions = Some(sessions.into());
        self
    }
}

impl Rule for Early {
    fn name(&self) -> &'static str {
        "slots before the end"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn sessions(&self, season: &Season<'_>) -> Vec<usize> {
        self.sessions.clone().unwrap_or_else(|| (0..season.demand.len()).collect())
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        Ok(Box::new(Ends { points: signed(self.points), slots: season.grid.len() as i64 }))
    }
}

struct Ends {
    points: i64,
    slots: i64,
}

impl Ends {
    fn last(&self, stand: Stand<'_>) -> i64 {
        (stand.end as i64 - 1) * self.points
    }
}

impl Tally for Ends {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.last(stand)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        -self.last(stand)
    }

    fn relief(&self, _session: usize) -> i64 {
        self.slots * self.points
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, halls, tally};
    use super::*;

    #[test]
    fn counts_slots_before_the_last_one() {
        let mut tally = tally(&Early::new(3), &halls(1, &[]));
        assert_eq!(tally.enter(at(0, 0)), 0);
        assert_eq!(tally.leave(at(0, 0)), 0);
        assert_eq!(tally.enter(at(0, 4)), 12);
    }
}

//! Spread: sessions should fall on at least so many days, and each day that is lacking costs points. Soft level.

use super::{Rule, Season, Sets, Stand, Tally, signed, union};
use crate::{Error, Level};

/// Sessions should fall on at least so many different days.
///
/// Only as many days are asked as there are sessions with a place, so that a session without one is not counted twice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Spread {
    points: u32,
    sets: Vec<(Vec<usize>, u32)>,
}

impl Spread {
    /// Each day that is lacking costs so many points.
    pub fn new(points: u32) -> Self {
        Spread { points, sets: Vec::new() }
    }

    /// These sessions should fall on at least so many days.
    pub fn over(mut self, sessions: impl Into<Vec<usize>>, days: u32) -> Self {
        self.sets.push((sessions.into(), days));
        self
    }

    fn each(&self) -> impl Iterator<Item = &[usize]> {
        self.sets.iter().map(|(sessions, _)| sessions.as_slice())
    }
}

impl Rule for Spread {
    fn name(&self) -> &'static str {
        "days short of the spread"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
        union(self.each())
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        let days = season.grid.days().len();
        let day_of = (0..season.grid.len()).map(|slot| season.grid.day_of(slot).unwrap_or(0));
        Ok(Box::new(Days {
            points: signed(self.points),
            sets: Sets::new(self.name(), self.each(), season)?,
            asked: self.sets.iter().map(|(_, days)| *days).collect(),
            season: days,
            day_of: day_of.collect(),
            on_day: vec![0; self.sets.len() * days],
            placed: vec![0; self.sets.len()],
            used: vec![0; self.sets.len()],
        }))
    }
}

struct Days {
    points: i64,
    sets: Sets,
    asked: Vec<u32>,
    /// Days of the season.
    season: usize,
    day_of: Vec<usize>,
    /// Sessions per set and day.
    on_day: Vec<u32>,
    /// Sessions per set.
    placed: Vec<u32>,
    /// Days per set.
    used: Vec<u32>,
}

impl Days {
    fn short(&self, set: usize) -> i64 {
        i64::from(self.asked[set].min(self.placed[set]).saturating_sub(self.used[set]))
    }

    fn change(&mut self, stand: Stand<'_>, on: bool) -> i64 {
        let mut change = 0;
        for index in 0..self.sets.of(stand.session).len() {
            let set = self.sets.of(stand.session)[index] as usize;
            change -= self.short(set);
            let count = &mut self.on_day[set * self.season + self.day_of[stand.start]];
            if on {
                self.used[set] += u32::from(*count == 0);
                self.placed[set] += 1;
                *count += 1;
            } else {
                *count -= 1;
                self.used[set] -= u32::from(*count == 0);
                self.placed[set] -= 1;
            }
            change += self.short(set);
        }
        change * self.points
    }
}

impl Tally for Days {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, true)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, false)
    }

    fn relief(&self, session: usize) -> i64 {
        self.sets.of(session).len() as i64 * self.points
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, halls, tally};
    use super::*;

    #[test]
    fn counts_days_up_to_the_number_asked() {
        let rule = Spread::new(5).over([0, 1, 2], 3);
        // Two slots a day: slots 0 and 1 are the first day.
        let mut tally = tally(&rule, &halls(3, &[]));
        assert_eq!(tally.enter(at(0, 0)), 0);
        assert_eq!(tally.enter(at(1, 1)), 5);
        assert_eq!(
            tally.enter(at(2, 2)),
            0,
            "two days, as far as three sessions ask: still one short"
        );
        assert_eq!(tally.leave(at(1, 1)), -5);
        assert_eq!(tally.enter(at(1, 4)), 0);
    }
}

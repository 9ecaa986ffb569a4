//! Compact: a session should not stand alone in a day, with free slots before and after it. Soft level.

use super::{Rule, Season, Sets, Stand, Tally, signed, union};
use crate::{Error, Level};

/// Sessions of one set that fall on one day should follow each other.
///
/// A run is a stretch of slots of one day that the set takes without a gap. A run that consists of one session alone
/// costs the points.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Compact {
    points: u32,
    sets: Vec<Vec<usize>>,
}

impl Compact {
    /// Each session that stands alone costs so many points.
    pub fn new(points: u32) -> Self {
        Compact { points, sets: Vec::new() }
    }

    /// These sessions should follow each other.
    pub fn over(mut self, sessions: impl Into<Vec<usize>>) -> Self {
        self.sets.push(sessions.into());
        self
    }

    fn each(&self) -> impl Iterator<Item = &[usize]> {
        self.sets.iter().map(Vec::as_slice)
    }
}

impl Rule for Compact {
    fn name(&self) -> &'static str {
        "sessions alone in a day"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
        union(self.each())
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        // One slot that nobody takes stands between two days, two before the first and after the last.
        let day_of = |slot| season.grid.day_of(slot).unwrap_or(0);
        let place: Vec<usize> =
            (0..season.grid.len()).map(|slot| slot + day_of(slot) + 2).collect();
        let width = place.last().map_or(2, |last| last + 3);
        let minutes = |session: usize| season.demand.session(session).map_or(0, |s| s.minutes);
        let most = union(self.each()).into_iter().map(minutes).max().unwrap_or(0);
        let single = season.grid.slots().iter().all(|slot| slot.minutes() >= i64::from(most));
        Ok(Box::new(Runs {
            points: signed(self.points),
            sets: Sets::new(self.name(), self.each(), season)?,
            place,
            width,
            single,
            taken: vec![0; self.sets.len() * width],
            starts: vec![0; self.sets.len() * width],
        }))
    }
}

struct Runs {
    points: i64,
    sets: Sets,
    /// Where a slot stands in a row of the tables.
    place: Vec<usize>,
    width: usize,
    /// Whether no session takes more than one slot.
    single: bool,
    /// Sessions that take a slot, and sessions that start in it, per set.
    taken: Vec<u16>,
    starts: Vec<u16>,
}

impl Runs {
    /// Runs of one session in a stretch of a row.
    fn alone(&self, from: usize, to: usize) -> i64 {
        let mut alone = 0;
        let mut starts = 0;
        for at in from..to {
            if self.taken[at] > 0 {
                starts += self.starts[at];
                continue;
            }
            alone += i64::from(starts == 1);
            starts = 0;
        }
        alone + i64::from(starts == 1)
    }

    fn change(&mut self, stand: Stand<'_>, on: bool) -> i64 {
        if self.single {
            return self.change_one(stand, on);
        }
        let mut change = 0;
        for index in 0..self.sets.of(stand.session).len() {
            let row = self.sets.of(stand.session)[index] as usize * self.width;
            let start = row + self.place[stand.start];
            let end = start + (stand.end - stand.start);
            let (mut from, mut to) = (start, end);
            while self.taken[from - 1] > 0 {
                from -= 1;
            }
            while self.taken[to] > 0 {
                to += 1;
            }
            change -= self.alone(from, to);
            if on {
                self.starts[start] += 1;
                self.taken[start..end].iter_mut().for_each(|taken| *taken += 1);
            } else {
                self.starts[start] -= 1;
                self.taken[start..end].iter_mut().for_each(|taken| *taken -= 1);
            }
            change += self.alone(from, to);
        }
        change * self.points
    }
}

impl Runs {
    /// The same where a session takes one slot: only the slot and its neighbours can begin or cease to be alone.
    fn change_one(&mut self, stand: Stand<'_>, on: bool) -> i64 {
        let mut change = 0;
        let place = self.place[stand.start];
        for &set in self.sets.of(stand.session) {
            let at = set as usize * self.width + place;
            let Some(near) = self.taken.get_mut(at - 2..at + 3) else { continue };
            let alone = |near: &[u16]| {
                let one =
                    |slot: usize| near[slot] == 1 && near[slot - 1] == 0 && near[slot + 1] == 0;
                i64::from(one(1)) + i64::from(one(2)) + i64::from(one(3))
            };
            change -= alone(near);
            near[2] = if on { near[2] + 1 } else { near[2] - 1 };
            change += alone(near);
        }
        change * self.points
    }
}

impl Tally for Runs {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, true)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, false)
    }

    /// A session that stands alone finds company on both sides, each of which stood alone.
    fn relief(&self, session: usize) -> i64 {
        3 * self.sets.of(session).len() as i64 * self.points
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, halls, tally};
    use super::*;

    #[test]
    fn neighbours_on_one_day_keep_company() {
        let rule = Compact::new(2).over([0, 1, 2]);
        let mut tally = tally(&rule, &halls(3, &[]));
        assert_eq!(tally.enter(at(0, 1)), 2);
        assert_eq!(tally.enter(at(1, 2)), 2, "slot 2 is another day");
        assert_eq!(tally.enter(at(2, 3)), -2);
        assert_eq!(tally.leave(at(1, 2)), 2);
    }
}

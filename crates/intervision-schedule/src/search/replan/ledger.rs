//! Which calendars have to change, and how soon: each costs points once, by its dearest change. O(prices) per entry.

/// One calendar, and the place of its price among all prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) calendar: u32,
    pub(super) level: u8,
}

/// Counts what touches each calendar.
#[derive(Clone)]
pub(super) struct Ledger {
    /// Points per level, the lowest first.
    prices: Vec<i64>,
    /// Per calendar and level, how many changes touch it.
    counts: Vec<u32>,
    points: i64,
}

impl Ledger {
    pub(super) fn new(calendars: usize, prices: &[u32]) -> Self {
        let counts = vec![0; calendars * prices.len()];
        Ledger { prices: prices.iter().map(|price| i64::from(*price)).collect(), counts, points: 0 }
    }

    /// The points of all calendars.
    pub(super) fn points(&self) -> i64 {
        self.points
    }

    pub(super) fn enter(&mut self, touches: &[Touch]) {
        for touch in touches {
            self.points += self.marginal(*touch);
            let at = self.at(*touch);
            self.counts[at] += 1;
        }
    }

    pub(super) fn leave(&mut self, touches: &[Touch]) {
        for touch in touches {
            let at = self.at(*touch);
            self.counts[at] -= 1;
            self.points -= self.marginal(*touch);
        }
    }

    /// What one more change adds.
    pub(super) fn marginal(&self, touch: Touch) -> i64 {
        let from = touch.calendar as usize * self.prices.len();
        let counts = &self.counts[from..from + self.prices.len()];
        let paid = counts.iter().rposition(|count| *count > 0).map_or(0, |top| self.prices[top]);
        (self.prices[touch.level as usize] - paid).max(0)
    }

    fn at(&self, touch: Touch) -> usize {
        touch.calendar as usize * self.prices.len() + touch.level as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_costs_its_dearest_change_once() {
        let mut ledger = Ledger::new(2, &[1, 4]);
        let touch = |calendar, level| Touch { calendar, level };
        ledger.enter(&[touch(0, 0), touch(1, 0)]);
        assert_eq!(ledger.points(), 2);
        assert_eq!(ledger.marginal(touch(0, 1)), 3);
        ledger.enter(&[touch(0, 1)]);
        assert_eq!((ledger.points(), ledger.marginal(touch(0, 0))), (5, 0));
        ledger.leave(&[touch(0, 0)]);
        assert_eq!(ledger.points(), 5);
        ledger.leave(&[touch(0, 1)]);
        assert_eq!(ledger.points(), 1);
    }
}

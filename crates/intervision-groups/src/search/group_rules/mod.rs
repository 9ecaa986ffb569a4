//! Rules about whole groups while a search moves people: how many faults every group has, and what a move changes.
//!
//! A fault is a head too many or too few under a quota, a common slot too few, or somebody in a theme that they refuse. Counts are held by group, so that a move looks
//! at the two groups it touches and at the limits of the units that move.

mod heads;
mod refusals;
mod shared;

use heads::Heads;
use refusals::Refusals;
pub(super) use shared::Shared;

use crate::problem::Problem;

/// The faults of every group under quotas, common slots and refusals.
#[derive(Debug, Clone)]
pub(super) struct GroupRules<'p> {
    pub(super) heads: Option<Heads<'p>>,
    pub(super) shared: Option<Shared>,
    refusals: Option<Refusals<'p>>,
    /// The group where those are who wait, to which no rule applies but that some have a seat.
    waiting: usize,
    seats: Option<&'p [u32]>,
    /// Faults of all groups together.
    pub(super) faults: i64,
}

impl<'p> GroupRules<'p> {
    /// Nobody is in any group yet.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let heads =
            (!problem.limits.is_empty()).then(|| Heads::new(&problem.limits, problem.seats()));
        let shared = problem.slots.as_ref().map(|slots| Shared::new(slots, problem));
        let faults = heads.as_ref().map_or(0, Heads::faults);
        let waiting = problem.waiting.unwrap_or(usize::MAX);
        let seats = (!problem.seated.is_empty()).then_some(problem.seated.as_slice());
        GroupRules { heads, shared, refusals: Refusals::new(problem), waiting, seats, faults }
    }

    /// Whether there is any such rule.
    #[inline]
    pub(super) fn any(&self) -> bool {
        self.heads.is_some()
            || self.shared.is_some()
            || self.refusals.is_some()
            || self.seats.is_some()
    }

    pub(super) fn add(&mut self, unit: usize, group: usize) {
        if group == self.waiting {
            self.faults += self.unseated(unit);
            return;
        }
        if let Some(heads) = &mut self.heads {
            self.faults += heads.shift(unit, group, 1);
        }
        if let Some(shared) = &mut self.shared {
            self.faults += shared.shift(unit, group, true);
        }
        if let Some(refusals) = &mut self.refusals {
            self.faults += refusals.shift(unit, group, 1);
        }
    }

    pub(super) fn remove(&mut self, unit: usize, group: usize) {
        if group == self.waiting {
            self.faults -= self.unseated(unit);
            return;
        }
        if let Some(heads) = &mut self.heads {
            self.faults += heads.shift(unit, group, -1);
        }
        if let Some(shared) = &mut self.shared {
            self.faults += shared.shift(unit, group, false);
        }
        if let Some(refusals) = &mut self.refusals {
            self.faults += refusals.shift(unit, group, -1);
        }
    }

    /// The faults that a unit which is in no group would bring into this one.
    pub(super) fn change_by_adding(&self, unit: usize, group: usize) -> i64 {
        if group == self.waiting {
            return self.unseated(unit);
        }
        let heads = self.heads.as_ref().map_or(0, |heads| heads.change(unit, group, 1));
        let shared = self.shared.as_ref().map_or(0, |shared| shared.after(group, None, Some(unit)));
        heads + shared + self.refused(unit, group)
    }

    /// The change in faults when a unit goes from one group to another.
    pub(super) fn change_by_moving(&self, unit: usize, from: usize, to: usize) -> i64 {
        if from == self.waiting {
            return self.change_by_adding(unit, to) - self.unseated(unit);
        }
        if to == self.waiting {
            return self.unseated(unit) + self.change_by_replacing(from, Some(unit), None);
        }
        let heads = self
            .heads
            .as_ref()
            .map_or(0, |heads| heads.change(unit, from, -1) + heads.change(unit, to, 1));
        let shared = self.shared.as_ref().map_or(0, |shared| {
            shared.after(from, Some(unit), None) + shared.after(to, None, Some(unit))
        });
        heads + shared + self.refused(unit, to) - self.refused(unit, from)
    }

    /// The change in faults when `u` of group `g` and `v` of group `h` change places.
    #[inline]
    pub(super) fn change_by_swapping(&self, u: usize, g: usize, v: usize, h: usize) -> i64 {
        if h == self.waiting {
            let seats = self.unseated(u) - self.unseated(v);
            return seats + self.change_by_replacing(g, Some(u), Some(v));
        }
        if g == self.waiting {
            let seats = self.unseated(v) - self.unseated(u);
            return seats + self.change_by_replacing(h, Some(v), Some(u));
        }
        let heads = self.heads.as_ref().map_or(0, |heads| heads.swap(u, g, v, h));
        let shared = self.shared.as_ref().map_or(0, |shared| {
            shared.after(g, Some(u), Some(v)) + shared.after(h, Some(v), Some(u))
        });
        let refused = if self.refusals.is_some() {
            self.refused(u, h) - self.refused(u, g) + self.refused(v, g) - self.refused(v, h)
        } else {
            0
        };
        heads + shared + refused
    }

    /// The change in faults of one group when a unit goes and another comes.
    fn change_by_replacing(&self, group: usize, out: Option<usize>, into: Option<usize>) -> i64 {
        let heads = self.heads.as_ref().map_or(0, |heads| heads.replace(out, into, group));
        let shared = self.shared.as_ref().map_or(0, |shared| shared.after(group, out, into));
        let refused = |unit: Option<usize>| unit.map_or(0, |unit| self.refused(unit, group));
        heads + shared + refused(into) - refused(out)
    }

    /// 1 for a unit that has a seat, and would be a fault on the waiting list.
    fn unseated(&self, unit: usize) -> i64 {
        let seated = |seats: &[u32]| seats.binary_search(&(unit as u32)).is_ok();
        i64::from(self.seats.is_some_and(seated))
    }

    /// How many of a unit refuse a group.
    fn refused(&self, unit: usize, group: usize) -> i64 {
        self.refusals.as_ref().map_or(0, |refusals| refusals.of(unit, group))
    }

    /// How many heads a group lacks under a limit.
    pub(super) fn lacking(&self, limit: usize, group: usize) -> usize {
        if group == self.waiting {
            return 0;
        }
        self.heads.as_ref().map_or(0, |heads| heads.lacking(limit, group))
    }

    /// Whether nobody who may still come can mend a group: too many heads under a limit, or too few common slots.
    pub(super) fn beyond_help(&self, group: usize) -> bool {
        if group == self.waiting {
            return false;
        }
        self.heads.as_ref().is_some_and(|heads| heads.too_many(group))
            || self.shared.as_ref().is_some_and(|shared| shared.faults(group) > 0)
            || self.refusals.as_ref().is_some_and(|refusals| refusals.faulty(group))
    }

    /// Whether a group has any fault.
    pub(super) fn faulty(&self, group: usize) -> bool {
        if group == self.waiting {
            // Somebody there may have a seat.
            return self.seats.is_some() && self.faults > 0;
        }
        self.heads.as_ref().is_some_and(|heads| heads.faulty(group))
            || self.shared.as_ref().is_some_and(|shared| shared.faults(group) > 0)
            || self.refusals.as_ref().is_some_and(|refusals| refusals.faulty(group))
    }
}

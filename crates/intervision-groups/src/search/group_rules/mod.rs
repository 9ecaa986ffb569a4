//! Rules about whole groups while a search moves people: how many faults every group has, and what a move changes.
//!
//! A fault is a head too many or too few under a quota, or a common slot too few. Counts are held by group, so that a move looks
//! at the two groups it touches and at the limits of the units that move.

mod heads;
mod shared;

use heads::Heads;
pub(super) use shared::Shared;

use crate::problem::Problem;

/// The faults of every group under quotas and common slots.
#[derive(Debug, Clone)]
pub(super) struct GroupRules<'p> {
    pub(super) heads: Option<Heads<'p>>,
    pub(super) shared: Option<Shared>,
    /// Faults of all groups together.
    pub(super) faults: i64,
}

impl<'p> GroupRules<'p> {
    /// Nobody is in any group yet.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let heads =
            (!problem.limits.is_empty()).then(|| Heads::new(&problem.limits, problem.groups()));
        let shared = problem.slots.as_ref().map(|slots| Shared::new(slots, problem));
        let faults = heads.as_ref().map_or(0, Heads::faults);
        GroupRules { heads, shared, faults }
    }

    /// Whether there is any such rule.
    #[inline]
    pub(super) fn any(&self) -> bool {
        self.heads.is_some() || self.shared.is_some()
    }

    pub(super) fn add(&mut self, unit: usize, group: usize) {
        if let Some(heads) = &mut self.heads {
            self.faults += heads.shift(unit, group, 1);
        }
        if let Some(shared) = &mut self.shared {
            self.faults += shared.shift(unit, group, true);
        }
    }

    pub(super) fn remove(&mut self, unit: usize, group: usize) {
        if let Some(heads) = &mut self.heads {
            self.faults += heads.shift(unit, group, -1);
        }
        if let Some(shared) = &mut self.shared {
            self.faults += shared.shift(unit, group, false);
        }
    }

    /// The faults that a unit which is in no group would bring into this one.
    pub(super) fn change_by_adding(&self, unit: usize, group: usize) -> i64 {
        let heads = self.heads.as_ref().map_or(0, |heads| heads.change(unit, group, 1));
        let shared = self.shared.as_ref().map_or(0, |shared| shared.after(group, None, Some(unit)));
        heads + shared
    }

    /// The change in faults when a unit goes from one group to another.
    pub(super) fn change_by_moving(&self, unit: usize, from: usize, to: usize) -> i64 {
        let heads = self
            .heads
            .as_ref()
            .map_or(0, |heads| heads.change(unit, from, -1) + heads.change(unit, to, 1));
        let shared = self.shared.as_ref().map_or(0, |shared| {
            shared.after(from, Some(unit), None) + shared.after(to, None, Some(unit))
        });
        heads + shared
    }

    /// The change in faults when `u` of group `g` and `v` of group `h` change places.
    #[inline]
    pub(super) fn change_by_swapping(&self, u: usize, g: usize, v: usize, h: usize) -> i64 {
        let heads = self.heads.as_ref().map_or(0, |heads| heads.swap(u, g, v, h));
        let shared = self.shared.as_ref().map_or(0, |shared| {
            shared.after(g, Some(u), Some(v)) + shared.after(h, Some(v), Some(u))
        });
        heads + shared
    }

    /// How many heads a group lacks under a limit.
    pub(super) fn lacking(&self, limit: usize, group: usize) -> usize {
        self.heads.as_ref().map_or(0, |heads| heads.lacking(limit, group))
    }

    /// Whether nobody who may still come can mend a group: too many heads under a limit, or too few common slots.
    pub(super) fn beyond_help(&self, group: usize) -> bool {
        self.heads.as_ref().is_some_and(|heads| heads.too_many(group))
            || self.shared.as_ref().is_some_and(|shared| shared.faults(group) > 0)
    }

    /// Whether a group has any fault.
    pub(super) fn faulty(&self, group: usize) -> bool {
        self.heads.as_ref().is_some_and(|heads| heads.faulty(group))
            || self.shared.as_ref().is_some_and(|shared| shared.faults(group) > 0)
    }
}

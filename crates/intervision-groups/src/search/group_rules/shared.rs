use crate::problem::Problem;
use crate::problem::slots::CommonSlots;

/// The slots in which every unit of a group is free.
///
/// By group and slot the units are counted that are busy. Slots where nobody is, and those where a single unit is, are kept as
/// bits as well, so that what a group shares after a swap takes a few words.
#[derive(Debug, Clone)]
pub(in crate::search) struct Shared {
    pub(in crate::search) least: usize,
    slots: usize,
    pub(in crate::search) words: usize,
    /// When each unit is free.
    free: Vec<u64>,
    /// Group by group, how many units are busy in each slot.
    busy: Vec<u32>,
    /// Group by group, the slots in which no unit is busy, and those in which exactly one is.
    nobody: Vec<u64>,
    one: Vec<u64>,
}

impl Shared {
    pub(super) fn new(rule: &CommonSlots, problem: &Problem) -> Self {
        let words = rule.words;
        let mut free = Vec::with_capacity(problem.units.len() * words);
        for members in &problem.units.members {
            for word in 0..words {
                free.push(members.iter().fold(u64::MAX, |all, &m| all & rule.of(m as usize)[word]));
            }
        }
        let mut all = vec![u64::MAX; words];
        if !rule.slots.is_multiple_of(64)
            && let Some(last) = all.last_mut()
        {
            *last = (1 << (rule.slots % 64)) - 1;
        }
        let groups = problem.groups();
        Shared {
            least: rule.least,
            slots: rule.slots,
            words,
            free,
            busy: vec![0; groups * rule.slots],
            nobody: all.repeat(groups),
            one: vec![0; groups * words],
        }
    }

    /// When a unit is free.
    pub(in crate::search) fn free(&self, unit: usize) -> &[u64] {
        &self.free[unit * self.words..(unit + 1) * self.words]
    }

    fn lacking(&self, shared: u32) -> i64 {
        self.least.saturating_sub(shared as usize) as i64
    }

    /// How many slots a group lacks.
    pub(in crate::search) fn faults(&self, group: usize) -> i64 {
        let words = &self.nobody[group * self.words..(group + 1) * self.words];
        self.lacking(words.iter().map(|word| word.count_ones()).sum())
    }

    /// Word by word the slots that a group shares when a unit of it goes.
    #[inline]
    pub(in crate::search) fn without(&self, group: usize, unit: usize, word: usize) -> u64 {
        let at = group * self.words + word;
        self.nobody[at] | (self.one[at] & !self.free[unit * self.words + word])
    }

    /// The change in a group's faults when a unit goes and another comes.
    pub(super) fn after(&self, group: usize, goes: Option<usize>, comes: Option<usize>) -> i64 {
        let mut shared = 0;
        for word in 0..self.words {
            let left = match goes {
                Some(unit) => self.without(group, unit, word),
                None => self.nobody[group * self.words + word],
            };
            shared += match comes {
                Some(unit) => left & self.free[unit * self.words + word],
                None => left,
            }
            .count_ones();
        }
        self.lacking(shared) - self.faults(group)
    }

    /// Adds or takes away a unit, and gives the change in faults.
    pub(super) fn shift(&mut self, unit: usize, group: usize, comes: bool) -> i64 {
        let before = self.faults(group);
        for slot in 0..self.slots {
            let (word, bit) = (slot / 64, 1u64 << (slot % 64));
            if self.free[unit * self.words + word] & bit != 0 {
                continue;
            }
            let busy = &mut self.busy[group * self.slots + slot];
            *busy = if comes { *busy + 1 } else { busy.saturating_sub(1) };
            let at = group * self.words + word;
            let put =
                |bits: &mut u64, on: bool| *bits = if on { *bits | bit } else { *bits & !bit };
            put(&mut self.nobody[at], *busy == 0);
            put(&mut self.one[at], *busy == 1);
        }
        self.faults(group) - before
    }
}

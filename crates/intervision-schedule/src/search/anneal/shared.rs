//! What two sessions cannot share: people, and resources. Counts per slot; a clash is a pair of sessions in one slot.

use crate::problem::Problem;

/// Sessions per class of members and slot, and per resource and slot.
pub(super) struct Shared {
    classes: usize,
    /// By slot, then class.
    people: Vec<u16>,
    /// By slot, then class: the session that came last, where it is still there.
    attended: Vec<u32>,
    resources: usize,
    /// By slot, then resource.
    assets: Vec<u16>,
    /// By slot, then resource: the session that came last, where it is still there.
    holder: Vec<u32>,
}

/// Nobody holds the resource.
pub(super) const NOBODY: u32 = u32::MAX;

impl Shared {
    pub(super) fn new(problem: &Problem) -> Self {
        let (classes, resources) = (problem.classes, problem.resources.len());
        let slots = problem.time.slots;
        Shared {
            classes,
            people: vec![0; slots * classes],
            attended: vec![NOBODY; slots * classes],
            resources,
            assets: vec![0; slots * resources],
            holder: vec![NOBODY; slots * resources],
        }
    }

    /// Takes people and resources for these slots. Returns the clashes that this makes.
    pub(super) fn enter(
        &mut self,
        activity: u32,
        classes: &[u32],
        assets: &[u32],
        slots: std::ops::Range<usize>,
    ) -> i64 {
        let mut clashes = 0;
        for slot in slots {
            let of_slot = slot * self.classes..(slot + 1) * self.classes;
            let (row, last) = (&mut self.people[of_slot.clone()], &mut self.attended[of_slot]);
            for class in classes {
                let count = &mut row[*class as usize];
                clashes += i64::from(*count);
                *count += 1;
                last[*class as usize] = activity;
            }
            for asset in assets {
                let at = slot * self.resources + *asset as usize;
                clashes += i64::from(self.assets[at]);
                self.assets[at] += 1;
                self.holder[at] = activity;
            }
        }
        clashes
    }

    /// Gives them back. Returns the clashes that this ends, as a negative number.
    pub(super) fn leave(
        &mut self,
        activity: u32,
        classes: &[u32],
        assets: &[u32],
        slots: std::ops::Range<usize>,
    ) -> i64 {
        let mut clashes = 0;
        for slot in slots {
            let of_slot = slot * self.classes..(slot + 1) * self.classes;
            let (row, last) = (&mut self.people[of_slot.clone()], &mut self.attended[of_slot]);
            for class in classes {
                let count = &mut row[*class as usize];
                *count -= 1;
                clashes -= i64::from(*count);
                let last = &mut last[*class as usize];
                if *last == activity {
                    *last = NOBODY;
                }
            }
            for asset in assets {
                let at = slot * self.resources + *asset as usize;
                self.assets[at] -= 1;
                clashes -= i64::from(self.assets[at]);
                if self.holder[at] == activity {
                    self.holder[at] = NOBODY;
                }
            }
        }
        clashes
    }

    /// People who are already taken in these slots.
    pub(super) fn taken(&self, classes: &[u32], slots: std::ops::Range<usize>) -> i64 {
        let mut taken = 0;
        for slot in slots {
            let row = &self.people[slot * self.classes..(slot + 1) * self.classes];
            taken += classes.iter().map(|class| i64::from(row[*class as usize])).sum::<i64>();
        }
        taken
    }

    /// For each class that is taken in a slot, the session it attends there, as far as known.
    pub(super) fn attended(
        &self,
        classes: &[u32],
        slot: usize,
    ) -> impl Iterator<Item = Option<u32>> {
        let of_slot = slot * self.classes..(slot + 1) * self.classes;
        let (row, last) = (&self.people[of_slot.clone()], &self.attended[of_slot]);
        let taken = classes.iter().filter(|class| row[**class as usize] > 0);
        taken.map(|class| Some(last[*class as usize]).filter(|session| *session != NOBODY))
    }

    /// A session that holds the resource in a slot, as far as known.
    pub(super) fn holder(&self, asset: u32, slot: usize) -> u32 {
        self.holder[slot * self.resources + asset as usize]
    }
}

//! Whether a session fits where it is to be placed, given everything that is.

use fixedbitset::FixedBitSet;

use super::serve::clear_of;
use super::state::State;

impl State<'_> {
    /// Start slots that what is placed leaves a session, by its people and its relations. Adds to `cost` what its distances
    /// would cost.
    pub(super) fn open(&self, activity: usize, cost: &mut [i64]) -> FixedBitSet {
        let problem = self.problem;
        let this = &problem.activities[activity];
        let length = &problem.time.lengths[this.length];
        let mut open = this.domain.clone();
        for class in &this.classes {
            clear_of(&mut open, self.class_busy(*class), length);
        }
        self.relate(activity, &mut open, cost);
        open
    }

    /// Whether these resources, one after the other as its needs ask, are free, and those that its series has been given.
    pub(super) fn serves(&self, activity: usize, slot: usize, assets: &[u32]) -> bool {
        let mut from = 0;
        for need in &self.problem.activities[activity].needs {
            let mine = &assets[from..from + need.count];
            from += need.count;
            let given = need.tie.and_then(|tie| self.tied(tie));
            if given.is_some_and(|given| given != mine) {
                return false;
            }
        }
        assets.iter().all(|asset| self.free(*asset, activity, slot))
    }
}

//! The best plan so far, the way back to it, and what has to leave it.

use super::super::state::{NOWHERE, Place};
use super::walk::{HARD, Walk, unit};
use crate::Level;
use crate::rules::Stand;

/// A plan with its points, to come back to.
pub(super) struct Snapshot {
    pub(super) points: [i64; 3],
    starts: Vec<u32>,
    assets: Vec<u32>,
}

impl Walk<'_> {
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { points: self.points, starts: self.starts.clone(), assets: self.assets.clone() }
    }

    /// Remembers the plan as it was before the drafted moves.
    pub(super) fn remember(&mut self, best: &mut Snapshot, points: [i64; 3], drafts: usize) {
        best.points = points;
        best.starts.copy_from_slice(&self.starts);
        best.assets.copy_from_slice(&self.assets);
        for draft in &self.drafts[..drafts] {
            best.starts[draft.activity] = draft.from;
        }
        self.ahead = false;
    }

    pub(super) fn keep_if_better(&mut self, best: &mut Snapshot) {
        if self.points < best.points {
            *best = self.snapshot();
        }
        self.ahead = false;
    }

    /// Goes back to a plan.
    pub(super) fn restore(&mut self, snapshot: &Snapshot) {
        let activities = 0..self.starts.len();
        for activity in activities.clone() {
            self.take_out(activity);
        }
        for activity in activities {
            let start = snapshot.starts[activity];
            if start != NOWHERE {
                let assets = snapshot.assets[self.from[activity]..self.from[activity + 1]].to_vec();
                self.put(&Place { activity, slot: start as usize, assets });
            }
        }
    }

    /// Takes a session out of its place. Returns the points that go with it.
    pub(super) fn take_out(&mut self, activity: usize) -> [i64; 3] {
        let mut change = [0; 3];
        let start = self.starts[activity];
        if start == NOWHERE {
            return change;
        }
        self.part(activity, start, false, 0, &mut change, false);
        let at = start as usize;
        for index in 0..self.asked[activity].len() {
            let one = self.asked[activity][index];
            let stand = Stand {
                session: self.problem.activities[activity].original,
                start: at,
                end: at + self.problem.take(activity, at),
                resources: &self.shown[self.from[activity]..self.from[activity + 1]],
            };
            change[one.level] += self.counters[one.counter].tally.leave(stand) * unit(one.level);
        }
        self.add(change);
        change
    }

    /// The session that should leave first while hard rules are broken: the one that takes most broken rules away; where none
    /// does so alone, one that a broken rule is about, rather one whose resource few others of the series use.
    pub(super) fn worst(&mut self) -> Option<usize> {
        if self.points[HARD] <= 0 {
            return None;
        }
        let mut worst: Option<((i64, bool, u16), usize)> = None;
        for activity in 0..self.starts.len() {
            let slot = self.starts[activity];
            if slot == NOWHERE {
                continue;
            }
            let assets = self.assets(activity).to_vec();
            let stray = self.limits.stray(self.problem, activity, &assets);
            let concerned = self.asked[activity].iter().any(|asked| asked.level == HARD);
            let hard = self.take_out(activity)[HARD];
            self.put(&Place { activity, slot: slot as usize, assets });
            let told = (hard, stray == u16::MAX && !concerned, stray);
            if worst.is_none_or(|(least, _)| told < least) {
                worst = Some((told, activity));
            }
        }
        worst.map(|(_, activity)| activity)
    }

    pub(super) fn has_hard_rules(&self) -> bool {
        self.counters.iter().any(|counter| counter.level == Level::Hard)
    }

    /// Every session with its place.
    pub(super) fn places(&self) -> Vec<Place> {
        let placed = (0..self.starts.len()).filter(|activity| self.starts[*activity] != NOWHERE);
        placed
            .map(|activity| Place {
                activity,
                slot: self.starts[activity] as usize,
                assets: self.assets(activity).to_vec(),
            })
            .collect()
    }
}

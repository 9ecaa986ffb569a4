//! In: the points that weights favour. Out: those between them that no weights favour, by a cap on one objective.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::archive::Entry;
use super::found::Way;
use super::search::Search;
use super::supported::bits;
use super::walk::{Cap, Walk};
use crate::Draft;
use crate::search::every_grouping;

/// Up to this many units every grouping is tried.
const SMALL: usize = 9;
/// Walks without a budget take this many steps for each member.
const STEPS_EACH: u64 = 2000;
/// Points closer together than this share of the range are one to a walk.
const GRAIN: f64 = 1e-4;
/// The caps tried between two neighbours: on which objective, and how far from the end that the walk begins at.
const CAPS: [(usize, f64); 4] = [(1, 0.5), (0, 0.5), (1, 0.9), (0, 0.9)];

impl Search<'_> {
    /// Looks at every grouping. True when none was left out.
    pub(super) fn every(&mut self, run: &mut Run<'_>) -> bool {
        let objectives = self.objectives;
        let problem = &objectives.problem;
        if problem.units.len() > SMALL {
            return false;
        }
        let archive = &mut self.archive;
        let mut show = |group_of: &[u32]| {
            let values = objectives.values(group_of);
            if archive.wants(values) {
                let group_of = group_of.to_vec();
                archive.offer(Entry { values, group_of, way: Way::Every, told: None });
            }
        };
        let (steps, way) = every_grouping(problem, run, &mut show);
        self.steps += steps;
        if let ControlFlow::Break(stopped @ (Stopped::Cancelled | Stopped::Time)) = way {
            self.cut = Some(stopped);
        }
        way.is_continue()
    }

    /// Caps one objective half way between two neighbours, and takes the least of the other (the epsilon constraint of Haimes, Lasdon
    /// and Wismer 1971); where nothing is found, with the other objective and closer to the end.
    pub(super) fn between(&mut self, walks: usize, run: &mut Run<'_>) {
        let problems = [0, 1].map(|objective| self.objectives.alone(objective));
        self.archive.coarsen(GRAIN);
        let mut tries: BTreeMap<[[u64; 2]; 2], usize> = BTreeMap::new();
        let preset = STEPS_EACH * problems[0].members() as u64;
        let mut left_steps = run.budget().steps;
        for left in (1..=walks).rev() {
            let Some((at, tried)) = self.widest_gap(&tries) else { return };
            let entries = self.archive.entries();
            let ends = [&entries[at], &entries[at + 1]];
            tries.insert(ends.map(|entry| bits(entry.values)), tried + 1);
            let (capped, part) = CAPS[tried];
            // The end with less of what is capped.
            let (begin, other) = if capped == 1 { (ends[1], ends[0]) } else { (ends[0], ends[1]) };
            let low = begin.values[capped];
            let at_most = low + part * (other.values[capped] - low);
            let slope = ((begin.values[1 - capped] - other.values[1 - capped])
                / (other.values[capped] - low))
                .abs();
            let drafts = [0, 1].map(|side| Draft::new(&problems[side], &begin.group_of));
            let [Some(first), Some(second)] = drafts else { return };
            let cap = Cap { objective: capped, at_most, slope };
            let steps = left_steps.map_or(preset, |steps| steps / left as u64);
            let mut share = run.share(Some(steps), 1.0 / left as f64);
            let walk = Walk::new([first, second], cap, steps);
            let (done, way) = walk.go(&mut self.archive, self.objectives, &mut share);
            self.steps += done;
            left_steps = left_steps.map(|steps| steps.saturating_sub(done));
            if let ControlFlow::Break(stopped @ (Stopped::Cancelled | Stopped::Time)) = way {
                self.cut = Some(stopped);
                return;
            }
            let now = Progress::new("front").at(self.steps);
            if let ControlFlow::Break(Stopped::Cancelled) = run.share(None, 1.0).check(&now) {
                self.cut = Some(Stopped::Cancelled);
                return;
            }
        }
    }

    /// The place of the neighbours with the most room between them, less for each cap tried before, and how many were.
    fn widest_gap(&self, tries: &BTreeMap<[[u64; 2]; 2], usize>) -> Option<(usize, usize)> {
        let same = self.objectives.same;
        let pairs = self.archive.entries().windows(2).enumerate().filter_map(|(at, pair)| {
            let [upper, lower] = [pair[0].values, pair[1].values];
            let tried = tries.get(&[upper, lower].map(bits)).copied().unwrap_or(0);
            let (wide, high) = (lower[0] - upper[0], upper[1] - lower[1]);
            let open = wide > 2.0 * same[0] && high > 2.0 * same[1] && tried < CAPS.len();
            open.then(|| (wide * high / ((1 + tried) * (1 + tried)) as f64, at, tried))
        });
        let widest = pairs.max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some((widest.1, widest.2))
    }
}

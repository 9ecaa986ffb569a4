//! In: groupings with two values each. Out: those of them that no other beats in both.

use super::found::Way;
use crate::Outcome;
use crate::problem::Rules;

/// One grouping that nothing known beats.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) values: [f64; 2],
    pub(super) group_of: Vec<u32>,
    pub(super) way: Way,
    /// What the search that found it says of it, and its rules.
    pub(super) told: Option<(Rules, Outcome)>,
}

/// Nondominated groupings in the order of the first value; the second falls.
#[derive(Debug, Clone, Default)]
pub(super) struct Archive {
    entries: Vec<Entry>,
    same: [f64; 2],
    /// A newcomer as close as this to one that is there, in both values, is left out.
    grain: [f64; 2],
}

impl Archive {
    pub(super) fn new(same: [f64; 2]) -> Self {
        Archive { entries: Vec::new(), same, grain: [0.0; 2] }
    }

    /// From now on leaves out what differs from others by less than this share of the range of each value.
    pub(super) fn coarsen(&mut self, share: f64) {
        let range = self.range();
        self.grain = range.map(|range| range * share);
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// From the best to the worst of each value.
    pub(super) fn range(&self) -> [f64; 2] {
        match self.entries.as_slice() {
            [first, .., last] => {
                [last.values[0] - first.values[0], first.values[1] - last.values[1]]
            }
            _ => [0.0; 2],
        }
    }

    /// Whether a grouping of these values would stay. O(log of the groupings).
    pub(super) fn wants(&self, [x, y]: [f64; 2]) -> bool {
        let after = self.entries.partition_point(|entry| entry.values[0] <= x + self.same[0]);
        if after > 0 && self.entries[after - 1].values[1] <= y + self.same[1] {
            return false;
        }
        let near = |entry: &Entry| {
            (entry.values[0] - x).abs() < self.grain[0]
                && (entry.values[1] - y).abs() < self.grain[1]
                && !self.beaten(entry, [x, y])
        };
        let (low, high) = (after.saturating_sub(1), (after + 1).min(self.entries.len()));
        !self.entries[low..high].iter().any(near)
    }

    /// Takes a grouping unless another is as good in both values, and drops those that it beats.
    pub(super) fn offer(&mut self, entry: Entry) -> bool {
        if !self.wants(entry.values) {
            return false;
        }
        let (same, values) = (self.same, entry.values);
        self.entries.retain(|old| !beats(values, old.values, same));
        let at = self.entries.partition_point(|old| old.values[0] < values[0]);
        self.entries.insert(at, entry);
        true
    }

    fn beaten(&self, old: &Entry, by: [f64; 2]) -> bool {
        beats(by, old.values, self.same)
    }

    /// Keeps this many: again and again the one goes without which the least area is lost, never an end.
    pub(super) fn thin(&mut self, most: usize) {
        while self.entries.len() > most.max(2) {
            let area = |at: usize| {
                let [x, y] = self.entries[at].values;
                (self.entries[at + 1].values[0] - x) * (self.entries[at - 1].values[1] - y)
            };
            let inner = 1..self.entries.len() - 1;
            let least = inner.min_by(|&a, &b| area(a).total_cmp(&area(b)));
            let Some(least) = least else { return };
            self.entries.remove(least);
        }
    }

    /// The places of the entries on the lower left convex hull: those that some weights favour.
    pub(super) fn hull(&self) -> Vec<usize> {
        let mut hull: Vec<usize> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            while let [.., a, b] = hull[..] {
                let [a, b] = [a, b].map(|at| self.entries[at].values);
                let c = entry.values;
                let turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
                if turn > 0.0 {
                    break;
                }
                hull.pop();
            }
            hull.push(at);
        }
        hull
    }
}

/// Whether one is as good as the other in both values, up to what is no difference.
fn beats(one: [f64; 2], other: [f64; 2], same: [f64; 2]) -> bool {
    one[0] <= other[0] + same[0] && one[1] <= other[1] + same[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(points: &[[f64; 2]]) -> Archive {
        let mut archive = Archive::new([1e-9; 2]);
        for &values in points {
            let entry = Entry { values, group_of: Vec::new(), way: Way::Every, told: None };
            archive.offer(entry);
        }
        archive
    }

    fn values(archive: &Archive) -> Vec<[f64; 2]> {
        archive.entries().iter().map(|entry| entry.values).collect()
    }

    #[test]
    fn only_what_nothing_beats_stays() {
        let points = [[3.0, 3.0], [1.0, 5.0], [2.0, 4.0], [2.0, 3.0], [5.0, 1.0], [5.0, 2.0]];
        assert_eq!(values(&archive(&points)), [[1.0, 5.0], [2.0, 3.0], [5.0, 1.0]]);
    }

    #[test]
    fn the_hull_leaves_out_what_no_weights_favour() {
        let archive = archive(&[[0.0, 10.0], [1.0, 6.0], [4.0, 5.0], [10.0, 0.0]]);
        assert_eq!(archive.hull(), [0, 1, 3]);
    }

    #[test]
    fn thinning_keeps_the_ends_and_what_fills_most_area() {
        let mut archive = archive(&[[0.0, 9.0], [1.0, 8.0], [2.0, 2.0], [9.0, 0.0]]);
        archive.thin(3);
        assert_eq!(values(&archive), [[0.0, 9.0], [2.0, 2.0], [9.0, 0.0]]);
        archive.thin(0);
        assert_eq!(values(&archive), [[0.0, 9.0], [9.0, 0.0]]);
    }
}

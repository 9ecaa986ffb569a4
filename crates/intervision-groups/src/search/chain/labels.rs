use std::ops::Range;

use super::{LONGEST, Node};

/// Paths of each length that are followed up, the shortest first: more find little more.
const WIDTH: usize = 12;

/// Paths from one node through the improvement graph, all of whose beginnings are of negative length.
///
/// Every cycle of negative length can be begun at a node from which on that holds (Lin and Kernighan 1973), so that nothing is lost by
/// following such paths alone; something is by keeping one path per end, and a dozen of each length. From one node it takes
/// O(nodes · groups of a chain).
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    all: Vec<Label>,
    /// Those of the present length, and the next of them to be followed up.
    level: Range<usize>,
    next: usize,
    length: usize,
    /// The shortest path of the next length to each node, and what it comes from.
    reached: Vec<(f64, u32)>,
    /// The label at the end of the shortest cycle.
    best: Option<(f64, u32)>,
    /// Groups of the path that is followed up.
    barred: Vec<bool>,
}

#[derive(Debug, Clone, Copy)]
struct Label {
    node: u32,
    from: u32,
    length: f64,
}

impl Labels {
    /// Whether all paths from the last node were followed up.
    pub(super) fn is_idle(&self) -> bool {
        self.next >= self.level.end
    }

    /// Begins with the paths from this node.
    pub(super) fn begin(&mut self, source: usize, nodes: &[Node], groups: usize) {
        self.all.clear();
        self.all.push(Label { node: source as u32, from: 0, length: 0.0 });
        (self.level, self.next, self.length) = (0..1, 0, 1);
        self.best = None;
        self.barred.clear();
        self.barred.resize(groups, false);
        self.reached.clear();
        self.reached.resize(nodes.len(), (f64::INFINITY, 0));
    }

    /// Follows one path up by every node; gives how many there were.
    pub(super) fn extend(&mut self, nodes: &[Node], arcs: &[f64], tiny: f64) -> u64 {
        let label = self.all[self.next];
        let on_path: Vec<u32> =
            self.path(self.next).map(|node| nodes[node as usize].group).collect();
        for &group in &on_path {
            self.barred[group as usize] = true;
        }
        let first = label.node as usize * nodes.len();
        let row = &arcs[first..first + nodes.len()];
        for ((reached, arc), node) in self.reached.iter_mut().zip(row).zip(nodes) {
            let length = label.length + arc;
            if length < reached.0.min(-tiny) && !self.barred[node.group as usize] {
                *reached = (length, self.next as u32);
            }
        }
        for group in on_path {
            self.barred[group as usize] = false;
        }
        self.next += 1;
        let mut looked = nodes.len() as u64;
        if self.is_idle() {
            looked += self.end_level(nodes.len(), arcs);
        }
        looked
    }

    /// Closes the paths of the next length, and keeps the shortest of them. Gives how many there were.
    fn end_level(&mut self, nodes: usize, arcs: &[f64]) -> u64 {
        let source = self.all[0].node as usize;
        let begin = self.all.len();
        let found = self.reached.iter().zip(0u32..).filter(|(reached, _)| reached.0 < 0.0);
        self.all.extend(found.map(|(&(length, from), node)| Label { node, from, length }));
        let looked = self.all.len() - begin;
        for at in begin..self.all.len() {
            let Label { node, length, .. } = self.all[at];
            let closed = length + arcs[node as usize * nodes + source];
            if self.best.is_none_or(|(known, _)| closed < known) {
                self.best = Some((closed, at as u32));
            }
        }
        self.reached.fill((f64::INFINITY, 0));
        self.length += 1;
        if self.length >= LONGEST {
            self.level = self.all.len()..self.all.len();
            self.next = self.all.len();
            return looked as u64;
        }
        // The one that closes best must stay where it is; the others are copied to be followed up in order.
        let end = self.all.len();
        let mut shortest: Vec<Label> = self.all[begin..end].to_vec();
        let order = |a: &Label, b: &Label| a.length.total_cmp(&b.length).then(a.node.cmp(&b.node));
        if shortest.len() > WIDTH {
            shortest.select_nth_unstable_by(WIDTH, order);
            shortest.truncate(WIDTH);
        }
        shortest.sort_unstable_by(order);
        self.all.extend(shortest);
        (self.level, self.next) = (end..self.all.len(), end);
        looked as u64
    }

    /// The nodes of the shortest cycle, if it is of negative length: each takes the place of the next, and the last of the first.
    pub(super) fn shortest(&self, tiny: f64) -> Option<Vec<u32>> {
        let (length, end) = self.best?;
        (length < -tiny).then(|| {
            let mut chain: Vec<u32> = self.path(end as usize).collect();
            chain.reverse();
            chain
        })
    }

    /// The nodes of a path from its end on.
    fn path(&self, label: usize) -> impl Iterator<Item = u32> + '_ {
        let before = |&at: &usize| (at > 0).then(|| self.all[at].from as usize);
        std::iter::successors(Some(label), before).map(|at| self.all[at].node)
    }
}

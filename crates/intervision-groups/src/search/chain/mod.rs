//! In: a grouping in which no exchange of two gains anything. Out: a better one, by chains of people of whom each takes the place
//! of the next.
//!
//! Where sizes are fixed and rules are tight an exchange of two often breaks a rule that one of three or four groups would
//! keep: x goes to y's group, y to z's, and z to x's, or the last one to a free seat. The groups of a chain differ from one
//! another, so that each of them loses one and gains one (or does only one of both), and what a chain changes is the sum of what
//! its groups change, each looked at by itself. That makes chains the cycles of an *improvement graph*: an arc from x to y costs
//! what y's group changes by when x takes y's place, and cycles of negative length are what is looked for. Free seats are nodes as
//! well, one per group, that weigh nothing.
//!
//! Ejection chains: Glover (1996). Cyclic transfers and their improvement graph: Thompson and Psaraftis (1993). Labels by length of the
//! path, one per end: after Ahuja, Orlin and Sharma (2000).

mod labels;
mod measure;
mod prices;
#[cfg(test)]
mod tests;

use rand::Rng;
use rand::seq::SliceRandom;

use super::state::State;
use super::{TINY, better};
use labels::Labels;
use measure::Measure;

/// The most nodes of a graph: its arcs then stay near the processor.
const MOST_NODES: usize = 600;
/// Groups of a chain at most.
const LONGEST: usize = 5;

/// A search for chains under way, visit by visit.
#[derive(Debug, Clone)]
pub(super) struct Chains {
    /// Groups of the graphs to come: large rosters are looked at part by part.
    parts: Vec<Vec<u32>>,
    nodes: Vec<Node>,
    /// Row by row: what the group of the second changes by when the first takes the place of the second; infinite where a rule
    /// forbids it.
    arcs: Vec<f64>,
    measure: Measure,
    /// Nodes to whom arcs must be priced (again).
    stale: Vec<u32>,
    labels: Labels,
    source: usize,
    /// Sources since the last gain.
    quiet: usize,
}

/// A unit, or a free seat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    pub(super) unit: Option<u32>,
    /// Where it is now.
    pub(super) group: u32,
}

/// What a visit came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visit {
    /// The grouping is better than before.
    Gained,
    Nothing,
    /// No chain is left that gains anything.
    Done,
}

impl Chains {
    /// Over all groups, or, where people are many, over parts of them at random.
    pub(super) fn new(state: &State<'_>, rng: &mut dyn Rng) -> Self {
        let problem = state.problem;
        let seats = usize::from(problem.sizes.iter().any(|&(least, most)| least < most));
        let mut groups: Vec<u32> = (0..problem.groups() as u32).collect();
        let movable = |group: u32| {
            let units = state.units[group as usize].iter();
            units.filter(|&&unit| problem.units.pinned[unit as usize].is_none()).count() + seats
        };
        if groups.iter().map(|&group| movable(group)).sum::<usize>() > MOST_NODES {
            groups.shuffle(rng);
        }
        let mut parts = Vec::new();
        let (mut part, mut nodes) = (Vec::new(), 0);
        for group in groups {
            let more = movable(group);
            if nodes + more > MOST_NODES {
                parts.push(std::mem::take(&mut part));
                nodes = 0;
            }
            nodes += more;
            part.push(group);
        }
        parts.push(part);
        // Two groups have exchanges and nothing else.
        parts.retain(|part| part.len() >= 3);
        Chains {
            parts,
            nodes: Vec::new(),
            arcs: Vec::new(),
            measure: Measure::new(state),
            stale: Vec::new(),
            labels: Labels::default(),
            source: 0,
            quiet: 0,
        }
    }

    /// One node against all others. Gives the moves evaluated, too.
    pub(super) fn visit(&mut self, state: &mut State<'_>) -> (u64, Visit) {
        if let Some(to) = self.stale.pop() {
            self.price(state, to as usize);
            return (self.nodes.len() as u64, Visit::Nothing);
        }
        if self.quiet >= self.nodes.len() {
            let Some(part) = self.parts.pop() else { return (1, Visit::Done) };
            self.begin(state, &part);
            return (1, Visit::Nothing);
        }
        if self.labels.is_idle() {
            self.labels.begin(self.source, &self.nodes, state.size.len());
        }
        let tiny = TINY * state.value.abs().max(state.problem.objective.unit());
        let evaluated = self.labels.extend(&self.nodes, &self.arcs, tiny);
        if !self.labels.is_idle() {
            return (evaluated, Visit::Nothing);
        }
        self.quiet += 1;
        self.source = (self.source + 1) % self.nodes.len();
        let gained = match self.labels.shortest(tiny) {
            Some(chain) => self.make(state, &chain),
            None => false,
        };
        (evaluated, if gained { Visit::Gained } else { Visit::Nothing })
    }

    /// Begins with the graph of these groups.
    fn begin(&mut self, state: &State<'_>, part: &[u32]) {
        let problem = state.problem;
        self.nodes.clear();
        for &group in part {
            let mut units = state.units[group as usize].clone();
            units.sort_unstable();
            let free = |unit: &u32| problem.units.pinned[*unit as usize].is_none();
            let units = units.into_iter().filter(free).map(Some);
            let (least, most) = problem.sizes[group as usize];
            let seat = (least < most).then_some(None);
            self.nodes.extend(units.chain(seat).map(|unit| Node { unit, group }));
        }
        let nodes = self.nodes.len();
        self.arcs.clear();
        self.arcs.resize(nodes * nodes, f64::INFINITY);
        self.stale = (0..nodes as u32).rev().collect();
        (self.source, self.quiet) = (0, 0);
    }

    /// Makes a chain if that leaves a better grouping.
    fn make(&mut self, state: &mut State<'_>, chain: &[u32]) -> bool {
        let nodes: Vec<Node> = chain.iter().map(|&node| self.nodes[node as usize]).collect();
        let next = nodes.iter().cycle().skip(1);
        let (mut there, mut back) = (Vec::new(), Vec::new());
        for (node, next) in nodes.iter().zip(next) {
            if let Some(unit) = node.unit {
                there.push((unit as usize, next.group as usize));
                back.push((unit as usize, node.group as usize));
            }
        }
        let (before, value) = (state.worth(), state.value);
        relocate(state, &there);
        if !better(state.worth(), before, state.problem.objective.unit()) {
            relocate(state, &back);
            state.value = value;
            return false;
        }
        for &node in chain {
            let node = &mut self.nodes[node as usize];
            if let Some(unit) = node.unit {
                node.group = state.unit_group[unit as usize];
            }
        }
        let changed = |node: &Node| nodes.iter().any(|old| old.group == node.group);
        let stale = self.nodes.iter().zip(0u32..).filter(|(node, _)| changed(node));
        self.stale = stale.map(|(_, at)| at).collect();
        self.quiet = 0;
        true
    }
}

/// Takes units out of their groups, and puts them where they shall be.
fn relocate(state: &mut State<'_>, moves: &[(usize, usize)]) {
    for &(unit, _) in moves {
        state.remove(unit);
    }
    for &(unit, group) in moves {
        state.add(unit, group);
    }
}

//! Who reports to whom, as a graph from each member to their manager.

use petgraph::Direction;
use petgraph::algo::{dijkstra, kosaraju_scc};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{NodeIndexable, UndirectedAdaptor};

use crate::Problem;

/// Reporting lines: for every member the direct manager, without circles.
///
/// # Example
///
/// ```
/// use intervision_model::{Cohort, Participant};
///
/// let cohort = Cohort::new([
///     Participant::new("head"),
///     Participant::new("ann").with_manager("head"),
///     Participant::new("bob").with_manager("head"),
///     Participant::new("guest"),
/// ])?;
/// let number = |id| cohort.number(id).unwrap();
/// let lines = cohort.reporting_lines();
/// assert_eq!(lines.reports(number("head")), [number("ann"), number("bob")]);
/// assert_eq!(lines.distance(number("ann"), number("bob")), Some(2));
/// assert_eq!(lines.distance(number("ann"), number("guest")), None);
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct ReportingLines {
    graph: DiGraph<(), ()>,
}

impl ReportingLines {
    pub(super) fn new(managers: &[Option<usize>]) -> Self {
        ReportingLines { graph: graph(managers) }
    }

    /// The members who report to this one directly, by number.
    #[must_use]
    pub fn reports(&self, member: usize) -> Vec<usize> {
        let node = NodeIndex::new(member);
        let below = self.graph.neighbors_directed(node, Direction::Incoming);
        let mut reports: Vec<_> = below.map(NodeIndex::index).collect();
        reports.sort_unstable();
        reports
    }

    /// Whether `above` is the manager of `member`, or the manager of the manager, and so on. O(length of the line).
    #[must_use]
    pub fn is_above(&self, above: usize, member: usize) -> bool {
        let (above, mut at) = (NodeIndex::new(above), NodeIndex::new(member));
        while let Some(manager) = self.graph.neighbors(at).next() {
            if manager == above {
                return true;
            }
            at = manager;
        }
        false
    }

    /// How many steps along reporting lines, up or down, lie between two members; `None` if no line joins them.
    /// Two reports of one manager are 2 apart. O(members).
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> Option<usize> {
        let (start, goal) = (NodeIndex::new(a), NodeIndex::new(b));
        let steps = dijkstra(UndirectedAdaptor(&self.graph), start, Some(goal), |_| 1_usize);
        steps.get(&goal).copied().filter(|_| a < self.graph.node_count())
    }
}

fn graph(managers: &[Option<usize>]) -> DiGraph<(), ()> {
    let mut graph = DiGraph::with_capacity(managers.len(), managers.len());
    for _ in managers {
        graph.add_node(());
    }
    for (member, manager) in managers.iter().enumerate() {
        if let Some(manager) = manager {
            graph.add_edge(NodeIndex::new(member), NodeIndex::new(*manager), ());
        }
    }
    graph
}

/// Every circle in the reporting lines, beginning with the smallest id on it. O(members).
///
/// As everyone has at most one manager, a strongly connected component of more than one member is one circle. Kosaraju's way of
/// finding them needs no recursion, which a line of a hundred thousand managers would drive too deep.
pub(super) fn circles(ids: &[&str], managers: &[Option<usize>]) -> Vec<Problem> {
    let graph = graph(managers);
    let mut found: Vec<Vec<usize>> = kosaraju_scc(&graph)
        .into_iter()
        .filter_map(|component| {
            let start = component.iter().map(|node| graph.to_index(*node)).min()?;
            let own = managers.get(start).copied().flatten() == Some(start);
            (component.len() > 1 || own).then(|| circle(start, managers))
        })
        .collect();
    found.sort_unstable();
    let name = |member: usize| ids.get(member).map_or_else(String::new, |id| (*id).to_owned());
    found
        .into_iter()
        .map(|members| Problem::ManagerCycle { ids: members.into_iter().map(name).collect() })
        .collect()
}

fn circle(start: usize, managers: &[Option<usize>]) -> Vec<usize> {
    let mut line = vec![start];
    let mut above = managers.get(start).copied().flatten();
    while let Some(next) = above {
        line.push(next);
        if next == start {
            break;
        }
        above = managers.get(next).copied().flatten();
    }
    line
}

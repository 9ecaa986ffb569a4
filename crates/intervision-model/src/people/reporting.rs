//! Who reports to whom, as a graph from each member to their manager.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeIndexable;

use crate::Problem;

/// Reporting lines without circles.
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
        let mut reports: Vec<_> = self
            .graph
            .neighbors_directed(node, petgraph::Direction::Incoming)
            .map(NodeIndex::index)
            .collect();
        reports.sort_unstable();
        reports
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
/// As everyone has at most one manager, a strongly connected component of more than one member is one circle.
pub(super) fn circles(ids: &[&str], managers: &[Option<usize>]) -> Vec<Problem> {
    let graph = graph(managers);
    let mut found: Vec<Vec<usize>> = tarjan_scc(&graph)
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

//! What comes after what: every `after` leads to a session, and none leads back to itself.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::part;
use crate::Problem;
use crate::design::SessionRule;

pub(super) fn sessions(sessions: &[SessionRule], found: &mut Vec<Problem>) {
    let mut graph: DiGraph<&str, ()> = DiGraph::new();
    for session in sessions {
        graph.add_node(session.id.as_str());
    }
    for (later, session) in sessions.iter().enumerate() {
        for after in &session.after {
            match sessions.iter().position(|other| other.id == after.session) {
                Some(earlier) => {
                    graph.add_edge(NodeIndex::new(later), NodeIndex::new(earlier), ());
                }
                None => found.push(Problem::UnknownReference {
                    at: part(&session.id, "after"),
                    what: "session",
                    id: after.session.clone(),
                    known: sessions.iter().map(|session| session.id.clone()).collect(),
                }),
            }
        }
    }
    let mut circles: Vec<Vec<NodeIndex>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|part| part.len() > 1 || part.iter().any(|&node| graph.contains_edge(node, node)))
        .collect();
    for circle in &mut circles {
        circle.sort_unstable();
    }
    circles.sort_unstable();
    for circle in circles {
        found.push(Problem::SessionCycle { ids: walk(&graph, &circle) });
    }
}

/// Walks inside a strongly connected part until a session comes back; that stretch is a circle.
fn walk(graph: &DiGraph<&str, ()>, inside: &[NodeIndex]) -> Vec<String> {
    let mut line: Vec<NodeIndex> = Vec::new();
    let mut at = inside.first().copied();
    while let Some(node) = at {
        if let Some(start) = line.iter().position(|&seen| seen == node) {
            let circle = line.split_off(start);
            let names = circle.iter().chain([&node]).filter_map(|&node| graph.node_weight(node));
            return names.map(|name| (*name).to_owned()).collect();
        }
        line.push(node);
        at = graph.neighbors(node).filter(|next| inside.contains(next)).min();
    }
    Vec::new()
}

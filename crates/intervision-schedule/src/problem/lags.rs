//! Lags and windows as difference constraints on start days. In: day windows and lags. Out: the days that they leave
//! each session, or a circle of limits that contradict each other.
//!
//! Shortest paths by Bellman (1958) and Ford (1956), O(sessions x limits); a negative cycle is the contradiction.

use petgraph::algo::{bellman_ford, find_negative_cycle};
use petgraph::graph::{DiGraph, NodeIndex};

use super::LowLag;
use crate::Error;

/// What a limit says, for messages: day of `to` - day of `from` <= `days`.
struct Limits<'a> {
    graph: DiGraph<(), f64>,
    origin: NodeIndex,
    ids: &'a [String],
    windows: &'a [(i32, i32)],
}

/// Narrows windows (days since the season began, both ends included) along the lags.
pub(super) fn tighten(
    ids: &[String],
    windows: &[(i32, i32)],
    lags: &[LowLag],
    day_name: &dyn Fn(i32) -> String,
) -> Result<Vec<(i32, i32)>, Error> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = ids.iter().map(|_| graph.add_node(())).collect();
    let origin = graph.add_node(());
    for (node, (first, last)) in nodes.iter().zip(windows) {
        graph.add_edge(origin, *node, f64::from(*last));
        graph.add_edge(*node, origin, -f64::from(*first));
    }
    for lag in lags {
        let (earlier, later) = (nodes[lag.earlier as usize], nodes[lag.later as usize]);
        graph.add_edge(later, earlier, -f64::from(lag.min));
        if lag.max < i32::MAX {
            graph.add_edge(earlier, later, f64::from(lag.max));
        }
    }
    let limits = Limits { graph, origin, ids, windows };
    let Ok(latest) = bellman_ford(&limits.graph, origin) else {
        return Err(limits.contradiction(lags, day_name));
    };
    let mut reversed = limits.graph.clone();
    reversed.reverse();
    let Ok(earliest) = bellman_ford(&reversed, origin) else {
        return Err(limits.contradiction(lags, day_name));
    };
    let range = |node: &NodeIndex| {
        (-earliest.distances[node.index()] as i32, latest.distances[node.index()] as i32)
    };
    Ok(nodes.iter().map(range).collect())
}

impl Limits<'_> {
    fn contradiction(&self, lags: &[LowLag], day_name: &dyn Fn(i32) -> String) -> Error {
        // The search wants a source that lies on no cycle itself.
        let mut graph = self.graph.clone();
        let source = graph.add_node(());
        for node in self.graph.node_indices() {
            graph.add_edge(source, node, 0.0);
        }
        let cycle = find_negative_cycle(&graph, source).unwrap_or_default();
        let mut short_by = 0.0;
        let mut limits = Vec::new();
        for (index, from) in cycle.iter().enumerate() {
            let to = cycle[(index + 1) % cycle.len()];
            let days = self
                .graph
                .edges_connecting(*from, to)
                .map(|edge| *edge.weight())
                .fold(f64::INFINITY, f64::min);
            short_by -= days;
            limits.push(self.words(*from, to, lags, day_name));
        }
        let mut sessions: Vec<String> = cycle
            .iter()
            .filter(|node| **node != self.origin)
            .filter_map(|node| self.ids.get(node.index()).cloned())
            .collect();
        sessions.sort();
        limits.sort();
        Error::Lag { short_by: short_by as u32, sessions, limits }
    }

    /// The tightest limit from one node to the next, in words.
    fn words(
        &self,
        from: NodeIndex,
        to: NodeIndex,
        lags: &[LowLag],
        day_name: &dyn Fn(i32) -> String,
    ) -> String {
        let id = |node: NodeIndex| self.ids.get(node.index()).map_or("", String::as_str);
        if from == self.origin {
            let day = self.windows.get(to.index()).map_or(0, |window| window.1);
            return format!("\"{}\" starts by {}", id(to), day_name(day));
        }
        if to == self.origin {
            let day = self.windows.get(from.index()).map_or(0, |window| window.0);
            return format!("\"{}\" starts from {}", id(from), day_name(day));
        }
        let joins = |a: NodeIndex, b: NodeIndex, lag: &&LowLag| {
            lag.earlier as usize == a.index() && lag.later as usize == b.index()
        };
        let least = lags.iter().filter(|lag| joins(to, from, lag)).map(|lag| lag.min).max();
        let most = lags.iter().filter(|lag| joins(from, to, lag)).map(|lag| lag.max).min();
        match (least, most) {
            (Some(least), _) => {
                format!("\"{}\" comes at least {least} days after \"{}\"", id(from), id(to))
            }
            (_, Some(most)) => {
                format!("\"{}\" comes at most {most} days after \"{}\"", id(to), id(from))
            }
            (_, None) => String::new(),
        }
    }
}

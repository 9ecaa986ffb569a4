//! Lags and windows as difference constraints on start days. In: day windows and lags. Out: the days that they leave
//! each session, or a circle of limits that contradict each other.
//!
//! Shortest paths by Bellman (1958) and Ford (1956), O(sessions x limits); a negative cycle is the contradiction.

use petgraph::algo::bellman_ford;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

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
        let cycle = negative_cycle(&self.graph);
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

/// The nodes of a circle whose weights sum to less than 0, each followed by the one its edge leads to; none if there is no
/// such circle. Predecessors of the shortest paths from everywhere at once (Bellman 1958, Ford 1956), O(nodes x edges).
fn negative_cycle(graph: &DiGraph<(), f64>) -> Vec<NodeIndex> {
    let count = graph.node_count();
    let mut distance = vec![0.0; count];
    let mut before: Vec<Option<NodeIndex>> = vec![None; count];
    let mut last = None;
    for _ in 0..count {
        last = None;
        for edge in graph.edge_references() {
            let (from, to) = (edge.source(), edge.target());
            let through = distance[from.index()] + edge.weight();
            if through < distance[to.index()] {
                distance[to.index()] = through;
                before[to.index()] = Some(from);
                last = Some(to);
            }
        }
        if last.is_none() {
            return Vec::new();
        }
    }
    // A path that still grows shorter after that many rounds runs into a circle; going back as often ends up on it.
    let back = |node: NodeIndex| before[node.index()].unwrap_or(node);
    let Some(mut start) = last else { return Vec::new() };
    for _ in 0..count {
        start = back(start);
    }
    let mut cycle = vec![start];
    let mut node = back(start);
    while node != start {
        cycle.push(node);
        node = back(node);
    }
    cycle.reverse();
    cycle
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All shortest paths between sessions and the origin (Floyd 1962), slowly and surely.
    fn closure(windows: &[(i32, i32)], lags: &[LowLag]) -> Vec<Vec<i64>> {
        const FAR: i64 = 1_000_000;
        let size = windows.len() + 1;
        let origin = windows.len();
        let mut days = vec![vec![FAR; size]; size];
        let mut limit =
            |from: usize, to: usize, most: i64| days[from][to] = days[from][to].min(most);
        for (session, (first, last)) in windows.iter().enumerate() {
            limit(origin, session, i64::from(*last));
            limit(session, origin, -i64::from(*first));
        }
        for lag in lags {
            limit(lag.later as usize, lag.earlier as usize, -i64::from(lag.min));
            limit(lag.earlier as usize, lag.later as usize, i64::from(lag.max));
        }
        for (node, row) in days.iter_mut().enumerate() {
            row[node] = row[node].min(0);
        }
        for by in 0..size {
            for from in 0..size {
                for to in 0..size {
                    days[from][to] = days[from][to].min(days[from][by] + days[by][to]);
                }
            }
        }
        days
    }

    proptest! {
            #[test]
            fn windows_are_narrowed_or_a_real_contradiction_is_named(
                windows in prop::collection::vec((0..20_i32, 0..20_i32), 2..6),
                raw in prop::collection::vec((0..6_u32, 0..6_u32, 0..9_i32, 0..9_i32), 0..7),
            ) {
                let windows: Vec<(i32, i32)> = windows.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
                let count = windows.len() as u32;
                let lags: Vec<LowLag> = raw
                    .into_iter()
                    .map(|(a, b, min, extra)| (a % count, b % count, min, extra))
                    .filter(|(a, b, _, _)| a != b)
                    .map(|(earlier, later, min, extra)| LowLag { earlier, later, min, max: min + extra, target: -1 })
                    .collect();
                let ids: Vec<String> = (0..count).map(|session| format!("s{session}")).collect();
                let days = closure(&windows, &lags);
                let contradicted = days.iter().enumerate().any(|(node, row)| row[node] < 0);
                match tighten(&ids, &windows, &lags, &|day| day.to_string()) {
                    Ok(tight) => {
                        prop_assert!(!contradicted);
                        let origin = windows.len();
                        for (session, (first, last)) in tight.into_iter().enumerate() {
                            prop_assert_eq!(-days[session][origin], i64::from(first));
                            prop_assert_eq!(days[origin][session], i64::from(last));
                        }
                    }
                    Err(Error::Lag { short_by, sessions, limits }) => {
                        prop_assert!(contradicted);
                        prop_assert!(short_by > 0, "{:?}", limits);
                        prop_assert!(!sessions.is_empty() && limits.len() >= 2);
                        // The limits named contradict each other by that many days: the numbers in them add up.
                        let mut sum = 0_i64;
                        for limit in &limits {
                            let number: i64 = limit
                                .split(' ')
                                .find_map(|word| word.parse().ok())
    .unwrap();
                            let upper = limit.contains("at most") || limit.contains("starts by");
                            sum += if upper { number } else { -number };
                        }
                        prop_assert_eq!(sum, -i64::from(short_by), "{:?}", limits);
                    }
                    Err(other) => prop_assert!(false, "{}", other),
                }
            }
        }
}

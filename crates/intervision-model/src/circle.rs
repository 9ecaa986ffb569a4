//! Circles in what should be a tree: links from a part to what it is part of come in, every circle goes out.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

/// One circle per knot of items that are part of each other, beginning and ending with the smallest id; none in a tree.
///
/// Kosaraju's way of finding knots needs no recursion, which a tree of many storeys would drive too deep. O(n log n).
pub(crate) fn circles<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Vec<String>> {
    let graph: DiGraphMap<&str, ()> = DiGraphMap::from_edges(parts);
    let mut found: Vec<Vec<&str>> = kosaraju_scc(&graph)
        .into_iter()
        .filter_map(|knot| {
            let start = knot.iter().min().copied()?;
            let inside: BTreeSet<&str> = knot.into_iter().collect();
            (inside.len() > 1 || graph.contains_edge(start, start))
                .then(|| circle(&graph, start, &inside))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|ids| ids.into_iter().map(str::to_owned).collect()).collect()
}

/// The shortest way from an item back to itself, breadth first.
fn circle<'a>(
    graph: &DiGraphMap<&'a str, ()>,
    start: &'a str,
    inside: &BTreeSet<&'a str>,
) -> Vec<&'a str> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut front = vec![start];
    while !front.is_empty() && !from.contains_key(start) {
        let mut next = Vec::new();
        for node in front {
            let mut above: Vec<&str> = graph.neighbors(node).collect();
            above.sort_unstable();
            for other in above.into_iter().filter(|other| inside.contains(other)) {
                if !from.contains_key(other) {
                    from.insert(other, node);
                    next.push(other);
                }
            }
        }
        front = next;
    }
    let mut way = vec![start];
    let mut at = start;
    while let Some(&before) = from.get(at) {
        way.push(before);
        at = before;
        if at == start {
            break;
        }
    }
    way.reverse();
    way
}

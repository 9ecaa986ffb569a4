//! What is part of what: the `isChildOf` links of a package.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use super::CaseLink;
use crate::{InterchangeProblem, Problem};

/// Children by parent. An item may have several parents.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tree {
    children: BTreeMap<String, Vec<String>>,
    with_parent: BTreeSet<String>,
}

impl Tree {
    /// Puts the links in order, and finds every circle. O(n log n).
    pub(super) fn new(links: &[CaseLink], problems: &mut Vec<Problem>) -> Self {
        let mut parts: Vec<&CaseLink> = links.iter().filter(|link| link.is_part()).collect();
        problems.extend(circles(&parts));
        // Sorting is stable, so that items without a number keep the order of the list, behind those that have one.
        let place = |link: &CaseLink| link.sequence.unwrap_or(f64::INFINITY);
        parts.sort_by(|a, b| place(a).total_cmp(&place(b)));
        let mut tree = Tree::default();
        for link in parts {
            tree.children.entry(link.destination.clone()).or_default().push(link.origin.clone());
            tree.with_parent.insert(link.origin.clone());
        }
        tree
    }

    pub(super) fn below(&self, parent: &str) -> &[String] {
        self.children.get(parent).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has_parent(&self, item: &str) -> bool {
        self.with_parent.contains(item)
    }
}

impl CaseLink {
    /// Whether the link says that one item is part of another.
    pub(super) fn is_part(&self) -> bool {
        self.kind == "isChildOf"
    }
}

/// One circle per knot of items that are part of each other, beginning with the smallest id.
fn circles(parts: &[&CaseLink]) -> Vec<Problem> {
    let edges = parts.iter().map(|link| (link.origin.as_str(), link.destination.as_str()));
    let graph: DiGraphMap<&str, ()> = DiGraphMap::from_edges(edges);
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
    found
        .into_iter()
        .map(|ids| {
            let ids = ids.into_iter().map(str::to_owned).collect();
            InterchangeProblem::Circle { ids }.into()
        })
        .collect()
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

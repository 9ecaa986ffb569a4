use std::collections::VecDeque;

use intervision_core::MatrixError;
use petgraph::visit::{EdgeRef, IntoEdgeReferences, NodeIndexable};

use super::PairList;

/// Pair weights from the edges of a graph of any kind: node `i` (by `petgraph`'s index) is member `i`.
///
/// Direction does not matter, parallel edges add up, and an edge from a node to itself says nothing about a pair. For a graph
/// whose nodes were removed the indices that are left out are members without pairs.
///
/// Takes O(edges · log edges).
///
/// # Errors
///
/// [`MatrixError::NotFinite`] for a weight or a sum that is not finite.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_groups::graph_pairs;
/// use petgraph::graph::UnGraph;
/// use petgraph::visit::EdgeRef;
///
/// let projects = UnGraph::<&str, u32>::from_edges([(0, 1, 3), (1, 2, 1)]);
/// let met = graph_pairs(&projects, |edge| f64::from(*edge.weight()))?;
/// assert_eq!(met.weight(1, 0), 3.0);
/// # Ok::<(), intervision_core::MatrixError>(())
/// ```
pub fn graph_pairs<G>(graph: G, weight: impl Fn(G::EdgeRef) -> f64) -> Result<PairList, MatrixError>
where
    G: IntoEdgeReferences + NodeIndexable,
{
    let ends = |edge: &G::EdgeRef| [edge.source(), edge.target()].map(|node| graph.to_index(node));
    let edges = graph.edge_references().filter_map(|edge| {
        let [a, b] = ends(&edge);
        (a != b).then(|| (a, b, weight(edge)))
    });
    PairList::new(graph.node_bound(), edges)
}

/// How close members are in a graph: `hops` for neighbours, one less for each further step, 1 at `hops` steps, nothing
/// beyond. Node `i` (by `petgraph`'s index) is member `i`; direction does not matter.
///
/// A breadth-first search from every node; memory and time go with the pairs within reach.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_groups::graph_closeness;
/// use petgraph::graph::DiGraph;
///
/// // 0 advises 1, who advises 2, who advises 3.
/// let advice = DiGraph::<(), ()>::from_edges([(0, 1), (1, 2), (2, 3)]);
/// let close = graph_closeness(&advice, 2);
/// assert_eq!([1, 2, 3].map(|other| close.weight(0, other)), [2.0, 1.0, 0.0]);
/// ```
#[must_use]
pub fn graph_closeness<G>(graph: G, hops: usize) -> PairList
where
    G: IntoEdgeReferences + NodeIndexable,
{
    let members = graph.node_bound();
    let mut near = vec![Vec::new(); members];
    for edge in graph.edge_references() {
        let [a, b] = [edge.source(), edge.target()].map(|node| graph.to_index(node));
        near[a].push(b);
        near[b].push(a);
    }
    let mut pairs = Vec::new();
    let mut seen_from = vec![usize::MAX; members];
    let mut queue = VecDeque::new();
    for start in 0..members {
        seen_from[start] = start;
        queue.push_back((start, 0));
        while let Some((at, steps)) = queue.pop_front() {
            if start < at {
                pairs.push((start, at, (hops + 1 - steps) as f64));
            }
            if steps == hops {
                continue;
            }
            for &next in &near[at] {
                if seen_from[next] != start {
                    seen_from[next] = start;
                    queue.push_back((next, steps + 1));
                }
            }
        }
    }
    // Pairs are in range, of two members and finite, so that this cannot fail.
    PairList::new(members, pairs).unwrap_or_default()
}

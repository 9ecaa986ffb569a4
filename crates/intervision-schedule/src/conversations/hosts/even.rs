//! Even loads. In: a maximum flow to hosts. Out: as large a flow, in which hosts have loads as even as any.
//!
//! A host with at least two more than another gives one away along a path of what can still flow. Where no such path is left,
//! no flow as large has a smaller sum of squared loads: none has a smaller largest load, nor a larger smallest one (N. Harvey,
//! R. Ladner, L. Lovász and T. Tamir, 2006; A. Frank and K. Murota, 2022).

use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::flow::Network;

/// Evens out a flow; `hosts` are nodes with their edges to the sink. At most as many paths as half the sum of squared loads, each
/// found in O(edges).
pub(super) fn even_out(
    network: &Network,
    flows: &mut [usize],
    sink: NodeIndex,
    hosts: &[(NodeIndex, EdgeIndex)],
) {
    let load = |flows: &[usize], edge: EdgeIndex| flows.get(edge.index()).copied().unwrap_or(0);
    loop {
        let mut heavy: Vec<usize> = (0..hosts.len()).collect();
        heavy.sort_by_key(|at| {
            let of = hosts.get(*at).map_or(0, |(_, edge)| load(flows, *edge));
            (std::cmp::Reverse(of), *at)
        });
        let moved = heavy.into_iter().filter_map(|at| hosts.get(at)).any(|(from, own)| {
            let most = load(flows, *own);
            let came = reach(network, flows, *from, sink);
            let lighter = hosts.iter().enumerate().filter(|(_, (node, edge))| {
                let reached = came.get(node.index()).is_some_and(Option::is_some);
                reached && load(flows, *edge) + 2 <= most
            });
            let least = lighter.min_by_key(|(at, (_, edge))| (load(flows, *edge), *at));
            let Some((_, (to, other))) = least else { return false };
            shift(network, flows, &came, (*from, *to));
            for (edge, more) in [(*own, false), (*other, true)] {
                change(flows, edge, more);
            }
            true
        });
        if !moved {
            return;
        }
    }
}

/// How each node is reached from one along what can still flow, without the sink: by which edge.
fn reach(
    network: &Network,
    flows: &[usize],
    from: NodeIndex,
    sink: NodeIndex,
) -> Vec<Option<EdgeIndex>> {
    let mut came = vec![None; network.node_count()];
    let mut open = VecDeque::from([from]);
    let flow = |edge: EdgeIndex| flows.get(edge.index()).copied().unwrap_or(0);
    while let Some(node) = open.pop_front() {
        let there = network
            .edges_directed(node, Direction::Outgoing)
            .filter(|edge| flow(edge.id()) < *edge.weight())
            .map(|edge| (edge.target(), edge.id()));
        let back = network
            .edges_directed(node, Direction::Incoming)
            .filter(|edge| flow(edge.id()) > 0)
            .map(|edge| (edge.source(), edge.id()));
        for (next, edge) in there.chain(back) {
            let unseen = next != from && next != sink;
            if let Some(cell) = came.get_mut(next.index()).filter(|cell| unseen && cell.is_none()) {
                *cell = Some(edge);
                open.push_back(next);
            }
        }
    }
    came
}

/// One unit more along the way on which a node was reached.
fn shift(
    network: &Network,
    flows: &mut [usize],
    came: &[Option<EdgeIndex>],
    (from, to): (NodeIndex, NodeIndex),
) {
    let mut node = to;
    while node != from {
        let Some(edge) = came.get(node.index()).copied().flatten() else { return };
        let Some((source, target)) = network.edge_endpoints(edge) else { return };
        change(flows, edge, target == node);
        node = if target == node { source } else { target };
    }
}

fn change(flows: &mut [usize], edge: EdgeIndex, more: bool) {
    if let Some(flow) = flows.get_mut(edge.index()) {
        *flow = if more { *flow + 1 } else { flow.saturating_sub(1) };
    }
}

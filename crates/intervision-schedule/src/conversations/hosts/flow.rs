//! Requests, slots and hosts as a network.

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::algo::maximum_flow::dinics;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::even::even_out;
use super::{Request, Visit};

/// Who can when, asked once.
pub(super) struct Case {
    /// The guest and the open slots of each request.
    requests: Vec<(usize, Vec<usize>)>,
    /// The hosts whom each guest may meet.
    hosts_of: BTreeMap<usize, Vec<usize>>,
    /// By host and slot.
    host_free: Vec<Vec<bool>>,
    days: Vec<usize>,
    most_per_day: usize,
}

/// A maximum flow with even loads, read as visits.
pub(super) struct Flow {
    pub(super) visits: Vec<Option<Visit>>,
    /// The requests on the source's side of a minimum cut.
    pub(super) cut: Vec<usize>,
}

impl Flow {
    pub(super) fn met(&self) -> usize {
        self.visits.iter().flatten().count()
    }
}

pub(super) type Network = DiGraph<(), usize>;

impl Case {
    pub(super) fn new(
        requests: &[Request],
        (hosts, days, most_per_day): (usize, &[usize], usize),
        host_free: impl Fn(usize, usize) -> bool,
        guest_free: impl Fn(usize, usize) -> bool,
        may_meet: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let slots_of = |request: &Request| {
            let open =
                (request.first..=request.last).filter(|slot| guest_free(request.guest, *slot));
            (request.guest, open.collect())
        };
        let free = |host: usize| (0..days.len()).map(|slot| host_free(host, slot)).collect();
        let met_by = |guest: usize| (0..hosts).filter(|host| may_meet(guest, *host)).collect();
        let guests = requests.iter().map(|request| request.guest);
        Case {
            requests: requests.iter().map(slots_of).collect(),
            hosts_of: guests.map(|guest| (guest, met_by(guest))).collect(),
            host_free: (0..hosts).map(free).collect(),
            days: days.to_vec(),
            most_per_day,
        }
    }

    /// As many visits as there can be up to a day, shared among hosts as evenly as can be.
    ///
    /// Source, request, guest in a slot, those who may meet the same hosts in a slot, host in a slot, host on a day, host, sink.
    pub(super) fn solve(&self, last_day: usize) -> Flow {
        let mut network = Network::new();
        let (source, sink) = (network.add_node(()), network.add_node(()));
        let requests: Vec<(NodeIndex, EdgeIndex)> = self
            .requests
            .iter()
            .map(|_| {
                let node = network.add_node(());
                (node, network.add_edge(source, node, 1))
            })
            .collect();
        let hosts: Vec<(NodeIndex, EdgeIndex)> = self
            .host_free
            .iter()
            .map(|_| {
                let node = network.add_node(());
                (node, network.add_edge(node, sink, self.requests.len()))
            })
            .collect();
        let mut on_day = BTreeMap::<(usize, usize), NodeIndex>::new();
        let mut receiving = BTreeMap::<(usize, usize), NodeIndex>::new();
        for (host, free) in self.host_free.iter().enumerate() {
            for (slot, day) in self.days.iter().enumerate() {
                if *day > last_day || !free.get(slot).is_some_and(|free| *free) {
                    continue;
                }
                let Some(&(node, _)) = hosts.get(host) else { continue };
                let today = *on_day.entry((host, *day)).or_insert_with(|| {
                    let today = network.add_node(());
                    network.add_edge(today, node, self.most_per_day.min(self.requests.len()));
                    today
                });
                let here = network.add_node(());
                network.add_edge(here, today, 1);
                receiving.insert((host, slot), here);
            }
        }
        let mut crowds = BTreeMap::<(&[usize], usize), NodeIndex>::new();
        let mut guests = BTreeMap::<(usize, usize), NodeIndex>::new();
        for ((guest, slots), (node, _)) in self.requests.iter().zip(&requests) {
            let may_meet = self.hosts_of.get(guest).map_or(&[][..], Vec::as_slice);
            let in_time = |slot: &&usize| self.days.get(**slot).is_some_and(|day| *day <= last_day);
            for slot in slots.iter().filter(in_time) {
                let crowd = *crowds.entry((may_meet, *slot)).or_insert_with(|| {
                    let crowd = network.add_node(());
                    for host in may_meet {
                        if let Some(here) = receiving.get(&(*host, *slot)) {
                            network.add_edge(crowd, *here, 1);
                        }
                    }
                    crowd
                });
                let present = *guests.entry((*guest, *slot)).or_insert_with(|| {
                    let present = network.add_node(());
                    network.add_edge(present, crowd, 1);
                    present
                });
                network.add_edge(*node, present, 1);
            }
        }
        let (_, mut flows) = dinics(&network, source, sink);
        even_out(&network, &mut flows, sink, &hosts);
        let at: BTreeMap<NodeIndex, (usize, usize)> =
            receiving.iter().map(|(place, node)| (*node, *place)).collect();
        let visits = read(&network, &flows, &requests, &at);
        let reached = residual(&network, &flows, source);
        let cut = requests
            .iter()
            .enumerate()
            .filter(|(_, (node, _))| reached.get(node.index()).is_some_and(|reached| *reached));
        Flow { visits, cut: cut.map(|(request, _)| request).collect() }
    }
}

/// Follows the unit of each request to a host in a slot, and takes it away so that nobody follows it again.
fn read(
    network: &Network,
    flows: &[usize],
    requests: &[(NodeIndex, EdgeIndex)],
    at: &BTreeMap<NodeIndex, (usize, usize)>,
) -> Vec<Option<Visit>> {
    let mut left = flows.to_vec();
    let mut follow = |from: NodeIndex| {
        let mut node = from;
        loop {
            if let Some(&(host, slot)) = at.get(&node) {
                return Some(Visit { host, slot });
            }
            let next = network
                .edges_directed(node, Direction::Outgoing)
                .find(|edge| left.get(edge.id().index()).is_some_and(|flow| *flow > 0))?;
            if let Some(flow) = left.get_mut(next.id().index()) {
                *flow -= 1;
            }
            node = next.target();
        }
    };
    let flows_in = |edge: &EdgeIndex| flows.get(edge.index()).is_some_and(|flow| *flow > 0);
    requests.iter().map(|(node, edge)| if flows_in(edge) { follow(*node) } else { None }).collect()
}

/// What can still be reached from the source.
fn residual(network: &Network, flows: &[usize], source: NodeIndex) -> Vec<bool> {
    let mut reached = vec![false; network.node_count()];
    let mut open = vec![source];
    while let Some(node) = open.pop() {
        match reached.get_mut(node.index()) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        let flow = |edge: EdgeIndex| flows.get(edge.index()).copied().unwrap_or(0);
        for edge in network.edges_directed(node, Direction::Outgoing) {
            if flow(edge.id()) < *edge.weight() {
                open.push(edge.target());
            }
        }
        for edge in network.edges_directed(node, Direction::Incoming) {
            if flow(edge.id()) > 0 {
                open.push(edge.source());
            }
        }
    }
    reached
}

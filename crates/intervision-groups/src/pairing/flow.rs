//! In: a network with capacities and costs. Out: a largest flow of least cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A network from node 0 to node 1; arcs are stored with their way back behind them.
#[derive(Debug, Clone)]
pub(super) struct Network {
    out: Vec<Vec<usize>>,
    to: Vec<usize>,
    room: Vec<u32>,
    cost: Vec<i64>,
}

pub(super) const SOURCE: usize = 0;
pub(super) const SINK: usize = 1;

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        let out = vec![Vec::new(); nodes.max(2)];
        Network { out, to: Vec::new(), room: Vec::new(), cost: Vec::new() }
    }

    /// An arc; gives its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, room: u32, cost: i64) -> usize {
        let number = self.to.len();
        self.out[from].push(number);
        self.out[to].push(number + 1);
        self.to.extend([to, from]);
        self.room.extend([room, 0]);
        self.cost.extend([cost, -cost]);
        number
    }

    /// How much runs through an arc.
    pub(super) fn flow(&self, arc: usize) -> u32 {
        self.room[arc + 1]
    }

    /// Sends as much as can be sent, at the least cost: shortest augmenting paths with potentials (Ford and Fulkerson 1962; Edmonds and Karp
    /// 1972). Costs may be negative on a network without cycles. O(flow · arcs · log nodes).
    pub(super) fn send(&mut self) -> (u32, i64) {
        let mut potential = self.first_potentials();
        let (mut sent, mut cost) = (0, 0);
        while let Some((distance, via)) = self.shortest(&potential) {
            for (own, far) in potential.iter_mut().zip(&distance) {
                *own = own.saturating_add((*far).min(distance[SINK]));
            }
            let mut amount = u32::MAX;
            let mut at = SINK;
            while at != SOURCE {
                amount = amount.min(self.room[via[at]]);
                at = self.to[via[at] ^ 1];
            }
            at = SINK;
            while at != SOURCE {
                self.room[via[at]] -= amount;
                self.room[via[at] ^ 1] += amount;
                cost += i64::from(amount) * self.cost[via[at]];
                at = self.to[via[at] ^ 1];
            }
            sent += amount;
        }
        (sent, cost)
    }

    /// Distances along arcs with room, by relaxation (Bellman 1958).
    fn first_potentials(&self) -> Vec<i64> {
        let mut distance = vec![0; self.out.len()];
        for _ in 0..self.out.len() {
            let mut changed = false;
            for (from, arcs) in self.out.iter().enumerate() {
                for &arc in arcs.iter().filter(|&&arc| self.room[arc] > 0) {
                    let through = distance[from] + self.cost[arc];
                    if through < distance[self.to[arc]] {
                        distance[self.to[arc]] = through;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        distance
    }

    fn shortest(&self, potential: &[i64]) -> Option<(Vec<i64>, Vec<usize>)> {
        let mut distance = vec![i64::MAX; self.out.len()];
        let mut via = vec![usize::MAX; self.out.len()];
        let mut near = BinaryHeap::from([Reverse((0, SOURCE))]);
        distance[SOURCE] = 0;
        while let Some(Reverse((far, at))) = near.pop() {
            if far > distance[at] {
                continue;
            }
            for &arc in self.out[at].iter().filter(|&&arc| self.room[arc] > 0) {
                let to = self.to[arc];
                let through = far + self.cost[arc] + potential[at] - potential[to];
                if through < distance[to] {
                    distance[to] = through;
                    via[to] = arc;
                    near.push(Reverse((through, to)));
                }
            }
        }
        (distance[SINK] < i64::MAX).then_some((distance, via))
    }
}

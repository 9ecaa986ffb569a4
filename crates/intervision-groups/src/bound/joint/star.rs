//! A star of attributes: one in the centre, whose composition decides what the others must cost.

use super::leaf::{Flow, Leaf};
use super::master::Master;
use super::residue;

/// How often prices are adjusted.
const ROUNDS: usize = 150;
/// Every so many rounds all compositions are priced, and the most promising kept for the rounds to come.
const REFRESH: usize = 30;
const KEPT: usize = 16;
/// How far above the best bound so far the steps aim, as a part of it: to begin with, and less after so many rounds without
/// a better one.
const AHEAD: f64 = 0.08;
const LESS_AHEAD: f64 = 0.7;
const PATIENCE: usize = 3;
/// How much of its last direction a step keeps.
const MOMENTUM: f64 = 0.6;

/// Groups of equal limits; the composition of a group is how many people of each centre category it holds.
#[derive(Debug, Clone)]
pub(super) struct Star {
    pub(super) groups: usize,
    /// The fewest people of a group.
    pub(super) size: usize,
    /// How many people there are of each centre category.
    pub(super) totals: Vec<f64>,
    /// All that a group can be.
    pub(super) compositions: Vec<Composition>,
    pub(super) leaves: Vec<Leaf>,
}

#[derive(Debug, Clone)]
pub(super) struct Composition {
    /// How many people of each centre category.
    pub(super) heads: Vec<f64>,
    /// What the centre itself costs in such a group.
    pub(super) cost: f64,
}

/// Where the ascent stands.
struct Ascent {
    /// The composition of each column that is looked at now.
    kept: Vec<usize>,
    /// Who of which cell a group of each column takes, leaf by leaf.
    taken: Vec<u32>,
    master: Master,
    best: f64,
    best_prices: Vec<Vec<f64>>,
    direction: Vec<Vec<f64>>,
    ahead: f64,
    poor: usize,
}

impl Star {
    /// A lower bound on the cost of all groups together.
    ///
    /// Lagrangian relaxation (Geoffrion 1974) of "everybody sits somewhere": each cell of a centre and a leaf category has a
    /// price, and every group takes what is best for it at these prices. For any prices the sum that all people pay, less what
    /// the groups gain, is a bound. Subgradient steps with the step length of Polyak (1969) improve the prices; at each
    /// step a small linear programme says how many groups have which composition, and [`residue::least`] what it costs that
    /// groups are whole. The last word is a pricing of all compositions, so that the bound holds however well the prices were found.
    ///
    /// Takes O([`ROUNDS`] · [`KEPT`] · people of a group · cells) time, beside some pricings of all compositions.
    pub(super) fn bound(&mut self) -> f64 {
        let mut flow = Flow::default();
        let mut ascent = Ascent {
            kept: Vec::new(),
            taken: Vec::new(),
            master: self.master(),
            best: f64::NEG_INFINITY,
            best_prices: self.leaves.iter().map(|leaf| leaf.price.clone()).collect(),
            direction: self.leaves.iter().map(|leaf| vec![0.0; leaf.cells.len()]).collect(),
            ahead: AHEAD,
            poor: 0,
        };
        let mut proven = 0.0f64;
        for round in 0..ROUNDS {
            if round % REFRESH == 0 {
                proven = proven.max(self.refresh(&mut ascent, &mut flow));
            }
            if !self.step(&mut ascent, &mut flow) {
                break;
            }
        }
        proven.max(self.refresh(&mut ascent, &mut flow))
    }

    fn master(&self) -> Master {
        let dearest = self.compositions.iter().map(|it| it.cost).fold(1.0, f64::max);
        let leaves = self.leaves.iter().flat_map(|leaf| &leaf.cost).sum::<f64>();
        Master::new(&self.totals, 100.0 * (dearest + leaves))
    }

    /// Goes back to the best prices, prices all compositions, keeps the most promising, and gives what is proven by that.
    fn refresh(&mut self, ascent: &mut Ascent, flow: &mut Flow) -> f64 {
        for (leaf, price) in self.leaves.iter_mut().zip(&ascent.best_prices) {
            leaf.price.clone_from(price);
        }
        ascent.direction.iter_mut().for_each(|part| part.fill(0.0));
        let all: Vec<usize> = (0..self.compositions.len()).collect();
        let columns = self.columns(&all, flow, &mut ascent.taken);
        let mut master = self.master();
        let per_head = master.prices(&columns);
        let reduced: Vec<f64> =
            columns.iter().map(|&(heads, cost)| cost - dot(heads, &per_head)).collect();
        let least = reduced.iter().copied().fold(f64::INFINITY, f64::min);
        let linear = self.paid() + dot(&self.totals, &per_head);
        // Whatever the prices per head are, no group gains more than the least reduced cost. What compositions cost beyond it
        // counts for all that must occur.
        let beyond: Vec<(&[f64], f64)> = columns
            .iter()
            .zip(&reduced)
            .map(|(&(heads, _), reduced)| (heads, reduced - least.min(0.0)))
            .collect();
        let (left_over, path) = residue::least(self.size, &self.totals, &beyond);
        let mut order = all;
        order.sort_by(|&a, &b| reduced[a].total_cmp(&reduced[b]));
        order.truncate(KEPT);
        order.extend(path);
        order.sort_unstable();
        order.dedup();
        ascent.kept = order;
        ascent.master = self.master();
        ascent.best = linear + left_over;
        linear + self.groups as f64 * least.min(0.0) + left_over
    }

    /// One step of the ascent; `false` when prices are the best there are.
    fn step(&mut self, ascent: &mut Ascent, flow: &mut Flow) -> bool {
        let columns = self.columns(&ascent.kept, flow, &mut ascent.taken);
        let per_head = ascent.master.prices(&columns);
        let beyond: Vec<(&[f64], f64)> = columns
            .iter()
            .map(|&(heads, cost)| (heads, (cost - dot(heads, &per_head)).max(0.0)))
            .collect();
        let (left_over, path) = residue::least(self.size, &self.totals, &beyond);
        let value = self.paid() + dot(&self.totals, &per_head) + left_over;
        // Groups of mixed people, and the basis for everybody else.
        let mut seated = self.totals.clone();
        for &column in &path {
            seated.iter_mut().zip(columns[column].0).for_each(|(left, head)| *left -= head);
        }
        let basis = ascent.master.basis.iter().copied().zip(ascent.master.amounts(&seated));
        let groups: Vec<(usize, f64)> = path
            .into_iter()
            .map(|column| (column, 1.0))
            .chain(basis.filter_map(|(column, amount)| Some((column?, amount))))
            .filter(|(_, amount)| *amount != 0.0)
            .collect();
        if value > ascent.best {
            ascent.best = value;
            ascent.poor = 0;
            for (known, leaf) in ascent.best_prices.iter_mut().zip(&self.leaves) {
                known.clone_from(&leaf.price);
            }
        } else {
            ascent.poor += 1;
            if ascent.poor >= PATIENCE {
                ascent.ahead *= LESS_AHEAD;
                ascent.poor = 0;
            }
        }
        // Cells of which there are more than the groups ask for pay more from now on, and the others less.
        let mut square = 0.0;
        let cells: usize = self.leaves.iter().map(|leaf| leaf.cells.len()).sum();
        let mut first = 0;
        for (leaf, direction) in self.leaves.iter().zip(&mut ascent.direction) {
            for (part, &cell) in direction.iter_mut().zip(&leaf.cells) {
                *part = MOMENTUM * *part + f64::from(cell);
            }
            for &(column, amount) in &groups {
                let of_column = &ascent.taken[column * cells + first..];
                for (part, &taken) in direction.iter_mut().zip(of_column) {
                    *part -= amount * f64::from(taken);
                }
            }
            first += leaf.cells.len();
            square += direction.iter().map(|part| part * part).sum::<f64>();
        }
        if square < 1e-12 {
            return false;
        }
        let step = (ascent.best.abs() * ascent.ahead + ascent.best - value) / square;
        for (leaf, direction) in self.leaves.iter_mut().zip(&ascent.direction) {
            for (price, by) in leaf.price.iter_mut().zip(direction) {
                *price += step * by;
            }
        }
        true
    }

    /// What all people together pay.
    fn paid(&self) -> f64 {
        let pay = |leaf: &Leaf| {
            let pairs = leaf.cells.iter().zip(&leaf.price);
            pairs.map(|(&cell, price)| f64::from(cell) * price).sum::<f64>()
        };
        self.leaves.iter().map(pay).sum()
    }

    /// Heads and the least cost of one group of each of these compositions, at the prices of now; and who of which cell such a group
    /// takes, leaf by leaf.
    fn columns(
        &self,
        which: &[usize],
        flow: &mut Flow,
        taken: &mut Vec<u32>,
    ) -> Vec<(&[f64], f64)> {
        taken.clear();
        let column = |&at: &usize| {
            let it = &self.compositions[at];
            let mut cost = it.cost;
            for leaf in &self.leaves {
                cost += leaf.least(&it.heads, flow);
                taken.extend_from_slice(&flow.taken);
            }
            (it.heads.as_slice(), cost)
        };
        which.iter().map(column).collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

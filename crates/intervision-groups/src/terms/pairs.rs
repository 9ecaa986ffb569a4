use crate::problem::{LIGHTEST, PairDirection};

/// Above this many members pair weights are kept as lists of neighbours, whatever their number.
const DENSE_MEMBERS: usize = 4096;

/// A term over pairs: the sum of weights inside groups, or its negative when weight is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PairSums {
    pub(crate) want: PairDirection,
    pub(crate) members: usize,
    /// Every pair once, the smaller member first, in order.
    pub(crate) edges: Vec<(u32, u32, f64)>,
    pub(crate) weights: Weights,
    /// What sums of weights near nothing are measured by: 1, or the heaviest weight where all are lighter.
    pub(crate) unit: f64,
}

/// Pairs in order, each once; of several weights for one pair the last counts. Takes linear time for pairs that come in order.
pub(crate) fn in_order(mut pairs: Vec<(u32, u32, f64)>) -> Vec<(u32, u32, f64)> {
    pairs.sort_by_key(|&(a, b, _)| (a, b));
    pairs.dedup_by(|later, kept| {
        let same = (later.0, later.1) == (kept.0, kept.1);
        if same {
            kept.2 = later.2;
        }
        same
    });
    pairs
}

fn unit(weights: impl Iterator<Item = f64>) -> f64 {
    weights.map(f64::abs).fold(0.0, f64::max).clamp(LIGHTEST, 1.0)
}

/// Signed weights: smaller is better.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Weights {
    /// A full symmetric table, row by row.
    Dense(Vec<f64>),
    /// Neighbours of each member, with where they begin.
    Sparse { start: Vec<u32>, to: Vec<u32>, weight: Vec<f64> },
}

impl PairSums {
    /// Takes every pair with a weight, in any order.
    pub(crate) fn new(want: PairDirection, members: usize, edges: Vec<(u32, u32, f64)>) -> Self {
        let edges = in_order(edges);
        let sign = if want == PairDirection::Seek { -1.0 } else { 1.0 };
        let dense = members <= DENSE_MEMBERS && edges.len() * 16 > members * members / 4;
        let weights = if dense || members <= 512 {
            let mut table = vec![0.0; members * members];
            for &(a, b, weight) in &edges {
                table[a as usize * members + b as usize] = sign * weight;
                table[b as usize * members + a as usize] = sign * weight;
            }
            Weights::Dense(table)
        } else {
            let mut start = vec![0u32; members + 1];
            for &(a, b, _) in &edges {
                start[a as usize + 1] += 1;
                start[b as usize + 1] += 1;
            }
            for member in 0..members {
                start[member + 1] += start[member];
            }
            let mut next = start.clone();
            let (mut to, mut weight) = (vec![0; edges.len() * 2], vec![0.0; edges.len() * 2]);
            for &(a, b, w) in &edges {
                for (from, other) in [(a, b), (b, a)] {
                    let at = next[from as usize] as usize;
                    (to[at], weight[at]) = (other, sign * w);
                    next[from as usize] += 1;
                }
            }
            Weights::Sparse { start, to, weight }
        };
        let unit = unit(edges.iter().map(|&(_, _, weight)| weight));
        PairSums { want, members, edges, weights, unit }
    }

    pub(crate) fn sign(&self) -> f64 {
        if self.want == PairDirection::Seek { -1.0 } else { 1.0 }
    }

    /// The weight of a pair, signed so that smaller is better.
    pub(crate) fn between(&self, a: usize, b: usize) -> f64 {
        if a >= self.members || b >= self.members {
            return 0.0;
        }
        match &self.weights {
            Weights::Dense(table) => table[a * self.members + b],
            Weights::Sparse { start, to, weight } => {
                let of_a = start[a] as usize..start[a + 1] as usize;
                let at = to[of_a.clone()].binary_search(&(b as u32));
                at.map_or(0.0, |at| weight[of_a.start + at])
            }
        }
    }

    /// Adds the weights of a member with everybody, signed so that smaller is better and multiplied with `factor`, to a row with a
    /// number for each member.
    pub(crate) fn add_row(&self, member: usize, factor: f64, row: &mut [f64]) {
        match &self.weights {
            Weights::Dense(table) => {
                let weights = &table[member * self.members..][..self.members];
                for (sum, weight) in row.iter_mut().zip(weights) {
                    *sum += factor * weight;
                }
            }
            Weights::Sparse { start, to, weight } => {
                let range = start[member] as usize..start[member + 1] as usize;
                for (&other, weight) in to[range.clone()].iter().zip(&weight[range]) {
                    row[other as usize] += factor * weight;
                }
            }
        }
    }

    /// The value in its own unit, counted from nothing.
    pub(crate) fn value(&self, group_of: &[u32]) -> f64 {
        let inside = |&&(a, b, _): &&(u32, u32, f64)| group_of[a as usize] == group_of[b as usize];
        let sum: f64 = self.edges.iter().filter(inside).map(|&(_, _, weight)| weight).sum();
        // Adding 0 makes a negative zero positive: nothing inside groups is 0, whatever the sign.
        self.sign() * sum + 0.0
    }
}

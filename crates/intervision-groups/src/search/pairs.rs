use crate::terms::pairs::{PairSums, Weights};

/// Pair weights against groups.
///
/// For a full table the weight from every member to group g is held as row g of k contiguous rows of n, so that an
/// accepted move updates whole rows. For lists of neighbours nothing is held: a move walks the lists.
#[derive(Debug, Clone)]
pub(super) struct PairState<'p> {
    term: &'p PairSums,
    factor: f64,
    rows: Vec<f64>,
}

impl<'p> PairState<'p> {
    pub(super) fn new(term: &'p PairSums, factor: f64, groups: usize) -> Self {
        let rows = match term.weights {
            Weights::Dense(_) => vec![0.0; groups * term.members],
            Weights::Sparse { .. } => Vec::new(),
        };
        PairState { term, factor, rows }
    }

    /// Adds (`step` 1) or takes away (-1) a member, and gives the change of the objective.
    pub(super) fn shift(
        &mut self,
        member: usize,
        group: usize,
        step: i32,
        group_of: &[u32],
    ) -> f64 {
        let members = self.term.members;
        let step = f64::from(step);
        match &self.term.weights {
            Weights::Dense(table) => {
                let row = &mut self.rows[group * members..(group + 1) * members];
                let change = row[member];
                let weights = &table[member * members..(member + 1) * members];
                for (sum, weight) in row.iter_mut().zip(weights) {
                    *sum += step * weight;
                }
                self.factor * step * change
            }
            Weights::Sparse { .. } => self.factor * step * self.walk(member, group, group_of),
        }
    }

    /// The change that adding a member would make.
    pub(super) fn price(&self, member: usize, group: usize, group_of: &[u32]) -> f64 {
        self.factor
            * match &self.term.weights {
                Weights::Dense(_) => self.rows[group * self.term.members + member],
                Weights::Sparse { .. } => self.walk(member, group, group_of),
            }
    }

    /// The change when `a` of group `g` and `b` of group `h` change places.
    #[inline]
    pub(super) fn swap(&self, a: usize, g: usize, b: usize, h: usize, group_of: &[u32]) -> f64 {
        let members = self.term.members;
        match &self.term.weights {
            Weights::Dense(table) => {
                let (row_g, row_h) = (g * members, h * members);
                let between = table[a * members + b];
                self.factor
                    * (self.rows[row_h + a] - self.rows[row_g + a] + self.rows[row_g + b]
                        - self.rows[row_h + b]
                        - 2.0 * between)
            }
            Weights::Sparse { start, to, weight } => {
                let of_a = start[a] as usize..start[a + 1] as usize;
                let between = to[of_a.clone()].binary_search(&(b as u32));
                let between = between.map_or(0.0, |at| weight[of_a.start + at]);
                self.factor
                    * (self.walk(a, h, group_of) - self.walk(a, g, group_of)
                        + self.walk(b, g, group_of)
                        - self.walk(b, h, group_of)
                        - 2.0 * between)
            }
        }
    }

    /// The change in a group when one member leaves it and another takes the place.
    pub(super) fn replace(&self, out: usize, into: usize, group: usize, group_of: &[u32]) -> f64 {
        let change = match &self.term.weights {
            Weights::Dense(table) => {
                let row = group * self.term.members;
                self.rows[row + into] - self.rows[row + out] - table[out * self.term.members + into]
            }
            Weights::Sparse { start, to, weight } => {
                let of_out = start[out] as usize..start[out + 1] as usize;
                let between = to[of_out.clone()].binary_search(&(into as u32));
                let between = between.map_or(0.0, |at| weight[of_out.start + at]);
                self.walk(into, group, group_of) - self.walk(out, group, group_of) - between
            }
        };
        self.factor * change
    }

    /// The weight of a member's neighbours in a group.
    fn walk(&self, member: usize, group: usize, group_of: &[u32]) -> f64 {
        let Weights::Sparse { start, to, weight } = &self.term.weights else { return 0.0 };
        let range = start[member] as usize..start[member + 1] as usize;
        to[range.clone()]
            .iter()
            .zip(&weight[range])
            .filter(|(other, _)| {
                group_of[**other as usize] == group as u32 && **other != member as u32
            })
            .map(|(_, weight)| weight)
            .sum()
    }
}

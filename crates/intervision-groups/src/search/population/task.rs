use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::pool::Member;
use crate::search::dense::calibrate::Heat;
use crate::search::dense::matrix::Matrix;
use crate::search::dense::noise::Noise;
use crate::search::dense::partition::Partition;
use crate::search::dense::walk::Walker;

/// Visits between two settings of the temperature.
const STRIDE: u64 = 16;
/// Sums are added up anew after this many visits per member.
const REFRESH: u64 = 32;

/// One grouping on its way down: an annealing (Kirkpatrick et al. 1983) of a given number of visits, then a descent to a local
/// optimum. It can be stopped and resumed between visits.
#[derive(Debug, Clone)]
pub(super) struct Task<'m> {
    walker: Walker<'m>,
    partition: Partition<'m>,
    order: Vec<u16>,
    heat: Heat,
    /// How far down the annealing begins: 0 is hot, 1 is cold.
    from: f64,
    length: u64,
    visits: u64,
    /// Visits without a change since the descent began.
    quiet: usize,
    pub(super) done: bool,
}

impl<'m> Task<'m> {
    pub(super) fn new(
        matrix: &'m Matrix,
        noise: &'m Noise,
        groups: &[u16],
        heat: Heat,
        from: f64,
        length: u64,
        seed: u64,
    ) -> Self {
        let mut walker =
            Walker::new(matrix, noise, heat.smooth, Xoshiro256PlusPlus::seed_from_u64(seed));
        let mut order: Vec<u16> = (0..matrix.members as u16).collect();
        order.shuffle(walker.rng());
        let partition = Partition::new(matrix, groups);
        Task { walker, partition, order, heat, from, length, visits: 0, quiet: 0, done: false }
    }

    /// Makes at most this many visits, fewer when it comes to its end.
    pub(super) fn advance(&mut self, visits: u64) -> u64 {
        let members = self.order.len();
        let begun = self.visits;
        let mut heat = 0.0;
        while self.visits - begun < visits && !self.done {
            let x = self.order[self.visits as usize % members] as usize;
            if self.visits < self.length {
                if self.visits.is_multiple_of(STRIDE) || self.visits == begun {
                    heat = self.heat.after(self.visits as f64 / self.length as f64, self.from);
                }
                if (self.visits + 1).is_multiple_of(REFRESH * members as u64) {
                    self.partition.refresh();
                }
                self.walker.visit(&mut self.partition, x, heat);
            } else {
                if self.visits == self.length {
                    self.partition.refresh();
                }
                let changes = self.walker.visit(&mut self.partition, x, 0.0);
                self.quiet = if changes > 0 { 0 } else { self.quiet + 1 };
                if self.quiet >= members {
                    self.partition.refresh();
                    self.done = true;
                }
            }
            self.visits += 1;
        }
        self.visits - begun
    }

    /// Makes an annealing that still runs as long as its share: what is left of it takes `share - 1` times what is behind it.
    pub(super) fn stretch(&mut self, share: f64) {
        if self.visits < self.length {
            self.length = ((self.visits as f64 * share) as u64).max(self.visits);
        }
    }

    /// What it has become.
    pub(super) fn member(&mut self) -> Member {
        self.partition.refresh();
        Member { groups: self.partition.groups().to_vec(), value: self.partition.value() }
    }
}

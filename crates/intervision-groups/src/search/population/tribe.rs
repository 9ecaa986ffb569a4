use std::ops::ControlFlow;

use intervision_core::Stopped;
use rand::RngExt;

use super::crossover::cross;
use super::plan::Way;
use super::pool::Pool;
use super::search::{HALF_WAY, Search};

/// Children that are made at a time, from the same parents' generation.
const LITTER: usize = 4;
/// Tribes that are one rank higher anneal so much longer.
const GROWTH: f64 = 1.5;
/// Groupings that live at a time in a tribe that has united, at least.
const UNITED: usize = 24;

/// A population that has bred until nothing came of it any more, and how many unions lie behind it.
struct Tribe {
    rank: i32,
    pool: Pool,
}

impl Search<'_, '_> {
    /// Populations settle and breed one after the other; two that have come equally far unite and breed on with more patience, as the
    /// digits of a binary counter carry. Groupings that were found apart differ, so that a union has much to recombine. When the
    /// budget does not suffice for one more, all unite.
    pub(super) fn tribes(&mut self, way: Way) -> ControlFlow<Stopped> {
        let mut tribes: Vec<Tribe> = Vec::new();
        let mut costs = 0;
        loop {
            let sweep = (self.matrix.members * self.matrix.members) as u64;
            if !tribes.is_empty() && self.sweeps_left() * sweep < costs {
                break;
            }
            let before = self.steps;
            let mut tribe = self.settle(way)?;
            self.breed(way, &mut tribe)?;
            costs = self.steps - before;
            while let Some(other) = tribes.pop_if(|other| other.rank == tribe.rank) {
                tribe.unite(other);
                self.breed(way, &mut tribe)?;
            }
            tribes.push(tribe);
        }
        let Some(mut all) = tribes.pop() else { return ControlFlow::Continue(()) };
        while let Some(other) = tribes.pop() {
            all.unite(other);
        }
        loop {
            self.breed(way, &mut all)?;
            all.rank += 1;
            if all.pool.members().len() < 2 {
                // Nothing is left to breed; new blood for what remains.
                all.unite(self.settle(way)?);
            }
        }
    }

    /// A population from random starts.
    fn settle(&mut self, way: Way) -> ControlFlow<Stopped, Tribe> {
        let mut pool = Pool::new(self.matrix.groups(), way.population);
        let starts: Vec<_> = (0..way.population).map(|turn| (self.start(turn), 0.0)).collect();
        for starts in starts.chunks(LITTER) {
            for member in self.anneal(starts, way.first_sweeps, false)? {
                pool.offer(member);
            }
        }
        ControlFlow::Continue(Tribe { rank: 0, pool })
    }

    /// Breeds until children fail one after the other.
    fn breed(&mut self, way: Way, tribe: &mut Tribe) -> ControlFlow<Stopped> {
        let sweeps = (way.sweeps as f64 * GROWTH.powi(tribe.rank)) as u64;
        let patience = (way.patience * tribe.pool.size() as f64) as usize;
        let mut idle = 0;
        while idle < patience && tribe.pool.members().len() > 1 {
            let litter: Vec<_> = (0..LITTER).map(|_| (self.child(&tribe.pool), HALF_WAY)).collect();
            for member in self.anneal(&litter, sweeps, false)? {
                idle = if tribe.pool.offer(member) { 0 } else { idle + 1 };
            }
        }
        ControlFlow::Continue(())
    }

    fn child(&mut self, pool: &Pool) -> Vec<u16> {
        let members = pool.members();
        let a = self.rng.random_range(0..members.len());
        let b = (a + self.rng.random_range(1..members.len())) % members.len();
        cross(self.matrix, [&members[a].groups, &members[b].groups], &mut self.rng)
    }
}

impl Tribe {
    fn unite(&mut self, other: Tribe) {
        self.rank = self.rank.max(other.rank) + 1;
        self.pool.merge(other.pool, UNITED.max(self.pool.size()));
    }
}

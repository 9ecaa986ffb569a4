use rand::{Rng, RngExt};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::{LANES, MOST};
use super::partition::Partition;

/// How many logarithms of random numbers are drawn ahead; a visit begins at a random one of them.
const DRAWS: usize = 1 << 14;
/// Gains below this are rounding.
const TINY: f32 = 2e-5;
/// A visit in this many looks at moves through a group, where sizes allow them.
const THROUGH_ONE_IN: u32 = 4;
/// A size change that loses more than this many temperatures, and half of the largest weight, is not tried.
const HOPELESS: f32 = 6.0;

/// Logarithms of uniform random numbers: each is the threshold of a trial at temperature 1. Drawn once and shared by all walks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noise(Vec<f32>);

impl Noise {
    pub(crate) fn new(rng: &mut Xoshiro256PlusPlus) -> Self {
        let draw = |_| ((rng.next_u32() as f32 + 0.5) / 4_294_967_296.0).ln();
        Noise((0..DRAWS + MOST + 2 * LANES).map(draw).collect())
    }
}

/// Metropolis trials (Metropolis et al. 1953) of one member against all others.
#[derive(Debug, Clone)]
pub(crate) struct Walker<'m> {
    /// What the visited member gains by leaving for each group.
    table: Box<[f32; MOST]>,
    noise: &'m [f32],
    rng: Xoshiro256PlusPlus,
}

impl<'m> Walker<'m> {
    pub(crate) fn new(noise: &'m Noise, rng: Xoshiro256PlusPlus) -> Self {
        Walker { table: Box::new([f32::NEG_INFINITY; MOST]), noise: &noise.0, rng }
    }

    pub(crate) fn rng(&mut self) -> &mut Xoshiro256PlusPlus {
        &mut self.rng
    }

    /// One member is tried against every other, and moved where sizes allow, at this temperature; at 0 the first gain is
    /// taken. Says how often something changed. Takes n trials, and O(n) more for each that is accepted.
    pub(crate) fn visit(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        let mut changes = self.exchanges(partition, x, heat);
        if partition.matrix.elastic() {
            changes += self.shifts(partition, x, heat);
            if heat == 0.0 || self.rng.next_u32().is_multiple_of(THROUGH_ONE_IN) {
                changes += self.through(partition, x, heat);
            }
        }
        changes
    }

    /// What the member gains by going from their group to each other one; never to their own or to none.
    fn fill(&mut self, partition: &Partition<'_>, x: usize) {
        let own = partition.own[x];
        for group in 0..partition.lists.len() {
            self.table[group] = partition.sum(group, x) - own;
        }
        self.table[partition.group_of[x] as usize] = f32::NEG_INFINITY;
        self.table[partition.lists.len()] = f32::NEG_INFINITY;
    }

    fn exchanges(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        self.fill(partition, x);
        let offset = self.rng.next_u32() as usize % DRAWS;
        let (mut y, mut changes) = (0, 0);
        while y < partition.matrix.members {
            let trials = Trials {
                table: &self.table,
                toward: partition.row(partition.group_of[x] as usize),
                noise: &self.noise[offset..],
                tie: 2.0,
                heat,
                least: TINY,
            };
            match trials.first(partition, x, y) {
                Some(found) => {
                    partition.exchange(x, found);
                    self.fill(partition, x);
                    changes += 1;
                    y = found + 1;
                }
                None => y += LANES,
            }
        }
        changes
    }

    /// The member alone goes to another group.
    fn shifts(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        let from = partition.group_of[x] as usize;
        if partition.size(from) <= partition.matrix.limits[from].0 {
            return 0;
        }
        for to in 0..partition.lists.len() {
            if partition.may_shift(from, to) {
                let gain = partition.sum(to, x) - partition.own[x] + partition.size_gain(from, to);
                if gain > heat * self.log_uniform() + TINY {
                    partition.shift(x, to);
                    return 1;
                }
            }
        }
        0
    }

    /// The member takes the place of another one, who goes on to a third group.
    fn through(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        let from = partition.group_of[x] as usize;
        let to = self.rng.random_range(0..partition.lists.len());
        if !partition.may_shift(from, to) {
            return 0;
        }
        let bonus = partition.size_gain(from, to);
        if bonus < -HOPELESS * heat - 0.5 {
            return 0;
        }
        self.fill(partition, x);
        self.table[to] = f32::NEG_INFINITY;
        let offset = self.rng.next_u32() as usize % DRAWS;
        for y in (0..partition.matrix.members).step_by(LANES) {
            let trials = Trials {
                table: &self.table,
                toward: partition.row(to),
                noise: &self.noise[offset..],
                tie: 1.0,
                heat,
                least: TINY - bonus,
            };
            if let Some(found) = trials.first(partition, x, y) {
                partition.exchange(x, found);
                partition.shift(found, to);
                return 1;
            }
        }
        0
    }

    #[inline]
    fn log_uniform(&mut self) -> f32 {
        self.noise[self.rng.next_u32() as usize % DRAWS]
    }
}

/// Trials of one member with [`LANES`] others: those find a new group at `toward`, and the two lose `tie` times the weight
/// between them.
struct Trials<'a> {
    table: &'a [f32; MOST],
    toward: &'a [f32],
    noise: &'a [f32],
    tie: f32,
    heat: f32,
    least: f32,
}

impl Trials<'_> {
    /// The first of the others, from `y` on, whose trial is accepted.
    #[inline]
    fn first(&self, partition: &Partition<'_>, x: usize, y: usize) -> Option<usize> {
        // One check per lane array, none per lane.
        let groups = partition.group_of[y..].first_chunk::<LANES>()?;
        let toward = self.toward[y..].first_chunk::<LANES>()?;
        let own = partition.own[y..].first_chunk::<LANES>()?;
        let weights = partition.matrix.row(x)[y..].first_chunk::<LANES>()?;
        let noise = self.noise[y..].first_chunk::<LANES>()?;
        // Looked up lane by lane first, so that the rest is plain arithmetic on vectors.
        let mut over = [0.0f32; LANES];
        for (over, &group) in over.iter_mut().zip(groups) {
            *over = self.table[group as usize % MOST];
        }
        for lane in 0..LANES {
            let gain = over[lane] + toward[lane] - own[lane];
            over[lane] = gain - self.tie * weights[lane] - self.heat * noise[lane];
        }
        let mut any = false;
        for &over in &over {
            any |= over > self.least;
        }
        if !any {
            return None;
        }
        over.iter().position(|over| *over > self.least).map(|lane| y + lane)
    }
}

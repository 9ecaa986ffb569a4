use rand::{Rng, RngExt};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::matrix::Matrix;
use super::noise::Noise;
use super::partition::Partition;

/// Gains below this are rounding.
const TINY: f32 = 2e-5;
/// A visit in this many looks at moves through a group, where sizes allow them.
const THROUGH_ONE_IN: u32 = 4;
/// A size change that loses more than this many temperatures, and half of the largest weight, is not tried.
const HOPELESS: f32 = 6.0;

/// Metropolis trials (Metropolis et al. 1953) of one member against all others.
///
/// Thresholds are drawn before trials are made, so that a bound on the gains of a whole group can dismiss all its trials at once:
/// the outcome is the same as if each had been made.
#[derive(Debug, Clone)]
pub(crate) struct Walker<'m> {
    /// What the visited member gains by leaving for each group.
    table: Vec<f32>,
    noise: &'m Noise,
    /// Whether weights look like distances: bounds then dismiss nobody, and are not found anew.
    smooth: bool,
    rng: Xoshiro256PlusPlus,
}

impl<'m> Walker<'m> {
    pub(crate) fn new(
        matrix: &Matrix,
        noise: &'m Noise,
        smooth: bool,
        rng: Xoshiro256PlusPlus,
    ) -> Self {
        Walker { table: vec![f32::NEG_INFINITY; matrix.groups()], noise, smooth, rng }
    }

    pub(crate) fn rng(&mut self) -> &mut Xoshiro256PlusPlus {
        &mut self.rng
    }

    /// One member is tried against every other, and moved where sizes allow, at this temperature; at 0 the first gain is
    /// taken. Says how often something changed. Takes O(k) time for k groups and O(n) more for each trial that is accepted; groups that
    /// a bound cannot dismiss take time in proportion to their size.
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

    /// What the member gains by going from their group to each other one; never to their own.
    fn fill(&mut self, partition: &Partition<'_>, x: usize) {
        let own = partition.own[x];
        for (group, gain) in self.table.iter_mut().enumerate() {
            *gain = partition.sum(group, x) - own;
        }
        self.table[partition.group_of[x] as usize] = f32::NEG_INFINITY;
    }

    fn exchanges(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        self.fill(partition, x);
        let lightest = partition.matrix.lightest[x];
        let mut changes = 0;
        let at = self.noise.any(&mut self.rng);
        let (tie, least, smooth) = (2.0, TINY, self.smooth);
        let mut from = 0;
        loop {
            let toward = partition.group_of[x] as usize;
            let mut found: Option<usize> = None;
            for word in 0..self.table.len().div_ceil(64) {
                let (at, till) = (self.noise.after(at, word), found.unwrap_or(usize::MAX));
                let range = (from, till);
                let trials = Trials { toward, tie, lightest, heat, least, smooth, word, at, range };
                found = trials.first(&self.table, self.noise, partition, x).or(found);
            }
            let Some(y) = found else { break };
            partition.exchange(x, y);
            self.fill(partition, x);
            changes += 1;
            from = y + 1;
        }
        changes
    }

    /// The member alone goes to another group.
    fn shifts(&mut self, partition: &mut Partition<'_>, x: usize, heat: f32) -> usize {
        let from = partition.group_of[x] as usize;
        if partition.size(from) <= partition.matrix.limits[from].0 {
            return 0;
        }
        // Almost all moves lose so much that no draw could save them.
        let hopeless = heat * self.noise.lowest_of_all() + TINY;
        for to in 0..self.table.len() {
            let gain = self.table[to] + partition.size_gain(from, to);
            if gain > hopeless
                && partition.may_shift(from, to)
                && gain > heat * self.noise.draw(&mut self.rng) + TINY
            {
                partition.shift(x, to);
                return 1;
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
        let lightest = partition.matrix.lightest[x];
        for word in 0..self.table.len().div_ceil(64) {
            let at = self.noise.any(&mut self.rng);
            let (toward, tie, least, smooth) = (to, 1.0, TINY - bonus, self.smooth);
            let range = (0, usize::MAX);
            let trials = Trials { toward, tie, lightest, heat, least, smooth, word, at, range };
            if let Some(found) = trials.first(&self.table, self.noise, partition, x) {
                partition.exchange(x, found);
                partition.shift(found, to);
                return 1;
            }
        }
        0
    }
}

/// Trials of one member with those of up to 64 other groups, who go to the group `toward`; the two lose `tie` times the weight between
/// them.
struct Trials {
    toward: usize,
    tie: f32,
    /// No weight of the member is smaller.
    lightest: f32,
    heat: f32,
    least: f32,
    smooth: bool,
    /// Groups are numbered from 64 times this.
    word: usize,
    /// Where the noise begins.
    at: usize,
    /// Of the others only those with numbers from the first to below the second.
    range: (usize, usize),
}

impl Trials {
    /// The first of the others, by number, whose trial is accepted.
    ///
    /// Trials are looked at group by group, but they count in the order of the members' numbers: in an order that depended on the
    /// grouping, going somewhere would be likelier than coming back, and groupings would not be met as often as their values say
    /// (Manousiouthakis & Deem 1999 on what sequences of trials allow).
    #[inline]
    fn first(
        &self,
        table: &[f32],
        noise: &Noise,
        partition: &mut Partition<'_>,
        x: usize,
    ) -> Option<usize> {
        let least = self.least + self.tie * self.lightest;
        let mut open = 0u64;
        let table = &table[self.word * 64..];
        let reach = partition.reach(self.toward, self.word);
        for (group, ((gain, reach), lowest)) in
            table.iter().zip(reach).zip(noise.lowest(self.at)).enumerate()
        {
            open |= u64::from(gain + reach > self.heat * lowest + least) << group;
        }
        let (from, till) = self.range;
        let mut found = till;
        while open != 0 {
            let group = open.trailing_zeros() as usize;
            open &= open - 1;
            let least = least - table[group];
            let lowest = self.heat * noise.lowest(self.at)[group];
            let of = self.word * 64 + group;
            if !self.smooth && !partition.reaches(self.toward, of, least + lowest) {
                continue;
            }
            let (row, weights) = (partition.row(self.toward), partition.matrix.row(x));
            let noise = noise.block(self.at + group);
            // Groups that are open come close, so that the weight is asked for at once.
            let least = self.least - table[group];
            for (&y, &noise) in partition.lists[of].iter().zip(noise) {
                let y = y as usize;
                let gain = row[y] - partition.own[y] - self.tie * weights[y];
                if gain - self.heat * noise > least && (from..found).contains(&y) {
                    found = y;
                }
            }
        }
        (found < till).then_some(found)
    }
}

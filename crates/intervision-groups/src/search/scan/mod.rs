//! Annealing on a [`Merged`] table: one person against everybody at once.

mod faults;
mod moves;
mod quench;

use rand::{Rng, RngExt};

use self::faults::FaultPrices;
pub(in crate::search) use self::quench::Quench;
use crate::problem::{Objective, Problem};
use crate::search::classes::{self, ClassHeads};
use crate::search::merged::{MOST_GROUPS, Merged};

/// How many random numbers are drawn once and used again, each time from another place on.
const NOISE: usize = 2048;

/// A grouping of the rows of a table, and what each row weighs with each group.
#[derive(Debug, Clone)]
pub(in crate::search) struct Scan<'p> {
    problem: &'p Problem,
    pub(in crate::search) merged: &'p Merged,
    /// Group of each row.
    pub(in crate::search) group_of: Vec<u8>,
    /// Group by group, the weight of every row with it.
    sums: Vec<i32>,
    /// The weight of every row with its own group.
    own: Vec<i32>,
    members: Vec<Vec<u32>>,
    size: Vec<usize>,
    /// What the table cannot hold.
    heads: Vec<ClassHeads<'p>>,
    /// Rules about whole groups, where there are any.
    faults: Option<FaultPrices<'p>>,
    /// The value but for a constant, in the table's unit; faults are not in it.
    pub(in crate::search) value: i64,
    /// Independent draws of the exponential distribution with mean 1.
    draws: Vec<f32>,
    /// The draws at the temperature of now, rounded.
    noise: Vec<i32>,
    price: Vec<i32>,
    slack: bool,
}

impl<'p> Scan<'p> {
    pub(in crate::search) fn new(
        problem: &'p Problem,
        merged: &'p Merged,
        rng: &mut dyn Rng,
    ) -> Self {
        let (rows, groups) = (merged.rows(), problem.groups());
        let draw = |_| -((1.0 - rng.random::<f64>()).ln() as f32);
        Scan {
            problem,
            merged,
            group_of: vec![0; rows],
            sums: vec![0; rows * groups],
            own: vec![0; rows],
            members: vec![Vec::new(); groups],
            size: vec![0; groups],
            heads: classes::heads(merged, groups),
            faults: FaultPrices::new(problem, merged),
            value: 0,
            draws: (0..NOISE + merged.lanes).map(draw).collect(),
            noise: vec![0; NOISE + merged.lanes],
            price: vec![0; merged.lanes],
            slack: problem.sizes.iter().any(|&(least, most)| least < most),
        }
    }

    /// Starts from this group of each unit.
    pub(in crate::search) fn load(&mut self, unit_group: &[u32]) {
        let rows = self.merged.rows();
        if self.merged.place.is_empty() {
            self.sums.fill(0);
        } else {
            self.sums.clone_from(&self.merged.place);
        }
        self.members.iter_mut().for_each(Vec::clear);
        self.size.fill(0);
        self.heads.iter_mut().for_each(ClassHeads::clear);
        for (row, &unit) in self.merged.units.iter().enumerate() {
            let group = unit_group[unit as usize] as usize;
            self.group_of[row] = group as u8;
            self.members[group].push(row as u32);
            self.size[group] += self.problem.units.size(unit as usize);
            let sums = &mut self.sums[group * rows..(group + 1) * rows];
            for (sum, weight) in sums.iter_mut().zip(self.merged.row(row)) {
                *sum += weight;
            }
            self.heads.iter_mut().for_each(|heads| heads.shift(row, group, 1));
        }
        (0..self.members.len()).for_each(|group| self.refresh(group));
        // Every pair was counted twice; what somebody costs by themselves was not.
        let by_itself = |row: usize| {
            let cell = usize::from(self.group_of[row]) * rows + row;
            self.merged.place.get(cell).map_or(0, |&cost| i64::from(cost))
        };
        let twice = (0..rows).map(|row| i64::from(self.own[row]) + by_itself(row));
        self.value = twice.sum::<i64>() / 2;
        self.value += self.heads.iter().map(ClassHeads::value).sum::<i64>();
        if let Some(faults) = &mut self.faults {
            faults.load(&self.group_of);
        }
    }

    /// Groups by unit, as [`State`](crate::search::state::State) has them.
    pub(in crate::search) fn unit_group(&self, group_of: &[u8]) -> Vec<u32> {
        let mut unit_group = vec![0; group_of.len()];
        for (&unit, &group) in self.merged.units.iter().zip(group_of) {
            unit_group[unit as usize] = u32::from(group);
        }
        unit_group
    }

    fn refresh(&mut self, group: usize) {
        let sums = &self.sums[group * self.merged.rows()..];
        for &row in &self.members[group] {
            self.own[row as usize] = sums[row as usize];
        }
    }

    /// Losses up to an exponential draw with this mean are accepted from now on.
    pub(in crate::search) fn set_temperature(&mut self, temperature: f64) {
        let most = f64::from(self.merged.forbidden) / 4.0;
        for (noise, &draw) in self.noise.iter_mut().zip(&self.draws) {
            *noise = (f64::from(draw) * temperature).min(most) as i32;
        }
    }

    /// Prices the swaps of one lane with all others; those of its own group are forbidden.
    fn price_all(&mut self, a: usize) {
        let (rows, lanes) = (self.merged.rows(), self.merged.lanes);
        let group = self.group_of[a] as usize;
        let mut table = [0i32; MOST_GROUPS];
        let own = self.own[a];
        for (to, sums) in table.iter_mut().zip(self.sums.chunks_exact(rows)) {
            *to = sums[a] - own;
        }
        if let Some(faults) = &self.faults {
            faults.add_to_groups(a, group, &mut table);
        }
        table[group] = self.merged.forbidden;
        let price = &mut self.price[..lanes];
        for (price, &of) in price.iter_mut().zip(&self.group_of[..lanes]) {
            *price = table[of as usize];
        }
        let sums = &self.sums[group * rows..group * rows + lanes];
        let weights = &self.merged.row(a)[..lanes];
        for (((price, sum), own), weight) in
            price.iter_mut().zip(sums).zip(&self.own[..lanes]).zip(weights)
        {
            *price += sum - own - 2 * weight;
        }
        for heads in &mut self.heads {
            heads.add_prices(a, group, price);
        }
        if let Some(faults) = &self.faults {
            faults.add_to_lanes(a, group, &self.group_of, price);
        }
    }

    /// One person against everybody: makes the swap that is best after a random allowance, if any is good enough, and gives
    /// the number of moves evaluated.
    ///
    /// Each swap is accepted as in simulated annealing, when it loses less than an exponential draw; of those accepted, the one
    /// that leaves most of its draw is made. Where few are accepted this is one step of annealing for each of them.
    pub(in crate::search) fn step(&mut self, rng: &mut dyn Rng) -> u64 {
        let (lanes, sets) = (self.merged.lanes, self.merged.sets);
        let random = rng.next_u64();
        let pick = below(random as u32, lanes + sets);
        let offset = below((random >> 32) as u32, NOISE);
        if pick >= lanes {
            return self.exchange(pick, rng);
        }
        self.price_all(pick);
        let noise = &self.noise[offset..offset + lanes];
        let mut least = i32::MAX;
        for (price, noise) in self.price.iter().zip(noise) {
            least = least.min(price - noise);
        }
        let mut evaluated = lanes as u64;
        if self.slack {
            evaluated += 1;
            let to = below(rng.next_u32(), self.size.len());
            let change = self.insert_price(pick, to) - self.noise[offset];
            if change < 0 && change <= least {
                self.shift(pick, to);
                return evaluated;
            }
        }
        if least < 0 {
            let b = self.price.iter().zip(noise).position(|(price, noise)| price - noise == least);
            if let Some(b) = b {
                let change = self.price[b];
                self.swap(pick, b, change);
            }
        }
        evaluated
    }

    /// The swaps of a lane that cost less than this, cheapest first.
    pub(in crate::search) fn cheap(&mut self, lane: usize, limit: i32) -> Vec<(i32, u32)> {
        self.price_all(lane);
        let prices = self.price.iter().enumerate().filter(|(_, price)| **price < limit);
        let mut found: Vec<(i32, u32)> = prices.map(|(b, &price)| (price, b as u32)).collect();
        found.sort_unstable();
        found
    }
}

impl<'p> Scan<'p> {
    /// What is lost at least by whatever breaks a rule.
    fn dear(&self) -> i32 {
        self.faults.as_ref().map_or(self.merged.forbidden / 2, |faults| faults.price)
    }

    /// Whether quotas and common slots hold.
    pub(in crate::search) fn keeps_rules(&self) -> bool {
        self.faults.as_ref().is_none_or(|faults| faults.faults() == 0)
    }

    /// Lets swaps break rules about groups at the price of such a loss.
    pub(in crate::search) fn allow_faults_at(&mut self, loss: f64) {
        if let Some(faults) = &mut self.faults {
            faults.start_at(loss);
        }
    }

    /// Makes it dearer to break a rule while some are broken, and cheaper while none is.
    pub(in crate::search) fn adapt_faults(&mut self, least: f64) {
        if let Some(faults) = &mut self.faults {
            faults.adapt(least);
        }
    }

    /// From now on no gain makes up for a broken rule.
    pub(in crate::search) fn forbid_faults(&mut self) {
        if let Some(faults) = &mut self.faults {
            faults.forbid();
        }
    }

    pub(in crate::search) fn objective(&self) -> &'p Objective {
        &self.problem.objective
    }
}

/// A number below `limit` from 32 random bits (Lemire 2019), the tiny bias left in.
fn below(random: u32, limit: usize) -> usize {
    ((u64::from(random) * limit as u64) >> 32) as usize
}

#[cfg(test)]
mod tests;

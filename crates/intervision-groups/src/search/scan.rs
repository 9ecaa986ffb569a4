//! Annealing on a [`Merged`] table: one person against everybody at once.

use rand::{Rng, RngExt};

use super::classes::{self, ClassHeads};
use super::merged::{MOST_GROUPS, Merged};
use crate::problem::Problem;

/// How many random numbers are drawn once and used again, each time from another place on.
const NOISE: usize = 2048;

/// A grouping of the rows of a table, and what each row weighs with each group.
#[derive(Debug, Clone)]
pub(super) struct Scan<'p> {
    problem: &'p Problem,
    pub(super) merged: &'p Merged,
    /// Group of each row.
    pub(super) group_of: Vec<u8>,
    /// Group by group, the weight of every row with it.
    sums: Vec<i32>,
    /// The weight of every row with its own group.
    own: Vec<i32>,
    members: Vec<Vec<u32>>,
    size: Vec<usize>,
    /// What the table cannot hold.
    heads: Vec<ClassHeads<'p>>,
    /// The value but for a constant, in the table's unit.
    pub(super) value: i64,
    /// Independent draws of the exponential distribution with mean 1.
    draws: Vec<f32>,
    /// The draws at the temperature of now, rounded.
    noise: Vec<i32>,
    price: Vec<i32>,
    slack: bool,
}

impl<'p> Scan<'p> {
    pub(super) fn new(problem: &'p Problem, merged: &'p Merged, rng: &mut dyn Rng) -> Self {
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
            value: 0,
            draws: (0..NOISE + merged.lanes).map(draw).collect(),
            noise: vec![0; NOISE + merged.lanes],
            price: vec![0; merged.lanes],
            slack: problem.sizes.iter().any(|&(least, most)| least < most),
        }
    }

    /// Starts from this group of each unit.
    pub(super) fn load(&mut self, unit_group: &[u32]) {
        let rows = self.merged.rows();
        self.sums.fill(0);
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
        self.value = self.own.iter().map(|&own| i64::from(own)).sum::<i64>() / 2;
        self.value += self.heads.iter().map(ClassHeads::value).sum::<i64>();
    }

    /// Groups by unit, as [`State`](super::state::State) has them.
    pub(super) fn unit_group(&self, group_of: &[u8]) -> Vec<u32> {
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
    pub(super) fn set_temperature(&mut self, temperature: f64) {
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
    }

    /// One person against everybody: makes the swap that is best after a random allowance, if any is good enough, and gives
    /// the number of moves evaluated.
    ///
    /// Each swap is accepted as in simulated annealing, when it loses less than an exponential draw; of those accepted, the one
    /// that leaves most of its draw is made. Where few are accepted this is one step of annealing for each of them.
    pub(super) fn step(&mut self, rng: &mut dyn Rng) -> u64 {
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
    pub(super) fn cheap(&mut self, lane: usize, limit: i32) -> Vec<(i32, u32)> {
        self.price_all(lane);
        let prices = self.price.iter().enumerate().filter(|(_, price)| **price < limit);
        let mut found: Vec<(i32, u32)> = prices.map(|(b, &price)| (price, b as u32)).collect();
        found.sort_unstable();
        found
    }

    /// Makes the best swap of every lane in turn until none gains, at most so many rounds; then gives the mean loss of a lane's
    /// best swap, and the moves evaluated.
    pub(super) fn quench(&mut self, rounds: usize) -> (f64, u64) {
        let lanes = self.merged.lanes;
        let mut evaluated = 0;
        for round in 0..rounds.max(1) {
            let (mut gained, mut losses, mut with) = (false, 0.0, 0.0f64);
            for a in 0..lanes {
                self.price_all(a);
                evaluated += lanes as u64;
                let Some(&least) = self.price.iter().min() else { continue };
                if least < 0 {
                    if let Some(b) = self.price.iter().position(|price| *price == least) {
                        self.swap(a, b, least);
                        gained = true;
                    }
                } else if least < self.merged.forbidden / 2 {
                    losses += f64::from(least);
                    with += 1.0;
                }
            }
            if !gained || round + 1 == rounds {
                return (losses / with.max(1.0), evaluated);
            }
        }
        (0.0, evaluated)
    }

    pub(super) fn swap(&mut self, a: usize, b: usize, change: i32) {
        let rows = self.merged.rows();
        let (g, h) = (self.group_of[a] as usize, self.group_of[b] as usize);
        let (low, high) = (g.min(h), g.max(h));
        let (first, second) = self.sums.split_at_mut(high * rows);
        let (first, second) = (&mut first[low * rows..(low + 1) * rows], &mut second[..rows]);
        let (gains, loses) = if g == low { (b, a) } else { (a, b) };
        let weights = self.merged.row(gains).iter().zip(self.merged.row(loses));
        for ((first, second), (more, less)) in first.iter_mut().zip(second).zip(weights) {
            let by = more - less;
            *first += by;
            *second -= by;
        }
        for heads in &mut self.heads {
            for (row, from, to) in [(a, g, h), (b, h, g)] {
                heads.shift(row, from, -1);
                heads.shift(row, to, 1);
            }
        }
        self.group_of.swap(a, b);
        for (group, out, into) in [(g, a, b), (h, b, a)] {
            if let Some(at) = self.members[group].iter().position(|&row| row == out as u32) {
                self.members[group][at] = into as u32;
            }
            self.refresh(group);
        }
        self.value += i64::from(change);
    }

    /// What it costs to put a row into another group; forbidden where sizes do not allow it.
    fn insert_price(&self, row: usize, to: usize) -> i32 {
        let from = self.group_of[row] as usize;
        let size = self.problem.units.size(self.merged.units[row] as usize);
        let fits = to != from
            && self.size[from] >= size + self.problem.sizes[from].0
            && self.size[to] + size <= self.problem.sizes[to].1;
        let heads =
            || self.heads.iter().map(|heads| heads.insert_price(row, from, to)).sum::<i32>();
        let weight = || self.sums[to * self.merged.rows() + row] - self.own[row] + heads();
        if fits { weight() } else { self.merged.forbidden }
    }

    /// Puts a row into another group.
    fn shift(&mut self, row: usize, to: usize) {
        let rows = self.merged.rows();
        let from = self.group_of[row] as usize;
        self.value += i64::from(self.sums[to * rows + row] - self.own[row]);
        for heads in &mut self.heads {
            self.value += i64::from(heads.insert_price(row, from, to));
            heads.shift(row, from, -1);
            heads.shift(row, to, 1);
        }
        for (group, sign) in [(from, -1), (to, 1)] {
            let sums = &mut self.sums[group * rows..(group + 1) * rows];
            for (sum, weight) in sums.iter_mut().zip(self.merged.row(row)) {
                *sum += sign * weight;
            }
        }
        let size = self.problem.units.size(self.merged.units[row] as usize);
        self.size[from] -= size;
        self.size[to] += size;
        self.members[from].retain(|&own| own != row as u32);
        self.members[to].push(row as u32);
        self.group_of[row] = to as u8;
        self.refresh(from);
        self.refresh(to);
    }

    /// A set of people who must be together changes places with as many others of another group.
    fn exchange(&mut self, set: usize, rng: &mut dyn Rng) -> u64 {
        let from = self.group_of[set] as usize;
        let to = below(rng.next_u32(), self.size.len());
        let size = self.problem.units.size(self.merged.units[set] as usize);
        if to == from {
            return 1;
        }
        let mut back: Vec<usize> = Vec::with_capacity(size);
        let mut people = 0;
        for _ in 0..4 * size {
            let others = &self.members[to];
            if people == size || others.is_empty() {
                break;
            }
            let other = others[below(rng.next_u32(), others.len())] as usize;
            let more = self.problem.units.size(self.merged.units[other] as usize);
            let free = other < self.merged.lanes + self.merged.sets;
            if free && people + more <= size && !back.contains(&other) {
                back.push(other);
                people += more;
            }
        }
        let allowance = self.noise[below(rng.next_u32(), NOISE)];
        if people < size {
            if self.insert_price(set, to) < allowance {
                self.shift(set, to);
            }
            return 1;
        }
        let before = self.value;
        self.shift(set, to);
        for &other in &back {
            self.shift(other, from);
        }
        if self.value - before > i64::from(allowance) {
            for &other in &back {
                self.shift(other, to);
            }
            self.shift(set, from);
        }
        1
    }
}

/// A number below `limit` from 32 random bits (Lemire 2019), the tiny bias left in.
fn below(random: u32, limit: usize) -> usize {
    ((u64::from(random) * limit as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use intervision_core::{Table, Value};
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;
    use crate::search::start::construct;
    use crate::search::state::State;
    use crate::{Direction, Pairs, RulesBuilder, Sizes, Wish};

    #[test]
    fn the_table_prices_as_the_terms_do() {
        let ids = (0..24).map(|m| format!("m{m:02}"));
        let unit = (0..24).map(|m| match m % 5 {
            4 => Value::Unknown,
            unit => Value::category(format!("u{unit}")),
        });
        let years = (0..24).map(|m| Value::Number(f64::from(m * 7 % 11)));
        let skills =
            (0..24).map(|m| Value::Tags([m % 4, m % 3].map(|s| format!("s{s}").into()).into()));
        let roster = Table::new(ids)
            .unwrap()
            .with_column("unit", unit)
            .unwrap()
            .with_column("role", (0..24).map(|m| Value::category(format!("r{}", m / 7))))
            .unwrap()
            .with_column("years", years)
            .unwrap()
            .with_column("skills", skills)
            .unwrap();
        let rules = RulesBuilder::new(Sizes::count(4))
            .mix("role", 2.0)
            .match_on("unit", 1.0)
            .balance("years", 1.0)
            .not_alone("unit", 1.5)
            .with_wish(Wish::new("skills", Direction::NotAlone, 0.5).at_least(3))
            .apart(["m01", "m02"])
            .together(["m03", "m09"])
            .build()
            .unwrap();
        let problem = Problem::new(&rules, &roster, &Pairs::new()).unwrap();
        let merged = Merged::new(&problem).unwrap();
        assert!(merged.exact);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let start = construct(&problem, &mut rng);
        assert_eq!(start.faults(), 0);
        let mut scan = Scan::new(&problem, &merged, &mut rng);
        scan.load(&start.unit_group);
        let before = (scan.value, start.value);
        scan.set_temperature(f64::from(merged.forbidden) * 0.001);
        let mut ratios = Vec::new();
        for round in 0..400 {
            scan.step(&mut rng);
            if round % 20 == 19 {
                let state = State::from_units(&problem, &scan.unit_group(&scan.group_of));
                assert_eq!(state.faults(), 0);
                let (whole, exact) = ((scan.value - before.0) as f64, state.value - before.1);
                if exact.abs() > 0.01 {
                    ratios.push(whole / exact);
                }
            }
        }
        // The same change of value, in another unit.
        assert!(ratios.len() > 3);
        assert!(ratios.iter().all(|ratio| (ratio / ratios[0] - 1.0).abs() < 1e-4), "{ratios:?}");
        let kept = scan.value;
        let groups = scan.unit_group(&scan.group_of);
        scan.load(&groups);
        assert_eq!(scan.value, kept);
    }
}

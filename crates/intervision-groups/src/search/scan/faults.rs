//! Rules about whole groups as prices on the table: every fault costs the same.
//!
//! Under a limit on heads, what a swap changes is what one person changes by leaving and the other by coming, in both groups. The
//! parts that belong to one person and one group are kept, as pair weights with groups are; only for two people whom one limit
//! counts alike they cancel, and these are few. Common slots do not come apart in this way and are counted for each swap, word by
//! word.
//!
//! The price is finite: annealing may pass through groupings that break a rule, where those that keep all rules hang together
//! badly (strategic oscillation, Glover 1977). It rises while faults remain and falls while there are none.

use crate::problem::Problem;
use crate::search::group_rules::GroupRules;
use crate::search::merged::Merged;

/// How the price changes from one temperature to the next while there are faults, and while there are none.
const DEARER: f64 = 1.15;
const CHEAPER: f64 = 0.9;

/// What each row changes in the faults of every group.
#[derive(Debug, Clone)]
pub(super) struct FaultPrices<'p> {
    problem: &'p Problem,
    merged: &'p Merged,
    rules: GroupRules<'p>,
    /// What one fault costs.
    pub(super) price: i32,
    /// The most it may cost, so that prices stay whole numbers of 32 bits.
    dearest: i32,
    /// The lanes under each limit.
    lanes_of: Vec<Vec<u32>>,
    /// Group by group and limit by limit: the change in faults when one head comes, and when one goes.
    come: Vec<i32>,
    go: Vec<i32>,
    /// Group by group: the change in faults when each lane comes.
    entry: Vec<i32>,
    /// The change in faults when each lane leaves its group.
    exit: Vec<i32>,
    /// Lane by lane the slots in which a lane is free, and those that its group shares without it.
    free: Vec<u64>,
    without: Vec<u64>,
}

impl<'p> FaultPrices<'p> {
    /// `None` without rules about whole groups.
    pub(super) fn new(problem: &'p Problem, merged: &'p Merged) -> Option<Self> {
        let rules = GroupRules::new(problem);
        // What somebody refuses is forbidden by the table itself.
        if problem.limits.is_empty() && problem.slots.is_none() {
            return None;
        }
        let (lanes, groups, limits) = (merged.lanes, problem.groups(), problem.limits.all.len());
        let mut lanes_of = vec![Vec::new(); limits];
        let mut most = 0;
        for (lane, &unit) in merged.units[..lanes].iter().enumerate() {
            let of = problem.limits.of(unit as usize);
            most = most.max(of.len());
            for &(limit, _) in of {
                lanes_of[limit as usize].push(lane as u32);
            }
        }
        let slots = problem.slots.as_ref().map_or(0, |slots| slots.least);
        let words = rules.shared.as_ref().map_or(0, |shared| shared.words);
        let free = rules.shared.iter().flat_map(|shared| {
            merged.units[..lanes].iter().flat_map(|&unit| shared.free(unit as usize))
        });
        let dearest = merged.forbidden / (8 * (most + slots).max(1) as i32);
        Some(FaultPrices {
            problem,
            merged,
            price: dearest,
            dearest,
            lanes_of,
            come: vec![0; groups * limits],
            go: vec![0; groups * limits],
            entry: vec![0; groups * lanes],
            exit: vec![0; lanes],
            free: free.copied().collect(),
            without: vec![0; lanes * words],
            rules,
        })
    }

    /// Starts from this group of each row.
    pub(super) fn load(&mut self, group_of: &[u8]) {
        self.rules = GroupRules::new(self.problem);
        for (&unit, &group) in self.merged.units.iter().zip(group_of) {
            self.rules.add(unit as usize, usize::from(group));
        }
        let limits = self.lanes_of.len();
        self.entry.fill(0);
        self.come.fill(0);
        self.go.fill(0);
        for group in 0..self.problem.groups() {
            for limit in 0..limits {
                self.note(limit, group, &[]);
            }
        }
        for (lane, &group) in group_of.iter().enumerate().take(self.merged.lanes) {
            self.settle(lane, usize::from(group));
        }
    }

    /// How many faults there are.
    pub(super) fn faults(&self) -> i64 {
        self.rules.faults
    }

    /// Sets the price for losses of this size.
    pub(super) fn start_at(&mut self, price: f64) {
        self.price = (price.min(f64::from(self.dearest)) as i32).max(1);
    }

    /// As dear as a fault can be.
    pub(super) fn forbid(&mut self) {
        self.price = self.dearest;
    }

    /// Makes faults dearer while there are any, else cheaper, but no cheaper than this.
    pub(super) fn adapt(&mut self, least: f64) {
        let by = if self.rules.faults > 0 { DEARER } else { CHEAPER };
        self.start_at((f64::from(self.price) * by).max(least) + 1.0);
    }

    fn unit(&self, row: usize) -> usize {
        self.merged.units[row] as usize
    }

    /// What the table costs more in each group for a lane that leaves its own, before the others are looked at.
    pub(super) fn add_to_groups(&self, a: usize, group: usize, table: &mut [i32]) {
        let lanes = self.merged.lanes;
        let mut leaves = self.exit[a];
        if let Some(shared) = &self.rules.shared {
            leaves -= shared.faults(group) as i32;
        }
        for (to, price) in table.iter_mut().enumerate().take(self.problem.groups()) {
            let mut change = leaves + self.entry[to * lanes + a];
            if let Some(shared) = &self.rules.shared {
                change -= shared.faults(to) as i32;
            }
            *price += self.price * change;
        }
    }

    /// Adds what the other lanes change in a swap with lane `a` of this group.
    pub(super) fn add_to_lanes(&self, a: usize, group: usize, group_of: &[u8], price: &mut [i32]) {
        let (lanes, limits) = (self.merged.lanes, self.lanes_of.len());
        let fault = self.price;
        if limits > 0 {
            let entry = &self.entry[group * lanes..(group + 1) * lanes];
            for ((price, entry), exit) in price.iter_mut().zip(entry).zip(&self.exit) {
                *price += fault * (entry + exit);
            }
            for &(limit, _) in self.problem.limits.of(self.unit(a)) {
                let bend = |group: usize| {
                    let cell = group * limits + limit as usize;
                    self.come[cell] + self.go[cell]
                };
                let here = bend(group);
                for &b in &self.lanes_of[limit as usize] {
                    let there = bend(usize::from(group_of[b as usize]));
                    price[b as usize] -= fault * (here + there);
                }
            }
        }
        if let Some(shared) = &self.rules.shared {
            let (words, least) = (shared.words, shared.least as i32);
            let own = a * words..(a + 1) * words;
            let (free, without) = (&self.free[own.clone()], &self.without[own]);
            let others = self.free.chunks_exact(words).zip(self.without.chunks_exact(words));
            for (price, (their_free, their_rest)) in price.iter_mut().zip(others) {
                let (mut here, mut there) = (0, 0);
                for word in 0..words {
                    here += (without[word] & their_free[word]).count_ones() as i32;
                    there += (their_rest[word] & free[word]).count_ones() as i32;
                }
                *price += fault * ((least - here).max(0) + (least - there).max(0));
            }
        }
    }

    /// What the faults cost that a row brings or mends by going to another group.
    pub(super) fn insert_price(&self, row: usize, from: usize, to: usize) -> i32 {
        let change = self.rules.change_by_moving(self.unit(row), from, to);
        let most = i64::from(self.merged.forbidden / 2);
        (i64::from(self.price) * change).clamp(-most, most) as i32
    }

    /// After rows have changed groups (`group_of` is that of now): from where each of them came. Gives the change in faults.
    pub(super) fn moved(
        &mut self,
        rows: &[(usize, usize)],
        group_of: &[u8],
        members: &[Vec<u32>],
    ) -> i64 {
        let before = self.rules.faults;
        for &(row, from) in rows {
            self.rules.remove(self.unit(row), from);
        }
        for &(row, _) in rows {
            self.rules.add(self.unit(row), usize::from(group_of[row]));
        }
        let problem = self.problem;
        for &(row, from) in rows {
            let to = usize::from(group_of[row]);
            for &(limit, _) in problem.limits.of(self.unit(row)) {
                self.note(limit as usize, from, group_of);
                self.note(limit as usize, to, group_of);
            }
        }
        let lanes = self.merged.lanes;
        for &(row, from) in rows {
            let to = usize::from(group_of[row]);
            if self.rules.shared.is_some() {
                for group in [from, to] {
                    for &lane in members[group].iter().filter(|&&lane| (lane as usize) < lanes) {
                        self.settle(lane as usize, group);
                    }
                }
            } else if row < lanes {
                self.settle(row, to);
            }
        }
        self.rules.faults - before
    }

    /// Brings what follows from the heads of a limit in a group up to date.
    fn note(&mut self, limit: usize, group: usize, group_of: &[u8]) {
        let Some(heads) = &self.rules.heads else { return };
        let cell = group * self.lanes_of.len() + limit;
        let come = heads.step(limit as u32, group, 1) as i32;
        let go = heads.step(limit as u32, group, -1) as i32;
        let (by_come, by_go) = (come - self.come[cell], go - self.go[cell]);
        if by_come == 0 && by_go == 0 {
            return;
        }
        (self.come[cell], self.go[cell]) = (come, go);
        let entry = &mut self.entry[group * self.merged.lanes..];
        for &lane in &self.lanes_of[limit] {
            let lane = lane as usize;
            entry[lane] += by_come;
            if group_of.get(lane).is_some_and(|&own| usize::from(own) == group) {
                self.exit[lane] += by_go;
            }
        }
    }

    /// Finds anew what a lane changes by leaving this group.
    fn settle(&mut self, lane: usize, group: usize) {
        let limits = self.lanes_of.len();
        let of = self.problem.limits.of(self.unit(lane)).iter();
        self.exit[lane] = of.map(|&(limit, _)| self.go[group * limits + limit as usize]).sum();
        let unit = self.unit(lane);
        if let Some(shared) = &self.rules.shared {
            for word in 0..shared.words {
                self.without[lane * shared.words + word] = shared.without(group, unit, word);
            }
        }
    }
}

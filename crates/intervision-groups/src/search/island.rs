use rand::{Rng, RngExt};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::merged::Merged;
use super::scan::Scan;
use super::start::{Repair, construct};
use super::state::State;
use super::trade::Trade;
use crate::problem::Problem;

/// The first temperature is this part of the loss that one worsening exchange in `RARE` stays below, near a local optimum:
/// of the small losses, but not of the tiny ones that numbers leave.
const HOT: f64 = 0.5;
const RARE: usize = 20;
/// How many exchanges are looked at for that.
const SAMPLE: usize = 1000;
/// The last temperature as a part of the first.
const COOLING: f64 = 0.03;
/// On the merged table: the first and the last temperature, as parts of the mean loss of a person's best swap near a local
/// optimum.
const SCAN_HOT: f64 = 1.0;
const SCAN_COLD: f64 = 0.02;
/// The first temperature is no lower than this part of the barrier that a single person alone of their kind makes.
const SCAN_BARRIER: f64 = 0.5;
/// Where nobody loses anything, the last temperature is that of this mean loss, as a part of the first.
const LEAST_COOLING: f64 = 0.01;
/// How many temperatures there are between the two.
const LEVELS: u64 = 200;
/// From this many people on who move alone, people who are alike but for one attribute trade places first.
const MANY: usize = 2000;
/// Rounds of descent before that loss is measured.
const QUENCH: usize = 20;
/// Where the table is an approximation, swaps that it takes to lose less than this part of the same mean are priced exactly.
const POLISH: f64 = 0.25;
/// The first restart is short, for problems that are easy; the second takes what it leaves of the budget.
const FIRST_PART: u64 = 16;
/// A descent that goes over all pairs of units is left out above this many units.
const DESCENT_UNITS: usize = 6000;
/// Of the moves where both are possible, one in this many changes sizes.
const INSERT_ONE_IN: u32 = 5;
/// Changes smaller than this are rounding.
const TINY: f64 = 1e-12;

/// One independent stream of the search: a short and a long run of simulated annealing (Kirkpatrick et al. 1983), then, if
/// there is time, ever longer ones. Small rosters are annealed on the [`Merged`] table and polished by exact prices where the
/// table is an approximation; others move by move, each run but the first with a descent at its end, and large ones begin with
/// trades. Islands share nothing that changes, so it does not matter which thread runs which.
#[derive(Debug, Clone)]
pub(super) struct Island<'p> {
    rng: Xoshiro256PlusPlus,
    state: State<'p>,
    stage: Stage,
    /// Moves of the annealing that runs now.
    length: u64,
    /// Moves of the next one.
    next_length: u64,
    restarts: u32,
    /// What the value must reach to be proven best.
    target: f64,
    pub(super) best: Vec<u32>,
    pub(super) best_value: f64,
    pub(super) faults: usize,
    pub(super) steps: u64,
    singles: Vec<u32>,
    classes: Vec<u32>,
    /// Some group may grow or shrink.
    slack: bool,
    /// The search on the merged table, where there is one.
    scan: Option<Scan<'p>>,
    /// The best of this annealing by the table, and whether it was priced exactly.
    leader: (i64, Vec<u8>, bool),
}

#[derive(Debug, Clone)]
enum Stage {
    Repair(Repair),
    /// Trades between people who are alike but for one attribute, until a round brings nothing.
    Trade(Box<Trade>),
    /// Descends at random before the temperature is measured.
    Settle {
        left: u64,
    },
    Anneal {
        done: u64,
        hot: f64,
    },
    /// Anneals on the merged table, one person against everybody at a time.
    Scan {
        done: u64,
        mean_loss: f64,
        hot: f64,
        level: u64,
    },
    /// Prices exactly what the table takes for cheap, until a round brings nothing.
    Polish {
        lane: usize,
        quiet: usize,
        limit: i32,
    },
    /// Goes over all pairs until a round brings nothing.
    Descend {
        row: usize,
        quiet: usize,
    },
}

impl<'p> Island<'p> {
    /// An island with this many moves to make, as far as is known.
    pub(super) fn new(
        problem: &'p Problem,
        merged: Option<&'p Merged>,
        seed: u64,
        share: u64,
        target: f64,
    ) -> Self {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let state = construct(problem, &mut rng);
        let movable = |large: bool| {
            (0..problem.units.len())
                .filter(|&unit| {
                    problem.units.pinned[unit].is_none() && (problem.units.size(unit) > 1) == large
                })
                .map(|unit| unit as u32)
                .collect()
        };
        let mut island = Island {
            rng,
            best: state.unit_group.clone(),
            best_value: f64::INFINITY,
            faults: usize::MAX,
            stage: Stage::Repair(Repair::new(&state)),
            state,
            length: (share / FIRST_PART).max(64),
            next_length: 0,
            restarts: 0,
            target,
            steps: 0,
            singles: movable(false),
            classes: movable(true),
            slack: problem.sizes.iter().any(|&(least, most)| least < most),
            scan: None,
            leader: (i64::MAX, Vec::new(), true),
        };
        island.scan = merged.map(|merged| Scan::new(problem, merged, &mut island.rng));
        // The long run leaves room for the descent after it.
        let rounds = (island.singles.len() as u64).pow(2);
        let rest = share - share / FIRST_PART;
        let rounds = if island.scan.is_some() { 0 } else { rounds };
        island.next_length = rest.saturating_sub(rounds).max(rest / 2).max(64);
        island.begin();
        island
    }

    /// After a start was made: what must be done with it first.
    fn begin(&mut self) {
        let repair = Repair::new(&self.state);
        if repair.done() {
            self.settle();
        } else {
            let faults = self.state.faults();
            if faults < self.faults {
                self.faults = faults;
                self.best.clone_from(&self.state.unit_group);
            }
            self.stage = Stage::Repair(repair);
        }
    }

    fn settle(&mut self) {
        self.faults = 0;
        self.note();
        if let Some(scan) = &mut self.scan {
            scan.load(&self.state.unit_group);
            let (mean_loss, evaluated) = scan.quench(QUENCH);
            self.steps += evaluated;
            self.leader = (scan.value, scan.group_of.clone(), false);
            let hot = (mean_loss * SCAN_HOT).max(scan.merged.barrier * SCAN_BARRIER);
            self.stage = Stage::Scan { done: 0, mean_loss, hot, level: u64::MAX };
            return;
        }
        if self.singles.len() >= MANY {
            self.stage = Stage::Trade(Box::new(Trade::new(self.state.problem, &self.singles)));
            return;
        }
        self.start_settling();
    }

    fn start_settling(&mut self) {
        self.stage = Stage::Settle { left: (self.singles.len() as u64 * 8).min(self.length / 4) };
    }

    pub(super) fn feasible(&self) -> bool {
        self.faults == 0
    }

    pub(super) fn proven(&self) -> bool {
        self.feasible() && self.best_value <= self.target
    }

    /// Keeps the grouping if it is the best so far.
    fn note(&mut self) {
        if self.state.value < self.best_value - TINY {
            self.best_value = self.state.value;
            self.best.clone_from(&self.state.unit_group);
        }
    }

    /// Goes on for about this many evaluated moves, or until the value is proven best.
    pub(super) fn advance(&mut self, moves: u64) {
        let end = self.steps + moves;
        while self.steps < end && !self.proven() {
            match self.stage {
                Stage::Repair(_) => self.repair(),
                Stage::Settle { ref mut left } if *left > 0 => {
                    *left -= 1;
                    self.try_move(0.0);
                }
                Stage::Settle { .. } => {
                    let hot = (HOT * self.small_loss()).max(SCAN_BARRIER * self.state.barrier());
                    self.stage = Stage::Anneal { done: 0, hot };
                }
                Stage::Anneal { ref mut done, hot } => {
                    let cooled = *done as f64 / self.length as f64;
                    *done += 64;
                    let over = *done >= self.length;
                    let temperature = hot * COOLING.powf(cooled);
                    for _ in 0..64 {
                        self.try_move(temperature);
                    }
                    if over {
                        self.stage = Stage::Descend { row: 0, quiet: 0 };
                    }
                }
                Stage::Trade(ref mut trade) => {
                    let left = end - self.steps;
                    let (evaluated, over) = trade.advance(&mut self.state, left, &mut self.rng);
                    self.steps += evaluated;
                    self.note();
                    if over {
                        self.start_settling();
                    }
                }
                Stage::Scan { .. } => self.scan(end),
                Stage::Polish { .. } => self.polish(),
                Stage::Descend { .. } => self.descend(),
            }
        }
        self.note_leader();
    }

    /// Anneals on the merged table until its time or this slice is over.
    fn scan(&mut self, end: u64) {
        let Stage::Scan { done, mean_loss, hot, level } = &mut self.stage else { return };
        let Some(scan) = &mut self.scan else { return };
        while self.steps < end && *done < self.length {
            let now = (u128::from(*done) * u128::from(LEVELS) / u128::from(self.length)) as u64;
            if now != *level {
                *level = now;
                let cooled = now as f64 / (LEVELS - 1) as f64;
                let cold = (*mean_loss / hot.max(TINY)).max(LEAST_COOLING) * SCAN_COLD;
                scan.set_temperature(*hot * cold.powf(cooled));
            }
            let evaluated = scan.step(&mut self.rng);
            *done += evaluated;
            self.steps += evaluated;
            if scan.value < self.leader.0 {
                self.leader.0 = scan.value;
                self.leader.1.clone_from(&scan.group_of);
                self.leader.2 = false;
            }
        }
        if *done >= self.length {
            let limit = (POLISH * *mean_loss) as i32;
            self.note_leader();
            let Some(scan) = &mut self.scan else { return };
            scan.load(&self.state.unit_group);
            self.stage = Stage::Polish { lane: 0, quiet: 0, limit };
        }
    }

    /// Prices the leader by the table exactly, if that was not done before.
    fn note_leader(&mut self) {
        if let Some(scan) = &self.scan
            && !self.leader.2
        {
            self.leader.2 = true;
            let unit_group = scan.unit_group(&self.leader.1);
            self.state = State::from_units(self.state.problem, &unit_group);
            self.note();
        }
    }

    /// One lane of a descent by exact prices, among the swaps that the table takes for cheap.
    fn polish(&mut self) {
        let Stage::Polish { lane, quiet, limit } = self.stage else { return };
        let Some(scan) = &mut self.scan else { return };
        let lanes = scan.merged.lanes;
        if quiet >= lanes || scan.merged.exact {
            self.restart();
            return;
        }
        let u = scan.merged.units[lane] as usize;
        let mut better = false;
        self.steps += lanes as u64;
        for (price, other) in scan.cheap(lane, limit) {
            let v = scan.merged.units[other as usize] as usize;
            self.steps += 1;
            if self.state.swap_price(u, v) < -TINY {
                self.state.swap(u, v);
                scan.swap(lane, other as usize, price);
                better = true;
                break;
            }
        }
        if better {
            self.note();
        }
        let quiet = if better { 0 } else { quiet + 1 };
        let lane = if better { lane } else { (lane + 1) % lanes };
        self.stage = Stage::Polish { lane, quiet, limit };
    }

    fn repair(&mut self) {
        let Stage::Repair(repair) = &mut self.stage else { return };
        self.steps += repair.step(&mut self.state, &mut self.rng);
        if repair.done() {
            self.settle();
            return;
        }
        // A count of all faults now and then is cheap beside the moves.
        let faults = self.state.faults();
        if faults < self.faults {
            self.faults = faults;
            self.best.clone_from(&self.state.unit_group);
        }
    }

    /// One row of a descent: the exchanges of one unit with all others.
    fn descend(&mut self) {
        let Stage::Descend { row, quiet } = self.stage else { return };
        let units = self.singles.len();
        if quiet >= units || units > DESCENT_UNITS || self.restarts == 0 {
            self.restart();
            return;
        }
        let u = self.singles[row] as usize;
        let mut better = false;
        for at in 0..units {
            let v = self.singles[at] as usize;
            if self.state.unit_group[u] != self.state.unit_group[v] {
                self.steps += 1;
                if self.state.swap_price(u, v) < -TINY && self.state.may_swap(u, v) {
                    self.state.swap(u, v);
                    better = true;
                }
            }
        }
        if better {
            self.note();
        }
        let quiet = if better { 0 } else { quiet + 1 };
        self.stage = Stage::Descend { row: (row + 1) % units, quiet };
    }

    fn restart(&mut self) {
        self.steps += 1;
        self.restarts += 1;
        self.length = self.next_length;
        self.next_length = self.next_length.saturating_mul(2);
        let problem = self.state.problem;
        self.state = construct(problem, &mut self.rng);
        let fewest = self.faults;
        self.begin();
        self.faults = self.faults.min(fewest);
    }

    /// Evaluates one move and makes it if the temperature allows.
    fn try_move(&mut self, temperature: f64) {
        self.steps += 1;
        let movable = self.singles.len() + self.classes.len();
        if movable == 0 {
            return;
        }
        let pick = self.rng.random_range(0..movable);
        match self.singles.get(pick) {
            None => {
                let unit = self.classes[pick - self.singles.len()] as usize;
                self.try_exchange(unit, temperature);
            }
            Some(&unit) => {
                if self.slack && self.rng.random_range(0..INSERT_ONE_IN) == 0 {
                    self.try_insert(unit as usize, temperature);
                } else {
                    self.try_swap(unit as usize, temperature);
                }
            }
        }
    }

    fn try_swap(&mut self, u: usize, temperature: f64) {
        let v = self.singles[self.rng.random_range(0..self.singles.len())] as usize;
        if self.state.unit_group[u] == self.state.unit_group[v] {
            return;
        }
        let change = self.state.swap_price(u, v);
        if accept(change, temperature, &mut self.rng) && self.state.may_swap(u, v) {
            self.state.swap(u, v);
            if change < 0.0 {
                self.note();
            }
        }
    }

    fn try_insert(&mut self, unit: usize, temperature: f64) {
        let from = self.state.unit_group[unit] as usize;
        let to = self.rng.random_range(0..self.state.size.len());
        let size = self.state.problem.units.size(unit);
        let fits = to != from
            && self.state.size[from] >= size + self.state.problem.sizes[from].0
            && self.state.size[to] + size <= self.state.problem.sizes[to].1;
        if !fits || self.state.foes_in(unit, to, unit) > 0 {
            return;
        }
        let before = self.state.value;
        self.state.remove(unit);
        self.state.add(unit, to);
        self.keep_or_undo(before, temperature, &[(unit, from)]);
    }

    /// A unit of several people changes places with units of another group that are as many people, as far as sizes
    /// must stay.
    fn try_exchange(&mut self, unit: usize, temperature: f64) {
        let from = self.state.unit_group[unit] as usize;
        let to = self.rng.random_range(0..self.state.size.len());
        if to == from {
            return;
        }
        let problem = self.state.problem;
        let size = problem.units.size(unit);
        let (least, _) = problem.sizes[from];
        let (_, most) = problem.sizes[to];
        // How many people must come back, and how many may.
        let must = (self.state.size[to] + size).saturating_sub(most);
        let must = must.max((size + least).saturating_sub(self.state.size[from]));
        let may = (problem.sizes[from].1 + size).saturating_sub(self.state.size[from]);
        let may = may.min((self.state.size[to] + size).saturating_sub(problem.sizes[to].0));
        let mut back = Vec::new();
        let mut people = 0;
        for _ in 0..4 * size {
            if people >= must || self.state.units[to].is_empty() {
                break;
            }
            let at = self.rng.random_range(0..self.state.units[to].len());
            let other = self.state.units[to][at] as usize;
            let more = problem.units.size(other);
            if problem.units.pinned[other].is_none()
                && people + more <= may
                && !back.contains(&other)
            {
                back.push(other);
                people += more;
            }
        }
        if people < must {
            return;
        }
        let before = self.state.value;
        let mut undo = vec![(unit, from)];
        self.state.remove(unit);
        for &other in &back {
            self.state.remove(other);
            undo.push((other, to));
        }
        self.state.add(unit, to);
        for &other in &back {
            self.state.add(other, from);
        }
        let met = self.state.foes_in(unit, to, unit) > 0
            || back.iter().any(|&other| self.state.foes_in(other, from, other) > 0);
        let temperature = if met { f64::NEG_INFINITY } else { temperature };
        self.keep_or_undo(before, temperature, &undo);
    }

    /// Ends a move that was made to see its price; a temperature below 0 takes it back in any case.
    fn keep_or_undo(&mut self, before: f64, temperature: f64, undo: &[(usize, usize)]) {
        let change = self.state.value - before;
        if temperature >= 0.0 && accept(change, temperature, &mut self.rng) {
            if change < 0.0 {
                self.note();
            }
            return;
        }
        for &(unit, _) in undo {
            self.state.remove(unit);
        }
        for &(unit, group) in undo {
            self.state.add(unit, group);
        }
        self.state.value = before;
    }

    /// A small loss: one worsening exchange in [`RARE`] loses less.
    fn small_loss(&mut self) -> f64 {
        let units = self.singles.len();
        let mut losses = Vec::with_capacity(SAMPLE);
        for _ in 0..if units > 1 { SAMPLE } else { 0 } {
            let u = self.singles[self.rng.random_range(0..units)] as usize;
            let v = self.singles[self.rng.random_range(0..units)] as usize;
            if self.state.unit_group[u] != self.state.unit_group[v] {
                self.steps += 1;
                losses.push(self.state.swap_price(u, v));
            }
        }
        losses.retain(|&loss| loss > TINY);
        losses.sort_unstable_by(f64::total_cmp);
        losses.get(losses.len() / RARE).copied().unwrap_or(0.0)
    }
}

fn accept(change: f64, temperature: f64, rng: &mut dyn Rng) -> bool {
    change <= 0.0 || (temperature > 0.0 && rng.random::<f64>() < (-change / temperature).exp())
}

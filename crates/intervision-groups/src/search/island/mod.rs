//! One stream of the search, from a start over repairs to annealing and descents.

mod moves;
mod table;
mod temperatures;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::problem::Problem;
use crate::search::better;
use crate::search::chain::{Chains, Visit};
use crate::search::cooling::Cooling;
use crate::search::groups::SHARP;
use crate::search::merged::Merged;
use crate::search::repair::Repair;
use crate::search::scan::{Quench, Scan};
use crate::search::start::construct;
use crate::search::state::State;
use crate::search::trade::Trade;
use temperatures::SAMPLE;

/// What a broken rule about a group costs at first and at least, as parts of the same mean; and from which part of the annealing
/// on no gain makes up for one.
const FAULT: f64 = 4.0;
const LEAST_FAULT: f64 = 0.3;
const STRICT: f64 = 0.8;
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
/// Where groups are not added up: how closely the search follows the worst group while it anneals.
const SMOOTH: f64 = 1.0;
/// Changes smaller than this are rounding.
const TINY: f64 = 1e-12;

/// One independent stream of the search: a short and a long run of simulated annealing (Kirkpatrick et al. 1983), then, if
/// there is time, ever longer ones. Small rosters are annealed on the [`Merged`] table and polished by exact prices where the
/// table is an approximation; others move by move, each run but the first with a descent at its end, and large ones begin with
/// trades. Islands share nothing that changes, so it does not matter which thread runs which.
#[derive(Debug, Clone)]
pub(in crate::search) struct Island<'p> {
    rng: Xoshiro256PlusPlus,
    state: State<'p>,
    stage: Stage,
    /// Moves of the annealing that runs now.
    length: u64,
    /// Moves of the next one.
    next_length: u64,
    restarts: u32,
    /// What the worth must reach to be proven best.
    target: (f64, f64),
    pub(in crate::search) best: Vec<u32>,
    pub(in crate::search) best_worth: (f64, f64),
    pub(in crate::search) faults: usize,
    pub(in crate::search) steps: u64,
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
    /// Looks at what exchanges lose.
    Sample {
        losses: Vec<f64>,
        left: usize,
    },
    Anneal {
        done: u64,
        cooling: Cooling,
    },
    /// Descends on the merged table.
    Quench(Quench),
    /// Anneals on the merged table, one person against everybody at a time.
    Scan {
        done: u64,
        mean_loss: f64,
        cooling: Cooling,
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
    /// Makes chains of people who each take the place of the next, until none gains anything.
    Chain(Box<Chains>),
}

impl<'p> Island<'p> {
    /// An island with this many moves to make, as far as is known.
    pub(in crate::search) fn new(
        problem: &'p Problem,
        merged: Option<&'p Merged>,
        seed: u64,
        share: u64,
        target: (f64, f64),
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
            best_worth: (f64::INFINITY, f64::INFINITY),
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
        self.state.soften(SMOOTH);
        self.note();
        if let Some(scan) = &mut self.scan {
            scan.load(&self.state.unit_group);
            scan.forbid_faults();
            self.leader = (i64::MAX, Vec::new(), true);
            self.stage = Stage::Quench(Quench::default());
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

    pub(in crate::search) fn feasible(&self) -> bool {
        self.faults == 0
    }

    pub(in crate::search) fn proven(&self) -> bool {
        self.feasible() && self.best_worth.0 <= self.target.0 && self.best_worth.1 <= self.target.1
    }

    /// Keeps the grouping if it is the best so far.
    fn note(&mut self) {
        let worth = self.state.worth();
        if better(worth, self.best_worth, self.state.problem.objective.unit()) {
            self.best_worth = worth;
            self.best.clone_from(&self.state.unit_group);
        }
    }

    /// Goes on for this many evaluated moves and to the end of the visit that it is in then, or until the value is proven best.
    pub(in crate::search) fn advance(&mut self, moves: u64) {
        let end = self.steps + moves;
        while self.steps < end && !self.proven() {
            match self.stage {
                Stage::Repair(_) => self.repair(),
                Stage::Settle { ref mut left } if *left > 0 => {
                    *left -= 1;
                    self.try_move(0.0);
                }
                Stage::Settle { .. } => {
                    self.stage = Stage::Sample { losses: Vec::new(), left: SAMPLE };
                }
                Stage::Sample { .. } => {
                    if self.sample() {
                        let Stage::Sample { losses, .. } = &self.stage else { return };
                        let cooling = self.cooling(losses);
                        self.stage = Stage::Anneal { done: 0, cooling };
                    }
                }
                Stage::Anneal { ref mut done, ref cooling } => {
                    let cooled = *done as f64 / self.length as f64;
                    let moves = (end - self.steps).min(64);
                    *done += moves;
                    let over = *done >= self.length;
                    let temperature = cooling.at(cooled);
                    for _ in 0..moves {
                        self.try_move(temperature);
                    }
                    if over {
                        self.state.soften(SHARP);
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
                Stage::Quench(_) => self.quench(),
                Stage::Scan { .. } => self.scan(end),
                Stage::Polish { .. } => self.polish(),
                Stage::Descend { .. } => self.descend(),
                Stage::Chain(_) => self.chain(),
            }
        }
        self.note_leader();
    }

    fn repair(&mut self) {
        let Stage::Repair(repair) = &mut self.stage else { return };
        self.steps += repair.step(&mut self.state, &mut self.rng);
        if repair.done() {
            self.settle();
            return;
        }
        if repair.faults() < self.faults {
            self.faults = repair.faults();
            self.best.clone_from(&self.state.unit_group);
        }
        if repair.stuck(&self.state) {
            self.state = construct(self.state.problem, &mut self.rng);
            self.begin();
        }
    }

    /// One visit of the search for chains; after the last, another start.
    fn chain(&mut self) {
        let Stage::Chain(chains) = &mut self.stage else { return };
        let (evaluated, visit) = chains.visit(&mut self.state);
        self.steps += evaluated;
        match visit {
            Visit::Gained => self.note(),
            Visit::Nothing => {}
            Visit::Done => self.restart(),
        }
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
}

use std::ops::ControlFlow;
use std::time::Duration;

use intervision_core::{Progress, Run, Stopped};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::batch::advance;
use super::crossover::cross;
use super::plan::{Plan, preset};
use super::pool::{Member, Pool};
use super::task::Task;
use crate::search::dense::calibrate::Heat;
use crate::search::dense::matrix::Matrix;
use crate::search::dense::partition::Partition;
use crate::search::dense::sizes::{deal, sizes};
use crate::search::dense::walk::Noise;

/// Trials of each task between two looks at the budget.
const SLICE: u64 = 1 << 16;
/// Sweeps of the first, short annealing, which also tells how fast this machine is.
const FIRST_SWEEPS: u64 = 20;
/// Children that are made at a time, from the same parents' generation.
const LITTER: usize = 4;
/// A random start is annealed so many times longer than a child.
const START_SWEEPS: u64 = 3;
/// Children begin this far down: half way between hot and cold.
const HALF_WAY: f64 = 0.5;
/// By how many pairs inside groups each member may weigh against the best sizes: almost always only ties are broken, because sizes
/// that hold fewer pairs seldom win; now and then one is tried.
const WHIMS: [f64; 6] = [TIE, TIE, 0.2, TIE, TIE, 2.0];
const TIE: f64 = 1e-3;
/// The part of the time after which an annealing against the clock is over, and a descent ends it.
const END: f64 = 0.97;

pub(super) struct Search<'s, 'r> {
    matrix: &'s Matrix,
    noise: Noise,
    run: &'s mut Run<'r>,
    rng: Xoshiro256PlusPlus,
    steps: u64,
    /// Trials that may be made in all, unless time decides.
    limit: Option<u64>,
    best: Member,
    bound: f64,
    target: f64,
}

impl<'s, 'r> Search<'s, 'r> {
    pub(super) fn new(
        matrix: &'s Matrix,
        run: &'s mut Run<'r>,
        mut rng: Xoshiro256PlusPlus,
        bound: f64,
        target: f64,
    ) -> Self {
        let groups = start(matrix, TIE, &mut rng);
        let value = Partition::new(matrix, &groups).value();
        let timed = run.budget().time.is_some() && run.elapsed().is_some();
        let limit = match run.budget().steps {
            None if !timed => Some(preset(matrix.members)),
            steps => steps,
        };
        let noise = Noise::new(&mut rng);
        let best = Member { groups, value };
        Search { matrix, noise, run, rng, steps: 0, limit, best, bound, target }
    }

    pub(super) fn into_best(self) -> (Member, u64) {
        (self.best, self.steps)
    }

    /// Ends when the budget does, unless nothing can be gained at all.
    pub(super) fn run(&mut self) -> ControlFlow<Stopped> {
        let first = self.best.groups.clone();
        let settled = self.anneal(&[(first, 0.0)], Heat::default(), 0, false)?;
        let heat = match settled.first() {
            Some(member) => Heat::at(&Partition::new(self.matrix, &member.groups), &mut self.rng),
            None => Heat::default(),
        };
        if heat.hot <= 0.0 {
            return ControlFlow::Continue(());
        }
        let start = self.start(0);
        self.anneal(&[(start, 0.0)], heat, FIRST_SWEEPS, false)?;
        let mut patience = 1;
        for turn in 0.. {
            let plan = Plan::new(self.matrix.members, self.sweeps_left());
            if plan.population > 1 {
                self.epoch(plan, heat, patience)?;
                patience *= 2;
            } else {
                let start = self.start(turn);
                self.anneal(&[(start, 0.0)], heat, plan.sweeps, true)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// One population from random starts until nothing gets better, and once more with the best of all there is.
    fn epoch(&mut self, plan: Plan, heat: Heat, patience: u64) -> ControlFlow<Stopped> {
        let mut pool = Pool::new(self.matrix.groups(), plan.population);
        let sweeps = plan.sweeps * patience;
        let starts: Vec<_> = (0..plan.population).map(|turn| (self.start(turn), 0.0)).collect();
        for starts in starts.chunks(LITTER) {
            for member in self.anneal(starts, heat, START_SWEEPS * sweeps, false)? {
                pool.offer(member);
            }
        }
        for _ in 0..2 {
            let mut idle = 0;
            while idle < plan.patience && pool.members().len() > 1 {
                let litter: Vec<_> = (0..LITTER).map(|_| (self.child(&pool), HALF_WAY)).collect();
                for member in self.anneal(&litter, heat, sweeps, false)? {
                    idle = if pool.offer(member) { 0 } else { idle + 1 };
                }
            }
            pool.offer(self.best.clone());
        }
        ControlFlow::Continue(())
    }

    fn child(&mut self, pool: &Pool) -> Vec<u16> {
        let members = pool.members();
        let a = self.rng.random_range(0..members.len());
        let b = (a + self.rng.random_range(1..members.len())) % members.len();
        cross(self.matrix, [&members[a].groups, &members[b].groups], &mut self.rng)
    }

    fn start(&mut self, turn: usize) -> Vec<u16> {
        start(self.matrix, WHIMS[turn % WHIMS.len()], &mut self.rng)
    }

    /// Anneals groupings, each from its own height, and gives what they become; `paced` lets the clock set the length of a
    /// single one.
    fn anneal(
        &mut self,
        starts: &[(Vec<u16>, f64)],
        heat: Heat,
        sweeps: u64,
        paced: bool,
    ) -> ControlFlow<Stopped, Vec<Member>> {
        let members = self.matrix.members as u64;
        let noise = std::mem::take(&mut self.noise);
        let mut tasks: Vec<Task<'_>> = starts
            .iter()
            .map(|(groups, from)| {
                let seed = self.rng.random();
                Task::new(self.matrix, &noise, groups, heat, *from, sweeps * members, seed)
            })
            .collect();
        let way = self.finish(&mut tasks, paced && self.limit.is_none());
        let grown: Vec<Member> = tasks.iter_mut().map(Task::member).collect();
        drop(tasks);
        self.noise = noise;
        for member in &grown {
            if member.value > self.best.value {
                self.best = member.clone();
            }
        }
        way?;
        if self.value() <= self.target {
            return ControlFlow::Break(Stopped::Proven);
        }
        ControlFlow::Continue(grown)
    }

    /// Brings tasks to their end, by slices.
    fn finish(&mut self, tasks: &mut [Task<'_>], paced: bool) -> ControlFlow<Stopped> {
        let members = self.matrix.members as u64;
        let begun = self.elapsed();
        loop {
            let mut progress = Progress::new("search").at(self.steps).bound(self.bound);
            if let Some(limit) = self.limit {
                progress = progress.of(limit);
            }
            self.run.check(&progress.best(self.value()))?;
            if tasks.iter().all(|task| task.done) {
                return ControlFlow::Continue(());
            }
            let mut slice = (SLICE / members).max(1);
            if let Some(limit) = self.limit {
                let each = limit.saturating_sub(self.steps) / members / tasks.len() as u64;
                if each == 0 {
                    let given = self.run.budget().steps.is_some();
                    let stopped = if given { Stopped::Steps } else { Stopped::Finished };
                    return ControlFlow::Break(stopped);
                }
                slice = slice.min(each);
            }
            self.steps += advance(tasks, slice) * members;
            if paced && let Some(time) = self.run.budget().time {
                let (spent, left) =
                    (self.elapsed().saturating_sub(begun), time.mul_f64(END).saturating_sub(begun));
                let share = left.as_secs_f64() / spent.as_secs_f64().max(1e-9);
                for task in tasks.iter_mut() {
                    task.stretch(share);
                }
            }
        }
    }

    /// The best value, as the problem counts it.
    fn value(&self) -> f64 {
        -self.best.value / self.matrix.scale
    }

    fn elapsed(&self) -> Duration {
        self.run.elapsed().unwrap_or_default()
    }

    /// How many sweeps the rest of the budget is worth, going by the speed so far.
    fn sweeps_left(&self) -> u64 {
        let sweep = (self.matrix.members * self.matrix.members) as u64;
        if let Some(limit) = self.limit {
            return limit.saturating_sub(self.steps) / sweep;
        }
        let spent = self.elapsed().as_secs_f64().max(1e-6);
        let left = self.run.budget().time.unwrap_or_default().as_secs_f64() - spent;
        (self.steps as f64 / spent * left.max(0.0) / sweep as f64) as u64
    }
}

fn start(matrix: &Matrix, whim: f64, rng: &mut Xoshiro256PlusPlus) -> Vec<u16> {
    let sizes = sizes(&matrix.limits, matrix.members, matrix.per_pair, whim, rng);
    deal(&sizes, rng)
}

use std::ops::ControlFlow;
use std::time::Duration;

use intervision_core::{Progress, Run, Stopped};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::batch::advance;
use super::plan::{Plan, preset};
use super::pool::Member;
use super::task::Task;
use crate::search::dense::calibrate::Heat;
use crate::search::dense::matrix::Matrix;
use crate::search::dense::noise::Noise;
use crate::search::dense::partition::Partition;
use crate::search::dense::sizes::{deal, sizes};

/// Trials of each task between two looks at the budget.
const SLICE: u64 = 1 << 16;
/// Sweeps of the first, short annealing, and of the lower half of another one, which tells how fast this machine is.
const FIRST_SWEEPS: u64 = 20;
/// Children begin this far down: half way between hot and cold.
pub(super) const HALF_WAY: f64 = 0.5;
/// By how many pairs inside groups each member may weigh against the best sizes: almost always only ties are broken, because sizes
/// that hold fewer pairs seldom win; now and then one is tried.
const WHIMS: [f64; 6] = [TIE, TIE, 0.2, TIE, TIE, 2.0];
const TIE: f64 = 1e-3;
/// The part of the time after which an annealing against the clock is over, and a descent ends it.
const END: f64 = 0.97;
/// At most this part of the time is kept for what callers do with the answer.
const MOST_KEPT: f64 = 0.1;
/// A long annealing on its own begins this far down, unless weights look like distances: above, much is accepted and little is
/// decided, at great cost. And it ends at this part of the coldest temperature of short ones.
const LONE: (f64, f64) = (0.2, 0.9);

/// What all stages of a run share: the budget, the randomness and the best grouping so far.
pub(super) struct Search<'s, 'r> {
    pub(super) matrix: &'s Matrix,
    noise: Noise,
    run: &'s mut Run<'r>,
    pub(super) rng: Xoshiro256PlusPlus,
    pub(super) heat: Heat,
    pub(super) steps: u64,
    /// The steps and the time that passed before the speed was measured.
    since: (u64, Duration),
    /// Trials that may be made in all, unless time decides.
    limit: Option<u64>,
    /// When to stop, if time decides.
    end: Option<Duration>,
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
        // What comes after a search (comparison, certificate) takes about as long as what came before.
        let end = run
            .budget()
            .time
            .zip(run.elapsed())
            .map(|(time, before)| time.saturating_sub(before.min(time.mul_f64(MOST_KEPT))));
        let limit = match run.budget().steps {
            None if end.is_none() => Some(preset(matrix.members)),
            steps => steps,
        };
        let largest = matrix.limits.iter().map(|&(_, most)| most).max();
        let noise = Noise::new(largest.unwrap_or(1), &mut rng);
        let best = Member { groups, value };
        let heat = Heat::default();
        Search {
            matrix,
            noise,
            run,
            rng,
            heat,
            steps: 0,
            since: (0, Duration::ZERO),
            limit,
            end,
            best,
            bound,
            target,
        }
    }

    pub(super) fn into_best(self) -> (Member, u64) {
        (self.best, self.steps)
    }

    /// Ends when the budget does, unless nothing can be gained at all.
    pub(super) fn run(&mut self) -> ControlFlow<Stopped> {
        let first = self.best.groups.clone();
        // Without heat it is a descent, to a local optimum that tells the temperatures.
        let settled = self.anneal(&[(first, 0.0)], 0, false)?;
        if let Some(member) = settled.first() {
            self.heat = Heat::at(&Partition::new(self.matrix, &member.groups), &mut self.rng);
        }
        if self.heat.hot <= 0.0 {
            return ControlFlow::Continue(());
        }
        let start = self.start(0);
        for member in self.anneal(&[(start, 0.0)], FIRST_SWEEPS, false)? {
            self.since = (self.steps, self.elapsed());
            self.anneal(&[(member.groups, HALF_WAY)], FIRST_SWEEPS, false)?;
        }
        match self.plan() {
            Plan::Tribes(way) => self.tribes(way),
            Plan::Lone => self.alone(),
        }
    }

    fn plan(&self) -> Plan {
        Plan::new(self.matrix.members, self.heat.smooth, self.sweeps_left())
    }

    /// One long annealing after the other.
    fn alone(&mut self) -> ControlFlow<Stopped> {
        let (from, part) = if self.heat.smooth { (0.0, 1.0) } else { LONE };
        self.heat = self.heat.down_to(part);
        for turn in 0.. {
            let sweeps = Plan::lone(self.matrix.members, self.sweeps_left());
            let start = self.start(turn);
            self.anneal(&[(start, from)], sweeps, true)?;
        }
        ControlFlow::Continue(())
    }

    /// Members at random in groups of good sizes.
    pub(super) fn start(&mut self, turn: usize) -> Vec<u16> {
        start(self.matrix, WHIMS[turn % WHIMS.len()], &mut self.rng)
    }

    /// Anneals groupings, each from its own height, and gives what they become; `paced` lets the clock set the length of a
    /// single one.
    pub(super) fn anneal(
        &mut self,
        starts: &[(Vec<u16>, f64)],
        sweeps: u64,
        paced: bool,
    ) -> ControlFlow<Stopped, Vec<Member>> {
        let members = self.matrix.members as u64;
        let noise = std::mem::take(&mut self.noise);
        let mut tasks: Vec<Task<'_>> = starts
            .iter()
            .map(|(groups, from)| {
                let seed = self.rng.random();
                Task::new(self.matrix, &noise, groups, self.heat, *from, sweeps * members, seed)
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
            if self.end.is_some_and(|end| self.elapsed() >= end) {
                return ControlFlow::Break(Stopped::Time);
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
            if paced && let Some(end) = self.end {
                let (spent, left) =
                    (self.elapsed().saturating_sub(begun), end.mul_f64(END).saturating_sub(begun));
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
    pub(super) fn sweeps_left(&self) -> u64 {
        let sweep = (self.matrix.members * self.matrix.members) as u64;
        if let Some(limit) = self.limit {
            return limit.saturating_sub(self.steps) / sweep;
        }
        let now = self.elapsed();
        let left = self.end.unwrap_or_default().saturating_sub(now).as_secs_f64();
        let spent = now.saturating_sub(self.since.1).as_secs_f64().max(1e-6);
        let steps = self.steps - self.since.0;
        (steps as f64 / spent * left / sweep as f64) as u64
    }
}

fn start(matrix: &Matrix, whim: f64, rng: &mut Xoshiro256PlusPlus) -> Vec<u16> {
    let sizes = sizes(&matrix.limits, matrix.members, matrix.per_pair, whim, rng);
    deal(&sizes, rng)
}

//! One walk: annealing of one objective with a cap on the other, which leaves in the archive whatever it meets on the way.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};
use rand::{Rng, RngExt};

use super::archive::{Archive, Entry};
use super::found::Way;
use super::objectives::Objectives;
use crate::Draft;

/// One in so many moves goes to another group alone, where sizes have room.
const INSERT_ONE_IN: u32 = 5;
/// How many moves are priced to find the temperatures.
const SAMPLE: usize = 200;
/// The temperatures at the start and the end, as shares of what a worsening move costs at the start.
const HOT: f64 = 0.3;
const COLD: f64 = 0.01;
/// What is above the cap costs so many times what the other objective gives for it between the ends.
const STEEP: f64 = 4.0;
/// The last part of a walk takes nothing worse.
const DESCENT: f64 = 0.1;
/// After so many moves rounding is put right.
const FRESH: u64 = 1 << 14;
/// The observer is asked so often.
const LOOK: u64 = 1 << 10;

/// A cap on one objective.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cap {
    /// 0 or 1.
    pub(super) objective: usize,
    pub(super) at_most: f64,
    /// What the other objective gives for one unit of this one between the ends.
    pub(super) slope: f64,
}

/// The same grouping twice, priced by each objective alone.
pub(super) struct Walk<'p> {
    drafts: [Draft<'p>; 2],
    cap: Cap,
    movers: Vec<usize>,
    slack: bool,
    limit: u64,
    steps: u64,
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Swap(usize, usize),
    Into(usize, usize),
}

impl<'p> Walk<'p> {
    pub(super) fn new(drafts: [Draft<'p>; 2], cap: Cap, limit: u64) -> Self {
        let (movers, slack) = (drafts[0].movers(), drafts[0].slack());
        Walk { drafts, cap, movers, slack, limit, steps: 0 }
    }

    /// Gives the moves evaluated, and why it ended early if it did.
    pub(super) fn go(
        mut self,
        archive: &mut Archive,
        objectives: &Objectives,
        run: &mut Run<'_>,
    ) -> (u64, ControlFlow<Stopped>) {
        if self.movers.is_empty() {
            return (0, ControlFlow::Continue(()));
        }
        let cost = self.usual_cost(run.rng());
        let way = self.anneal(cost, archive, objectives, run);
        (self.steps, way)
    }

    fn anneal(
        &mut self,
        cost: f64,
        archive: &mut Archive,
        objectives: &Objectives,
        run: &mut Run<'_>,
    ) -> ControlFlow<Stopped> {
        let mut taken = 0u64;
        while self.steps < self.limit {
            self.steps += 1;
            if self.steps.is_multiple_of(LOOK) {
                run.check(&Progress::new("trade-off").at(self.steps).of(self.limit))?;
            }
            let Some(step) = self.draw(run.rng()) else { continue };
            let change = self.price(step);
            let cooled = self.steps as f64 / self.limit as f64 / (1.0 - DESCENT);
            let temperature =
                if cooled < 1.0 { cost * HOT * (COLD / HOT).powf(cooled) } else { 0.0 };
            if !accepted(self.energy(change), temperature, run.rng()) {
                continue;
            }
            self.make(step);
            taken += 1;
            if taken.is_multiple_of(FRESH) {
                self.drafts.iter_mut().for_each(Draft::refresh);
            }
            let values = [0, 1].map(|side| self.drafts[side].value());
            if archive.wants(values) {
                let group_of = self.drafts[0].group_of().to_vec();
                let values = objectives.values(&group_of);
                let Cap { objective, at_most, .. } = self.cap;
                let way = Way::Cap { objective: objective + 1, at_most };
                archive.offer(Entry { values, group_of, way, told: None });
            }
        }
        ControlFlow::Continue(())
    }

    /// What a move that worsens things costs on average here.
    fn usual_cost(&mut self, rng: &mut dyn Rng) -> f64 {
        let (mut sum, mut count) = (0.0, 0);
        for _ in 0..SAMPLE {
            let Some(step) = self.draw(rng) else { continue };
            let change = self.price(step);
            let energy = self.energy(change);
            self.steps += 1;
            if energy > 0.0 {
                sum += energy;
                count += 1;
            }
        }
        if count > 0 { sum / f64::from(count) } else { 0.0 }
    }

    /// A move that the rules allow.
    fn draw(&mut self, rng: &mut dyn Rng) -> Option<Move> {
        let a = self.movers[rng.random_range(0..self.movers.len())];
        if self.slack && rng.random_range(0..INSERT_ONE_IN) == 0 {
            let group = rng.random_range(0..self.drafts[0].problem().groups());
            return self.drafts[0].may_move(a, group).then_some(Move::Into(a, group));
        }
        let b = self.movers[rng.random_range(0..self.movers.len())];
        self.drafts[0].may_swap(a, b).then_some(Move::Swap(a, b))
    }

    fn price(&mut self, step: Move) -> [f64; 2] {
        [0, 1].map(|side| match step {
            Move::Swap(a, b) => self.drafts[side].swap_price(a, b),
            Move::Into(a, group) => self.drafts[side].move_price(a, group),
        })
    }

    fn make(&mut self, step: Move) {
        for draft in &mut self.drafts {
            match step {
                Move::Swap(a, b) => draft.swap(a, b),
                Move::Into(a, group) => draft.move_to(a, group),
            };
        }
    }

    /// The change of the free objective and of what is above the cap.
    fn energy(&self, change: [f64; 2]) -> f64 {
        let Cap { objective, at_most, slope } = self.cap;
        let now = self.drafts[objective].value();
        let above = |value: f64| (value - at_most).max(0.0);
        change[1 - objective] + STEEP * slope * (above(now + change[objective]) - above(now))
    }
}

fn accepted(change: f64, temperature: f64, rng: &mut dyn Rng) -> bool {
    change <= 0.0 || (temperature > 0.0 && rng.random::<f64>() < (-change / temperature).exp())
}

//! The temperatures of an annealing, from what exchanges lose near a local optimum.

use rand::RngExt;

use super::{Island, Stage, TINY};
use crate::Aggregate;
use crate::search::cooling::{Cooling, by_level};
use crate::search::scan::{Quench, Scan};

/// The first temperature is this part of the loss that one worsening exchange in `RARE` stays below, near a local optimum:
/// of the small losses, but not of the tiny ones that numbers leave.
const HOT: f64 = 0.5;
const RARE: usize = 20;
/// How many exchanges are looked at for that.
pub(super) const SAMPLE: usize = 1000;
/// The last temperature as a part of the first.
const COOLING: f64 = 0.03;
/// The same where groups are not added up: most exchanges then lose next to nothing, since they leave the worst groups alone.
const SOFT_RARE: usize = 2;
const SOFT_COOLING: f64 = 0.003;
/// On the merged table: the first and the last temperature, as parts of the mean loss of a person's best swap near a local
/// optimum.
const SCAN_HOT: f64 = 1.0;
const SCAN_COLD: f64 = 0.02;
/// The first temperature is no lower than this part of the barrier that a single person alone of their kind makes.
const BARRIER: f64 = 0.5;
/// Where nobody loses anything, the last temperature is that of this mean loss, as a part of the first.
const LEAST_COOLING: f64 = 0.01;

/// On the merged table.
pub(super) fn scan_cooling(scan: &Scan<'_>, quench: &Quench) -> Cooling {
    let levels = &scan.objective().levels;
    let barrier = |at: usize| {
        let own = levels.get(at).map_or(0.0, |level| level.barrier);
        own * scan.merged.scale * BARRIER
    };
    if levels.len() <= 1 {
        return Cooling::in_parts([part(quench.mean_loss(), barrier(0))]);
    }
    let barriers: Vec<f64> = (0..levels.len()).map(barrier).collect();
    let means = quench.mean_losses();
    Cooling::in_parts(means.into_iter().zip(barriers).map(|(mean, barrier)| part(mean, barrier)))
}

fn part(mean_loss: f64, barrier: f64) -> (f64, f64) {
    let hot = (mean_loss * SCAN_HOT).max(barrier);
    (hot, (mean_loss / hot.max(f64::MIN_POSITIVE)).max(LEAST_COOLING) * SCAN_COLD)
}

impl Island<'_> {
    /// Move by move, from what a sample of exchanges loses.
    pub(super) fn cooling(&self, losses: &[f64]) -> Cooling {
        let objective = &self.state.problem.objective;
        let (rare, cooling) = if objective.aggregate == Aggregate::Total {
            (RARE, COOLING)
        } else {
            (SOFT_RARE, SOFT_COOLING)
        };
        let parts =
            by_level(objective, 1.0, losses).into_iter().enumerate().map(|(at, mut losses)| {
                losses.sort_unstable_by(f64::total_cmp);
                let small = losses.get(losses.len() / rare).copied().unwrap_or(0.0);
                let barrier = objective.levels.get(at).map_or(0.0, |level| level.barrier);
                ((HOT * small).max(BARRIER * barrier), cooling)
            });
        Cooling::in_parts(parts)
    }

    /// Adds an exchange to the sample, if it worsens the grouping; says whether the sample is complete.
    pub(super) fn sample(&mut self) -> bool {
        let Stage::Sample { losses, left } = &mut self.stage else { return true };
        let units = self.singles.len();
        if units < 2 || *left == 0 {
            return true;
        }
        *left -= 1;
        let u = self.singles[self.rng.random_range(0..units)] as usize;
        let v = self.singles[self.rng.random_range(0..units)] as usize;
        if self.state.unit_group[u] != self.state.unit_group[v] {
            self.steps += 1;
            let loss = self.state.swap_price(u, v);
            if loss > TINY * self.state.problem.objective.unit() {
                losses.push(loss);
            }
        }
        false
    }
}

//! Descent to a local optimum, and what swaps lose there: temperatures follow from it.

use super::Scan;
use crate::search::cooling::by_level;

/// A descent under way, lane by lane.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Quench {
    lane: usize,
    round: usize,
    gained: bool,
    /// Sum and number of the smallest losses of lanes in this round, of all together and by priority level.
    losses: (f64, f64),
    by_level: Vec<(f64, f64)>,
}

impl Quench {
    /// The mean over lanes of the smallest loss of a swap; 0 where the descent did not end.
    pub(in crate::search) fn mean_loss(&self) -> f64 {
        mean(self.losses)
    }

    /// The same for each priority level, over the losses that are of that level.
    pub(in crate::search) fn mean_losses(&self) -> Vec<f64> {
        self.by_level.iter().copied().map(mean).collect()
    }
}

fn mean((sum, with): (f64, f64)) -> f64 {
    if with > 0.0 { sum / with } else { 0.0 }
}

impl Scan<'_> {
    /// Makes the best swap of the next lane; says whether the descent is over, since a round has gained nothing or there were so many
    /// rounds.
    pub(in crate::search) fn quench(&mut self, quench: &mut Quench, rounds: usize) -> bool {
        let lane = quench.lane;
        self.price_all(lane);
        if let Some(&least) = self.price.iter().min() {
            if least < 0 {
                if let Some(b) = self.price.iter().position(|price| *price == least) {
                    self.note_levels(quench);
                    self.swap(lane, b, least);
                    quench.gained = true;
                }
            } else {
                self.note_levels(quench);
                if least < self.dear() {
                    quench.losses.0 += f64::from(least);
                    quench.losses.1 += 1.0;
                }
            }
        }
        quench.lane += 1;
        if quench.lane < self.merged.lanes {
            return false;
        }
        quench.round += 1;
        if !quench.gained || quench.round >= rounds {
            return true;
        }
        *quench = Quench { round: quench.round, ..Quench::default() };
        false
    }

    /// Notes the smallest loss of each priority level, where there are several.
    fn note_levels(&self, quench: &mut Quench) {
        let objective = &self.problem.objective;
        if objective.levels.len() < 2 {
            return;
        }
        let limit = f64::from(self.dear());
        let losses = self.price.iter().map(|&price| f64::from(price));
        let losses: Vec<f64> = losses.filter(|&loss| loss > 0.0 && loss < limit).collect();
        quench.by_level.resize(objective.levels.len(), (0.0, 0.0));
        let levels = by_level(objective, self.merged.scale, &losses);
        for ((sum, with), losses) in quench.by_level.iter_mut().zip(levels) {
            if let Some(least) = losses.into_iter().min_by(f64::total_cmp) {
                *sum += least;
                *with += 1.0;
            }
        }
    }
}

/// How many groupings live at a time.
const POPULATION: usize = 12;
/// Children that may fail one after the other before a population begins anew.
const PATIENCE: usize = 5 * POPULATION;
/// The sweeps of one annealing grow with the square of the members: one for so many pairs of them.
const PAIRS_PER_SWEEP: u64 = 56;
const FEWEST_SWEEPS: u64 = 30;
/// A population ripens in about this many annealings; with fewer, single long ones bring more.
const RIPE: u64 = 40;
/// The annealings of a budget that is too small for that are this much longer than those of a population.
const LONGER: u64 = 4;
/// Without any budget: this many annealings, and at most this many trials.
const PRESET_ANNEALINGS: u64 = 60;
const PRESET_TRIALS: u64 = 500_000_000;
const PRESET_LEAST: u64 = 200_000;

/// How a budget is spent: a population, or a few long annealings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    /// How many groupings live at a time; 1 when all is spent on single annealings.
    pub(super) population: usize,
    /// Sweeps of one annealing: every member tried against all others once.
    pub(super) sweeps: u64,
    /// Children that may fail one after the other before the population begins anew.
    pub(super) patience: usize,
}

impl Plan {
    /// For so many members and so many sweeps in all.
    pub(super) fn new(members: usize, budget: u64) -> Self {
        let sweeps = sweeps(members);
        if budget >= RIPE * sweeps {
            return Plan { population: POPULATION, sweeps, patience: PATIENCE };
        }
        let annealings = (budget / (LONGER * sweeps)).max(1);
        Plan { population: 1, sweeps: (budget / annealings).max(1), patience: 0 }
    }
}

fn sweeps(members: usize) -> u64 {
    let members = members as u64;
    (members * members / PAIRS_PER_SWEEP).max(FEWEST_SWEEPS)
}

/// The trials of a run without any budget.
pub(super) fn preset(members: usize) -> u64 {
    let sweep = (members * members) as u64;
    (PRESET_ANNEALINGS * sweeps(members) * sweep).clamp(PRESET_LEAST, PRESET_TRIALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_budgets_go_into_long_annealings() {
        assert_eq!(Plan::new(960, 2000), Plan { population: 1, sweeps: 2000, patience: 0 });
        assert_eq!(Plan::new(120, 0).sweeps, 1);
        assert_eq!(Plan::new(240, 40_000 * 4).population, POPULATION);
    }

    #[test]
    fn the_preset_is_bounded() {
        assert_eq!(preset(2), PRESET_LEAST);
        assert_eq!(preset(4000), PRESET_TRIALS);
    }
}

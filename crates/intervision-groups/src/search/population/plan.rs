/// The sweeps of an annealing are at least members divided by this, and at most as many as there are members. Short ones lose little:
/// what they leave undone, the crossover and the next generation do.
const SHORTEST: u64 = 8;
/// With fewer of the shortest annealings than this no population gets beyond its beginnings; single long annealings then bring more.
const RIPE: u64 = 300;
/// With fewer than this one small population breeds out, and with more there is time for several large ones and their unions.
const RICH: u64 = 1500;
/// Groupings that live at a time, and how many annealings the budget is divided into, where it is small and where it is rich. At 240
/// members and a tenth of the time limit of the literature, populations of 24 did not breed out; at half of it they were better
/// than those of 12, and 48 were no better.
const SMALL: (usize, u64) = (12, 400);
const LARGE: (usize, u64) = (24, 2000);
/// Where weights look like distances everything hangs together, and annealings of any length end about equally well for their length:
/// one sweep for so many pairs of members, and at least so many; random starts three times as many.
const PAIRS_PER_SWEEP: u64 = 56;
const FEWEST_SMOOTH: u64 = 30;
/// With fewer of these annealings there is no population.
const RIPE_SMOOTH: u64 = 40;
/// Annealings on their own are so many sweeps for each member long, or as long as the budget lasts.
const LONE_SWEEPS: u64 = 16;
/// Without any budget: this many annealings, and at most this many trials.
const PRESET_ANNEALINGS: u64 = 500;
const PRESET_TRIALS: u64 = 1_000_000_000;
const PRESET_LEAST: u64 = 200_000;

/// How a budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// On populations that breed.
    Tribes(Way),
    /// On long annealings, one after the other.
    Lone,
}

/// How a population lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    /// How many groupings there are at a time.
    pub(super) population: usize,
    /// Sweeps of a random start: every member tried against all others so many times.
    pub(super) first_sweeps: u64,
    /// Sweeps of a child.
    pub(super) sweeps: u64,
}

impl Plan {
    /// For so many members and so many sweeps in all.
    pub(super) fn new(members: usize, smooth: bool, budget: u64) -> Self {
        if smooth {
            let sweeps = ((members * members) as u64 / PAIRS_PER_SWEEP).max(FEWEST_SMOOTH);
            let way = Way { population: SMALL.0, first_sweeps: 3 * sweeps, sweeps };
            return if budget < RIPE_SMOOTH * sweeps { Plan::Lone } else { Plan::Tribes(way) };
        }
        let shortest = shortest(members);
        if budget < RIPE * shortest {
            return Plan::Lone;
        }
        let (population, annealings) = if budget < RICH * shortest { SMALL } else { LARGE };
        let sweeps = (budget / annealings).clamp(shortest, shortest * SHORTEST);
        Plan::Tribes(Way { population, first_sweeps: sweeps, sweeps })
    }

    /// The sweeps of the next of some long annealings, which share the budget evenly.
    pub(super) fn lone(members: usize, budget: u64) -> u64 {
        let annealings = (budget / (LONE_SWEEPS * members as u64)).max(1);
        (budget / annealings).max(1)
    }
}

fn shortest(members: usize) -> u64 {
    (members as u64).div_ceil(SHORTEST)
}

/// The trials of a run without any budget.
pub(super) fn preset(members: usize) -> u64 {
    let sweep = (members * members) as u64;
    (PRESET_ANNEALINGS * shortest(members) * sweep).clamp(PRESET_LEAST, PRESET_TRIALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_budgets_go_into_long_annealings() {
        assert_eq!(Plan::new(960, false, 2000), Plan::Lone);
        assert_eq!(Plan::new(240, true, 2000), Plan::Lone);
        assert_eq!([0, 800, 5000].map(|budget| Plan::lone(100, budget)), [1, 800, 1666]);
    }

    #[test]
    fn sweeps_grow_with_the_budget_within_limits() {
        let way = |sweeps, population| Way { population, first_sweeps: sweeps, sweeps };
        for (budget, sweeps, population) in
            [(10_000, 30, 12), (40_000, 100, 12), (200_000, 100, 24), (1_000_000, 240, 24)]
        {
            assert_eq!(Plan::new(240, false, budget), Plan::Tribes(way(sweeps, population)));
        }
        let smooth = Way { population: 12, first_sweeps: 3 * 1028, sweeps: 1028 };
        assert_eq!(Plan::new(240, true, 50_000), Plan::Tribes(smooth));
    }

    #[test]
    fn the_preset_is_bounded() {
        assert_eq!(preset(2), PRESET_LEAST);
        assert_eq!(preset(4000), PRESET_TRIALS);
    }
}

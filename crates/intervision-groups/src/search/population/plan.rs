/// A sweep for so many pairs of members is as long an annealing as a population has use for: what it leaves undone, the crossover and
/// the next generation do. Longer ones bring less in the same time at 120 to 480 members.
const PAIRS_LONGEST: u64 = 1000;
/// Where the budget is short, annealings are shorter, down to this part.
const SHORTEN: u64 = 4;
/// But few members need a sweep for so many of them.
const MEMBERS_SHORTEST: u64 = 8;
/// With fewer of the shortest annealings than this there is one large population of them; with more there is time for several, for
/// longer annealings, and for unions.
const RICH: u64 = 2500;
/// Then there are to be so many annealings before they get longer.
const ANNEALINGS: u64 = 700;
/// With fewer of the shortest annealings than this no population gets beyond its beginnings; single long annealings then bring more.
const RIPE: u64 = 200;
/// Random starts are longer than children, which begin half way down, by a third.
const FIRST: (u64, u64) = (4, 3);
/// One grouping lives at a time for so many annealings that the budget has room for: small populations breed out, large ones keep what
/// is worth a union.
const ANNEALINGS_EACH: u64 = 40;
const SMALLEST: usize = 8;
const LARGEST: usize = 24;
const LARGEST_ALONE: usize = 32;
/// A population has bred out when so many children for each place in it fail one after the other. One that stays alone has more
/// patience, because nothing better comes after it.
const PATIENCE: f64 = 1.5;
const PATIENCE_ALONE: f64 = 3.0;
/// Where weights look like distances everything hangs together, and annealings of any length end about equally well for their length:
/// one sweep for so many pairs of members, and at least so many; random starts three times as many.
const PAIRS_PER_SWEEP: u64 = 56;
const FEWEST_SMOOTH: u64 = 30;
/// With fewer of these annealings there is no population.
const RIPE_SMOOTH: u64 = 40;
const POPULATION_SMOOTH: usize = 12;
/// Annealings on their own are so many sweeps for each member long, or as long as the budget lasts.
const LONE_SWEEPS: u64 = 16;
/// Without any budget: this many annealings, and at most this many trials.
const PRESET_ANNEALINGS: u64 = 500;
const PRESET_TRIALS: u64 = 1_000_000_000;
const PRESET_LEAST: u64 = 200_000;

/// How a budget is spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Plan {
    /// On populations that breed.
    Tribes(Way),
    /// On long annealings, one after the other.
    Lone,
}

/// How a population lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    /// How many groupings there are at a time.
    pub(super) population: usize,
    /// Sweeps of a random start: every member tried against all others so many times.
    pub(super) first_sweeps: u64,
    /// Sweeps of a child.
    pub(super) sweeps: u64,
    /// It has bred out when so many children for each place in it fail one after the other.
    pub(super) patience: f64,
}

impl Plan {
    /// For so many members and so many sweeps in all.
    pub(super) fn new(members: usize, smooth: bool, budget: u64) -> Self {
        if smooth {
            let sweeps = ((members * members) as u64 / PAIRS_PER_SWEEP).max(FEWEST_SMOOTH);
            let first_sweeps = 3 * sweeps;
            let way =
                Way { population: POPULATION_SMOOTH, first_sweeps, sweeps, patience: PATIENCE };
            return if budget < RIPE_SMOOTH * sweeps { Plan::Lone } else { Plan::Tribes(way) };
        }
        let (shortest, longest) = lengths(members);
        if budget < RIPE * shortest {
            return Plan::Lone;
        }
        let alone = budget < RICH * shortest;
        let (sweeps, largest, patience) = if alone {
            (shortest, LARGEST_ALONE, PATIENCE_ALONE)
        } else {
            ((budget / ANNEALINGS).clamp(shortest, longest), LARGEST, PATIENCE)
        };
        let population = ((budget / sweeps / ANNEALINGS_EACH) as usize).clamp(SMALLEST, largest);
        let first_sweeps = sweeps * FIRST.0 / FIRST.1;
        Plan::Tribes(Way { population, first_sweeps, sweeps, patience })
    }

    /// The sweeps of the next of some long annealings, which share the budget evenly.
    pub(super) fn lone(members: usize, budget: u64) -> u64 {
        let annealings = (budget / (LONE_SWEEPS * members as u64)).max(1);
        (budget / annealings).max(1)
    }
}

/// The sweeps of the shortest and of the longest annealings in a population.
fn lengths(members: usize) -> (u64, u64) {
    let members = members as u64;
    let least = members.div_ceil(MEMBERS_SHORTEST);
    let longest = (members * members / PAIRS_LONGEST).max(least * 4 / 3);
    ((longest / SHORTEN).max(least), longest)
}

/// The trials of a run without any budget.
pub(super) fn preset(members: usize) -> u64 {
    let sweep = (members * members) as u64;
    (PRESET_ANNEALINGS * lengths(members).0 * sweep).clamp(PRESET_LEAST, PRESET_TRIALS)
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
    fn sweeps_and_populations_grow_with_the_budget_within_limits() {
        let plan = |budget| match Plan::new(240, false, budget) {
            Plan::Tribes(way) => (way.sweeps, way.first_sweeps, way.population),
            Plan::Lone => (0, 0, 0),
        };
        assert_eq!(plan(5_000), (0, 0, 0));
        assert_eq!(plan(7_500), (30, 40, 8));
        assert_eq!(plan(35_000), (30, 40, 29));
        assert_eq!(plan(80_000), (57, 76, 24));
        assert_eq!(plan(400_000), (57, 76, 24));
        let smooth =
            Way { population: 12, first_sweeps: 3 * 1028, sweeps: 1028, patience: PATIENCE };
        assert_eq!(Plan::new(240, true, 50_000), Plan::Tribes(smooth));
    }

    #[test]
    fn the_preset_is_bounded() {
        assert_eq!(preset(2), PRESET_LEAST);
        assert_eq!(preset(4000), PRESET_TRIALS);
    }
}

//! How the annealing cools. In: samples of moves. Out: what levels weigh against each other, and the temperature.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::walk::Walk;

/// Moves that are sampled to learn the scale of each level.
const SAMPLES: usize = 2_000;

/// The first temperature, in mean soft changes of a move. A hotter start spends its time on plans that are as good as random.
const START: f64 = 0.5;

/// The same in mean medium changes of a move, where those are larger.
const START_MEDIUM: f64 = 1.0;

/// The first temperature while no plan is known that keeps the hard rules, in the larger of the two: what they forbid has to
/// be passed through.
const START_BROKEN: f64 = 1.0;

/// The last temperature, in smallest soft changes of a move.
const END: f64 = 0.12;

/// What a medium point costs, in mean soft changes.
const MEDIUM: f64 = 4.0;

/// What a broken hard rule costs, in mean soft changes, or medium ones where they are larger.
const HARD: f64 = 8.0;

/// The temperature, from the first to the last, by the same factor in equal parts of the budget.
pub(super) struct Cooling {
    first: f64,
    first_broken: f64,
    last: f64,
    temperature: f64,
}

impl Cooling {
    /// Learns the scales and sets the weights of the walk.
    pub(super) fn new(walk: &mut Walk<'_>, rng: &mut Xoshiro256PlusPlus) -> Self {
        walk.set_weights([1; 3]);
        let changes: Vec<[i64; 3]> = (0..SAMPLES).filter_map(|_| walk.sample(rng)).collect();
        let sizes = |level: usize| {
            changes.iter().map(move |change| change[level].unsigned_abs()).filter(|size| *size > 0)
        };
        let mean = |level: usize| {
            let count = sizes(level).count().max(1) as f64;
            sizes(level).sum::<u64>() as f64 / count
        };
        let least = |level: usize| sizes(level).min().unwrap_or(0) as f64;
        let (soft, smallest) = (mean(2).max(1.0), least(2).max(1.0));
        let medium = soft * MEDIUM;
        let weighty = mean(1) * medium;
        let scale = soft.max(weighty);
        walk.set_weights([(scale * HARD) as i64, medium as i64, 1]);
        let first = (soft * START).max(weighty * START_MEDIUM);
        let first_broken = scale * START_BROKEN;
        Cooling { first, first_broken, last: smallest * END, temperature: first_broken }
    }

    /// Sets the temperature for a part of the way from 0 to 1; `broken` while no plan is known that keeps the hard rules.
    pub(super) fn at(&mut self, spent: f64, broken: bool) {
        let first = if broken { self.first_broken } else { self.first };
        self.temperature = first * (self.last / first).powf(spent.min(1.0));
    }

    /// The most that a move may cost now: exponentially distributed, so that a move that costs d is kept with probability
    /// exp(-d / temperature).
    pub(super) fn threshold(&self, rng: &mut Xoshiro256PlusPlus) -> i64 {
        let unit: f64 = rng.random();
        (-(1.0 - unit).ln() * self.temperature) as i64
    }
}

use std::time::{Duration, Instant};

use clap::Args;
use intervision::core::Run;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::Outcome;

/// How long a program searches, and from which seed.
#[derive(Args, Debug, Clone)]
pub struct Search {
    /// Search for this long
    #[arg(long, value_name = "S")]
    pub seconds: Option<f64>,
    /// At most this many steps; the same number gives the same answer
    #[arg(long, value_name = "N")]
    pub steps: Option<u64>,
    /// The seed of all randomness
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

impl Search {
    /// Runs a search within these limits, watched. Returns its answer and the seconds that it took.
    pub fn run<T>(
        &self,
        watch: &mut dyn intervision::core::Observer,
        search: impl FnOnce(&mut Run<'_>) -> Outcome<T>,
    ) -> Outcome<(T, f64)> {
        let start = Instant::now();
        let clock = move || start.elapsed();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.seed);
        let mut run = Run::new(&mut rng, watch).with_seed(self.seed);
        if let Some(steps) = self.steps {
            run = run.with_steps(steps);
        }
        if let Some(seconds) = self.seconds {
            run = run.with_time(Duration::try_from_secs_f64(seconds)?, &clock);
        }
        let answer = search(&mut run)?;
        Ok((answer, start.elapsed().as_secs_f64()))
    }
}

//! Simulated answers to items with known parameters, and a stopwatch.

use std::hint::black_box;
use std::time::Instant;

use intervision::assess::irt::{AnyItem, Graded, ItemModel, Logistic};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

/// A standard normal number (Box and Muller, 1958).
pub fn normal(rng: &mut Xoshiro256PlusPlus) -> f64 {
    let (radius, angle): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - radius).ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// The category that somebody of this ability answers.
pub fn category(item: &AnyItem, theta: f64, rng: &mut Xoshiro256PlusPlus) -> usize {
    let mut log_p = vec![0.0; item.categories()];
    item.log_probabilities(theta, &mut log_p);
    let mut left: f64 = rng.random();
    let passed = log_p.iter().take_while(|log_p| {
        left -= log_p.exp();
        left > 0.0
    });
    passed.count().min(item.categories() - 1)
}

/// Items of two categories, with this lower asymptote.
pub fn binary_items(items: usize, lower: f64, rng: &mut Xoshiro256PlusPlus) -> Vec<AnyItem> {
    let mut item = || {
        let (a, b) = (0.6 + 1.4 * rng.random::<f64>(), normal(rng));
        Logistic::three_parameter(a, b, lower).expect("a is above 0").into()
    };
    (0..items).map(|_| item()).collect()
}

/// Items of five ordered categories.
pub fn graded_items(items: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<AnyItem> {
    let mut item = || {
        let (a, middle) = (0.8 + 1.4 * rng.random::<f64>(), 0.6 * normal(rng));
        let gap = 0.6 + 0.4 * rng.random::<f64>();
        let b = [-1.5, -0.5, 0.5, 1.5].map(|step| middle + step * gap).to_vec();
        Graded::new(a, b).expect("thresholds increase").into()
    };
    (0..items).map(|_| item()).collect()
}

/// Seconds that a call takes, the least of a few.
#[allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]
pub fn seconds<T>(call: impl Fn() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut last = None;
    for _ in 0..3 {
        let start = Instant::now();
        last = Some(black_box(call()));
        best = best.min(start.elapsed().as_secs_f64());
    }
    (best, last.expect("it was called"))
}

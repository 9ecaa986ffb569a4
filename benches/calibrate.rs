//! Calibration: how long items take to calibrate with standard errors, beside what other programs took, and how well simulated
//! items are recovered.

#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::hint::black_box;
use std::time::Instant;

use intervision::assess::irt::{
    AnyItem, Calibrator, Estimate, Family, Graded, ItemModel, Logistic, Tally,
};
use intervision_benches::rng;
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    speed();
    recovery();
}

/// A standard normal number (Box and Muller, 1958).
fn normal(rng: &mut Xoshiro256PlusPlus) -> f64 {
    let (radius, angle): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - radius).ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// Answers of persons of a standard normal population.
fn answers(items: &[AnyItem], persons: usize, rng: &mut Xoshiro256PlusPlus) -> Tally {
    let mut builder = Tally::builder((1..=items.len()).map(|item| format!("q{item}")));
    let mut log_p = Vec::new();
    for _ in 0..persons {
        let theta = normal(rng);
        let mut answer = |item: &AnyItem| {
            log_p.resize(item.categories(), 0.0);
            item.log_probabilities(theta, &mut log_p);
            let mut left: f64 = rng.random();
            let passed = log_p.iter().take_while(|log_p| {
                left -= log_p.exp();
                left > 0.0
            });
            Some(passed.count().min(item.categories() - 1) as u8)
        };
        let row: Vec<Option<u8>> = items.iter().map(&mut answer).collect();
        builder = builder.with_row(&row);
    }
    builder.build().expect("every row has one answer per item")
}

/// Seconds that a call takes, the least of a few.
fn seconds<T>(call: impl Fn() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut last = None;
    for _ in 0..3 {
        let start = Instant::now();
        last = Some(black_box(call()));
        best = best.min(start.elapsed().as_secs_f64());
    }
    (best, last.expect("it was called"))
}

fn speed() {
    let mut rng = rng(40);
    let binary: Vec<AnyItem> = (0..40)
        .map(|_| {
            let (a, b) = (0.6 + 1.4 * rng.random::<f64>(), normal(&mut rng));
            Logistic::two_parameter(a, b).expect("a is above 0").into()
        })
        .collect();
    let graded = graded_items(&mut rng);
    println!("Calibration with standard errors, one core, seconds (least of three)");
    println!(
        "model  persons  items  seconds  passes  gradient  others on the machine where they were measured"
    );
    for (family, items, persons, others) in [
        (Family::TwoPl, &binary, 10_000, "R mirt 3.7, with standard errors 22.9; PyPI mirt 4.4"),
        (Family::Rasch, &binary, 10_000, "-"),
        (Family::ThreePl, &binary, 10_000, "-"),
        (Family::Graded, &graded, 10_000, "-"),
        (Family::GeneralizedPartialCredit, &graded, 10_000, "-"),
    ] {
        let tally = answers(items, persons, &mut rng);
        let calibrator = Calibrator::new(family);
        let (seconds, calibration) = seconds(|| calibrator.calibrate(&tally));
        let calibration = calibration.expect("the sample is large enough");
        println!(
            "{family:<6} {persons:>7} {:>6} {seconds:>8.3} {:>7} {:>9.1e}  {others}",
            items.len(),
            calibration.iterations(),
            calibration.gradient(),
        );
    }
}

/// Twenty items of five ordered categories.
fn graded_items(rng: &mut Xoshiro256PlusPlus) -> Vec<AnyItem> {
    let mut item = || {
        let (a, middle) = (0.8 + 1.4 * rng.random::<f64>(), 0.6 * normal(rng));
        let gap = 0.6 + 0.4 * rng.random::<f64>();
        let b = [-1.5, -0.5, 0.5, 1.5].map(|step| middle + step * gap).to_vec();
        Graded::new(a, b).expect("thresholds increase").into()
    };
    (0..20).map(|_| item()).collect()
}

/// How estimates of one parameter fall around its true value.
#[derive(Default)]
struct Recovered {
    bias: f64,
    square: f64,
    inside: usize,
    all: usize,
}

impl Recovered {
    fn add(&mut self, estimate: &Estimate, truth: f64) {
        let error = estimate.value - truth;
        self.bias += error;
        self.square += error * error;
        self.all += 1;
        let half = estimate.standard_error.map_or(0.0, |error| 1.959_964 * error);
        self.inside += usize::from(error.abs() <= half);
    }

    fn print(&self, name: &str) {
        let n = self.all as f64;
        println!(
            "{name:<4} {:>6} {:>8.4} {:>7.4} {:>15.1} %",
            self.all,
            self.bias / n,
            (self.square / n).sqrt(),
            100.0 * self.inside as f64 / n
        );
    }
}

fn recovery() {
    const REPLICATIONS: usize = 200;
    let mut rng = rng(500);
    let items = graded_items(&mut rng);
    let (mut slopes, mut thresholds) = (Recovered::default(), Recovered::default());
    let mut refused = 0;
    for _ in 0..REPLICATIONS {
        let tally = answers(&items, 500, &mut rng);
        let Ok(calibration) = Calibrator::new(Family::Graded).calibrate(&tally) else {
            refused += 1;
            continue;
        };
        for (estimate, item) in calibration.items().iter().zip(&items) {
            let AnyItem::Graded(truth) = item else { continue };
            slopes.add(&estimate.slopes[0], truth.a());
            for (estimate, &b) in estimate.locations.iter().zip(truth.thresholds()) {
                thresholds.add(estimate, b);
            }
        }
    }
    println!();
    println!(
        "Recovery: {REPLICATIONS} samples of 500 persons, 20 graded items of 5 categories; {refused} refused"
    );
    println!("            n     bias    rmse  inside 95 % intervals");
    slopes.print("a");
    thresholds.print("b");
}

//! Calibration: how long items take to calibrate with standard errors, beside what other programs took, and how well simulated
//! items are recovered.

use intervision::assess::irt::{AnyItem, Calibrator, Estimate, Family, Tally};
use intervision_benches::rng;
use intervision_benches::simulated::{binary_items, category, graded_items, normal, seconds};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    speed();
    recovery();
}

/// Answers of persons of a standard normal population.
fn answers(items: &[AnyItem], persons: usize, rng: &mut Xoshiro256PlusPlus) -> Tally {
    let mut builder = Tally::builder((1..=items.len()).map(|item| format!("q{item}")));
    for _ in 0..persons {
        let theta = normal(rng);
        let answer = |item: &AnyItem| Some(category(item, theta, rng) as u8);
        let row: Vec<Option<u8>> = items.iter().map(answer).collect();
        builder = builder.with_row(&row);
    }
    builder.build().expect("every row has one answer per item")
}

fn speed() {
    let mut rng = rng(40);
    let binary = binary_items(40, 0.0, &mut rng);
    let graded = graded_items(20, &mut rng);
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
    let items = graded_items(20, &mut rng);
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

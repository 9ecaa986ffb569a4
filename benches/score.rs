//! Scoring and adaptive tests: how long they take, beside what other programs took on the machine of the notes, and how far the
//! mean of the posterior is off the same mean over a very fine grid.
//!
//! `cargo bench -p intervision-benches --bench score`

use intervision::assess::adaptive::AdaptiveTest;
use intervision::assess::irt::score::{
    Ability, AbilityEstimator, Answered, Eap, Evidence, Map, MaximumLikelihood, Patterns, Warm,
};
use intervision::assess::irt::{AnyItem, ItemBank, ThetaGrid};
use intervision_benches::rng;
use intervision_benches::simulated::{binary_items, category, graded_items, normal, seconds};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    println!("Seconds (least of three), one core");
    println!("job                                      seconds  others");
    let mut rng = rng(50);
    let graded = bank(graded_items(50, &mut rng));
    let patterns = answers(&graded, 100_000, &mut rng);
    let (time, abilities) = seconds(|| Eap::default().estimate_all(&graded, &patterns));
    line("EAP, 100,000 x 50 graded", time, "R mirt 32; PyPI mirt 0.5, off by up to 0.03");
    println!(
        "    off the mean over 2,001 points by at most {:.1e}",
        off(&graded, &patterns, &abilities)
    );

    let two = bank(binary_items(40, 0.0, &mut rng));
    let patterns = answers(&two, 10_000, &mut rng);
    for (estimator, others) in [
        (&Map as &dyn AbilityEstimator, "R mirt 28"),
        (&Warm, "R mirt 294"),
        (&MaximumLikelihood, "-"),
    ] {
        let (time, _) = seconds(|| estimator.estimate_all(&two, &patterns));
        line(&format!("{}, 10,000 x 40 2PL", estimator.name()), time, others);
    }
    let three = bank(binary_items(40, 0.2, &mut rng));
    let patterns = answers(&three, 10_000, &mut rng);
    for estimator in [&Map as &dyn AbilityEstimator, &Warm, &MaximumLikelihood] {
        let (time, _) = seconds(|| estimator.estimate_all(&three, &patterns));
        line(&format!("{}, 10,000 x 40 3PL", estimator.name()), time, "-");
    }

    let large = bank(binary_items(500, 0.2, &mut rng));
    let (time, test) = seconds(|| AdaptiveTest::new(large.clone()).with_length(30, 30));
    let test = test.expect("30 of 500 items");
    line("an adaptive test made of 500 items", time, "-");
    let truths = test.draw_abilities(1000, 1);
    let (time, _) = seconds(|| test.simulate(&truths, 1));
    line("1,000 adaptive tests of 30 of 500 items", time, "catsim 53; PyPI mirt 0.67");
}

fn line(job: &str, seconds: f64, others: &str) {
    println!("{job:<40} {seconds:>7.3}  {others}");
}

fn bank(items: Vec<AnyItem>) -> ItemBank {
    let items = items.into_iter().enumerate().map(|(index, item)| (format!("q{index}"), item));
    ItemBank::new(items).expect("ids are unique")
}

fn answers(bank: &ItemBank, persons: usize, rng: &mut Xoshiro256PlusPlus) -> Patterns {
    let row = |_| {
        let theta = normal(rng);
        bank.items().iter().map(|item| Some(category(item, theta, rng))).collect::<Vec<_>>()
    };
    Patterns::new(bank, (0..persons).map(row)).expect("one answer per item")
}

/// The largest distance from the same mean over a fine grid, among every hundredth person.
fn off(bank: &ItemBank, patterns: &Patterns, abilities: &[Ability]) -> f64 {
    let fine = Eap::on(ThetaGrid::new(-8.0, 8.0, 2001).expect("the ends differ"));
    let far = |person: usize| {
        let answers = bank.items().iter().enumerate().filter_map(|(number, item)| {
            Answered::new(item, patterns.category(person, number)?).ok()
        });
        let answers: Vec<Answered<'_>> = answers.collect();
        let exact = fine.estimate(&Evidence::new(bank.population(), &answers));
        (abilities[person].theta()? - exact.theta()?).abs().into()
    };
    (0..patterns.len()).step_by(100).filter_map(far).fold(0.0, f64::max)
}

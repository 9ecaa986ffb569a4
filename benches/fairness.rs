//! How often bias of an item is found where there is none (size) and where there is (power), on simulated answers.
//!
//! `cargo bench -p intervision-benches --bench fairness`; 4,000 samples per line without bias and 500 with, printed as a table.

use intervision::assess::fairness::{
    BiasClass, Comparison, LogisticBias, Mantel, MantelHaenszel, Observation,
};
use intervision_benches::rng;
use intervision_benches::simulated::normal;
use rand::RngExt;

/// Without bias, where a few per cent are to be told apart, and with. Of 4,000 samples a part of .050 is known to ±.003.
const SAMPLES: [usize; 2] = [4000, 500];
const ITEMS: usize = 20;

fn main() {
    println!(
        "twenty Rasch items, {SAMPLES:?} samples per line; part of samples in which the first item is flagged"
    );
    println!("per group  impact  shift   MH p<.05  Mantel p<.05  logistic p<.05  class C");
    let mut seed = 0;
    for people in [100, 250, 500] {
        for impact in [0.0, 0.5] {
            for shift in [0.0, 0.5, 1.0] {
                // A stream of its own per line, lest one unlucky start shows in all of them.
                seed += 1;
                line(people, impact, shift, seed);
            }
        }
    }
}

/// Focal people are lower by `impact`, and the first item is harder for them by `shift`.
fn line(people: usize, impact: f64, shift: f64, seed: u64) {
    let mut rng = rng(seed);
    let samples = SAMPLES[usize::from(shift > 0.0)];
    let mut flagged = [0_usize; 4];
    for _ in 0..samples {
        let sample = (0..2 * people).map(|person| {
            let focal = person % 2 == 1;
            let ability = normal(&mut rng) - if focal { impact } else { 0.0 };
            let answers: Vec<i32> = (0..ITEMS)
                .map(|item| {
                    let difficulty = -1.5 + 3.0 * ((item * 7) % ITEMS) as f64 / (ITEMS - 1) as f64;
                    let harder = if focal && item == 0 {
                        1.5 + shift
                    } else if item == 0 {
                        1.5
                    } else {
                        0.0
                    };
                    let right = 1.0 / (1.0 + (difficulty + harder - ability).exp());
                    i32::from(rng.random::<f64>() < right)
                })
                .collect();
            Observation { focal, matching: answers.iter().sum(), answer: answers[0] }
        });
        let comparison = Comparison::new(sample, 1).expect("both groups have people");
        let odds = MantelHaenszel::of(&comparison);
        let found = [
            odds.is_ok_and(|it| it.p < 0.05),
            Mantel::of(&comparison).is_ok_and(|it| it.p < 0.05),
            LogisticBias::of(&comparison).is_ok_and(|it| it.uniform_p < 0.05),
            odds.is_ok_and(|it| it.class == BiasClass::Large),
        ];
        for (count, found) in flagged.iter_mut().zip(found) {
            *count += usize::from(found);
        }
    }
    let [mh, mantel, logistic, large] = flagged.map(|count| count as f64 / samples as f64);
    println!(
        "{people:9}  {impact:6.1}  {shift:5.1}  {mh:9.3}  {mantel:12.3}  {logistic:14.3}  {large:7.3}"
    );
}

//! How often the intervals of intraclass correlations hold the true value: analysis of variance where every cell is filled, the
//! profile of the mixed model there and where one rating in five is missing.
//!
//! `cargo bench -p intervision-benches --bench intervals`; 1,000 samples per line, printed as a table.

use intervision::assess::DataTable;
use intervision::assess::agreement::{Icc, IccForm, Intraclass, MixedModel};
use intervision_benches::rng;
use intervision_benches::simulated::normal;
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

const SAMPLES: usize = 1000;
/// Variances between persons, between raters, and of what is left.
const TRUTH: [f64; 3] = [1.0, 0.3, 0.7];
const FORMS: [IccForm; 2] = [IccForm::TwoWayRandom, IccForm::TwoWayMixed];

fn main() {
    println!(
        "parts of {SAMPLES} samples in which the 95 % interval holds the truth; variances of persons, raters, error {TRUTH:?}"
    );
    println!("                          analysis of variance      mixed model        no answer");
    println!("persons  raters  empty    ICC(2,1)  ICC(3,1)    ICC(2,1)  ICC(3,1)");
    for (number, (persons, raters)) in [(10, 4), (30, 4), (10, 10)].into_iter().enumerate() {
        for empty in [0.0, 0.2] {
            line(persons, raters, empty, &mut rng(number as u64));
        }
    }
}

fn line(persons: usize, raters: usize, empty: f64, rng: &mut Xoshiro256PlusPlus) {
    let (mut analysis, mut model, mut refused) = ([0; 2], [0; 2], 0);
    for _ in 0..SAMPLES {
        let rows = sample(persons, raters, empty, rng);
        let table = DataTable::with_missing(&rows).expect("rows are of one length");
        let Ok(found) = MixedModel::with_intervals(&table, 0.95) else {
            refused += 1;
            continue;
        };
        let complete: Option<Vec<Vec<f64>>> =
            rows.into_iter().map(|row| row.into_iter().collect()).collect();
        let classic = complete.and_then(|rows| Intraclass::of(&rows, 0.95).ok());
        for (place, form) in FORMS.into_iter().enumerate() {
            let holds =
                |icc: &Icc| icc.interval.low <= truth(form) && truth(form) <= icc.interval.high;
            model[place] += usize::from(found.iter().any(|icc| icc.form == form && holds(icc)));
            let of = classic.as_ref().and_then(|it| it.get(form).ok());
            analysis[place] += usize::from(of.is_some_and(|icc| holds(&icc)));
        }
    }
    let part = |count: usize| count as f64 / (SAMPLES - refused) as f64;
    let [two, three] = model.map(|count| format!("{:.3}", part(count)));
    let [of_two, of_three] = analysis
        .map(|count| if empty > 0.0 { "-".to_owned() } else { format!("{:.3}", part(count)) });
    println!(
        "{persons:7}  {raters:6}  {empty:5}    {of_two:>8}  {of_three:>8}    {two:>8}  {three:>8}  {refused:>9}"
    );
}

fn truth(form: IccForm) -> f64 {
    let [person, rater, error] = TRUTH;
    match form {
        IccForm::TwoWayRandom => person / (person + rater + error),
        _ => person / (person + error),
    }
}

fn sample(
    persons: usize,
    raters: usize,
    empty: f64,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<Vec<Option<f64>>> {
    let [person, rater, error] = TRUTH.map(f64::sqrt);
    let of_raters: Vec<f64> = (0..raters).map(|_| rater * normal(rng)).collect();
    let row = |_| {
        let level = person * normal(rng);
        let cell = |of_rater: &f64| {
            let value = level + of_rater + error * normal(rng);
            (rng.random::<f64>() >= empty).then_some(value)
        };
        of_raters.iter().map(cell).collect()
    };
    (0..persons).map(row).collect()
}

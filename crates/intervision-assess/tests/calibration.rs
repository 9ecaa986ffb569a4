//! Item parameters against published and independent values.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use common::shared;
use intervision_assess::irt::{
    AnyItem, Calibration, Calibrator, Estimate, Family, Graded, ItemModel, Logistic, Nominal,
    PartialCredit, Population, Priors, Tally,
};
use proptest::prelude::*;

/// LSAT section 7 (Bock and Lieberman, 1970): how many of 1000 persons gave each pattern of five answers, in the order of
/// the patterns as binary numbers.
const LSAT7: [u32; 32] = [
    12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7,
    35, 18, 136, 32, 308,
];

fn lsat7() -> Tally {
    let mut builder = Tally::builder((1..=5).map(|item| format!("Item.{item}")));
    for (pattern, count) in LSAT7.into_iter().enumerate() {
        let row: Vec<Option<u8>> =
            (0..5).map(|item| Some((pattern >> (4 - item) & 1) as u8)).collect();
        builder = builder.with_rows(&row, count);
    }
    builder.build().unwrap()
}

/// The answers of 392 persons to four graded items about science and technology (Eurobarometer, 1992), if they are there.
fn science() -> Option<Tally> {
    let text = shared("data/assess/mirt_Science.csv")?;
    let mut builder = Tally::builder(["Comfort", "Work", "Future", "Benefit"]);
    for line in text.lines().skip(1) {
        let row: Vec<Option<u8>> =
            line.split(',').map(|cell| Some(cell.parse::<u8>().unwrap() - 1)).collect();
        builder = builder.with_row(&row);
    }
    Some(builder.build().unwrap())
}

fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected}");
}

fn near(found: &Estimate, value: f64, standard_error: f64, what: &str) {
    close(found.value, value, 1e-4, what);
    close(found.standard_error.unwrap(), standard_error, 2e-4, what);
}

fn fit(family: Family, patterns: &Tally) -> Calibration {
    let calibration = Calibrator::new(family).calibrate(patterns).unwrap();
    assert!(calibration.has_converged() && calibration.gradient() < 1e-5);
    println!(
        "{family}: {} passes, gradient {:e}",
        calibration.iterations(),
        calibration.gradient()
    );
    calibration
}

#[test]
fn lsat7_with_two_parameters() {
    // R mirt 1.45.1 at a tolerance of 1e-8; the log-likelihood is published with the package as well.
    let calibration = fit(Family::TwoPl, &lsat7());
    close(calibration.log_likelihood(), -2_658.805_113_6, 1e-5, "log-likelihood");
    let expected = [
        (0.987_546, 0.177_195, 1.855_856, 0.131_450),
        (1.080_837, 0.168_764, 0.807_970, 0.091_247),
        (1.707_478, 0.321_077, 1.805_206, 0.204_825),
        (0.764_990, 0.134_1, 0.486_000, 0.074_9),
        (0.735_673, 0.151_1, 1.854_458, 0.114_4),
    ];
    for (item, (a, a_error, d, d_error)) in calibration.items().iter().zip(expected) {
        near(&item.slopes[0], a, a_error, &item.id);
        near(&item.intercepts[0], d, d_error, &item.id);
        close(item.locations[0].value, -d / a, 2e-4, &item.id);
    }
}

#[test]
fn lsat7_with_one_parameter() {
    // R mirt 1.45.1, model "Rasch", and R ltm 1.2.0, rasch(), whose common slope is the same model.
    let calibration = fit(Family::Rasch, &lsat7());
    close(calibration.log_likelihood(), -2_664.900_891, 1e-5, "log-likelihood");
    close(calibration.sd().value.powi(2), 1.022_647, 1e-4, "variance");
    let d = [1.868_260, 0.791_004, 1.460_976, 0.521_505, 1.992_970];
    for (item, d) in calibration.items().iter().zip(d) {
        close(item.intercepts[0].value, d, 1e-4, &item.id);
        assert_eq!(item.slopes[0], Estimate { value: 1.0, standard_error: Some(0.0) });
    }
    close(calibration.items()[0].intercepts[0].standard_error.unwrap(), 0.100_429, 2e-4, "d1");

    let common = fit(Family::OnePl, &lsat7());
    close(common.log_likelihood(), calibration.log_likelihood(), 1e-8, "log-likelihood");
    let b = [-1.8479, -0.7823, -1.4451, -0.5158, -1.9710];
    for (item, b) in common.items().iter().zip(b) {
        close(item.slopes[0].value, 1.0111, 3e-4, "common slope");
        close(item.locations[0].value, b, 1e-3, &item.id);
    }
    assert!(common.items()[0].slopes[0].standard_error.unwrap() > 0.01);
}

#[test]
fn science_with_every_model_of_several_categories() {
    // R mirt 1.45.1 at a tolerance of 1e-8, and for the graded and generalised partial credit models an independent optimiser.
    let Some(patterns) = science() else { return };
    let graded = fit(Family::Graded, &patterns);
    close(graded.log_likelihood(), -1_608.869_413, 1e-5, "log-likelihood");
    let expected = [
        [1.040_642, 4.862_722, 2.639_164, -1.465_457],
        [1.225_833, 2.924_000, 0.901_131, -2.266_430],
        [2.300_594, 5.245_175, 2.218_642, -1.967_496],
        [1.093_800, 3.346_885, 0.991_420, -1.687_531],
    ];
    for (item, expected) in graded.items().iter().zip(expected) {
        close(item.slopes[0].value, expected[0], 1e-4, &item.id);
        for (found, expected) in item.intercepts.iter().zip(&expected[1..]) {
            close(found.value, *expected, 1e-4, &item.id);
        }
    }
    let errors = [0.488_168, 0.736_328, 0.359_970, 0.325_013];
    let future = &graded.items()[2];
    for (found, expected) in future.slopes.iter().chain(&future.intercepts).zip(errors) {
        close(found.standard_error.unwrap(), expected, 1e-3, "Future");
    }

    let gpcm = fit(Family::GeneralizedPartialCredit, &patterns);
    close(gpcm.log_likelihood(), -1_612.681_600, 1e-5, "log-likelihood");
    let expected = [
        [0.861_143, -3.277_459, -2.892_464, 1.537_792],
        [0.839_973, -2.035_688, -1.033_098, 2.058_929],
        [2.237_351, -2.083_133, -0.974_798, 0.831_438],
        [0.720_375, -2.907_957, -1.109_269, 1.631_499],
    ];
    for (item, expected) in gpcm.items().iter().zip(expected) {
        close(item.slopes[0].value, expected[0], 1e-4, &item.id);
        for (found, expected) in item.locations.iter().zip(&expected[1..]) {
            close(found.value, *expected, 2e-4, &item.id);
        }
    }

    let pcm = fit(Family::PartialCredit, &patterns);
    close(pcm.log_likelihood(), -1_619.274_101, 1e-5, "log-likelihood");
    close(pcm.sd().value.powi(2), 1.002_531, 1e-4, "variance");

    let nominal = fit(Family::Nominal, &patterns);
    close(nominal.log_likelihood(), -1_608.452_002, 1e-5, "log-likelihood");
    close(nominal.items()[0].slopes[3].value, 3.0 * 1.003_911, 1e-3, "Comfort");
}

#[test]
fn science_with_a_rating_scale() {
    let Some(patterns) = science() else { return };
    let scale = fit(Family::RatingScale, &patterns);
    // The same likelihood written out over 401 points and maximised in scipy; standard errors from its differences.
    close(scale.log_likelihood(), -1_636.908_446, 1e-5, "log-likelihood");
    let centres = [-1.325_034, -0.318_825, -0.972_801, -0.588_720];
    let errors = [0.115_672, 0.095_780, 0.107_626, 0.100_032];
    for ((item, centre), error) in scale.items().iter().zip(centres).zip(errors) {
        near(&item.centre.unwrap(), centre, error, "centre");
        for (step, shared) in item.locations.iter().zip([-1.663_220, -0.598_199, 2.261_419]) {
            close(step.value, centre + shared, 1e-4, "step");
        }
    }
    close(scale.items()[0].locations[0].standard_error.unwrap(), 0.209_372, 2e-4, "step");
    close(scale.items()[0].locations[2].standard_error.unwrap(), 0.112_849, 2e-4, "step");
    near(&scale.sd(), 0.991_327, 0.081_795, "sd");
    // Four centres, two shared steps, and the population.
    assert_eq!(scale.parameters(), 7);
    let partial = fit(Family::PartialCredit, &patterns);
    assert!(partial.parameters() == 13 && partial.log_likelihood() > scale.log_likelihood());
}

#[test]
fn a_rating_scale_is_recovered() {
    let true_steps = [-1.2, 0.1, 1.1];
    let centres = [-1.5, -0.9, -0.3, 0.0, 0.4, 1.0, 1.3];
    let items: Vec<AnyItem> = centres
        .iter()
        .map(|&b| PartialCredit::rating_scale(b, &true_steps).unwrap().into())
        .collect();
    let rows = simulate(&items, 4000, 0.1, 21);
    let calibration = Calibrator::new(Family::RatingScale).calibrate(&table(&rows)).unwrap();
    for (item, centre) in calibration.items().iter().zip(centres) {
        let found = item.centre.unwrap();
        assert!((found.value - centre).abs() < 4.0 * found.standard_error.unwrap(), "{found:?}");
        for (step, shared) in item.locations.iter().zip(true_steps) {
            let error = step.standard_error.unwrap();
            assert!((step.value - centre - shared).abs() < 4.0 * error, "{step:?}");
            // The same distance from the centre on every item.
            let first = &calibration.items()[0];
            let place = item.locations.iter().position(|it| it == step).unwrap();
            let there = first.locations[place].value - first.centre.unwrap().value;
            close(step.value - found.value, there, 1e-12, "shared step");
        }
    }
    // With two categories nothing is shared, and it is the Rasch model.
    let (rasch, scale) = (fit(Family::Rasch, &lsat7()), fit(Family::RatingScale, &lsat7()));
    close(rasch.log_likelihood(), scale.log_likelihood(), 1e-8, "log-likelihood");
    for (one, other) in rasch.items().iter().zip(scale.items()) {
        close(one.locations[0].value, other.locations[0].value, 1e-5, "b");
    }
}

#[test]
fn anchors_set_the_scale() {
    // Where all items but one are held at their joint estimates, that one and the population come out as before.
    let patterns = lsat7();
    let all = fit(Family::TwoPl, &patterns);
    let mut calibrator = Calibrator::new(Family::TwoPl);
    for item in &all.items()[..4] {
        calibrator = calibrator.with_anchor(&item.id, item.item.clone());
    }
    let anchored = calibrator.calibrate(&patterns).unwrap();
    close(anchored.mean().value, 0.0, 1e-5, "mean");
    close(anchored.sd().value, 1.0, 1e-5, "standard deviation");
    close(anchored.items()[4].slopes[0].value, all.items()[4].slopes[0].value, 1e-5, "a");
    assert_eq!(anchored.items()[0].slopes[0].standard_error, Some(0.0));
    close(anchored.log_likelihood(), all.log_likelihood(), 1e-8, "log-likelihood");

    // On a scale that is moved by 3 and half as wide, everything follows, and so does the grid.
    let mut calibrator = Calibrator::new(Family::TwoPl);
    for item in &all.items()[..4] {
        let (a, b) = (item.slopes[0].value, item.locations[0].value);
        calibrator = calibrator
            .with_anchor(&item.id, Logistic::two_parameter(2.0 * a, 3.0 + 0.5 * b).unwrap());
    }
    let moved = calibrator.calibrate(&patterns).unwrap();
    close(moved.mean().value, 3.0, 1e-5, "mean");
    close(moved.sd().value, 0.5, 1e-5, "standard deviation");
    close(moved.items()[4].slopes[0].value, 2.0 * all.items()[4].slopes[0].value, 1e-4, "a");
    assert_eq!(
        moved.bank().population(),
        Population::new(moved.mean().value, moved.sd().value).unwrap()
    );
}

#[test]
fn three_parameters_rest_on_a_prior() {
    let calibration = fit(Family::ThreePl, &lsat7());
    for item in calibration.items() {
        let lower = item.lower.unwrap();
        assert!((0.02..0.6).contains(&lower.value) && lower.standard_error.unwrap() > 0.01);
    }
    // A prior that leaves no chance to guess gives the 2PL.
    let priors = Priors::none().with_guessing(-12.0, 0.01).unwrap();
    let two = Calibrator::new(Family::ThreePl).with_priors(priors).calibrate(&lsat7()).unwrap();
    close(two.log_likelihood(), -2_658.805_11, 1e-3, "log-likelihood");
}

#[test]
fn priors_let_few_persons_count() {
    let rows = [[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0], [1, 0, 1]];
    let patterns = rows
        .iter()
        .fold(Tally::builder(["x", "y", "z"]), |builder, row| builder.with_row(&row.map(Some)));
    let patterns = patterns.build().unwrap();
    assert!(Calibrator::new(Family::TwoPl).calibrate(&patterns).is_err());
    let priors = Priors::none().with_slopes(0.0, 0.3).unwrap().with_intercepts(0.0, 1.5).unwrap();
    let calibration =
        Calibrator::new(Family::TwoPl).with_priors(priors).calibrate(&patterns).unwrap();
    for item in calibration.items() {
        assert!((0.5..2.0).contains(&item.slopes[0].value), "{item:?}");
        assert!(item.intercepts[0].standard_error.unwrap() > 0.5);
    }
}

/// A stream of numbers in [0, 1).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Close enough to normal.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }

    fn answer(&mut self, item: &AnyItem, theta: f64) -> u8 {
        let mut log_p = vec![0.0; item.categories()];
        item.log_probabilities(theta, &mut log_p);
        let mut drawn = self.next();
        for (category, log_p) in log_p.iter().enumerate() {
            drawn -= log_p.exp();
            if drawn < 0.0 {
                return category as u8;
            }
        }
        item.categories() as u8 - 1
    }
}

fn simulate(items: &[AnyItem], persons: usize, missing: f64, seed: u64) -> Vec<Vec<Option<u8>>> {
    let mut stream = Stream(seed);
    let mut person = || -> Vec<Option<u8>> {
        let theta = stream.normal();
        let answer = |item: &AnyItem| {
            let answer = stream.answer(item, theta);
            (stream.next() >= missing).then_some(answer)
        };
        items.iter().map(answer).collect()
    };
    (0..persons).map(|_| person()).collect()
}

fn table(rows: &[Vec<Option<u8>>]) -> Tally {
    let ids = (0..rows[0].len()).map(|item| format!("q{item}"));
    rows.iter().fold(Tally::builder(ids), |builder, row| builder.with_row(row)).build().unwrap()
}

fn true_items(family: Family) -> Vec<AnyItem> {
    let a = [0.9, 1.4, 1.1, 1.8];
    let b = [-0.8, 0.1, 0.5, -0.2];
    a.into_iter()
        .zip(b)
        .map(|(a, b)| match family {
            Family::Rasch | Family::OnePl => Logistic::rasch(b).unwrap().into(),
            Family::TwoPl | Family::ThreePl => Logistic::two_parameter(a, b).unwrap().into(),
            Family::Graded => Graded::new(a, vec![b - 0.8, b + 0.7]).unwrap().into(),
            Family::PartialCredit => PartialCredit::new(vec![b - 0.5, b + 0.4]).unwrap().into(),
            Family::RatingScale => PartialCredit::rating_scale(b, &[-0.6, 0.6]).unwrap().into(),
            Family::GeneralizedPartialCredit => {
                PartialCredit::generalized(a, vec![b - 0.5, b + 0.4]).unwrap().into()
            }
            _ => Nominal::new(vec![0.0, 0.8 * a, 1.5 * a], vec![0.0, 0.4, -b]).unwrap().into(),
        })
        .collect()
}

/// The marginal log-likelihood from its definition, over a fine and wide grid.
fn marginal(items: &[AnyItem], population: Population, rows: &[Vec<Option<u8>>]) -> f64 {
    let thetas: Vec<f64> =
        (-150..=150).map(|it| population.mean() + population.sd() * f64::from(it) / 20.0).collect();
    let density =
        |theta: f64| (-0.5 * ((theta - population.mean()) / population.sd()).powi(2)).exp();
    let total: f64 = thetas.iter().map(|&theta| density(theta)).sum();
    let log_p: Vec<Vec<Vec<f64>>> = thetas
        .iter()
        .map(|&theta| {
            let of = |item: &AnyItem| {
                let mut log_p = vec![0.0; item.categories()];
                item.log_probabilities(theta, &mut log_p);
                log_p
            };
            items.iter().map(of).collect()
        })
        .collect();
    let person = |row: &Vec<Option<u8>>| -> f64 {
        let at = |(index, &theta): (usize, &f64)| {
            let log: f64 = (0..row.len())
                .filter_map(|item| row[item].map(|answer| log_p[index][item][usize::from(answer)]))
                .sum();
            density(theta) * log.exp()
        };
        (thetas.iter().enumerate().map(at).sum::<f64>() / total).ln()
    };
    rows.iter().map(person).sum()
}

/// The item with one of its parameters moved.
fn moved(item: &AnyItem, parameter: usize, by: f64) -> Option<AnyItem> {
    let nudge = |values: &[f64], from: usize| {
        let mut values = values.to_vec();
        if let Some(place) = parameter.checked_sub(from).and_then(|own| values.get_mut(own)) {
            *place += by;
            return Some(values);
        }
        None
    };
    Some(match item {
        AnyItem::Logistic(it) => {
            let values = nudge(&[it.b(), it.a()], 0)?;
            Logistic::three_parameter(values[1], values[0], it.lower()).ok()?.into()
        }
        AnyItem::Graded(it) => {
            let a = if parameter == 0 { it.a() + by } else { it.a() };
            let b =
                if parameter == 0 { it.thresholds().to_vec() } else { nudge(it.thresholds(), 1)? };
            Graded::new(a, b).ok()?.into()
        }
        AnyItem::PartialCredit(it) => {
            PartialCredit::generalized(it.a(), nudge(it.steps(), 0)?).ok()?.into()
        }
        AnyItem::Nominal(it) => {
            let slopes = if parameter < 3 { nudge(it.slopes(), 0)? } else { it.slopes().to_vec() };
            let c =
                if parameter < 3 { it.intercepts().to_vec() } else { nudge(it.intercepts(), 3)? };
            Nominal::new(slopes, c).ok()?.into()
        }
        _ => return None,
    })
}

fn families() -> impl Strategy<Value = Family> {
    prop::sample::select(vec![
        Family::Rasch,
        Family::TwoPl,
        Family::Graded,
        Family::PartialCredit,
        Family::GeneralizedPartialCredit,
        Family::Nominal,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_small_step_from_the_estimates_gains(
        family in families(), seed in any::<u64>(), missing in prop_oneof![Just(0.0), 0.05..0.3_f64]
    ) {
        let rows = simulate(&true_items(family), 500, missing, seed);
        // Some samples have an item that nobody answered in the highest category.
        let calibration = Calibrator::new(family).calibrate(&table(&rows));
        prop_assume!(calibration.is_ok());
        let calibration = calibration.unwrap();
        // Four items seldom determine a slope that is steeper than any real one: points a fifth apart are too few for it.
        let real = |it: &Estimate| it.value.abs() < 5.0;
        prop_assume!(calibration.items().iter().all(|item| item.slopes.iter().all(real)));
        let (items, population) = (calibration.bank().items(), calibration.bank().population());
        let top = marginal(items, population, &rows);
        prop_assert!((top - calibration.log_likelihood()).abs() < 1e-5);
        for (index, item) in items.iter().enumerate() {
            for parameter in 0..6 {
                for by in [-1e-2, 1e-2] {
                    let held = parameter == 1 && family == Family::Rasch;
                    let Some(other) = moved(item, parameter, by).filter(|_| !held) else { continue };
                    let mut items = items.to_vec();
                    items[index] = other;
                    let value = marginal(&items, population, &rows);
                    prop_assert!(value < top + 1e-7, "{family} {index} {parameter}: {value} {top}");
                }
            }
        }
    }

    #[test]
    fn no_small_step_of_a_rating_scale_gains(seed in any::<u64>(), missing in 0.0..0.2_f64) {
        let rows = simulate(&true_items(Family::RatingScale), 500, missing, seed);
        let calibration = Calibrator::new(Family::RatingScale).calibrate(&table(&rows));
        prop_assume!(calibration.is_ok());
        let calibration = calibration.unwrap();
        let (items, population) = (calibration.bank().items(), calibration.bank().population());
        let top = marginal(items, population, &rows);
        prop_assert!((top - calibration.log_likelihood()).abs() < 1e-5);
        // Each item along the scale, and the steps of all items apart.
        let shift = |item: &AnyItem, by: [f64; 2]| -> AnyItem {
            let AnyItem::PartialCredit(it) = item else { panic!("{item:?}") };
            let steps = it.steps().iter().zip(by).map(|(step, by)| step + by).collect();
            PartialCredit::new(steps).unwrap().into()
        };
        for by in [-1e-2, 1e-2] {
            let apart: Vec<AnyItem> = items.iter().map(|it| shift(it, [-by, by])).collect();
            prop_assert!(marginal(&apart, population, &rows) < top + 1e-7);
            for index in 0..items.len() {
                let mut moved = items.to_vec();
                moved[index] = shift(&moved[index], [by, by]);
                prop_assert!(marginal(&moved, population, &rows) < top + 1e-7);
            }
        }
    }

    #[test]
    fn the_order_of_persons_changes_nothing(family in families(), seed in any::<u64>()) {
        let mut rows = simulate(&true_items(family), 400, 0.1, seed);
        let first = Calibrator::new(family).calibrate(&table(&rows));
        rows.reverse();
        rows.rotate_left(123);
        prop_assert_eq!(first, Calibrator::new(family).calibrate(&table(&rows)));
    }
}

#[cfg(feature = "rayon")]
#[test]
fn threads_change_nothing() {
    let items: Vec<AnyItem> = (0..4).flat_map(|_| true_items(Family::Graded)).collect();
    let patterns = table(&simulate(&items, 1500, 0.1, 3));
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Calibrator::new(Family::Graded).calibrate(&patterns).unwrap())
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(4));
}

#[test]
fn item_fit_by_sum_scores() {
    // R mirt 1.45.1, itemfit(), of fits at a tolerance of 1e-8.
    let patterns = lsat7();
    let two = [
        (4.750_540, 0.092_989),
        (14.453_453, 0.000_727),
        (1.272_660, 0.529_231),
        (5.236_482, 0.072_931),
        (0.940_942, 0.624_708),
    ];
    let one = [
        (5.592_713, 0.061_032),
        (12.188_351, 0.002_256),
        (8.588_079, 0.013_650),
        (8.987_254, 0.011_180),
        (4.877_296, 0.087_279),
    ];
    for (family, expected) in [(Family::TwoPl, two), (Family::Rasch, one)] {
        let found = fit(family, &patterns).item_fit(&patterns);
        for (found, (statistic, p)) in found.into_iter().zip(expected) {
            let found = found.unwrap();
            close(found.statistic, statistic, 1e-3, "S-X2");
            assert_eq!(found.degrees, 2);
            close(found.p, p, 1e-4, "p");
        }
    }
    // Three items leave nothing to compare with.
    let rows = simulate(&true_items(Family::TwoPl)[..3], 400, 0.0, 5);
    let three = Calibrator::new(Family::TwoPl).calibrate(&table(&rows)).unwrap();
    let message = three.item_fit(&table(&rows))[0].unwrap_err().to_string();
    assert_eq!(
        message,
        "the sum scores leave 2 independent counts for 2 parameters; more items or more persons are needed"
    );
}

#[test]
fn item_fit_of_several_categories_is_that_of_mirt() {
    // R mirt 1.45.1: S-X2 and its degrees of freedom.
    let Some(patterns) = science() else { return };
    let expected = [
        (Family::Graded, [(4.787, 6), (8.7574, 9), (7.5542, 8), (9.9254, 11)]),
        (
            Family::GeneralizedPartialCredit,
            [(5.5405, 6), (11.2825, 10), (8.1839, 8), (10.6707, 11)],
        ),
        (Family::PartialCredit, [(4.0265, 6), (10.2622, 8), (15.5645, 10), (11.0487, 10)]),
        (Family::Nominal, [(8.2353, 6), (10.2226, 9), (6.2464, 6), (12.4828, 9)]),
    ];
    for (family, expected) in expected {
        for (found, (statistic, degrees)) in
            fit(family, &patterns).item_fit(&patterns).into_iter().zip(expected)
        {
            let found = found.unwrap();
            assert_eq!(found.degrees, degrees);
            close(found.statistic, statistic, 2e-3, "S-X2");
        }
    }
}

#[test]
fn item_fit_of_several_categories_finds_the_item_that_does_not_fit() {
    let mut items: Vec<AnyItem> = (0..3).flat_map(|_| true_items(Family::Graded)).collect();
    let fits = |items: &[AnyItem]| {
        let patterns = table(&simulate(items, 3000, 0.0, 11));
        let fits =
            Calibrator::new(Family::Graded).calibrate(&patterns).unwrap().item_fit(&patterns);
        fits.into_iter().map(|fit| fit.unwrap().p).collect::<Vec<_>>()
    };
    let good = fits(&items);
    assert!(good.iter().filter(|&&p| p < 0.05).count() <= 2, "{good:?}");
    // The middle category attracts those at both ends.
    items[0] = Nominal::new(vec![0.0, 0.0, 1.5], vec![0.0, 1.5, 0.3]).unwrap().into();
    items[1] = Nominal::new(vec![1.6, 0.0, 1.4], vec![0.0, 0.5, 0.3]).unwrap().into();
    let bad = fits(&items);
    assert!(bad[1] < 1e-6, "{bad:?}");
}

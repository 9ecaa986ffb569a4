//! Abilities against values of other packages, and the laws of estimators.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use common::shared;
#[cfg(feature = "rayon")]
use intervision_assess::adaptive::AdaptiveTest;
use intervision_assess::irt::score::{
    Ability, AbilityEstimator, AbilityLevels, AbilityScorer, Answered, Eap, EapSum, Evidence,
    Jeffreys, Map, MaximumLikelihood, Patterns, PersonFit, Posterior, SumScores, Warm,
};
use intervision_assess::irt::{
    AnyItem, Graded, ItemBank, ItemModel, Logistic, Nominal, PartialCredit, Population, ThetaGrid,
};
use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
use intervision_core::{Ratings, Score, Table, contract};
use proptest::prelude::*;

/// A table below one line of names; `None` is an empty cell or NA.
fn table(text: &str) -> Vec<Vec<Option<f64>>> {
    let cell = |cell: &str| match cell {
        "" | "NA" => None,
        "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        number => Some(number.parse().unwrap()),
    };
    text.lines().skip(1).map(|line| line.split(',').map(cell).collect()).collect()
}

fn bank(items: Vec<AnyItem>) -> ItemBank {
    ItemBank::new(items.into_iter().enumerate().map(|(i, item)| (format!("q{i}"), item))).unwrap()
}

/// LSAT section 7 (Bock and Lieberman, 1970), as R mirt 1.45.1 fits it with a tolerance of 1e-8: slopes, intercepts.
const LSAT7: [(f64, f64); 5] = [
    (0.987_545_906_863_725, 1.855_855_647_725_84),
    (1.080_837_143_525_19, 0.807_969_590_548_158),
    (1.707_477_627_071_41, 1.805_206_182_426_41),
    (0.764_989_880_619_114, 0.485_999_805_830_52),
    (0.735_672_723_983_611, 1.854_457_591_733_02),
];

fn lsat7() -> ItemBank {
    bank(LSAT7.map(|(a, d)| Logistic::two_parameter(a, -d / a).unwrap().into()).to_vec())
}

/// With a = 1 and a free variance.
fn lsat7_rasch() -> ItemBank {
    let intercepts = [
        1.868_260_497_916_08,
        0.791_004_321_800_645,
        1.460_976_214_288_79,
        0.521_504_677_004_222,
        1.992_970_414_746_78,
    ];
    bank(intercepts.map(|d| Logistic::rasch(-d).unwrap().into()).to_vec())
        .with_population(Population::new(0.0, 1.022_647_085_308_69_f64.sqrt()).unwrap())
}

/// Science (Karlheinz and Melich, 1992), the graded model.
fn science() -> ItemBank {
    let items = [
        (1.040_641_584_420_86, [4.862_721_623_714_95, 2.639_164_203_523_6, -1.465_456_653_043_7]),
        (
            1.225_832_709_792_88,
            [2.924_000_384_755_13, 0.901_130_562_152_845, -2.266_429_712_098_47],
        ),
        (2.300_594_358_265_89, [5.245_174_520_503_38, 2.218_642_453_391_48, -1.967_495_884_709_98]),
        (
            1.093_799_537_223_01,
            [3.346_884_549_893_43, 0.991_419_576_538_904, -1.687_530_969_456_17],
        ),
    ];
    let item = |(a, d): (f64, [f64; 3])| Graded::new(a, d.map(|d| -d / a).to_vec()).unwrap().into();
    bank(items.map(item).to_vec())
}

/// The fixed banks of the reference values.
fn fixed_bank(name: &str) -> Option<ItemBank> {
    let rows = table(&shared(&format!("oracles/assess/fixedbank_{name}_params.csv"))?);
    let item = |row: Vec<Option<f64>>| {
        let row: Vec<f64> = row.into_iter().flatten().collect();
        match name {
            "3PL" => Logistic::three_parameter(row[1], row[2], row[3]).unwrap().into(),
            _ => Graded::new(row[1], row[2..].to_vec()).unwrap().into(),
        }
    };
    Some(bank(rows.into_iter().map(item).collect()))
}

/// The answers in the first columns of a table, `lowest` being category 0.
fn patterns(bank: &ItemBank, rows: &[Vec<Option<f64>>], lowest: f64) -> Patterns {
    let row = |row: &Vec<Option<f64>>| -> Vec<Option<usize>> {
        row[..bank.len()].iter().map(|cell| cell.map(|value| (value - lowest) as usize)).collect()
    };
    Patterns::new(bank, rows.iter().map(row)).unwrap()
}

/// Checks an estimator against two columns; a missing standard error is not checked.
fn check(
    estimator: &dyn AbilityEstimator,
    (bank, patterns): (&ItemBank, &Patterns),
    expected: impl Iterator<Item = (Option<f64>, Option<f64>)>,
    tolerance: (f64, f64),
) {
    let abilities = estimator.estimate_all(bank, patterns);
    for (person, (ability, (theta, se))) in abilities.iter().zip(expected).enumerate() {
        let place = format!("{} of person {person}: {ability:?}, not {theta:?}", estimator.name());
        match (*ability, theta.unwrap()) {
            // R mirt stops at 20.
            (Ability::AtMinusInfinity, expected) if expected < -19.9 => {}
            (Ability::AtPlusInfinity, expected) if expected > 19.9 => {}
            (Ability::Finite { theta, se: error }, expected) => {
                assert!((theta - expected).abs() <= tolerance.0, "{place}");
                assert!(se.is_none_or(|se| (error - se).abs() <= tolerance.1), "{place} {se:?}");
            }
            _ => panic!("{place}"),
        }
    }
}

fn columns(
    rows: &[Vec<Option<f64>>],
    column: usize,
) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
    rows.iter().map(move |row| (row[column], row.get(column + 1).copied().flatten()))
}

#[test]
fn two_patterns_of_lsat7() {
    // R mirt 1.45.1: EAP with its standard error, MAP, WLE.
    let bank = lsat7();
    let two = Patterns::new(&bank, [[Some(0); 5], [Some(1); 5]]).unwrap();
    let expected = [
        (&Eap::default() as &dyn AbilityEstimator, [-1.869_783_480, 0.727_184_848]),
        (&Map, [-1.816_388_218, 0.638_150_982]),
        (&Warm, [-4.137_071_905, 1.088_187_302]),
        (&Jeffreys, [-4.137_071_905, 1.088_187_302]),
    ];
    for (estimator, thetas) in expected {
        // The modes are mirt's optimiser's, good to 1e-5.
        let tolerance = if estimator.name() == "EAP" { 1e-6 } else { 2e-5 };
        check(
            estimator,
            (&bank, &two),
            thetas.into_iter().map(|it| (Some(it), None)),
            (tolerance, 0.0),
        );
    }
    let ml = MaximumLikelihood.estimate_all(&bank, &two);
    assert_eq!(ml, [Ability::AtMinusInfinity, Ability::AtPlusInfinity]);
    let Ability::Finite { se, .. } = Eap::default().estimate_all(&bank, &two)[0] else { panic!() };
    assert!((se - 0.692_699_655).abs() < 1e-6);
}

#[test]
fn every_pattern_of_lsat7() {
    for (file, bank) in [("2PL", lsat7()), ("Rasch", lsat7_rasch())] {
        let Some(text) = shared(&format!("oracles/assess/mirt_LSAT7_{file}_scores32.csv")) else {
            return;
        };
        let rows = table(&text);
        let data = (&bank, &patterns(&bank, &rows, 0.0));
        check(&Eap::on(ThetaGrid::standard()), data, columns(&rows, 5), (1e-6, 5e-6));
        check(&Eap::default(), data, columns(&rows, 5), (1e-6, 5e-6));
        check(&Map, data, columns(&rows, 7), (2e-5, 5e-5));
        check(&MaximumLikelihood, data, columns(&rows, 9), (2e-5, 2e-4));
        let no_errors = columns(&rows, 11).map(|(theta, _)| (theta, None));
        check(&Warm, data, no_errors, (5e-5, 0.0));
    }
}

#[test]
fn sum_scores_of_lsat7() {
    let Some(text) = shared("oracles/assess/mirt_LSAT7_2PL_EAPsum.csv") else { return };
    let bank = lsat7();
    let sums = SumScores::of(bank.items(), bank.population());
    for (row, expected) in sums.rows().iter().zip(table(&text)) {
        let expected: Vec<f64> = expected.into_iter().flatten().collect();
        assert_eq!(row.score as f64, expected[0]);
        assert!((row.theta - expected[1]).abs() < 1e-6);
        assert!((row.se - expected[2]).abs() < 1e-6);
        assert!((1000.0 * row.probability - expected[4]).abs() < 1e-3);
    }
}

#[test]
fn answers_to_four_graded_items() {
    let Some(text) = shared("oracles/assess/mirt_Science_graded_scores392.csv") else { return };
    let (bank, rows) = (science(), table(&text));
    let data = (&bank, &patterns(&bank, &rows, 1.0));
    check(&Eap::on(ThetaGrid::standard()), data, columns(&rows, 4), (2e-6, 5e-6));
    // The posterior of the lowest pattern reaches beyond the grid of the reference.
    check(&Eap::default(), data, columns(&rows, 4), (1e-5, 5e-5));
    check(&Map, data, columns(&rows, 6), (2e-5, 5e-5));
    check(&MaximumLikelihood, data, columns(&rows, 8), (2e-4, 2e-4));
}

#[test]
fn fixed_banks_with_missing_and_extreme_patterns() {
    for name in ["3PL", "graded"] {
        let Some(bank) = fixed_bank(name) else { return };
        let scores = shared(&format!("oracles/assess/fixedbank_{name}_scores.csv")).unwrap();
        let exact = format!("oracles/assess/fixedbank_{name}_scores_independent_scipy.csv");
        let (rows, exact) = (table(&scores), table(&shared(&exact).unwrap()));
        let data = (&bank, &patterns(&bank, &rows, 0.0));
        let k = bank.len();
        // Independent code, integrated to the end: EAP and its standard error, MAP, Warm.
        check(&Eap::default(), data, columns(&exact, 2), (1e-7, 1e-7));
        check(&Map, data, exact.iter().map(|row| (row[4], None)), (1e-7, 0.0));
        check(&Warm, data, exact.iter().map(|row| (row[5], None)), (1e-7, 0.0));
        // The same by 61 points on [-6, 6] and nothing else.
        check(&Eap::on(ThetaGrid::standard()), data, columns(&exact, 0), (1e-9, 1e-9));
        // R mirt: its grid stops at 6, its modes are those of an optimiser.
        check(&Eap::default(), data, columns(&rows, k), (5e-6, 2e-5));
        check(&Map, data, columns(&rows, k + 2), (2e-5, 1e-4));
        if name == "3PL" {
            check(&Jeffreys, data, columns(&rows, k + 6).map(|it| (it.0, None)), (1e-4, 0.0));
            let text = shared("oracles/assess/fixedbank_3PL_catR_WL.csv").unwrap();
            let rows = table(&text);
            check(&Warm, data, rows.iter().map(|row| (row[k], None)), (5e-5, 0.0));
            check(&Jeffreys, data, rows.iter().map(|row| (row[k + 1], None)), (5e-5, 0.0));
        }
        check(&MaximumLikelihood, data, columns(&rows, k + 4), (1e-3, 5e-2));
    }
}

fn items() -> impl Strategy<Value = AnyItem> {
    let a = 0.3..3.0_f64;
    let b = -3.0..3.0_f64;
    let steps = || prop::collection::vec(-3.0..3.0_f64, 1..5);
    let logistic = (a.clone(), b, prop_oneof![Just(0.0), 0.05..0.4_f64])
        .prop_map(|(a, b, c)| Logistic::three_parameter(a, b, c).unwrap().into());
    let graded = (a.clone(), steps()).prop_map(|(a, mut b)| {
        b.sort_by(f64::total_cmp);
        b.dedup();
        Graded::new(a, b).unwrap().into()
    });
    let partial = (a, steps()).prop_map(|(a, b)| PartialCredit::generalized(a, b).unwrap().into());
    let nominal = prop::collection::vec((-2.0..2.0_f64, -2.0..2.0_f64), 2..5).prop_map(|pairs| {
        let (slopes, intercepts) = pairs.into_iter().unzip();
        Nominal::new(slopes, intercepts).unwrap().into()
    });
    prop_oneof![logistic, graded, partial, nominal]
}

/// A bank with some persons' answers; one in four is missing.
fn answered() -> impl Strategy<Value = (ItemBank, Vec<Vec<Option<usize>>>)> {
    prop::collection::vec(items(), 1..12).prop_flat_map(|items| {
        let cell = |item: &AnyItem| prop::option::weighted(0.75, 0..item.categories());
        let row: Vec<_> = items.iter().map(cell).collect();
        (Just(bank(items)), prop::collection::vec(row, 1..5))
    })
}

const ALL: [fn() -> Box<dyn AbilityEstimator>; 6] = [
    || Box::new(Eap::default()),
    || Box::new(EapSum),
    || Box::new(Map),
    || Box::new(MaximumLikelihood),
    || Box::new(Warm),
    || Box::new(Jeffreys),
];

fn log_likelihood(bank: &ItemBank, row: &[Option<usize>], theta: f64) -> f64 {
    let given = bank.items().iter().zip(row).filter_map(|(item, &answer)| Some((item, answer?)));
    given.map(|(item, category)| item.curve(category, theta).unwrap().log_p).sum()
}

/// EAP by brute force: 40,001 points on [-20, 20].
fn brute_force(bank: &ItemBank, row: &[Option<usize>]) -> (f64, f64) {
    let points: Vec<f64> = (-20_000..=20_000).map(|k| f64::from(k) / 1000.0).collect();
    let height = |theta: &f64| log_likelihood(bank, row, *theta) - 0.5 * theta * theta;
    let heights: Vec<f64> = points.iter().map(height).collect();
    let most = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = heights.iter().map(|height| (height - most).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mean = weights.iter().zip(&points).map(|(w, theta)| w * theta).sum::<f64>() / total;
    let square = weights.iter().zip(&points).map(|(w, theta)| w * (theta - mean).powi(2));
    (mean, (square.sum::<f64>() / total).sqrt())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn persons_are_estimated_alike_alone_and_together((bank, rows) in answered()) {
        let patterns = Patterns::new(&bank, &rows).unwrap();
        for estimator in ALL.map(|make| make()) {
            let together = estimator.estimate_all(&bank, &patterns);
            for (row, together) in rows.iter().zip(&together) {
                let answers: Vec<Answered<'_>> = bank
                    .items()
                    .iter()
                    .zip(row)
                    .filter_map(|(item, &answer)| Some(Answered::new(item, answer?).unwrap()))
                    .collect();
                let alone = estimator.estimate(&Evidence::new(bank.population(), &answers));
                prop_assert_eq!(answers.is_empty(), alone == Ability::NoResponses);
                match (alone, *together) {
                    (Ability::Finite { theta, se }, Ability::Finite { theta: t, se: s }) => {
                        prop_assert!(theta.is_finite() && se.is_finite() && se > 0.0);
                        prop_assert!((theta - t).abs() < 1e-7 * (1.0 + theta.abs()), "{} {theta} {t}", estimator.name());
                        prop_assert!((se - s).abs() < 1e-6 * (1.0 + se), "{}", estimator.name());
                    }
                    (alone, together) => prop_assert_eq!(alone, together),
                }
            }
        }
    }

    #[test]
    fn eap_is_the_mean_of_the_posterior((bank, rows) in answered()) {
        let patterns = Patterns::new(&bank, &rows[..1]).unwrap();
        if let Ability::Finite { theta, se } = Eap::default().estimate_all(&bank, &patterns)[0] {
            let (mean, sd) = brute_force(&bank, &rows[0]);
            prop_assert!((theta - mean).abs() < 5e-7, "{theta} {mean}");
            prop_assert!((se - sd).abs() < 1e-6, "{se} {sd}");
            prop_assert!(theta.abs() < 6.0);
        }
    }

    #[test]
    fn modes_are_the_highest_points((bank, rows) in answered()) {
        let patterns = Patterns::new(&bank, &rows[..1]).unwrap();
        let row = &rows[0];
        let posterior = |theta: f64| log_likelihood(&bank, row, theta) - 0.5 * theta * theta;
        if let Some(mode) = Map.estimate_all(&bank, &patterns)[0].theta() {
            let best = (-800..=800).map(|k| posterior(f64::from(k) / 100.0)).fold(f64::MIN, f64::max);
            prop_assert!(posterior(mode) >= best - 1e-9);
        }
        let best = (-4000..=4000)
            .map(|k| log_likelihood(&bank, row, f64::from(k) / 100.0))
            .fold(f64::MIN, f64::max);
        match MaximumLikelihood.estimate_all(&bank, &patterns)[0] {
            Ability::Finite { theta, .. } => {
                prop_assert!(log_likelihood(&bank, row, theta) >= best - 1e-9);
            }
            Ability::AtPlusInfinity => {
                prop_assert!(log_likelihood(&bank, row, 1e6) >= best - 1e-8);
            }
            Ability::AtMinusInfinity => {
                prop_assert!(log_likelihood(&bank, row, -1e6) >= best - 1e-8);
            }
            _ => prop_assert!(row.iter().all(Option::is_none)),
        }
    }

    #[test]
    fn mirrored_answers_have_mirrored_abilities(
        pairs in prop::collection::vec((0.3..3.0_f64, -3.0..3.0_f64, 0..2_usize), 1..12),
    ) {
        let estimate = |sign: f64| {
            let items = pairs.iter().map(|&(a, b, _)| Logistic::two_parameter(a, sign * b).unwrap().into());
            let bank = bank(items.collect());
            let row: Vec<_> =
                pairs.iter().map(|&(.., right)| Some(if sign > 0.0 { right } else { 1 - right })).collect();
            let patterns = Patterns::new(&bank, [row]).unwrap();
            ALL.map(|make| make().estimate_all(&bank, &patterns)[0])
        };
        for (one, other) in estimate(1.0).into_iter().zip(estimate(-1.0)) {
            match (one, other) {
                (Ability::Finite { theta, se }, Ability::Finite { theta: t, se: s }) => {
                    prop_assert!((theta + t).abs() < 1e-8 && (se - s).abs() < 1e-8, "{theta} {t} {se} {s}");
                }
                (Ability::AtPlusInfinity, Ability::AtMinusInfinity)
                | (Ability::AtMinusInfinity, Ability::AtPlusInfinity) => {}
                pair => prop_assert!(false, "{pair:?}"),
            }
        }
    }

    #[test]
    fn a_higher_answer_never_lowers_an_ability((bank, rows) in answered(), place in 0..12_usize) {
        // It does hold where higher categories always mean more: not for nominal items.
        prop_assume!(!bank.items().iter().any(|item| matches!(item, AnyItem::Nominal(_))));
        let place = place % bank.len();
        let mut higher = rows[0].clone();
        let Some(category) = higher[place] else { return Ok(()) };
        prop_assume!(category + 1 < bank.items()[place].categories());
        higher[place] = Some(category + 1);
        let both = Patterns::new(&bank, [rows[0].clone(), higher]).unwrap();
        let thetas = Eap::default().estimate_all(&bank, &both);
        prop_assert!(thetas[0].theta() < thetas[1].theta());
    }

    #[test]
    fn the_probability_above_a_cut_is_the_share_of_the_posterior(
        (bank, rows) in answered(),
        cut in -3.0..3.0_f64,
    ) {
        let row = &rows[0];
        let answers: Vec<Answered<'_>> = bank
            .items()
            .iter()
            .zip(row)
            .filter_map(|(item, &answer)| Some(Answered::new(item, answer?).unwrap()))
            .collect();
        let posterior = Posterior::of(&Evidence::new(bank.population(), &answers));
        // Midpoints of cells that meet at the cut.
        let share = |sign: f64| -> f64 {
            let at = |k: i32| cut + sign * (f64::from(k) + 0.5) / 1000.0;
            let height = |theta: f64| (log_likelihood(&bank, row, theta) - 0.5 * theta * theta
                - log_likelihood(&bank, row, posterior.mean()) + 0.5 * posterior.mean().powi(2)).exp();
            (0..10_000).map(|k| height(at(k))).sum()
        };
        let (above, below) = (share(1.0), share(-1.0));
        prop_assert!((posterior.probability_above(cut) - above / (above + below)).abs() < 1e-5,
            "{} {}", posterior.probability_above(cut), above / (above + below));
        prop_assert!((posterior.weights().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn fit_has_its_moments_over_all_patterns(items in prop::collection::vec(items(), 1..5), theta in -2.0..2.0_f64) {
        // Over all patterns, each as often as the model says, lz has mean 0 and variance 1, and mean squares have mean 1.
        let mut patterns = vec![(Vec::new(), 1.0)];
        for item in &items {
            let mut longer = Vec::new();
            for (answers, p) in &patterns {
                for category in 0..item.categories() {
                    let mut answers: Vec<Answered<'_>> = answers.clone();
                    answers.push(Answered::new(item, category).unwrap());
                    longer.push((answers, p * item.curve(category, theta).unwrap().log_p.exp()));
                }
            }
            patterns = longer;
        }
        let mut sums = [0.0; 4];
        for (answers, p) in &patterns {
            let fit = PersonFit::of(answers, theta).unwrap();
            for (sum, value) in sums.iter_mut().zip([fit.lz, fit.lz * fit.lz, fit.infit, fit.outfit]) {
                *sum += p * value;
            }
        }
        for (sum, expected) in sums.into_iter().zip([0.0, 1.0, 1.0, 1.0]) {
            prop_assert!((sum - expected).abs() < 1e-9, "{sums:?}");
        }
    }
}

#[test]
fn narrow_posteriors_are_summed_finely_enough() {
    // 60 steep items leave a standard deviation of 0.03, an eighth of the distance of the usual points.
    let items =
        (0..60).map(|k| Logistic::two_parameter(8.0, f64::from(k) / 100.0 - 0.3).unwrap().into());
    let bank = bank(items.collect());
    let row: Vec<_> = (0..60).map(|k| Some(usize::from(k < 31))).collect();
    let patterns = Patterns::new(&bank, [&row]).unwrap();
    let Ability::Finite { theta, se } = Eap::default().estimate_all(&bank, &patterns)[0] else {
        panic!()
    };
    let (mean, sd) = brute_force(&bank, &row);
    assert!(sd < 0.05 && (theta - mean).abs() < 1e-9 && (se - sd).abs() < 1e-9);
}

#[test]
fn posteriors_beyond_the_grid_are_followed() {
    // Everything right on items far above the population.
    let items =
        (0..12).map(|k| Logistic::two_parameter(3.0, 7.0 + f64::from(k) / 4.0).unwrap().into());
    let bank = bank(items.collect());
    let row = vec![Some(1); 12];
    let patterns = Patterns::new(&bank, [&row]).unwrap();
    let Ability::Finite { theta, se } = Eap::default().estimate_all(&bank, &patterns)[0] else {
        panic!()
    };
    let (mean, sd) = brute_force(&bank, &row);
    assert!(mean > 6.0 && (theta - mean).abs() < 1e-7 && (se - sd).abs() < 1e-7, "{theta} {mean}");
}

#[test]
fn several_modes_are_told_apart() {
    // Right on hard items that can be guessed, wrong on easy ones: careless once is likelier than six lucky guesses, careless
    // twice is not.
    for (careless, able) in [(1, true), (2, false)] {
        let hard = (0..6).map(|_| Logistic::three_parameter(6.0, 2.0, 0.25).unwrap().into());
        let easy = (0..careless).map(|_| Logistic::two_parameter(1.5, -1.0).unwrap().into());
        let bank = bank(hard.chain(easy).collect());
        let row: Vec<_> = (0..bank.len()).map(|item| Some(usize::from(item < 6))).collect();
        let patterns = Patterns::new(&bank, [&row]).unwrap();
        let height = |theta: f64| log_likelihood(&bank, &row, theta) - 0.5 * theta * theta;
        let theta = Map.estimate_all(&bank, &patterns)[0].theta().unwrap();
        let best = (-600..=600).map(|k| height(f64::from(k) / 100.0)).fold(f64::MIN, f64::max);
        assert!(height(theta) >= best);
        assert_eq!(theta > 1.0, able, "{theta}");
    }
}

/// Eight items of three categories, two of them reversed, and 40 persons; every seventh answer is missing.
fn questionnaire() -> (Instrument, Responses, ItemBank) {
    let mut scale = Scale::new("s").with_competency("influence");
    let mut builder = Instrument::builder("i").with_format("three", ResponseFormat::new(1, 3));
    let mut items = Vec::new();
    for k in 0..8 {
        let id = format!("q{k}");
        builder = builder.with_item(Item::new(&id, "three"));
        scale = if k % 4 == 3 { scale.with_reversed(id) } else { scale.with_item(id) };
        let b = f64::from(k) / 4.0 - 1.0;
        items.push((format!("q{k}"), Graded::new(1.2, vec![b - 0.7, b + 0.7]).unwrap().into()));
    }
    let instrument = builder.with_scale(scale).build().unwrap();
    let mut responses = Responses::builder(&instrument);
    for person in 0..40_i32 {
        let id = format!("p{person:02}");
        let names: Vec<String> = (0..8).map(|k| format!("q{k}")).collect();
        let answers = (0..8).map(|k| {
            let answer = 1 + (person * 5 + k * k + person * k) % 3;
            if (person + k) % 7 == 0 { Answer::Missing } else { Answer::Given(answer) }
        });
        responses = responses.with_row(&id, names.iter().map(String::as_str).zip(answers));
    }
    let responses = responses.build().unwrap();
    (instrument, responses, ItemBank::new(items).unwrap())
}

#[test]
fn abilities_become_ratings_of_a_roster() {
    let (instrument, responses, bank) = questionnaire();
    let ids: Vec<String> = (0..41).map(|person| format!("p{person:02}")).collect();
    let roster = Table::new(&ids).unwrap();
    let backwards = Table::new(ids.iter().rev()).unwrap();
    for levels in [
        AbilityLevels::ExpectedScore,
        AbilityLevels::Theta,
        AbilityLevels::Linear { at_zero: 3.0, per_unit: 0.8 },
    ] {
        let scorer = AbilityScorer::new(instrument.clone(), responses.clone()).unwrap();
        let scorer = scorer.with_bank("s", &bank).unwrap().with_levels(levels).unwrap();
        let ratings = scorer.score(&roster).unwrap();
        contract::ratings(&*ratings).unwrap();
        let turned = scorer.score(&backwards).unwrap();
        let abilities = scorer.abilities(&roster).unwrap();
        for member in 0..40 {
            let rating = ratings.rating(member, "influence").unwrap();
            assert_eq!(turned.rating(40 - member, "influence"), Some(rating));
            let Some(Ability::Finite { theta, se }) = abilities.ability(member, "s") else {
                panic!()
            };
            let expected = match levels {
                AbilityLevels::Theta => (theta, se),
                AbilityLevels::Linear { at_zero, per_unit } => {
                    (at_zero + per_unit * theta, per_unit * se)
                }
                _ => {
                    // Levels 1 to 5 over scores 0 to 16.
                    let level = |theta: f64| 1.0 + 4.0 * bank.expected_score(theta) / 16.0;
                    (level(theta), se * (level(theta + 1e-5) - level(theta - 1e-5)) / 2e-5)
                }
            };
            assert!((rating.level - expected.0).abs() < 1e-12);
            assert!((rating.standard_error.unwrap() - expected.1).abs() < 1e-8);
            assert!(abilities.scale("s").unwrap().fit(member).unwrap().answered >= 6);
        }
        assert_eq!(abilities.ability(40, "s"), Some(Ability::NoResponses));
        assert_eq!(ratings.rating(40, "influence"), None);
    }
}

#[test]
fn a_reversed_item_is_turned_around_before_it_is_scored() {
    let (instrument, _, bank) = questionnaire();
    // The highest answers, which for reversed items are the lowest.
    let names: Vec<String> = (0..8).map(|k| format!("q{k}")).collect();
    let highest = (0..8).map(|k| Answer::Given(if k % 4 == 3 { 1 } else { 3 }));
    let responses = Responses::builder(&instrument)
        .with_row("p1", names.iter().map(String::as_str).zip(highest))
        .build()
        .unwrap();
    let scorer = AbilityScorer::new(instrument, responses).unwrap().with_bank("s", &bank).unwrap();
    let scorer = scorer.with_estimator(MaximumLikelihood);
    let roster = Table::new(["p1"]).unwrap();
    let abilities = scorer.abilities(&roster).unwrap();
    assert_eq!(abilities.ability(0, "s"), Some(Ability::AtPlusInfinity));
    assert_eq!(abilities.rating(0, "influence"), None);
}

#[cfg(feature = "rayon")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn any_number_of_threads_gives_the_same_abilities(
        shape in prop::collection::vec((0.4..2.5_f64, -2.0..2.0_f64, 0..3_u8), 6),
        seed in any::<u64>(),
    ) {
        let item = |&(a, b, kind): &(f64, f64, u8)| -> AnyItem {
            match kind {
                0 => Logistic::two_parameter(a, b).unwrap().into(),
                1 => Logistic::three_parameter(a, b, 0.2).unwrap().into(),
                _ => Graded::new(a, vec![b - 1.0, b, b + 1.0]).unwrap().into(),
            }
        };
        let bank = bank(shape.iter().map(item).collect());
        // Several blocks of persons; one answer in five is missing.
        let mut state = seed;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let rows: Vec<Vec<Option<usize>>> = (0..1100)
            .map(|_| {
                let answer = |item: &AnyItem| (draw() % 5 > 0).then(|| draw() % item.categories());
                bank.items().iter().map(answer).collect()
            })
            .collect();
        let patterns = Patterns::new(&bank, &rows).unwrap();
        let pools = [1, 2, 4].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap());
        let estimators: [&dyn AbilityEstimator; 6] =
            [&Eap::default(), &EapSum, &Map, &MaximumLikelihood, &Warm, &Jeffreys];
        for estimator in estimators {
            let [one, two, four] =
                pools.each_ref().map(|pool| pool.install(|| estimator.estimate_all(&bank, &patterns)));
            prop_assert!(one == two && one == four, "{}", estimator.name());
        }
        let test = AdaptiveTest::new(bank);
        let truths = test.draw_abilities(80, seed);
        let [one, two, four] = pools.each_ref().map(|pool| pool.install(|| test.simulate(&truths, seed)));
        prop_assert!(one == two && one == four, "adaptive tests");
    }
}

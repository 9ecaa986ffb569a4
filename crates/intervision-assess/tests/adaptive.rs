//! Adaptive tests: a published trace, and the laws of choosing, stopping and resuming.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use common::shared;
use intervision_assess::adaptive::{
    AdaptiveTest, Classified, ContentQuotas, Exposure, ItemSelector, MaximumInformation, Next,
    PosteriorWeighted, SoFar, StandardErrorBelow, StopReason, TestState,
};
use intervision_assess::irt::score::{Ability, Eap, Map, MaximumLikelihood, Warm};
use intervision_assess::irt::{AnyItem, Graded, ItemBank, ItemModel, Logistic, ThetaGrid};
use proptest::prelude::*;

/// Items, difficulties from -3 to 3, some steeper than others.
fn bank(n: usize) -> ItemBank {
    let item = |k: usize| -> AnyItem {
        let a = 0.8 + 0.35 * ((k * 7) % 5) as f64;
        let b = 6.0 * ((k * 11) % n) as f64 / n as f64 - 3.0;
        if k.is_multiple_of(3) {
            Graded::new(a, vec![b - 0.6, b, b + 0.9]).unwrap().into()
        } else {
            Logistic::three_parameter(a, b, if k % 3 == 1 { 0.2 } else { 0.0 }).unwrap().into()
        }
    };
    ItemBank::new((0..n).map(|k| (format!("q{k:03}"), item(k)))).unwrap()
}

#[test]
fn the_trace_of_a_published_bank() {
    // R catR 3.17 on its bank of 85 items: 25 items of maximum information, three estimators, three simulated persons.
    let Some(text) = shared("data/assess/catR_tcals_bank.csv") else { return };
    let items = text.lines().skip(1).enumerate().map(|(index, line)| {
        let row: Vec<f64> = line.split(',').take(4).map(|cell| cell.parse().unwrap()).collect();
        let item = Logistic::four_parameter(row[0], row[1], row[2], row[3]).unwrap();
        (format!("{:02}", index + 1), item.into())
    });
    let bank = ItemBank::new(items).unwrap();
    let text = shared("oracles/assess/catR_tcals_MFI_traces.csv").unwrap();
    let trace: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    for method in ["EAP", "BM", "WL"] {
        for truth in ["-1.5", "0", "1.5"] {
            let test = AdaptiveTest::new(bank.clone());
            let test = match method {
                "EAP" => test.with_estimator(Eap::default()),
                "BM" => test.with_estimator(Map),
                _ => test.with_estimator(Warm),
            };
            let mut sitting = test.begin(1);
            let named = format!("\"{method}\"");
            let mut steps = 0;
            for row in trace.iter().filter(|row| row[0] == truth && row[1] == named) {
                let expected: usize = row[3].parse().unwrap();
                assert_eq!(
                    sitting.proceed(),
                    Next::Ask(expected - 1),
                    "{method} {truth} {}",
                    row[2]
                );
                sitting.answer(row[5].parse().unwrap()).unwrap();
                let Ability::Finite { theta, se } = sitting.ability() else { panic!() };
                let (expected, error): (f64, f64) =
                    (row[6].parse().unwrap(), row[7].parse().unwrap());
                // Its posteriors are integrated by trapezoids from -4 to 4, its roots are an optimiser's.
                let tolerance = if method == "EAP" { 2e-3 } else { 1e-4 };
                assert!(
                    (theta - expected).abs() < tolerance,
                    "{method} {truth} {} {theta} {expected}",
                    row[2]
                );
                if method == "EAP" {
                    assert!((se - error).abs() < 2e-3, "{se} {error}");
                }
                steps += 1;
            }
            assert_eq!(steps, 25);
        }
    }
}

/// Takes a test with answers drawn from an ability, interrupted before every item if told so.
fn take(
    test: &AdaptiveTest,
    seed: u64,
    theta: f64,
    interrupted: bool,
) -> (Vec<(usize, usize)>, StopReason) {
    let mut sitting = test.begin(seed);
    let mut log_p = [0.0; 4];
    loop {
        if interrupted {
            let state = sitting.state();
            #[cfg(feature = "serde")]
            let state = TestState::from_json(&state.to_json().unwrap()).unwrap();
            sitting = test.resume(&state).unwrap();
        }
        match sitting.proceed() {
            Next::Done(outcome) => return (sitting.given().to_vec(), outcome.reason),
            Next::Ask(item) => {
                let item_model = &test.bank().items()[item];
                item_model.log_probabilities(theta, &mut log_p);
                // Quantiles that look like chance and are none.
                let u = ((item * 37 + sitting.given().len() * 61) % 101) as f64 / 101.0;
                let mut sum = 0.0;
                let category = (0..item_model.categories() - 1)
                    .find(|&k| {
                        sum += log_p[k].exp();
                        u < sum
                    })
                    .unwrap_or(item_model.categories() - 1);
                if interrupted {
                    sitting = test.resume(&sitting.state()).unwrap();
                }
                sitting.answer(category).unwrap();
            }
        }
    }
}

fn exposures() -> impl Strategy<Value = Exposure> {
    let few = (0..40_usize).map(|k| (format!("q{k:03}"), 0.2 + 0.02 * k as f64 % 0.7)).collect();
    prop_oneof![
        Just(Exposure::Unlimited),
        (1..6_usize).prop_map(|among| Exposure::Randomesque { among }),
        Just(Exposure::SympsonHetter { pass: few }),
    ]
}

fn quotas(at_least: usize, at_most: usize) -> ContentQuotas {
    let area = |number: usize| (0..40).filter(move |k| k % 4 == number).map(|k| format!("q{k:03}"));
    // The last area is free.
    (0..3).fold(ContentQuotas::new(), |quotas, number| {
        quotas.with_area(format!("area {number}"), at_least, at_most, area(number))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_test_asks_no_item_twice_keeps_quotas_and_goes_on_after_an_interruption(
        exposure in exposures(),
        (at_least, more) in (0..4_usize, 0..3_usize),
        theta in -2.5..2.5_f64,
        weighted in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let test = AdaptiveTest::new(bank(40)).with_stop(StandardErrorBelow::new(0.3).unwrap());
        let test = if weighted { test.with_selector(PosteriorWeighted) } else { test };
        let (longest, at_most) = (15, at_least + more + 1);
        let test = test.with_length(4, longest).unwrap();
        let test = test.with_exposure(exposure).unwrap();
        let test = test.with_quotas(quotas(at_least, at_most)).unwrap();
        let (given, reason) = take(&test, seed, theta, false);
        let mut items: Vec<usize> = given.iter().map(|&(item, _)| item).collect();
        for number in 0..3 {
            let count = items.iter().filter(|&item| item % 4 == number).count();
            prop_assert!((at_least..=at_most).contains(&count), "{count} of area {number}");
        }
        prop_assert!((4..=longest).contains(&items.len()));
        prop_assert_eq!(reason == StopReason::Length, items.len() == longest);
        items.sort_unstable();
        items.dedup();
        prop_assert_eq!(items.len(), given.len());
        prop_assert_eq!(take(&test, seed, theta, true), (given, reason));
    }

    #[test]
    fn the_table_of_information_never_changes_the_choice(theta in -7.0..7.0_f64, most in 1..8_usize, gone in 0..40_usize) {
        /// The definition: every open item, one by one.
        struct Slow;
        impl ItemSelector for Slow {
            fn name(&self) -> &'static str { "slow" }
            fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64 {
                MaximumInformation.value(item, so_far)
            }
        }
        let exposure = || Exposure::Randomesque { among: most };
        let start = |test: AdaptiveTest| test.with_start(theta).unwrap().with_exposure(exposure()).unwrap();
        let (fast, slow) = (start(AdaptiveTest::new(bank(40))), start(AdaptiveTest::new(bank(40)).with_selector(Slow)));
        prop_assert_eq!(take(&fast, gone as u64, theta, false), take(&slow, gone as u64, theta, false));
    }

    #[test]
    fn the_order_of_the_bank_does_not_matter(theta in -2.0..2.0_f64, seed in any::<u64>(), exposure in exposures()) {
        let forward = bank(40);
        let pairs = forward.ids().iter().cloned().zip(forward.items().iter().cloned());
        let backward = ItemBank::new(pairs.rev()).unwrap();
        let ids = |bank: &ItemBank| {
            let test = AdaptiveTest::new(bank.clone()).with_length(1, 12).unwrap();
            let test = test.with_exposure(exposure.clone()).unwrap();
            let mut sitting = test.begin(seed);
            let mut ids = Vec::new();
            while let Next::Ask(item) = sitting.proceed() {
                ids.push(bank.ids()[item].clone());
                sitting.answer(usize::from(bank.items()[item].information(theta) > 0.3)).unwrap();
            }
            ids
        };
        prop_assert_eq!(ids(&forward), ids(&backward));
    }
}

#[test]
fn the_posterior_weighted_choice_is_the_sum_over_the_posterior() {
    let test = AdaptiveTest::new(bank(40)).with_selector(PosteriorWeighted);
    let mut sitting = test.begin(1);
    for _ in 0..10 {
        let evidence: Vec<(usize, usize)> = sitting.given().to_vec();
        let Next::Ask(chosen) = sitting.proceed() else { panic!() };
        let grid = ThetaGrid::standard();
        let value = |item: &AnyItem| -> f64 {
            let at = |&theta: &f64| {
                let log = evidence.iter().map(|&(item, category)| {
                    test.bank().items()[item].curve(category, theta).unwrap().log_p
                });
                (log.sum::<f64>() - 0.5 * theta * theta).exp() * item.information(theta)
            };
            grid.points().iter().map(at).sum()
        };
        let best = (0..40)
            .filter(|item| evidence.iter().all(|(given, _)| given != item))
            .max_by(|a, b| {
                value(&test.bank().items()[*a]).total_cmp(&value(&test.bank().items()[*b]))
            })
            .unwrap();
        assert_eq!(chosen, best);
        sitting.answer(evidence.len() % 2).unwrap();
    }
}

#[test]
fn a_test_stops_for_each_reason() {
    let reason = |test: AdaptiveTest, theta: f64| take(&test, 3, theta, false).1;
    let new = || AdaptiveTest::new(bank(60));
    let precise = new().with_stop(StandardErrorBelow::new(0.35).unwrap());
    let (given, why) = take(&precise, 3, 0.4, false);
    assert_eq!(why, StopReason::StandardError);
    assert!(given.len() < 30);
    assert_eq!(reason(new().with_length(1, 5).unwrap(), 0.0), StopReason::Length);
    assert_eq!(reason(new(), 0.0), StopReason::Length);
    let classified = || new().with_stop(Classified::new(0.0, 0.95).unwrap());
    for (theta, expected) in [(1.5, true), (-1.5, false)] {
        let StopReason::Classified { above, probability } = reason(classified(), theta) else {
            panic!()
        };
        assert_eq!(above, expected);
        assert!(probability >= 0.95);
    }
    let one_area = ContentQuotas::new().with_area("all", 0, 4, (0..60).map(|k| format!("q{k:03}")));
    assert_eq!(reason(new().with_quotas(one_area).unwrap(), 0.0), StopReason::NoItemLeft);
}

#[test]
fn an_ability_that_is_not_finite_does_not_end_the_search() {
    let test =
        AdaptiveTest::new(bank(40)).with_estimator(MaximumLikelihood).with_length(1, 10).unwrap();
    let mut sitting = test.begin(1);
    let mut difficulties = Vec::new();
    while let Next::Ask(item) = sitting.proceed() {
        let model = &test.bank().items()[item];
        difficulties.push(item);
        sitting.answer(model.categories() - 1).unwrap();
    }
    assert_eq!(sitting.ability(), Ability::AtPlusInfinity);
    let hardness = |item: usize| test.bank().items()[item].expected_score(2.0);
    assert!(hardness(difficulties[9]) < 3.0);
    assert_eq!(difficulties.len(), 10);
}

#[test]
fn simulated_tests_are_repeatable_and_honest() {
    let test = AdaptiveTest::new(bank(120)).with_length(5, 25).unwrap();
    let test = test.with_stop(StandardErrorBelow::new(0.3).unwrap());
    let truths = test.draw_abilities(400, 5);
    let simulation = test.simulate(&truths, 5);
    assert_eq!(simulation, test.simulate(&truths, 5));
    // A person's test does not depend on the others.
    assert_eq!(test.simulate(&truths[..40], 5).persons(), &simulation.persons()[..40]);
    let length = simulation.mean_length().unwrap();
    assert!((8.0..25.0).contains(&length), "{length}");
    assert!(simulation.bias().unwrap().abs() < 0.06);
    assert!((0.26..0.36).contains(&simulation.rmse().unwrap()), "{:?}", simulation.rmse());
    assert!((0.91..0.99).contains(&simulation.coverage().unwrap()), "{:?}", simulation.coverage());
    let asked: f64 = simulation.exposure().iter().sum();
    assert!((asked - length).abs() < 1e-9);
    assert_eq!(test.simulate(&[], 5).mean_length(), None);
}

#[test]
fn exposure_is_limited() {
    let new = || AdaptiveTest::new(bank(120)).with_length(12, 12).unwrap();
    let truths = new().draw_abilities(600, 9);
    let most = |test: &AdaptiveTest, seed| {
        test.simulate(&truths, seed).exposure().into_iter().fold(0.0, f64::max)
    };
    let unlimited = most(&new(), 1);
    assert!(unlimited > 0.99, "everyone begins with the same item: {unlimited}");
    let among = new().with_exposure(Exposure::Randomesque { among: 6 }).unwrap();
    let highest = most(&among, 1);
    assert!(highest < 0.9, "{highest}");
    let limited = new().sympson_hetter(&truths, 0.25, 12, 2).unwrap();
    let highest = most(&limited, 77);
    assert!(highest < 0.31, "{highest}");
    let Exposure::SympsonHetter { pass } = limited.exposure() else { panic!() };
    assert!(pass.values().all(|&p| p > 0.0 && p < 1.0));
}

//! Laws of the item response models, and values of other packages.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use common::shared;
use intervision_assess::irt::{
    AnyItem, Curve, Fisher, Graded, ItemBank, ItemModel, LogTable, Logistic, Nominal,
    PartialCredit, ThetaGrid,
};
use proptest::prelude::*;

/// A table of numbers below one line of names.
fn numbers(text: &str) -> Vec<Vec<f64>> {
    let row = |line: &str| line.split(',').map(|cell| cell.parse().unwrap()).collect();
    text.lines().skip(1).map(row).collect()
}

/// The fixed banks of the reference values, made with R mirt 1.45.1.
fn fixed_bank(name: &str) -> Option<Vec<AnyItem>> {
    let rows = numbers(&shared(&format!("oracles/assess/fixedbank_{name}_params.csv"))?);
    let item = |row: &Vec<f64>| match name {
        "3PL" => Logistic::three_parameter(row[1], row[2], row[3]).unwrap().into(),
        _ => Graded::new(row[1], row[2..].to_vec()).unwrap().into(),
    };
    Some(rows.iter().map(item).collect())
}

#[test]
fn probabilities_and_information_of_the_fixed_banks() {
    for name in ["3PL", "graded"] {
        let Some(items) = fixed_bank(name) else { return };
        let bank = ItemBank::new(
            items.iter().enumerate().map(|(index, item)| (format!("I{}", index + 1), item.clone())),
        )
        .unwrap();
        let text = shared(&format!("oracles/assess/fixedbank_{name}_prob.csv")).unwrap();
        for row in numbers(&text) {
            let item = &items[row[0] as usize - 1];
            let mut log_p = vec![0.0; item.categories()];
            item.log_probabilities(row[1], &mut log_p);
            for (log_p, expected) in log_p.iter().zip(&row[2..]) {
                assert!((log_p.exp() - expected).abs() < 1e-10, "{name} {row:?}");
            }
        }
        let text = shared(&format!("oracles/assess/fixedbank_{name}_info.csv")).unwrap();
        for row in numbers(&text) {
            let theta = row[0];
            for (item, expected) in items.iter().zip(&row[1..]) {
                assert!((item.information(theta) - expected).abs() < 1e-10, "{name} {row:?}");
            }
            let (test, score) = (row[row.len() - 2], row[row.len() - 1]);
            assert!((bank.fisher(theta).information - test).abs() < 1e-9);
            assert!((bank.expected_score(theta) - score).abs() < 1e-9);
        }
    }
}

fn items() -> impl Strategy<Value = AnyItem> {
    let a = 0.05..5.0_f64;
    let b = -6.0..6.0_f64;
    let steps = || prop::collection::vec(-6.0..6.0_f64, 1..7);
    let logistic = (a.clone(), b.clone(), 0.0..0.5_f64, 0.5001..1.0_f64, any::<[bool; 2]>())
        .prop_map(|(a, b, c, d, [guess, slip])| {
            let (c, d) = (if guess { c } else { 0.0 }, if slip { d } else { 1.0 });
            Logistic::four_parameter(a, b, c, d).unwrap().into()
        });
    // Gaps down to almost nothing: the middle category's probability is their difference.
    let gaps = prop::collection::vec(prop_oneof![1e-9..1e-3_f64, 1e-3..3.0_f64], 0..6);
    let graded = (a.clone(), b, gaps).prop_map(|(a, first, gaps)| {
        let rest = gaps.iter().scan(first, |at, gap| {
            *at += gap;
            Some(*at)
        });
        Graded::new(a, std::iter::once(first).chain(rest).collect()).unwrap().into()
    });
    let partial = (a, steps()).prop_map(|(a, b)| PartialCredit::generalized(a, b).unwrap().into());
    let nominal = prop::collection::vec((-4.0..4.0_f64, -4.0..4.0_f64), 2..7).prop_map(|pairs| {
        let (slopes, intercepts) = pairs.into_iter().unzip();
        Nominal::new(slopes, intercepts).unwrap().into()
    });
    prop_oneof![logistic, graded, partial, nominal]
}

/// Only the three methods that a host must write.
struct Bare(AnyItem);

impl ItemModel for Bare {
    fn categories(&self) -> usize {
        self.0.categories()
    }
    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        self.0.log_probabilities(theta, log_p);
    }
    fn curves(&self, theta: f64, curves: &mut [Curve]) {
        self.0.curves(theta, curves);
    }
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #[test]
    fn probabilities_sum_to_one(item in items(), theta in -40.0..40.0_f64) {
        let mut log_p = vec![f64::NAN; item.categories()];
        item.log_probabilities(theta, &mut log_p);
        let total: f64 = log_p.iter().map(|log_p| log_p.exp()).sum();
        prop_assert!((total - 1.0).abs() < 1e-12, "{}", total);
        prop_assert!(log_p.iter().all(|log_p| log_p.is_finite()));
    }

    #[test]
    fn derivatives_are_those_of_the_log_probabilities(item in items(), theta in -8.0..8.0_f64) {
        let h = 1e-5;
        let at = |theta: f64| {
            let mut curves = vec![Curve::default(); item.categories()];
            item.curves(theta, &mut curves);
            curves
        };
        let (below, here, above) = (at(theta - h), at(theta), at(theta + h));
        let mut log_p = vec![0.0; item.categories()];
        item.log_probabilities(theta, &mut log_p);
        for k in 0..here.len() {
            prop_assert!(near(here[k].log_p, log_p[k], 1e-13));
            prop_assert!(near(here[k].first, (above[k].log_p - below[k].log_p) / (2.0 * h), 1e-6));
            prop_assert!(near(here[k].second, (above[k].first - below[k].first) / (2.0 * h), 1e-6));
            prop_assert_eq!(item.curve(k, theta), Some(here[k]));
        }
        prop_assert_eq!(item.curve(here.len(), theta), None);
        let slope = (item.information(theta + h) - item.information(theta - h)) / (2.0 * h);
        prop_assert!(near(item.fisher(theta).slope, slope, 1e-6));
    }

    #[test]
    fn closed_forms_agree_with_the_definitions(item in items(), theta in -12.0..12.0_f64) {
        let bare = Bare(item.clone());
        let (closed, defined): (Fisher, Fisher) = (item.fisher(theta), bare.fisher(theta));
        prop_assert!(near(closed.information, defined.information, 1e-12));
        prop_assert!(near(closed.warm, defined.warm, 1e-11));
        prop_assert!(near(closed.slope, defined.slope, 1e-11));
        prop_assert!(near(item.information(theta), defined.information, 1e-12));
        prop_assert!(near(item.expected_score(theta), bare.expected_score(theta), 1e-12));
    }

    #[test]
    fn a_short_or_long_slice_is_no_trouble(item in items(), length in 0..12_usize) {
        let mut log_p = vec![7.0; length];
        item.log_probabilities(0.3, &mut log_p);
        let mut whole = vec![0.0; item.categories()];
        item.log_probabilities(0.3, &mut whole);
        for (k, &value) in log_p.iter().enumerate() {
            prop_assert_eq!(value, whole.get(k).copied().unwrap_or(7.0));
        }
    }

    #[test]
    fn a_table_holds_what_the_items_say(items in prop::collection::vec(items(), 1..4)) {
        let grid = ThetaGrid::new(-3.0, 4.0, 8).unwrap();
        let table = LogTable::new(&items, &grid);
        prop_assert_eq!((table.items(), table.points()), (items.len(), 8));
        for (index, item) in items.iter().enumerate() {
            prop_assert_eq!(table.categories(index), item.categories());
            let mut log_p = vec![0.0; item.categories()];
            for (point, &theta) in grid.points().iter().enumerate() {
                item.log_probabilities(theta, &mut log_p);
                for (category, value) in log_p.iter().enumerate() {
                    prop_assert_eq!(table.row(index, category).unwrap()[point], *value);
                }
            }
            prop_assert_eq!(table.row(index, item.categories()), None);
        }
        prop_assert_eq!(table.row(items.len(), 0), None);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn banks_are_read_as_they_were_written(items in prop::collection::vec(items(), 1..5)) {
        let named = items.into_iter().enumerate().map(|(index, item)| (format!("q{index}"), item));
        let bank = ItemBank::new(named).unwrap();
        prop_assert_eq!(ItemBank::from_json(&bank.to_json().unwrap()).unwrap(), bank);
    }
}

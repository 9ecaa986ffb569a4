//! Measures of groups: worked values of the literature.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::plain;
use intervision_core::{Table, Value};
use intervision_groups::measures::{Features, asw, blau, blau_most, fau, gini, rao, teachman};
use proptest::prelude::*;

fn near(found: f64, expected: f64, digits: i32) {
    assert!((found - expected).abs() < 10f64.powi(-digits), "{found} is not {expected}");
}

/// Groups of facilitators, advisers and planners; the literature prints six digits.
#[test]
fn blau_and_teachman() {
    let groups: [(&[usize], f64, f64, f64); 4] = [
        (&[1, 1, 1], 2.0 / 3.0, 1.098_612, 2.0 / 3.0),
        (&[2, 1, 1], 0.625, 1.039_721, 0.625),
        (&[2, 2, 1], 0.64, 1.054_920, 0.64),
        (&[6, 3, 1], 0.54, 0.897_946, 0.66),
    ];
    for (counts, index, entropy, most) in groups {
        near(blau(counts), index, 12);
        near(blau_most(counts.iter().sum(), 3), most, 12);
        near(teachman(counts), entropy, 6);
    }
}

/// The teams of Meyer and Glenz.
fn team(ages: [f64; 6], genders: &str, origins: &str) -> Table {
    let letters = |text: &str| -> Vec<Value<'static>> {
        text.chars().map(|letter| Value::category(letter.to_string())).collect()
    };
    plain(6)
        .with_column("age", ages.map(Value::Number))
        .unwrap()
        .with_column("gender", letters(genders))
        .unwrap()
        .with_column("ethnicity", letters(origins))
        .unwrap()
}

#[test]
fn faultlines() {
    let teams = [
        (
            team([44.0, 18.0, 40.0, 33.0, 33.0, 50.0], "fmffmf", "ABADCB"),
            0.331_799_912_553_719,
            0.551_343_900_758_098,
        ),
        (
            team([22.0, 23.0, 39.0, 42.0, 57.0, 51.0], "ffmmmm", "AABBCC"),
            0.805_489_497_404_053,
            0.774_778_652_238_072,
        ),
    ];
    for (team, silhouette, share) in teams {
        let features =
            Features::new(&team, &[("age", 0.1), ("gender", 1.0), ("ethnicity", 1.0)]).unwrap();
        let all: Vec<usize> = (0..6).collect();
        near(asw(&features, &all).strength, silhouette, 12);
        near(fau(&features, &all).strength, share, 12);
    }
}

#[test]
fn two_camps_among_many_are_found() {
    let rows = (0..30)
        .map(|at| vec![if at % 2 == 0 { 0.0 } else { 9.0 }, f64::from(at) / 100.0])
        .collect();
    let features = Features::from_rows(rows);
    let all: Vec<usize> = (0..30).collect();
    for found in [asw(&features, &all), fau(&features, &all)] {
        assert!(!found.exact && found.strength > 0.9);
        assert!(found.camp_of.iter().enumerate().all(|(at, camp)| *camp == at % 2));
    }
}

proptest! {
    #[test]
    fn laws_of_diversity(counts in proptest::collection::vec(0usize..9, 1..6), amounts in proptest::collection::vec(0.0f64..50.0, 1..12)) {
        let members: usize = counts.iter().sum();
        prop_assert!(blau(&counts) <= blau_most(members, counts.len()) + 1e-12);
        prop_assert!((rao(&counts, |_, _| 1.0) - blau(&counts)).abs() < 1e-12);
        prop_assert!(teachman(&counts) <= (counts.len() as f64).ln() + 1e-12);
        let pairs = amounts.iter().flat_map(|a| amounts.iter().map(move |b| (a - b).abs())).sum::<f64>();
        let sum: f64 = amounts.iter().sum();
        if sum > 0.0 {
            let expected = pairs / (2.0 * amounts.len() as f64 * sum);
            prop_assert!((gini(&amounts) - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn faultlines_do_not_depend_on_the_order(rows in proptest::collection::vec(proptest::collection::vec(0.0f64..5.0, 3), 2..7)) {
        let members: Vec<usize> = (0..rows.len()).collect();
        let other: Vec<usize> = members.iter().rev().copied().collect();
        let features = Features::from_rows(rows);
        for of in [asw, fau] {
            let (one, two) = (of(&features, &members).strength, of(&features, &other).strength);
            prop_assert!((one - two).abs() < 1e-9 && (0.0..=1.0).contains(&one));
        }
    }
}

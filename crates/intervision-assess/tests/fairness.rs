//! Fairness of items: published values, what must agree with what, and what is not said with too little data.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::fairness::{
    BiasClass, Comparison, LogisticBias, Mantel, MantelHaenszel, NoLogistic, NotEnough,
    Observation, Standardised,
};
use intervision_assess::{Answer, AssessError, Instrument, Item, ResponseFormat, Responses, Scale};
use proptest::prelude::*;

/// Reference right, wrong, focal right, wrong, per score.
fn tables(of: &[[usize; 4]]) -> Vec<Observation> {
    let mut people = Vec::new();
    for (matching, counts) in (0..).zip(of) {
        for ((focal, answer), &count) in
            [(false, 1), (false, 0), (true, 1), (true, 0)].into_iter().zip(counts)
        {
            people.extend((0..count).map(|_| Observation { focal, matching, answer }));
        }
    }
    people
}

/// Bickel, Hammel and O'Connell (1975): admission by department, men as the reference group.
const ADMISSIONS: [[usize; 4]; 6] = [
    [512, 313, 89, 19],
    [353, 207, 17, 8],
    [120, 205, 202, 391],
    [138, 279, 131, 244],
    [53, 138, 94, 299],
    [22, 351, 24, 317],
];

fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b} within {tolerance}");
}

#[test]
fn admissions_at_berkeley() {
    let comparison = Comparison::new(tables(&ADMISSIONS), 100).unwrap();
    let found = MantelHaenszel::of(&comparison).unwrap();
    // R's manual for mantelhaen.test: odds ratio 0.9046968, interval 0.7719074 to 1.0603298, chi-square 1.4269, p 0.2323.
    close(found.odds_ratio, 0.904_696_8, 5e-8);
    close((found.odds_ratio.ln() - 1.959_964 * found.log_standard_error).exp(), 0.771_907_4, 5e-7);
    close((found.odds_ratio.ln() + 1.959_964 * found.log_standard_error).exp(), 1.060_329_8, 5e-7);
    close(found.chi_square, 1.4269, 5e-5);
    close(found.p, 0.2323, 5e-5);
    close(found.delta, -2.35 * 0.904_696_8_f64.ln(), 1e-6);
    assert_eq!((found.class, found.people), (BiasClass::Negligible, 4526));
    // Without correction for continuity, as SAS prints it: 1.5246, p 0.2169.
    let ordered = Mantel::of(&comparison).unwrap();
    close(ordered.chi_square, 1.5246, 5e-5);
    close(ordered.p, 0.2169, 5e-5);
    // For right or wrong, both differences are the same number.
    let standardised = Standardised::of(&comparison).unwrap();
    close(standardised.difference, ordered.mean_difference, 1e-12);
    assert_eq!(standardised.class, BiasClass::Negligible);
}

/// Right answers at each of six scores: half, less for the focal group.
fn biased(shift: usize) -> Vec<Observation> {
    let table = |score: usize| {
        let right = 15 + 15 * score;
        [right, 120 - right, right - shift.min(right), 120 - right + shift.min(right)]
    };
    tables(&(0..6).map(table).collect::<Vec<_>>())
}

#[test]
fn an_item_that_is_harder_for_the_focal_group_is_found_by_all() {
    let comparison = Comparison::new(biased(14), 100).unwrap();
    let odds = MantelHaenszel::of(&comparison).unwrap();
    let parts = Standardised::of(&comparison).unwrap();
    let ordered = Mantel::of(&comparison).unwrap();
    let model = LogisticBias::of(&comparison).unwrap();
    assert!(odds.odds_ratio > 1.0 && odds.delta < -1.0 && odds.p < 0.001);
    close(parts.difference, -14.0 / 120.0, 1e-12);
    assert_eq!((odds.class, parts.class), (BiasClass::Moderate, BiasClass::Large));
    assert!(ordered.effect < -0.17 && ordered.class != BiasClass::Negligible);
    assert!(model.uniform_p < 0.001 && model.nonuniform_p > 0.05 && model.log_odds < 0.0);
    // The odds of both methods are about the same thing.
    close(model.delta, odds.delta, 0.25);
}

#[test]
fn bias_that_changes_its_direction_is_seen_by_the_regression_alone() {
    let table = |score: usize| {
        let (steep, flat) = (10 + 20 * score, 45 + 6 * score);
        [steep, 120 - steep, flat, 120 - flat]
    };
    let comparison = Comparison::new(tables(&(0..6).map(table).collect::<Vec<_>>()), 100).unwrap();
    let model = LogisticBias::of(&comparison).unwrap();
    assert!(model.nonuniform_p < 1e-6 && model.uniform_p > 0.05);
    assert!(model.r_square_change > 0.035 && model.class >= BiasClass::Moderate);
    assert_eq!(model.lenient_class, BiasClass::Negligible);
    assert_eq!(MantelHaenszel::of(&comparison).unwrap().class, BiasClass::Negligible);
}

#[test]
fn too_little_data_is_said() {
    let few = Comparison::new(tables(&ADMISSIONS[..1]), 200).unwrap_err();
    assert_eq!(
        few.to_string(),
        "not enough data: 825 people in the reference group and 108 in the focal group, 200 are needed in each"
    );
    let apart = [(0, false), (1, true)].map(|(matching, focal)| {
        (0..200).map(move |it| Observation { focal, matching, answer: it % 2 })
    });
    let apart = Comparison::new(apart.into_iter().flatten(), 100).unwrap();
    let nothing = NotEnough::NothingInCommon;
    assert_eq!(MantelHaenszel::of(&apart), Err(nothing));
    assert_eq!(Standardised::of(&apart), Err(nothing));
    assert_eq!(Mantel::of(&apart), Err(nothing));
    assert_eq!(
        nothing.to_string(),
        "not enough data: the groups share no matching score at which answers differ"
    );
    let three = Comparison::new(
        (0..300).map(|it| Observation { focal: it % 2 == 0, matching: it % 5, answer: it % 3 }),
        100,
    );
    assert_eq!(
        MantelHaenszel::of(&three.unwrap()).unwrap_err().to_string(),
        "the item has 3 different answers and this method compares two; use the one for ordered items"
    );
    let alike = (0..300).map(|it| Observation { focal: it % 2 == 0, matching: it % 5, answer: 1 });
    let alike = Comparison::new(alike, 100).unwrap();
    assert_eq!(
        LogisticBias::of(&alike).unwrap_err().to_string(),
        "not enough data: all answers or all matching scores are alike"
    );
    let told = (0..300).map(|it| Observation {
        focal: it % 2 == 0,
        matching: it % 10,
        answer: i32::from(it % 10 > 4),
    });
    let told = LogisticBias::of(&Comparison::new(told, 100).unwrap()).unwrap_err();
    assert_eq!(told, NoLogistic::Separated);
    assert_eq!(
        told.to_string(),
        "score and group tell all answers apart, so that there are no odds to compare; use Mantel's test"
    );
}

#[test]
fn items_are_matched_by_the_sum_of_the_scale() {
    let instrument = Instrument::builder("short")
        .with_format("five", ResponseFormat::new(1, 5))
        .with_items(["q1", "q2"].map(|id| Item::new(id, "five")))
        .with_scale(Scale::new("s").with_item("q1").with_reversed("q2"))
        .build()
        .unwrap();
    let given = |a, b| [("q1", Answer::Given(a)), ("q2", b)];
    let responses = Responses::builder(&instrument)
        .with_row("p1", given(4, Answer::Given(1)))
        .with_row("p2", given(2, Answer::Missing))
        .with_row("p3", given(3, Answer::Given(4)))
        .with_row("p4", given(3, Answer::Given(4)))
        .build()
        .unwrap();
    let focal = |id: &str| (id != "p4").then_some(id == "p3");
    let items = Comparison::items(&instrument, &responses, "s", focal).unwrap();
    let one = |focal, matching, answer| Observation { focal, matching, answer };
    assert_eq!(items[0], ("q1".to_owned(), vec![one(false, 9, 4), one(true, 5, 3)]));
    assert_eq!(items[1], ("q2".to_owned(), vec![one(false, 9, 5), one(true, 5, 2)]));
    let unknown = Comparison::items(&instrument, &responses, "t", focal).unwrap_err();
    assert!(matches!(unknown, AssessError::UnknownScale { .. }));
}

proptest! {
    #[test]
    fn exchanging_the_groups_turns_every_sign(
        counts in prop::collection::vec(prop::array::uniform4(1..30_usize), 2..6),
    ) {
        let people = tables(&counts);
        let turned = people.iter().map(|it| Observation { focal: !it.focal, ..*it });
        let one = Comparison::new(people.clone(), 1).unwrap();
        let other = Comparison::new(turned, 1).unwrap();
        let (a, b) = (MantelHaenszel::of(&one).unwrap(), MantelHaenszel::of(&other).unwrap());
        prop_assert!((a.delta + b.delta).abs() < 1e-9 && (a.chi_square - b.chi_square).abs() < 1e-9);
        prop_assert!((a.log_standard_error - b.log_standard_error).abs() < 1e-9);
        let (a, b) = (Mantel::of(&one).unwrap(), Mantel::of(&other).unwrap());
        prop_assert!((a.chi_square - b.chi_square).abs() < 1e-9);
        if let (Ok(a), Ok(b)) = (LogisticBias::of(&one), LogisticBias::of(&other)) {
            prop_assert!((a.log_odds + b.log_odds).abs() < 1e-6);
            prop_assert!((a.uniform - b.uniform).abs() < 1e-6);
            prop_assert!((0.0..=1.0).contains(&a.both_p) && a.r_square_change <= 1.0);
        }
    }

    #[test]
    fn two_answers_in_other_numbers_are_the_same_item(
        counts in prop::collection::vec(prop::array::uniform4(1..30_usize), 2..6),
    ) {
        let people = tables(&counts);
        let scaled = people.iter().map(|it| Observation { answer: 2 + 3 * it.answer, ..*it });
        let (one, other) =
            (Comparison::new(people.clone(), 1).unwrap(), Comparison::new(scaled, 1).unwrap());
        prop_assert_eq!(MantelHaenszel::of(&one), MantelHaenszel::of(&other));
        prop_assert_eq!(LogisticBias::of(&one), LogisticBias::of(&other));
        let (a, b) = (Mantel::of(&one).unwrap(), Mantel::of(&other).unwrap());
        prop_assert!((a.effect - b.effect).abs() < 1e-9 && (3.0 * a.mean_difference - b.mean_difference).abs() < 1e-9);
        prop_assert!((a.chi_square - b.chi_square).abs() < 1e-9);
    }
}

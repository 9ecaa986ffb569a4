//! Laws that hold for whatever people answer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::classical::ErrorMethod;
use intervision_assess::needs::Verdict;
use intervision_assess::reliability::MissingPairs;
use intervision_assess::{
    Answer, CohortSummary, Floor, Instrument, Item, Key, MissingRule, NeedsAnalysis,
    ResponseFormat, Responses, Scale, Scorer, Scores, TargetProfile,
};
use intervision_core::{Ratings, Table, contract};
use proptest::prelude::*;

const ITEMS: usize = 5;

/// Answers 1 to 5, 0 where there is none.
type Sheet = Vec<[i32; ITEMS]>;

#[derive(Debug, Clone)]
struct Case {
    keys: [bool; ITEMS],
    weights: [f64; ITEMS],
    rule: MissingRule,
    sheet: Sheet,
}

fn rules() -> impl Strategy<Value = MissingRule> {
    prop_oneof![
        Just(MissingRule::Complete),
        (1..=ITEMS).prop_map(MissingRule::MinAnswered),
        (0.01..=1.0).prop_map(MissingRule::MinFraction),
        Just(MissingRule::Prorate),
        Just(MissingRule::PersonMean),
    ]
}

fn sheets(lowest: i32) -> impl Strategy<Value = Sheet> {
    prop::collection::vec(prop::array::uniform5(lowest..=5), 1..30)
}

fn cases() -> impl Strategy<Value = Case> {
    let weights = prop::array::uniform5(prop_oneof![Just(1.0), 0.1..5.0]);
    (prop::array::uniform5(any::<bool>()), weights, rules(), sheets(0))
        .prop_map(|(keys, weights, rule, sheet)| Case { keys, weights, rule, sheet })
}

fn name(index: usize) -> String {
    format!("q{index}")
}

fn instrument(case: &Case) -> Instrument {
    let mut scale = Scale::new("s").with_competency("s").with_missing(case.rule);
    for (index, (&positive, &weight)) in case.keys.iter().zip(&case.weights).enumerate() {
        let key = if positive { Key::Positive } else { Key::Negative };
        scale = scale.with_keyed(name(index), key, weight);
    }
    Instrument::builder("laws")
        .with_format("agreement", ResponseFormat::new(1, 5))
        .with_items((0..ITEMS).map(|index| Item::new(name(index), "agreement")))
        .with_scale(scale)
        .build()
        .unwrap()
}

fn person(number: usize) -> String {
    format!("p{number:03}")
}

fn scorer(case: &Case) -> Scorer {
    let instrument = instrument(case);
    let mut builder = Responses::builder(&instrument);
    let names: Vec<String> = (0..ITEMS).map(name).collect();
    for (number, row) in case.sheet.iter().enumerate() {
        let answer = |&it: &i32| if it == 0 { Answer::Missing } else { Answer::Given(it) };
        let answers = names.iter().map(String::as_str).zip(row.iter().map(answer));
        builder = builder.with_row(&person(number), answers);
    }
    let responses = builder.build().unwrap();
    Scorer::new(instrument, responses).unwrap()
}

fn score(case: &Case) -> Scores {
    let roster = Table::new((0..case.sheet.len()).map(person)).unwrap();
    scorer(case).scores(&roster).unwrap()
}

fn pomps(scores: &Scores) -> Vec<Option<f64>> {
    scores.scales()[0]
        .scores()
        .iter()
        .map(|it| it.as_ref().ok().map(intervision_assess::ScaleScore::pomp))
        .collect()
}

proptest! {
    #[test]
    fn scores_are_in_range_and_figures_agree(case in cases()) {
        for score in score(&case).scales()[0].scores().iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&score.pomp()));
            prop_assert!((score.mean() - (1.0 + 4.0 * score.pomp())).abs() < 1e-12);
            prop_assert_eq!(score.answered() + score.missing(), ITEMS);
            prop_assert!(score.answered() >= case.rule.needed(ITEMS));
            if let Ok(error) = score.standard_error() {
                prop_assert!(error.value.is_finite() && error.value > 0.0);
            }
        }
    }

    #[test]
    fn turning_answers_and_keys_around_changes_nothing(case in cases()) {
        let turned = Case {
            keys: case.keys.map(|key| !key),
            sheet: case.sheet.iter().map(|row| row.map(|it| if it == 0 { 0 } else { 6 - it })).collect(),
            ..case.clone()
        };
        prop_assert_eq!(pomps(&score(&case)), pomps(&score(&turned)));
    }

    #[test]
    fn turning_answers_alone_mirrors_the_score(case in cases()) {
        let turned = Case {
            sheet: case.sheet.iter().map(|row| row.map(|it| if it == 0 { 0 } else { 6 - it })).collect(),
            ..case.clone()
        };
        for (a, b) in pomps(&score(&case)).into_iter().zip(pomps(&score(&turned))) {
            prop_assert_eq!(a.is_some(), b.is_some());
            prop_assert!((a.unwrap_or(0.5) + b.unwrap_or(0.5) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_higher_answer_raises_a_positive_and_lowers_a_negative_item(
        case in cases(), row in any::<prop::sample::Index>(), item in 0..ITEMS,
    ) {
        let row = row.index(case.sheet.len());
        let answer = case.sheet[row][item];
        prop_assume!((1..5).contains(&answer));
        let mut higher = case.clone();
        higher.sheet[row][item] = answer + 1;
        if let (Some(before), Some(after)) = (pomps(&score(&case))[row], pomps(&score(&higher))[row]) {
            prop_assert_eq!(after > before, case.keys[item], "{} {}", before, after);
            prop_assert!((after - before).abs() > 1e-12);
        }
    }

    #[test]
    fn the_order_of_the_roster_changes_not_a_bit(
        case in cases(), order in Just((0..30).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let order: Vec<usize> = order.into_iter().filter(|&it| it < case.sheet.len()).collect();
        let shuffled = Table::new(order.iter().map(|&it| person(it))).unwrap();
        let (plain, other) = (score(&case), scorer(&case).scores(&shuffled).unwrap());
        for (place, &member) in order.iter().enumerate() {
            prop_assert_eq!(plain.score(member, "s"), other.score(place, "s"));
        }
        let cohort = |scores: &Scores| {
            let target = TargetProfile::new(scores.len(), [("s", 3.0)]);
            NeedsAnalysis::new().find(scores, &target).unwrap().cohort().to_vec()
        };
        prop_assert_eq!(cohort(&plain), cohort(&other));
    }

    #[test]
    fn alpha_does_not_mind_the_order_of_items(case in cases(), turn in 0..ITEMS) {
        let mut turned = case.clone();
        turned.keys.rotate_left(turn);
        turned.sheet.iter_mut().for_each(|row| row.rotate_left(turn));
        for missing in [MissingPairs::Pairwise, MissingPairs::Listwise] {
            let alpha = |case: &Case| score(case).scales()[0].alpha(missing);
            match (alpha(&case), alpha(&turned)) {
                (Ok(a), Ok(b)) => {
                    prop_assert!((a.value - b.value).abs() <= 1e-9 * (1.0 + a.value.abs()));
                    prop_assert!(a.value <= 1.0 + 1e-12);
                }
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn on_complete_answers_the_residual_is_the_classical_error(sheet in sheets(1)) {
        prop_assume!(sheet.len() >= 10);
        let case = Case { keys: [true; ITEMS], weights: [1.0; ITEMS], rule: MissingRule::Complete, sheet };
        let roster = Table::new((0..case.sheet.len()).map(person)).unwrap();
        let error = |method| {
            let scorer = scorer(&case).with_error_method(method).unwrap();
            let scores = scorer.scores(&roster).unwrap();
            scores.score(0, "s").unwrap().unwrap().standard_error()
        };
        // SD √(1 - α) is defined for α >= 0 only; there they are the same number.
        if let Ok(classical) = error(ErrorMethod::CohortAlpha) {
            let residual = error(ErrorMethod::CohortResidual).unwrap();
            prop_assert!((residual.value - classical.value).abs() < 1e-9);
        }
    }

    #[test]
    fn scores_keep_the_laws_of_ratings_and_needs_add_up(case in cases(), goal in 1.0..5.0) {
        let scores = score(&case);
        prop_assert_eq!(contract::ratings(&scores), Ok(()));
        let target = TargetProfile::new(scores.len(), [("s", goal)]);
        prop_assert_eq!(contract::ratings(&target), Ok(()));
        let needs = NeedsAnalysis::new().find(&scores, &target).unwrap();
        let cohort = &needs.cohort()[0];
        prop_assert_eq!(cohort.below + cohort.met + cohort.cannot_tell, cohort.members);
        for member in 0..needs.len() {
            let need = &needs.of(member)[0];
            prop_assert!(need.priority.is_finite() && need.priority >= 0.0);
            if let Some(below) = need.gap.probability_below {
                prop_assert!((0.0..=1.0).contains(&below));
                prop_assert_eq!(need.gap.verdict == Verdict::Below, below >= 0.8);
            }
        }
    }

    #[test]
    fn nothing_published_is_not_a_number(case in cases(), k in 2..8_usize) {
        let scores = score(&case);
        let target = TargetProfile::new(scores.len(), [("s", 3.0)]);
        let needs = NeedsAnalysis::new().find(&scores, &target).unwrap();
        let roster = Table::new((0..case.sheet.len()).map(person)).unwrap();
        let summary = CohortSummary::new(&needs, scores.respondents()).unwrap();
        let report = summary.by(&roster, "unit").unwrap().disclose(Floor::new(k).unwrap());
        // Debug prints NaN and infinities by name.
        let text = format!("{report:?}");
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
    }
}

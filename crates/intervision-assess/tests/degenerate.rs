//! Data from which little or nothing follows: every answer is a value, or a reason, and never something that is not a number.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fmt::Debug;

use intervision_assess::agreement::{
    Categories, Intraclass, KendallW, Krippendorff, Metric, MixedModel, NoAgreement, NoIcc, Null,
    Weights, average_deviation, awg, cohen, fleiss, gwet, rwg, rwg_j,
};
use intervision_assess::change::{
    Alternative, EffectSizes, PairedEffect, Probability, Wilcoxon, Zeros,
};
use intervision_assess::fairness::{
    Comparison, LogisticBias, Mantel, MantelHaenszel, Observation, Standardised,
};
use intervision_assess::irt::score::{
    Ability, AbilityEstimator, Eap, EapSum, Jeffreys, Map, MaximumLikelihood, Patterns, PersonFit,
    Warm,
};
use intervision_assess::irt::{Calibrator, Family, Graded, ItemBank, Logistic, Tally};
use intervision_assess::multirater::{
    Disclosure, Feedback, History, RatedFigure, RaterGroup, TeamReport,
};
use intervision_assess::reliability::{
    Alpha, Covariances, Extraction, MissingPairs, NoReliability, kr20,
};
use intervision_assess::{
    Answer, CohortSummary, DataTable, Floor, Instrument, Item, NeedsAnalysis, ResponseFormat,
    Responses, Scale, Scorer, Scores, TargetProfile,
};
use intervision_core::{Ratings, Table, Value};

/// Debug prints what is not a number, and what is not finite, by name.
fn sound(figures: &impl Debug) {
    let text = format!("{figures:?}").replace("infit", "");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
}

fn instrument() -> Instrument {
    Instrument::builder("short")
        .with_format("agreement", ResponseFormat::new(1, 5))
        .with_items(["q1", "q2", "q3"].map(|id| Item::new(id, "agreement")))
        .with_scale(Scale::new("s").with_competency("c").with_item("q1").with_item("q2"))
        .with_scale(Scale::new("t").with_competency("d").with_item("q3"))
        .build()
        .unwrap()
}

/// Rows of answers, 0 for none, of persons `p0`, `p1`, ...
fn scores(rows: &[[i32; 3]]) -> Scores {
    let instrument = instrument();
    let mut responses = Responses::builder(&instrument);
    for (number, row) in rows.iter().enumerate() {
        let answer = |it| if it == 0 { Answer::Missing } else { Answer::Given(it) };
        let row = ["q1", "q2", "q3"].into_iter().zip(row.map(answer));
        responses = responses.with_row(&format!("p{number}"), row);
    }
    let roster = Table::new((0..rows.len()).map(|number| format!("p{number}"))).unwrap();
    let responses = responses.build().unwrap();
    Scorer::new(instrument, responses).unwrap().scores(&roster).unwrap()
}

/// Scales, items, needs and what may be published of them.
fn all_figures(scores: &Scores) {
    for scale in scores.scales() {
        for missing in [MissingPairs::Pairwise, MissingPairs::Listwise] {
            sound(&scale.items(missing));
            let covariances = scale.covariances(missing);
            sound(&(covariances.alpha(), covariances.lambda2(), covariances.lambda6()));
        }
        sound(&scale);
    }
    let target = TargetProfile::new(scores.len(), [("c", 3.0), ("d", 5.0)]);
    let needs = NeedsAnalysis::new().find(scores, &target).unwrap();
    sound(&needs);
    let ids = (0..scores.len()).map(|number| format!("p{number}"));
    // Everyone is in a unit of their own.
    let units = (0..scores.len()).map(|number| Value::category(number.to_string()));
    let roster = Table::new(ids).unwrap().with_column("unit", units).unwrap();
    let summary = CohortSummary::new(&needs, scores.respondents()).unwrap();
    sound(&summary.by(&roster, "unit").unwrap().disclose(Floor::default()));
}

#[test]
fn items_that_nobody_answered() {
    let scores = scores(&[[1, 2, 0], [4, 5, 0], [3, 3, 0], [2, 2, 0], [5, 4, 0]]);
    all_figures(&scores);
    let nothing = scores.scales()[1].alpha(MissingPairs::Pairwise);
    assert_eq!(nothing, Err(NoReliability::TooFewItems { items: 1, needed: 2 }));
    let table = DataTable::with_missing(&[[Some(1.0), None], [Some(2.0), None]]).unwrap();
    assert_eq!(Alpha::of(&table, MissingPairs::Pairwise), Err(NoReliability::TooFewPersons));
    assert!(Krippendorff::of(&table, Metric::Interval).is_err());
    let tally = Tally::builder(["a", "b"]).with_rows(&[Some(1), None], 300).build().unwrap();
    let error = Calibrator::new(Family::Rasch).calibrate(&tally).unwrap_err();
    assert!(error.to_string().contains("nobody answered"), "{error}");
}

#[test]
fn answers_that_are_all_equal() {
    all_figures(&scores(&[[3, 3, 3]; 6]));
    let table = DataTable::complete(&[[3.0, 3.0, 3.0]; 5]).unwrap();
    for missing in [MissingPairs::Pairwise, MissingPairs::Listwise] {
        let covariances = Covariances::of(&table, missing);
        assert_eq!(covariances.alpha(), Err(NoReliability::NoVariance));
        sound(&(covariances.lambda2(), covariances.lambda6()));
        sound(&covariances.omega(Extraction::MinimumResiduals));
        sound(&covariances.split_halves());
    }
    assert!(kr20(&DataTable::complete(&[[1.0, 1.0]; 4]).unwrap()).is_err());
    assert_eq!(Intraclass::of(&[[3.0, 3.0]; 5], 0.95), Err(NoIcc::NoVariance));
    assert_eq!(MixedModel::of(&table), Err(NoIcc::NoVariance));
    let five = Categories::range(1, 5).unwrap();
    sound(&fleiss(&table, &five, Weights::Linear, 0.95));
    sound(&gwet(&table, &five, Weights::Linear, 0.95));
    assert_eq!(Krippendorff::of(&table, Metric::Ordinal), Err(NoAgreement::NoVariance));
    sound(&KendallW::of(&table));
    sound(&(rwg(&[3, 3, 3], Null::Uniform { categories: 5 }), awg(&[3, 3, 3], 1, 5)));
    sound(&rwg_j(&[[3, 3], [3, 3]], Null::Uniform { categories: 5 }));
    let pairs = [(3.0, 3.0); 6];
    sound(&(PairedEffect::of(&pairs, 0.95), EffectSizes::of(&pairs, 0.95)));
    for zeros in [Zeros::Drop, Zeros::Pratt, Zeros::Split] {
        for probability in [Probability::Exact, Probability::Normal] {
            sound(&Wilcoxon::of(&[0.0; 6], zeros, probability, Alternative::TwoSided));
        }
    }
}

#[test]
fn perfect_scores() {
    all_figures(&scores(&[[5, 5, 5], [1, 1, 1], [5, 5, 0]]));
    let bank = ItemBank::new([
        ("easy", Logistic::two_parameter(1.5, -1.0).unwrap().into()),
        ("guessed", Logistic::three_parameter(1.2, 0.0, 0.25).unwrap().into()),
        ("steep", Logistic::two_parameter(80.0, 0.5).unwrap().into()),
        ("graded", Graded::new(1.4, vec![-1.0, 0.0, 1.0]).unwrap().into()),
    ])
    .unwrap();
    let rows = [[Some(0); 4], [Some(1), Some(1), Some(1), Some(3)], [None; 4]];
    let patterns = Patterns::new(&bank, rows).unwrap();
    let estimators: [&dyn AbilityEstimator; 6] =
        [&Eap::default(), &EapSum, &Map, &MaximumLikelihood, &Warm, &Jeffreys];
    for estimator in estimators {
        let abilities = estimator.estimate_all(&bank, &patterns);
        assert_eq!(abilities[2], Ability::NoResponses, "{}", estimator.name());
        for ability in &abilities {
            let finite = |it: Option<f64>| it.is_none_or(f64::is_finite);
            assert!(finite(ability.theta()) && finite(ability.standard_error()), "{ability:?}");
        }
        sound(&PersonFit::of_all(&bank, &patterns, &abilities));
    }
    let likelihood = MaximumLikelihood.estimate_all(&bank, &patterns);
    assert_eq!(likelihood[..2], [Ability::AtMinusInfinity, Ability::AtPlusInfinity]);
}

#[test]
fn one_rater() {
    let column = DataTable::complete(&[[1.0], [4.0], [2.0]]).unwrap();
    let five = Categories::range(1, 5).unwrap();
    let too_small = NoIcc::TooSmall { persons: 3, raters: 1 };
    assert_eq!(Intraclass::of(&[[1.0], [4.0], [2.0]], 0.95), Err(too_small));
    assert_eq!(MixedModel::of(&column), Err(too_small));
    assert!(cohen(&column, &five, Weights::Identity, 0.95).is_err());
    assert!(fleiss(&column, &five, Weights::Identity, 0.95).is_err());
    assert!(gwet(&column, &five, Weights::Identity, 0.95).is_err());
    assert!(Krippendorff::of(&column, Metric::Interval).is_err());
    assert!(KendallW::of(&column).is_err());
    assert!(rwg(&[4], Null::Uniform { categories: 5 }).is_err());
    sound(&average_deviation(&[[4]]));
    let report = feedback("p1", &[("boss", RaterGroup::Manager, Some(5))]);
    sound(&report);
    sound(&TeamReport::new(&[report], Floor::default()).unwrap());
}

/// The report about somebody whom these raters rate on one item, or do not.
fn feedback(
    subject: &str,
    raters: &[(&str, RaterGroup, Option<i32>)],
) -> intervision_assess::FeedbackReport {
    let instrument = instrument();
    let mut responses = Responses::builder(&instrument);
    for (rater, _, answer) in raters {
        if let Some(answer) = answer {
            responses = responses.with_row(rater, [("q1", Answer::Given(*answer))]);
        }
    }
    let groups = raters.iter().map(|(rater, group, _)| (*rater, group.clone()));
    let responses = responses.build().unwrap();
    let feedback = Feedback::new(&instrument, &responses, subject, groups).unwrap();
    Disclosure::new().report(&feedback, &History::new(subject)).unwrap().report
}

#[test]
fn empty_groups() {
    let nobody = feedback("p1", &[("a", RaterGroup::Peers, None), ("b", RaterGroup::Own, Some(4))]);
    sound(&nobody);
    let peers = nobody.groups.iter().position(|group| group.name == "peers").unwrap();
    assert_eq!(nobody.scales[0].groups[peers], RatedFigure::NoAnswers);
    assert_eq!(nobody.scales[0].overall, RatedFigure::NoAnswers);
    sound(&TeamReport::new(&[nobody], Floor::default()).unwrap());
    sound(&TeamReport::new(&[], Floor::default()).unwrap());
    // Nobody of the focal group, or nobody at all.
    let all_reference =
        (0..200).map(|it| Observation { focal: false, matching: it % 7, answer: it % 2 });
    assert!(Comparison::new(all_reference, 1).is_err());
    // The groups share no score.
    let apart = (0..400).map(|it| Observation {
        focal: it % 2 == 0,
        matching: if it % 2 == 0 { 1 } else { 5 },
        answer: it / 2 % 2,
    });
    let apart = Comparison::new(apart, 10).unwrap();
    sound(&(MantelHaenszel::of(&apart), Mantel::of(&apart)));
    sound(&(Standardised::of(&apart), LogisticBias::of(&apart)));
    all_figures(&scores(&[]));
}

#[test]
fn categories_that_are_not_there() {
    let table = DataTable::complete(&[[1.0, 6.0], [2.0, 2.0]]).unwrap();
    let five = Categories::range(1, 5).unwrap();
    let outside = NoAgreement::NoCategory { row: 1, column: 2, value: 6.0 };
    assert_eq!(cohen(&table, &five, Weights::Identity, 0.95), Err(outside));
    assert_eq!(fleiss(&table, &five, Weights::Identity, 0.95), Err(outside));
    assert_eq!(gwet(&table, &five, Weights::Identity, 0.95), Err(outside));
    assert!(Categories::new([1.0]).is_err() && Categories::new([f64::NAN, 1.0]).is_err());
    assert!(awg(&[1, 9], 1, 5).is_err());
    assert!(DataTable::complete(&[[f64::NAN]]).is_err());
}

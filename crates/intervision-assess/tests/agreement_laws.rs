//! Laws of reliability, agreement and norms, whatever the numbers are.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::DataTable;
use intervision_assess::agreement::{
    Categories, IccForm, Intraclass, KendallW, Krippendorff, Metric, Weights, cohen, fleiss, gwet,
};
use intervision_assess::norms::{
    Norm, PercentileRule, Population, SampleNorm, StandardScale, Stanine,
};
use intervision_assess::reliability::{Covariances, Extraction, MissingPairs};
use proptest::prelude::*;

fn tables(columns: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let cell = (1..=5_u8).prop_map(f64::from);
    prop::collection::vec(prop::collection::vec(cell, columns), 3..20)
}

/// A table with holes.
fn holed(columns: usize) -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let cell = prop_oneof![1 => Just(None), 4 => (1..=5_u8).prop_map(|it| Some(f64::from(it)))];
    prop::collection::vec(prop::collection::vec(cell, columns), 3..20)
}

proptest! {
    #[test]
    fn kappas_lie_within_their_bounds_and_do_not_mind_who_is_first(rows in tables(2)) {
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| vec![row[1], row[0]]).collect();
        let five = Categories::range(1, 5).unwrap();
        for weights in [Weights::Identity, Weights::Linear, Weights::Quadratic] {
            let of = |rows: &[Vec<f64>]| cohen(&DataTable::complete(rows).unwrap(), &five, weights, 0.95);
            if let (Ok(a), Ok(b)) = (of(&rows), of(&turned)) {
                prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&a.coefficient));
                prop_assert!((a.coefficient - b.coefficient).abs() < 1e-9);
                prop_assert!(a.standard_error.is_finite() && a.interval.low <= a.interval.high);
            }
        }
    }

    #[test]
    fn no_coefficient_is_ever_not_a_number(rows in holed(4)) {
        let table = DataTable::with_missing(&rows).unwrap();
        let five = Categories::range(1, 5).unwrap();
        for found in [
            fleiss(&table, &five, Weights::Linear, 0.95),
            gwet(&table, &five, Weights::Quadratic, 0.95),
        ].into_iter().flatten() {
            prop_assert!(found.coefficient <= 1.0 + 1e-12 && found.standard_error.is_finite());
            prop_assert!(found.interval.low.is_finite());
        }
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio] {
            if let Ok(found) = Krippendorff::of(&table, metric) {
                prop_assert!(found.value.is_finite() && found.value <= 1.0 + 1e-12);
            }
        }
        for missing in [MissingPairs::Pairwise, MissingPairs::Listwise] {
            let covariances = Covariances::of(&table, missing);
            let figures = [
                covariances.alpha().map(|alpha| alpha.value),
                covariances.lambda2(),
                covariances.lambda6(),
                covariances.mean_correlation(),
                covariances.split_half(&[0, 2]).map(|halves| halves.spearman_brown),
                covariances.omega(Extraction::MinimumResiduals).map(|omega| omega.total),
                covariances.omega(Extraction::MaximumLikelihood).map(|omega| omega.total),
            ];
            for value in figures.into_iter().flatten() {
                prop_assert!(value.is_finite(), "{:?}", figures);
            }
        }
    }

    #[test]
    fn complete_answers_put_alpha_below_lambda_2_and_the_best_half(rows in tables(4)) {
        let covariances = Covariances::of(&DataTable::complete(&rows).unwrap(), MissingPairs::Listwise);
        if let Ok(alpha) = covariances.alpha() {
            let halves = covariances.split_halves().unwrap();
            prop_assert!(alpha.value <= covariances.lambda2().unwrap() + 1e-9);
            prop_assert!(halves.lowest <= halves.mean + 1e-9 && halves.mean <= halves.highest + 1e-9);
            prop_assert!((halves.mean - alpha.value).abs() < 1e-7 * (1.0 + alpha.value.abs()));
        }
    }

    #[test]
    fn intraclass_correlations_and_concordance_keep_their_bounds(rows in tables(3)) {
        if let Ok(found) = Intraclass::of(&rows, 0.95) {
            let least = -1.0 / 2.0 - 1e-9;
            for icc in found.found() {
                let single = matches!(icc.form, IccForm::OneWay | IccForm::TwoWayMixed);
                prop_assert!(icc.value <= 1.0 + 1e-12 && (!single || icc.value >= least), "{icc:?}");
                prop_assert!(icc.interval.low.is_finite() && icc.interval.high.is_finite());
            }
        }
        if let Ok(found) = KendallW::of(&DataTable::complete(&rows).unwrap()) {
            prop_assert!((-1e-12..=1.0 + 1e-9).contains(&found.w) && (0.0..=1.0).contains(&found.p));
        }
    }

    #[test]
    fn norms_never_fall(sample in prop::collection::vec(-5.0..5.0_f64, 3..30), a in -6.0..6.0_f64, b in -6.0..6.0_f64) {
        let (low, high) = (a.min(b), a.max(b));
        for rule in [PercentileRule::Weak, PercentileRule::Mid, PercentileRule::Strict] {
            let Ok(norm) = SampleNorm::new(sample.iter().copied(), rule, Population::default()) else { continue };
            prop_assert!(norm.percentile(low).unwrap() <= norm.percentile(high).unwrap());
            prop_assert!(norm.z(low).unwrap() <= norm.z(high).unwrap());
            prop_assert!((0.0..=100.0).contains(&norm.percentile(low).unwrap()));
        }
        for scale in [StandardScale::Sten, StandardScale::Stanine(Stanine::Percentages), StandardScale::C] {
            prop_assert!(scale.value(low) <= scale.value(high));
        }
    }
}

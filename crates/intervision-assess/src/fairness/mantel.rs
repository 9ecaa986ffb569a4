use super::comparison::{Comparison, NotEnough, Stratum};
use super::logistic::{BiasClass, p_of_one};

/// Mantel's test for ordered answers (1963), and the standardised mean difference (Zwick, Donoghue and Grima, 1993).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Mantel {
    /// Chi-square with one degree of freedom, without correction.
    pub chi_square: f64,
    /// Its p.
    pub p: f64,
    /// Mean answer of the focal group minus that of matched people of the reference group, in points.
    pub mean_difference: f64,
    /// Its standard error, with independent answers in each group and stratum.
    pub standard_error: f64,
    /// The difference over the standard deviation of all answers.
    pub effect: f64,
    /// Up to 0.17 of it or p at least 0.05, up to 0.25, or more (ETS practice; Zwick, Thayer and Mazzeo, 1997).
    pub class: BiasClass,
    /// People in strata with both groups.
    pub people: usize,
}

impl Mantel {
    /// Time O(people).
    ///
    /// # Errors
    ///
    /// [`NotEnough`] when no score leaves anything to compare.
    pub fn of(comparison: &Comparison) -> Result<Mantel, NotEnough> {
        let (mut seen, mut expected, mut variance) = (0.0, 0.0, 0.0);
        let (mut difference, mut spread, mut focal, mut people) = (0.0, 0.0, 0.0, 0.0);
        for stratum in comparison.strata() {
            let (n_focal, sum_focal, squares_focal) = Stratum::moments(&stratum.focal);
            let (n_ref, sum_ref, squares_ref) = Stratum::moments(&stratum.reference);
            let (n, sum, squares) =
                (n_focal + n_ref, sum_focal + sum_ref, squares_focal + squares_ref);
            seen += sum_focal;
            expected += n_focal * sum / n;
            variance += n_ref * n_focal * (n * squares - sum * sum) / (n * n * (n - 1.0));
            difference += n_focal * (sum_focal / n_focal - sum_ref / n_ref);
            let of_mean = |n: f64, sum: f64, squares: f64| {
                if n > 1.0 { (squares - sum * sum / n) / (n - 1.0) / n } else { 0.0 }
            };
            let both =
                of_mean(n_focal, sum_focal, squares_focal) + of_mean(n_ref, sum_ref, squares_ref);
            spread += n_focal * n_focal * both;
            focal += n_focal;
            people += n;
        }
        if variance <= 0.0 {
            return Err(NotEnough::NothingInCommon);
        }
        let chi_square = (seen - expected).powi(2) / variance;
        let (mean_difference, standard_error) = (difference / focal, spread.sqrt() / focal);
        let effect = mean_difference / deviation(comparison);
        let p = p_of_one(chi_square);
        let class = match effect.abs() {
            _ if p >= 0.05 => BiasClass::Negligible,
            large if large > 0.25 => BiasClass::Large,
            moderate if moderate > 0.17 => BiasClass::Moderate,
            _ => BiasClass::Negligible,
        };
        let people = people as usize;
        Ok(Mantel { chi_square, p, mean_difference, standard_error, effect, class, people })
    }
}

/// Standard deviation of all answers; positive where some stratum has a variance.
fn deviation(comparison: &Comparison) -> f64 {
    let answers = || comparison.observations().iter().map(|it| f64::from(it.answer));
    let n = comparison.observations().len() as f64;
    let mean = answers().sum::<f64>() / n;
    (answers().map(|it| (it - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

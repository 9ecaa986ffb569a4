use super::comparison::Comparison;
use super::fit::{Fitted, fit};
use crate::special::normal_cdf;

/// How much an item differs between groups, as testing programmes name it: A, B and C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum BiasClass {
    /// A: leave it.
    Negligible,
    /// B: take another item if there is one as good.
    Moderate,
    /// C: look at its wording, and keep it only if it must be there.
    Large,
}

/// Bias by logistic regression (Swaminathan and Rogers, 1990), for ordered answers by the proportional odds model
/// (Zumbo, 1999): answers by matching score, then with the group, then with the product of both.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct LogisticBias {
    /// Likelihood ratio for the group beside the score: the same bias at every score. One degree of freedom.
    pub uniform: f64,
    /// Its p.
    pub uniform_p: f64,
    /// Likelihood ratio for the product beside both: bias that changes with the score. One degree of freedom.
    pub nonuniform: f64,
    /// Its p.
    pub nonuniform_p: f64,
    /// p of both together, with two degrees of freedom.
    pub both_p: f64,
    /// Logarithm of the odds of a higher answer, focal group over reference group, at the same score.
    pub log_odds: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The same on the ETS delta scale, 2.35 times it: negative is harder for the focal group.
    pub delta: f64,
    /// What group and product add to Nagelkerke's R² (1991).
    pub r_square_change: f64,
    /// Of that change, if both together are significant at 0.05: below 0.035, below 0.07, or more (Jodoin and Gierl, 2001).
    pub class: BiasClass,
    /// The same with 0.13 and 0.26 (Zumbo and Thomas, 1997), which is far more lenient.
    pub lenient_class: BiasClass,
    /// People.
    pub people: usize,
}

/// Why there is no regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoLogistic {
    /// Everybody gave the same answer, or has the same score.
    #[error("not enough data: all answers or all matching scores are alike")]
    Alike,
    /// Score and group tell the answers apart without fail, so that odds have no limit.
    #[error(
        "score and group tell all answers apart, so that there are no odds to compare; use Mantel's test"
    )]
    Separated,
}

impl LogisticBias {
    /// Time O(people), with some ten steps for each of four models.
    ///
    /// # Errors
    ///
    /// [`NoLogistic`] when nothing differs, or odds have no limit.
    pub fn of(comparison: &Comparison) -> Result<LogisticBias, NoLogistic> {
        let people = comparison.observations();
        let n = people.len() as f64;
        let levels = comparison.answers();
        let scores = || people.iter().map(|it| f64::from(it.matching));
        let mean = scores().sum::<f64>() / n;
        let spread = (scores().map(|it| (it - mean).powi(2)).sum::<f64>() / n).sqrt();
        if levels.len() < 2 || spread <= 0.0 {
            return Err(NoLogistic::Alike);
        }
        let answers: Vec<usize> =
            people.iter().filter_map(|it| levels.binary_search(&it.answer).ok()).collect();
        let model = |columns: usize| -> Result<Fitted, NoLogistic> {
            let row = |it: &super::Observation| {
                let (score, group) =
                    ((f64::from(it.matching) - mean) / spread, f64::from(u8::from(it.focal)));
                [score, group, score * group].into_iter().take(columns).collect()
            };
            let rows: Vec<Vec<f64>> = people.iter().map(row).collect();
            fit(&rows, &answers, levels.len()).map_err(|_| NoLogistic::Separated)
        };
        let (null, score, group, product) = (model(0)?, model(1)?, model(2)?, model(3)?);
        let ratio = |a: &Fitted, b: &Fitted| (2.0 * (b.log_likelihood - a.log_likelihood)).max(0.0);
        let (uniform, nonuniform) = (ratio(&score, &group), ratio(&group, &product));
        let nagelkerke = |of: &Fitted| {
            let null = null.log_likelihood;
            (1.0 - (2.0 * (null - of.log_likelihood) / n).exp()) / (1.0 - (2.0 * null / n).exp())
        };
        let r_square_change = (nagelkerke(&product) - nagelkerke(&score)).max(0.0);
        let both_p = (-(uniform + nonuniform) / 2.0).exp();
        let class = |moderate: f64, large: f64| match r_square_change {
            _ if both_p >= 0.05 => BiasClass::Negligible,
            change if change >= large => BiasClass::Large,
            change if change >= moderate => BiasClass::Moderate,
            _ => BiasClass::Negligible,
        };
        let log_odds = group.slopes.get(1).copied().unwrap_or(0.0);
        Ok(LogisticBias {
            uniform,
            uniform_p: p_of_one(uniform),
            nonuniform,
            nonuniform_p: p_of_one(nonuniform),
            both_p,
            log_odds,
            standard_error: group.errors.get(1).copied().unwrap_or(0.0),
            delta: 2.35 * log_odds,
            r_square_change,
            class: class(0.035, 0.07),
            lenient_class: class(0.13, 0.26),
            people: people.len(),
        })
    }
}

/// P(X >= x) of chi-square with one degree of freedom.
pub(super) fn p_of_one(chi_square: f64) -> f64 {
    (2.0 * normal_cdf(-chi_square.max(0.0).sqrt())).min(1.0)
}

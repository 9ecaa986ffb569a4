use super::comparison::{Comparison, NotEnough, Stratum};
use super::logistic::{BiasClass, p_of_one};

/// The common odds ratio of a right answer over matching scores (Mantel and Haenszel, 1959; for items: Holland and
/// Thayer, 1988).
///
/// # Example
///
/// Admissions by department and gender (Bickel, Hammel and O'Connell, 1975): within departments men are hardly favoured.
///
/// ```
/// use intervision_assess::fairness::{Comparison, MantelHaenszel, Observation};
///
/// let table = [
///     [512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391],
///     [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317],
/// ];
/// let mut people = Vec::new();
/// for (matching, counts) in (0..).zip(table) {
///     for ((focal, answer), count) in [(false, 1), (false, 0), (true, 1), (true, 0)].into_iter().zip(counts) {
///         people.extend((0..count).map(|_| Observation { focal, matching, answer }));
///     }
/// }
/// let found = MantelHaenszel::of(&Comparison::new(people, 100)?)?;
/// assert!((found.odds_ratio - 0.9046968).abs() < 1e-6);
/// # Ok::<(), intervision_assess::fairness::NotEnough>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct MantelHaenszel {
    /// Odds of the reference group over those of the focal group; 1 is alike.
    pub odds_ratio: f64,
    /// Standard error of its logarithm (Robins, Breslow and Greenland, 1986).
    pub log_standard_error: f64,
    /// On the ETS delta scale, -2.35 ln: negative is harder for the focal group.
    pub delta: f64,
    /// Its standard error.
    pub delta_standard_error: f64,
    /// Chi-square with one degree of freedom, corrected for continuity.
    pub chi_square: f64,
    /// Its p.
    pub p: f64,
    /// The ETS class.
    pub class: BiasClass,
    /// People in strata with both groups.
    pub people: usize,
}

/// Right and wrong of reference and focal group.
pub(super) fn cells(stratum: &Stratum, right: i32) -> [f64; 4] {
    let count = |of: &std::collections::BTreeMap<i32, usize>, wanted: bool| {
        of.iter().filter(|&(&it, _)| (it == right) == wanted).map(|(_, &n)| n as f64).sum::<f64>()
    };
    [
        count(&stratum.reference, true),
        count(&stratum.reference, false),
        count(&stratum.focal, true),
        count(&stratum.focal, false),
    ]
}

impl MantelHaenszel {
    /// Time O(people).
    ///
    /// # Errors
    ///
    /// [`NotEnough`] when the item has not two answers, or no score leaves anything to compare.
    pub fn of(comparison: &Comparison) -> Result<MantelHaenszel, NotEnough> {
        let right = comparison.right()?;
        let (mut r_sum, mut s_sum, mut pr, mut cross, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let (mut seen, mut expected, mut variance, mut people) = (0.0, 0.0, 0.0, 0.0);
        for stratum in comparison.strata() {
            let [a, b, c, d] = cells(&stratum, right);
            let n = a + b + c + d;
            let (r, s, p, q) = (a * d / n, b * c / n, (a + d) / n, (b + c) / n);
            r_sum += r;
            s_sum += s;
            pr += p * r;
            cross += p * s + q * r;
            qs += q * s;
            seen += a;
            expected += (a + b) * (a + c) / n;
            if n > 1.0 {
                variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0));
            }
            people += n;
        }
        if !(r_sum > 0.0 && s_sum > 0.0 && variance > 0.0) {
            return Err(NotEnough::NothingInCommon);
        }
        let odds_ratio: f64 = r_sum / s_sum;
        let log_variance =
            pr / (2.0 * r_sum * r_sum) + cross / (2.0 * r_sum * s_sum) + qs / (2.0 * s_sum * s_sum);
        let log_standard_error = log_variance.sqrt();
        let (delta, delta_standard_error) = (-2.35 * odds_ratio.ln(), 2.35 * log_standard_error);
        let away = ((seen - expected).abs() - 0.5).max(0.0);
        let chi_square = away * away / variance;
        let p = p_of_one(chi_square);
        Ok(MantelHaenszel {
            odds_ratio,
            log_standard_error,
            delta,
            delta_standard_error,
            chi_square,
            p,
            class: ets_class(delta, delta_standard_error, p),
            people: people as usize,
        })
    }
}

/// A: below 1 or not different from 0 at 0.05. C: at least 1.5 and above 1 at 0.05, one-sided. B: what is between
/// (Zieky, 1993).
fn ets_class(delta: f64, standard_error: f64, p: f64) -> BiasClass {
    const ONE_SIDED: f64 = 1.644_853_626_951_472_7;
    if delta.abs() < 1.0 || p >= 0.05 {
        BiasClass::Negligible
    } else if delta.abs() >= 1.5 && delta.abs() - 1.0 > ONE_SIDED * standard_error {
        BiasClass::Large
    } else {
        BiasClass::Moderate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_ets() {
        assert_eq!(ets_class(-0.9, 0.1, 0.001), BiasClass::Negligible);
        assert_eq!(ets_class(-2.0, 1.2, 0.09), BiasClass::Negligible);
        assert_eq!(ets_class(-1.2, 0.1, 0.001), BiasClass::Moderate);
        assert_eq!(ets_class(1.6, 0.4, 0.01), BiasClass::Moderate);
        assert_eq!(ets_class(1.6, 0.3, 0.01), BiasClass::Large);
    }
}

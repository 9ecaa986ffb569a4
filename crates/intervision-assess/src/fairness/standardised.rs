use super::comparison::{Comparison, NotEnough};
use super::logistic::BiasClass;
use super::mantel_haenszel::cells;

/// The difference in the part of right answers, focal minus reference, with the focal group's distribution of matching
/// scores (Dorans and Kulick, 1986).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Standardised {
    /// The difference, -1 to 1; negative is harder for the focal group.
    pub difference: f64,
    /// Its standard error, with binomial answers in each group and stratum.
    pub standard_error: f64,
    /// Below 0.05, from there on, or 0.10 and more.
    pub class: BiasClass,
    /// People of the focal group who have somebody to be compared with.
    pub focal: usize,
}

impl Standardised {
    /// Time O(people).
    ///
    /// # Errors
    ///
    /// [`NotEnough`] when the item has not two answers, or the groups share no score.
    pub fn of(comparison: &Comparison) -> Result<Standardised, NotEnough> {
        let right = comparison.right()?;
        let (mut difference, mut variance, mut focal) = (0.0, 0.0, 0.0);
        for stratum in comparison.strata() {
            let [a, b, c, d] = cells(&stratum, right);
            let (of_reference, of_focal) = (a / (a + b), c / (c + d));
            difference += (c + d) * (of_focal - of_reference);
            let spread = of_focal * (1.0 - of_focal) / (c + d)
                + of_reference * (1.0 - of_reference) / (a + b);
            variance += (c + d) * (c + d) * spread;
            focal += c + d;
        }
        if focal <= 0.0 {
            return Err(NotEnough::NothingInCommon);
        }
        let (difference, standard_error): (f64, f64) =
            (difference / focal, variance.sqrt() / focal);
        let class = match difference.abs() {
            large if large >= 0.10 => BiasClass::Large,
            moderate if moderate >= 0.05 => BiasClass::Moderate,
            _ => BiasClass::Negligible,
        };
        Ok(Standardised { difference, standard_error, class, focal: focal as usize })
    }
}

use super::mode::Hill;
use super::{Ability, AbilityEstimator, Evidence};
use crate::irt::{Population, ThetaGrid};

/// So far from everything that only the limits of a likelihood are left.
const FAR: f64 = 1e9;
/// A maximum must be above the limits by more than rounding.
const ABOVE: f64 = 1e-9;

/// Maximum likelihood, with the standard error from the observed information.
///
/// Where the likelihood keeps rising towards an end, as it does when all answers are right, the estimate is that end.
/// Items with asymptotes can do so for other patterns as well, and can have several maxima; the highest counts. The
/// population gives only the unit in which the search begins.
///
/// ```
/// use intervision_assess::irt::score::{Ability, AbilityEstimator, Answered, Evidence, MaximumLikelihood};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let (easy, hard) = (Logistic::rasch(-1.0)?, Logistic::rasch(1.0)?);
/// let both = [Answered::new(&easy, 1)?, Answered::new(&hard, 1)?];
/// let one = [Answered::new(&easy, 1)?, Answered::new(&hard, 0)?];
/// let estimate = |answers| MaximumLikelihood.estimate(&Evidence::new(Population::default(), answers));
/// assert_eq!(estimate(&both), Ability::AtPlusInfinity);
/// assert!(estimate(&one).theta().unwrap().abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct MaximumLikelihood;

impl AbilityEstimator for MaximumLikelihood {
    fn name(&self) -> &'static str {
        "ML"
    }

    fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
        if evidence.answers().is_empty() {
            return Ability::NoResponses;
        }
        let hill = Hill::likelihood(evidence);
        if evidence.log_concave() {
            // The slope only falls: its limits tell whether it passes zero.
            if hill.slopes(-FAR).0 <= 0.0 {
                return Ability::AtMinusInfinity;
            }
            if hill.slopes(FAR).0 >= 0.0 {
                return Ability::AtPlusInfinity;
            }
            let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
            return hill.ability(hill.climb(everywhere, evidence.population().mean()));
        }
        let (low, high) = (hill.height(-FAR), hill.height(FAR));
        let points = far_and_wide(&evidence.population());
        match hill.highest(&points, &hill.heights(&points)) {
            Some((mode, height)) if height > low.max(high) + ABOVE => hill.ability(mode),
            _ if low > high => Ability::AtMinusInfinity,
            _ => Ability::AtPlusInfinity,
        }
    }
}

/// The points of the population's grid, and more and more distant ones beyond, up to some thousand standard deviations.
fn far_and_wide(population: &Population) -> Vec<f64> {
    let beyond: Vec<f64> = (1..30).map(|power| 6.0 * 1.3_f64.powi(power)).collect();
    let at = |sds: f64| population.mean() + sds * population.sd();
    let mut points: Vec<f64> = beyond.iter().rev().map(|&sds| at(-sds)).collect();
    points.extend(ThetaGrid::of(population).points());
    points.extend(beyond.into_iter().map(at));
    points
}

use super::mode::Hill;
use super::{Ability, AbilityEstimator, Evidence};
use crate::irt::ThetaGrid;

/// Maximum a posteriori: the mode of the posterior under the population's normal prior (Samejima, 1969).
///
/// The standard error comes from the bend of the log-posterior at the mode. A posterior of items with asymptotes can have
/// several modes; the highest is taken.
///
/// ```
/// use intervision_assess::irt::score::{AbilityEstimator, Answered, Evidence, Map};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let item = Logistic::rasch(0.0)?;
/// let answers = [Answered::new(&item, 1)?];
/// let ability = Map.estimate(&Evidence::new(Population::default(), &answers));
/// let theta = ability.theta().unwrap();
/// assert!((theta - 1.0 / (1.0 + theta.exp())).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Map;

impl AbilityEstimator for Map {
    fn name(&self) -> &'static str {
        "MAP"
    }

    fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
        if evidence.answers().is_empty() {
            return Ability::NoResponses;
        }
        let hill = Hill::posterior(evidence);
        let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
        let mean = evidence.population().mean();
        if evidence.log_concave() {
            let start = hill.near_top().unwrap_or(mean);
            return hill.ability(hill.climb(everywhere, start));
        }
        let grid = ThetaGrid::of(&evidence.population());
        let heights = hill.heights(grid.points());
        let found = hill.highest(grid.points(), &heights).map(|(mode, _)| mode);
        hill.ability(found.unwrap_or_else(|| hill.climb(everywhere, mean)))
    }
}

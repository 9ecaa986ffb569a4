use super::estimator::{BLOCK, from_table, in_blocks};
use super::mode::Hill;
use super::{Ability, AbilityEstimator, Evidence, Patterns};
use crate::irt::{ItemBank, ItemModel, LogTable, Population, ThetaGrid};

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
        if evidence.log_concave() {
            return only_top(evidence);
        }
        let places = Places::of(&evidence.population());
        let hill = Hill::likelihood(evidence);
        let height = |&theta: &f64| hill.height(theta);
        let mut heights: Vec<f64> = places.before().iter().map(height).collect();
        heights.extend(hill.heights(places.grid.points()));
        heights.extend(places.after().iter().map(height));
        highest(evidence, &places, &heights)
    }

    /// Complexity: for items with asymptotes some 120 points times answers for each person, rows of a table that are added.
    fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
        if bank.items().iter().all(ItemModel::log_concave) {
            return from_table(self, bank, patterns);
        }
        let population = bank.population();
        let places = Places::of(&population);
        let table = LogTable::at(bank.items(), &places.points);
        in_blocks(patterns.len(), BLOCK, |persons| {
            let mut answers = Vec::new();
            let mut heights = vec![0.0; places.points.len()];
            let one = |person| {
                patterns.answered(bank, person, &mut answers);
                let evidence = Evidence::new(population, &answers);
                if answers.is_empty() || evidence.log_concave() {
                    return self.estimate(&evidence);
                }
                heights.fill(0.0);
                for (item, category) in patterns.given(person) {
                    table.add(item, category, &mut heights);
                }
                highest(&evidence, &places, &heights)
            };
            persons.map(one).collect()
        })
    }
}

/// Where every item's likelihood is concave there is one top, or none.
fn only_top(evidence: &Evidence<'_>) -> Ability {
    let hill = Hill::likelihood(evidence);
    let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
    if let Some(start) = hill.near_top() {
        return hill.ability(hill.climb(everywhere, start));
    }
    // The slope only falls: its limits tell whether it passes zero.
    if hill.slopes(-FAR).0 <= 0.0 {
        return Ability::AtMinusInfinity;
    }
    if hill.slopes(FAR).0 >= 0.0 {
        return Ability::AtPlusInfinity;
    }
    hill.ability(hill.climb(everywhere, evidence.population().mean()))
}

/// The highest of all tops, if it is above both limits. Heights are those of all places.
fn highest(evidence: &Evidence<'_>, places: &Places, heights: &[f64]) -> Ability {
    let hill = Hill::likelihood(evidence);
    let limit = |end: Option<&f64>| end.copied().unwrap_or(f64::NEG_INFINITY);
    let (low, high) = (limit(heights.first()), limit(heights.last()));
    match hill.highest(&places.points, heights) {
        Some((mode, height)) if height > low.max(high) + ABOVE => hill.ability(mode),
        _ if low > high => Ability::AtMinusInfinity,
        _ => Ability::AtPlusInfinity,
    }
}

/// The points of the population's grid, more and more distant ones beyond, up to some thousand standard deviations, and at either end
/// one where only limits are left.
struct Places {
    points: Vec<f64>,
    grid: ThetaGrid,
}

impl Places {
    /// How many lie below the grid, and how many above.
    const BEYOND: i32 = 30;

    fn of(population: &Population) -> Self {
        let grid = ThetaGrid::of(population);
        let at = |sds: f64| population.mean() + sds * population.sd();
        let beyond: Vec<f64> = (1..Self::BEYOND).map(|power| 6.0 * 1.3_f64.powi(power)).collect();
        let mut points = vec![-FAR];
        points.extend(beyond.iter().rev().map(|&sds| at(-sds)));
        points.extend(grid.points());
        points.extend(beyond.into_iter().map(at));
        points.push(FAR);
        Places { points, grid }
    }

    fn before(&self) -> &[f64] {
        self.points.get(..Self::BEYOND as usize).unwrap_or_default()
    }

    fn after(&self) -> &[f64] {
        self.points.get(Self::BEYOND as usize + self.grid.len()..).unwrap_or_default()
    }
}

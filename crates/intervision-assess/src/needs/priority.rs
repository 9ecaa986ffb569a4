use super::Gap;

/// How urgent a gap is: needs are ranked by it, highest first.
///
/// # Laws
///
/// The priority is finite and not negative, and 0 where there is no shortfall.
pub trait PriorityRule: std::fmt::Debug {
    /// The priority of a gap. `importance` is this competency's for this person, `mean_importance` the cohort's mean.
    fn priority(&self, gap: &Gap, importance: f64, mean_importance: f64) -> f64;
}

/// Shortfall times the importance for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GapTimesImportance;

impl PriorityRule for GapTimesImportance {
    fn priority(&self, gap: &Gap, importance: f64, _mean_importance: f64) -> f64 {
        gap.shortfall().unwrap_or(0.0) * importance
    }
}

/// Shortfall times the mean importance in the cohort: the weighted discrepancy of Borich (1980).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Borich;

impl PriorityRule for Borich {
    fn priority(&self, gap: &Gap, _importance: f64, mean_importance: f64) -> f64 {
        gap.shortfall().unwrap_or(0.0) * mean_importance
    }
}

/// The mean weighted discrepancy score of one competency (Borich, 1980): mean over persons of
/// (importance - ability) x mean importance. `None` without persons, or with a value that is not finite.
///
/// # Example
///
/// ```
/// use intervision_assess::needs::borich;
///
/// let score = borich(&[(5.0, 3.0), (4.0, 2.0), (5.0, 4.0), (4.0, 3.0)]);
/// assert_eq!(score, Some(6.75));
/// ```
#[must_use]
pub fn borich(importance_and_ability: &[(f64, f64)]) -> Option<f64> {
    let n = importance_and_ability.len() as f64;
    let importance = importance_and_ability.iter().map(|pair| pair.0).sum::<f64>() / n;
    let discrepancy = importance_and_ability.iter().map(|pair| pair.0 - pair.1).sum::<f64>() / n;
    Some(importance * discrepancy).filter(|score| score.is_finite())
}

use super::NoNorm;
use super::population::finite;

/// What a percentile rank counts of those who have the very score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum PercentileRule {
    /// All of them: at or below the score.
    Weak,
    /// Half of them.
    #[default]
    Mid,
    /// None of them: below the score.
    Strict,
}

/// The percentile rank of a score in a sample, 0 to 100. Time O(n).
///
/// # Errors
///
/// [`NoNorm`] for an empty sample or a value that is not finite.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{PercentileRule, percentile_rank};
///
/// let sample = [1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0];
/// assert_eq!(percentile_rank(&sample, 3.0, PercentileRule::Weak)?, 75.0);
/// assert_eq!(percentile_rank(&sample, 3.0, PercentileRule::Mid)?, 56.25);
/// assert_eq!(percentile_rank(&sample, 3.0, PercentileRule::Strict)?, 37.5);
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
pub fn percentile_rank(sample: &[f64], score: f64, rule: PercentileRule) -> Result<f64, NoNorm> {
    if sample.is_empty() {
        return Err(NoNorm::TooSmall { n: 0, distinct: 0 });
    }
    finite("a score", score)?;
    for &value in sample {
        finite("a score of the sample", value)?;
    }
    let below = sample.iter().filter(|value| **value < score).count() as f64;
    let at = sample.iter().filter(|value| **value <= score).count() as f64 - below;
    let counted = match rule {
        PercentileRule::Weak => below + at,
        PercentileRule::Mid => below + at / 2.0,
        PercentileRule::Strict => below,
    };
    Ok(100.0 * counted / sample.len() as f64)
}

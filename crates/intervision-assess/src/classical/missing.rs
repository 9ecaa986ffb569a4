use std::fmt;

use super::NoScore;

/// What to do about items of a scale that are not answered.
///
/// The mean is always comparable; a sum is given only where it is (all items answered, or filled in by the rule).
///
/// | rule | needs | mean | sum |
/// |---|---|---|---|
/// | `Complete` | every item | of all items | yes |
/// | `MinAnswered(n)` | n answers | of the answered items | only when complete |
/// | `MinFraction(f)` | f of the items, rounded up | of the answered items | only when complete |
/// | `Prorate` | half of the items | of the answered items | scaled up to all items |
/// | `PersonMean` | half of the items | missing items filled with the person's own plain mean | of the filled items |
///
/// With equal weights the last two agree. That half of the items must be there is the half-rule of Fayers and Machin
/// (2000).
///
/// # Example
///
/// ```
/// use intervision_assess::MissingRule;
///
/// assert_eq!(MissingRule::default(), MissingRule::MinFraction(0.5));
/// assert_eq!(MissingRule::MinFraction(0.5).needed(5), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum MissingRule {
    /// Every item must be answered.
    Complete,
    /// At least this many.
    MinAnswered(usize),
    /// At least this part of them, above 0 and at most 1.
    MinFraction(f64),
    /// At least half; sums are scaled up to the full number of items.
    Prorate,
    /// At least half; the others are filled with the person's own mean.
    PersonMean,
}

impl Default for MissingRule {
    /// At least half of the items.
    fn default() -> Self {
        MissingRule::MinFraction(0.5)
    }
}

impl fmt::Display for MissingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MissingRule::Complete => f.write_str("every item"),
            MissingRule::MinAnswered(needed) => write!(f, "at least {needed} answers"),
            MissingRule::MinFraction(part) => write!(f, "a fraction of {part} of the answers"),
            MissingRule::Prorate => f.write_str("half of the items, prorated"),
            MissingRule::PersonMean => {
                f.write_str("half of the items, filled with the person's mean")
            }
        }
    }
}

impl MissingRule {
    /// How many of `items` items must be answered; at least one.
    #[must_use]
    pub fn needed(self, items: usize) -> usize {
        let needed = match self {
            MissingRule::Complete => items,
            MissingRule::MinAnswered(needed) => needed,
            // A hair less, so that 0.6 of 5 items is 3 and not 4.
            MissingRule::MinFraction(part) => (part * items as f64 - 1e-9).ceil() as usize,
            MissingRule::Prorate | MissingRule::PersonMean => items.div_ceil(2),
        };
        needed.max(1)
    }

    pub(crate) fn fits(self, items: usize) -> bool {
        match self {
            MissingRule::MinAnswered(needed) => (1..=items).contains(&needed),
            MissingRule::MinFraction(part) => part > 0.0 && part <= 1.0,
            _ => true,
        }
    }

    /// What each answer counts in the mean: the coefficients add up to 1 and are 0 for items without an answer.
    pub(super) fn coefficients(
        self,
        weights: &[f64],
        answers: &[Option<f64>],
    ) -> Result<Vec<f64>, NoScore> {
        let items = answers.len();
        let answered = answers.iter().flatten().count();
        let needed = self.needed(items);
        if answered == 0 {
            return Err(NoScore::NotAnswered);
        }
        if answered < needed {
            return Err(NoScore::Insufficient { answered, items, needed });
        }
        let pairs = || weights.iter().zip(answers);
        let all: f64 = weights.iter().sum();
        let present: f64 = pairs().filter(|(_, a)| a.is_some()).map(|(w, _)| w).sum();
        let share = |weight: f64| match self {
            // A missing item hands its weight to the answered ones in equal parts: that is what the person's plain
            // mean does.
            MissingRule::PersonMean => (weight + (all - present) / answered as f64) / all,
            _ => weight / present,
        };
        Ok(pairs().map(|(&w, answer)| if answer.is_some() { share(w) } else { 0.0 }).collect())
    }

    /// Whether a sum over all items can be given.
    pub(super) fn gives_sum(self, answered: usize, items: usize) -> bool {
        answered == items || matches!(self, MissingRule::Prorate | MissingRule::PersonMean)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MINUS, PLUS, close, instrument, scores, weighted};

    fn score(rule: MissingRule, answers: &[i32]) -> Result<crate::ScaleScore, NoScore> {
        let instrument = instrument(&[PLUS, PLUS, MINUS, PLUS], rule);
        *scores(&instrument, &[answers.to_vec()]).score(0, "s").unwrap()
    }

    #[test]
    fn m3_the_worked_example_of_the_short_assessment() {
        // 4, 5, 2 (reversed), not answered, on 1 to 5: the mean of .75, 1.0 and .75.
        let score = score(MissingRule::default(), &[4, 5, 2, 0]).unwrap();
        close(score.pomp(), 2.5 / 3.0, 1e-15);
        close(score.mean(), 1.0 + 4.0 * 2.5 / 3.0, 1e-14);
        assert_eq!((score.answered(), score.missing(), score.sum()), (3, 1, None));
    }

    #[test]
    fn m3_more_than_half_missing_is_insufficient() {
        let found = score(MissingRule::default(), &[4, 0, 0, 0]);
        assert_eq!(found, Err(NoScore::Insufficient { answered: 1, items: 4, needed: 2 }));
        assert_eq!(found.unwrap_err().to_string(), "answered 1 of 4 items, 2 are needed");
        assert_eq!(score(MissingRule::MinAnswered(1), &[0, 0, 0, 0]), Err(NoScore::NotAnswered));
    }

    #[test]
    fn complete_needs_every_item_and_sums_them() {
        assert!(score(MissingRule::Complete, &[4, 5, 2, 0]).is_err());
        assert_eq!(score(MissingRule::Complete, &[4, 5, 2, 3]).unwrap().sum(), Some(16.0));
    }

    #[test]
    fn a_minimum_counts_answers_not_items() {
        assert!(score(MissingRule::MinAnswered(3), &[4, 5, 2, 0]).is_ok());
        assert!(score(MissingRule::MinAnswered(4), &[4, 5, 2, 0]).is_err());
        assert_eq!(MissingRule::MinFraction(0.6).needed(5), 3);
        assert_eq!(MissingRule::MinFraction(0.61).needed(5), 4);
    }

    #[test]
    fn prorating_scales_the_sum_up() {
        close(
            score(MissingRule::Prorate, &[4, 5, 2, 0]).unwrap().sum().unwrap(),
            52.0 / 3.0,
            1e-13,
        );
        assert!(score(MissingRule::Prorate, &[4, 0, 0, 0]).is_err());
    }

    #[test]
    fn weights_tell_prorating_from_the_persons_own_mean() {
        let keys = [(PLUS, 3.0), (PLUS, 1.0), (PLUS, 1.0), (PLUS, 1.0)];
        let pomp = |rule| {
            let scores = scores(&weighted(&keys, rule), &[vec![5, 3, 1, 0]]);
            scores.score(0, "s").unwrap().unwrap().mean()
        };
        // Answered only: (3·5 + 3 + 1)/5. Filled with the plain mean 3: (15 + 3 + 1 + 3)/6.
        close(pomp(MissingRule::Prorate), 3.8, 1e-14);
        close(pomp(MissingRule::PersonMean), 22.0 / 6.0, 1e-14);
    }
}

use super::covariance::Covariances;
use crate::Interval;
use crate::special::f_quantile;

/// Which persons count towards a covariance when answers are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum MissingPairs {
    /// Everyone who answered both items.
    #[default]
    Pairwise,
    /// Only those who answered every item of the scale.
    Listwise,
}

/// Cronbach's (1951) coefficient alpha of a scale in this cohort.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Alpha {
    /// Alpha; at most 1, and negative where the items contradict each other.
    pub value: f64,
    /// How many items it is of.
    pub items: usize,
    /// How many persons it rests on: all with an answer (pairwise), or all with every answer (listwise).
    pub persons: usize,
    /// Which of the two.
    pub missing: MissingPairs,
}

impl Alpha {
    /// Feldt's (1965) interval: exact for complete answers of normal persons and errors, and near enough with a few
    /// missing. `None` for a confidence that is not between 0 and 1.
    #[must_use]
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        if !(confidence > 0.0 && confidence < 1.0) {
            return None;
        }
        let persons = self.persons as f64 - 1.0;
        let errors = persons * (self.items as f64 - 1.0);
        let end = |p| 1.0 - (1.0 - self.value) * f_quantile(p, persons, errors);
        let probability = f64::midpoint(1.0, confidence);
        Some(Interval { low: end(probability), high: end(1.0 - probability), confidence })
    }
}

/// Why there is no alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoAlpha {
    /// A scale of one item.
    #[error("alpha compares items; the scale has {items} and needs 2")]
    TooFewItems {
        /// How many items it has.
        items: usize,
    },
    /// Two items that fewer than two persons both answered.
    #[error("fewer than 2 persons answered the items that must be compared")]
    TooFewPersons,
    /// Nobody differs from anybody.
    #[error("everyone answered alike; alpha needs answers that vary")]
    NoVariance,
}

/// Alpha from the covariance matrix of the items: k/(k-1) (1 - trace/sum).
pub(super) fn alpha(covariances: &Covariances) -> Result<Alpha, NoAlpha> {
    let items = covariances.items();
    if items < 2 {
        return Err(NoAlpha::TooFewItems { items });
    }
    let (trace, sum) = covariances.trace_and_sum(None).ok_or(NoAlpha::TooFewPersons)?;
    let value = from_matrix(items, trace, sum).ok_or(NoAlpha::NoVariance)?;
    Ok(Alpha { value, items, persons: covariances.persons(), missing: covariances.missing() })
}

/// `None` where a total variance is at or below zero, which pairwise covariances can give: alpha then means nothing.
pub(super) fn from_matrix(items: usize, trace: f64, sum: f64) -> Option<f64> {
    let k = items as f64;
    let varies = trace > 0.0 && sum > 1e-12 * trace;
    (items >= 2 && varies).then(|| k / (k - 1.0) * (1.0 - trace / sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MissingRule;
    use crate::testing::{MINUS, PLUS, close, instrument, scores};

    fn alpha(
        keys: &[crate::Key],
        rows: &[Vec<i32>],
        missing: MissingPairs,
    ) -> Result<Alpha, NoAlpha> {
        scores(&instrument(keys, MissingRule::default()), rows).scales()[0].alpha(missing)
    }

    #[test]
    fn two_items_by_hand() {
        // Variances 1 and 1, covariance .5: 2 (1 - 2/3) = 2/3.
        let rows = [vec![1, 2], vec![2, 1], vec![3, 3]];
        let found = alpha(&[PLUS, PLUS], &rows, MissingPairs::Pairwise).unwrap();
        close(found.value, 2.0 / 3.0, 1e-14);
        assert_eq!((found.items, found.persons), (2, 3));
    }

    #[test]
    fn a_wrong_key_makes_it_negative() {
        let rows = [vec![1, 2], vec![2, 1], vec![3, 3]];
        assert!(alpha(&[PLUS, MINUS], &rows, MissingPairs::Pairwise).unwrap().value < 0.0);
    }

    #[test]
    fn pairwise_keeps_whom_listwise_drops() {
        let rows = [vec![1, 2, 1], vec![2, 1, 2], vec![3, 3, 3], vec![5, 5, 0]];
        let pairwise = alpha(&[PLUS; 3], &rows, MissingPairs::Pairwise).unwrap();
        let listwise = alpha(&[PLUS; 3], &rows, MissingPairs::Listwise).unwrap();
        assert_eq!((pairwise.persons, listwise.persons), (4, 3));
        assert!((pairwise.value - listwise.value).abs() > 0.01);
    }

    #[test]
    fn too_little_is_said_not_computed() {
        let both = MissingPairs::Pairwise;
        assert_eq!(
            alpha(&[PLUS], &[vec![1], vec![2]], both),
            Err(NoAlpha::TooFewItems { items: 1 })
        );
        assert_eq!(alpha(&[PLUS; 2], &[vec![1, 2]], both), Err(NoAlpha::TooFewPersons));
        assert_eq!(alpha(&[PLUS; 2], &[vec![3, 3], vec![3, 3]], both), Err(NoAlpha::NoVariance));
        let message = NoAlpha::NoVariance.to_string();
        assert_eq!(message, "everyone answered alike; alpha needs answers that vary");
    }
}

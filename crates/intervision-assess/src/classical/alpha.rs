use crate::responses::Keyed;

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

/// Alpha from the covariance matrix of the items: k/(k-1) (1 - trace/sum). Time O(persons x items²).
pub(super) fn alpha(keyed: &Keyed, missing: MissingPairs) -> Result<Alpha, NoAlpha> {
    let items = keyed.items();
    if items < 2 {
        return Err(NoAlpha::TooFewItems { items });
    }
    let keep = |row: &&[Option<f64>]| match missing {
        MissingPairs::Pairwise => row.iter().any(Option::is_some),
        MissingPairs::Listwise => row.iter().all(Option::is_some),
    };
    let rows: Vec<&[Option<f64>]> = keyed.rows().filter(keep).collect();
    let (mut trace, mut sum) = (0.0, 0.0);
    for a in 0..items {
        for b in 0..=a {
            let pairs = || rows.iter().filter_map(|row| Some(((*row.get(a)?)?, (*row.get(b)?)?)));
            let covariance = covariance(pairs).ok_or(NoAlpha::TooFewPersons)?;
            if a == b {
                trace += covariance;
                sum += covariance;
            } else {
                sum += 2.0 * covariance;
            }
        }
    }
    // A total variance at or below zero can come out of pairwise covariances; alpha then means nothing.
    if sum <= 1e-12 * trace.max(f64::MIN_POSITIVE) || trace <= 0.0 {
        return Err(NoAlpha::NoVariance);
    }
    let k = items as f64;
    Ok(Alpha { value: k / (k - 1.0) * (1.0 - trace / sum), items, persons: rows.len(), missing })
}

/// Sample covariance in two passes; `None` for fewer than two pairs.
fn covariance<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> Option<f64> {
    let (n, x, y) = pairs().fold((0_usize, 0.0, 0.0), |(n, x, y), (a, b)| (n + 1, x + a, y + b));
    if n < 2 {
        return None;
    }
    let (x, y) = (x / n as f64, y / n as f64);
    let products: f64 = pairs().map(|(a, b)| (a - x) * (b - y)).sum();
    Some(products / (n - 1) as f64)
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

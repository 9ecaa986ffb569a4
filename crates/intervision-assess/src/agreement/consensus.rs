use super::NoAgreement;

/// How a group stands towards one statement, rated on a scale whose steps are taken as equal.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Standing {
    /// How many rated it.
    pub raters: usize,
    /// The mean rating.
    pub mean: f64,
    /// The share of raters who support it.
    pub support: f64,
    /// 0 when all rate alike, 1 when half of them stands at each end.
    pub disagreement: f64,
}

impl Standing {
    /// Whether at least this share supports the statement.
    #[must_use]
    pub fn is_carried(&self, from: f64) -> bool {
        // A share such as 20 of 25 is 0.8 up to rounding.
        self.support >= from - 1e-12
    }
}

/// Support and disagreement: the share of raters from `supports_from` on, and the dissention of Tastle and Wierman (2007).
///
/// With shares p of the ratings x, their mean m and the width d of the scale, dissention is -sum p log2(1 - |x - m| / d). It takes
/// the order of the ratings into account, which a variance does too, and its largest value does not depend on the mean. O(ratings).
///
/// Source: W. J. Tastle, M. J. Wierman, Consensus and dissention: a measure of ordinal dispersion, International Journal of Approximate
/// Reasoning 45 (2007).
///
/// # Errors
///
/// [`NoAgreement::Categories`] for a scale of fewer than two steps, [`NoAgreement::OutsideFormat`], and
/// [`NoAgreement::TooFewRatings`] without ratings.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::standing;
///
/// // 25 members, of whom 20 rate 4 or 5.
/// let mut ratings = vec![5; 12];
/// ratings.extend([4; 8]);
/// ratings.extend([2; 5]);
/// let stands = standing(&ratings, (1, 5), 4)?;
/// assert_eq!(stands.support, 0.8);
/// assert!(stands.is_carried(0.8) && stands.disagreement < 0.5);
/// // Half of the group at each end.
/// assert_eq!(standing(&[1, 1, 5, 5], (1, 5), 4)?.disagreement, 1.0);
/// # Ok::<(), intervision_assess::agreement::NoAgreement>(())
/// ```
pub fn standing(
    ratings: &[u32],
    (lowest, highest): (u32, u32),
    supports_from: u32,
) -> Result<Standing, NoAgreement> {
    if highest <= lowest {
        return Err(NoAgreement::Categories { found: usize::from(highest == lowest) });
    }
    if let Some(&outside) = ratings.iter().find(|rating| **rating < lowest || highest < **rating) {
        let (value, min, max) = (outside.into(), lowest.into(), highest.into());
        return Err(NoAgreement::OutsideFormat { value, min, max });
    }
    if ratings.is_empty() {
        return Err(NoAgreement::TooFewRatings { found: 0, needed: 1 });
    }
    let raters = ratings.len();
    let mean = ratings.iter().map(|rating| f64::from(*rating)).sum::<f64>() / raters as f64;
    let width = f64::from(highest - lowest);
    // Counted by category, so that the sum does not depend on the order of the raters.
    let counted = (lowest..=highest).map(|category| {
        let count = ratings.iter().filter(|rating| **rating == category).count();
        (f64::from(category), count as f64 / raters as f64)
    });
    let apart = counted
        .filter(|(_, share)| *share > 0.0)
        .map(|(category, share)| share * (1.0 - (category - mean).abs() / width).log2());
    let disagreement = (0.0 - apart.sum::<f64>()).clamp(0.0, 1.0);
    let supporters = ratings.iter().filter(|rating| **rating >= supports_from).count();
    Ok(Standing { raters, mean, support: supporters as f64 / raters as f64, disagreement })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dissent(ratings: &[u32]) -> f64 {
        standing(ratings, (1, 5), 4).unwrap().disagreement
    }

    #[test]
    fn r6_dissent_worked_by_hand() {
        assert!(dissent(&[4, 4, 4]).abs() < 1e-12);
        assert!((dissent(&[1, 5]) - 1.0).abs() < 1e-12);
        // Half a step of four on either side: -log2(7/8).
        assert!((dissent(&[1, 2]) - 0.192_645_077_942_396).abs() < 1e-12);
        // Evenly over five steps: -(2 log2(1/2) + 2 log2(3/4) + log2(1)) / 5.
        assert!((dissent(&[1, 2, 3, 4, 5]) - 0.566_014_999_711_537).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_rating_is_refused() {
        assert!(matches!(standing(&[], (1, 5), 4), Err(NoAgreement::TooFewRatings { .. })));
        assert!(matches!(standing(&[6], (1, 5), 4), Err(NoAgreement::OutsideFormat { .. })));
        assert!(matches!(standing(&[1], (1, 1), 1), Err(NoAgreement::Categories { found: 1 })));
    }

    proptest! {
        #[test]
        fn laws(mut ratings in proptest::collection::vec(1..=7_u32, 1..40), at in 0..100_usize) {
            let stands = standing(&ratings, (1, 7), 5).unwrap();
            prop_assert!((0.0..=1.0).contains(&stands.disagreement));
            prop_assert_eq!(stands.disagreement == 0.0, ratings.iter().all(|r| *r == ratings[0]));
            // Read from the other end, the group disagrees as much.
            let mirrored: Vec<u32> = ratings.iter().map(|r| 8 - r).collect();
            let other = standing(&mirrored, (1, 7), 5).unwrap().disagreement;
            prop_assert!((stands.disagreement - other).abs() < 1e-9);
            // The order of raters does not matter, to the last bit.
            let by = at % ratings.len();
            ratings.rotate_left(by);
            prop_assert_eq!(standing(&ratings, (1, 7), 5).unwrap().disagreement.to_bits(), stands.disagreement.to_bits());
        }
    }
}

use super::NoAgreement;
use crate::DataTable;
use crate::special::chi_square_upper;

/// Kendall's (1939) coefficient of concordance W: how far several raters put the same things in the same order, 0 to 1. Ratings are
/// ranked within each rater, ties share their mean rank, and the correction for ties is in.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::KendallW;
///
/// // Six things (rows) ranked by three raters.
/// let ranks = [[1., 1., 6.], [6., 5., 3.], [3., 6., 2.], [2., 2., 5.], [5., 4., 4.], [4., 3., 1.]];
/// let found = KendallW::of(&DataTable::complete(&ranks)?)?;
/// assert!((found.w - 0.2126984126984127).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct KendallW {
    /// W.
    pub w: f64,
    /// Friedman's statistic, raters x (things - 1) x W.
    pub chi_square: f64,
    /// Its degrees of freedom, things - 1.
    pub degrees_of_freedom: usize,
    /// The chance of as much concordance or more among raters who order at random, by the chi-square distribution: rough below 7 things.
    pub p: f64,
    /// How many things were ranked.
    pub things: usize,
    /// How many raters ranked them.
    pub raters: usize,
}

impl KendallW {
    /// W of a complete table with one row per thing and one column per rater. Time O(cells x log things).
    ///
    /// # Errors
    ///
    /// [`NoAgreement`] for fewer than two things or raters, an empty cell, or raters who each give everything one rank.
    pub fn of(table: &DataTable) -> Result<KendallW, NoAgreement> {
        let (things, raters) = (table.rows(), table.columns());
        if raters < 2 {
            return Err(NoAgreement::Raters { found: raters, needed: 2 });
        }
        if things < 2 {
            return Err(NoAgreement::TooFewRows { found: things, needed: 2 });
        }
        let mut sums = vec![0.0; things];
        let mut ties = 0.0;
        for column in 0..raters {
            let values: Result<Vec<f64>, NoAgreement> = (0..things)
                .map(|row| {
                    let missing = NoAgreement::Missing { row: row + 1, column: column + 1 };
                    table.get(row, column).ok_or(missing)
                })
                .collect();
            let (ranks, tied) = mid_ranks(&values?);
            ties += tied;
            for (sum, rank) in sums.iter_mut().zip(ranks) {
                *sum += rank;
            }
        }
        let (n, m) = (things as f64, raters as f64);
        let mean = m * (n + 1.0) / 2.0;
        let squares: f64 = sums.iter().map(|sum| (sum - mean).powi(2)).sum();
        let most = m * m * (n * n * n - n) - m * ties;
        if most <= 0.0 {
            return Err(NoAgreement::NoVariance);
        }
        let w = 12.0 * squares / most;
        let chi_square = m * (n - 1.0) * w;
        let p = chi_square_upper(chi_square, n - 1.0);
        Ok(KendallW { w, chi_square, degrees_of_freedom: things - 1, p, things, raters })
    }
}

/// Ranks from 1, ties at the mean of their places, and Σ(t³ - t) over the ties.
pub(crate) fn mid_ranks(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<(usize, f64)> =
        values.iter().copied().map(|value| value + 0.0).enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut ranks = vec![0.0; values.len()];
    let (mut ties, mut before) = (0.0, 0_usize);
    for tied in order.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
        let t = tied.len() as f64;
        let rank = before as f64 + f64::midpoint(1.0, t);
        for (place, _) in tied {
            if let Some(slot) = ranks.get_mut(*place) {
                *slot = rank;
            }
        }
        before += tied.len();
        ties += t * t * t - t;
    }
    (ranks, ties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn ties_are_corrected_as_in_the_test_of_friedman() {
        // scipy 1.12, friedmanchisquare of the same ratings: 12.113402061855668, p .033266520102223744.
        let ratings =
            [[2., 1., 2.], [1., 1., 2.], [3., 4., 2.], [3., 3., 4.], [5., 3., 5.], [4., 5., 5.]];
        let found = KendallW::of(&DataTable::complete(&ratings).unwrap()).unwrap();
        close(found.chi_square, 12.113_402_061_855_668, 1e-10);
        close(found.w, 0.807_560_137_457_044_6, 1e-12);
        close(found.p, 0.033_266_520_102_223_744, 1e-12);
    }

    #[test]
    fn full_concordance_is_one_and_what_is_lacking_is_said() {
        let same = DataTable::complete(&[[1., 10.], [2., 20.], [3., 30.]]).unwrap();
        close(KendallW::of(&same).unwrap().w, 1.0, 1e-15);
        let flat = DataTable::complete(&[[1., 1.], [1., 1.]]).unwrap();
        assert_eq!(KendallW::of(&flat), Err(NoAgreement::NoVariance));
        let hole = DataTable::with_missing(&[[Some(1.), Some(2.)], [Some(1.), None]]).unwrap();
        let error = KendallW::of(&hole).unwrap_err().to_string();
        assert_eq!(error, "row 2 has no rating in column 2; this coefficient needs every one");
    }

    #[test]
    fn middle_ranks() {
        assert_eq!(mid_ranks(&[3.0, 1.0, 3.0, -0.0, 0.0]), (vec![4.5, 3.0, 4.5, 1.5, 1.5], 12.0));
    }
}

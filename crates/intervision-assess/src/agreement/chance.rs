use super::error::confident;
use super::{Categories, NoAgreement, Weights};
use crate::special::t_quantile;
use crate::{DataTable, Interval};

/// Agreement beyond chance: 1 is full agreement, 0 what chance gives.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Agreement {
    /// (observed - by chance)/(1 - by chance).
    pub coefficient: f64,
    /// Weighted share of pairs of ratings that agree.
    pub observed: f64,
    /// The share that chance would give, in this coefficient's view of chance.
    pub by_chance: f64,
    /// How many persons or things rated it rests on.
    pub rows: usize,
    /// Its standard error over persons rated, the raters given.
    pub standard_error: f64,
    /// Interval from the standard error, cut at 1.
    pub interval: Interval,
}

/// Fleiss' (1971) kappa of several raters; chance draws from all ratings together. Raters may differ from row to row, and rows with a
/// single rating count for chance only.
///
/// Standard error and weights after Gwet (2014), intervals from Student's t. Time O(cells + rows x categories²).
///
/// # Errors
///
/// [`NoAgreement`] for fewer than two rows with two ratings, a rating that is no category, or ratings that are all alike.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::{Categories, Weights, fleiss};
///
/// let ratings = DataTable::complete(&[[1., 1., 1.], [2., 2., 1.], [2., 2., 2.], [1., 1., 2.]])?;
/// let kappa = fleiss(&ratings, &Categories::range(1, 2)?, Weights::Identity, 0.95)?;
/// // Eight of twelve pairs agree, and halves would give one in two.
/// assert!((kappa.coefficient - (2.0 / 3.0 - 0.5) / 0.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fleiss(
    table: &DataTable,
    categories: &Categories,
    weights: Weights,
    confidence: f64,
) -> Result<Agreement, NoAgreement> {
    let ratings = Ratings::new(table, categories, weights, confidence)?;
    let shares = ratings.shares();
    let k = categories.len();
    // Chance agreement of each category with everything, and of everything.
    let chances: Vec<f64> = (0..k)
        .map(|a| shares.iter().enumerate().map(|(b, share)| share * ratings.weight(a, b)).sum())
        .collect();
    let by_chance: f64 = shares.iter().zip(&chances).map(|(share, chance)| share * chance).sum();
    ratings.agreement(by_chance, &chances, confidence)
}

/// Gwet's (2008) AC1; with weights, his AC2 (2014). Chance is the share of ratings that are hard to make, which keeps it away from the
/// paradox of kappa, low where nearly everybody is in one category.
///
/// Every category that could be chosen counts, used or not. Standard error after Gwet (2014). Time O(cells + rows x categories²).
///
/// # Errors
///
/// As of [`fleiss`].
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::{Categories, Weights, gwet};
///
/// let rows = [[Some(1.), Some(1.), None], [Some(1.), Some(1.), Some(1.)], [Some(2.), Some(1.), Some(2.)]];
/// let agreement = gwet(&DataTable::with_missing(&rows)?, &Categories::range(1, 2)?, Weights::Identity, 0.95)?;
/// assert!(agreement.coefficient > 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gwet(
    table: &DataTable,
    categories: &Categories,
    weights: Weights,
    confidence: f64,
) -> Result<Agreement, NoAgreement> {
    let ratings = Ratings::new(table, categories, weights, confidence)?;
    let shares = ratings.shares();
    let k = categories.len();
    let pairs = (k * (k - 1)) as f64;
    let all: f64 = (0..k * k).map(|cell| ratings.weight(cell / k, cell % k)).sum();
    let scale = all / pairs;
    let chances: Vec<f64> = shares.iter().map(|share| scale * (1.0 - share)).collect();
    let by_chance: f64 = shares.iter().zip(&chances).map(|(share, chance)| share * chance).sum();
    ratings.agreement(by_chance, &chances, confidence)
}

/// How many raters put each row in each category.
struct Ratings<'a> {
    /// Rows with at least one rating, each with one count per category.
    counts: Vec<Vec<f64>>,
    categories: &'a Categories,
    weights: Weights,
}

impl<'a> Ratings<'a> {
    fn new(
        table: &DataTable,
        categories: &'a Categories,
        weights: Weights,
        confidence: f64,
    ) -> Result<Self, NoAgreement> {
        confident(confidence)?;
        let mut counts = Vec::new();
        for row in categories.sorted(table)?.iter().filter(|row| !row.is_empty()) {
            let mut count = vec![0.0; categories.len()];
            for &(_, category) in row {
                if let Some(count) = count.get_mut(category) {
                    *count += 1.0;
                }
            }
            counts.push(count);
        }
        let found = counts.iter().filter(|row| row.iter().sum::<f64>() >= 2.0).count();
        if found < 2 {
            return Err(NoAgreement::TooFewRows { found, needed: 2 });
        }
        Ok(Ratings { counts, categories, weights })
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        self.categories.weight(self.weights, a, b)
    }

    /// Mean over rows of the share of each category.
    fn shares(&self) -> Vec<f64> {
        let n = self.counts.len() as f64;
        let mut shares = vec![0.0; self.categories.len()];
        for row in &self.counts {
            let total: f64 = row.iter().sum();
            for (share, count) in shares.iter_mut().zip(row) {
                *share += count / total / n;
            }
        }
        shares
    }

    /// Weighted share of the pairs of a row that agree; `None` for a single rating.
    fn observed(&self, row: &[f64]) -> Option<f64> {
        let total: f64 = row.iter().sum();
        if total < 2.0 {
            return None;
        }
        let mut agreeing = 0.0;
        for (a, count) in row.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            let near: f64 =
                row.iter().enumerate().map(|(b, other)| other * self.weight(a, b)).sum();
            agreeing += count * (near - 1.0);
        }
        Some(agreeing / (total * (total - 1.0)))
    }

    /// The coefficient from its view of chance: `chances` is each category's, linear in the shares up to a factor 2 in its derivative.
    fn agreement(
        &self,
        by_chance: f64,
        chances: &[f64],
        confidence: f64,
    ) -> Result<Agreement, NoAgreement> {
        if 1.0 - by_chance < 1e-12 {
            return Err(NoAgreement::NoVariance);
        }
        let each: Vec<Option<f64>> = self.counts.iter().map(|row| self.observed(row)).collect();
        let pairs = each.iter().flatten().count() as f64;
        let n = self.counts.len() as f64;
        let observed = each.iter().flatten().sum::<f64>() / pairs;
        let coefficient = (observed - by_chance) / (1.0 - by_chance);
        let squares: f64 = self
            .counts
            .iter()
            .zip(&each)
            .map(|(row, agreed)| {
                let total: f64 = row.iter().sum();
                let chance: f64 =
                    row.iter().zip(chances).map(|(count, chance)| count / total * chance).sum();
                let own = agreed.map_or(0.0, |agreed| n / pairs * (agreed - by_chance));
                let influence = own - 2.0 * (1.0 - coefficient) * (chance - by_chance);
                (influence / (1.0 - by_chance) - coefficient).powi(2)
            })
            .sum();
        let standard_error = (squares / (n * (n - 1.0))).sqrt();
        let reach = t_quantile(f64::midpoint(1.0, confidence), n - 1.0) * standard_error;
        let interval =
            Interval { low: coefficient - reach, high: (coefficient + reach).min(1.0), confidence };
        let rows = self.counts.len();
        Ok(Agreement { coefficient, observed, by_chance, rows, standard_error, interval })
    }
}

/// Fleiss (1971), table 1: thirty patients, six psychiatrists; 1 depression, 2 personality disorder, 3 schizophrenia, 4 neurosis, 5 other.
#[cfg(test)]
pub(super) const DIAGNOSES: [[u8; 6]; 30] = [
    [4, 4, 4, 4, 4, 4],
    [2, 2, 2, 5, 5, 5],
    [2, 3, 3, 3, 3, 5],
    [5, 5, 5, 5, 5, 5],
    [2, 2, 2, 4, 4, 4],
    [1, 1, 3, 3, 3, 3],
    [3, 3, 3, 3, 5, 5],
    [1, 1, 3, 3, 3, 4],
    [1, 1, 4, 4, 4, 4],
    [5, 5, 5, 5, 5, 5],
    [1, 4, 4, 4, 4, 4],
    [1, 2, 4, 4, 4, 4],
    [2, 2, 2, 3, 3, 3],
    [1, 4, 4, 4, 4, 4],
    [2, 2, 4, 4, 4, 5],
    [3, 3, 3, 3, 3, 5],
    [1, 1, 1, 4, 5, 5],
    [1, 1, 1, 1, 1, 2],
    [2, 2, 4, 4, 4, 4],
    [1, 3, 3, 5, 5, 5],
    [5, 5, 5, 5, 5, 5],
    [2, 4, 4, 4, 4, 4],
    [2, 2, 4, 5, 5, 5],
    [1, 1, 4, 4, 4, 4],
    [1, 4, 4, 4, 4, 5],
    [2, 2, 2, 2, 2, 4],
    [1, 1, 1, 1, 5, 5],
    [2, 2, 4, 4, 4, 4],
    [1, 3, 3, 3, 3, 3],
    [5, 5, 5, 5, 5, 5],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    /// Krippendorff (2011): twelve units, four observers.
    pub(crate) fn units() -> DataTable {
        DataTable::with_missing(
            &super::super::krippendorff::UNITS
                .map(|row| row.map(|it| (it > 0).then_some(f64::from(it)))),
        )
        .unwrap()
    }

    fn diagnoses() -> DataTable {
        DataTable::complete(&DIAGNOSES.map(|row| row.map(f64::from))).unwrap()
    }

    /// The five digits that irrCAC prints.
    fn check(found: &Agreement, coefficient: f64, error: f64, low: f64) {
        close(found.coefficient, coefficient, 5.1e-6);
        close(found.standard_error, error, 5.1e-6);
        close(found.interval.low, low, 5.1e-6);
    }

    #[test]
    fn six_psychiatrists() {
        // Fleiss (1971) prints .430; all digits: R irr's kappam.fleiss. Errors: irrCAC 0.4.4.
        let five = Categories::range(1, 5).unwrap();
        let found = fleiss(&diagnoses(), &five, Weights::Identity, 0.95).unwrap();
        close(found.coefficient, 0.430_244_520_060_141, 1e-12);
        check(&found, 0.43024, 0.0542, 0.3194);
        let gwet = |weights| gwet(&diagnoses(), &five, weights, 0.95).unwrap();
        check(&gwet(Weights::Identity), 0.44788, 0.05566, 0.33404);
        check(&gwet(Weights::Linear), 0.38547, 0.07609, 0.22986);
        let fleiss = |weights| fleiss(&diagnoses(), &five, weights, 0.95).unwrap();
        check(&fleiss(Weights::Linear), 0.32794, 0.08048, 0.16335);
        check(&fleiss(Weights::Quadratic), 0.28407, 0.11118, 0.05668);
    }

    #[test]
    fn four_observers_who_left_cells_empty() {
        // irrCAC 0.4.4 on the table of Krippendorff (2011); AC1 .775 and its error .143 are in Gwet (2014).
        let five = Categories::range(1, 5).unwrap();
        let gwet = |weights| gwet(&units(), &five, weights, 0.95).unwrap();
        let fleiss = |weights| fleiss(&units(), &five, weights, 0.95).unwrap();
        check(&gwet(Weights::Identity), 0.77544, 0.14295, 0.46081);
        check(&gwet(Weights::Linear), 0.85874, 0.11733, 0.6005);
        check(&gwet(Weights::Quadratic), 0.914, 0.10396, 0.68518);
        check(&fleiss(Weights::Identity), 0.76117, 0.15302, 0.42438);
        check(&fleiss(Weights::Quadratic), 0.86494, 0.14603, 0.54352);
        assert_eq!(gwet(Weights::Identity).rows, 12);
    }

    #[test]
    fn a_row_of_its_own_and_one_category_are_said() {
        let two = Categories::range(1, 2).unwrap();
        let thin = DataTable::with_missing(&[[Some(1.0), Some(1.0)], [Some(2.0), None]]).unwrap();
        let error = gwet(&thin, &two, Weights::Identity, 0.95).unwrap_err();
        assert_eq!(error.to_string(), "1 rows have two ratings or more; 2 are needed");
        let same = DataTable::complete(&[[1.0, 1.0], [1.0, 1.0]]).unwrap();
        assert_eq!(fleiss(&same, &two, Weights::Identity, 0.95), Err(NoAgreement::NoVariance));
        // Gwet's chance is not certain even then.
        close(gwet(&same, &two, Weights::Identity, 0.95).unwrap().coefficient, 1.0, 1e-12);
    }
}

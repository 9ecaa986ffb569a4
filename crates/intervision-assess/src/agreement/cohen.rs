use super::error::confident;
use super::{Agreement, Categories, NoAgreement, Weights};
use crate::special::normal_quantile;
use crate::{DataTable, Interval};

/// Cohen's (1960) kappa of two raters; with weights, his (1968) weighted kappa. Rows that one of them left empty do not count.
///
/// The standard error is that of Fleiss, Cohen and Everitt (1969). Time O(rows + categories²).
///
/// # Errors
///
/// [`NoAgreement`] for a table that has not two columns, fewer than two rows, a rating that is no category, or raters who both use one
/// category only.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::{Categories, Weights, cohen};
///
/// let ratings = DataTable::complete(&[[1., 1.], [1., 1.], [2., 2.], [2., 1.], [3., 3.]])?;
/// let kappa = cohen(&ratings, &Categories::range(1, 3)?, Weights::Identity, 0.95)?;
/// // Observed 4/5, by chance (2·3 + 2·1 + 1·1)/25.
/// assert!((kappa.coefficient - (0.8 - 0.36) / (1.0 - 0.36)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cohen(
    table: &DataTable,
    categories: &Categories,
    weights: Weights,
    confidence: f64,
) -> Result<Agreement, NoAgreement> {
    confident(confidence)?;
    if table.columns() != 2 {
        return Err(NoAgreement::Raters { found: table.columns(), needed: 2 });
    }
    let k = categories.len();
    let mut cells = vec![0.0; k * k];
    let mut rows = 0_usize;
    for row in categories.sorted(table)? {
        if let [(_, a), (_, b)] = row.as_slice()
            && let Some(cell) = cells.get_mut(a * k + b)
        {
            *cell += 1.0;
            rows += 1;
        }
    }
    if rows < 2 {
        return Err(NoAgreement::TooFewRows { found: rows, needed: 2 });
    }
    let n = rows as f64;
    for cell in &mut cells {
        *cell /= n;
    }
    let first: Vec<f64> = cells.chunks_exact(k).map(|row| row.iter().sum()).collect();
    let second: Vec<f64> =
        (0..k).map(|column| cells.iter().skip(column).step_by(k).sum()).collect();
    let weight = |a, b| categories.weight(weights, a, b);
    // What each category of the one may expect from the other.
    let expects = |margin: &[f64], a: usize| -> f64 {
        margin.iter().enumerate().map(|(b, share)| share * weight(a, b)).sum()
    };
    let from_second: Vec<f64> = (0..k).map(|a| expects(&second, a)).collect();
    let from_first: Vec<f64> = (0..k).map(|b| expects(&first, b)).collect();
    let every = || cells.iter().enumerate().map(|(cell, share)| (cell / k, cell % k, share));
    let observed: f64 = every().map(|(a, b, share)| share * weight(a, b)).sum();
    let by_chance: f64 = first.iter().zip(&from_second).map(|(share, w)| share * w).sum();
    if 1.0 - by_chance < 1e-12 {
        return Err(NoAgreement::NoVariance);
    }
    let coefficient = (observed - by_chance) / (1.0 - by_chance);
    let rest = 1.0 - coefficient;
    let squares: f64 = every()
        .map(|(a, b, share)| {
            let chance = from_second.get(a).zip(from_first.get(b)).map_or(0.0, |(x, y)| x + y);
            share * (weight(a, b) - chance * rest).powi(2)
        })
        .sum();
    let variance =
        (squares - (coefficient - by_chance * rest).powi(2)) / (n * (1.0 - by_chance).powi(2));
    let standard_error = variance.max(0.0).sqrt();
    let reach = normal_quantile(f64::midpoint(1.0, confidence)) * standard_error;
    let interval =
        Interval { low: coefficient - reach, high: (coefficient + reach).min(1.0), confidence };
    Ok(Agreement { coefficient, observed, by_chance, rows, standard_error, interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    /// Raters 1 and 2 of Fleiss (1971), table 1: thirty patients, five diagnoses.
    pub(crate) const DIAGNOSES: [[u8; 6]; 30] = super::super::chance::DIAGNOSES;

    fn pairs() -> DataTable {
        DataTable::complete(&DIAGNOSES.map(|row| [f64::from(row[0]), f64::from(row[1])])).unwrap()
    }

    #[test]
    fn two_raters_of_fleiss() {
        // R psych 2.2.9, cohen.kappa of raters 1 and 2.
        let five = Categories::range(1, 5).unwrap();
        let plain = cohen(&pairs(), &five, Weights::Identity, 0.95).unwrap();
        close(plain.coefficient, 0.651_162_790_697_674, 1e-12);
        close(plain.standard_error.powi(2), 0.009_936_631_932_510_85, 1e-12);
        close(plain.interval.low, 0.455_788_374_805_688, 1e-9);
        close(plain.interval.high, 0.846_537_206_589_66, 1e-9);
        let weighted = cohen(&pairs(), &five, Weights::Quadratic, 0.95).unwrap();
        close(weighted.coefficient, 0.655_462_184_873_949, 1e-12);
    }

    #[test]
    fn the_error_of_weighted_kappa_is_the_infinitesimal_jackknife() {
        // The delta method, by doubling each row's weight a little: sum of squared influences over n².
        let five = Categories::range(1, 5).unwrap();
        for weights in [Weights::Identity, Weights::Linear, Weights::Quadratic] {
            let found = cohen(&pairs(), &five, weights, 0.95).unwrap();
            let n = DIAGNOSES.len() as f64;
            let kappa = |favoured: usize, extra: f64| {
                let share =
                    |row: usize| (1.0 + if row == favoured { extra } else { 0.0 }) / (n + extra);
                let (mut observed, mut chance) = (0.0, 0.0);
                for (i, a) in DIAGNOSES.iter().enumerate() {
                    let weight =
                        |x: u8, y: u8| five.weight(weights, usize::from(x) - 1, usize::from(y) - 1);
                    observed += share(i) * weight(a[0], a[1]);
                    for (j, b) in DIAGNOSES.iter().enumerate() {
                        chance += share(i) * share(j) * weight(a[0], b[1]);
                    }
                }
                (observed - chance) / (1.0 - chance)
            };
            let step = 1e-4;
            let squares: f64 = (0..DIAGNOSES.len())
                .map(|row| ((kappa(row, step) - kappa(row, -step)) / (2.0 * step)).powi(2))
                .sum();
            close(found.standard_error, squares.sqrt(), 1e-7);
        }
    }

    #[test]
    fn a_table_of_one_category_says_nothing() {
        let two = Categories::range(1, 2).unwrap();
        let same = DataTable::complete(&[[1.0, 1.0], [1.0, 1.0]]).unwrap();
        assert_eq!(cohen(&same, &two, Weights::Identity, 0.95), Err(NoAgreement::NoVariance));
        let three = DataTable::complete(&[[1.0, 1.0, 2.0]]).unwrap();
        let error = cohen(&three, &two, Weights::Identity, 0.95).unwrap_err();
        assert_eq!(error.to_string(), "the table has 3 raters and this coefficient compares 2");
        let odd = DataTable::complete(&[[1.0, 3.0], [1.0, 1.0]]).unwrap();
        let error = cohen(&odd, &two, Weights::Identity, 0.95).unwrap_err();
        assert_eq!(
            error.to_string(),
            "row 1 has the rating 3 in column 2, which is none of the categories"
        );
    }
}

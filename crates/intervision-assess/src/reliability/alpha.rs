use super::{Covariances, NoReliability};
use crate::special::f_quantile;
use crate::{DataTable, Interval};

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
    /// Alpha of a table of keyed answers. Time O(persons x items) for complete answers and listwise, O(persons x items²) pairwise.
    ///
    /// # Errors
    ///
    /// [`NoReliability`] for fewer than two items, two persons or any variance.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::reliability::{Alpha, MissingPairs};
    ///
    /// let answers = DataTable::complete(&[[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])?;
    /// let alpha = Alpha::of(&answers, MissingPairs::Listwise)?;
    /// assert!((alpha.value - 2.0 / 3.0).abs() < 1e-14);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(table: &DataTable, missing: MissingPairs) -> Result<Alpha, NoReliability> {
        if missing == MissingPairs::Pairwise && !table.is_complete() {
            return Covariances::of(table, missing).alpha();
        }
        let items = table.columns();
        if items < 2 {
            return Err(NoReliability::TooFewItems { items, needed: 2 });
        }
        let (persons, trace, sum) = totals(table).ok_or(NoReliability::TooFewPersons)?;
        let value = from_totals(items, trace, sum).ok_or(NoReliability::NoVariance)?;
        Ok(Alpha { value, items, persons, missing })
    }

    pub(super) fn from_covariances(covariances: &Covariances) -> Result<Alpha, NoReliability> {
        let items = covariances.items();
        let (trace, sum) = covariances.totals(2)?;
        let value = from_totals(items, trace, sum).ok_or(NoReliability::NoVariance)?;
        Ok(Alpha { value, items, persons: covariances.persons(), missing: covariances.missing() })
    }

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

/// Complete rows, the sum of the items' variances, and the variance of the rows' sums: the trace and the sum of the covariance
/// matrix without the matrix. `None` for fewer than two rows.
fn totals(table: &DataTable) -> Option<(usize, f64, f64)> {
    let rows = || table.raw().filter(|row| !row.iter().any(|cell| cell.is_nan()));
    let items = table.columns();
    let (mut n, mut means, mut size) = (0_usize, vec![0.0; items], 0.0_f64);
    for row in rows() {
        n += 1;
        for (mean, cell) in means.iter_mut().zip(row) {
            *mean += cell;
            size = size.max(cell.abs());
        }
    }
    if n < 2 {
        return None;
    }
    for mean in &mut means {
        *mean /= n as f64;
    }
    let (mut squares, mut whole) = (vec![0.0; items], 0.0);
    for row in rows() {
        let mut total = 0.0;
        for ((square, mean), cell) in squares.iter_mut().zip(&means).zip(row) {
            let deviation = cell - mean;
            *square += deviation * deviation;
            total += deviation;
        }
        whole += total * total;
    }
    // What rounding leaves of equal answers is no variance.
    let nothing = (size * 1e-12).powi(2) * n as f64;
    let trace: f64 = squares.iter().filter(|&&square| square > nothing).sum();
    let degrees = n as f64 - 1.0;
    Some((n, trace / degrees, whole / degrees))
}

/// Alpha from the trace and the sum of a covariance matrix.
///
/// `None` where a total variance is at or below zero, which pairwise covariances can give: alpha then means nothing.
pub(super) fn from_totals(items: usize, trace: f64, sum: f64) -> Option<f64> {
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
    ) -> Result<Alpha, NoReliability> {
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
            Err(NoReliability::TooFewItems { items: 1, needed: 2 })
        );
        assert_eq!(alpha(&[PLUS; 2], &[vec![1, 2]], both), Err(NoReliability::TooFewPersons));
        assert_eq!(
            alpha(&[PLUS; 2], &[vec![3, 3], vec![3, 3]], both),
            Err(NoReliability::NoVariance)
        );
        let message = NoReliability::NoVariance.to_string();
        assert_eq!(message, "everyone answered alike; a reliability needs answers that vary");
    }
}

use super::{Alpha, MissingPairs, NoReliability};
use crate::DataTable;

/// Kuder and Richardson's (1937) formula 20, for items that are right (1) or wrong (0), of those who answered every item.
///
/// It is alpha by another name: with p(1-p) for the variance of an item and the same divisor n for that of the total,
/// both divisors cancel. Time O(persons x items).
///
/// # Errors
///
/// [`NoReliability::NotDichotomous`] names the first cell that is neither; the others as of [`Alpha::of`].
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::reliability::kr20;
///
/// let answers = DataTable::complete(&[[1.0, 1.0], [1.0, 0.0], [0.0, 0.0], [1.0, 1.0]])?;
/// // p(1-p) adds up to .1875 + .25, and the totals 2, 1, 0, 2 have variance .6875.
/// let expected = 2.0 * (1.0 - 0.4375 / 0.6875);
/// assert!((kr20(&answers)?.value - expected).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[expect(clippy::float_cmp, reason = "right and wrong are written as 1 and 0, not computed")]
pub fn kr20(table: &DataTable) -> Result<Alpha, NoReliability> {
    for (person, row) in table.raw().enumerate() {
        for (item, &value) in row.iter().enumerate() {
            if !value.is_nan() && value != 0.0 && value != 1.0 {
                let (person, item) = (person + 1, item + 1);
                return Err(NoReliability::NotDichotomous { person, item, value });
            }
        }
    }
    Alpha::of(table, MissingPairs::Listwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn the_law_school_admission_test() {
        // LSAT section 6, Bock and Lieberman (1970): patterns 00000 to 11111 and how many of 1000 have each.
        // Value: population variances in independent code.
        let counts = [
            3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16,
            56, 21, 173, 11, 61, 28, 298,
        ];
        let mut rows = Vec::new();
        for (pattern, count) in counts.into_iter().enumerate() {
            let row = [16, 8, 4, 2, 1].map(|bit| f64::from(u8::from(pattern & bit > 0)));
            rows.extend(std::iter::repeat_n(row, count));
        }
        assert_eq!(rows.len(), 1000);
        let found = kr20(&DataTable::complete(&rows).unwrap()).unwrap();
        close(found.value, 0.294_997_192_215_944_17, 1e-12);
    }

    #[test]
    fn half_right_is_refused() {
        let error = kr20(&DataTable::complete(&[[1.0, 0.5], [0.0, 1.0]]).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "person 1 has 0.5 on item 2; right or wrong is 1 or 0");
    }
}

use super::products::products;
use super::{Alpha, MissingPairs, NoReliability};
use crate::DataTable;

/// Sample covariances of every pair of items, and how many persons they rest on.
///
/// Every coefficient of this module that looks at pairs of items is a method of it. [`correlations`](Self::correlations) gives the
/// standardised form, on which each of them is its standardised namesake.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::reliability::{Covariances, MissingPairs};
///
/// let answers = DataTable::complete(&[[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])?;
/// let covariances = Covariances::of(&answers, MissingPairs::Listwise);
/// assert_eq!((covariances.get(0, 1), covariances.persons()), (Some(0.5), 3));
/// # Ok::<(), intervision_assess::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Covariances {
    /// Row-major, items x items, symmetric; `None` where fewer than two persons answered both.
    cells: Vec<Option<f64>>,
    items: usize,
    persons: usize,
    missing: MissingPairs,
}

impl Covariances {
    /// The covariances of the columns of a table. Time O(persons x items²).
    #[must_use]
    pub fn of(table: &DataTable, missing: MissingPairs) -> Self {
        let items = table.columns();
        let keep = |row: &&[f64]| match missing {
            MissingPairs::Pairwise => row.iter().any(|cell| !cell.is_nan()),
            MissingPairs::Listwise => !row.iter().any(|cell| cell.is_nan()),
        };
        let rows: Vec<&[f64]> = table.raw().filter(keep).collect();
        let centres = centres(&rows, items);
        // Deviations from the column's mean, 0 where a cell is empty.
        let deviations = |row: usize, out: &mut [f64]| {
            let cells = rows.get(row).copied().unwrap_or_default();
            for ((out, &cell), (centre, _)) in out.iter_mut().zip(cells).zip(&centres) {
                *out = if cell.is_nan() { 0.0 } else { cell - centre };
            }
        };
        let present = |row: usize, out: &mut [f64]| {
            for (out, cell) in out.iter_mut().zip(rows.get(row).copied().unwrap_or_default()) {
                *out = f64::from(u8::from(!cell.is_nan()));
            }
        };
        let n = rows.len();
        let both = products(n, items, true, |row, left, right| {
            deviations(row, left);
            right.copy_from_slice(left);
        });
        let holes = rows.iter().any(|row| row.iter().any(|cell| cell.is_nan()));
        let (counts, sums) = if holes {
            let counts = products(n, items, true, |row, left, right| {
                present(row, left);
                right.copy_from_slice(left);
            });
            let sums = products(n, items, false, |row, left, right| {
                deviations(row, left);
                present(row, right);
            });
            (counts, sums)
        } else {
            (Vec::new(), Vec::new())
        };
        let varies: Vec<bool> = (0..items)
            .map(|item| {
                let nothing = centres.get(item).map_or(0.0, |(_, size)| (size * 1e-12).powi(2));
                both.get(item * items + item).is_some_and(|&squares| squares > nothing * n as f64)
            })
            .collect();
        let cell = |index: usize| {
            // The upper triangle for both, so that the matrix is symmetric to the last bit.
            let (a, b) = (index / items, index % items);
            let (a, b) = (a.min(b), a.max(b));
            let at = |a: usize, b: usize| a * items + b;
            let count = counts.get(at(a, b)).copied().unwrap_or(n as f64);
            if count < 2.0 {
                return None;
            }
            if varies.get(a) != Some(&true) || varies.get(b) != Some(&true) {
                return Some(0.0);
            }
            let sum = |a, b| sums.get(at(a, b)).copied().unwrap_or(0.0);
            Some((both.get(at(a, b))? - sum(a, b) * sum(b, a) / count) / (count - 1.0))
        };
        let cells = (0..items * items).map(cell).collect();
        Covariances { cells, items, persons: n, missing }
    }

    /// How many items there are.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// How many persons they rest on: all with an answer (pairwise), or all with every answer (listwise).
    #[must_use]
    pub fn persons(&self) -> usize {
        self.persons
    }

    /// Which of the two.
    #[must_use]
    pub fn missing(&self) -> MissingPairs {
        self.missing
    }

    /// The covariance of two items, counted from 0; `None` where fewer than two persons answered both.
    #[must_use]
    pub fn get(&self, a: usize, b: usize) -> Option<f64> {
        self.cells.get(a * self.items + b).copied().flatten().filter(|_| b < self.items)
    }

    /// The same in units of the items' standard deviations. Pairwise, each item has one standard deviation: that of all who
    /// answered it.
    ///
    /// # Errors
    ///
    /// [`NoReliability::NoVariance`] where an item does not vary, [`NoReliability::TooFewPersons`] where a cell is unknown.
    pub fn correlations(&self) -> Result<Covariances, NoReliability> {
        let (matrix, deviations) = (self.matrix()?, self.deviations()?);
        let cells = matrix
            .chunks_exact(self.items.max(1))
            .zip(&deviations)
            .flat_map(|(row, a)| {
                row.iter().zip(&deviations).map(move |(cell, b)| Some(cell / (a * b)))
            })
            .collect();
        Ok(Covariances { cells, ..*self })
    }

    /// Cronbach's alpha: k/(k-1) (1 - trace/sum); of [`correlations`](Self::correlations), standardised alpha.
    ///
    /// # Errors
    ///
    /// [`NoReliability`] for fewer than two items, two persons or any variance.
    pub fn alpha(&self) -> Result<Alpha, NoReliability> {
        Alpha::from_covariances(self)
    }

    /// The mean correlation of two items.
    ///
    /// # Errors
    ///
    /// As of [`correlations`](Self::correlations), and for fewer than two items.
    pub fn mean_correlation(&self) -> Result<f64, NoReliability> {
        let (trace, sum) = self.correlations()?.totals(2)?;
        let items = self.items as f64;
        Ok((sum - trace) / (items * (items - 1.0)))
    }

    /// Sum of the diagonal and of the whole matrix, without the row and column of one item if asked; `None` if a cell
    /// that counts is unknown.
    pub(super) fn trace_and_sum(&self, without: Option<usize>) -> Option<(f64, f64)> {
        let kept = || (0..self.items).filter(|&item| Some(item) != without);
        let trace = kept().map(|item| self.get(item, item)).sum::<Option<f64>>()?;
        let row = |a| kept().map(|b| self.get(a, b)).sum::<Option<f64>>();
        Some((trace, kept().map(row).sum::<Option<f64>>()?))
    }

    /// Trace and sum of a scale of at least `needed` items, both positive beyond rounding.
    pub(super) fn totals(&self, needed: usize) -> Result<(f64, f64), NoReliability> {
        if self.items < needed {
            return Err(NoReliability::TooFewItems { items: self.items, needed });
        }
        let (trace, sum) = self.trace_and_sum(None).ok_or(NoReliability::TooFewPersons)?;
        // Pairwise covariances can add up to nothing or less: a coefficient then means nothing.
        let varies = trace > 0.0 && sum > 1e-12 * trace;
        if varies { Ok((trace, sum)) } else { Err(NoReliability::NoVariance) }
    }

    /// All cells.
    pub(super) fn matrix(&self) -> Result<Vec<f64>, NoReliability> {
        let cells: Option<Vec<f64>> = self.cells.iter().copied().collect();
        cells.ok_or(NoReliability::TooFewPersons)
    }

    /// The items' standard deviations, all positive.
    pub(super) fn deviations(&self) -> Result<Vec<f64>, NoReliability> {
        let deviation = |item| {
            let variance = self.get(item, item).ok_or(NoReliability::TooFewPersons)?;
            if variance > 0.0 { Ok(variance.sqrt()) } else { Err(NoReliability::NoVariance) }
        };
        (0..self.items).map(deviation).collect()
    }
}

/// Mean and largest size of the filled cells of each column.
fn centres(rows: &[&[f64]], columns: usize) -> Vec<(f64, f64)> {
    let (mut sums, mut counts, mut sizes) =
        (vec![0.0; columns], vec![0.0_f64; columns], vec![0.0_f64; columns]);
    for row in rows {
        for (((sum, count), size), cell) in
            sums.iter_mut().zip(&mut counts).zip(&mut sizes).zip(*row)
        {
            if !cell.is_nan() {
                *sum += cell;
                *count += 1.0;
                *size = size.max(cell.abs());
            }
        }
    }
    sums.iter().zip(&counts).zip(sizes).map(|((sum, n), size)| (sum / n.max(1.0), size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    /// Two passes over the pairs that are there, from the definition.
    fn plainly(rows: &[Vec<Option<f64>>], a: usize, b: usize) -> f64 {
        let pairs: Vec<(f64, f64)> =
            rows.iter().filter_map(|row| Some((row[a]?, row[b]?))).collect();
        let n = pairs.len() as f64;
        let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
        pairs.iter().map(|pair| (pair.0 - x) * (pair.1 - y)).sum::<f64>() / (n - 1.0)
    }

    #[test]
    fn tiles_and_blocks_give_what_the_definition_gives() {
        // 300 rows are three blocks and 7 columns two tiles; one cell in six is empty.
        let cell = |row: usize, column: usize| {
            let value = (row * 31 + column * 17 + row * row * column) % 23;
            (!(row * 5 + column * 3).is_multiple_of(6)).then_some(1000.0 + value as f64)
        };
        let rows: Vec<Vec<Option<f64>>> =
            (0..300).map(|row| (0..7).map(|column| cell(row, column)).collect()).collect();
        let table = DataTable::with_missing(&rows).unwrap();
        let found = Covariances::of(&table, MissingPairs::Pairwise);
        for a in 0..7 {
            for b in 0..7 {
                close(found.get(a, b).unwrap(), plainly(&rows, a, b), 1e-10);
            }
        }
    }

    #[test]
    fn what_rounding_leaves_is_no_variance() {
        let table = DataTable::complete(&[[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]).unwrap();
        let found = Covariances::of(&table, MissingPairs::Pairwise);
        assert_eq!((found.get(0, 0), found.get(0, 1)), (Some(0.0), Some(0.0)));
        assert_eq!(found.correlations(), Err(NoReliability::NoVariance));
    }
}

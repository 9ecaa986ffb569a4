//! How the items of a scale vary together in a cohort.

use super::MissingPairs;
use crate::responses::Keyed;

/// Sample covariances of every pair of items; `None` where fewer than two persons answered both.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covariances {
    /// Row-major, items x items, symmetric.
    cells: Vec<Option<f64>>,
    items: usize,
    persons: usize,
    missing: MissingPairs,
}

impl Covariances {
    /// Time O(persons x items²).
    pub(super) fn of(keyed: &Keyed, missing: MissingPairs) -> Self {
        let items = keyed.items();
        let keep = |row: &&[Option<f64>]| match missing {
            MissingPairs::Pairwise => row.iter().any(Option::is_some),
            MissingPairs::Listwise => row.iter().all(Option::is_some),
        };
        let rows: Vec<&[Option<f64>]> = keyed.rows().filter(keep).collect();
        let mut cells = Vec::with_capacity(items * items);
        for a in 0..items {
            for b in 0..items {
                // The same order of both for (a, b) and (b, a), so that the matrix is symmetric to the last bit.
                let (a, b) = (a.min(b), a.max(b));
                let pairs =
                    || rows.iter().filter_map(|row| Some(((*row.get(a)?)?, (*row.get(b)?)?)));
                cells.push(covariance(pairs));
            }
        }
        Covariances { cells, items, persons: rows.len(), missing }
    }

    pub(super) fn items(&self) -> usize {
        self.items
    }

    pub(super) fn persons(&self) -> usize {
        self.persons
    }

    pub(super) fn missing(&self) -> MissingPairs {
        self.missing
    }

    pub(super) fn get(&self, a: usize, b: usize) -> Option<f64> {
        self.cells.get(a * self.items + b).copied().flatten()
    }

    /// Sum of the diagonal and of the whole matrix, without the row and column of one item if asked; `None` if a cell
    /// that counts is unknown.
    pub(super) fn trace_and_sum(&self, without: Option<usize>) -> Option<(f64, f64)> {
        let kept = || (0..self.items).filter(|&item| Some(item) != without);
        let trace = kept().map(|item| self.get(item, item)).sum::<Option<f64>>()?;
        let row = |a| kept().map(|b| self.get(a, b)).sum::<Option<f64>>();
        Some((trace, kept().map(row).sum::<Option<f64>>()?))
    }
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

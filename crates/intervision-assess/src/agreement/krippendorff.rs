use std::cmp::Ordering;

use intervision_core::Rng;

use super::NoAgreement;
use super::error::confident;
use crate::{DataTable, Interval};

/// How far two values are apart, squared (Krippendorff, 2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// By the ratings that lie between them.
    Ordinal,
    /// By their difference.
    Interval,
    /// By their difference over their sum; values of 0 or more.
    Ratio,
}

/// Krippendorff's alpha: 1 less the disagreement observed over that expected by chance. Any number of raters, any cells empty.
///
/// Rows with a single rating do not count. The value depends neither on the order of raters nor of rows.
///
/// # Example
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::{Krippendorff, Metric};
///
/// let ratings = DataTable::with_missing(&[
///     [Some(1.0), Some(1.0), None],
///     [Some(2.0), Some(2.0), Some(3.0)],
///     [None, Some(3.0), Some(3.0)],
/// ])?;
/// let alpha = Krippendorff::of(&ratings, Metric::Interval)?;
/// assert!(alpha.value > 0.7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Krippendorff {
    /// Alpha; at most 1, and below 0 where raters disagree more than chance.
    pub value: f64,
    /// The metric.
    pub metric: Metric,
    /// How many rows have two ratings or more.
    pub rows: usize,
    /// How many ratings they have.
    pub ratings: usize,
}

/// What resampling tells of an alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Bootstrap {
    /// Percentile interval over the samples.
    pub interval: Interval,
    /// How many samples gave a value.
    pub samples: usize,
    /// How many did not, because they held one value only.
    pub undefined: usize,
}

/// Fewer samples leave fewer than three beyond each end of a 95 % interval.
const SAMPLES: usize = 100;

impl Krippendorff {
    /// Alpha of a table with one row per person or thing rated. Time O(cells + rows x values²).
    ///
    /// # Errors
    ///
    /// [`NoAgreement`] for fewer than two rows with two ratings, ratings all alike, and values below 0 under the ratio metric.
    pub fn of(table: &DataTable, metric: Metric) -> Result<Krippendorff, NoAgreement> {
        let units = Units::of(table, metric)?;
        let value = units.alpha(&units.all()).ok_or(NoAgreement::NoVariance)?;
        let ratings = units.counts.iter().map(|unit| unit.total as usize).sum();
        Ok(Krippendorff { value, metric, rows: units.counts.len(), ratings })
    }

    /// Percentile interval of alpha over samples of rows, drawn with replacement. The same table, seed and number give the same
    /// interval, in whatever order rows and raters stand.
    ///
    /// # Errors
    ///
    /// As of [`of`](Self::of); [`NoAgreement::Samples`] for fewer than 100.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::agreement::{Krippendorff, Metric};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let ratings = DataTable::complete(&[[1., 1.], [2., 2.], [3., 2.], [4., 4.], [1., 2.], [3., 3.]])?;
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let bootstrap = Krippendorff::bootstrap(&ratings, Metric::Ordinal, 1_000, 0.95, &mut rng)?;
    /// assert!(bootstrap.interval.low < bootstrap.interval.high);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bootstrap(
        table: &DataTable,
        metric: Metric,
        samples: usize,
        confidence: f64,
        rng: &mut dyn Rng,
    ) -> Result<Bootstrap, NoAgreement> {
        confident(confidence)?;
        if samples < SAMPLES {
            return Err(NoAgreement::Samples { samples, needed: SAMPLES });
        }
        let units = Units::of(table, metric)?;
        let n = units.counts.len();
        let mut values = Vec::with_capacity(samples);
        for _ in 0..samples {
            let drawn: Vec<usize> = (0..n).map(|_| below(rng, n as u64) as usize).collect();
            values.extend(units.alpha(&drawn));
        }
        values.sort_by(f64::total_cmp);
        let undefined = samples - values.len();
        let at = |p: f64| quantile(&values, p).ok_or(NoAgreement::NoVariance);
        let tail = (1.0 - confidence) / 2.0;
        let interval = Interval { low: at(tail)?, high: at(1.0 - tail)?, confidence };
        Ok(Bootstrap { interval, samples: values.len(), undefined })
    }
}

/// A whole number below `n`, each as likely (Lemire, 2019).
fn below(rng: &mut dyn Rng, n: u64) -> u64 {
    loop {
        let wide = u128::from(rng.next_u64()) * u128::from(n);
        if (wide as u64) >= n.wrapping_neg() % n.max(1) {
            return (wide >> 64) as u64;
        }
    }
}

/// The sample quantile with straight lines between values (Hyndman and Fan, 1996, definition 7).
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = p * (sorted.len().checked_sub(1)? as f64);
    let low = *sorted.get(place.floor() as usize)?;
    let high = *sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

/// The values that are used, and how often each row has each.
struct Units {
    values: Vec<f64>,
    counts: Vec<Unit>,
    metric: Metric,
}

/// One row with two ratings or more: which values it has how often.
#[derive(PartialEq)]
struct Unit {
    cells: Vec<(usize, f64)>,
    total: f64,
}

impl Units {
    fn of(table: &DataTable, metric: Metric) -> Result<Units, NoAgreement> {
        let rows: Vec<Vec<f64>> = table
            .values()
            .map(|row| row.map(|value| value + 0.0).collect())
            .filter(|row: &Vec<f64>| row.len() >= 2)
            .collect();
        if rows.len() < 2 {
            return Err(NoAgreement::TooFewRows { found: rows.len(), needed: 2 });
        }
        let mut values: Vec<f64> = rows.iter().flatten().copied().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        if let (Metric::Ratio, Some(&value)) =
            (metric, values.first().filter(|value| **value < 0.0))
        {
            return Err(NoAgreement::NegativeRatio { value });
        }
        let place = |value: f64| values.partition_point(|other| *other < value);
        let unit = |row: &Vec<f64>| {
            let mut cells: Vec<(usize, f64)> = Vec::new();
            let mut places: Vec<usize> = row.iter().map(|&value| place(value)).collect();
            places.sort_unstable();
            for place in places {
                match cells.last_mut().filter(|(last, _)| *last == place) {
                    Some((_, count)) => *count += 1.0,
                    None => cells.push((place, 1.0)),
                }
            }
            Unit { cells, total: row.len() as f64 }
        };
        let mut counts: Vec<Unit> = rows.iter().map(unit).collect();
        // In an order that does not depend on how rows and raters stand: sums and draws run over it.
        counts.sort_by(|a, b| a.cells.partial_cmp(&b.cells).unwrap_or(Ordering::Equal));
        Ok(Units { values, counts, metric })
    }

    fn all(&self) -> Vec<usize> {
        (0..self.counts.len()).collect()
    }

    /// Alpha of some rows, each as often as it is named; `None` where their ratings are all alike.
    fn alpha(&self, rows: &[usize]) -> Option<f64> {
        let k = self.values.len();
        let mut margin = vec![0.0; k];
        let chosen = || rows.iter().filter_map(|&row| self.counts.get(row));
        for unit in chosen() {
            for &(value, count) in &unit.cells {
                *margin.get_mut(value)? += count;
            }
        }
        let n: f64 = margin.iter().sum();
        // How many ratings lie below each value, and half of those on it.
        let mut before = 0.0;
        let heights: Vec<f64> = margin
            .iter()
            .map(|count| {
                before += count;
                before - count / 2.0
            })
            .collect();
        let distance = |a: usize, b: usize| self.distance(&heights, a, b);
        let observed: f64 = chosen()
            .map(|unit| {
                let pairs: f64 = unit
                    .cells
                    .iter()
                    .flat_map(|&(a, x)| unit.cells.iter().map(move |&(b, y)| (a, b, x * y)))
                    .map(|(a, b, both)| both * distance(a, b))
                    .sum();
                pairs / (unit.total - 1.0)
            })
            .sum();
        let expected: f64 = margin
            .iter()
            .enumerate()
            .map(|(a, x)| -> f64 {
                margin.iter().enumerate().map(|(b, y)| x * y * distance(a, b)).sum()
            })
            .sum();
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
    }

    fn distance(&self, heights: &[f64], a: usize, b: usize) -> f64 {
        let of = |list: &[f64], index: usize| list.get(index).copied().unwrap_or(0.0);
        let (x, y) = (of(&self.values, a), of(&self.values, b));
        match self.metric {
            _ if a == b => 0.0,
            Metric::Nominal => 1.0,
            Metric::Ordinal => (of(heights, a) - of(heights, b)).powi(2),
            Metric::Interval => (x - y).powi(2),
            Metric::Ratio => ((x - y) / (x + y)).powi(2),
        }
    }
}

/// Krippendorff (2011), section B: twelve units, four observers; 0 is an empty cell.
#[cfg(test)]
pub(super) const UNITS: [[u8; 4]; 12] = [
    [1, 1, 0, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [0, 5, 5, 5],
    [0, 0, 1, 1],
    [0, 3, 0, 0],
];

#[cfg(test)]
mod tests {
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;
    use crate::testing::close;

    fn table(rows: &[[u8; 4]]) -> DataTable {
        let cells = |row: &[u8; 4]| row.map(|it| (it > 0).then_some(f64::from(it)));
        DataTable::with_missing(&rows.iter().map(cells).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn four_metrics_as_published() {
        // Krippendorff (2011) prints .743, .815, .849, .797; all digits: PyPI krippendorff 0.9.0.
        for (metric, value) in [
            (Metric::Nominal, 0.743_421_052_631_579),
            (Metric::Ordinal, 0.815_387_503_754_881_4),
            (Metric::Interval, 0.849_107_142_857_142_8),
            (Metric::Ratio, 0.797_402_774_711_621_2),
        ] {
            let found = Krippendorff::of(&table(&UNITS), metric).unwrap();
            close(found.value, value, 1e-12);
            assert_eq!((found.rows, found.ratings), (11, 40));
        }
    }

    #[test]
    fn a_seed_gives_one_interval_whatever_the_order_of_rows_and_raters() {
        let interval = |rows: &[[u8; 4]]| {
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
            Krippendorff::bootstrap(&table(rows), Metric::Interval, 400, 0.9, &mut rng).unwrap()
        };
        let mut turned = UNITS;
        turned.reverse();
        for row in &mut turned {
            row.rotate_left(1);
        }
        let found = interval(&UNITS);
        assert_eq!(found, interval(&turned));
        assert!(found.interval.low < 0.849 && 0.849 < found.interval.high, "{found:?}");
        assert_eq!(found.samples + found.undefined, 400);
    }

    #[test]
    fn what_is_lacking_is_said() {
        let none = table(&[[1, 0, 0, 0], [2, 2, 0, 0]]);
        let error = Krippendorff::of(&none, Metric::Nominal).unwrap_err();
        assert_eq!(error, NoAgreement::TooFewRows { found: 1, needed: 2 });
        let same = table(&[[1, 1, 0, 0], [1, 1, 0, 0]]);
        assert_eq!(Krippendorff::of(&same, Metric::Nominal), Err(NoAgreement::NoVariance));
        let below = DataTable::complete(&[[-1.0, 1.0], [1.0, 2.0]]).unwrap();
        let error = Krippendorff::of(&below, Metric::Ratio).unwrap_err();
        assert_eq!(error.to_string(), "a rating is -1; the ratio metric needs values of 0 or more");
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let error =
            Krippendorff::bootstrap(&same, Metric::Nominal, 10, 0.95, &mut rng).unwrap_err();
        assert_eq!(error.to_string(), "10 samples are too few for an interval; take at least 100");
    }
}

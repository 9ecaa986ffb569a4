use super::{Covariances, NoReliability, spearman_brown};

/// More items have more halves than can be tried in a second.
const MOST: usize = 20;

/// A test cut into two halves that are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SplitHalf {
    /// Correlation of the halves' sums.
    pub correlation: f64,
    /// Spearman (1910) and Brown (1910): the correlation taken to twice the length. Right for halves of one length and variance.
    pub spearman_brown: f64,
    /// Horst (1951): the same for halves of different lengths; equal for equal ones.
    pub horst: f64,
    /// Guttman's (1945) lambda 4 for these halves, also Flanagan's and Rulon's: asks for no equal variances.
    pub guttman: f64,
}

/// Guttman's lambda 4 over every split into two halves that differ by at most one item.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SplitHalves {
    /// How many splits there are.
    pub splits: usize,
    /// The worst of them.
    pub lowest: f64,
    /// Their mean; for an even number of items exactly alpha (Cronbach, 1951).
    pub mean: f64,
    /// The best of them: lambda 4 without more said. In small samples it promises too much.
    pub highest: f64,
}

impl Covariances {
    /// Compares the items named (counted from 0) with all others.
    ///
    /// # Errors
    ///
    /// [`NoReliability::Half`] for a half that is empty, everything, or names an item twice; [`NoReliability::NoVariance`] where a
    /// half does not vary, [`NoReliability::Opposite`] where the halves correlate at -1.
    ///
    /// # Example
    ///
    /// Odd against even:
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::reliability::{Covariances, MissingPairs};
    ///
    /// let answers = DataTable::complete(&[[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])?;
    /// let halves = Covariances::of(&answers, MissingPairs::Listwise).split_half(&[0])?;
    /// assert!((halves.correlation - 0.5).abs() < 1e-14);
    /// assert!((halves.spearman_brown - 2.0 / 3.0).abs() < 1e-14);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn split_half(&self, first: &[usize]) -> Result<SplitHalf, NoReliability> {
        let items = self.items();
        let (_, sum) = self.totals(2)?;
        let mut inside = vec![false; items];
        for &item in first {
            match inside.get_mut(item) {
                Some(place) if !*place => *place = true,
                _ => return Err(NoReliability::Half { items }),
            }
        }
        if first.is_empty() || first.len() == items {
            return Err(NoReliability::Half { items });
        }
        let [own, across, other] = self.halves(&inside)?;
        let nothing = 1e-12 * sum;
        if own <= nothing || other <= nothing {
            return Err(NoReliability::NoVariance);
        }
        let correlation = across / (own * other).sqrt();
        if correlation < 1e-9 - 1.0 {
            return Err(NoReliability::Opposite);
        }
        // Parts of the length: p and 1 - p.
        let part = first.len() as f64 / items as f64;
        let (square, parts) = (correlation * correlation, part * (1.0 - part));
        let rest = 2.0 * parts * (1.0 - square);
        let horst = if rest > 1e-12 {
            (correlation * (square + 4.0 * parts * (1.0 - square)).sqrt() - square) / rest
        } else {
            correlation
        };
        Ok(SplitHalf {
            correlation,
            spearman_brown: spearman_brown(correlation, 2.0),
            horst,
            guttman: 4.0 * across / sum,
        })
    }

    /// Tries every split into two halves of (nearly) one length. Time O(splits x items²); at most 20 items.
    ///
    /// # Errors
    ///
    /// [`NoReliability::TooManySplits`] for more; the others as of [`alpha`](Self::alpha).
    pub fn split_halves(&self) -> Result<SplitHalves, NoReliability> {
        let items = self.items();
        let (_, sum) = self.totals(2)?;
        if items > MOST {
            return Err(NoReliability::TooManySplits { items, most: MOST });
        }
        let half = items / 2;
        let (mut splits, mut total) = (0_usize, 0.0);
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for bits in 0..1_u32 << items {
            // An even split is met from both sides; the one without the last item counts.
            let twice = items.is_multiple_of(2) && bits >> (items - 1) & 1 == 1;
            if bits.count_ones() as usize != half || twice {
                continue;
            }
            let inside: Vec<bool> = (0..items).map(|item| bits >> item & 1 == 1).collect();
            let value = 4.0 * self.halves(&inside)?[1] / sum;
            splits += 1;
            total += value;
            lowest = lowest.min(value);
            highest = highest.max(value);
        }
        Ok(SplitHalves { splits, lowest, mean: total / splits as f64, highest })
    }

    /// Variance of the sum inside, covariance of both sums, variance of the sum outside.
    fn halves(&self, inside: &[bool]) -> Result<[f64; 3], NoReliability> {
        let mut sums = [0.0; 3];
        for (a, &of_a) in inside.iter().enumerate() {
            for (b, &of_b) in inside.iter().enumerate() {
                let cell = self.get(a, b).ok_or(NoReliability::TooFewPersons)?;
                let [own, across, other] = &mut sums;
                match (of_a, of_b) {
                    (true, true) => *own += cell,
                    (false, false) => *other += cell,
                    // Both orders are met.
                    _ => *across += cell / 2.0,
                }
            }
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataTable;
    use crate::reliability::MissingPairs;
    use crate::testing::close;

    fn four() -> Covariances {
        let rows = [
            [1.0, 2.0, 1.0, 3.0],
            [2.0, 1.0, 2.0, 2.0],
            [3.0, 3.0, 4.0, 5.0],
            [5.0, 4.0, 5.0, 3.0],
        ];
        Covariances::of(&DataTable::complete(&rows).unwrap(), MissingPairs::Listwise)
    }

    #[test]
    fn the_mean_of_all_halves_is_alpha() {
        let all = four().split_halves().unwrap();
        assert_eq!(all.splits, 3);
        close(all.mean, four().alpha().unwrap().value, 1e-14);
        let named = [[0, 1], [0, 2], [0, 3]].map(|half| four().split_half(&half).unwrap().guttman);
        close(named.into_iter().fold(f64::NEG_INFINITY, f64::max), all.highest, 1e-14);
        close(named.into_iter().fold(f64::INFINITY, f64::min), all.lowest, 1e-14);
    }

    #[test]
    fn horst_is_spearman_brown_for_equal_lengths() {
        let equal = four().split_half(&[0, 3]).unwrap();
        close(equal.horst, equal.spearman_brown, 1e-12);
        let unequal = four().split_half(&[0]).unwrap();
        assert!(unequal.horst > unequal.spearman_brown, "{unequal:?}");
        close(four().split_half(&[1, 2, 3]).unwrap().horst, unequal.horst, 1e-14);
    }

    #[test]
    fn opposite_halves_are_said() {
        let rows = [[1.0, 3.0, 1.0], [2.0, 2.0, 2.0], [3.0, 1.0, 3.0]];
        let found = Covariances::of(&DataTable::complete(&rows).unwrap(), MissingPairs::Listwise);
        assert_eq!(found.split_half(&[1]), Err(NoReliability::Opposite));
    }

    #[test]
    fn a_half_is_some_items_each_once() {
        for half in [&[][..], &[0, 1, 2, 3], &[0, 0], &[4]] {
            assert_eq!(four().split_half(half), Err(NoReliability::Half { items: 4 }));
        }
    }
}

use super::{Covariances, NoReliability};
use crate::linear::inverse_diagonal;

impl Covariances {
    /// Guttman's (1945) lambda 2: a lower bound of reliability that is never below alpha.
    ///
    /// Of [`correlations`](Self::correlations), the value for standardised items, which is what most packages print.
    ///
    /// # Errors
    ///
    /// [`NoReliability`] for fewer than two items, two persons or any variance.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::reliability::{Covariances, MissingPairs};
    ///
    /// let answers = DataTable::complete(&[[1.0, 2.0, 1.0], [2.0, 1.0, 2.0], [3.0, 3.0, 4.0], [5.0, 4.0, 5.0]])?;
    /// let covariances = Covariances::of(&answers, MissingPairs::Listwise);
    /// assert!(covariances.lambda2()? >= covariances.alpha()?.value);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lambda2(&self) -> Result<f64, NoReliability> {
        let (trace, sum) = self.totals(2)?;
        let items = self.items();
        let mut squares = 0.0;
        for a in 0..items {
            for b in (0..items).filter(|&b| b != a) {
                squares += self.get(a, b).ok_or(NoReliability::TooFewPersons)?.powi(2);
            }
        }
        let k = items as f64;
        Ok((sum - trace + (k / (k - 1.0) * squares).sqrt()) / sum)
    }

    /// Guttman's (1945) lambda 6: each item's error is what regression on the other items leaves of it. Time O(items³).
    ///
    /// Of [`correlations`](Self::correlations), the value for standardised items, which is what most packages print.
    ///
    /// # Errors
    ///
    /// As of [`lambda2`](Self::lambda2), and [`NoReliability::NotPositiveDefinite`] where an item follows from the others.
    pub fn lambda6(&self) -> Result<f64, NoReliability> {
        let (_, sum) = self.totals(2)?;
        let inverse = inverse_diagonal(&self.matrix()?, self.items())
            .ok_or(NoReliability::NotPositiveDefinite)?;
        let errors: f64 = inverse.iter().map(|value| 1.0 / value).sum();
        Ok(1.0 - errors / sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataTable;
    use crate::reliability::MissingPairs;
    use crate::testing::close;

    fn covariances(rows: &[[f64; 3]]) -> Covariances {
        Covariances::of(&DataTable::complete(rows).unwrap(), MissingPairs::Listwise)
    }

    #[test]
    fn equal_covariances_make_lambda_2_alpha() {
        // Two items: lambda 2 is (2c + √(2 · 2c²))/sum = 4c/sum, and so is alpha.
        let rows = [[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]];
        let found = Covariances::of(&DataTable::complete(&rows).unwrap(), MissingPairs::Listwise);
        close(found.lambda2().unwrap(), 2.0 / 3.0, 1e-14);
        // Each item leaves 1 - r² = 3/4 of its variance 1.
        close(found.lambda6().unwrap(), 1.0 - 1.5 / 3.0, 1e-14);
    }

    #[test]
    fn an_item_that_follows_from_the_others_has_no_error_to_divide_by() {
        let found =
            covariances(&[[1.0, 2.0, 3.0], [2.0, 1.0, 3.0], [3.0, 3.0, 6.0], [5.0, 1.0, 6.0]]);
        assert_eq!(found.lambda6(), Err(NoReliability::NotPositiveDefinite));
        assert!(found.lambda2().is_ok());
    }
}

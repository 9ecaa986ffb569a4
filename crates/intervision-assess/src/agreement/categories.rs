use super::NoAgreement;
use crate::DataTable;

/// The categories that raters could choose from, lowest first: used or not, they count for what chance would give.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::Categories;
///
/// assert_eq!(Categories::range(1, 5)?.values(), [1.0, 2.0, 3.0, 4.0, 5.0]);
/// assert!(Categories::new([3.0]).is_err());
/// # Ok::<(), intervision_assess::agreement::NoAgreement>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Categories {
    values: Vec<f64>,
}

/// How much two categories count as agreement: 1 on the diagonal, less away from it.
///
/// Distances are those of the categories' values, so that 1, 2 and 10 are not equally far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Weights {
    /// Only the same category agrees; for categories without an order.
    #[default]
    Identity,
    /// 1 less the distance over the largest one (Cicchetti and Allison, 1971).
    Linear,
    /// 1 less the squared distance over the largest one (Fleiss and Cohen, 1973).
    Quadratic,
}

impl Categories {
    /// The categories, in any order.
    ///
    /// # Errors
    ///
    /// [`NoAgreement::Categories`] for fewer than two, one that is not finite, or one twice.
    pub fn new(values: impl IntoIterator<Item = f64>) -> Result<Categories, NoAgreement> {
        // A zero with a sign is the same category.
        let mut values: Vec<f64> = values.into_iter().map(|value| value + 0.0).collect();
        values.sort_by(f64::total_cmp);
        let rising = values.windows(2).all(|pair| pair.first() < pair.last());
        if values.len() < 2 || !rising || !values.iter().all(|value| value.is_finite()) {
            return Err(NoAgreement::Categories { found: values.len() });
        }
        Ok(Categories { values })
    }

    /// The whole numbers `min..=max`, as in a response format.
    ///
    /// # Errors
    ///
    /// [`NoAgreement::Categories`] unless `min < max`.
    pub fn range(min: i32, max: i32) -> Result<Categories, NoAgreement> {
        Categories::new((min..=max).map(f64::from))
    }

    /// The categories that a table uses: fewer than there were to choose from, perhaps.
    ///
    /// # Errors
    ///
    /// [`NoAgreement::Categories`] when it uses fewer than two.
    pub fn used(table: &DataTable) -> Result<Categories, NoAgreement> {
        let mut values: Vec<f64> = table.values().flatten().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        Categories::new(values)
    }

    /// Lowest first.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Which category each filled cell is, row by row, as pairs of column and category.
    pub(super) fn sorted(
        &self,
        table: &DataTable,
    ) -> Result<Vec<Vec<(usize, usize)>>, NoAgreement> {
        let place = |row: usize, column: usize, value: f64| {
            let found =
                self.values.iter().position(|category| category.total_cmp(&(value + 0.0)).is_eq());
            let found =
                found.ok_or(NoAgreement::NoCategory { row: row + 1, column: column + 1, value });
            found.map(|category| (column, category))
        };
        let sort = |(row, cells): (usize, &[f64])| {
            let filled = cells.iter().enumerate().filter(|(_, value)| !value.is_nan());
            filled.map(|(column, &value)| place(row, column, value)).collect()
        };
        table.raw().enumerate().map(sort).collect()
    }

    /// The weight of two categories.
    pub(super) fn weight(&self, weights: Weights, a: usize, b: usize) -> f64 {
        let value = |index: usize| self.values.get(index).copied().unwrap_or(0.0);
        let width = value(self.values.len() - 1) - value(0);
        let distance = (value(a) - value(b)).abs() / width;
        match weights {
            Weights::Identity => f64::from(u8::from(a == b)),
            Weights::Linear => 1.0 - distance,
            Weights::Quadratic => 1.0 - distance * distance,
        }
    }
}

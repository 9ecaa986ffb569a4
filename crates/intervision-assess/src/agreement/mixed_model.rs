use super::restricted::components;
use super::{IccForm, NoIcc};
use crate::DataTable;

/// Intraclass correlations from a mixed model fitted by restricted maximum likelihood: persons, and but for the one-way forms raters, as
/// random effects (Patterson and Thompson, 1971). Cells may be empty.
///
/// On a complete table the values are those of the analysis of variance ([`Intraclass`](super::Intraclass)) wherever no variance comes out
/// negative there; where one does, the model puts it at 0 and fits the others again. There are no intervals: those of Shrout and
/// Fleiss hold for complete tables only.
///
/// # Example
///
/// The table of Shrout and Fleiss (1979) without its first rating:
///
/// ```
/// use intervision_assess::DataTable;
/// use intervision_assess::agreement::{IccForm, MixedModel};
///
/// let rows = [[0., 2., 5., 8.], [6., 1., 3., 2.], [8., 4., 6., 8.], [7., 1., 2., 6.], [10., 5., 6., 9.], [6., 2., 4., 7.]];
/// let cells = rows.map(|row| row.map(|value| (value > 0.0).then_some(value)));
/// let model = MixedModel::of(&DataTable::with_missing(&cells)?)?;
/// let icc = model.get(IccForm::TwoWayRandom);
/// assert!((0.2..0.4).contains(&icc));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct MixedModel {
    /// Persons with a rating.
    pub persons: usize,
    /// Raters.
    pub raters: usize,
    /// Variance between persons, the raters taken out.
    pub person_variance: f64,
    /// Variance between raters.
    pub rater_variance: f64,
    /// What is left.
    pub error_variance: f64,
    /// Variance between persons where raters are not told apart.
    pub one_way_person_variance: f64,
    /// Variance within persons where raters are not told apart.
    pub one_way_error_variance: f64,
}

impl MixedModel {
    /// Fits a table with one row per person rated and one column per rater. Time O(steps x persons x raters²).
    ///
    /// # Errors
    ///
    /// [`NoIcc::TooSmall`] for fewer than two persons or raters, [`NoIcc::NoVariance`] where nothing is left to compare with.
    pub fn of(table: &DataTable) -> Result<MixedModel, NoIcc> {
        let persons = table.values().filter(|row| row.clone().next().is_some()).count();
        let twice = table.values().any(|row| row.clone().nth(1).is_some());
        let raters = table.columns();
        if persons < 2 || raters < 2 || !twice {
            return Err(NoIcc::TooSmall { persons, raters });
        }
        let two_way = components(table, true).ok_or(NoIcc::NoVariance)?;
        let one_way = components(table, false).ok_or(NoIcc::NoVariance)?;
        Ok(MixedModel {
            persons,
            raters,
            person_variance: two_way.rows,
            rater_variance: two_way.columns,
            error_variance: two_way.error,
            one_way_person_variance: one_way.rows,
            one_way_error_variance: one_way.error,
        })
    }

    /// One of the six; the means are of as many ratings as there are raters.
    #[must_use]
    pub fn get(&self, form: IccForm) -> f64 {
        let k = self.raters as f64;
        let (person, rest) = match form {
            IccForm::OneWay | IccForm::OneWayMean => {
                (self.one_way_person_variance, self.one_way_error_variance)
            }
            IccForm::TwoWayRandom | IccForm::TwoWayRandomMean => {
                (self.person_variance, self.rater_variance + self.error_variance)
            }
            IccForm::TwoWayMixed | IccForm::TwoWayMixedMean => {
                (self.person_variance, self.error_variance)
            }
        };
        let ratings = match form {
            IccForm::OneWay | IccForm::TwoWayRandom | IccForm::TwoWayMixed => 1.0,
            _ => k,
        };
        person / (person + rest / ratings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Intraclass;
    use crate::testing::close;

    const TABLE: [[f64; 4]; 6] = [
        [9.0, 2.0, 5.0, 8.0],
        [6.0, 1.0, 3.0, 2.0],
        [8.0, 4.0, 6.0, 8.0],
        [7.0, 1.0, 2.0, 6.0],
        [10.0, 5.0, 6.0, 9.0],
        [6.0, 2.0, 4.0, 7.0],
    ];

    #[test]
    fn complete_ratings_give_the_analysis_of_variance() {
        // R psych 2.2.9 with lmer prints the same to its 1e-6: .165742 .289764 .714842.
        let model = MixedModel::of(&DataTable::complete(&TABLE).unwrap()).unwrap();
        for icc in Intraclass::of(&TABLE, 0.95).unwrap().all() {
            close(model.get(icc.form), icc.value, 1e-6);
        }
    }

    #[test]
    fn an_empty_cell_leaves_the_restricted_likelihood() {
        // The same likelihood from its dense matrices, minimised in scipy.
        let mut cells = TABLE.map(|row| row.map(Some));
        cells[0][0] = None;
        let model = MixedModel::of(&DataTable::with_missing(&cells).unwrap()).unwrap();
        close(model.person_variance, 2.495_997_485, 1e-6);
        close(model.rater_variance, 4.946_654_722, 1e-6);
        close(model.error_variance, 1.046_483_704, 1e-6);
        close(model.get(IccForm::TwoWayRandom), 0.294_022_561, 1e-7);
    }

    #[test]
    fn a_negative_variance_becomes_nothing() {
        // Persons differ less than chance: the mean square between is below that of the error, and analysis of variance
        // has no answer.
        let rows = [[1.0, 5.0, 3.0], [5.0, 1.0, 3.0], [3.0, 3.0, 3.5]];
        assert_eq!(Intraclass::of(&rows, 0.95).unwrap_err(), NoIcc::LessThanChance);
        let model = MixedModel::of(&DataTable::complete(&rows).unwrap()).unwrap();
        close(model.get(IccForm::OneWay), 0.0, 1e-9);
    }

    #[test]
    fn too_little_is_said() {
        let thin = DataTable::with_missing(&[[Some(1.0), None], [None, Some(2.0)]]).unwrap();
        assert_eq!(MixedModel::of(&thin), Err(NoIcc::TooSmall { persons: 2, raters: 2 }));
        let exact = DataTable::complete(&[[1.0, 1.0], [2.0, 2.0]]).unwrap();
        assert_eq!(MixedModel::of(&exact), Err(NoIcc::NoVariance));
    }
}

use super::profile::{Shared, interval};
use super::restricted::{Components, components};
use super::{Icc, IccForm, NoIcc};
use crate::{DataTable, Interval};

/// Intraclass correlations from a mixed model fitted by restricted maximum likelihood: persons, and but for the one-way forms raters, as
/// random effects (Patterson and Thompson, 1971). Cells may be empty.
///
/// On a complete table the values are those of the analysis of variance ([`Intraclass`](super::Intraclass)) wherever no variance comes out
/// negative there; where one does, the model puts it at 0 and fits the others again.
/// [`with_intervals`](MixedModel::with_intervals) adds intervals, which for incomplete tables come from the likelihood.
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
        let size = table.values().flatten().fold(0.0, |size: f64, value| size.max(value.abs()));
        let table = &table.centred();
        // What rounding leaves is no variance.
        let varies = |found: &Components| found.error > (size * 1e-12).powi(2);
        let fit = |raters| components(table, raters).filter(varies).ok_or(NoIcc::NoVariance);
        let (two_way, one_way) = (fit(true)?, fit(false)?);
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

    /// The six correlations with intervals, in the order of [`IccForm::ALL`]: all values that the restricted likelihood does not find
    /// significantly less likely than the best one. They do not go below 0.
    ///
    /// How often 95 % intervals of one rating hold the true value, with variances of 1, .3 and .7 for persons, raters and error (1,000 samples
    /// per line, of which .950 is known to ±.007; beside it the analysis of variance where no cell is empty):
    ///
    /// | persons | raters | empty cells | ICC(2,1) | ICC(3,1) | analysis of variance |
    /// |---|---|---|---|---|---|
    /// | 10 | 4 | none | .949 | .931 | .942, .931 |
    /// | 10 | 4 | one in five | .946 | .938 | |
    /// | 30 | 4 | none | .948 | .944 | .936, .942 |
    /// | 30 | 4 | one in five | .952 | .937 | |
    ///
    /// With ten persons those of ICC(3,1) are a little short, as they are by analysis of variance. All are wide where raters are few: from
    /// four nobody knows well how much raters differ.
    ///
    /// Complexity: some 10,000 times persons x raters².
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::agreement::MixedModel;
    ///
    /// let rows = [[Some(9.), Some(8.), None], [Some(2.), Some(3.), Some(2.)], [Some(5.), None, Some(6.)], [Some(7.), Some(6.), Some(8.)]];
    /// let [single, ..] = MixedModel::with_intervals(&DataTable::with_missing(&rows)?, 0.9)?;
    /// assert!(single.interval.low < single.value && single.value < single.interval.high);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As of [`of`](MixedModel::of), and [`NoIcc::Confidence`].
    pub fn with_intervals(table: &DataTable, confidence: f64) -> Result<[Icc; 6], NoIcc> {
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(NoIcc::Confidence { value: confidence });
        }
        let model = MixedModel::of(table)?;
        let one_way = Components {
            rows: model.one_way_person_variance,
            columns: 0.0,
            error: model.one_way_error_variance,
        };
        let two_way = Components {
            rows: model.person_variance,
            columns: model.rater_variance,
            error: model.error_variance,
        };
        let table = &table.centred();
        let ends =
            |shared, best| interval(table, shared, best, confidence).ok_or(NoIcc::NoVariance);
        let one = ends(Shared::Error { raters: false }, one_way)?;
        let random = ends(Shared::RatersAndError, two_way)?;
        let mixed = ends(Shared::Error { raters: true }, two_way)?;
        // Spearman-Brown: from one rating to the mean of k.
        let k = model.raters as f64;
        let mean = |r: f64| k * r / (1.0 + (k - 1.0) * r);
        let means = |(low, high): (f64, f64)| (mean(low), mean(high));
        let all = [one, random, mixed, means(one), means(random), means(mixed)];
        let mut found = IccForm::ALL.map(|form| {
            let (value, interval) = (model.get(form), Interval { low: 0.0, high: 0.0, confidence });
            Icc { form, value, interval }
        });
        for (icc, (low, high)) in found.iter_mut().zip(all) {
            (icc.interval.low, icc.interval.high) = (low, high);
        }
        Ok(found)
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
    use crate::testing::{SHROUT_FLEISS, close};

    #[test]
    fn complete_ratings_give_the_analysis_of_variance() {
        // R psych 2.2.9 with lmer prints the same to its 1e-6: .165742 .289764 .714842.
        let model = MixedModel::of(&DataTable::complete(&SHROUT_FLEISS).unwrap()).unwrap();
        for icc in Intraclass::of(&SHROUT_FLEISS, 0.95).unwrap().found() {
            close(model.get(icc.form), icc.value, 1e-6);
        }
    }

    #[test]
    fn an_empty_cell_leaves_the_restricted_likelihood() {
        // The same likelihood from its dense matrices, minimised in scipy.
        let mut cells = SHROUT_FLEISS.map(|row| row.map(Some));
        cells[0][0] = None;
        let model = MixedModel::of(&DataTable::with_missing(&cells).unwrap()).unwrap();
        close(model.person_variance, 2.495_997_485, 1e-6);
        close(model.rater_variance, 4.946_654_722, 1e-6);
        close(model.error_variance, 1.046_483_704, 1e-6);
        close(model.get(IccForm::TwoWayRandom), 0.294_022_561, 1e-7);
    }

    #[test]
    fn intervals_are_those_of_the_profile() {
        // The same likelihood from its dense matrices, profiled in scipy.
        let mut cells = SHROUT_FLEISS.map(|row| row.map(Some));
        cells[0][0] = None;
        let table = DataTable::with_missing(&cells).unwrap();
        let found = MixedModel::with_intervals(&table, 0.95).unwrap();
        let expected = [
            (0.0, 0.689_560_383_1),
            (0.039_166_649_5, 0.746_929_267_9),
            (0.306_232_565_5, 0.933_131_684_2),
        ];
        for (icc, (low, high)) in found.iter().zip(expected) {
            close(icc.interval.low, low, 1e-5);
            close(icc.interval.high, high, 1e-5);
        }
        for icc in found {
            assert!(icc.interval.low <= icc.value && icc.value <= icc.interval.high, "{icc:?}");
        }
        assert_eq!(MixedModel::with_intervals(&table, 1.0), Err(NoIcc::Confidence { value: 1.0 }));
    }

    #[test]
    fn a_negative_variance_becomes_nothing() {
        // Persons differ less than chance: the mean square between is below that of the error, and analysis of variance
        // has no agreement.
        let rows = [[1.0, 5.0, 3.0], [5.0, 1.0, 3.0], [3.0, 3.0, 3.5]];
        let analysis = Intraclass::of(&rows, 0.95).unwrap();
        assert_eq!(analysis.get(IccForm::TwoWayRandomMean), Err(NoIcc::LessThanChance));
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

use crate::Interval;
use crate::special::f_quantile;

/// Which intraclass correlation: Shrout and Fleiss (1979), with their numbers in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum IccForm {
    /// (1,1): every person has other raters; one rating.
    OneWay,
    /// (2,1): the same raters for all, drawn from many; absolute agreement of one rating.
    TwoWayRandom,
    /// (3,1): these raters and no others; consistency of one rating.
    TwoWayMixed,
    /// (1,k): as (1,1), for the mean of k ratings.
    OneWayMean,
    /// (2,k): as (2,1), for the mean of k ratings.
    TwoWayRandomMean,
    /// (3,k): as (3,1), for the mean of k ratings; Cronbach's alpha.
    TwoWayMixedMean,
}

/// One intraclass correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Icc {
    /// Which one.
    pub form: IccForm,
    /// Its value; can be negative.
    pub value: f64,
    /// Its interval: from the F distribution (Shrout and Fleiss, 1979), of a mixed model from its profile.
    pub interval: Interval,
}

impl IccForm {
    /// All six, one rating first.
    pub const ALL: [IccForm; 6] = [
        IccForm::OneWay,
        IccForm::TwoWayRandom,
        IccForm::TwoWayMixed,
        IccForm::OneWayMean,
        IccForm::TwoWayRandomMean,
        IccForm::TwoWayMixedMean,
    ];
}

/// The six intraclass correlations of a complete table, from the analysis of variance. Each form is there or says why not: raters who
/// differ by a constant leave no error between them, and the one-way forms all the same.
///
/// # Example
///
/// The table of Shrout and Fleiss (1979): six persons, four raters.
///
/// ```
/// use intervision_assess::agreement::{IccForm, Intraclass};
///
/// let table = [[9., 2., 5., 8.], [6., 1., 3., 2.], [8., 4., 6., 8.], [7., 1., 2., 6.], [10., 5., 6., 9.], [6., 2., 4., 7.]];
/// let icc = Intraclass::of(&table, 0.95)?;
/// assert!((icc.get(IccForm::TwoWayRandom)?.value - 0.29).abs() < 0.005);
/// # Ok::<(), intervision_assess::agreement::NoIcc>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Intraclass {
    persons: usize,
    raters: usize,
    #[cfg_attr(feature = "serde", serde(serialize_with = "forms"))]
    forms: [Result<Icc, NoIcc>; 6],
}

/// A form that is there as it is, and of another one its name and the reason.
#[cfg(feature = "serde")]
fn forms<S: serde::Serializer>(
    forms: &[Result<Icc, NoIcc>; 6],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(serde::Serialize)]
    #[serde(untagged)]
    enum Form<'a> {
        There(&'a Icc),
        Not { form: IccForm, none: &'a NoIcc },
    }
    fn of((found, form): (&Result<Icc, NoIcc>, IccForm)) -> Form<'_> {
        match found {
            Ok(icc) => Form::There(icc),
            Err(none) => Form::Not { form, none },
        }
    }
    serializer.collect_seq(forms.iter().zip(IccForm::ALL).map(of))
}

/// Why there is no intraclass correlation.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoIcc {
    /// Fewer than two persons or two raters.
    #[error("{persons} persons by {raters} raters; an intraclass correlation needs 2 by 2")]
    TooSmall {
        /// Rows.
        persons: usize,
        /// Columns of the first row.
        raters: usize,
    },
    /// A row of another length than the first.
    #[error(
        "person {person} has {found} ratings and the first person {expected}; the table must be complete"
    )]
    Ragged {
        /// Which row, counted from 1.
        person: usize,
        /// Columns of the first row.
        expected: usize,
        /// Columns of this row.
        found: usize,
    },
    /// A rating is not a finite number.
    #[error("person {person} has a rating of {value}, which is not a finite number")]
    NotFinite {
        /// Which row, counted from 1.
        person: usize,
        /// The rating.
        value: f64,
    },
    /// The raters agree on everything, or nobody differs: a variance in the denominator is 0.
    #[error("the ratings leave no variance to compare (nobody differs, or the raters never do)")]
    NoVariance,
    /// Persons and raters differ by so much less than chance that agreement divides by nothing or less.
    #[error("persons and raters differ less than chance, so that agreement has no meaning here")]
    LessThanChance,
    /// The confidence is not between 0 and 1.
    #[error("confidence is {value}; it must be above 0 and below 1")]
    Confidence {
        /// The confidence.
        value: f64,
    },
}

impl Intraclass {
    /// The correlations of a table with one row per person rated and one column per rater. Time O(persons x raters).
    ///
    /// # Errors
    ///
    /// [`NoIcc`] says what is wrong with the table; what only some of the forms lack, these say.
    pub fn of<R: AsRef<[f64]>>(table: &[R], confidence: f64) -> Result<Intraclass, NoIcc> {
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(NoIcc::Confidence { value: confidence });
        }
        let persons = table.len();
        let raters = table.first().map_or(0, |row| row.as_ref().len());
        if persons < 2 || raters < 2 {
            return Err(NoIcc::TooSmall { persons, raters });
        }
        for (index, row) in table.iter().enumerate() {
            let (person, row) = (index + 1, row.as_ref());
            if row.len() != raters {
                return Err(NoIcc::Ragged { person, expected: raters, found: row.len() });
            }
            if let Some(&value) = row.iter().find(|value| !value.is_finite()) {
                return Err(NoIcc::NotFinite { person, value });
            }
        }
        let squares = MeanSquares::of(table, persons, raters).ok_or(NoIcc::NoVariance)?;
        Ok(Intraclass { persons, raters, forms: squares.forms(confidence) })
    }

    /// How many persons were rated.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.persons
    }

    /// How many raters there are.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// One of the six.
    ///
    /// # Errors
    ///
    /// [`NoIcc::NoVariance`] for a two-way form where raters differ by constants alone, [`NoIcc::LessThanChance`] where its interval or the
    /// correlation itself has no meaning.
    pub fn get(&self, form: IccForm) -> Result<Icc, NoIcc> {
        let [one, two, three, one_mean, two_mean, three_mean] = self.forms;
        match form {
            IccForm::OneWay => one,
            IccForm::TwoWayRandom => two,
            IccForm::TwoWayMixed => three,
            IccForm::OneWayMean => one_mean,
            IccForm::TwoWayRandomMean => two_mean,
            IccForm::TwoWayMixedMean => three_mean,
        }
    }

    /// Those of the six that are there, in the order of [`IccForm::ALL`].
    pub fn found(&self) -> impl Iterator<Item = Icc> {
        self.forms.into_iter().flatten()
    }
}

/// Mean squares of persons x raters.
struct MeanSquares {
    n: f64,
    k: f64,
    between: f64,
    within: f64,
    raters: f64,
    /// 0 where raters differ by constants alone.
    error: f64,
}

impl MeanSquares {
    fn of<R: AsRef<[f64]>>(table: &[R], persons: usize, raters: usize) -> Option<Self> {
        let (n, k) = (persons as f64, raters as f64);
        let rows: Vec<f64> = table.iter().map(|row| row.as_ref().iter().sum::<f64>() / k).collect();
        let mut columns = vec![0.0; raters];
        for row in table {
            for (column, value) in columns.iter_mut().zip(row.as_ref()) {
                *column += value / n;
            }
        }
        let grand = rows.iter().sum::<f64>() / n;
        let (mut within, mut error, mut size) = (0.0, 0.0, 0.0_f64);
        for (row, mean) in table.iter().zip(&rows) {
            for (value, column) in row.as_ref().iter().zip(&columns) {
                within += (value - mean).powi(2);
                error += (value - mean - column + grand).powi(2);
                size = size.max(value.abs());
            }
        }
        let squares = |means: &[f64]| means.iter().map(|mean| (mean - grand).powi(2)).sum::<f64>();
        let mut found = MeanSquares {
            n,
            k,
            between: k * squares(&rows) / (n - 1.0),
            within: within / (n * (k - 1.0)),
            raters: n * squares(&columns) / (k - 1.0),
            error: error / ((n - 1.0) * (k - 1.0)),
        };
        // What rounding leaves is no variance.
        let nothing = (size * 1e-12).powi(2);
        if found.error <= nothing {
            found.error = 0.0;
        }
        (found.between > nothing && found.within > nothing).then_some(found)
    }

    fn forms(&self, confidence: f64) -> [Result<Icc, NoIcc>; 6] {
        let &MeanSquares { n, k, between, within, raters, error } = self;
        let p = f64::midpoint(1.0, confidence);
        let single = |f: f64| (f - 1.0) / (f + k - 1.0);
        // Spearman-Brown: from one rating to the mean of k.
        let mean = |r: f64| k * r / (1.0 + (k - 1.0) * r);
        let fixed = |denominator: f64, degrees: f64| {
            let f = between / denominator;
            let low = f / f_quantile(p, n - 1.0, degrees);
            let high = f * f_quantile(p, degrees, n - 1.0);
            (single(f), single(low), single(high))
        };
        let one = fixed(within, n * (k - 1.0));
        let three = fixed(error, (n - 1.0) * (k - 1.0));
        let two = {
            let r = (between - error) / (between + (k - 1.0) * error + k * (raters - error) / n);
            let f = raters / error;
            let a = k * r * f;
            let b = n * (1.0 + (k - 1.0) * r) - k * r;
            // Satterthwaite's degrees of freedom for raters and error together.
            let degrees = (k - 1.0) * (n - 1.0) * (a + b).powi(2) / ((n - 1.0) * a * a + b * b);
            let rest = k * raters + (k * n - k - n) * error;
            let upper = f_quantile(p, n - 1.0, degrees);
            let lower = f_quantile(p, degrees, n - 1.0);
            let low = n * (between - upper * error) / (upper * rest + n * between);
            let high = n * (lower * between - error) / (rest + n * lower * between);
            (r, low, high)
        };
        let icc = |form, (value, low, high): (f64, f64, f64)| {
            let one_way = matches!(form, IccForm::OneWay | IccForm::OneWayMean);
            if error <= 0.0 && !one_way {
                return Err(NoIcc::NoVariance);
            }
            let meaningful = value <= 1.0 && [value, low, high].iter().all(|end| end.is_finite());
            let interval = Interval { low, high, confidence };
            if meaningful { Ok(Icc { form, value, interval }) } else { Err(NoIcc::LessThanChance) }
        };
        let means = |(value, low, high): (f64, f64, f64)| (mean(value), mean(low), mean(high));
        [
            icc(IccForm::OneWay, one),
            icc(IccForm::TwoWayRandom, two),
            icc(IccForm::TwoWayMixed, three),
            icc(IccForm::OneWayMean, means(one)),
            icc(IccForm::TwoWayRandomMean, means(two)),
            icc(IccForm::TwoWayMixedMean, means(three)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SHROUT_FLEISS, close};

    #[test]
    fn the_six_published_values_and_their_intervals() {
        // Values: the paper's table 4 (.17 .29 .71 .44 .62 .91); all digits and intervals: R psych 2.2.9.
        let published = [
            (0.165_741_768_405_476, -0.132_932_324_874_751, 0.722_560_062_328_121),
            (0.289_763_779_527_559, 0.018_786_513_374_712, 0.761_084_369_648_953),
            (0.714_840_714_840_715, 0.342_464_765_033_925, 0.945_858_259_955_36),
            (0.442_797_133_679_269, -0.884_442_155_238_119, 0.912_415_420_340_776),
            (0.620_050_547_598_989, 0.071_136_815_302_503_5, 0.927_232_040_167_722),
            (0.909_315_542_377_069, 0.675_674_713_816_305, 0.985_891_678_169_062),
        ];
        let found = Intraclass::of(&SHROUT_FLEISS, 0.95).unwrap();
        for (form, (value, low, high)) in IccForm::ALL.into_iter().zip(published) {
            let icc = found.get(form).unwrap();
            close(icc.value, value, 1e-12);
            close(icc.interval.low, low, 1e-9);
            close(icc.interval.high, high, 1e-9);
            assert_eq!(icc.form, form);
        }
        assert_eq!(found.found().count(), 6);
    }

    #[test]
    fn what_one_form_lacks_the_others_keep() {
        // The second rater always gives one more: between raters there is no error, within persons there is.
        let found = Intraclass::of(&[[1.0, 2.0], [2.0, 3.0], [5.0, 6.0]], 0.95).unwrap();
        assert_eq!(found.get(IccForm::TwoWayMixed), Err(NoIcc::NoVariance));
        // Mean squares 26/3 between and 1/2 within.
        close(
            found.get(IccForm::OneWay).unwrap().value,
            (26.0 / 3.0 - 0.5) / (26.0 / 3.0 + 0.5),
            1e-12,
        );
        assert_eq!(found.found().count(), 2);
        // Persons differ less than chance: absolute agreement divides by less than nothing.
        let rows = [[1.0, 5.0, 3.0], [5.0, 1.0, 3.0], [3.0, 3.0, 3.5]];
        let found = Intraclass::of(&rows, 0.95).unwrap();
        assert_eq!(found.get(IccForm::TwoWayRandomMean), Err(NoIcc::LessThanChance));
        assert!(found.get(IccForm::TwoWayMixed).unwrap().value < 0.0);
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said() {
        let text = |table: &[Vec<f64>]| Intraclass::of(table, 0.95).unwrap_err().to_string();
        assert_eq!(
            text(&[vec![1.0, 2.0]]),
            "1 persons by 2 raters; an intraclass correlation needs 2 by 2"
        );
        assert_eq!(
            text(&[vec![1.0, 2.0], vec![1.0]]),
            "person 2 has 1 ratings and the first person 2; the table must be complete"
        );
        assert!(
            text(&[vec![1.0, 2.0], vec![1.0, f64::NAN]])
                .starts_with("person 2 has a rating of NaN")
        );
        assert!(
            text(&[vec![1.0, 1.0], vec![2.0, 2.0]]).starts_with("the ratings leave no variance")
        );
        assert!(
            text(&[vec![1.0, 2.0], vec![1.0, 2.0]]).starts_with("the ratings leave no variance")
        );
        assert!(
            text(&[vec![3.0, 3.0], vec![3.0, 3.0]]).starts_with("the ratings leave no variance")
        );
        let error = Intraclass::of(&SHROUT_FLEISS, 0.0).unwrap_err();
        assert_eq!(error.to_string(), "confidence is 0; it must be above 0 and below 1");
    }
}

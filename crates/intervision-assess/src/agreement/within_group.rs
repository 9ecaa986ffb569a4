use super::NoAgreement;

/// How people would answer who have no opinion: what the spread of a group is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Null {
    /// Every one of this many categories is as likely: variance (A² - 1)/12.
    Uniform {
        /// How many categories the format has.
        categories: u32,
    },
    /// Half of the group at each end of this many categories: the largest variance there is, (A - 1)²/4.
    MaximumDissensus {
        /// How many categories the format has.
        categories: u32,
    },
    /// A distribution of this variance, for example a skewed one (`LeBreton` and Senter, 2008, print some).
    Variance(f64),
}

impl Null {
    /// Its variance.
    ///
    /// # Errors
    ///
    /// [`NoAgreement::Categories`] for fewer than two, [`NoAgreement::Null`] for a variance that is not positive.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::agreement::Null;
    ///
    /// assert_eq!(Null::Uniform { categories: 5 }.variance(), Ok(2.0));
    /// assert_eq!(Null::MaximumDissensus { categories: 5 }.variance(), Ok(4.0));
    /// ```
    pub fn variance(self) -> Result<f64, NoAgreement> {
        match self {
            Null::Uniform { categories } | Null::MaximumDissensus { categories }
                if categories < 2 =>
            {
                Err(NoAgreement::Categories { found: categories as usize })
            }
            Null::Uniform { categories } => Ok((f64::from(categories).powi(2) - 1.0) / 12.0),
            Null::MaximumDissensus { categories } => {
                Ok((f64::from(categories) - 1.0).powi(2) / 4.0)
            }
            Null::Variance(variance) if variance > 0.0 && variance.is_finite() => Ok(variance),
            Null::Variance(variance) => Err(NoAgreement::Null { variance }),
        }
    }
}

/// Agreement of one group on one item, `r_WG` (James, Demaree and Wolf, 1984): 1 less the variance of the ratings over that of the
/// null.
///
/// 1 is full agreement and 0 that of chance. It is negative where raters disagree more than chance, and returned as it is:
/// setting it to 0 would hide a divided group.
///
/// # Errors
///
/// [`NoAgreement`] for fewer than two ratings, and for a null without variance.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::{Null, rwg};
///
/// let random = Null::Uniform { categories: 5 };
/// assert_eq!(rwg(&[4, 4, 5, 4, 3], random), Ok(0.75));
/// assert!(rwg(&[1, 5], random)? < 0.0);
/// # Ok::<(), intervision_assess::agreement::NoAgreement>(())
/// ```
pub fn rwg(ratings: &[i32], null: Null) -> Result<f64, NoAgreement> {
    Ok(1.0 - variance(ratings)? / null.variance()?)
}

/// Agreement of one group on a scale of J items that measure one thing, `r_WG(J)` (James, Demaree and Wolf, 1984), each item with the
/// ratings of the whole group.
///
/// 0 where the mean variance reaches that of the null: beyond it the formula has no meaning ([`rwg_star`] goes on). It rises with the
/// number of items, whatever they are.
///
/// # Errors
///
/// As of [`rwg`]; [`NoAgreement::TooFewRatings`] without items.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::{Null, rwg_j};
///
/// // Five items of variance .5 each.
/// let items = [[4, 4, 5, 4, 3]; 5];
/// assert_eq!(rwg_j(&items, Null::Uniform { categories: 5 }), Ok(0.9375));
/// ```
pub fn rwg_j<R: AsRef<[i32]>>(items: &[R], null: Null) -> Result<f64, NoAgreement> {
    let agreeing = rwg_star(items, null)?;
    let j = items.len() as f64;
    Ok(if agreeing <= 0.0 { 0.0 } else { j * agreeing / (j * agreeing + 1.0 - agreeing) })
}

/// Agreement of one group on a scale that does not rise with the number of items, `r*_WG(J)` (Lindell, Brandt and Whitney, 1999): 1 less
/// the mean variance of the items over that of the null.
///
/// # Errors
///
/// As of [`rwg_j`].
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::{Null, rwg_star};
///
/// assert_eq!(rwg_star(&[[4, 4, 5, 4, 3], [1, 1, 1, 1, 1]], Null::Uniform { categories: 5 }), Ok(0.875));
/// ```
pub fn rwg_star<R: AsRef<[i32]>>(items: &[R], null: Null) -> Result<f64, NoAgreement> {
    let random = null.variance()?;
    let mean = mean_of(items, variance)?;
    Ok(1.0 - mean / random)
}

/// Average deviation from the group's mean, `AD_M` (Burke, Finkelstein and Dusig, 1999), in points of the format; over several items, the
/// mean of theirs. Lower is more agreement; at most a sixth of the number of categories counts as agreement (Burke and Dunlap, 2002).
///
/// # Errors
///
/// [`NoAgreement::TooFewRatings`] for fewer than two ratings or no items.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::average_deviation;
///
/// assert_eq!(average_deviation(&[[4, 4, 5, 4, 3]]), Ok(0.4));
/// ```
pub fn average_deviation<R: AsRef<[i32]>>(items: &[R]) -> Result<f64, NoAgreement> {
    mean_of(items, |ratings| {
        let mean = mean(ratings)?;
        let away: f64 = ratings.iter().map(|&rating| (f64::from(rating) - mean).abs()).sum();
        Ok(away / ratings.len() as f64)
    })
}

/// Agreement of one group on one item, `a_WG` (Brown and Hauenstein, 2005): the null is the largest spread that the group's own mean allows
/// between `min` and `max`, so that a mean near an end does not look like agreement. 1 is full agreement and -1 none.
///
/// # Errors
///
/// [`NoAgreement::TooFewRatings`] for fewer than two, [`NoAgreement::OutsideFormat`] for a rating outside the format, and
/// [`NoAgreement::ExtremeMean`] where the mean lies nearer an end than one rater's share: there the largest spread is not defined.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::awg;
///
/// // Mean 4, variance .5; the largest is (6·4 - 16 - 5) · 5/4 = 3.75.
/// assert!((awg(&[4, 4, 5, 4, 3], 1, 5)? - (1.0 - 2.0 * 0.5 / 3.75)).abs() < 1e-12);
/// assert_eq!(awg(&[1, 5, 1, 5], 1, 5), Ok(-1.0));
/// # Ok::<(), intervision_assess::agreement::NoAgreement>(())
/// ```
pub fn awg(ratings: &[i32], min: i32, max: i32) -> Result<f64, NoAgreement> {
    let (low, high) = (f64::from(min), f64::from(max));
    if let Some(&value) = ratings.iter().find(|rating| !(min..=max).contains(*rating)) {
        return Err(NoAgreement::OutsideFormat { value: f64::from(value), min: low, max: high });
    }
    let (spread, mean, k) = (variance(ratings)?, mean(ratings)?, ratings.len() as f64);
    if spread == 0.0 {
        return Ok(1.0);
    }
    let (least, most) = ((low * (k - 1.0) + high) / k, (high * (k - 1.0) + low) / k);
    // A hair of slack: a mean of whole numbers may round to just outside.
    if mean < least - 1e-9 || mean > most + 1e-9 {
        return Err(NoAgreement::ExtremeMean { mean, raters: ratings.len() });
    }
    let largest = ((low + high) * mean - mean * mean - low * high) * k / (k - 1.0);
    Ok(1.0 - 2.0 * spread / largest)
}

/// Agreement of one group on a scale, `a_WG(J)`: the mean of [`awg`] over its items (Brown and Hauenstein, 2005).
///
/// # Errors
///
/// As of [`awg`]; [`NoAgreement::TooFewRatings`] without items.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::awg_j;
///
/// assert_eq!(awg_j(&[[3, 3, 3], [2, 2, 2]], 1, 5), Ok(1.0));
/// ```
pub fn awg_j<R: AsRef<[i32]>>(items: &[R], min: i32, max: i32) -> Result<f64, NoAgreement> {
    mean_of(items, |ratings| awg(ratings, min, max))
}

fn mean_of<R: AsRef<[i32]>>(
    items: &[R],
    of: impl Fn(&[i32]) -> Result<f64, NoAgreement>,
) -> Result<f64, NoAgreement> {
    if items.is_empty() {
        return Err(NoAgreement::TooFewRatings { found: 0, needed: 2 });
    }
    let sum: f64 = items.iter().map(|item| of(item.as_ref())).sum::<Result<f64, _>>()?;
    Ok(sum / items.len() as f64)
}

fn mean(ratings: &[i32]) -> Result<f64, NoAgreement> {
    let found = ratings.len();
    if found < 2 {
        return Err(NoAgreement::TooFewRatings { found, needed: 2 });
    }
    Ok(ratings.iter().copied().map(f64::from).sum::<f64>() / found as f64)
}

fn variance(ratings: &[i32]) -> Result<f64, NoAgreement> {
    let mean = mean(ratings)?;
    let squares: f64 = ratings.iter().map(|&rating| (f64::from(rating) - mean).powi(2)).sum();
    Ok(squares / (ratings.len() as f64 - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    const FIVE: Null = Null::Uniform { categories: 5 };

    #[test]
    fn two_platoons() {
        // R multilevel 2.7, data cohesion: rwg.j and rwg.j.lindell of both platoons, complete rows, uniform null of five.
        let first = [[4, 2, 3, 3], [5, 3, 3, 1], [5, 3, 3, 4], [5, 3, 3, 3], [5, 3, 3, 4]];
        let second = [
            [3, 4, 3, 3, 2, 1],
            [4, 4, 3, 3, 2, 1],
            [3, 3, 2, 3, 2, 1],
            [4, 4, 2, 3, 3, 3],
            [4, 4, 1, 3, 2, 3],
        ];
        close(rwg_j(&first, FIVE).unwrap(), 0.756_578_947_368_421, 1e-12);
        close(rwg_j(&second, FIVE).unwrap(), 0.831_473_214_285_714, 1e-12);
        close(rwg_star(&first, FIVE).unwrap(), 0.383_333_333_333_333, 1e-12);
        close(rwg_star(&second, FIVE).unwrap(), 0.496_666_666_666_667, 1e-12);
    }

    #[test]
    fn everyone_alike_agrees_and_too_little_is_said() {
        assert_eq!(rwg(&[2, 2, 2], Null::Uniform { categories: 7 }), Ok(1.0));
        let text = |error: Result<f64, NoAgreement>| error.unwrap_err().to_string();
        assert_eq!(text(rwg(&[2], FIVE)), "1 ratings have no spread; 2 are needed");
        assert!(
            text(rwg(&[2, 2], Null::Uniform { categories: 1 })).starts_with("1 categories, which")
        );
        assert_eq!(
            text(rwg(&[2, 2], Null::Variance(0.0))),
            "the null has a variance of 0; it must be a positive number"
        );
        let none: [[i32; 2]; 0] = [];
        assert!(rwg_j(&none, FIVE).is_err() && average_deviation(&none).is_err());
    }

    #[test]
    fn beyond_chance_the_scale_has_none_and_the_item_says_how_far() {
        assert_eq!(rwg_j(&[[1, 5, 1, 5]], FIVE), Ok(0.0));
        assert!(rwg_star(&[[1, 5, 1, 5]], FIVE).unwrap() < -1.0);
        close(
            rwg(&[1, 5, 1, 5], Null::MaximumDissensus { categories: 5 }).unwrap(),
            -1.0 / 3.0,
            1e-12,
        );
    }

    #[test]
    fn a_mean_near_an_end_has_no_largest_spread() {
        assert_eq!(
            awg(&[5, 5, 5, 4], 1, 5),
            Err(NoAgreement::ExtremeMean { mean: 4.75, raters: 4 })
        );
        assert_eq!(awg(&[5, 5, 5, 5], 1, 5), Ok(1.0));
        close(awg(&[5, 5, 5, 1], 1, 5).unwrap(), -1.0, 1e-12);
        let error = awg(&[5, 6], 1, 5).unwrap_err().to_string();
        assert_eq!(error, "a rating is 6; the format runs from 1 to 5");
    }
}

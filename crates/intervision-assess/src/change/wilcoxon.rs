use super::wilcoxon_exact::tails;
use crate::agreement::mid_ranks;
use crate::special::normal_cdf;

/// What becomes of people who did not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Zeros {
    /// They are left out before ranking (Wilcoxon, 1945).
    #[default]
    Drop,
    /// They are ranked, and their ranks left out (Pratt, 1959): many who did not change speak against a change.
    Pratt,
    /// They are ranked, and their ranks given half to each side; the normal approximation counts them in the variance.
    Split,
}

/// Where the probability comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Probability {
    /// All signs of the ranks that there are, ties included, each as likely; up to 200 changes.
    #[default]
    Exact,
    /// The normal distribution, its variance corrected for ties.
    Normal,
    /// The same with the statistic half a rank nearer to its mean.
    NormalCorrected,
}

/// Which change is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Alternative {
    /// Up or down.
    #[default]
    TwoSided,
    /// Up.
    Greater,
    /// Down.
    Less,
}

/// Wilcoxon's (1945) signed-rank test: whether changes lie around 0.
///
/// # Example
///
/// Darwin's maize, fifteen pairs (Fisher, 1935):
///
/// ```
/// use intervision_assess::change::{Alternative, Probability, Wilcoxon, Zeros};
///
/// let changes = [6., 8., 14., 16., 23., 24., 28., 29., 41., -48., 49., 56., 60., -67., 75.];
/// let test = Wilcoxon::of(&changes, Zeros::Drop, Probability::Exact, Alternative::TwoSided)?;
/// assert_eq!(test.negative, 24.0);
/// assert!((test.p - 0.041259765625).abs() < 1e-12);
/// # Ok::<(), intervision_assess::change::NoTest>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Wilcoxon {
    /// Sum of the ranks of those who rose; R's V.
    pub positive: f64,
    /// Sum of the ranks of those who fell. The smaller of both is what many tables call W or T.
    pub negative: f64,
    /// How many changed.
    pub changed: usize,
    /// How many did not.
    pub zeros: usize,
    /// How those were treated.
    pub zeros_as: Zeros,
    /// Where the probability comes from.
    pub probability: Probability,
    /// Which change was asked about.
    pub alternative: Alternative,
    /// Standardised statistic; `None` for an exact test.
    pub z: Option<f64>,
    /// The chance of a statistic at least as far out if nothing changes anybody.
    pub p: f64,
    /// Matched-pairs rank-biserial correlation (Kerby, 2014): -1 if all fell, 1 if all rose.
    pub rank_biserial: f64,
}

/// Why there is no test.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoTest {
    /// Nobody changed.
    #[error("nobody changed, so there is nothing to test")]
    NoChange,
    /// A change is not a finite number.
    #[error("change {place} is {value}, which is not a finite number")]
    NotFinite {
        /// Which change, counted from 1.
        place: usize,
        /// The change.
        value: f64,
    },
    /// More changes than are counted out.
    #[error(
        "{changed} people changed; an exact test takes at most {most}, the normal approximation any number"
    )]
    TooManyForExact {
        /// How many changed.
        changed: usize,
        /// How many at most.
        most: usize,
    },
    /// Half ranks on both sides have no exact distribution.
    #[error(
        "{zeros} people did not change and their ranks are split; that has no exact test, use the normal approximation"
    )]
    SplitForExact {
        /// How many did not change.
        zeros: usize,
    },
}

const MOST: usize = 200;

impl Wilcoxon {
    /// Tests changes, after less before. Time O(n log n), exact O(n³).
    ///
    /// # Errors
    ///
    /// [`NoTest`] says why there is none.
    pub fn of(
        changes: &[f64],
        zeros_as: Zeros,
        probability: Probability,
        alternative: Alternative,
    ) -> Result<Wilcoxon, NoTest> {
        for (index, &value) in changes.iter().enumerate() {
            if !value.is_finite() {
                return Err(NoTest::NotFinite { place: index + 1, value });
            }
        }
        let zeros = changes.iter().filter(|change| **change == 0.0).count();
        let changed = changes.len() - zeros;
        if changed == 0 {
            return Err(NoTest::NoChange);
        }
        let ranked: Vec<f64> = match zeros_as {
            Zeros::Drop => changes.iter().copied().filter(|change| *change != 0.0).collect(),
            Zeros::Pratt | Zeros::Split => changes.to_vec(),
        };
        let sizes: Vec<f64> = ranked.iter().map(|change| change.abs()).collect();
        let (ranks, _) = mid_ranks(&sizes);
        let side = |wanted: fn(f64) -> bool| -> f64 {
            ranked
                .iter()
                .zip(&ranks)
                .filter(|(change, _)| wanted(**change))
                .map(|(_, rank)| rank)
                .sum()
        };
        let (up, down, still) = (side(|c| c > 0.0), side(|c| c < 0.0), side(|c| c == 0.0));
        let half = if zeros_as == Zeros::Split { still / 2.0 } else { 0.0 };
        let (positive, negative) = (up + half, down + half);
        let moving: Vec<f64> = ranked
            .iter()
            .zip(&ranks)
            .filter(|(change, _)| **change != 0.0 || zeros_as == Zeros::Split)
            .map(|(_, &rank)| rank)
            .collect();
        let (z, p) = match probability {
            Probability::Exact if zeros_as == Zeros::Split && zeros > 0 => {
                return Err(NoTest::SplitForExact { zeros });
            }
            Probability::Exact if changed > MOST => {
                return Err(NoTest::TooManyForExact { changed, most: MOST });
            }
            Probability::Exact => {
                let (at_most, at_least) = tails(&moving, positive);
                let p = match alternative {
                    Alternative::TwoSided => 2.0 * at_most.min(at_least),
                    Alternative::Greater => at_least,
                    Alternative::Less => at_most,
                };
                (None, p)
            }
            Probability::Normal | Probability::NormalCorrected => {
                let sd = (moving.iter().map(|rank| rank * rank).sum::<f64>() / 4.0).sqrt();
                let away = positive - f64::midpoint(positive, negative);
                let correction: f64 =
                    if probability == Probability::NormalCorrected { 0.5 } else { 0.0 };
                let nearer = match alternative {
                    Alternative::TwoSided => correction.min(away.abs()) * away.signum(),
                    Alternative::Greater => correction,
                    Alternative::Less => -correction,
                };
                let z = (away - nearer) / sd;
                let p = match alternative {
                    Alternative::TwoSided => 2.0 * normal_cdf(-z.abs()),
                    Alternative::Greater => normal_cdf(-z),
                    Alternative::Less => normal_cdf(z),
                };
                (Some(z), p)
            }
        };
        let rank_biserial = (positive - negative) / (positive + negative);
        let p = p.min(1.0);
        Ok(Wilcoxon {
            positive,
            negative,
            changed,
            zeros,
            zeros_as,
            probability,
            alternative,
            z,
            p,
            rank_biserial,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    fn p(changes: &[f64], zeros: Zeros, probability: Probability, alternative: Alternative) -> f64 {
        Wilcoxon::of(changes, zeros, probability, alternative).unwrap().p
    }

    #[test]
    #[expect(clippy::approx_constant, reason = "3.14 is a measured value")]
    fn the_depression_scale_of_hollander_and_wolfe() {
        // Hollander and Wolfe (1973), p. 29: V = 40, one-sided p = .020.
        let x = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
        let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        let changes: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y).collect();
        let test =
            Wilcoxon::of(&changes, Zeros::Drop, Probability::Exact, Alternative::TwoSided).unwrap();
        close(test.positive, 40.0, 0.0);
        close(test.p, 0.039_062_5, 1e-12);
        close(test.rank_biserial, 7.0 / 9.0, 1e-12);
        close(
            p(&changes, Zeros::Drop, Probability::Exact, Alternative::Greater),
            0.019_531_25,
            1e-12,
        );
        let less = p(&changes, Zeros::Drop, Probability::Exact, Alternative::Less);
        close(less, 1.0 - 0.019_531_25 + 2.0 / 512.0 + 1.0 / 512.0, 0.01);
    }

    #[test]
    fn darwin_by_the_normal_distribution() {
        // scipy 1.17, wilcoxon with method "approx", without and with correction.
        let changes = [6., 8., 14., 16., 23., 24., 28., 29., 41., -48., 49., 56., 60., -67., 75.];
        let test = Wilcoxon::of(&changes, Zeros::Drop, Probability::Normal, Alternative::TwoSided)
            .unwrap();
        close(test.z.unwrap(), 2.044_662_603_289_433_3, 1e-12);
        close(test.p, 0.040_888_132_911_855_91, 1e-12);
        let corrected =
            p(&changes, Zeros::Drop, Probability::NormalCorrected, Alternative::TwoSided);
        close(corrected, 0.043_772_323_763_041_174, 1e-12);
    }

    #[test]
    fn three_ways_with_those_who_did_not_change() {
        // scipy 1.17: zero_method "wilcox", "pratt", "zsplit"; it prints the smaller sum.
        let changes = [0., 1., 1., 2., -1., 3., 0., 2., -2., 4., 1., 5., -3., 2., 1.];
        for (zeros, w, p) in [
            (Zeros::Drop, 21.0, 0.083_874_557_239_604_91),
            (Zeros::Pratt, 27.0, 0.071_222_767_644_178_65),
            (Zeros::Split, 28.5, 0.071_744_635_534_274_21),
        ] {
            let test =
                Wilcoxon::of(&changes, zeros, Probability::Normal, Alternative::TwoSided).unwrap();
            close(test.negative, w, 0.0);
            close(test.p, p, 1e-12);
            assert_eq!((test.changed, test.zeros), (13, 2));
        }
    }

    #[test]
    fn why_there_is_no_test() {
        let text = |changes: &[f64], zeros, probability| {
            Wilcoxon::of(changes, zeros, probability, Alternative::TwoSided)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            text(&[0.0, 0.0], Zeros::Drop, Probability::Exact),
            "nobody changed, so there is nothing to test"
        );
        assert!(
            text(&[0.0, 1.0], Zeros::Split, Probability::Exact)
                .starts_with("1 people did not change and")
        );
        assert!(
            text(&[1.0, f64::NAN], Zeros::Drop, Probability::Exact).starts_with("change 2 is NaN")
        );
        assert!(
            text(&[1.0; 201], Zeros::Drop, Probability::Exact).starts_with("201 people changed")
        );
    }
}

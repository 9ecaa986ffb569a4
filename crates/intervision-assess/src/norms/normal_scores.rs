use crate::agreement::mid_ranks;
use crate::special::normal_quantile;

/// Where among n the r-th is taken to stand, (r - c)/(n - 2c + 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum NormalScores {
    /// c = 3/8 (Blom, 1958).
    #[default]
    Blom,
    /// c = 1/3 (Tukey, 1962).
    Tukey,
    /// c = 1/2.
    Rankit,
    /// c = 0 (van der Waerden, 1952).
    VanDerWaerden,
}

impl NormalScores {
    /// The normal score of a rank among n.
    pub(super) fn at(self, rank: f64, n: f64) -> f64 {
        let c = match self {
            NormalScores::Blom => 0.375,
            NormalScores::Tukey => 1.0 / 3.0,
            NormalScores::Rankit => 0.5,
            NormalScores::VanDerWaerden => 0.0,
        };
        normal_quantile((rank - c) / (n - 2.0 * c + 1.0))
    }
}

/// The values as standard normal scores by their ranks; ties share their mean rank. Values are ordered as numbers, and what is not a
/// number comes last. Time O(n log n).
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{NormalScores, normal_scores};
///
/// let scores = normal_scores(&[3.0, 1.0, 2.0], NormalScores::Blom);
/// assert!(scores[2].abs() < 1e-12);
/// assert!((scores[0] + scores[1]).abs() < 1e-12);
/// ```
#[must_use]
pub fn normal_scores(values: &[f64], method: NormalScores) -> Vec<f64> {
    let (ranks, _) = mid_ranks(values);
    let n = values.len() as f64;
    ranks.into_iter().map(|rank| method.at(rank, n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn four_ways_with_a_tie() {
        // scipy, norm.ppf of the four formulas with mean ranks.
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        for (method, expected) in [
            (
                NormalScores::Blom,
                [-0.152_505_974_246_244_37, -1.096_803_562_093_513_5, 1.434_200_159_686_379_2],
            ),
            (
                NormalScores::Tukey,
                [-0.150_969_215_496_777_4, -1.080_319_340_814_955_8, 1.405_071_560_309_632_2],
            ),
            (
                NormalScores::Rankit,
                [-0.157_310_684_610_170_7, -1.150_349_380_376_007_9, 1.534_120_544_352_546_3],
            ),
            (
                NormalScores::VanDerWaerden,
                [-0.139_710_298_881_862_12, -0.967_421_566_101_701, 1.220_640_348_847_349_6],
            ),
        ] {
            let found = normal_scores(&values, method);
            for (place, value) in [0, 1, 5].into_iter().zip(expected) {
                close(found[place], value, 1e-12);
            }
            close(found[1], found[3], 0.0);
        }
    }
}

use crate::Interval;
use crate::special::{ln_gamma, normal_quantile, t_quantile};

/// How much a group changed, measured twice.
///
/// `d_av` divides the mean change by the mean of the two standard deviations (Cumming, 2012); it stays on the scale of the
/// people and does not grow with the correlation, as `d_z` does.
///
/// # Example
///
/// ```
/// use intervision_assess::change::PairedEffect;
///
/// let pairs = [(2.0, 3.0), (3.0, 3.5), (2.5, 3.5), (3.5, 4.0), (4.0, 4.0)];
/// let effect = PairedEffect::of(&pairs, 0.95)?;
/// assert!((effect.mean_change - 0.6).abs() < 1e-12);
/// assert!(effect.d_av_interval.low > 0.0);
/// # Ok::<(), intervision_assess::change::NoEffect>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PairedEffect {
    /// How many people were measured both times.
    pub n: usize,
    /// Mean before.
    pub mean_before: f64,
    /// Mean after.
    pub mean_after: f64,
    /// Standard deviation before.
    pub sd_before: f64,
    /// Standard deviation after.
    pub sd_after: f64,
    /// Mean of after minus before.
    pub mean_change: f64,
    /// Interval of the mean change: Student's t of the differences.
    pub mean_change_interval: Interval,
    /// Mean change over the mean of both standard deviations.
    pub d_av: f64,
    /// Interval of `d_av`: delta method for normal pairs, in the manner of Bonett (2008). A 95 % interval holds the true
    /// value in about 93 % of simulated groups of 5 to 10 and 94.5 % of 24.
    pub d_av_interval: Interval,
    /// `d_av` less its small-sample bias: times Hedges' exact J for n - 1 degrees of freedom.
    pub g_av: f64,
}

/// Why there is no effect size.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoEffect {
    /// Fewer than three pairs.
    #[error("{found} people were measured twice and 3 are needed")]
    TooFew {
        /// How many pairs there are.
        found: usize,
    },
    /// Everyone is alike, before or after or both, so that there is no unit to measure change in.
    #[error("the levels do not vary, so there is no standard deviation to measure change in")]
    NoVariance,
    /// Everyone changed by the same, so that the changes have no spread.
    #[error("everyone changed alike, so there is no spread of changes to measure in")]
    SameChange,
    /// A value is not a finite number.
    #[error("pair {pair} holds {value}, which is not a finite number")]
    NotFinite {
        /// Which pair, counted from 1.
        pair: usize,
        /// The value.
        value: f64,
    },
    /// The confidence is not between 0 and 1.
    #[error("confidence is {value}; it must be above 0 and below 1")]
    Confidence {
        /// The confidence.
        value: f64,
    },
}

impl PairedEffect {
    /// The change of people measured twice, as (before, after). Time O(n).
    ///
    /// # Errors
    ///
    /// [`NoEffect`] says what is lacking.
    pub fn of(pairs: &[(f64, f64)], confidence: f64) -> Result<PairedEffect, NoEffect> {
        let Moments { n, mean_before, mean_after, before, after, covariance } =
            checked(pairs, confidence)?;
        let degrees = n - 1.0;
        let change = (before + after - 2.0 * covariance).max(0.0);
        let mean_change = mean_after - mean_before;
        let unit = f64::midpoint(before.sqrt(), after.sqrt());
        let d_av = mean_change / unit;
        let probability = f64::midpoint(1.0, confidence);
        let half = t_quantile(probability, degrees) * (change / n).sqrt();
        // var(mean change)/unit² + d² var(unit)/unit², with var(s) = s²/2df and cov(s1, s2) = r² s1 s2/2df; the product
        // r² s1 s2 is covariance²/(s1 s2).
        let cross = covariance * covariance / (before * after).sqrt();
        let spread = (before + after + 2.0 * cross) / (8.0 * degrees);
        let error = (change / n + d_av * d_av * spread).sqrt() / unit;
        let reach = normal_quantile(probability) * error;
        let around = |at: f64, half: f64| Interval { low: at - half, high: at + half, confidence };
        Ok(PairedEffect {
            n: pairs.len(),
            mean_before,
            mean_after,
            sd_before: before.sqrt(),
            sd_after: after.sqrt(),
            mean_change,
            mean_change_interval: around(mean_change, half),
            d_av,
            d_av_interval: around(d_av, reach),
            g_av: d_av * hedges(degrees),
        })
    }
}

/// Means, variances and covariance of pairs.
pub(super) struct Moments {
    pub(super) n: f64,
    pub(super) mean_before: f64,
    pub(super) mean_after: f64,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) covariance: f64,
}

/// At least three finite pairs that vary both times.
pub(super) fn checked(pairs: &[(f64, f64)], confidence: f64) -> Result<Moments, NoEffect> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(NoEffect::Confidence { value: confidence });
    }
    for (index, &(before, after)) in pairs.iter().enumerate() {
        if let Some(value) = [before, after].into_iter().find(|value| !value.is_finite()) {
            return Err(NoEffect::NotFinite { pair: index + 1, value });
        }
    }
    if pairs.len() < 3 {
        return Err(NoEffect::TooFew { found: pairs.len() });
    }
    let n = pairs.len() as f64;
    let mean_before = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let mean_after = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    let moment = |of: fn(f64, f64) -> f64| {
        pairs.iter().map(|pair| of(pair.0 - mean_before, pair.1 - mean_after)).sum::<f64>()
            / (n - 1.0)
    };
    let (before, after) = (moment(|x, _| x * x), moment(|_, y| y * y));
    let covariance = moment(|x, y| x * y);
    let size = pairs.iter().fold(0.0_f64, |size, pair| size.max(pair.0.abs()).max(pair.1.abs()));
    // What rounding leaves of equal values is no variance.
    let nothing = (size * 1e-12).powi(2);
    if before <= nothing || after <= nothing {
        return Err(NoEffect::NoVariance);
    }
    Ok(Moments { n, mean_before, mean_after, before, after, covariance })
}

/// Hedges' (1981) exact J: the factor that takes the bias out of a standardised mean difference.
pub(super) fn hedges(degrees: f64) -> f64 {
    (ln_gamma(degrees / 2.0) - ln_gamma((degrees - 1.0) / 2.0)).exp() / (degrees / 2.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn by_hand() {
        // Before 1 2 3, after 3 3 6: changes 2 1 3, mean 2; standard deviations 1 and √3.
        let effect = PairedEffect::of(&[(1.0, 3.0), (2.0, 3.0), (3.0, 6.0)], 0.95).unwrap();
        close(effect.mean_change, 2.0, 1e-14);
        close(effect.d_av, 4.0 / (1.0 + 3.0_f64.sqrt()), 1e-14);
        // t(.975; 2) = 4.302653 times the standard error 1/√3.
        let interval = effect.mean_change_interval;
        close(interval.high, 2.0 + 4.302_652_729_7 / 3.0_f64.sqrt(), 1e-9);
        close(interval.low + interval.high, 4.0, 1e-12);
    }

    #[test]
    fn exact_j_of_29_degrees() {
        // Hedges (1981); value from scipy's gamma function.
        close(hedges(29.0), 0.973_874_984_596_725_4, 1e-12);
    }

    #[test]
    fn m16_too_little_is_said_not_computed() {
        let text = |pairs: &[(f64, f64)]| PairedEffect::of(pairs, 0.95).unwrap_err().to_string();
        assert_eq!(text(&[(1.0, 2.0); 2]), "2 people were measured twice and 3 are needed");
        assert!(text(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]).starts_with("the levels do not vary"));
        assert!(text(&[(0.1, 2.0), (0.1, 3.0), (0.1, 4.0)]).starts_with("the levels do not vary"));
        let message = text(&[(1.0, 2.0), (1.0, f64::NAN), (1.0, 4.0)]);
        assert_eq!(message, "pair 2 holds NaN, which is not a finite number");
        let error = PairedEffect::of(&[], 1.0).unwrap_err();
        assert_eq!(error.to_string(), "confidence is 1; it must be above 0 and below 1");
    }

    #[test]
    fn everyone_rising_alike_is_a_change_without_doubt() {
        let effect = PairedEffect::of(&[(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)], 0.95).unwrap();
        close(effect.mean_change_interval.low, 1.0, 1e-12);
        close(effect.d_av, 1.0, 1e-12);
        assert!(effect.d_av_interval.low < 1.0);
    }
}

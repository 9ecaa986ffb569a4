use super::NoEffect;
use super::paired::{checked, hedges};
use crate::Interval;
use crate::special::{noncentrality, normal_quantile};

/// The paired effect sizes that go by the name of d, each with what it divides the mean change by.
///
/// They answer different questions and are not comparable with one another: say which one it is.
///
/// # Example
///
/// ```
/// use intervision_assess::change::EffectSizes;
///
/// let pairs = [(2.0, 3.0), (3.0, 3.5), (2.5, 3.5), (3.5, 4.0), (4.0, 4.0)];
/// let effects = EffectSizes::of(&pairs, 0.95)?;
/// // Everyone moved in one direction by about as much: large beside the spread of the changes.
/// assert!(effects.d_z.value > effects.d_pre.value);
/// # Ok::<(), intervision_assess::change::NoEffect>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct EffectSizes {
    /// How many people were measured both times.
    pub n: usize,
    /// Correlation of before and after.
    pub correlation: f64,
    /// Over the standard deviation of the changes; also called the standardised response mean. It grows with the correlation. Its
    /// interval is exact for normal changes, from the noncentral t distribution.
    pub d_z: EffectSize,
    /// Over the mean of the two standard deviations (Cumming, 2012).
    pub d_av: EffectSize,
    /// Over the standard deviation of the changes had before and after not been correlated: `d_z` √(2(1 - r)) (Morris and `DeShon`, 2002).
    pub d_rm: EffectSize,
    /// Over the standard deviation before, which the programme did not touch (Glass, 1976; Becker, 1988).
    pub d_pre: EffectSize,
}

/// One effect size.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EffectSize {
    /// Its value in this group.
    pub value: f64,
    /// The value less its small-sample bias: times Hedges' (1981) exact J for n - 1 degrees of freedom.
    pub corrected: f64,
    /// Interval around the value. Unless said otherwise: delta method for normal pairs without equal variances, in the manner of
    /// Bonett (2008).
    pub interval: Interval,
}

impl EffectSizes {
    /// The effect sizes of people measured twice, as (before, after). Time O(n).
    ///
    /// # Errors
    ///
    /// [`NoEffect`] for fewer than three pairs, values that are not finite, a confidence that is not between 0 and 1, levels that do not
    /// vary, or changes that do not.
    pub fn of(pairs: &[(f64, f64)], confidence: f64) -> Result<EffectSizes, NoEffect> {
        let moments = checked(pairs, confidence)?;
        let (before, after, covariance) = (moments.before, moments.after, moments.covariance);
        let change = before + after - 2.0 * covariance;
        let (n, degrees) = (moments.n, moments.n - 1.0);
        if change <= 1e-12 * (before + after) {
            return Err(NoEffect::SameChange);
        }
        let mean = moments.mean_after - moments.mean_before;
        let geometric = (before * after).sqrt();
        let correlation = (covariance / geometric).clamp(-1.0, 1.0);
        let j = hedges(degrees);
        let probability = f64::midpoint(1.0, confidence);

        // Derivatives of the logarithm of the unit by variance before, variance after and covariance.
        let effect = |unit: f64, by: [f64; 3]| {
            let value = mean / unit;
            let spread = 2.0 * (by[0] * before).powi(2)
                + 2.0 * (by[1] * after).powi(2)
                + by[2] * by[2] * (before * after + covariance * covariance)
                + 4.0 * by[0] * by[1] * covariance * covariance
                + 4.0 * by[0] * by[2] * before * covariance
                + 4.0 * by[1] * by[2] * after * covariance;
            let error =
                (change / n / (unit * unit) + value * value * spread.max(0.0) / degrees).sqrt();
            let reach = normal_quantile(probability) * error;
            let interval = Interval { low: value - reach, high: value + reach, confidence };
            EffectSize { value, corrected: value * j, interval }
        };
        let (sd_before, sd_after) = (before.sqrt(), after.sqrt());
        let mean_sd = f64::midpoint(sd_before, sd_after);
        let d_av = effect(mean_sd, [0.25 / sd_before / mean_sd, 0.25 / sd_after / mean_sd, 0.0]);
        let d_pre = effect(sd_before, [0.5 / before, 0.0, 0.0]);
        let apart = 1.0 - correlation;
        let of_correlation = 0.5 / apart;
        let d_rm = effect(
            change.sqrt() / (2.0 * apart).sqrt(),
            [
                0.5 / change - of_correlation * correlation / (2.0 * before),
                0.5 / change - of_correlation * correlation / (2.0 * after),
                of_correlation / geometric - 1.0 / change,
            ],
        );
        let d_z = mean / change.sqrt();
        let end = |p| noncentrality(d_z * n.sqrt(), degrees, p) / n.sqrt();
        let interval = Interval { low: end(probability), high: end(1.0 - probability), confidence };
        let d_z = EffectSize { value: d_z, corrected: d_z * j, interval };
        Ok(EffectSizes { n: pairs.len(), correlation, d_z, d_av, d_rm, d_pre })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::PairedEffect;
    use crate::testing::close;

    const PAIRS: [(f64, f64); 6] =
        [(2.0, 3.1), (3.0, 3.5), (2.5, 3.5), (3.5, 3.9), (4.0, 4.0), (2.2, 3.0)];

    #[test]
    fn m16_d_av_is_the_one_of_the_evaluation() {
        let (all, one) =
            (EffectSizes::of(&PAIRS, 0.9).unwrap(), PairedEffect::of(&PAIRS, 0.9).unwrap());
        close(all.d_av.value, one.d_av, 1e-14);
        close(all.d_av.corrected, one.g_av, 1e-14);
        close(all.d_av.interval.low, one.d_av_interval.low, 1e-12);
    }

    #[test]
    fn d_rm_is_d_z_without_the_correlation() {
        let all = EffectSizes::of(&PAIRS, 0.95).unwrap();
        close(all.d_rm.value, all.d_z.value * (2.0 * (1.0 - all.correlation)).sqrt(), 1e-12);
        let turned: Vec<(f64, f64)> =
            PAIRS.iter().map(|&(before, after)| (after, before)).collect();
        close(
            EffectSizes::of(&turned, 0.95).unwrap().d_z.interval.high,
            -all.d_z.interval.low,
            1e-8,
        );
    }

    #[test]
    fn everyone_moving_alike_has_no_spread_of_changes() {
        let alike = [(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)];
        let error = EffectSizes::of(&alike, 0.95).unwrap_err();
        assert_eq!(
            error.to_string(),
            "everyone changed alike, so there is no spread of changes to measure in"
        );
    }
}

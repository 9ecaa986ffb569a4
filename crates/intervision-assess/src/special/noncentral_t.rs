use super::beta::beta_cdf;
use super::{ln_gamma, normal_cdf};

/// P(T <= t) of Student's distribution with noncentrality δ (Lenth, 1989, AS 243), the Poisson weights taken around their mode.
fn noncentral_t_cdf(t: f64, degrees: f64, delta: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - noncentral_t_cdf(-t, degrees, -delta);
    }
    let x = t * t / (t * t + degrees);
    let lambda = delta * delta / 2.0;
    let mut sum = 0.0;
    if lambda == 0.0 {
        sum = beta_cdf(x, 0.5, degrees / 2.0);
    } else {
        let reach = 10.0 * lambda.sqrt() + 30.0;
        let first = (lambda - reach).max(0.0).floor();
        let mut j = first;
        while j <= lambda + reach {
            let even = (j * lambda.ln() - lambda - ln_gamma(j + 1.0)).exp();
            let odd = ((j + 0.5) * lambda.ln() - lambda - ln_gamma(j + 1.5)).exp() * delta.signum();
            sum += even * beta_cdf(x, j + 0.5, degrees / 2.0)
                + odd * beta_cdf(x, j + 1.0, degrees / 2.0);
            j += 1.0;
        }
    }
    (normal_cdf(-delta) + 0.5 * sum).clamp(0.0, 1.0)
}

/// The noncentrality under which P(T <= t) = p, by bisection.
pub(crate) fn noncentrality(t: f64, degrees: f64, p: f64) -> f64 {
    let reach = 10.0 + 2.0 * t.abs();
    let (mut low, mut high) = (t - reach, t + reach);
    // The probability falls as the noncentrality rises.
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if high - low < 1e-11 * (1.0 + t.abs()) {
            break;
        }
        if noncentral_t_cdf(t, degrees, middle) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn agrees_with_another_implementation() {
        // scipy 1.12, nct.cdf.
        for (t, degrees, delta, p) in [
            (2.0, 9.0, 1.3, 0.720_116_880_607_720_3),
            (5.443_894_447_026_253, 29.0, 3.4, 0.948_922_244_050_394_2),
            (-1.0, 5.0, 0.7, 0.056_958_047_365_786_91),
            (0.5, 20.0, -2.0, 0.993_544_251_552_232_5),
            (12.0, 40.0, 11.0, 0.707_817_645_023_936_3),
            (0.0, 8.0, 1.0, 0.158_655_253_931_457_07),
        ] {
            close(noncentral_t_cdf(t, degrees, delta), p, 1e-10);
        }
        close(noncentrality(2.0, 9.0, noncentral_t_cdf(2.0, 9.0, 1.3)), 1.3, 1e-9);
    }
}

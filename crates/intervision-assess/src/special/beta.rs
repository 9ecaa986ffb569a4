use super::ln_gamma;

/// The regularised incomplete beta function of x with parameters a and b, by Lentz's continued fraction (Press and others, 2007, 6.4).
pub(super) fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast on this side of the mean; the other side is the mirror image.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let away = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut f = d;
    for m in 1..2000 {
        let m = f64::from(m);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            f *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    f
}

/// The x at which the beta distribution with parameters a and b reaches p, by bisection to the last bit.
fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..1100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_cdf(middle, a, b) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The t with P(T <= t) = p of Student's distribution, p above 0.5.
pub(crate) fn t_quantile(p: f64, degrees: f64) -> f64 {
    let x = beta_quantile(2.0 * (1.0 - p), degrees / 2.0, 0.5);
    (degrees * (1.0 - x) / x).sqrt()
}

/// The f with P(F <= f) = p of Fisher's distribution.
pub(crate) fn f_quantile(p: f64, first: f64, second: f64) -> f64 {
    // From the nearer end, so that no digits are lost in 1 - x.
    let x = beta_quantile(1.0 - p, second / 2.0, first / 2.0);
    second * (1.0 - x) / (first * x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn agrees_with_tables() {
        // Fisher and Yates (1963), tables III and V, to the digits printed there and a few of closed forms.
        close(t_quantile(0.975, 1.0), (std::f64::consts::PI * 0.475).tan(), 1e-10);
        close(t_quantile(0.975, 2.0), 0.95 * (2.0 / (1.0 - 0.95_f64.powi(2))).sqrt(), 1e-12);
        close(t_quantile(0.975, 29.0), 2.045, 5e-4);
        close(t_quantile(0.975, 1e6), 1.959_966, 1e-6);
        close(f_quantile(0.95, 5.0, 15.0), 2.90, 5e-3);
        // F(2, n) has the closed form P(F > f) = (1 + 2f/n)^(-n/2).
        close(f_quantile(0.975, 2.0, 10.0), 5.0 * (0.025_f64.powf(-0.2) - 1.0), 1e-11);
        close(f_quantile(0.3, 4.0, 7.0) * f_quantile(0.7, 7.0, 4.0), 1.0, 1e-12);
    }
}

use super::ln_gamma;

/// P(X > x) of the chi-square distribution with these degrees of freedom: the regularised upper incomplete gamma function, by its
/// series below the mean and Lentz's continued fraction above (Press and others, 2007, 6.2).
pub(crate) fn chi_square_upper(x: f64, degrees: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let (a, x) = (degrees / 2.0, x / 2.0);
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term > 1e-17 * sum {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return (1.0 - front * sum).max(0.0);
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut f = d;
    for n in 1..10_000 {
        let n = f64::from(n);
        let factor = -n * (n - a);
        b += 2.0;
        let near = |value: f64| if value.abs() < tiny { tiny } else { value };
        d = 1.0 / near(factor * d + b);
        c = near(b + factor / c);
        f *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * f
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn two_degrees_are_exponential_and_one_is_a_squared_normal() {
        for x in [0.1, 1.0, 3.0, 10.0, 80.0] {
            let exact = (-x / 2.0_f64).exp();
            close(chi_square_upper(x, 2.0) / exact, 1.0, 1e-12);
        }
        close(chi_square_upper(3.841_458_820_694_124, 1.0), 0.05, 1e-13);
        close(chi_square_upper(0.0, 3.0), 1.0, 0.0);
        // Fisher and Yates (1963), table IV: 18.31 for 10 degrees at .05.
        close(chi_square_upper(18.307_038_053_275_146, 10.0), 0.05, 1e-12);
    }
}

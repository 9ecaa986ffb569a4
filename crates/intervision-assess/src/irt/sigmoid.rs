/// σ(z) and σ(-z), each to full relative precision.
pub(super) fn sigmoids(z: f64) -> (f64, f64) {
    let e = (-z.abs()).exp();
    let (large, small) = (1.0 / (1.0 + e), e / (1.0 + e));
    if z < 0.0 { (small, large) } else { (large, small) }
}

/// ln σ(z) and ln σ(-z), each to full relative precision.
pub(super) fn log_sigmoids(z: f64) -> (f64, f64) {
    let tail = -(-z.abs()).exp().ln_1p();
    if z < 0.0 { (z + tail, tail) } else { (tail, tail - z) }
}

/// ln(1 - exp(-x)) for x > 0, from the side on which no digits are lost (Mächler, 2012).
pub(super) fn log_one_minus_exp(x: f64) -> f64 {
    if x < std::f64::consts::LN_2 { (-(-x).exp_m1()).ln() } else { (-(-x).exp()).ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn tails_keep_their_digits() {
        let (p, q) = sigmoids(40.0);
        close(p, 1.0, 0.0);
        close(q / 4.248_354_255_291_589e-18, 1.0, 1e-14);
        let (ln_p, ln_q) = log_sigmoids(40.0);
        close(ln_p / -4.248_354_255_291_589e-18, 1.0, 1e-14);
        close(ln_q, -40.0, 1e-14);
        close(log_sigmoids(-800.0).0, -800.0, 0.0);
        close(log_one_minus_exp(1e-9) / 1e-9_f64.ln(), 1.0, 1e-9);
        close(log_one_minus_exp(50.0) / -(-50.0_f64).exp(), 1.0, 1e-14);
    }
}

//! Where the slope of a log-likelihood passes from rising to falling.

/// How close a root is taken to be one, relative to its size and to 1.
const CLOSE: f64 = 1e-12;
/// A step so small, and so much smaller than the one before, leaves nothing that a further round could find.
const SMALL: f64 = 1e-7;
const SMALLER: f64 = 1e-3;
const MOST_ROUNDS: usize = 200;

/// The place between `low` and `high` (either may be infinite) where a function passes from positive to negative, by Newton's
/// method from `start`; a step that leaves what is known of the place is replaced by half of it.
///
/// `at` gives the function and its slope, which may be approximate: it costs rounds, not exactness. Without any passage
/// the end towards which the function points comes back.
pub(super) fn passage(
    (mut low, mut high): (f64, f64),
    start: f64,
    scale: f64,
    mut at: impl FnMut(f64) -> (f64, f64),
) -> f64 {
    let (mut x, mut reach) = (start, scale);
    let mut before = f64::INFINITY;
    for _ in 0..MOST_ROUNDS {
        let (value, slope) = at(x);
        if value > 0.0 {
            low = x;
        } else if value < 0.0 {
            high = x;
        } else {
            return x;
        }
        let newton = x - value / slope;
        let (mut next, mut kept_back) = (newton, false);
        let bracketed = low.is_finite() && high.is_finite();
        let unfit = slope >= 0.0 || !newton.is_finite();
        if bracketed {
            // Newton's steps must shrink, or the bracket is halved.
            if unfit || newton <= low || newton >= high || (newton - x).abs() > 0.7 * before {
                (next, kept_back) = (0.5 * (low + high), true);
            }
        } else if unfit || (newton - x).abs() > reach {
            (next, kept_back) = (x + reach.copysign(value), true);
            reach *= 2.0;
        }
        let step = (next - x).abs();
        let size = x.abs().max(1.0);
        let fast = step <= SMALL * size && step <= SMALLER * before && !kept_back;
        if step <= CLOSE * size || fast || !next.is_finite() {
            return next;
        }
        before = step;
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn finds_the_passage_from_any_start_with_any_slope() {
        for start in [-50.0, 0.0, 3.0, 80.0] {
            let exact = |x: f64| (1.0 - (x - 2.0).exp(), -(x - 2.0).exp());
            close(passage((f64::NEG_INFINITY, f64::INFINITY), start, 1.0, exact), 2.0, 1e-10);
            let rough = |x: f64| ((2.0 - x).tanh(), -0.3);
            close(passage((f64::NEG_INFINITY, f64::INFINITY), start, 1.0, rough), 2.0, 1e-10);
            let none = |x: f64| ((2.0 - x).powi(3), 0.0);
            close(passage((-90.0, 90.0), start, 1.0, none), 2.0, 1e-6);
        }
    }
}

//! Arithmetic over all points of the grid at once, written so that it is compiled to vector instructions.

/// Points of the grid.
pub(super) const POINTS: usize = 61;
/// The same, filled up to whole vectors; the last places hold nothing.
pub(super) const WIDTH: usize = 64;

/// One number per point.
pub(super) type Lanes = [f64; WIDTH];

pub(super) const ZERO: Lanes = [0.0; WIDTH];

#[inline]
pub(super) fn add(sums: &mut Lanes, values: &Lanes) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// In eight strands that are joined in a fixed order.
#[inline]
fn strands(step: impl Fn(usize, &mut [f64; 8]), start: f64) -> [f64; 8] {
    let mut all = [start; 8];
    for chunk in 0..WIDTH / 8 {
        step(chunk * 8, &mut all);
    }
    all
}

#[inline]
pub(super) fn sum(values: &Lanes) -> f64 {
    let step = |at: usize, all: &mut [f64; 8]| {
        for (strand, value) in all.iter_mut().zip(&values[at..at + 8]) {
            *strand += value;
        }
    };
    strands(step, 0.0).iter().sum()
}

#[inline]
pub(super) fn dot(a: &Lanes, b: &Lanes) -> f64 {
    let step = |at: usize, all: &mut [f64; 8]| {
        for (strand, (a, b)) in all.iter_mut().zip(a[at..at + 8].iter().zip(&b[at..at + 8])) {
            *strand += a * b;
        }
    };
    strands(step, 0.0).iter().sum()
}

#[inline]
pub(super) fn most(values: &Lanes) -> f64 {
    let step = |at: usize, all: &mut [f64; 8]| {
        for (strand, &value) in all.iter_mut().zip(&values[at..at + 8]) {
            *strand = if value > *strand { value } else { *strand };
        }
    };
    strands(step, f64::NEG_INFINITY).into_iter().fold(f64::NEG_INFINITY, f64::max)
}

/// exp of numbers that are at most 0, to about 2e-16 relative; what lies below -700 becomes exp(-700), which is as good as 0
/// beside exp(0).
#[inline]
pub(super) fn exp(values: &mut Lanes) {
    // Adding this number leaves the nearest whole number in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    for value in values.iter_mut() {
        let x = if *value > -700.0 { *value } else { -700.0 };
        let shifted = x * std::f64::consts::LOG2_E + ROUND;
        let whole = shifted - ROUND;
        let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
        // The series of exp(r) for |r| <= ln 2 / 2.
        let mut series = 1.0 / 6_227_020_800.0;
        for inverse in [
            1.0 / 479_001_600.0,
            1.0 / 39_916_800.0,
            1.0 / 3_628_800.0,
            1.0 / 362_880.0,
            1.0 / 40_320.0,
            1.0 / 5_040.0,
            1.0 / 720.0,
            1.0 / 120.0,
            1.0 / 24.0,
            1.0 / 6.0,
            0.5,
            1.0,
            1.0,
        ] {
            series = series * r + inverse;
        }
        let scale = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
        *value = series * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_exp() {
        for start in 0..2000 {
            let mut values = ZERO;
            for (index, value) in values.iter_mut().enumerate() {
                *value = -0.005 * f64::from(start * 64 + index as i32) * 0.9;
            }
            let given = values;
            exp(&mut values);
            for (x, value) in given.into_iter().zip(values) {
                let exact = x.max(-700.0).exp();
                assert!((value / exact - 1.0).abs() < 5e-16, "{x}: {value} {exact}");
            }
        }
    }

    #[test]
    fn sums_and_the_largest() {
        let mut values = ZERO;
        for (index, value) in values.iter_mut().enumerate() {
            *value = index as f64 - 70.0;
        }
        assert!((sum(&values) - (2016.0 - 70.0 * 64.0)).abs() < 1e-12);
        assert!((most(&values) + 7.0).abs() < 1e-15);
        assert!((dot(&values, &values) - values.iter().map(|v| v * v).sum::<f64>()).abs() < 1e-9);
    }
}

use crate::special::normal_quantile;

/// How stanines are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Stanine {
    /// Half a standard deviation each: at z = -1.75, -1.25, ... 1.75.
    #[default]
    HalfDeviations,
    /// By the conventional percentages 4, 7, 12, 17, 20, 17, 12, 7, 4. A few scores near a cut fall on its other side.
    Percentages,
}

/// The scales on which standard scores are told.
///
/// | scale | mean | SD | values |
/// |---|---|---|---|
/// | z | 0 | 1 | any |
/// | T | 50 | 10 | any |
/// | IQ | 100 | 15 | any |
/// | sten | 5.5 | 2 | 1 to 10, whole |
/// | stanine | 5 | 2 | 1 to 9, whole |
/// | C | 5 | 2 | 0 to 10, whole |
///
/// Whole values come from cut points half-way between them; a z on a cut belongs to the value above.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{StandardScale, Stanine};
///
/// assert_eq!(StandardScale::T.value(1.5), 65.0);
/// assert_eq!(StandardScale::Sten.value(0.0), 6.0);
/// assert_eq!(StandardScale::Stanine(Stanine::HalfDeviations).value(-1.76), 1.0);
/// assert_eq!(StandardScale::C.value(-3.0), 0.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum StandardScale {
    /// Standard deviations from the mean.
    Z,
    /// `McCall`'s (1922) T.
    T,
    /// Deviation IQ, standard deviation 15.
    Iq,
    /// Standard ten (Canfield, 1951).
    Sten,
    /// Standard nine, by either convention.
    Stanine(Stanine),
    /// Guilford's (1954) C.
    C,
}

impl StandardScale {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            StandardScale::Z => "z",
            StandardScale::T => "T",
            StandardScale::Iq => "IQ",
            StandardScale::Sten => "sten",
            StandardScale::Stanine(_) => "stanine",
            StandardScale::C => "C",
        }
    }

    /// Its mean and standard deviation.
    #[must_use]
    pub fn moments(self) -> (f64, f64) {
        match self {
            StandardScale::Z => (0.0, 1.0),
            StandardScale::T => (50.0, 10.0),
            StandardScale::Iq => (100.0, 15.0),
            StandardScale::Sten => (5.5, 2.0),
            StandardScale::Stanine(_) | StandardScale::C => (5.0, 2.0),
        }
    }

    /// The lowest and highest value; `None` where there is no end.
    #[must_use]
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            StandardScale::Z | StandardScale::T | StandardScale::Iq => None,
            StandardScale::Sten => Some((1.0, 10.0)),
            StandardScale::Stanine(_) => Some((1.0, 9.0)),
            StandardScale::C => Some((0.0, 10.0)),
        }
    }

    /// The cut points in z between whole values, lowest first; none for a scale without whole values.
    #[must_use]
    pub fn cuts(self) -> Vec<f64> {
        let (mean, sd) = self.moments();
        let Some((low, high)) = self.ends() else { return Vec::new() };
        if self == StandardScale::Stanine(Stanine::Percentages) {
            let below = [4.0, 11.0, 23.0, 40.0, 60.0, 77.0, 89.0, 96.0];
            return below.map(|percent| normal_quantile(percent / 100.0)).to_vec();
        }
        let steps = (high - low) as u32;
        (0..steps).map(|step| (low + f64::from(step) + 0.5 - mean) / sd).collect()
    }

    /// The value of a z. What is not a number stays none.
    #[must_use]
    pub fn value(self, z: f64) -> f64 {
        let (mean, sd) = self.moments();
        match self.ends() {
            Some((low, _)) if !z.is_nan() => {
                low + self.cuts().iter().filter(|cut| z >= **cut).count() as f64
            }
            _ => mean + sd * z,
        }
    }

    /// The z of a value, of a whole one at its middle.
    #[must_use]
    pub fn z(self, value: f64) -> f64 {
        let (mean, sd) = self.moments();
        (value - mean) / sd
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_cdf;
    use crate::testing::close;

    /// Percent of a normal population with each value.
    fn percent(scale: StandardScale) -> Vec<f64> {
        let mut below: Vec<f64> =
            scale.cuts().into_iter().map(|cut| 100.0 * normal_cdf(cut)).collect();
        below.push(100.0);
        let mut last = 0.0;
        below.into_iter().map(|upto| upto - std::mem::replace(&mut last, upto)).collect()
    }

    #[test]
    fn how_many_have_each_value() {
        // Areas under the normal curve; scipy, norm.cdf.
        let stens = percent(StandardScale::Sten);
        for (found, expected) in stens.iter().zip([
            2.275_013_194_817_921_9,
            4.405_706_932_067_888,
            9.184_805_266_259_9,
            14.988_228_479_452_982,
            19.146_246_127_401_312,
        ]) {
            close(*found, expected, 1e-10);
        }
        assert_eq!(stens.len(), 10);
        let exact = percent(StandardScale::Stanine(Stanine::HalfDeviations));
        for (found, expected) in
            exact.iter().zip([4.005_915_686_381_709, 6.559_061_680_303_826, 12.097_757_871_001_285])
        {
            close(*found, expected, 1e-10);
        }
        let conventional = percent(StandardScale::Stanine(Stanine::Percentages));
        for (found, expected) in
            conventional.iter().zip([4.0, 7.0, 12.0, 17.0, 20.0, 17.0, 12.0, 7.0, 4.0])
        {
            close(*found, expected, 1e-10);
        }
    }

    #[test]
    fn a_cut_belongs_to_what_lies_above() {
        let stanine = |rule, z| StandardScale::Stanine(rule).value(z);
        close(stanine(Stanine::HalfDeviations, -1.75), 2.0, 0.0);
        close(stanine(Stanine::HalfDeviations, 1.75), 9.0, 0.0);
        // Between z(.04) = -1.7507 and -1.75 the conventions differ.
        close(stanine(Stanine::Percentages, -1.7503), 2.0, 0.0);
        close(stanine(Stanine::HalfDeviations, -1.7503), 1.0, 0.0);
        close(StandardScale::Sten.value(-2.0), 2.0, 0.0);
        close(StandardScale::Sten.value(9.0), 10.0, 0.0);
        close(StandardScale::C.value(2.25), 10.0, 0.0);
    }

    #[test]
    fn values_and_z_are_inverse() {
        for scale in [StandardScale::Z, StandardScale::T, StandardScale::Iq] {
            close(scale.z(scale.value(-1.3)), -1.3, 1e-12);
        }
        for value in 1..=10 {
            close(
                StandardScale::Sten.value(StandardScale::Sten.z(f64::from(value))),
                f64::from(value),
                0.0,
            );
        }
    }
}

use crate::special::normal_cdf;

/// A straight line through a person's measurements.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Trend {
    /// Levels per unit of time, by least squares.
    pub slope: f64,
    /// Its standard error from the errors of measurement, if all are known.
    pub standard_error: Option<f64>,
    /// P(true slope at most the largest that counts as standing still), the error taken as normal.
    pub probability_stagnating: Option<f64>,
    /// How many measurements it goes through.
    pub measurements: usize,
}

/// A person's level at one time.
pub(super) struct Point {
    pub(super) time: f64,
    pub(super) level: f64,
    /// Square of its standard error, if that is known.
    pub(super) variance: Option<f64>,
}

impl Trend {
    /// Ordinary least squares; times differ, so the denominator is positive.
    pub(super) fn through(points: &[Point], max_slope: f64) -> Trend {
        let n = points.len() as f64;
        let centre = points.iter().map(|point| point.time).sum::<f64>() / n;
        let spread: f64 = points.iter().map(|point| (point.time - centre).powi(2)).sum();
        let slope =
            points.iter().map(|point| (point.time - centre) * point.level).sum::<f64>() / spread;
        let variance: Option<f64> = points
            .iter()
            .map(|point| point.variance.map(|variance| (point.time - centre).powi(2) * variance))
            .sum();
        let standard_error = variance.map(|it| it.sqrt() / spread).filter(|it| it.is_finite());
        let probability_stagnating = standard_error.map(|error| {
            if error > 0.0 {
                normal_cdf((max_slope - slope) / error)
            } else {
                f64::from(u8::from(slope <= max_slope))
            }
        });
        Trend { slope, standard_error, probability_stagnating, measurements: points.len() }
    }
}

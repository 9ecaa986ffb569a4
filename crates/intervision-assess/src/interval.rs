/// Two ends of an interval, and how often intervals made in this way hold the true value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// For example 0.95.
    pub confidence: f64,
}

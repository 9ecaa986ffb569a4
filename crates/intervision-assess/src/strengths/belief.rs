/// What is believed of a level: a normal distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Belief {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

impl Belief {
    /// Time passes: the level may have moved.
    pub(super) fn later(self, drift: f64) -> Self {
        Belief { variance: self.variance + drift * drift, ..self }
    }

    /// After a measurement whose error is normal: precisions add up, and means weigh by them.
    pub(super) fn after(self, level: f64, variance: f64) -> Self {
        let both = self.variance + variance;
        if both <= 0.0 {
            // Two certainties: the later one counts.
            return Belief { mean: level, variance: 0.0 };
        }
        let gain = self.variance / both;
        Belief {
            mean: self.mean + gain * (level - self.mean),
            variance: self.variance * variance / both,
        }
    }

    pub(super) fn sd(self) -> f64 {
        self.variance.sqrt()
    }
}

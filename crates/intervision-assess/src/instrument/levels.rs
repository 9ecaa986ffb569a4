/// From a scale score (percent of maximum possible, 0 to 1) to the levels of a competency framework.
///
/// Straight lines between anchors; scores run from 0 to 1 and levels rise strictly.
///
/// # Example
///
/// ```
/// use intervision_assess::LevelMap;
///
/// let five = LevelMap::linear(1.0, 5.0);
/// assert_eq!(five.level(0.5), 3.0);
/// // A norm study put level 3 at 70 % of the maximum.
/// let anchored = LevelMap::anchored([(0.0, 1.0), (0.7, 3.0), (1.0, 5.0)]);
/// assert_eq!(anchored.level(0.7), 3.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LevelMap {
    pub(super) anchors: Vec<(f64, f64)>,
}

impl Default for LevelMap {
    /// Levels 1 to 5 in a straight line.
    fn default() -> Self {
        LevelMap::linear(1.0, 5.0)
    }
}

impl LevelMap {
    /// One straight line from the lowest level at score 0 to the highest at score 1.
    #[must_use]
    pub fn linear(lowest: f64, highest: f64) -> Self {
        LevelMap { anchors: vec![(0.0, lowest), (1.0, highest)] }
    }

    /// Straight lines between pairs of (score, level). Checked when the instrument is built.
    #[must_use]
    pub fn anchored(anchors: impl IntoIterator<Item = (f64, f64)>) -> Self {
        LevelMap { anchors: anchors.into_iter().collect() }
    }

    /// The anchors, lowest first.
    #[must_use]
    pub fn anchors(&self) -> &[(f64, f64)] {
        &self.anchors
    }

    /// The level at a score; scores outside 0..=1 are taken to the nearest end.
    #[must_use]
    pub fn level(&self, score: f64) -> f64 {
        self.line(score).0
    }

    /// How many levels one whole unit of score is worth at this score: what a standard error is multiplied by.
    ///
    /// At an anchor, the steeper of the two lines, so that an error is never understated.
    #[must_use]
    pub fn slope(&self, score: f64) -> f64 {
        self.line(score).1
    }

    #[expect(clippy::float_cmp, reason = "the ends are written as 0 and 1, not computed")]
    pub(super) fn is_valid(&self) -> bool {
        let rising = self.anchors.windows(2).all(|pair| match pair {
            [a, b] => b.0 - a.0 >= 1e-6 && a.1 < b.1,
            _ => false,
        });
        let ends = matches!(
            (self.anchors.first(), self.anchors.last()),
            (Some(first), Some(last)) if first.0 == 0.0 && last.0 == 1.0
        );
        // Bounds that keep every slope finite.
        let finite =
            self.anchors.iter().all(|(score, level)| score.is_finite() && level.abs() <= 1e6);
        self.anchors.len() >= 2 && rising && ends && finite
    }

    fn line(&self, score: f64) -> (f64, f64) {
        let score = score.clamp(0.0, 1.0);
        let mut found = None;
        for pair in self.anchors.windows(2) {
            let [(s0, l0), (s1, l1)] = pair else { continue };
            if score < *s0 || score > *s1 {
                continue;
            }
            let slope = (l1 - l0) / (s1 - s0);
            let level = l0 + (score - s0) * slope;
            found = match found {
                Some((level, before)) if before >= slope => Some((level, before)),
                _ => Some((level, slope)),
            };
        }
        found.unwrap_or((score, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn an_anchor_takes_the_steeper_slope() {
        let map = LevelMap::anchored([(0.0, 1.0), (0.5, 2.0), (1.0, 5.0)]);
        close(map.level(0.25), 1.5, 1e-15);
        close(map.level(0.75), 3.5, 1e-15);
        close(map.slope(0.25), 2.0, 1e-15);
        close(map.slope(0.5), 6.0, 1e-15);
        close(map.level(1.2), 5.0, 0.0);
        close(map.level(-0.2), 1.0, 0.0);
    }

    #[test]
    fn a_map_must_rise_from_end_to_end() {
        assert!(LevelMap::default().is_valid());
        for anchors in [
            vec![],
            vec![(0.0, 1.0)],
            vec![(0.0, 1.0), (0.9, 5.0)],
            vec![(0.0, 1.0), (1.0, 1.0)],
            vec![(0.0, 1.0), (0.5, 3.0), (0.5, 4.0), (1.0, 5.0)],
            vec![(0.0, 1.0), (1.0, f64::NAN)],
        ] {
            assert!(!LevelMap::anchored(anchors.clone()).is_valid(), "{anchors:?}");
        }
    }
}

use super::population::finite;
use super::{NoNorm, Norm, NormalScores, PercentileRule, Population, percentile_rank};

/// The scores of a norm sample as they are: percentiles are counted, and standard scores normalised by rank, so that no shape of the
/// distribution is taken for granted.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{Norm, PercentileRule, Population, SampleNorm};
///
/// let norm = SampleNorm::new([1., 2., 2., 3., 3., 3., 4., 5.], PercentileRule::Mid, Population::default())?;
/// assert_eq!(norm.percentile(3.0)?, 56.25);
/// assert!(norm.z(5.0)? > norm.z(4.5)?);
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SampleNorm {
    scores: Vec<f64>,
    rule: PercentileRule,
    normal: NormalScores,
    population: Population,
}

impl SampleNorm {
    /// A norm from the scores of a sample; its size is put into the population if nothing stands there.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for a score that is not finite, and for fewer than two different ones.
    pub fn new(
        scores: impl IntoIterator<Item = f64>,
        rule: PercentileRule,
        mut population: Population,
    ) -> Result<SampleNorm, NoNorm> {
        let mut scores: Vec<f64> = scores.into_iter().map(|score| score + 0.0).collect();
        for &score in &scores {
            finite("a score of the sample", score)?;
        }
        scores.sort_by(f64::total_cmp);
        let n = scores.len();
        let distinct = scores.chunk_by(|a, b| a.total_cmp(b).is_eq()).count();
        if distinct < 2 {
            return Err(NoNorm::TooSmall { n, distinct });
        }
        population.n.get_or_insert(n);
        Ok(SampleNorm { scores, rule, normal: NormalScores::default(), population })
    }

    /// How ranks become normal scores; Blom's unless said.
    #[must_use]
    pub fn with_normal_scores(mut self, normal: NormalScores) -> Self {
        self.normal = normal;
        self
    }
}

impl Norm for SampleNorm {
    fn population(&self) -> &Population {
        &self.population
    }

    fn percentile(&self, score: f64) -> Result<f64, NoNorm> {
        percentile_rank(&self.scores, score, self.rule)
    }

    fn z(&self, score: f64) -> Result<f64, NoNorm> {
        finite("a score", score)?;
        let below = self.scores.partition_point(|other| *other < score);
        let upto = self.scores.partition_point(|other| *other <= score);
        let (n, at) = (self.scores.len() as f64, (upto - below) as f64);
        // A score that nobody has stands between its neighbours; beyond the ends it stands with the last.
        let rank = (below as f64 + f64::midpoint(at, 1.0)).clamp(1.0, n);
        Ok(self.normal.at(rank, n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norms::normal_scores;
    use crate::testing::close;

    #[test]
    fn the_sample_has_its_own_normal_scores() {
        let sample = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let norm = SampleNorm::new(sample, PercentileRule::Mid, Population::default()).unwrap();
        for (score, z) in sample.iter().zip(normal_scores(&sample, NormalScores::Blom)) {
            close(norm.z(*score).unwrap(), z, 1e-12);
        }
        assert_eq!(norm.population().n, Some(8));
        close(norm.z(-100.0).unwrap(), norm.normal.at(1.0, 8.0), 0.0);
        close(norm.z(100.0).unwrap(), norm.normal.at(8.0, 8.0), 0.0);
    }

    #[test]
    fn a_sample_that_tells_nobody_apart_is_refused() {
        let error =
            SampleNorm::new([2.0, 2.0], PercentileRule::Mid, Population::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a norm of 2 scores, 1 of them different, tells nobody apart; 2 different ones are needed"
        );
    }
}

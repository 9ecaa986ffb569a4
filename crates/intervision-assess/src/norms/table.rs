use super::population::finite;
use super::{NoNorm, Norm, Population, StandardScale};
use crate::special::{normal_cdf, normal_quantile};

/// What the right column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Standard(StandardScale),
    Percentile,
}

/// A published norm table: from which score on which value holds.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{Norm, NormTable, Population, StandardScale};
///
/// let lines = [(0.0, 30.0), (10.0, 40.0), (15.0, 50.0), (22.0, 60.0)];
/// let table = NormTable::standard(lines, StandardScale::T, Population::default())?;
/// assert_eq!(table.z(15.0)?, 0.0);
/// assert_eq!(table.z(14.9)?, -1.0);
/// assert!(table.z(-1.0).is_err());
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct NormTable {
    lines: Vec<(f64, f64)>,
    column: Column,
    population: Population,
}

impl NormTable {
    /// A table of standard scores: pairs of the lowest score of a line and its value.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for no lines, scores that do not rise, values that fall, and values that the scale cannot have.
    pub fn standard(
        lines: impl IntoIterator<Item = (f64, f64)>,
        scale: StandardScale,
        population: Population,
    ) -> Result<NormTable, NoNorm> {
        let ends = scale.ends().unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        Self::checked(lines, Column::Standard(scale), population, ends, scale.name())
    }

    /// A table of percentiles, 0 to 100.
    ///
    /// # Errors
    ///
    /// As of [`standard`](Self::standard).
    pub fn percentiles(
        lines: impl IntoIterator<Item = (f64, f64)>,
        population: Population,
    ) -> Result<NormTable, NoNorm> {
        Self::checked(lines, Column::Percentile, population, (0.0, 100.0), "a percentile")
    }

    fn checked(
        lines: impl IntoIterator<Item = (f64, f64)>,
        column: Column,
        population: Population,
        ends: (f64, f64),
        scale: &'static str,
    ) -> Result<NormTable, NoNorm> {
        let lines: Vec<(f64, f64)> = lines.into_iter().collect();
        if lines.is_empty() {
            return Err(NoNorm::Empty { what: "norm table" });
        }
        let mut before: Option<(f64, f64)> = None;
        for (index, &(from, value)) in lines.iter().enumerate() {
            finite("a score of the norm table", from)?;
            finite("a value of the norm table", value)?;
            if !(ends.0..=ends.1).contains(&value) {
                return Err(NoNorm::OutsideScale { line: index + 1, value, scale });
            }
            if before.is_some_and(|before| from <= before.0 || value < before.1) {
                return Err(NoNorm::NotRising { what: "norm table", line: index + 1 });
            }
            before = Some((from, value));
        }
        Ok(NormTable { lines, column, population })
    }

    fn value(&self, score: f64) -> Result<f64, NoNorm> {
        finite("a score", score)?;
        let line = self.lines.partition_point(|(from, _)| *from <= score);
        let found = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let lowest = self.lines.first().map_or(0.0, |line| line.0);
        found.map(|line| line.1).ok_or(NoNorm::BelowTable { score, lowest })
    }
}

impl Norm for NormTable {
    fn population(&self) -> &Population {
        &self.population
    }

    fn percentile(&self, score: f64) -> Result<f64, NoNorm> {
        let value = self.value(score)?;
        Ok(match self.column {
            Column::Percentile => value,
            Column::Standard(scale) => 100.0 * normal_cdf(scale.z(value)),
        })
    }

    fn z(&self, score: f64) -> Result<f64, NoNorm> {
        let value = self.value(score)?;
        Ok(match self.column {
            // A percentile of 0 or 100 has no finite z: half a percent from the end stands for it.
            Column::Percentile => normal_quantile((value / 100.0).clamp(0.005, 0.995)),
            Column::Standard(scale) => scale.z(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn lines_are_half_open_and_checked() {
        let whom = Population::default;
        let table =
            NormTable::percentiles([(0.0, 0.0), (5.0, 50.0), (9.0, 100.0)], whom()).unwrap();
        close(table.percentile(4.999).unwrap(), 0.0, 0.0);
        close(table.percentile(5.0).unwrap(), 50.0, 0.0);
        assert!(table.z(9.0).unwrap().is_finite());
        let text = |lines: &[(f64, f64)], scale| {
            NormTable::standard(lines.iter().copied(), scale, whom()).unwrap_err().to_string()
        };
        assert!(text(&[], StandardScale::T).contains("no lines"));
        assert_eq!(
            text(&[(1.0, 40.0), (1.0, 50.0)], StandardScale::T),
            "line 2 of the norm table does not rise above the one before it; list both columns from low to high"
        );
        assert_eq!(
            text(&[(1.0, 11.0)], StandardScale::Sten),
            "line 1 of the norm table has 11, which sten cannot be"
        );
        assert_eq!(
            table.z(-1.0).unwrap_err().to_string(),
            "the norm table begins at 0 and the score is -1"
        );
    }
}

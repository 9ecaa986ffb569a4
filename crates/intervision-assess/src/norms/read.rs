//! Norms from a table: one row per scale, with mean and standard deviation of its scores.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::{LinearNorm, NoNorm, Population};
use crate::reliability::MeasurementError;
use crate::separated;

const KNOWN: &str = "scale, mean, sd, and if known reliability, n, date, population";

/// The norm of one scale, in the points of its response format.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScaleNorm {
    /// Mean and standard deviation, and whose.
    pub norm: LinearNorm,
    /// The error of measurement in that population, if its reliability is known.
    pub error: Option<MeasurementError>,
}

/// Norms by scale, as published in a manual.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::{Norm, ScaleNorms};
///
/// let norms = ScaleNorms::from_csv(
///     b"scale,mean,sd,reliability,n,date,population\ninfluence,3.4,0.5,0.84,412,2025-06-30,managers of one country\n",
/// )?;
/// let influence = norms.get("influence").unwrap();
/// assert_eq!(influence.norm.population().n, Some(412));
/// assert!(influence.error.is_some());
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScaleNorms {
    scales: IndexMap<String, ScaleNorm>,
}

impl ScaleNorms {
    /// Reads a file with the columns `scale`, `mean` and `sd` (of mean scores, in points of the response format), and if known
    /// `reliability`, `n`, `date` and `population`.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] names the row, the column and the value of the first mistake.
    pub fn from_csv(bytes: &[u8]) -> Result<ScaleNorms, NoNorm> {
        let broken = |error: csv::Error| NoNorm::Broken { message: error.to_string() };
        let mut reader = separated::reader(bytes, false);
        let header = reader.headers().map_err(broken)?.clone();
        let unknown = header.iter().find(|name| {
            !["scale", "mean", "sd", "reliability", "n", "date", "population"].contains(name)
        });
        if let Some(column) = unknown.filter(|_| !header.is_empty()) {
            return Err(NoNorm::Column {
                found: "an unknown",
                column: column.to_owned(),
                known: KNOWN,
            });
        }
        for column in ["scale", "mean", "sd"] {
            if !header.iter().any(|name| name == column) {
                return Err(NoNorm::Column {
                    found: "no",
                    column: column.to_owned(),
                    known: KNOWN,
                });
            }
        }
        let mut scales = IndexMap::new();
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(broken)?;
            let row = Line { header: &header, record: &record, number: index + 2 };
            let population = Population {
                name: row.text("population").to_owned(),
                n: row.known("n", "a whole number, or empty")?,
                date: row.known::<NaiveDate>("date", "a date as 2027-01-31, or empty")?,
            };
            let number = "a number";
            let mean = row.known("mean", number)?.ok_or_else(|| row.wrong("mean", number))?;
            let sd = row.known("sd", number)?.ok_or_else(|| row.wrong("sd", number))?;
            let norm = LinearNorm::new(mean, sd, population)?;
            let allowed = "between 0 and 1, or empty";
            let error = row
                .known("reliability", allowed)?
                .map(|r| {
                    MeasurementError::new(sd, r).map_err(|_| row.wrong("reliability", allowed))
                })
                .transpose()?;
            let scale = row.text("scale").to_owned();
            if scales.insert(scale.clone(), ScaleNorm { norm, error }).is_some() {
                return Err(NoNorm::ScaleTwice { row: row.number, scale });
            }
        }
        if scales.is_empty() {
            return Err(NoNorm::Empty { what: "norms" });
        }
        Ok(ScaleNorms { scales })
    }

    /// The norm of a scale.
    #[must_use]
    pub fn get(&self, scale: &str) -> Option<&ScaleNorm> {
        self.scales.get(scale)
    }

    /// The scales that there are norms for, in order.
    pub fn scales(&self) -> impl ExactSizeIterator<Item = &str> {
        self.scales.keys().map(String::as_str)
    }
}

struct Line<'a> {
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
    number: usize,
}

impl<'a> Line<'a> {
    fn text(&self, column: &str) -> &'a str {
        let place = self.header.iter().position(|name| name == column);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    fn known<T: std::str::FromStr>(
        &self,
        column: &str,
        allowed: &'static str,
    ) -> Result<Option<T>, NoNorm> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.wrong(column, allowed))
    }

    fn wrong(&self, column: &str, allowed: &'static str) -> NoNorm {
        let value = self.text(column).to_owned();
        NoNorm::Cell { row: self.number, column: column.to_owned(), value, allowed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let text = |file: &str| ScaleNorms::from_csv(file.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            text("scale,mean\ns,3\n"),
            "the norms have no column \"sd\"; columns are scale, mean, sd, and if known reliability, n, date, population"
        );
        assert!(text("scale,mean,sd,colour\n").contains("an unknown column \"colour\""));
        assert_eq!(
            text("scale,mean,sd\ns,three,1\n"),
            "row 2: mean is \"three\"; it must be a number"
        );
        assert!(
            text("scale,mean,sd\ns,3,0\n").starts_with("the norm has a standard deviation of 0")
        );
        assert!(text("scale,mean,sd,reliability\ns,3,1,2\n").contains("between 0 and 1, or empty"));
        assert_eq!(
            text("scale,mean,sd\ns,3,1\ns,3,1\n"),
            "row 3: scale \"s\" stands there before; keep one norm per scale"
        );
        assert!(text("scale,mean,sd\n").starts_with("the norms have no lines"));
        assert!(text("").contains("no column \"scale\""));
    }
}

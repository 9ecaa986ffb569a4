//! The levels that were measured, every one of them kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use intervision_core::{Rating, Ratings, Roster};

use super::Framework;
use crate::Problems;

/// One measurement of one person.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Measurement {
    /// The competency.
    pub competency: String,
    /// The level, with its standard error.
    pub rating: Rating,
    /// The day it was measured.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
    /// What or who it comes from: `self`, `short assessment`.
    pub source: String,
}

/// Everyone's measurements. As [`Ratings`] it gives the latest one per competency; the earlier ones are in
/// [`history`](MeasuredProfiles::history).
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredProfiles {
    competencies: Vec<String>,
    members: Vec<BTreeMap<String, Vec<Measurement>>>,
    top: f64,
}

impl MeasuredProfiles {
    /// Nothing measured yet.
    #[must_use]
    pub fn new(framework: &Framework, roster: &dyn Roster) -> Self {
        MeasuredProfiles {
            competencies: framework.competencies().iter().map(|c| c.id.clone()).collect(),
            members: vec![BTreeMap::new(); roster.len()],
            top: framework.top(),
        }
    }

    /// Keeps a measurement.
    ///
    /// # Errors
    ///
    /// [`Problems`] when the member or the competency is not there, or the level is outside the framework's.
    pub fn record(&mut self, member: usize, measurement: Measurement) -> Result<(), Problems> {
        let Some(kept) = self.members.get_mut(member) else { return Ok(()) };
        kept.entry(measurement.competency.clone()).or_default().push(measurement);
        Ok(())
    }

    /// Keeps everything that an assessment gave, as measured on one day by one source.
    ///
    /// # Errors
    ///
    /// As [`record`](MeasuredProfiles::record); then nothing is kept.
    pub fn record_all(
        &mut self,
        ratings: &dyn Ratings,
        on: NaiveDate,
        source: &str,
    ) -> Result<(), Problems> {
        let _ = (ratings, on, source);
        Ok(())
    }

    /// All measurements of a member on a competency, the earliest first.
    #[must_use]
    pub fn history(&self, member: usize, competency: &str) -> &[Measurement] {
        let kept = self.members.get(member).and_then(|kept| kept.get(competency));
        kept.map_or(&[], Vec::as_slice)
    }
}

impl Ratings for MeasuredProfiles {
    fn len(&self) -> usize {
        self.members.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.competencies.iter().map(|id| id.as_str().into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.history(member, competency).last().map(|measurement| measurement.rating)
    }
}

//! The levels that were measured, every one of them kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use intervision_core::{Rating, Ratings, Roster};

use super::Framework;
use crate::{ParticipantId, Place, Problem, Problems};

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
    /// Who it comes from: `self`, `peers`, `short assessment`.
    pub source: String,
    /// The instrument that it was measured with, if it was one.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub instrument: Option<String>,
}

/// Everyone's measurements as they are written.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct MeasurementsDraft {
    /// The version of the format: [`MeasuredProfiles::VERSION`].
    pub version: u32,
    /// The framework whose levels these are.
    pub framework: String,
    /// The measurements by person, in the order of recording.
    pub people: BTreeMap<ParticipantId, Vec<Measurement>>,
}

/// Everyone's measurements, with what they come from, of which none takes the place of another. As [`Ratings`] it gives the latest one
/// per competency, whoever it is from; [`from_source`](MeasuredProfiles::from_source) gives those of one source, and
/// [`history`](MeasuredProfiles::history) all of them.
///
/// # Example
///
/// ```
/// # use intervision_model::competency::Framework;
/// use chrono::NaiveDate;
/// use intervision_core::{Rating, Ratings, Table};
/// use intervision_model::competency::{MeasuredProfiles, Measurement};
///
/// # let framework = Framework::from_toml(r#"
/// #     version = 1
/// #     id = "advice"
/// #     title = "Advice"
/// #     levels = [{ title = "Beginning" }, { title = "Skilled" }, { title = "Leading" }]
/// #     competencies = [{ id = "influence", title = "Influence" }]
/// # "#)?;
/// let mut profiles = MeasuredProfiles::new(&framework, &Table::new(["ann"])?);
/// for (month, level) in [(6, 2.5), (1, 2.0)] {
///     profiles.record(0, Measurement {
///         competency: "influence".into(),
///         rating: Rating::measured(level, 0.2),
///         on: NaiveDate::from_ymd_opt(2027, month, 1).unwrap(),
///         source: "self".into(),
///         instrument: Some("short assessment".into()),
///     })?;
/// }
/// assert_eq!(profiles.rating(0, "influence").map(|r| r.level), Some(2.5));
/// assert_eq!(profiles.history(0, "influence").len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredProfiles {
    framework: String,
    competencies: Vec<String>,
    members: Vec<BTreeMap<String, Vec<Measurement>>>,
    top: f64,
}

impl MeasuredProfiles {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Nothing measured yet.
    #[must_use]
    pub fn new(framework: &Framework, roster: &dyn Roster) -> Self {
        MeasuredProfiles {
            framework: framework.id().to_owned(),
            competencies: framework.competencies().iter().map(|c| c.id.clone()).collect(),
            members: vec![BTreeMap::new(); roster.len()],
            top: framework.top(),
        }
    }

    /// Takes measurements that were written down.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: another version or framework, somebody who is not on the roster, and
    /// everything that [`record`](MeasuredProfiles::record) checks.
    pub fn read(
        draft: MeasurementsDraft,
        framework: &Framework,
        roster: &dyn Roster,
    ) -> Result<Self, Problems> {
        let mut found = Vec::new();
        if draft.version != Self::VERSION {
            let (version, expected) = (draft.version, Self::VERSION);
            found.push(Problem::Version { what: "list of measurements", found: version, expected });
        }
        if draft.framework != framework.id() {
            found.push(Problem::UnknownReference {
                at: Place::part("framework"),
                what: "framework",
                id: draft.framework,
                known: vec![framework.id().to_owned()],
            });
        }
        let mut profiles = MeasuredProfiles::new(framework, roster);
        let numbers = crate::people::numbers(roster);
        for (id, measurements) in draft.people {
            let Some(&member) = numbers.get(id.as_str()) else {
                found.push(Problem::UnknownId { at: Place::part("people"), id: id.to_string() });
                continue;
            };
            for measurement in measurements {
                found.extend(profiles.record(member, measurement).err().into_iter().flatten());
            }
        }
        Problems::or(found, profiles)
    }

    /// The measurements as they are written: by person, competency and day. The roster must be the one they were made with.
    #[must_use]
    pub fn to_draft(&self, roster: &dyn Roster) -> MeasurementsDraft {
        let people = self.members.iter().enumerate().filter(|(_, kept)| !kept.is_empty());
        let people = people.map(|(member, kept)| {
            let id = ParticipantId::from(roster.id(member).into_owned());
            (id, kept.values().flatten().cloned().collect())
        });
        let (version, framework) = (Self::VERSION, self.framework.clone());
        MeasurementsDraft { version, framework, people: people.collect() }
    }

    /// Keeps a measurement. It may be older than what is kept already.
    ///
    /// # Errors
    ///
    /// [`Problems`] when the member or the competency is not there, when the level is outside the framework's, or when the
    /// standard error is negative or not finite. Then nothing is kept.
    pub fn record(&mut self, member: usize, measurement: Measurement) -> Result<(), Problems> {
        let problems = self.problems(member, &measurement);
        if let (None, Some(kept)) =
            (Problems::from_vec(problems.clone()), self.members.get_mut(member))
        {
            let list = kept.entry(measurement.competency.clone()).or_default();
            // After all that are not later: of two on one day, the one recorded last counts as the latest.
            let place = list.partition_point(|other| other.on <= measurement.on);
            list.insert(place, measurement);
        }
        Problems::or(problems, ())
    }

    /// Keeps everything that an assessment gave, as measured on one day by one source.
    ///
    /// # Errors
    ///
    /// As [`record`](MeasuredProfiles::record), for every rating that does not fit; then nothing is kept.
    pub fn record_all(
        &mut self,
        ratings: &dyn Ratings,
        on: NaiveDate,
        source: &str,
    ) -> Result<(), Problems> {
        let mut taken = Vec::new();
        for competency in ratings.competencies() {
            for member in 0..ratings.len() {
                if let Some(rating) = ratings.rating(member, &competency) {
                    let (competency, source) = (competency.clone().into_owned(), source.to_owned());
                    let instrument = None;
                    let one = Measurement { competency, rating, on, source, instrument };
                    taken.push((member, one));
                }
            }
        }
        let problems = taken.iter().flat_map(|(member, taken)| self.problems(*member, taken));
        if let Some(problems) = Problems::from_vec(problems.collect()) {
            return Err(problems);
        }
        taken.into_iter().try_for_each(|(member, taken)| self.record(member, taken))
    }

    fn problems(&self, member: usize, measurement: &Measurement) -> Vec<Problem> {
        let Measurement { competency, rating, .. } = measurement;
        let at = || Place::part(format!("measurement of member {member} on \"{competency}\""));
        let mut problems = Vec::new();
        if member >= self.members.len() {
            problems.push(Problem::OutOfRange {
                at: at(),
                value: member as f64,
                expected: format!(
                    "a member's number, which runs from 0 to below {}",
                    self.members.len()
                ),
            });
        }
        if !self.competencies.contains(competency) {
            problems.push(Problem::UnknownReference {
                at: at(),
                what: "competency",
                id: competency.clone(),
                known: self.competencies.clone(),
            });
        }
        if !(1.0..=self.top).contains(&rating.level) {
            problems.push(Problem::OutOfRange {
                at: at(),
                value: rating.level,
                expected: format!("a level of the framework, 1 to {}", self.top),
            });
        }
        if let Some(error) = rating.standard_error.filter(|e| !(e.is_finite() && *e >= 0.0)) {
            problems.push(Problem::OutOfRange {
                at: at(),
                value: error,
                expected: "a standard error of 0 or more".to_owned(),
            });
        }
        problems
    }

    /// All measurements of a member on a competency, the earliest first.
    #[must_use]
    pub fn history(&self, member: usize, competency: &str) -> &[Measurement] {
        let kept = self.members.get(member).and_then(|kept| kept.get(competency));
        kept.map_or(&[], Vec::as_slice)
    }
}

impl MeasuredProfiles {
    /// The latest measurements of one source, so that what people say of themselves does not stand in for what others say.
    #[must_use]
    pub fn from_source<'a>(&'a self, source: &'a str) -> FromSource<'a> {
        FromSource { all: self, source }
    }

    /// Whatever measurements come from, by name.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<&str> {
        let all = self.members.iter().flat_map(BTreeMap::values).flatten();
        all.map(|measurement| measurement.source.as_str()).collect()
    }
}

/// The measurements of one source; see [`MeasuredProfiles::from_source`].
#[derive(Debug, Clone, Copy)]
pub struct FromSource<'a> {
    all: &'a MeasuredProfiles,
    source: &'a str,
}

impl Ratings for FromSource<'_> {
    fn len(&self) -> usize {
        self.all.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.all.competencies()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        let mut latest_first = self.all.history(member, competency).iter().rev();
        latest_first.find(|measurement| measurement.source == self.source).map(|m| m.rating)
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

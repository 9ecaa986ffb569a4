//! Phases that partition a programme: a first day and lengths come in, and every day belongs to one phase.

use chrono::{Days, NaiveDate};

use super::Design;
use crate::names::unique;
use crate::{Place, Problem, Problems};

/// A programme of a fixed number of days, cut into phases without gap or overlap.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::design::PhasePartition;
///
/// let start = NaiveDate::from_ymd_opt(2024, 1, 8).unwrap();
/// let phases = PhasePartition::even(start, 100, ["look", "choose", "do", "keep"])?;
/// assert_eq!(phases.lengths(), [25, 25, 25, 25]);
/// assert_eq!(Some(phases.end()), NaiveDate::from_ymd_opt(2024, 4, 16));
/// assert_eq!(phases.at(26), Some("choose"));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhasePartition {
    start: NaiveDate,
    end: NaiveDate,
    phases: Vec<(String, u32)>,
}

impl PhasePartition {
    /// Phases of these lengths in days, in order.
    ///
    /// # Errors
    ///
    /// [`Problems`] when there is no phase, when one has no day or a name that another has, and when the lengths do not sum
    /// to the days of the programme.
    pub fn new<I, N>(start: NaiveDate, days: u32, phases: I) -> Result<Self, Problems>
    where
        I: IntoIterator<Item = (N, u32)>,
        N: Into<String>,
    {
        let phases: Vec<(String, u32)> = phases.into_iter().map(|(n, d)| (n.into(), d)).collect();
        let mut problems = Vec::new();
        if phases.is_empty() {
            problems.push(Problem::Missing {
                at: Place::part("phases"),
                what: "a phase",
                fix: "give the programme at least one".to_owned(),
            });
        }
        unique("phase", phases.iter().map(|(name, _)| name.as_str()), &mut problems);
        for (name, _) in phases.iter().filter(|(_, days)| *days == 0) {
            problems.push(Problem::OutOfRange {
                at: Place::part(format!("phases.{name}.days")),
                value: 0.0,
                expected: "at least 1".to_owned(),
            });
        }
        let sum: u64 = phases.iter().map(|(_, days)| u64::from(*days)).sum();
        if !phases.is_empty() && sum != u64::from(days) {
            problems.push(Problem::Contradiction {
                at: Place::part("phases"),
                what: format!("the phases take {sum} days and the programme {days}"),
                fix: "make them the same".to_owned(),
            });
        }
        let last = start.checked_add_days(Days::new(u64::from(days.saturating_sub(1))));
        let end = last.unwrap_or(start);
        if last.is_none() {
            problems.push(Problem::OutOfRange {
                at: Place::part("days"),
                value: f64::from(days),
                expected: format!("a number of days that a calendar holds from {start} on"),
            });
        }
        Problems::or(problems, PhasePartition { start, end, phases })
    }

    /// Phases of the same length; where that does not go up, the first ones have a day more.
    ///
    /// # Errors
    ///
    /// As [`PhasePartition::new`]: more phases than days give phases without a day.
    pub fn even<I, N>(start: NaiveDate, days: u32, phases: I) -> Result<Self, Problems>
    where
        I: IntoIterator<Item = N>,
        N: Into<String>,
    {
        let names: Vec<String> = phases.into_iter().map(Into::into).collect();
        let count = (names.len() as u32).max(1);
        let length = |place: usize| days / count + u32::from((place as u32) < days % count);
        let phases = names.into_iter().enumerate().map(|(place, name)| (name, length(place)));
        PhasePartition::new(start, days, phases.collect::<Vec<_>>())
    }

    /// The phases of a design whose phases follow each other from the first day of the season to the last.
    ///
    /// # Errors
    ///
    /// [`Problems`] for every phase that does not begin on the day after the one in front of it, or has no end.
    pub fn of(design: &Design) -> Result<Self, Problems> {
        let season = design.season();
        let mut problems = Vec::new();
        let mut next = Some(season.start);
        let mut phases = Vec::new();
        for phase in design.phases() {
            let at = || Place::part(format!("phases.{}", phase.id));
            let (Some(start), Some(end)) = (phase.start.or(next), phase.end) else {
                let fix = "say on which day the phase ends".to_owned();
                problems.push(Problem::Missing { at: at(), what: "its last day", fix });
                next = None;
                continue;
            };
            if let Some(expected) = next.filter(|expected| *expected != start) {
                problems.push(Problem::Contradiction {
                    at: at(),
                    what: format!("it begins on {start}, and the days from {expected} on are free"),
                    fix: "let phases follow each other without a gap and without sharing a day"
                        .to_owned(),
                });
            }
            let days = u32::try_from((end - start).num_days() + 1).unwrap_or(0);
            phases.push((phase.id.clone(), days));
            next = end.succ_opt();
        }
        if let Some(problems) = Problems::from_vec(problems) {
            return Err(problems);
        }
        let days = u32::try_from((season.end - season.start).num_days() + 1).unwrap_or(0);
        PhasePartition::new(season.start, days, phases)
    }

    /// The first day.
    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// The last day.
    #[must_use]
    pub fn end(&self) -> NaiveDate {
        self.end
    }

    /// The lengths in days, in order.
    #[must_use]
    pub fn lengths(&self) -> Vec<u32> {
        self.phases.iter().map(|(_, days)| *days).collect()
    }

    /// The number of a day of the programme, counted from 1; `None` before and after it.
    #[must_use]
    pub fn number(&self, on: NaiveDate) -> Option<u32> {
        let inside = self.start <= on && on <= self.end;
        let days = (on - self.start).num_days();
        u32::try_from(days).ok().filter(|_| inside).map(|days| days + 1)
    }

    /// The phase of a day of the programme, counted from 1; `None` outside it.
    #[must_use]
    pub fn at(&self, number: u32) -> Option<&str> {
        let mut left = number.checked_sub(1)?;
        for (name, days) in &self.phases {
            match left.checked_sub(*days) {
                None => return Some(name),
                Some(rest) => left = rest,
            }
        }
        None
    }

    /// Each phase with its first and last day, in order.
    pub fn phases(&self) -> impl Iterator<Item = (&str, NaiveDate, NaiveDate)> {
        let mut first = self.start;
        self.phases.iter().map(move |(name, days)| {
            let start = first;
            let next = start.checked_add_days(Days::new(u64::from(*days)));
            first = next.unwrap_or(start);
            (name.as_str(), start, first.pred_opt().unwrap_or(start))
        })
    }
}

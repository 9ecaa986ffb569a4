use chrono::{Datelike, NaiveDate};

use super::candidates::GatheringDay;
use super::choose::{Stage, Table, people};
use super::error::GatheringError;

/// Periods with one gathering each, and how far gatherings lie apart.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::gatherings::{GatheringDay, Gatherings};
///
/// let day = |month, day, expected| GatheringDay {
///     day: NaiveDate::from_ymd_opt(2027, month, day).unwrap(),
///     expected,
/// };
/// let year = Gatherings::quarters(2027)?.apart(60, 120)?;
/// let days = [day(2, 4, 70.0), day(3, 18, 72.0), day(4, 15, 80.0), day(6, 10, 76.0), day(9, 16, 66.0), day(11, 18, 70.0)];
/// let plan = year.plan(&days)?;
/// // 15 April has most people, and lies 154 days before the only day of the third quarter.
/// let dates: Vec<String> = plan.days.iter().map(|chosen| chosen.day.to_string()).collect();
/// assert_eq!(dates, ["2027-03-18", "2027-06-10", "2027-09-16", "2027-11-18"]);
/// assert_eq!(plan.expected, 284.0);
/// # Ok::<(), intervision_schedule::gatherings::GatheringError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Gatherings {
    periods: Vec<(NaiveDate, NaiveDate)>,
    least: u32,
    most: u32,
}

/// A day that was not chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct OtherDay {
    /// The day.
    pub day: NaiveDate,
    /// The period, counted from 0.
    pub period: usize,
    /// How many are expected on it.
    pub expected: f64,
    /// How many fewer people there would be over all gatherings, were it chosen and the others dated anew as well as can be;
    /// `None` where no plan has it.
    pub loses: Option<f64>,
}

/// A day for each period.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct GatheringPlan {
    /// The days, by period.
    pub days: Vec<GatheringDay>,
    /// How many are expected over all of them; no other days that keep the distances have more.
    pub expected: f64,
    /// Every other candidate day within a period, in order.
    pub others: Vec<OtherDay>,
}

impl Gatherings {
    /// One gathering in each of these periods, first and last day included, at any distance yet.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Period`] for one that ends before it begins or overlaps the one before.
    pub fn new(
        periods: impl IntoIterator<Item = (NaiveDate, NaiveDate)>,
    ) -> Result<Self, GatheringError> {
        let periods: Vec<(NaiveDate, NaiveDate)> = periods.into_iter().collect();
        let mut end: Option<NaiveDate> = None;
        for (at, &(first, last)) in periods.iter().enumerate() {
            if last < first || end.is_some_and(|end| first <= end) {
                return Err(GatheringError::Period { number: at + 1, first, last });
            }
            end = Some(last);
        }
        Ok(Gatherings { periods, least: 0, most: u32::MAX })
    }

    /// One gathering in each quarter of a year.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Period`] for a year that the calendar does not have.
    pub fn quarters(year: i32) -> Result<Self, GatheringError> {
        let edge = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        match (day(1, 1), day(12, 31)) {
            (Some(first), Some(last)) => Gatherings::quarters_between(first, last),
            _ => Err(GatheringError::Period { number: 1, first: edge, last: edge }),
        }
    }

    /// One gathering in each quarter of the calendar that a season has days of, cut off at its first and its last day.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Period`] for a season that ends before it begins.
    pub fn quarters_between(first: NaiveDate, last: NaiveDate) -> Result<Self, GatheringError> {
        if last < first {
            return Err(GatheringError::Period { number: 1, first, last });
        }
        let mut periods: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        let mut from = first;
        loop {
            let (year, quarter) = (from.year(), from.month0() / 3);
            let next = match quarter {
                3 => year.checked_add(1).and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)),
                _ => NaiveDate::from_ymd_opt(year, quarter * 3 + 4, 1),
            };
            if let Some(next) = next.filter(|next| *next <= last) {
                periods.push((from, next.pred_opt().unwrap_or(next)));
                from = next;
            } else {
                periods.push((from, last));
                return Gatherings::new(periods);
            }
        }
    }

    /// From one gathering to the next at least and at most so many days.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Distance`] for a least above the most.
    pub fn apart(mut self, least: u32, most: u32) -> Result<Self, GatheringError> {
        if least > most {
            return Err(GatheringError::Distance { least, most });
        }
        (self.least, self.most) = (least, most);
        Ok(self)
    }

    /// The periods, in order.
    #[must_use]
    pub fn periods(&self) -> &[(NaiveDate, NaiveDate)] {
        &self.periods
    }

    /// The days on which most people are expected over all gatherings together; of equal plans the one whose first day is the
    /// earliest, then its second, and so on. Days outside all periods are passed over; people are counted to a millionth.
    ///
    /// Exact, by dynamic programming over the periods (R. Bellman, 1957), forwards and backwards. O(days of a period x days of
    /// the next), summed over the periods.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Expected`] and [`GatheringError::Twice`] for days; [`GatheringError::NoDay`] and
    /// [`GatheringError::Apart`] where no plan exists, with the first period that has no day.
    pub fn plan(&self, days: &[GatheringDay]) -> Result<GatheringPlan, GatheringError> {
        let days = checked(days)?;
        let periods = self.periods.iter();
        let stages = periods.map(|&(first, last)| Stage::of(&days, first, last)).collect();
        let distance = (i64::from(self.least), i64::from(self.most));
        let table = Table::new(stages, distance);
        let Some((most, places)) = table.best() else {
            return if self.periods.is_empty() {
                Ok(GatheringPlan { days: Vec::new(), expected: 0.0, others: Vec::new() })
            } else {
                Err(self.missing(&table))
            };
        };
        let told = |day: NaiveDate, own: i64| GatheringDay { day, expected: people(own) };
        let (mut chosen, mut others) = (Vec::new(), Vec::new());
        for (period, (stage, taken)) in table.stages.iter().zip(&places).enumerate() {
            for (place, &(day, own)) in stage.days.iter().enumerate() {
                if place == *taken {
                    chosen.push(told(day, own));
                } else {
                    let loses = table.through(period, place).map(|through| people(most - through));
                    others.push(OtherDay { day, period, expected: people(own), loses });
                }
            }
        }
        Ok(GatheringPlan { days: chosen, expected: people(most), others })
    }

    /// The first period that no day can be had in.
    fn missing(&self, table: &Table) -> GatheringError {
        let mut before: Vec<NaiveDate> = Vec::new();
        for (at, (stage, &(first, last))) in table.stages.iter().zip(&self.periods).enumerate() {
            let number = at + 1;
            let reached = stage.reached();
            if stage.days.is_empty() {
                return GatheringError::NoDay { number, first, last };
            }
            if reached.is_empty() {
                let from = before.first().copied().unwrap_or(first);
                let to = before.last().copied().unwrap_or(last);
                let (least, most, days) = (self.least, self.most, before.len());
                return GatheringError::Apart { number, least, most, days, first: from, last: to };
            }
            before = reached;
        }
        let (first, last) = self.periods.last().copied().unwrap_or_default();
        GatheringError::NoDay { number: self.periods.len(), first, last }
    }
}

impl GatheringPlan {
    /// The day of a period that would lose least if the chosen one fell through; of equal ones the earliest.
    #[must_use]
    pub fn next_best(&self, period: usize) -> Option<&OtherDay> {
        let possible = self.others.iter().filter(|other| other.period == period);
        let known = possible.filter_map(|other| Some((other.loses?, other)));
        known
            .min_by(|(a, x), (b, y)| a.total_cmp(b).then(x.day.cmp(&y.day)))
            .map(|(_, other)| other)
    }
}

/// The days in order, each once, with possible numbers.
fn checked(days: &[GatheringDay]) -> Result<Vec<GatheringDay>, GatheringError> {
    let possible =
        |day: &GatheringDay| day.expected.is_finite() && (0.0..=1e9).contains(&day.expected);
    if let Some(GatheringDay { day, expected }) = days.iter().find(|day| !possible(day)) {
        return Err(GatheringError::Expected { day: *day, expected: *expected });
    }
    let mut days = days.to_vec();
    days.sort_by_key(|day| day.day);
    let twice = days.iter().zip(days.iter().skip(1)).find(|(a, b)| a.day == b.day);
    match twice {
        Some((GatheringDay { day, .. }, _)) => Err(GatheringError::Twice { day: *day }),
        None => Ok(days),
    }
}

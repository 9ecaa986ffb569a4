mod table;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveTime, Weekday};
use intervision_core::Span;

use super::days_off::last_day;
use super::error::CalendarError;

pub use table::WorkingTimes;

/// The part of a day that somebody is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// From midnight to noon.
    Morning,
    /// From noon to midnight.
    Afternoon,
    /// All of it.
    Whole,
}

/// A standing day off, or half of one: "every Wednesday", "every Friday afternoon".
///
/// Written `wed` or `fri-pm`.
///
/// # Example
///
/// ```
/// use chrono::Weekday;
/// use intervision_schedule::calendar::{Absence, DayPart};
///
/// let absence: Absence = "Fri-PM".parse()?;
/// assert_eq!((absence.weekday(), absence.part()), (Weekday::Fri, DayPart::Afternoon));
/// assert_eq!(absence.to_string(), "fri-pm");
/// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Absence {
    weekday: Weekday,
    part: DayPart,
}

impl Absence {
    /// Off on this part of this weekday.
    #[must_use]
    pub fn new(weekday: Weekday, part: DayPart) -> Self {
        Absence { weekday, part }
    }

    /// The weekday.
    #[must_use]
    pub fn weekday(&self) -> Weekday {
        self.weekday
    }

    /// The part of it.
    #[must_use]
    pub fn part(&self) -> DayPart {
        self.part
    }

    /// In words for a planner: `Wednesday is a standing day off`.
    #[must_use]
    pub fn reason(&self) -> String {
        let day = match self.weekday {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        };
        match self.part {
            DayPart::Morning => format!("{day} morning is a standing half-day off"),
            DayPart::Afternoon => format!("{day} afternoon is a standing half-day off"),
            DayPart::Whole => format!("{day} is a standing day off"),
        }
    }

    fn key(self) -> (u32, DayPart) {
        (self.weekday.num_days_from_monday(), self.part)
    }
}

impl PartialOrd for Absence {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// From Monday to Sunday.
impl Ord for Absence {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl FromStr for Absence {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let wrong = || CalendarError::Absence { row: None, value: text.to_owned() };
        let lower = text.trim().to_ascii_lowercase();
        let (day, part) = match lower.split_once('-') {
            None => (lower.as_str(), DayPart::Whole),
            Some((day, "am")) => (day, DayPart::Morning),
            Some((day, "pm")) => (day, DayPart::Afternoon),
            Some(_) => return Err(wrong()),
        };
        let weekday = match day {
            "mon" => Weekday::Mon,
            "tue" => Weekday::Tue,
            "wed" => Weekday::Wed,
            "thu" => Weekday::Thu,
            "fri" => Weekday::Fri,
            "sat" => Weekday::Sat,
            "sun" => Weekday::Sun,
            _ => return Err(wrong()),
        };
        Ok(Absence { weekday, part })
    }
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            DayPart::Morning => "-am",
            DayPart::Afternoon => "-pm",
            DayPart::Whole => "",
        };
        write!(f, "{}{part}", self.weekday.to_string().to_ascii_lowercase())
    }
}

/// The standing absences of one member or resource.
///
/// # Example
///
/// ```
/// use intervision_schedule::calendar::WorkingTime;
///
/// let working: WorkingTime = "wed fri-pm".parse()?;
/// assert_eq!(working.absences().count(), 2);
/// assert_eq!(working.to_string(), "wed fri-pm");
/// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkingTime {
    absences: BTreeSet<Absence>,
}

impl WorkingTime {
    /// The absences, from Monday to Sunday.
    pub fn absences(&self) -> impl Iterator<Item = Absence> + '_ {
        self.absences.iter().copied()
    }

    /// The first absence that takes a moment of `span`, when afternoons begin at `noon`.
    #[must_use]
    pub fn absence_in(&self, span: Span, noon: NaiveTime) -> Option<Absence> {
        if self.absences.is_empty() {
            return None;
        }
        let last = last_day(span);
        // After a week every weekday was seen.
        let days = span.date().iter_days().take_while(|day| *day <= last).take(8);
        for day in days {
            let starts_in_morning = day > span.date() || span.start().time() < noon;
            let ends_in_afternoon =
                day < last || span.end().date() > day || span.end().time() > noon;
            let met = self.absences.iter().find(|absence| {
                absence.weekday == day.weekday()
                    && match absence.part {
                        DayPart::Morning => starts_in_morning,
                        DayPart::Afternoon => ends_in_afternoon,
                        DayPart::Whole => true,
                    }
            });
            if met.is_some() {
                return met.copied();
            }
        }
        None
    }
}

impl FromIterator<Absence> for WorkingTime {
    fn from_iter<I: IntoIterator<Item = Absence>>(absences: I) -> Self {
        WorkingTime { absences: absences.into_iter().collect() }
    }
}

impl FromStr for WorkingTime {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        text.split_whitespace().map(str::parse).collect()
    }
}

impl fmt::Display for WorkingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.absences.iter().map(ToString::to_string).collect();
        f.write_str(&words.join(" "))
    }
}

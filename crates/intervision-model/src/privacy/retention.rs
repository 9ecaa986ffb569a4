//! How long data are kept: a clock per purpose and the days that set it off come in, the day on which they go comes out.

use std::fmt;

use chrono::{Days, NaiveDate};

/// What sets a retention clock off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Anchor {
    /// The day on which the data were noted.
    Noted,
    /// The day on which the person left.
    Left,
    /// The last day of the programme.
    ProgrammeEnded,
}

/// A retention clock: so many days after its anchor the data go.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::privacy::{Clock, Lifetime};
///
/// let noted = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
/// let ended = NaiveDate::from_ymd_opt(2027, 11, 26).unwrap();
/// let clock = Clock::after_programme(30);
/// assert_eq!(clock.runs_out(&Lifetime::noted(noted)), None);
/// let lifetime = Lifetime { programme_ended: Some(ended), ..Lifetime::noted(noted) };
/// assert_eq!(clock.runs_out(&lifetime), NaiveDate::from_ymd_opt(2027, 12, 26));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Clock {
    /// So many days.
    pub days: u32,
    /// After this.
    pub after: Anchor,
}

/// The days that matter to one record. What has not happened yet is `None`, and its clock does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// When it was noted.
    pub noted: NaiveDate,
    /// When the person left.
    pub left: Option<NaiveDate>,
    /// When the programme ended.
    pub programme_ended: Option<NaiveDate>,
}

impl Lifetime {
    /// Noted on a day; nobody left, and the programme runs.
    #[must_use]
    pub fn noted(on: NaiveDate) -> Self {
        Lifetime { noted: on, left: None, programme_ended: None }
    }
}

impl Clock {
    /// Days after the data were noted.
    #[must_use]
    pub fn after_noting(days: u32) -> Self {
        Clock { days, after: Anchor::Noted }
    }

    /// Days after the person left. Whoever stays to the end leaves with the programme.
    #[must_use]
    pub fn after_leaving(days: u32) -> Self {
        Clock { days, after: Anchor::Left }
    }

    /// Days after the programme ended.
    #[must_use]
    pub fn after_programme(days: u32) -> Self {
        Clock { days, after: Anchor::ProgrammeEnded }
    }

    /// The first day on which the data must be gone; `None` while the clock does not run.
    #[must_use]
    pub fn runs_out(self, lifetime: &Lifetime) -> Option<NaiveDate> {
        let Lifetime { noted, left, programme_ended } = *lifetime;
        let start = match self.after {
            Anchor::Noted => Some(noted),
            Anchor::Left => left.into_iter().chain(programme_ended).min(),
            Anchor::ProgrammeEnded => programme_ended,
        };
        start?.checked_add_days(Days::new(self.days.into()))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = if self.days == 1 { "day" } else { "days" };
        let after = match self.after {
            Anchor::Noted => "it was noted",
            Anchor::Left => "the person leaves",
            Anchor::ProgrammeEnded => "the programme ends",
        };
        write!(f, "{} {days} after {after}", self.days)
    }
}

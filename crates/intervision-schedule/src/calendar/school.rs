mod document;

use std::fmt;

use chrono::NaiveDate;

use super::error::CalendarError;
use super::holidays::Language;
use document::Document;

/// One of the three regions over which Dutch school holidays are spread.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// The north: Groningen, Friesland, Drenthe, Overijssel, North Holland and most of Flevoland.
    Noord,
    /// The middle: South Holland, most of Utrecht, parts of Gelderland, Flevoland and North Brabant.
    Midden,
    /// The south: Limburg, Zeeland, most of North Brabant, the south of Gelderland.
    Zuid,
}

impl Region {
    /// All of them.
    pub const ALL: [Region; 3] = [Region::Noord, Region::Midden, Region::Zuid];
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Region::Noord => "Noord",
            Region::Midden => "Midden",
            Region::Zuid => "Zuid",
        })
    }
}

/// How binding the dates of a school holiday are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SchoolHolidayStatus {
    /// Laid down by the ministry; every school keeps them.
    Fixed,
    /// Advised by the ministry; schools may choose other dates.
    Advisory,
    /// Worked out or taken from others, not yet seen in an official list.
    Provisional,
}

/// One school holiday of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    pub(super) region: Region,
    pub(super) name: String,
    pub(super) name_nl: Option<String>,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) status: SchoolHolidayStatus,
}

impl SchoolHoliday {
    /// Where it holds.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is called in a language; its one name where the file gives no other.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.name,
            Language::Nl => self.name_nl.as_deref().unwrap_or(&self.name),
        }
    }

    /// Its first day, a Saturday as a rule.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// Its last day, a Sunday as a rule.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How binding its dates are.
    #[must_use]
    pub fn status(&self) -> SchoolHolidayStatus {
        self.status
    }

    /// Whether a day belongs to it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

/// The school holidays of all regions, with where they come from.
///
/// They follow no rule and are therefore read from a file: the one that ships, or a host's own.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::calendar::{Region, SchoolHolidays};
///
/// let holidays = SchoolHolidays::shipped()?;
/// let day = NaiveDate::from_ymd_opt(2026, 7, 20).unwrap();
/// assert_eq!(holidays.on(day, Region::Noord).unwrap().name(), "summer holiday");
/// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHolidays {
    source: String,
    retrieved: NaiveDate,
    holidays: Vec<SchoolHoliday>,
}

impl SchoolHolidays {
    /// The file that ships with this crate: school years 2024-2025 to 2027-2028.
    ///
    /// # Errors
    ///
    /// None in a released crate; the type is that of [`SchoolHolidays::from_toml`].
    pub fn shipped() -> Result<Self, CalendarError> {
        Self::from_toml(include_str!("../../data/school-holidays.toml"))
    }

    /// Reads a file like the one that ships:
    ///
    /// ```
    /// use intervision_schedule::calendar::SchoolHolidays;
    ///
    /// let holidays = SchoolHolidays::from_toml(r#"
    ///     version = 1
    ///     source = "the school's own year plan"
    ///     retrieved = 2027-01-04
    ///
    ///     [[holidays]]
    ///     name = "spring holiday"
    ///     name_nl = "voorjaarsvakantie" # if there is a Dutch name too
    ///     status = "advisory"
    ///     noord = { first = 2027-02-20, last = 2027-02-28 }
    ///     zuid = { first = 2027-02-13, last = 2027-02-21 }
    /// "#)?;
    /// assert_eq!(holidays.iter().count(), 2);
    /// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CalendarError::Document`] with line and column, [`CalendarError::Version`], and for the dates
    /// [`CalendarError::Backwards`] and [`CalendarError::Overlap`].
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        Document::read(text)?.check()
    }

    /// Where the dates come from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// When they were taken from there.
    #[must_use]
    pub fn retrieved(&self) -> NaiveDate {
        self.retrieved
    }

    /// All of them, by region and date.
    pub fn iter(&self) -> impl Iterator<Item = &SchoolHoliday> {
        self.holidays.iter()
    }

    /// Those of one region, by date.
    pub fn in_region(&self, region: Region) -> impl Iterator<Item = &SchoolHoliday> {
        self.holidays.iter().filter(move |holiday| holiday.region == region)
    }

    /// The holiday that a day falls in.
    #[must_use]
    pub fn on(&self, day: NaiveDate, region: Region) -> Option<&SchoolHoliday> {
        self.in_region(region).find(|holiday| holiday.contains(day))
    }

    /// The last day that the file knows of; whoever plans beyond it plans blind.
    #[must_use]
    pub fn known_until(&self, region: Region) -> Option<NaiveDate> {
        self.in_region(region).map(SchoolHoliday::last).max()
    }
}

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::easter::easter_sunday;

/// A Dutch public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// The day after Easter.
    EasterMonday,
    /// 27 April, or 26 April when that is a Sunday.
    KingsDay,
    /// 5 May.
    LiberationDay,
    /// The Thursday 39 days after Easter.
    Ascension,
    /// The Sunday 49 days after Easter.
    WhitSunday,
    /// The day after Whit Sunday.
    WhitMonday,
    /// 25 December.
    Christmas,
    /// 26 December.
    BoxingDay,
}

/// A language for the names of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
}

impl Holiday {
    /// All of them, as they follow each other in most years.
    pub const ALL: [Holiday; 11] = [
        Holiday::NewYear,
        Holiday::GoodFriday,
        Holiday::EasterSunday,
        Holiday::EasterMonday,
        Holiday::KingsDay,
        Holiday::LiberationDay,
        Holiday::Ascension,
        Holiday::WhitSunday,
        Holiday::WhitMonday,
        Holiday::Christmas,
        Holiday::BoxingDay,
    ];

    /// Its name.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_schedule::calendar::{Holiday, Language};
    ///
    /// assert_eq!(Holiday::Ascension.name(Language::Nl), "Hemelvaartsdag");
    /// assert_eq!(Holiday::Ascension.name(Language::En), "Ascension Day");
    /// ```
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (en, nl) = match self {
            Holiday::NewYear => ("New Year's Day", "Nieuwjaarsdag"),
            Holiday::GoodFriday => ("Good Friday", "Goede Vrijdag"),
            Holiday::EasterSunday => ("Easter Sunday", "Eerste Paasdag"),
            Holiday::EasterMonday => ("Easter Monday", "Tweede Paasdag"),
            Holiday::KingsDay => ("King's Day", "Koningsdag"),
            Holiday::LiberationDay => ("Liberation Day", "Bevrijdingsdag"),
            Holiday::Ascension => ("Ascension Day", "Hemelvaartsdag"),
            Holiday::WhitSunday => ("Whit Sunday", "Eerste Pinksterdag"),
            Holiday::WhitMonday => ("Whit Monday", "Tweede Pinksterdag"),
            Holiday::Christmas => ("Christmas Day", "Eerste Kerstdag"),
            Holiday::BoxingDay => ("Boxing Day", "Tweede Kerstdag"),
        };
        match language {
            Language::En => en,
            Language::Nl => nl,
        }
    }

    /// The day it falls on in a year; `None` where `chrono` has no such day.
    ///
    /// Today's rules for any year: King's Day before 2014 (Queen's Day, 30 April until then) is not looked up.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_schedule::calendar::Holiday;
    ///
    /// // 27 April 2031 is a Sunday.
    /// assert_eq!(Holiday::KingsDay.on(2031), NaiveDate::from_ymd_opt(2031, 4, 26));
    /// ```
    #[must_use]
    pub fn on(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| easter_sunday(year)?.checked_add_days(Days::new(days));
        match self {
            Holiday::NewYear => fixed(1, 1),
            Holiday::GoodFriday => easter_sunday(year)?.checked_sub_days(Days::new(2)),
            Holiday::EasterSunday => easter_sunday(year),
            Holiday::EasterMonday => after_easter(1),
            Holiday::KingsDay => {
                let day = fixed(4, 27)?;
                if day.weekday() == Weekday::Sun { fixed(4, 26) } else { Some(day) }
            }
            Holiday::LiberationDay => fixed(5, 5),
            Holiday::Ascension => after_easter(39),
            Holiday::WhitSunday => after_easter(49),
            Holiday::WhitMonday => after_easter(50),
            Holiday::Christmas => fixed(12, 25),
            Holiday::BoxingDay => fixed(12, 26),
        }
    }
}

/// In which years a holiday counts as a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum DayOff {
    /// Every year.
    Always,
    /// In years that 5 divides: 2025, 2030.
    EveryFiveYears,
    /// Never: people work.
    Never,
}

impl DayOff {
    /// Whether that year counts.
    #[must_use]
    pub fn in_year(self, year: i32) -> bool {
        match self {
            DayOff::Always => true,
            DayOff::EveryFiveYears => year.rem_euclid(5) == 0,
            DayOff::Never => false,
        }
    }
}

/// Which public holidays count as days off in this organisation.
///
/// Dutch law makes no holiday a day off; contracts and collective agreements do. By default all are, except Good Friday
/// (never) and Liberation Day (every five years), as most agreements have it. The host sets what its own says.
///
/// # Example
///
/// ```
/// use intervision_schedule::calendar::{DayOff, Holiday, HolidayPolicy};
///
/// let policy = HolidayPolicy::default().with(Holiday::LiberationDay, DayOff::Always);
/// assert!(policy.is_day_off(Holiday::LiberationDay, 2027));
/// assert!(!policy.is_day_off(Holiday::GoodFriday, 2027));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct HolidayPolicy {
    set: BTreeMap<Holiday, DayOff>,
}

impl HolidayPolicy {
    /// The same policy, but for this holiday.
    #[must_use]
    pub fn with(mut self, holiday: Holiday, day_off: DayOff) -> Self {
        self.set.insert(holiday, day_off);
        self
    }

    /// In which years a holiday is a day off.
    #[must_use]
    pub fn day_off(&self, holiday: Holiday) -> DayOff {
        self.set.get(&holiday).copied().unwrap_or(match holiday {
            Holiday::GoodFriday => DayOff::Never,
            Holiday::LiberationDay => DayOff::EveryFiveYears,
            _ => DayOff::Always,
        })
    }

    /// Whether a holiday is a day off in a year.
    #[must_use]
    pub fn is_day_off(&self, holiday: Holiday, year: i32) -> bool {
        self.day_off(holiday).in_year(year)
    }
}

/// The public holidays of a year, by date; two of them may share a day (Ascension Day and Liberation Day in 2016).
///
/// # Example
///
/// ```
/// use intervision_schedule::calendar::{public_holidays, Language};
///
/// let may: Vec<_> = public_holidays(2027)
///     .into_iter()
///     .map(|(day, holiday)| format!("{day} {}", holiday.name(Language::En)))
///     .filter(|line| line.starts_with("2027-05"))
///     .collect();
/// assert_eq!(may, [
///     "2027-05-05 Liberation Day",
///     "2027-05-06 Ascension Day",
///     "2027-05-16 Whit Sunday",
///     "2027-05-17 Whit Monday",
/// ]);
/// ```
#[must_use]
pub fn public_holidays(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let mut days: Vec<_> =
        Holiday::ALL.into_iter().filter_map(|holiday| Some((holiday.on(year)?, holiday))).collect();
    days.sort_unstable();
    days
}

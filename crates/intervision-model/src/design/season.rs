//! When a programme may use people's time.

use chrono::{NaiveDate, NaiveTime};

/// The days of a programme, both included, and the grid on which its sessions are placed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Season {
    /// The first day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub start: NaiveDate,
    /// The last day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub end: NaiveDate,
    /// Half-days or minutes.
    #[cfg_attr(feature = "serde", serde(default))]
    pub grid: Grid,
    /// The days on which nobody meets.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "HolidayRules::is_default")
    )]
    pub holidays: HolidayRules,
}

/// The moments at which sessions can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Grid {
    /// Mornings and afternoons of 240 minutes; a session of up to 480 minutes takes both of one day.
    #[default]
    HalfDays,
    /// Every so many minutes within the day's hours.
    Minutes(MinuteGrid),
}

/// A grid of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct MinuteGrid {
    /// Minutes from one possible start to the next.
    pub grain: u32,
    /// The earliest start.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub from: NaiveTime,
    /// The latest end.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub to: NaiveTime,
}

/// Which holidays are kept. Weekends are always free.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct HolidayRules {
    /// The country whose public holidays are kept, as an ISO 3166 code in lower case: `nl`. `None`, in a file `"none"`,
    /// keeps none.
    #[cfg_attr(feature = "serde", serde(with = "country"))]
    pub country: Option<String>,
    /// Days that this organisation keeps though not everyone does.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub also: Vec<OptionalHoliday>,
    /// The school region, whose holidays are then treated as `school` says.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub school_region: Option<SchoolRegion>,
    /// What a school holiday means for the plan.
    pub school: SchoolHolidays,
}

impl Default for HolidayRules {
    fn default() -> Self {
        HolidayRules {
            country: Some("nl".to_owned()),
            also: Vec::new(),
            school_region: None,
            school: SchoolHolidays::default(),
        }
    }
}

/// A day that is free in some organisations only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum OptionalHoliday {
    /// The Friday before Easter.
    GoodFriday,
    /// 5 May, in every year.
    LiberationDay,
}

/// A Dutch school-holiday region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum SchoolRegion {
    /// North.
    Noord,
    /// Middle.
    Midden,
    /// South.
    Zuid,
}

/// What a school holiday means for the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum SchoolHolidays {
    /// Nobody meets.
    #[default]
    Closed,
    /// Meeting is possible, and not welcome.
    Avoid,
}

impl HolidayRules {
    /// Whether nothing was said that differs from the default: Dutch public holidays, no school holidays.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == HolidayRules::default()
    }
}

/// No country is written as a word, because a field that is left out means the default.
#[cfg(feature = "serde")]
mod country {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "the signature that serde asks for")]
    pub(super) fn serialize<S: Serializer>(
        country: &Option<String>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(country.as_deref().unwrap_or("none"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<String>, D::Error> {
        Ok(Some(String::deserialize(from)?).filter(|country| country != "none"))
    }
}

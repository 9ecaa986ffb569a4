use chrono::NaiveDate;

use super::{Region, SchoolHoliday, SchoolHolidayStatus, SchoolHolidays};
use crate::calendar::error::CalendarError;

const VERSION: u32 = 1;

/// The file as it is written: one table per holiday, one pair of dates per region.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    version: u32,
    source: String,
    retrieved: toml::value::Datetime,
    #[serde(default)]
    holidays: Vec<Entry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    name_nl: Option<String>,
    status: SchoolHolidayStatus,
    noord: Option<Period>,
    midden: Option<Period>,
    zuid: Option<Period>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Period {
    first: toml::value::Datetime,
    last: toml::value::Datetime,
}

impl Document {
    pub(super) fn read(text: &str) -> Result<Self, CalendarError> {
        toml::from_str(text).map_err(|error| CalendarError::Document {
            message: error.to_string().trim_end().to_owned(),
        })
    }

    pub(super) fn check(self) -> Result<SchoolHolidays, CalendarError> {
        if self.version != VERSION {
            return Err(CalendarError::Version { found: self.version, known: VERSION });
        }
        let mut holidays = Vec::new();
        for entry in &self.holidays {
            let periods = [
                (Region::Noord, &entry.noord),
                (Region::Midden, &entry.midden),
                (Region::Zuid, &entry.zuid),
            ];
            for (region, period) in periods {
                let Some(period) = period else { continue };
                let (first, last) = (date(period.first)?, date(period.last)?);
                if last < first {
                    let what = format!("{} in region {region}", entry.name);
                    return Err(CalendarError::Backwards { what, first, last });
                }
                let (name, name_nl) = (entry.name.clone(), entry.name_nl.clone());
                let status = entry.status;
                holidays.push(SchoolHoliday { region, name, name_nl, first, last, status });
            }
        }
        holidays.sort_by_key(|holiday| (holiday.region, holiday.first, holiday.last));
        for (before, after) in holidays.iter().zip(holidays.iter().skip(1)) {
            if before.region == after.region && after.first <= before.last {
                return Err(CalendarError::Overlap {
                    region: before.region.to_string(),
                    first: in_words(before),
                    second: in_words(after),
                });
            }
        }
        Ok(SchoolHolidays { source: self.source, retrieved: date(self.retrieved)?, holidays })
    }
}

fn in_words(holiday: &SchoolHoliday) -> String {
    format!("{} ({} to {})", holiday.name, holiday.first, holiday.last)
}

fn date(value: toml::value::Datetime) -> Result<NaiveDate, CalendarError> {
    value
        .date
        .filter(|_| value.time.is_none())
        .and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        })
        .ok_or_else(|| CalendarError::Document {
            message: format!("{value} is not a day; write it as 2027-02-20"),
        })
}

use intervision_model::design::{
    Grid as DesignGrid, OptionalHoliday, SchoolHolidays as School, SchoolRegion, Season,
};
use intervision_schedule::Grid;
use intervision_schedule::calendar::{
    DayOff, DaysOff, Holiday, HolidayPolicy, Region, SchoolHolidays,
};

use super::AdapterError;
use crate::language::Language;

/// How unwelcome a day of the school holidays is where meeting then is possible.
const SCHOOL_HOLIDAY: f64 = -0.5;

/// The days of a season on which nobody meets: weekends, public holidays and, as the design says, school holidays.
///
/// # Errors
///
/// [`AdapterError::Country`], [`AdapterError::NoSchoolHolidays`] and [`AdapterError::Calendar`].
pub fn days_off(
    season: &Season,
    school: Option<&SchoolHolidays>,
    language: Language,
) -> Result<DaysOff, AdapterError> {
    let rules = &season.holidays;
    let mut days =
        DaysOff::between(season.start, season.end)?.in_language(language.into()).with_weekends();
    match rules.country.as_deref() {
        None => {}
        Some("nl") => {
            let mut policy = HolidayPolicy::default();
            for holiday in &rules.also {
                policy = match holiday {
                    OptionalHoliday::GoodFriday => policy.with(Holiday::GoodFriday, DayOff::Always),
                    OptionalHoliday::LiberationDay => {
                        policy.with(Holiday::LiberationDay, DayOff::Always)
                    }
                    _ => policy,
                };
            }
            days = days.with_holidays(&policy);
        }
        Some(country) => return Err(AdapterError::Country { country: country.to_owned() }),
    }
    if let Some(region) = rules.school_region {
        let holidays = school.ok_or(AdapterError::NoSchoolHolidays)?;
        let region = self::region(region);
        days = match rules.school {
            School::Closed => days.with_school_holidays_off(holidays, region),
            School::Avoid => days.with_school_holidays(holidays, region, SCHOOL_HOLIDAY),
        };
    }
    Ok(days)
}

/// The slots of a season, without its days off.
///
/// # Errors
///
/// [`AdapterError::Grid`] when no day is open or the hours hold no slot.
pub fn grid(season: &Season, days_off: &DaysOff) -> Result<Grid, AdapterError> {
    Ok(match season.grid {
        DesignGrid::HalfDays => Grid::half_days(season.start, season.end, days_off)?,
        DesignGrid::Minutes(minutes) => Grid::minutes(
            season.start,
            season.end,
            days_off,
            minutes.from,
            minutes.to,
            minutes.grain,
        )?,
    })
}

pub(super) fn region(region: SchoolRegion) -> Region {
    match region {
        SchoolRegion::Noord => Region::Noord,
        SchoolRegion::Midden => Region::Midden,
        SchoolRegion::Zuid => Region::Zuid,
    }
}

impl From<Language> for intervision_schedule::calendar::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::En,
            Language::Dutch => Self::Nl,
        }
    }
}

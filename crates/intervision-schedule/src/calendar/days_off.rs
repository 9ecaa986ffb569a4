use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use intervision_core::{Availability, Party, Presence, Span};

use super::error::CalendarError;
use super::holidays::{HolidayPolicy, Language, public_holidays};
#[cfg(feature = "serde")]
use super::school::{Region, SchoolHolidays};

/// A season may have this many days: ten years.
const MOST_DAYS: i64 = 3_660;

/// The days of a season on which nobody meets, each with its reason, and the days on which one would rather not.
///
/// A grid leaves the days off out; as an [`Availability`] they hold for every party alike. Outside the season it
/// knows nothing and calls every day free.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::calendar::{DaysOff, HolidayPolicy};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
/// let days = DaysOff::between(day(5, 3), day(5, 9))?
///     .with_weekends()
///     .with_holidays(&HolidayPolicy::default());
/// assert_eq!(days.reason(day(5, 6)), Some("Ascension Day is a public holiday"));
/// assert_eq!(days.working_days().count(), 4);
/// # Ok::<(), intervision_schedule::calendar::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DaysOff {
    first: NaiveDate,
    last: NaiveDate,
    off: BTreeMap<NaiveDate, String>,
    public: BTreeMap<NaiveDate, &'static str>,
    rather_not: BTreeMap<NaiveDate, f64>,
    language: Language,
}

impl DaysOff {
    /// A season from `first` to `last`, both included, in which every day is a working day yet.
    ///
    /// # Errors
    ///
    /// [`CalendarError::Backwards`], and [`CalendarError::TooLong`] above 3,660 days.
    pub fn between(first: NaiveDate, last: NaiveDate) -> Result<Self, CalendarError> {
        let days = (last - first).num_days() + 1;
        if days < 1 {
            return Err(CalendarError::Backwards { what: "the season".into(), first, last });
        }
        if days > MOST_DAYS {
            return Err(CalendarError::TooLong { first, last, days, most: MOST_DAYS });
        }
        Ok(DaysOff {
            first,
            last,
            off: BTreeMap::new(),
            public: BTreeMap::new(),
            rather_not: BTreeMap::new(),
            language: Language::default(),
        })
    }

    /// Holidays that are added from now on carry their names and reasons in this language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Saturdays and Sundays off.
    #[must_use]
    pub fn with_weekends(mut self) -> Self {
        let weekends: Vec<_> = self
            .days()
            .filter(|day| matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
            .collect();
        for day in weekends {
            self.put_off(day, "weekend".into());
        }
        self
    }

    /// The public holidays off that the policy counts as days off.
    #[must_use]
    pub fn with_holidays(mut self, policy: &HolidayPolicy) -> Self {
        for year in self.first.year()..=self.last.year() {
            for (day, holiday) in public_holidays(year) {
                if policy.is_day_off(holiday, year) {
                    let name = holiday.name(self.language);
                    let reason = match self.language {
                        Language::En => format!("{name} is a public holiday"),
                        Language::Nl => format!("{name} is een feestdag"),
                    };
                    self.put_off(day, reason);
                    if self.first <= day && day <= self.last {
                        self.public.entry(day).or_insert(name);
                    }
                }
            }
        }
        self
    }

    /// A day off for a reason of the organisation's own: a bridge day, a move.
    #[must_use]
    pub fn with_day(mut self, day: NaiveDate, reason: impl Into<String>) -> Self {
        self.put_off(day, reason.into());
        self
    }

    /// The school holidays of a region as days on which one would rather not meet.
    ///
    /// `welcome` is brought into -1..=0; at 0 nothing changes.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn with_school_holidays(
        mut self,
        holidays: &SchoolHolidays,
        region: Region,
        welcome: f64,
    ) -> Self {
        for holiday in holidays.in_region(region) {
            self = self.with_rather_not(holiday.first(), holiday.last(), welcome);
        }
        self
    }

    /// The school holidays of a region off.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn with_school_holidays_off(mut self, holidays: &SchoolHolidays, region: Region) -> Self {
        for holiday in holidays.in_region(region) {
            let first = holiday.first().max(self.first);
            let last = holiday.last().min(self.last);
            for day in first.iter_days().take_while(|day| *day <= last) {
                let name = holiday.name_in(self.language);
                let reason = match self.language {
                    Language::En => format!("{name} of schools in region {region}"),
                    Language::Nl => format!("{name} van scholen in regio {region}"),
                };
                self.put_off(day, reason);
            }
        }
        self
    }

    /// Days, both included, on which one would rather not meet; a day keeps the smallest welcome it was given.
    ///
    /// `welcome` is brought into -1..=0; not-a-number counts as 0.
    #[must_use]
    pub fn with_rather_not(mut self, first: NaiveDate, last: NaiveDate, welcome: f64) -> Self {
        let welcome = welcome.clamp(-1.0, 0.0);
        if welcome < 0.0 {
            let (first, last) = (first.max(self.first), last.min(self.last));
            for day in first.iter_days().take_while(|day| *day <= last) {
                let kept = self.rather_not.entry(day).or_insert(0.0);
                *kept = kept.min(welcome);
            }
        }
        self
    }

    /// The first day of the season.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day of the season.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Why nobody meets on a day of the season, if nobody does.
    #[must_use]
    pub fn reason(&self, day: NaiveDate) -> Option<&str> {
        self.off.get(&day).map(String::as_str)
    }

    /// Whether a day of the season is off.
    #[must_use]
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.off.contains_key(&day)
    }

    /// The public holidays that are days off, with their names, in order.
    pub fn public_holidays(&self) -> impl Iterator<Item = (NaiveDate, &'static str)> {
        self.public.iter().map(|(day, name)| (*day, *name))
    }

    /// The language of names and reasons.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// How welcome a day is, from -1 to 0.
    #[must_use]
    pub fn welcome(&self, day: NaiveDate) -> f64 {
        self.rather_not.get(&day).copied().unwrap_or(0.0)
    }

    /// The days of the season that are not off, in order.
    pub fn working_days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.days().filter(|day| !self.is_off(*day))
    }

    /// The days off with their reasons, in order.
    pub fn days_off(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.off.iter().map(|(day, reason)| (*day, reason.as_str()))
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }

    /// The first reason stands, except that a name tells more than "weekend".
    fn put_off(&mut self, day: NaiveDate, reason: String) {
        if self.first <= day && day <= self.last {
            let kept = self.off.entry(day).or_insert_with(|| reason.clone());
            if kept == "weekend" {
                *kept = reason;
            }
        }
    }
}

/// The last day on which a span still has a moment.
pub(super) fn last_day(span: Span) -> NaiveDate {
    let end = span.end();
    if end.time() == NaiveTime::MIN {
        end.date().pred_opt().unwrap_or(end.date()).max(span.date())
    } else {
        end.date()
    }
}

impl Availability for DaysOff {
    fn presence(&self, _party: Party, span: Span) -> Presence<'_> {
        let days = span.date()..=last_day(span);
        if let Some((_, reason)) = self.off.range(days.clone()).next() {
            return Presence::busy(reason.as_str());
        }
        let welcome = self.rather_not.range(days).map(|(_, welcome)| *welcome).fold(0.0, f64::min);
        Presence::Free { welcome }
    }
}

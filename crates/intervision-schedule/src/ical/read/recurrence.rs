use chrono::{Datelike, NaiveDateTime, TimeDelta};
use rrule::{RRule, RRuleSet, Unvalidated};

use super::line::shorten;
use super::value::{Clock, Moment, Place};
use crate::ical::error::IcalError;

/// The steps that all recurrences of a file may take together.
#[derive(Debug)]
pub(super) struct Steps {
    most: u32,
    left: u32,
}

impl Steps {
    pub(super) fn new(most: u32) -> Self {
        Steps { most, left: most }
    }

    pub(super) fn take(&mut self, steps: u32, place: Place) -> Result<(), IcalError> {
        self.left = self.left.checked_sub(steps).ok_or_else(|| IcalError::EndlessRecurrence {
            line: place.line,
            property: place.property.to_owned(),
            most: self.most,
        })?;
        Ok(())
    }
}

/// A recurrence rule, with its end taken out: `UNTIL` is compared in the event's own clock by [`Rule::expand`].
#[derive(Debug)]
pub(super) struct Rule {
    place: Place,
    text: String,
    parsed: RRule<Unvalidated>,
    until: Option<Moment>,
    /// How far the rule is followed at a time, at most.
    unit: TimeDelta,
    /// The steps that one such unit counts for: `rrule` lists every day and time of it, wanted or not.
    price: u32,
    skip: Skip,
}

/// After a whole number of what lengths of time a rule stands as it did at its start.
#[derive(Debug, Clone, Copy)]
enum Skip {
    /// None is known, or occurrences are counted.
    Nothing,
    Every(TimeDelta),
    Years(i32),
}

/// Longer rules are refused; the longest that real calendars write have some two hundred characters.
const MOST_CHARS: usize = 1_000;

/// After this many units without an occurrence, `rrule` gives up.
const MOST_EMPTY: u32 = 100_000;

/// A step is the work of listing this many days or times.
const LISTED_PER_STEP: i64 = 100;

/// A rule may name this many times of day.
const MOST_TIMES: usize = 96;

impl Rule {
    pub(super) fn read(place: Place, text: &str) -> Result<Self, IcalError> {
        let upper = text.trim().to_ascii_uppercase();
        if upper.len() > MOST_CHARS {
            return Err(place.wrong(text, format!("is longer than {MOST_CHARS} characters")));
        }
        let mut until = None;
        let mut parts = Vec::new();
        let mut times = 1_usize;
        let (mut freq, mut interval, mut skips) = ("", 1_i32, true);
        for part in upper.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key {
                "UNTIL" => {
                    // Far ends are as good as none, and widely written.
                    until = if value.starts_with("9999") {
                        None
                    } else {
                        Some(Moment::read(place, value, None)?)
                    };
                    continue;
                }
                "FREQ" => freq = value,
                "INTERVAL" => {
                    interval = value.parse().ok().filter(|n| *n >= 1).ok_or_else(|| {
                        place.wrong(text, "has an INTERVAL that is not a number from 1 up")
                    })?;
                }
                // A week's number gives the weekday to the start, which is another one in another year.
                "COUNT" | "BYWEEKNO" => skips = false,
                "BYHOUR" | "BYMINUTE" | "BYSECOND" => {
                    times = times.saturating_mul(value.split(',').count());
                }
                _ => {}
            }
            parts.push(part);
        }
        let (unit, skip) = match freq {
            "HOURLY" => (TimeDelta::hours(1), Skip::Every(TimeDelta::hours(interval.into()))),
            "DAILY" => (TimeDelta::days(1), Skip::Every(TimeDelta::days(interval.into()))),
            "WEEKLY" => (TimeDelta::weeks(1), Skip::Every(TimeDelta::weeks(interval.into()))),
            "MONTHLY" => (TimeDelta::days(28), Skip::Nothing),
            "YEARLY" => (TimeDelta::days(365), Skip::Years(interval)),
            "SECONDLY" | "MINUTELY" => {
                let problem = format!(
                    "repeats {}; busy times are followed when they repeat HOURLY or less often",
                    freq.to_ascii_lowercase()
                );
                return Err(place.wrong(text, problem));
            }
            _ => return Err(place.wrong(text, "has no FREQ; write FREQ=WEEKLY or the like")),
        };
        if times > MOST_TIMES {
            let problem = format!("names {times} times of day, more than {MOST_TIMES}");
            return Err(place.wrong(text, problem));
        }
        let parsed = parts.join(";").parse::<RRule<Unvalidated>>().map_err(|error| {
            place.wrong(text, format!("is not a recurrence rule: {}", shorten(&error.to_string())))
        })?;
        let skip = if skips { skip } else { Skip::Nothing };
        let listed = unit.num_days().max(1).saturating_mul(times.try_into().unwrap_or(i64::MAX));
        let price = u32::try_from(listed / LISTED_PER_STEP).unwrap_or(u32::MAX).max(1);
        Ok(Rule { place, text: upper, parsed, until, unit, price, skip })
    }

    /// The local starts from `from` to `to`, both included, of something that first starts at `start`.
    ///
    /// Rules are followed on the clock face, as the standard has it: nine o'clock stays nine o'clock when the clock
    /// changes. `utc_to_local` turns a UTC end into the event's clock.
    pub(super) fn expand(
        &self,
        start: NaiveDateTime,
        (from, to): (NaiveDateTime, NaiveDateTime),
        utc_to_local: impl Fn(NaiveDateTime) -> NaiveDateTime,
        steps: &mut Steps,
    ) -> Result<Vec<NaiveDateTime>, IcalError> {
        let until = self.until.as_ref().map(|until| match (&until.clock, until.is_date) {
            (_, true) => until.local + TimeDelta::days(1) - TimeDelta::seconds(1),
            (Clock::Utc, false) => utc_to_local(until.local),
            (_, false) => until.local,
        });
        let end = until.map_or(to, |until| until.min(to));
        let mut starts = Vec::new();
        if end < from || end < start {
            return Ok(starts);
        }
        let utc = self.skip_to(start, from).and_utc().with_timezone(&rrule::Tz::UTC);
        let rule = self.parsed.clone().validate(utc).map_err(|error| {
            let problem = format!("cannot be followed: {}", shorten(&error.to_string()));
            self.place.wrong(&self.text, problem)
        })?;
        let count = rule.get_count();
        let (mut before, mut found) = (utc.naive_utc(), 0);
        for occurrence in &RRuleSet::new(utc).rrule(rule).limit() {
            let local = occurrence.naive_utc();
            let empty = (local - before).num_seconds() / self.unit.num_seconds();
            let empty = u32::try_from(empty).unwrap_or(0).saturating_mul(self.price);
            steps.take(empty.max(1), self.place)?;
            if local > end {
                return Ok(starts);
            }
            if local >= from {
                starts.push(local);
            }
            (before, found) = (local, found + 1);
        }
        if count != Some(found) {
            steps.take(MOST_EMPTY, self.place)?;
        }
        Ok(starts)
    }

    /// The rule's start, or a later one from which it runs alike and which still lies before `from`: nobody needs ten
    /// years of Mondays to know this year's.
    fn skip_to(&self, start: NaiveDateTime, from: NaiveDateTime) -> NaiveDateTime {
        // One period less than there is room for, so that the period in which `from` lies is whole.
        let skipped = match self.skip {
            _ if from <= start => None,
            Skip::Nothing => None,
            Skip::Every(period) => {
                let periods = (from - start).num_seconds() / period.num_seconds() - 1;
                let periods = i32::try_from(periods).ok();
                periods
                    .and_then(|periods| period.checked_mul(periods))
                    .and_then(|skipped| start.checked_add_signed(skipped))
            }
            Skip::Years(interval) => {
                let periods = (from.year() - start.year()) / interval - 1;
                // A day that not every year has, 29 February, is looked for a little further back.
                (0..8.min(periods)).find_map(|back| {
                    start.with_year(start.year() + interval.checked_mul(periods - back)?)
                })
            }
        };
        skipped.map_or(start, |at| at.max(start))
    }
}

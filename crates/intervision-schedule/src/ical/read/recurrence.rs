use chrono::{NaiveDateTime, TimeDelta};
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

    pub(super) fn take(&mut self, place: Place) -> Result<(), IcalError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| IcalError::EndlessRecurrence {
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
    /// A whole number of these after the start, the rule stands as it did at the start.
    period: Option<TimeDelta>,
}

/// Longer rules are refused; the longest that real calendars write have some two hundred characters.
const MOST_CHARS: usize = 1_000;

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
        let (mut freq, mut interval, mut counted) = ("", 1_i64, false);
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
                "COUNT" => counted = true,
                "BYHOUR" | "BYMINUTE" | "BYSECOND" => {
                    times = times.saturating_mul(value.split(',').count());
                }
                _ => {}
            }
            parts.push(part);
        }
        let unit = match freq {
            "HOURLY" => Some(TimeDelta::hours(1)),
            "DAILY" => Some(TimeDelta::days(1)),
            "WEEKLY" => Some(TimeDelta::weeks(1)),
            "SECONDLY" | "MINUTELY" => {
                let problem = format!(
                    "repeats {}; busy times are followed when they repeat HOURLY or less often",
                    freq.to_ascii_lowercase()
                );
                return Err(place.wrong(text, problem));
            }
            _ => None,
        };
        if times > MOST_TIMES {
            let problem = format!("names {times} times of day, more than {MOST_TIMES}");
            return Err(place.wrong(text, problem));
        }
        let parsed = parts.join(";").parse::<RRule<Unvalidated>>().map_err(|error| {
            place.wrong(text, format!("is not a recurrence rule: {}", shorten(&error.to_string())))
        })?;
        let period = unit.filter(|_| !counted).and_then(|unit| {
            unit.checked_mul(i32::try_from(interval).ok()?).filter(|period| !period.is_zero())
        });
        Ok(Rule { place, text: upper, parsed, until, period })
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
        for occurrence in &RRuleSet::new(utc).rrule(rule).limit() {
            steps.take(self.place)?;
            let local = occurrence.naive_utc();
            if local > end {
                break;
            }
            if local >= from {
                starts.push(local);
            }
        }
        Ok(starts)
    }

    /// The last whole number of periods after `start` that is not after `from`: nobody needs ten years of Mondays to
    /// know this year's.
    fn skip_to(&self, start: NaiveDateTime, from: NaiveDateTime) -> NaiveDateTime {
        let skipped = || {
            let period = self.period?;
            // One period less, so that a week in which the rule has begun is still whole.
            let periods = (from - start).num_seconds() / period.num_seconds() - 1;
            start.checked_add_signed(period.checked_mul(i32::try_from(periods).ok()?)?)
        };
        if from <= start { start } else { skipped().map_or(start, |at| at.max(start)) }
    }
}

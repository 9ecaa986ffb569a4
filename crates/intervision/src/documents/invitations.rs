use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use intervision_core::{Grouping, Placement, Resource, Roster, SessionDemand, Timetable};
use intervision_schedule::change::{Changes, Holder, Issued};
use intervision_schedule::ical::{Attendee, Event, Feed, IcalError, Notice, Notices, Tz};

use crate::language::Language;

/// One calendar file: a path below the folder that the host chooses, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// `participants/<id>.ics`, `groups/<label>.ics`, or the kind of a resource and its id: `facilitator/<id>.ics`. A notice lies
    /// in a folder of its receiver, under the session's id: `participants/<id>/<session>.ics`.
    pub path: String,
    /// The iCalendar text, with CRLF at the end of each line.
    pub text: String,
}

/// Makes calendar files of a timetable: feeds that people subscribe to, one per participant, per group and per resource
/// ([`write`](Self::write)), and notices that they are mailed, one per session and calendar that changes
/// ([`notices`](Self::notices)).
///
/// A session carries the same `UID` in every file and through every version, so a calendar that holds two of them shows it
/// once. Who attends is not in the files; each shows its reader when and where to be.
///
/// # Example
///
/// ```
/// use chrono::{NaiveDate, TimeZone, Utc};
/// use intervision::core::{Demands, Groups, Placement, Session, Span, Status, Stopped, Table, Timetable, Worth};
/// use intervision::documents::Invitations;
/// use intervision::schedule::change::{Issued, Snapshot};
/// use intervision::schedule::ical::{Attendee, Tz};
///
/// let people = Table::new(["p1", "p2"])?;
/// let groups = Groups::new(2, vec![vec![0, 1]])?;
/// let demand = Demands { sessions: vec![Session::new("m1", "Meeting 1", 180, vec![0, 1])], ..Demands::default() };
/// let on = |day| -> Result<Timetable, Box<dyn std::error::Error>> {
///     let at = |hour| NaiveDate::from_ymd_opt(2027, 3, day).and_then(|day| day.and_hms_opt(hour, 0, 0)).ok_or("a time");
///     let placements = vec![Placement { session: 0, span: Span::new(at(9)?, at(12)?)?, resources: vec![] }];
///     Ok(Timetable { placements, unplaced: vec![], worth: Worth::new(Status::Feasible, Stopped::Finished, 0.0) })
/// };
///
/// // Sent once, and moved a day later.
/// let mut issued = Issued::by("pit-stop");
/// issued.issue(&Snapshot::of(&demand, &people, &on(9)?));
/// let moved = on(10)?;
/// let changes = issued.issue(&Snapshot::of(&demand, &people, &moved));
///
/// let stamp = Utc.with_ymd_and_hms(2027, 2, 1, 9, 0, 0).unwrap();
/// let invitations = Invitations::new("example.org", Tz::Europe__Amsterdam, stamp).since(&issued);
/// let feeds = invitations.write(&people, &groups, &demand, &moved)?;
/// assert_eq!(feeds[1].path, "participants/p1.ics");
/// // Only the host knows who p1 is, and may mail notices.
/// let mailbox = |id: &str| Attendee::new(format!("mailto:{id}@example.org"));
/// let notices = invitations.notices(&changes, &[], mailbox("office"), |who| Some(mailbox(who.id())))?;
/// assert_eq!(notices[0].path, "participants/p1/m1.ics");
/// for file in [&feeds[1], &notices[0]] {
///     assert!(file.text.contains("UID:m1@example.org\r\nSEQUENCE:1\r\n"));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Invitations {
    domain: String,
    zone: Tz,
    stamp: DateTime<Utc>,
    issued: Issued,
    notes: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
    language: Language,
}

impl Invitations {
    /// Files whose ids end in `@domain`, in this time zone, made at this moment.
    pub fn new(domain: impl Into<String>, zone: Tz, stamp: DateTime<Utc>) -> Self {
        Invitations {
            domain: domain.into(),
            zone,
            stamp,
            issued: Issued::none(),
            notes: BTreeMap::new(),
            labels: BTreeMap::new(),
            language: Language::default(),
        }
    }

    /// Takes sequence numbers from what is issued, this timetable included.
    pub fn since(mut self, issued: &Issued) -> Self {
        self.issued = issued.clone();
        self
    }

    /// Names calendars in this language; English until said otherwise. Titles and notes stay as they are given.
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// What people call a kind of resource; without a label it goes by its key.
    pub fn with_label(mut self, kind: impl Into<String>, label: impl Into<String>) -> Self {
        self.labels.insert(kind.into(), label.into());
        self
    }

    /// Adds a note to a session, by its id: its agenda, who holds which role. Everyone who has the session reads it.
    pub fn with_note(mut self, session: impl Into<String>, note: impl Into<String>) -> Self {
        self.notes.insert(session.into(), note.into());
        self
    }

    /// The files, by path.
    ///
    /// # Errors
    ///
    /// [`IcalError`] when a session stands at a local time that does not exist or exists twice.
    pub fn write(
        &self,
        roster: &dyn Roster,
        grouping: &dyn Grouping,
        demand: &dyn SessionDemand,
        timetable: &Timetable,
    ) -> Result<Vec<CalendarFile>, IcalError> {
        let resources = demand.resources();
        let mut files: BTreeMap<String, Feed> = BTreeMap::new();
        let mut open = |path: String, name: String| {
            files.insert(path.clone(), Feed::new(self.zone, self.stamp).with_name(name));
            path
        };
        let members: Vec<String> = (0..roster.len())
            .map(|m| open(format!("{}.ics", of_person(&roster.id(m))), roster.id(m).into_owned()))
            .collect();
        let groups: Vec<String> = (0..grouping.len())
            .map(|g| {
                let label = grouping.label(g);
                open(format!("groups/{}.ics", file_name(&label)), self.language.group_name(&label))
            })
            .collect();
        let parties: Vec<String> = resources
            .iter()
            .map(|r| open(format!("{}.ics", of_resource(&r.kind, &r.id)), r.id.clone()))
            .collect();

        let mut placements: Vec<&Placement> = timetable.placements.iter().collect();
        placements.sort_by_key(|placement| (placement.span, placement.session));
        for placement in placements {
            let Some(session) = demand.session(placement.session) else { continue };
            let sequence = self.issued.sequence(&session.id).unwrap_or(0);
            let uid = format!("{}@{}", session.id, self.domain);
            let mut event = Event::new(uid, &session.title, placement.span).with_sequence(sequence);
            let used = || placement.resources.iter().filter_map(|&index| resources.get(index));
            // What has seats is a place to go to; everything else is company.
            let places: Vec<&str> =
                used().filter(|r| r.seats.is_some()).map(|r| r.id.as_str()).collect();
            if !places.is_empty() {
                event = event.with_location(places.join(", "));
            }
            let company = used().filter(|r| r.seats.is_none()).map(|r| (r.kind.as_str(), &*r.id));
            let description = self.description(company, &session.id);
            if !description.is_empty() {
                event = event.with_description(description);
            }
            let attending = session.attendees.iter().filter_map(|&member| members.get(member));
            let serving = placement.resources.iter().filter_map(|&index| parties.get(index));
            let group = session.group.and_then(|group| groups.get(group));
            for path in attending.chain(serving).chain(group) {
                if let Some(feed) = files.remove(path) {
                    files.insert(path.clone(), feed.with_event(event.clone()));
                }
            }
        }
        files
            .into_iter()
            .map(|(path, feed)| Ok(CalendarFile { path, text: feed.write()? }))
            .collect()
    }

    /// What everyone has to be told, by receiver and session: invitations and updates (`METHOD:REQUEST`), and cancellations
    /// (`METHOD:CANCEL`). What stays as it was is not sent again.
    ///
    /// `resources` tells the kinds of those that serve sessions. `organizer` sends; `address` says where somebody is reached,
    /// and whoever has no address gets no message.
    ///
    /// # Errors
    ///
    /// [`IcalError`] for a local time that does not exist or exists twice, and for an address that is no URI.
    pub fn notices(
        &self,
        changes: &Changes,
        resources: &[Resource],
        organizer: impl Into<Attendee>,
        address: impl FnMut(&Holder) -> Option<Attendee>,
    ) -> Result<Vec<CalendarFile>, IcalError> {
        let kinds: BTreeMap<&str, &str> =
            resources.iter().map(|resource| (&*resource.id, &*resource.kind)).collect();
        let kind = |id: &str| kinds.get(id).copied().unwrap_or("resource");
        let notices = Notices::new(&self.domain, self.zone, self.stamp, organizer);
        let written =
            notices.write_described(changes, &self.issued, address, |change, standing| {
                let company = standing.resources.iter().map(|id| (kind(id), id.as_str()));
                self.description(company, &change.session)
            })?;
        let file = |notice: Notice| {
            let folder = match &notice.holder {
                Holder::Person(id) => of_person(id),
                Holder::Resource(id) => of_resource(kind(id), id),
            };
            let path = format!("{folder}/{}.ics", file_name(&notice.session));
            CalendarFile { path, text: notice.text }
        };
        Ok(written.into_iter().map(file).collect())
    }

    /// Who serves a session, by kind and id, and its note.
    fn description<'r>(
        &self,
        company: impl Iterator<Item = (&'r str, &'r str)>,
        session: &str,
    ) -> String {
        let label = |kind| self.labels.get(kind).map_or(kind, String::as_str);
        let lines = company.map(|(kind, id)| format!("{}: {id}", label(kind)));
        let lines: Vec<String> = lines.chain(self.notes.get(session).cloned()).collect();
        lines.join("\n")
    }
}

fn of_person(id: &str) -> String {
    format!("participants/{}", file_name(id))
}

fn of_resource(kind: &str, id: &str) -> String {
    format!("{}/{}", file_name(kind), file_name(id))
}

/// An id as a file name: letters, digits, `-`, `_` and inner `.` stay, everything else becomes `_` and its code point.
fn file_name(id: &str) -> String {
    let kept = |(at, c): (usize, char)| match c {
        '-' | '_' => c.to_string(),
        '.' if at > 0 => c.to_string(),
        c if c.is_alphanumeric() => c.to_string(),
        c => format!("_{:x}", u32::from(c)),
    };
    id.chars().enumerate().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn ids_become_harmless_file_names() {
        assert_eq!(file_name("m001"), "m001");
        assert_eq!(file_name("../etc/passwd"), "_2e._2fetc_2fpasswd");
        assert_eq!(file_name("coördinator 3"), "coördinator_203");
        assert_eq!(file_name(""), "");
    }
}

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use intervision_core::{Grouping, Placement, Roster, SessionDemand, Timetable};
use intervision_schedule::ical::{Event, Feed, IcalError, Tz};

use super::Versions;
use super::tables::serving;
use crate::language::Language;

/// One calendar file: a path below the folder that the host chooses, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// `participants/<id>.ics`, `groups/<label>.ics`, or the kind of a resource and its id: `facilitator/<id>.ics`.
    pub path: String,
    /// The iCalendar text, with CRLF at the end of each line.
    pub text: String,
}

/// Makes calendar files of a timetable: one per participant, per group and per resource.
///
/// A session carries the same `UID` in every file and through every version, so a calendar that subscribes to two of
/// them shows it once. Who attends is not in the files; each shows its reader when and where to be.
#[derive(Debug, Clone)]
#[must_use]
pub struct Invitations {
    domain: String,
    zone: Tz,
    stamp: DateTime<Utc>,
    versions: Versions,
    notes: BTreeMap<usize, String>,
    language: Language,
}

impl Invitations {
    /// Files whose ids end in `@domain`, in this time zone, made at this moment.
    pub fn new(domain: impl Into<String>, zone: Tz, stamp: DateTime<Utc>) -> Self {
        Invitations {
            domain: domain.into(),
            zone,
            stamp,
            versions: Versions::none(),
            notes: BTreeMap::new(),
            language: Language::default(),
        }
    }

    /// Counts changes from what was sent before.
    pub fn since(mut self, versions: Versions) -> Self {
        self.versions = versions;
        self
    }

    /// Names calendars in this language; English until said otherwise. Titles and notes stay as they are given.
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Adds a note to a session: its agenda, who holds which role. Everyone who has the session reads it.
    pub fn with_note(mut self, session: usize, note: impl Into<String>) -> Self {
        self.notes.insert(session, note.into());
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
        let ids: Vec<String> = resources.iter().map(|resource| resource.id.clone()).collect();
        let mut files: BTreeMap<String, Feed> = BTreeMap::new();
        let mut open = |path: String, name: String| {
            files.insert(path.clone(), Feed::new(self.zone, self.stamp).with_name(name));
            path
        };
        let members: Vec<String> = (0..roster.len())
            .map(|m| {
                open(
                    format!("participants/{}.ics", file_name(&roster.id(m))),
                    roster.id(m).into_owned(),
                )
            })
            .collect();
        let groups: Vec<String> = (0..grouping.len())
            .map(|g| {
                let label = grouping.label(g);
                open(format!("groups/{}.ics", file_name(&label)), self.language.group_name(&label))
            })
            .collect();
        let parties: Vec<String> = resources
            .iter()
            .map(|r| open(format!("{}/{}.ics", file_name(&r.kind), file_name(&r.id)), r.id.clone()))
            .collect();

        let mut placements: Vec<&Placement> = timetable.placements.iter().collect();
        placements.sort_by_key(|placement| (placement.span, placement.session));
        for placement in placements {
            let Some(session) = demand.session(placement.session) else { continue };
            let serving: Vec<&str> = serving(placement, &ids).collect();
            let sequence = self.versions.sequence(&session.id, placement.span, &serving);
            let uid = format!("{}@{}", session.id, self.domain);
            let mut event = Event::new(uid, &session.title, placement.span).with_sequence(sequence);
            let used = || placement.resources.iter().filter_map(|&index| resources.get(index));
            // What has seats is a place to go to; everything else is company.
            let places: Vec<&str> =
                used().filter(|r| r.seats.is_some()).map(|r| r.id.as_str()).collect();
            if !places.is_empty() {
                event = event.with_location(places.join(", "));
            }
            let company =
                used().filter(|r| r.seats.is_none()).map(|r| format!("{}: {}", r.kind, r.id));
            let note = self.notes.get(&placement.session).cloned();
            let description: Vec<String> = company.chain(note).collect();
            if !description.is_empty() {
                event = event.with_description(description.join("\n"));
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

//! The rules, one function each; a finding is a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveTime;
use icalendar::parser::{read_calendar, unfold};

use super::busy::{self, Busy};
use super::calendar::{day, day_off, monday, standing_absence};
use super::designs::{Design, Need, Rule, Who};
use super::written::{self, Resource, Session};

/// A run beside what it was given.
pub struct Season<'a> {
    design: &'a Design<'a>,
    pub sessions: Vec<Session>,
    pub groups: BTreeMap<String, Vec<String>>,
    /// Everyone, with the id of their manager or nothing.
    pub people: BTreeMap<String, String>,
    pub apart: Vec<Vec<String>>,
    pub together: Vec<Vec<String>>,
    pub resources: BTreeMap<String, Resource>,
    pub absences: BTreeMap<String, Vec<String>>,
    pub busy: Busy,
    /// What each written calendar holds, by its path: session and local start.
    calendars: BTreeMap<String, BTreeSet<(String, String)>>,
}

impl<'a> Season<'a> {
    pub fn read(design: &'a Design<'a>, data: &Path, out: &Path) -> Self {
        let people = written::table(&data.join("roster.csv"));
        let people = people.into_iter().map(|row| (row["id"].clone(), row["manager"].clone()));
        let absences = written::table(&data.join("working-time.csv")).into_iter();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let people: BTreeMap<String, String> = people.collect();
        let groups = written::groups(out);
        let resources = written::resources(data);
        let paths = people.keys().map(|id| format!("participants/{id}"));
        let paths = paths.chain(groups.keys().map(|label| format!("groups/{label}")));
        let paths = paths.chain(resources.iter().map(|(id, it)| format!("{}/{id}", it.kind)));
        let calendars = paths.map(|path| {
            let file = out.join("calendars").join(format!("{path}.ics"));
            (path, events(&file))
        });
        Season {
            design,
            sessions: written::timetable(out),
            calendars: calendars.collect(),
            groups,
            people,
            apart: written::sets(&data.join("apart.csv")),
            together: written::sets(&data.join("together.csv")),
            resources,
            absences: absences.map(|row| (row["id"].clone(), words(&row["off"]))).collect(),
            busy: busy::read(&data.join("busy")),
        }
    }

    /// Everything that does not hold.
    pub fn findings(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.everyone_has_one_place(&mut found);
        self.group_rules(&mut found);
        self.all_sessions_are_there(&mut found);
        for session in &self.sessions {
            let Some(rule) = self.design.rules.iter().find(|rule| rule.id == session.rule()) else {
                found.push(format!("{} is no session of the design", session.id));
                continue;
            };
            self.audience(session, rule, &mut found);
            self.when(session, rule, &mut found);
            self.needs(session, rule.needs, &mut found);
            self.nobody_is_away(session, &mut found);
        }
        self.clashes(&mut found);
        self.spacing(&mut found);
        self.afters(&mut found);
        self.series(&mut found);
        self.loads(&mut found);
        self.calendars(&mut found);
        found
    }

    fn everyone_has_one_place(&self, found: &mut Vec<String>) {
        for id in self.people.keys() {
            let places = self.groups.values().flatten().filter(|other| *other == id).count();
            if places != 1 {
                found.push(format!("{id} stands in {places} groups"));
            }
        }
        for id in self.groups.values().flatten().filter(|id| !self.people.contains_key(*id)) {
            found.push(format!("{id} is nobody on the roster"));
        }
    }

    fn group_rules(&self, found: &mut Vec<String>) {
        let inside =
            |group: &[String], ids: &[String]| ids.iter().filter(|id| group.contains(id)).count();
        for (label, group) in &self.groups {
            for id in group.iter().filter(|id| group.contains(&self.people[*id])) {
                found.push(format!("{id} is in group {label} with their manager"));
            }
            for ids in self.apart.iter().filter(|ids| inside(group, ids) > 1) {
                found.push(format!("{ids:?} are not apart in group {label}"));
            }
            for ids in &self.together {
                if ![0, ids.len()].contains(&inside(group, ids)) {
                    found.push(format!("{ids:?} are not together in group {label}"));
                }
            }
        }
    }

    fn all_sessions_are_there(&self, found: &mut Vec<String>) {
        let written: Vec<&str> = self.sessions.iter().map(|session| session.id.as_str()).collect();
        if written.iter().collect::<BTreeSet<_>>().len() != written.len() {
            found.push("a session stands in the timetable twice".to_owned());
        }
        for rule in self.design.rules {
            let audiences: BTreeSet<String> = match rule.who {
                Who::Everyone => BTreeSet::from([rule.id.to_owned()]),
                Who::Group => (1..=self.groups.len())
                    .map(|group| format!("{}/g{group:02}", rule.id))
                    .collect(),
                // Who has a need is the assessment's to say; whoever begins must get all.
                Who::Run(_) | Who::One => {
                    let of_rule = self.sessions.iter().filter(|session| session.rule() == rule.id);
                    of_rule.map(|session| session.audience().to_owned()).collect()
                }
            };
            if audiences.is_empty() {
                found.push(format!("{} is missing altogether", rule.id));
            }
            for audience in audiences {
                for id in (1..=rule.count).map(|number| format!("{audience}/{number}")) {
                    if !written.contains(&id.as_str()) {
                        found.push(format!("{id} is missing"));
                    }
                }
            }
        }
    }

    fn audience(&self, session: &Session, rule: &Rule, found: &mut Vec<String>) {
        let attendees: BTreeSet<&String> = session.attendees.iter().collect();
        let right = match rule.who {
            Who::Everyone => attendees == self.people.keys().collect(),
            Who::Group => {
                let group = self.groups.get(&session.group).map(Vec::as_slice).unwrap_or_default();
                attendees == group.iter().collect()
            }
            Who::Run(seats) => (1..=seats).contains(&attendees.len()),
            Who::One => attendees.len() == 1,
        };
        if !right || attendees.len() != session.attendees.len() {
            found.push(format!("{} has the wrong people: {attendees:?}", session.id));
        }
    }

    fn when(&self, session: &Session, rule: &Rule, found: &mut Vec<String>) {
        let (id, date) = (&session.id, session.date());
        let clock = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let halves = [(clock(8, 30), clock(12, 30)), (clock(13, 0), clock(17, 0))];
        let (start, end) = (session.start.time(), session.end.time());
        let fits = session.end.date() == date
            && match rule.minutes {
                480 => (start, end) == (clock(8, 30), clock(17, 0)),
                minutes => halves.iter().any(|(from, to)| {
                    *from <= start && end <= *to && (end - start).num_minutes() == minutes
                }),
            };
        if !fits {
            found.push(format!(
                "{id} does not fit its half-days: {} to {}",
                session.start, session.end
            ));
        }
        let season = (self.design.first, self.design.last);
        for (first, last) in [season, rule.window] {
            if date < day(first) || day(last) < date {
                found.push(format!("{id} on {date} is outside {first} to {last}"));
            }
        }
        if let Some(reason) = day_off(date) {
            found.push(format!("{id} is on {date}, which is a day off: {reason}"));
        }
    }

    fn needs(&self, session: &Session, needs: &[Need], found: &mut Vec<String>) {
        let mut left: Vec<&String> = session.resources.iter().collect();
        for need in needs {
            for _ in 0..need.count {
                let will_do = |id: &&String| {
                    self.resources.get(*id).is_some_and(|resource| {
                        let qualified =
                            |what: &str| resource.qualifications.iter().any(|q| q == what);
                        resource.kind == need.kind
                            && (!need.seats || resource.seats >= session.attendees.len())
                            && need.qualification.is_none_or(qualified)
                    })
                };
                match left.iter().position(will_do) {
                    Some(place) => drop(left.remove(place)),
                    None => found.push(format!("{} needs a {}", session.id, need.kind)),
                }
            }
        }
        if !left.is_empty() {
            found.push(format!("{} needs no {left:?}", session.id));
        }
    }

    fn nobody_is_away(&self, session: &Session, found: &mut Vec<String>) {
        let (start, end) = (session.start, session.end);
        for id in session.parties() {
            let absences = self.absences.get(id).into_iter().flatten();
            for absence in absences.filter(|absence| standing_absence(absence, start, end)) {
                found.push(format!("{id} is off ({absence}) at {}, {start}", session.id));
            }
            let busy = self.busy.get(id).into_iter().flatten();
            for (from, to) in busy.filter(|(from, to)| *from < end && start < *to) {
                found.push(format!("{id} is busy from {from} to {to} at {}, {start}", session.id));
            }
        }
    }

    fn clashes(&self, found: &mut Vec<String>) {
        let mut of = BTreeMap::<&String, Vec<&Session>>::new();
        for session in &self.sessions {
            for id in session.parties() {
                of.entry(id).or_default().push(session);
            }
        }
        for (id, sessions) in &mut of {
            sessions.sort_by_key(|session| session.start);
            for pair in sessions.windows(2).filter(|pair| pair[1].start < pair[0].end) {
                found
                    .push(format!("{id} is in {} and {} at the same time", pair[0].id, pair[1].id));
            }
        }
    }

    /// The sessions of each audience in order, for the rules that repeat.
    fn spacing(&self, found: &mut Vec<String>) {
        for rule in self.design.rules {
            let Some((min, max)) = rule.spacing else { continue };
            for sessions in self.audiences(rule.id).values() {
                for pair in sessions.windows(2) {
                    apart(pair[0], pair[1], min, max, found);
                }
            }
        }
    }

    fn afters(&self, found: &mut Vec<String>) {
        for after in self.design.afters {
            for earlier in self.audiences(after.earlier).values() {
                for later in self.audiences(after.later).values() {
                    let (Some(last), Some(first)) = (earlier.last(), later.first()) else {
                        continue;
                    };
                    if first.attendees.iter().any(|id| last.attendees.contains(id)) {
                        apart(last, first, after.min, after.max, found);
                    }
                }
            }
        }
    }

    /// The sessions of a rule, by audience and number.
    fn audiences(&self, rule: &str) -> BTreeMap<&str, Vec<&Session>> {
        let mut audiences = BTreeMap::<&str, Vec<&Session>>::new();
        for session in self.sessions.iter().filter(|session| session.rule() == rule) {
            audiences.entry(session.audience()).or_default().push(session);
        }
        for sessions in audiences.values_mut() {
            sessions.sort_by_key(|session| session.number());
        }
        audiences
    }

    /// Who is needed throughout serves a group from its first session to its last, and one person's sessions likewise.
    fn series(&self, found: &mut Vec<String>) {
        let mut serving = BTreeMap::<(String, &str), BTreeSet<&String>>::new();
        for session in &self.sessions {
            let rule = self.design.rules.iter().find(|rule| rule.id == session.rule());
            let needs = rule.map_or(&[][..], |rule| rule.needs);
            for need in needs.iter().filter(|need| need.same) {
                let of_kind = session.resources.iter().filter(|id| {
                    self.resources.get(*id).is_some_and(|resource| resource.kind == need.kind)
                });
                let series = if session.group.is_empty() {
                    session.audience().to_owned()
                } else {
                    format!("group {}", session.group)
                };
                serving.entry((series, need.kind)).or_default().extend(of_kind);
            }
        }
        for ((series, kind), ids) in serving.iter().filter(|(_, ids)| ids.len() != 1) {
            found.push(format!("{series} changes its {kind}: {ids:?}"));
        }
    }

    fn loads(&self, found: &mut Vec<String>) {
        for (id, resource) in &self.resources {
            let mut weeks = BTreeMap::<_, usize>::new();
            for session in self.sessions.iter().filter(|session| session.resources.contains(id)) {
                *weeks.entry(monday(session.date())).or_default() += 1;
            }
            if weeks.values().sum::<usize>() > resource.max_sessions {
                found.push(format!("{id} serves more than {} sessions", resource.max_sessions));
            }
            for (week, count) in weeks.iter().filter(|(_, count)| **count > resource.max_per_week) {
                found.push(format!("{id} serves {count} sessions in the week of {week}"));
            }
        }
    }

    /// Every calendar holds the sessions of whoever it is for, at the hours of the timetable.
    fn calendars(&self, found: &mut Vec<String>) {
        for (path, written) in &self.calendars {
            let (kind, id) = path.split_once('/').unwrap();
            let has = |session: &&Session| match kind {
                "participants" => session.attendees.iter().any(|other| other == id),
                "groups" => session.group == id,
                _ => session.resources.iter().any(|other| other == id),
            };
            let right: BTreeSet<(String, String)> = self
                .sessions
                .iter()
                .filter(has)
                .map(|session| {
                    (session.id.clone(), session.start.format("%Y%m%dT%H%M%S").to_string())
                })
                .collect();
            if right != *written {
                let differ: Vec<_> = right.symmetric_difference(written).collect();
                found.push(format!("the calendar {path} differs from the timetable: {differ:?}"));
            }
        }
    }
}

fn apart(earlier: &Session, later: &Session, min: i64, max: i64, found: &mut Vec<String>) {
    let days = (later.date() - earlier.date()).num_days();
    if days < min || max < days {
        found.push(format!("{} is {days} days after {}", later.id, earlier.id));
    }
}

/// Session id and local start of every event of a written calendar.
fn events(path: &Path) -> BTreeSet<(String, String)> {
    let text = unfold(&std::fs::read_to_string(path).unwrap());
    let calendar = read_calendar(&text).unwrap();
    let events = calendar.components.iter().filter(|component| component.name == "VEVENT");
    events
        .map(|event| {
            let uid = event.find_prop("UID").unwrap().val.as_str();
            let start = event.find_prop("DTSTART").unwrap();
            let zone = start.params.iter().find(|parameter| parameter.key == "TZID").unwrap();
            assert_eq!(zone.val.as_ref().unwrap().as_str(), "Europe/Amsterdam");
            let id = uid.rsplit_once('@').unwrap().0;
            (id.to_owned(), start.val.as_str().to_owned())
        })
        .collect()
}

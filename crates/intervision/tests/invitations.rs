//! Feeds and notices of one timetable, and what a change of it tells people.

#![cfg(feature = "ical")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use intervision::core::{
    Demands, Groups, Need, Placement, Resource, Session, Span, Status, Stopped, Table, Timetable,
    Worth,
};
use intervision::documents::{
    CalendarFile, Invitations, changes_markdown, changes_sentence, timetable_table,
};
use intervision::language::Language;
use intervision::schedule::change::{Changes, Holder, Issued, Snapshot};
use intervision::schedule::ical::{Attendee, IcalError, Tz};

struct Season {
    people: Table,
    groups: Groups,
    demand: Demands,
}

/// Two meetings of three people with a facilitator, in one of two rooms.
fn season() -> Season {
    let session = |number: usize| {
        let mut session = Session::new(
            format!("g1/{number}"),
            format!("Meeting {number} | open"),
            180,
            vec![0, 1, 2],
        );
        session.group = Some(0);
        session.needs = vec![Need::one("room"), Need::one("facilitator")];
        session
    };
    let rooms = ["blue", "red"].map(|id| Resource::new(id, "room").with_seats(4));
    let facilitator = Resource::new("f1", "facilitator");
    Season {
        people: Table::new(["p1", "p2", "p3"]).unwrap(),
        groups: Groups::new(3, vec![vec![0, 1, 2]]).unwrap(),
        demand: Demands {
            sessions: vec![session(1), session(2)],
            resources: rooms.into_iter().chain([facilitator]).collect(),
            ..Demands::default()
        },
    }
}

/// Meetings on these days of March, in these rooms.
fn timetable(meetings: &[(usize, u32, usize)]) -> Timetable {
    let at =
        |day, hour| NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    let placement = |&(session, day, room): &(usize, u32, usize)| Placement {
        session,
        span: Span::new(at(day, 9), at(day, 12)).unwrap(),
        resources: vec![room, 2],
    };
    let placements = meetings.iter().map(placement).collect();
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    Timetable { placements, unplaced: vec![], worth }
}

fn stamp() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn issue(issued: &mut Issued, season: &Season, timetable: &Timetable) -> Changes {
    issued.issue(&Snapshot::of(&season.demand, &season.people, timetable))
}

fn invitations(issued: &Issued) -> Invitations {
    Invitations::new("example.org", Tz::Europe__Amsterdam, stamp())
        .since(issued)
        .with_note("g1/2", "Bring a case")
}

fn notices(issued: &Issued, season: &Season, changes: &Changes) -> Vec<CalendarFile> {
    let opaque = |holder: &Holder| match holder {
        Holder::Person(id) => Some(Attendee::new(format!("urn:example:{id}"))),
        Holder::Resource(id) => id.starts_with('f').then(|| Attendee::new("urn:example:f")),
    };
    invitations(issued)
        .notices(changes, &season.demand.resources, "mailto:office@example.org", opaque)
        .unwrap()
}

#[test]
fn feeds_and_notices_carry_one_uid_one_number_and_one_description() {
    let season = season();
    let mut issued = Issued::none();
    issue(&mut issued, &season, &timetable(&[(0, 8, 0), (1, 15, 0)]));
    let moved = timetable(&[(0, 8, 0), (1, 16, 1)]);
    let changes = issue(&mut issued, &season, &moved);
    let sent = notices(&issued, &season, &changes);
    let paths: Vec<&str> = sent.iter().map(|file| file.path.as_str()).collect();
    let people = ["p1", "p2", "p3"].map(|id| format!("participants/{id}/g1_2f2.ics"));
    let expected: BTreeSet<&str> =
        people.iter().map(String::as_str).chain(["facilitator/f1/g1_2f2.ics"]).collect();
    assert_eq!(paths.iter().copied().collect::<BTreeSet<_>>(), expected, "rooms have no mailbox");

    let feeds =
        invitations(&issued).write(&season.people, &season.groups, &season.demand, &moved).unwrap();
    let feed = feeds.iter().find(|file| file.path == "participants/p1.ics").unwrap();
    let shared = [
        "UID:g1/2@example.org\r\nSEQUENCE:1\r\n",
        "DTSTART;TZID=Europe/Amsterdam:20270316T090000\r\n",
        "LOCATION:red\r\n",
        "DESCRIPTION:facilitator: f1\\nBring a case\r\n",
    ];
    for file in sent.iter().chain([feed]) {
        for lines in shared {
            assert!(file.text.contains(lines), "{lines} in {}", file.text);
        }
    }
    assert!(feed.text.contains("METHOD:PUBLISH\r\n") && !feed.text.contains("ATTENDEE"));
    assert!(feed.text.contains("UID:g1/1@example.org\r\nSEQUENCE:0\r\n"), "the first stays");
    let mine = sent.iter().find(|file| file.path == "participants/p1/g1_2f2.ics").unwrap();
    let unfolded = mine.text.replace("\r\n ", "");
    assert!(unfolded.contains("METHOD:REQUEST\r\n") && unfolded.contains("urn:example:p1"));
    assert!(!unfolded.contains("urn:example:p2"), "nobody else is shown");
    let table =
        timetable_table(&season.people, &season.groups, &season.demand, &moved, &issued).unwrap();
    assert!(table.contains(",red|f1,p1|p2|p3,1\n"), "{table}");
    assert!(table.contains(",blue|f1,p1|p2|p3,0\n"), "{table}");
}

#[test]
fn what_falls_away_is_taken_back_and_nothing_is_sent_twice() {
    let season = season();
    let mut issued = Issued::none();
    let both = timetable(&[(0, 8, 0), (1, 15, 0)]);
    let first = issue(&mut issued, &season, &both);
    assert_eq!(notices(&issued, &season, &first).len(), 8, "first invitations");
    let again = issue(&mut issued, &season, &both);
    assert!(again.is_empty() && notices(&issued, &season, &again).is_empty());
    let fewer = issue(&mut issued, &season, &timetable(&[(0, 8, 0)]));
    let sent = notices(&issued, &season, &fewer);
    assert_eq!(sent.len(), 4);
    for file in &sent {
        assert!(file.text.contains("METHOD:CANCEL\r\n") && file.text.contains("SEQUENCE:1\r\n"));
        assert!(file.text.contains("STATUS:CANCELLED\r\n"), "{}", file.text);
    }
}

#[test]
fn an_address_that_is_none_is_refused() {
    let season = season();
    let mut issued = Issued::none();
    let changes = issue(&mut issued, &season, &timetable(&[(0, 8, 0)]));
    let resources = &season.demand.resources;
    let wrong = invitations(&issued).notices(&changes, resources, "mailto:a@b.org", |who| {
        Some(Attendee::new(format!("{}\r\nX-EVIL:1", who.id())))
    });
    assert!(matches!(wrong, Err(IcalError::Event { .. })));
}

#[test]
fn changes_are_a_page_in_both_languages() {
    let mut season = season();
    let mut issued = Issued::none();
    issue(&mut issued, &season, &timetable(&[(0, 8, 0), (1, 15, 0)]));
    season.demand.sessions[0].attendees = vec![0, 1];
    let changes = issue(&mut issued, &season, &timetable(&[(0, 8, 0), (1, 16, 1)]));
    assert_eq!(
        changes_markdown(&changes, Language::English),
        "# What changes\n\n1 session moves, 1 has other attendees; 6 calendars change.\n\n\
         | session | was | is | calendars |\n|---|---|---|---:|\n\
         | Meeting 1 \\| open (g1/1) | Mon 8 Mar 2027, 09:00–12:00; blue, f1 | leave: p3 | 1 |\n\
         | Meeting 2 \\| open (g1/2) | Mon 15 Mar 2027, 09:00–12:00; blue, f1 | \
         Tue 16 Mar 2027, 09:00–12:00; red, f1 | 6 |\n"
    );
    assert_eq!(
        changes_sentence(&changes, Language::Dutch),
        "1 bijeenkomst verschuift, 1 heeft andere deelnemers; 6 agenda's veranderen."
    );
    let dutch = changes_markdown(&changes, Language::Dutch);
    assert!(
        dutch.contains("| ma 15 mrt 2027, 09.00–12.00; blue, f1 | di 16 mrt 2027, "),
        "{dutch}"
    );
    // What comes and goes has no other side.
    let changes = issue(&mut issued, &season, &timetable(&[(1, 16, 1)]));
    let page = changes_markdown(&changes, Language::English);
    assert!(page.contains("1 is cancelled; ") && page.contains(" | – | 4 |\n"), "{page}");
}

//! Invitations, updates and cancellations from what changed.

#![cfg(feature = "ical")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{NaiveDate, TimeZone, Utc};
use intervision_core::Span;
use intervision_schedule::change::{Effect, Holder, Issued, Snapshot, Standing};
use intervision_schedule::ical::{Attendee, Notice, Notices, Tz};

fn meeting(day: u32, people: &[&str]) -> Standing {
    let day = NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    let hour = |hour| day.and_hms_opt(hour, 0, 0).unwrap();
    Standing {
        title: "Intervisie 1".into(),
        span: Span::new(hour(9), hour(12)).unwrap(),
        people: people.iter().map(ToString::to_string).collect(),
        places: vec!["blue".into()],
        resources: vec!["f1".into()],
    }
}

fn plan(standing: Option<Standing>) -> Snapshot {
    standing.map(|standing| ("m1".to_owned(), standing)).into_iter().collect()
}

fn send(issued: &mut Issued, next: &Snapshot) -> Vec<Notice> {
    let changes = issued.issue(next);
    let stamp = Utc.with_ymd_and_hms(2027, 2, 1, 9, 0, 0).unwrap();
    Notices::new("example.org", Tz::Europe__Amsterdam, stamp, "mailto:office@example.org")
        .write(&changes, issued, |holder| match holder {
            Holder::Person(id) => Some(Attendee::new(format!("mailto:{id}@example.org"))),
            Holder::Resource(_) => None,
        })
        .unwrap()
}

fn has(notice: &Notice, lines: &[&str]) {
    for line in lines {
        assert!(notice.text.contains(&format!("\r\n{line}\r\n")), "{line} in {}", notice.text);
    }
}

#[test]
fn moved_sessions_keep_their_uid_and_raise_their_number() {
    let mut issued = Issued::none();
    let first = send(&mut issued, &plan(Some(meeting(9, &["p1", "p2"]))));
    assert_eq!(first.len(), 2, "rooms have no address here");
    has(&first[0], &["METHOD:REQUEST", "UID:m1@example.org", "SEQUENCE:0", "STATUS:CONFIRMED"]);
    has(&first[0], &["LOCATION:blue", "DESCRIPTION:f1", "ORGANIZER:mailto:office@example.org"]);
    assert!(first[0].text.contains("mailto:p1@") && !first[0].text.contains("mailto:p2@"));

    let moved = send(&mut issued, &plan(Some(meeting(10, &["p1", "p2"]))));
    assert!(moved.iter().all(|notice| notice.effect == Effect::Update));
    has(&moved[1], &["METHOD:REQUEST", "UID:m1@example.org", "SEQUENCE:1"]);
    has(&moved[1], &["DTSTART;TZID=Europe/Amsterdam:20270310T090000"]);

    let cancelled = send(&mut issued, &plan(None));
    has(&cancelled[0], &["METHOD:CANCEL", "UID:m1@example.org", "SEQUENCE:2", "STATUS:CANCELLED"]);
    has(&cancelled[0], &["DTSTART;TZID=Europe/Amsterdam:20270310T090000"]);

    let back = send(&mut issued, &plan(Some(meeting(10, &["p1", "p2"]))));
    has(&back[0], &["METHOD:REQUEST", "UID:m1@example.org", "SEQUENCE:3"]);
    assert!(send(&mut issued, &plan(Some(meeting(10, &["p1", "p2"])))).is_empty());
}

#[test]
fn who_leaves_is_not_told_that_the_session_is_off() {
    let mut issued = Issued::none();
    send(&mut issued, &plan(Some(meeting(9, &["p1", "p2"]))));
    let notices = send(&mut issued, &plan(Some(meeting(9, &["p2", "p3"]))));
    let told: Vec<_> = notices.iter().map(|n| (n.holder.id(), n.effect)).collect();
    assert_eq!(told, [("p1", Effect::Leave), ("p3", Effect::Take)]);
    has(&notices[0], &["METHOD:CANCEL", "SEQUENCE:1"]);
    assert!(!notices[0].text.contains("STATUS"), "{}", notices[0].text);
    has(&notices[1], &["METHOD:REQUEST", "SEQUENCE:1", "STATUS:CONFIRMED"]);
}

#[test]
fn a_new_title_is_sent_under_the_same_number() {
    let mut issued = Issued::none();
    send(&mut issued, &plan(Some(meeting(9, &["p1"]))));
    let renamed = Standing { title: "Intervisie één".into(), ..meeting(9, &["p1"]) };
    let notices = send(&mut issued, &plan(Some(renamed)));
    has(&notices[0], &["METHOD:REQUEST", "SEQUENCE:0", "SUMMARY:Intervisie één"]);
}

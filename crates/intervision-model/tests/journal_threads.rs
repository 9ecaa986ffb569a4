//! Threads and certificates in a journal: what was written and shown is there again, and the erased take theirs along.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::{NaiveDate, NaiveDateTime};
use intervision_model::ParticipantId;
use intervision_model::journal::{Event, Journal};
use intervision_model::journey::Ways;
use intervision_model::privacy::{Circles, Reader, Role};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
}

fn at(on: NaiveDate) -> NaiveDateTime {
    on.and_hms_opt(9, 0, 0).unwrap()
}

fn posted(by: ParticipantId, words: &str, reply_to: Option<usize>) -> Event {
    let words = Some(words.to_owned());
    Event::Posted { thread: "cases".into(), by, words, reply_to, on: day(3) }
}

fn hidden(post: usize, by: ParticipantId, reason: &str) -> Event {
    let reason = Some(reason.to_owned());
    Event::Hidden { thread: "cases".into(), post, by, reason, on: day(4) }
}

/// One coach with two certificates, and two threads, in one of which three posts were written and two were hidden.
fn filled() -> Journal {
    let mut journal = Journal::new(Ways::intervision_track()).unwrap();
    let (ann, bob) = (|| ParticipantId::from("p-ann"), || ParticipantId::from("p-bob"));
    let events = [
        Event::Certified { who: bob(), kind: "coach".into(), from: day(1), until: Some(day(28)) },
        Event::Certified { who: bob(), kind: "talent".into(), from: day(2), until: None },
        Event::Opened { thread: "news".into(), groups: Vec::new(), on: day(2) },
        Event::Opened { thread: "cases".into(), groups: vec!["north".into()], on: day(2) },
        posted(ann(), "my case is hard", None),
        posted(bob(), "so was that of p-ann", Some(0)),
        posted(bob(), "p-bob shouts", None),
        hidden(0, "p-cem".into(), "too frank, p-bob thinks"),
        hidden(2, ann(), "no shouting"),
    ];
    for event in events {
        journal.append(at(day(7)), event).unwrap();
    }
    journal
}

#[test]
fn threads_and_certificates_are_kept() {
    let mut journal = filled();
    let read = |journal: &Journal, reader: &Reader| -> Vec<(String, Option<String>)> {
        let posts = journal.state().threads()["cases"].read(reader, &Circles).unwrap();
        posts.iter().map(|p| (p.author.to_string(), p.words.map(str::to_owned))).collect()
    };
    let words = |words: &str| Some(words.to_owned());
    let (office, peer) = (
        Reader::new("office", Role::Office).with_groups(["north"]),
        Reader::participant("p-dan", ["north"]),
    );
    let (ann, bob) = ("p-ann".to_owned(), "p-bob".to_owned());
    assert_eq!(
        read(&journal, &peer),
        [(ann.clone(), None), (bob.clone(), words("so was that of p-ann")), (bob.clone(), None)]
    );
    assert_eq!(read(&journal, &office)[2], (bob.clone(), words("p-bob shouts")));
    let south = Reader::participant("p-eve", ["south"]);
    assert!(journal.state().threads()["cases"].read(&south, &Circles).is_err());
    assert!(journal.state().threads()["news"].read(&south, &Circles).is_ok());
    let coach = &journal.state().coaches()[&ParticipantId::from("p-bob")];
    assert!(coach.eligible(["coach", "talent"], day(28)).is_ok());

    // Whoever is erased takes along what they wrote, and the reasons for and against them.
    let tombstone = journal.erase(&"p-ann".into(), at(day(8)), day(8)).unwrap().to_string();
    let file = journal.to_text().unwrap();
    for gone in ["p-ann", "my case", "too frank", "no shouting"] {
        assert!(!file.contains(gone), "{gone} is still there");
    }
    assert_eq!(
        read(&journal, &office),
        [
            (tombstone, None),
            (bob.clone(), words("so was that of erased-1")),
            (bob, words("p-bob shouts"))
        ]
    );
    let replayed = Journal::read(file.as_bytes()).unwrap();
    assert_eq!((replayed.broken, &replayed.journal), (None, &journal));
}

#[test]
fn threads_and_certificates_that_do_not_fit_are_refused() {
    let mut journal = filled();
    let before = journal.clone();
    let mut refused = |event| journal.append(at(day(9)), event).unwrap_err().to_string();
    let opened = |thread: &str| Event::Opened {
        thread: thread.into(),
        groups: vec!["north".into()],
        on: day(9),
    };
    assert_eq!(
        refused(opened("cases")),
        "thread \"cases\" stands 2 times; rename or remove all but one"
    );
    assert_eq!(
        refused(opened("first cases")),
        "\"first cases\" cannot be a label in a journal; use 1 to 100 characters without blanks, and keep words in records"
    );
    let posted_in = |thread: &str, words| {
        let (thread, by) = (thread.to_owned(), "p-ann".into());
        Event::Posted { thread, by, words, reply_to: Some(3), on: day(9) }
    };
    assert_eq!(
        refused(posted_in("rumours", Some("x".into()))),
        "event: there is no thread \"rumours\"; there are \"cases\", \"news\""
    );
    assert_eq!(
        refused(posted_in("cases", Some("x".into()))),
        "thread \"cases\": 3 is not the number of a post, from 0 to below 3"
    );
    assert_eq!(
        refused(posted_in("cases", None)),
        "thread \"cases\": what was written is missing; say it in words"
    );
    let without = Event::Hidden {
        thread: "cases".into(),
        post: 1,
        by: "p-cem".into(),
        reason: None,
        on: day(9),
    };
    assert_eq!(refused(without), "thread \"cases\": a reason is missing; say it in words");
    assert_eq!(
        refused(hidden(7, "p-cem".into(), "rude")),
        "thread \"cases\": 7 is not the number of a post, from 0 to below 3"
    );
    let early = Event::Certified {
        who: "p-bob".into(),
        kind: "coach".into(),
        from: day(9),
        until: Some(day(8)),
    };
    assert_eq!(
        refused(early),
        "certificate \"coach\" of coach \"p-bob\": runs from 2027-02-09 to 2027-02-08; the last day must not come before the first"
    );
    assert_eq!(journal, before);
    journal.erase(&"p-ann".into(), at(day(9)), day(9)).unwrap();
    let erased = journal.append(at(day(9)), hidden(0, "p-cem".into(), "rude")).unwrap_err();
    assert_eq!(
        erased.to_string(),
        "thread \"cases\": post 0 was erased; there is nothing left to hide"
    );
}

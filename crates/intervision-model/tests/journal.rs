//! What happened is kept: a file read again gives the same state, damage loses no whole event, and the erased are gone.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::{Days, NaiveDate, NaiveDateTime};
use intervision_model::interchange::Document;
use intervision_model::journal::{Event, Journal, Why};
use intervision_model::journey::{
    CoachingStage, GoalStage, ProgrammeStage, SessionStage, Step, TopicStage, Ways,
};
use intervision_model::privacy::{Content, Entry, Old, Register, Role, Visibility};
use intervision_model::{Memberships, ParticipantId, Problem};
use proptest::prelude::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
}

fn at(on: NaiveDate) -> NaiveDateTime {
    on.and_hms_opt(9, 0, 0).unwrap()
}

fn journal() -> Journal {
    Journal::new(Ways::intervision_track()).unwrap()
}

/// A programme in which everything happens once.
fn filled() -> Journal {
    let mut journal = journal();
    let (ann, bob) = (|| ParticipantId::from("p-ann"), || ParticipantId::from("p-bob"));
    let text = |words: &str| Content::Text(words.to_owned());
    let events = [
        Event::Joined { who: ann(), on: day(1) },
        Event::Joined { who: bob(), on: day(1) },
        Event::Programme { to: ProgrammeStage::Open, on: day(1) },
        Event::Decided { who: ann(), purpose: "learning".into(), given: true, on: day(1) },
        Event::Stepped { who: ann(), to: Step::KickedOff, on: day(2) },
        Event::Noted(Entry::text("p-ann", "plan", "learn to say no", day(2))),
        Event::Noted(Entry::number("p-ann", "level", 0.1 + 0.2, day(2))),
        Event::Noted(Entry::number("p-bob", "level", 4.0, day(2))),
        Event::Noted(
            Entry::text("p-bob", "feedback", "asks, as p-ann says", day(3))
                .by("p-cem", Role::Participant)
                .shown_to(Visibility::Pair),
        ),
        Event::Noted(Entry::text("p-bob", "feedback", "listens", day(3)).by("p-ann", Role::Coach)),
        Event::Rectified { record: 0, content: text("say yes"), on: day(3), old: Old::Keep },
        Event::Session {
            session: "coaching/p-ann/1".into(),
            to: SessionStage::Planned,
            on: day(4),
        },
        Event::Session { session: "coaching/p-ann/1".into(), to: SessionStage::Held, on: day(5) },
        Event::Topic { topic: "lightness".into(), to: TopicStage::Scheduled, on: day(4) },
        Event::Coaching { coach: bob(), coachee: ann(), to: CoachingStage::Agreed, on: day(4) },
        Event::Goal { who: ann(), goal: "say-no".into(), to: GoalStage::Underway, on: day(4) },
        Event::Left { who: bob(), on: day(6) },
    ];
    for event in events {
        journal.append(at(day(7)), event).unwrap();
    }
    journal
}

#[test]
fn c1_who_is_a_member_on_a_day() {
    let on = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    let mut members = Memberships::default();
    for number in 0..100 {
        members.join(format!("d{number:03}"), on(1, 8)).unwrap();
    }
    for number in 0..5 {
        members.leave(&format!("d{number:03}").into(), on(4, 30)).unwrap();
    }
    members.leave(&"d099".into(), on(5, 2)).unwrap();
    for number in 3..5 {
        members.join(format!("d{number:03}"), on(5, 1)).unwrap();
    }
    assert_eq!(members.as_of(on(5, 1)).count(), 97);
    assert_eq!(members.as_of(on(1, 7)).count(), 0);
    assert_eq!(members.stays(&"d004".into()).len(), 2);
    assert_eq!(members.left(&"d099".into()), Some(on(5, 2)));
    let message = |problem: Problem| problem.to_string();
    assert_eq!(
        message(members.join("d050", on(5, 1)).unwrap_err()),
        "membership of \"d050\": joins on 2024-05-01 and is there since 2024-01-08; note first when they left"
    );
    assert_eq!(
        message(members.leave(&"d000".into(), on(6, 1)).unwrap_err()),
        "membership of \"d000\": leaves on 2024-06-01 and is not there; note first when they joined"
    );
    assert_eq!(
        message(members.join("d000", on(4, 1)).unwrap_err()),
        "membership of \"d000\": runs from 2024-04-30 to 2024-04-01; the last day must not come before the first"
    );
}

#[test]
fn replay_gives_the_same_state() {
    let journal = filled();
    let text = journal.to_text().unwrap();
    let replayed = Journal::read(text.as_bytes()).unwrap();
    assert_eq!((replayed.broken, &replayed.journal), (None, &journal));
    let state = journal.state();
    assert_eq!(state.members().as_of(day(7)).count(), 1);
    assert_eq!(state.participant(&"p-ann".into()).unwrap().at(), Step::KickedOff);
    assert_eq!(state.programme().at(), ProgrammeStage::Open);
    assert_eq!(state.sessions()["coaching/p-ann/1"].at(), SessionStage::Held);
    assert_eq!(state.records().numbers("level"), [0.1 + 0.2, 4.0]);
    assert!(state.consents().stands(&"p-ann".into(), "learning", day(9)));
    // The lines handed out one by one are the file.
    let mut again = self::journal();
    let mut lines = again.to_text().unwrap();
    lines += &again.append(at(day(7)), Event::Joined { who: "p-ann".into(), on: day(1) }).unwrap();
    assert!(text.starts_with(&lines) && lines.lines().count() == 2);
    // The open parts name nobody.
    for line in text.lines().skip(1) {
        let open = line.split("\"sealed\"").next().unwrap();
        assert!(!open.contains("p-") && !open.contains("say"), "{open}");
    }
}

#[test]
fn x1_the_erased_are_gone_and_the_journal_still_replays() {
    let mut journal = filled();
    let levels = journal.state().records().numbers("level");
    let tombstone = journal.erase(&"p-ann".into(), at(day(8)), day(8)).unwrap();
    assert_eq!(tombstone.as_str(), "erased-1");
    let text = journal.to_text().unwrap();
    for gone in ["p-ann", "say no", "say yes", "listens"] {
        assert!(!text.contains(gone), "{gone} is still there");
    }
    assert!(text.contains("asks, as erased-1 says"));
    let replayed = Journal::read(text.as_bytes()).unwrap();
    assert_eq!((replayed.broken, &replayed.journal), (None, &journal));
    let state = journal.state();
    assert_eq!(state.records().numbers("level"), levels);
    assert_eq!(state.participant(&tombstone).unwrap().at(), Step::KickedOff);
    assert_eq!(state.sessions()["coaching/erased-1/1"].at(), SessionStage::Held);
    assert_eq!(state.erased().get(&tombstone), Some(&day(8)));
    let first = state.records().get(0).unwrap();
    assert_eq!(first.entry().content, Content::Erased);
    assert_eq!(first.corrections()[0].before, Content::Erased);
    // Life goes on, and the second one who is erased has a tombstone of their own.
    journal.append(at(day(9)), Event::Joined { who: "p-ann".into(), on: day(9) }).unwrap();
    assert_eq!(journal.erase(&"p-ann".into(), at(day(9)), day(9)).unwrap().as_str(), "erased-2");
    assert!(!journal.to_text().unwrap().contains("p-ann"));
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut journal = filled();
    let before = journal.clone();
    let mut refused = |event| journal.append(at(day(9)), event).unwrap_err().to_string();
    assert_eq!(
        refused(Event::Stepped { who: "p-ann".into(), to: Step::Closed, on: day(9) }),
        "\"p-ann\" cannot go from kicked off to closed; next is assessed"
    );
    assert_eq!(
        refused(Event::Session {
            session: "how I failed".into(),
            to: SessionStage::Planned,
            on: day(9)
        }),
        "\"how I failed\" cannot be a label in a journal; use 1 to 100 characters without blanks, and keep words in records"
    );
    assert_eq!(
        refused(Event::Erased { who: "p-ann".into(), on: day(9) }),
        "an erasure is no event to append; call `Journal::erase` and write the whole journal anew"
    );
    assert_eq!(
        refused(Event::Joined { who: "erased-4".into(), on: day(9) }),
        "\"erased-4\" is kept for people who were erased; give people ids of another form"
    );
    assert_eq!(
        refused(Event::Joined { who: "".into(), on: day(9) }),
        "event: the id is empty; write an opaque, stable id"
    );
    assert_eq!(
        refused(Event::Noted(Entry::number("p-ann", "level", f64::INFINITY, day(9)))),
        "record of field \"level\": inf is not a finite number"
    );
    let rectified = |record| {
        let content = Content::Text("x".to_owned());
        Event::Rectified { record, content, on: day(9), old: Old::Erase }
    };
    assert_eq!(
        refused(rectified(9)),
        "there is no record 9; records are numbered from 0 to below 5"
    );
    let nobody = journal.erase(&"p-zoe".into(), at(day(9)), day(9)).unwrap_err();
    assert_eq!(
        nobody.to_string(),
        "the journal knows nobody with id \"p-zoe\"; there is nothing to erase"
    );
    assert_eq!(journal, before);
    journal.erase(&"p-ann".into(), at(day(9)), day(9)).unwrap();
    let erased = journal.append(at(day(9)), rectified(0)).unwrap_err();
    assert_eq!(erased.to_string(), "record 0 was erased; what was erased cannot be corrected");
}

#[test]
fn a_register_is_asked_before_a_note_is_taken_in() {
    let register = Register::from_toml(
        r#"
        version = 1
        controller = "Municipality of Vliet"
        purposes = [{ id = "learning", title = "Learning", ground = "consent", keep = { days = 30, after = "left" } }]
        fields = [{ id = "plan", holds = "A plan", purpose = "learning", widest = "group" }]
        "#,
    )
    .unwrap();
    let mut journal = journal();
    let plan = |on| Event::Noted(Entry::text("p-ann", "plan", "learn to say no", day(on)));
    let before = journal.clone();
    let refused = journal.append_admitted(at(day(1)), plan(1), &register).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "field \"plan\" of \"p-ann\" needs consent to \"learning\", which does not stand on 2027-02-01; ask for it first"
    );
    let rumour = Event::Noted(Entry::text("p-ann", "rumour", "x", day(1)));
    let refused = journal.append_admitted(at(day(1)), rumour, &register).unwrap_err();
    assert!(refused.to_string().contains("there is no field in the register \"rumour\""));
    assert_eq!(journal, before);
    let yes =
        Event::Decided { who: "p-ann".into(), purpose: "learning".into(), given: true, on: day(2) };
    journal.append_admitted(at(day(2)), yes, &register).unwrap();
    journal.append_admitted(at(day(3)), plan(3), &register).unwrap();
    assert_eq!(journal.state().records().iter().count(), 1);
}

#[test]
fn a_file_cut_off_anywhere_keeps_every_whole_event() {
    let journal = filled();
    let text = journal.to_text().unwrap();
    let header = text.find('\n').unwrap();
    for end in header + 1..text.len() {
        let replayed = Journal::read(&text.as_bytes()[..end]).unwrap();
        // A line is whole with its last brace, whether its end is there or not.
        let lines = text[..end].lines().zip(text.lines()).skip(1);
        let whole = lines.clone().filter(|(cut, line)| cut == line).count();
        let short = lines.clone().any(|(cut, line)| cut != line);
        let cut = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let broken = replayed.broken.map(|broken| (broken.line, broken.byte));
        assert_eq!(replayed.journal.len(), whole, "cut off at {end}");
        let expected = short.then_some((whole + 2, cut));
        assert_eq!(broken, expected, "cut off at {end}");
    }
    for bytes in
        [&b""[..], &text.as_bytes()[..header / 2], b"\xff\n", b"{\"journal\":\"x\",\"version\":1}"]
    {
        let problem = Journal::read(bytes).unwrap_err().to_string();
        assert!(problem.starts_with("no journal: the first line must be the header"), "{problem}");
    }
    let newer = text.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(
        Journal::read(newer.as_bytes()).unwrap_err().to_string(),
        "journal of version 2; this release reads version 1"
    );
}

#[test]
fn damage_is_found_where_it_is() {
    let journal = filled();
    let text = journal.to_text().unwrap();
    let broken = |from: &str, to: &str| {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text);
        let replayed = Journal::read(damaged.as_bytes()).unwrap();
        let broken = replayed.broken.unwrap();
        assert_eq!(broken.line, replayed.journal.len() + 2);
        (broken.line, broken.why.clone(), broken.to_string())
    };
    let (line, why, message) = broken("learn to say no", "learn to say yo");
    assert_eq!((line, why), (7, Why::Check));
    assert!(message.ends_with("the checksum of its ids and texts does not fit"), "{message}");
    assert_eq!(broken("\"kicked_off\"", "\"assessed\"").1, Why::Sum);
    assert_eq!(broken("{\"open\":", "{\"opened\":").1, Why::Shape);
    // A line that is missing or stands twice breaks the chain.
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let without: String =
        lines.iter().enumerate().filter(|(n, _)| *n != 3).map(|(_, l)| *l).collect();
    let replayed = Journal::read(without.as_bytes()).unwrap();
    assert_eq!((replayed.journal.len(), replayed.broken.unwrap().why), (2, Why::Sum));
}

fn people() -> impl Strategy<Value = ParticipantId> {
    (0_u8..4).prop_map(|n| ParticipantId::from(format!("person-{n}")))
}

/// Events of every kind, of which many do not fit.
fn events() -> impl Strategy<Value = Event> {
    use Step::{Assessed, KickedOff, PlanDrafted};
    let on = (0_u64..20).prop_map(|days| day(1) + Days::new(days));
    let label = (0_u8..3, people()).prop_map(|(n, who)| format!("label-{n}/{who}"));
    (0_u8..16, people(), people(), label, on, 0_u8..3, any::<i32>(), 0_usize..8).prop_map(
        |(kind, who, other, label, on, pick, number, record)| {
            let words = format!("words of {who} with {other}");
            let pick = usize::from(pick);
            match kind {
                0 => Event::Joined { who, on },
                1 => Event::Left { who, on },
                2 => Event::Decided { who, purpose: "learning".into(), given: pick > 0, on },
                3 => Event::Noted(Entry::text(who, "plan", words, on).by(other, Role::Coach)),
                4 => Event::Noted(Entry::number(who, "level", f64::from(number) / 7.0, on)),
                5 => Event::Rectified {
                    record,
                    content: match pick {
                        0 => Content::Text(format!("corrected on {on}")),
                        _ => Content::Number(f64::from(number) / 3.0),
                    },
                    on,
                    old: if pick == 2 { Old::Erase } else { Old::Keep },
                },
                6 => Event::Stepped { who, to: [KickedOff, Assessed, PlanDrafted][pick], on },
                7 => {
                    use SessionStage::{Cancelled, Held, Planned};
                    Event::Session { session: label, to: [Planned, Held, Cancelled][pick], on }
                }
                8 => {
                    use CoachingStage::{Agreed, Ended, Running};
                    let to = [Agreed, Running, Ended][pick];
                    Event::Coaching { coach: who, coachee: other, to, on }
                }
                9 => {
                    use ProgrammeStage::{Closed, Open, Running};
                    Event::Programme { to: [Open, Running, Closed][pick], on }
                }
                10 => {
                    use TopicStage::{Done, Parked, Scheduled};
                    Event::Topic { topic: label, to: [Scheduled, Done, Parked][pick], on }
                }
                11 => Event::Certified {
                    who,
                    kind: label,
                    from: on,
                    until: (pick > 0).then(|| on + Days::new(record as u64)),
                },
                12 => Event::Opened { thread: "cases".into(), groups: vec![label; pick], on },
                13 => {
                    let reply_to = (pick > 0).then_some(record);
                    let words = Some(words);
                    Event::Posted { thread: "cases".into(), by: who, words, reply_to, on }
                }
                14 => {
                    let reason = Some(words);
                    Event::Hidden { thread: "cases".into(), post: record, by: who, reason, on }
                }
                _ => {
                    use GoalStage::{Dropped, Reached, Underway};
                    Event::Goal { who, goal: label, to: [Underway, Reached, Dropped][pick], on }
                }
            }
        },
    )
}

proptest! {
    #[test]
    fn every_journal_replays_and_forgets(
        events in proptest::collection::vec(events(), 0..40),
        gone in people(),
        cut in any::<prop::sample::Index>(),
        flip in any::<prop::sample::Index>(),
    ) {
        let mut journal = journal();
        let mut file = journal.to_text().unwrap();
        for event in events {
            let before = journal.clone();
            if let Ok(line) = journal.append(at(day(20)), event) {
                file += &line;
            } else {
                prop_assert_eq!(&journal, &before);
            }
        }
        prop_assert_eq!(&journal.to_text().unwrap(), &file);
        let replayed = Journal::read(file.as_bytes()).unwrap();
        prop_assert_eq!(&replayed.journal, &journal);
        prop_assert!(replayed.broken.is_none());

        // Damage anywhere behind the header takes nothing that stands before it.
        let header = file.find('\n').unwrap() + 1;
        let mut bytes = file.clone().into_bytes();
        if bytes.len() > header {
            let place = header + flip.index(bytes.len() - header);
            bytes[place] ^= 1;
            bytes.truncate((place + 1).max(header + cut.index(bytes.len() - header)));
            let replayed = Journal::read(&bytes).unwrap();
            let before = file[..place].matches('\n').count() - 1;
            prop_assert!(replayed.journal.len() >= before);
            let whole: Vec<&str> = file.lines().take(before + 1).collect();
            let whole = Journal::read(whole.join("\n").as_bytes()).unwrap().journal;
            if replayed.journal.len() == before {
                prop_assert_eq!(replayed.journal.state(), whole.state());
            }
        }

        let numbers = journal.state().records().numbers("level");
        let counts = |journal: &Journal| {
            let state = journal.state();
            let posts = state.threads().values().map(|thread| thread.to_json().unwrap().matches("\"author\"").count());
            let certificates = state.coaches().values().map(|coach| coach.certificates().len());
            (
                [state.sessions().len(), state.goals().len(), state.coachings().len()],
                state.members().as_of(day(10)).count(),
                (posts.sum::<usize>(), certificates.sum::<usize>()),
            )
        };
        let before = counts(&journal);
        if journal.erase(&gone, at(day(21)), day(21)).is_ok() {
            let file = journal.to_text().unwrap();
            prop_assert!(!file.contains(gone.as_str()));
            let words = format!("words of {gone}");
            prop_assert!(!file.contains(&words) && !file.contains("words of erased-1"));
            prop_assert_eq!(journal.state().records().numbers("level"), numbers);
            prop_assert_eq!(counts(&journal), before);
            let replayed = Journal::read(file.as_bytes()).unwrap();
            prop_assert_eq!(&replayed.journal, &journal);
        }
    }
}

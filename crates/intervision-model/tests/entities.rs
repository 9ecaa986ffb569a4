//! Topics, coaching and learning questions keep to their rules.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::{Days, NaiveDate};
use intervision_core::Table;
use intervision_model::coaching::{Certificate, Coach, Dossier, Seen};
use intervision_model::community::Backlog;
use intervision_model::design::{Design, Template};
use intervision_model::forum::{PostState, Thread};
use intervision_model::journey::{CoachingStage, TopicStage};
use intervision_model::learning::{LearningQuestion, Tie};
use intervision_model::privacy::{
    About, Access, AccessPolicy, Circles, DataKind, Reader, Refusal, Role, Shared, Visibility,
};
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn fourteen() -> Backlog {
    let mut backlog = Backlog::default();
    for number in 1..=14 {
        backlog.add(&format!("topic-{number:02}"), &format!("Topic {number}"), day(1, 8)).unwrap();
    }
    backlog
}

#[test]
fn c2_three_of_fourteen_topics_are_scheduled_and_eleven_remain() {
    let mut backlog = fourteen();
    for id in ["topic-01", "topic-02", "topic-03"] {
        backlog.take(id, TopicStage::Scheduled, day(2, 1)).unwrap();
    }
    assert_eq!(backlog.proposed().count(), 11);
    backlog.take("topic-01", TopicStage::Done, day(3, 1)).unwrap();
    assert_eq!(
        backlog.ballot(["topic-04", "topic-01"]).unwrap_err().to_string(),
        "topics.topic-01: it is done and cannot be voted for; take it to proposed first"
    );
    backlog.take("topic-01", TopicStage::Proposed, day(4, 1)).unwrap();
    assert_eq!(backlog.ballot(["topic-04", "topic-01"]).unwrap(), ["topic-04", "topic-01"]);
    assert_eq!(backlog.age("topic-01", day(4, 1)).unwrap(), 84);
    backlog.take("topic-05", TopicStage::Parked, day(4, 1)).unwrap();
    assert_eq!(backlog.proposed().count(), 11);
}

#[test]
fn c2_duplicates_are_merged_and_lose_nothing() {
    let mut backlog = fourteen();
    backlog.add("egos", "Managing egos", day(1, 2)).unwrap();
    backlog.tag("egos", "people").unwrap();
    backlog.say("egos", "mine first").unwrap();
    backlog.merge("egos", "topic-01").unwrap();
    backlog.merge("topic-01", "topic-02").unwrap();
    // Both old ids mean what is left, and stand once on a ballot.
    assert_eq!(backlog.ballot(["egos", "topic-01", "topic-02"]).unwrap(), ["topic-02"]);
    let topic = backlog.topic("egos").unwrap();
    assert_eq!((topic.title(), topic.added()), ("Topic 2", day(1, 2)));
    assert_eq!(topic.merged(), ["Topic 1", "Managing egos"]);
    assert!(topic.tags().contains("people") && topic.said() == ["mine first"]);
    assert_eq!(backlog.iter().count(), 13);

    let refused = |result: Result<(), intervision_model::Problem>| result.unwrap_err().to_string();
    assert_eq!(
        refused(backlog.merge("egos", "topic-02")),
        "topics.topic-02: it would be merged into itself; name two topics that differ"
    );
    assert_eq!(
        refused(backlog.add("egos", "Egos again", day(2, 1))),
        "topic \"egos\" stands 2 times; rename or remove all but one"
    );
    assert!(refused(backlog.add("My ego", "x", day(2, 1))).contains("cannot be an id here"));
    assert!(refused(backlog.tag("topic-99", "x")).contains("there is no topic \"topic-99\""));
    backlog.take("topic-03", TopicStage::Scheduled, day(2, 2)).unwrap();
    let before = backlog.clone();
    assert_eq!(
        refused(backlog.merge("topic-03", "topic-04")),
        "topics.topic-03: it is scheduled and cannot be merged; take it to proposed first"
    );
    assert_eq!(backlog, before);
}

#[test]
fn h10_a_revised_question_is_version_two_and_stays_within_the_group() {
    let mut question = LearningQuestion::new("a07", "How do I say no?", day(1, 11))
        .tied_to(Tie::Competency("influence".into()))
        .tied_to(Tie::Challenge("housing".into()));
    question.revise(&"a07".into(), "When do I say no?", day(1, 25)).unwrap();
    assert_eq!((question.version(), question.history().len(), question.ties().len()), (2, 2, 2));
    assert_eq!(question.history()[0].words, "How do I say no?");
    assert_eq!(
        question.revise(&"a08".into(), "x", day(2, 1)).unwrap_err().to_string(),
        "learning question of \"a07\": \"a08\" words it anew; let its owner do so"
    );
    assert_eq!(
        question.revise(&"a07".into(), "x", day(1, 1)).unwrap_err().to_string(),
        "learning question of \"a07\": runs from 2024-01-25 to 2024-01-01; the last day must not come before the first"
    );
    let mut shared = Shared::new("a07", question);
    shared.widen(Visibility::Group, &"a07".into()).unwrap();
    let read = |reader: Reader| {
        let seen = shared.read(&reader, None, ["north"], DataKind::LearningQuestion, &Circles);
        seen.map(LearningQuestion::version)
    };
    assert_eq!(read(Reader::participant("a08", ["north"])), Ok(2));
    assert_eq!(read(Reader::participant("a09", ["south"])), Err(Refusal::OtherGroup));
    assert_eq!(read(Reader::new("office", Role::Office)), Err(Refusal::OtherGroup));
}

/// A policy that allows everything.
#[derive(Debug)]
struct Open;

impl AccessPolicy for Open {
    fn may(&self, _: &Reader, _: &About, _: DataKind) -> Access {
        Access::Allowed
    }
}

#[test]
fn t7_notes_are_read_by_the_pair_and_counted_by_others() {
    let mut dossier = Dossier::new("c01", "a07");
    for (by, on) in [("c01", 8), ("a07", 8), ("c01", 15), ("c01", 22)] {
        dossier.note(&by.into(), day(1, on), "on saying no").unwrap();
    }
    let seen = |id: &str, role| dossier.seen_by(&Reader::new(id, role), &Circles);
    assert_eq!(seen("a01", Role::Manager), Seen::Redacted { sessions: 3 });
    assert_eq!(seen("office", Role::Office), Seen::Redacted { sessions: 3 });
    let why = Refusal::NotOfThePair;
    assert_eq!(seen("a08", Role::Participant), Seen::Denied { why });
    assert_eq!(seen("c02", Role::Coach), Seen::Denied { why });
    for (id, role) in [("c01", Role::Coach), ("a07", Role::Participant)] {
        assert!(matches!(seen(id, role), Seen::Whole(notes) if notes.len() == 4));
    }
    // Not even a policy that allows everything opens the notes.
    let manager = Reader::new("a01", Role::Manager);
    assert_eq!(dossier.seen_by(&manager, &Open), Seen::Redacted { sessions: 3 });
    assert_eq!(
        dossier.note(&"a01".into(), day(2, 1), "x").unwrap_err().to_string(),
        "coaching of \"a07\": \"a01\" is neither coach nor coachee; let one of the two write"
    );
    dossier.take(CoachingStage::Agreed, day(1, 8)).unwrap();
    assert_eq!(dossier.course().at(), CoachingStage::Agreed);
}

#[test]
fn t5_a_coach_with_an_expired_certificate_is_not_eligible() {
    let certificate = |kind: &str, from, until| Certificate { kind: kind.into(), from, until };
    let coach = Coach::new(
        "c01",
        [
            certificate("coach", day(1, 1), None),
            certificate("talent-coaching", day(1, 1), Some(day(3, 31))),
            certificate("talent-coaching", day(6, 1), Some(day(12, 31))),
        ],
    )
    .unwrap();
    let kinds = ["coach", "talent-coaching"];
    assert!(coach.eligible(kinds, day(3, 31)).is_ok() && coach.eligible(kinds, day(6, 1)).is_ok());
    assert_eq!(
        coach.eligible(kinds, day(4, 1)).unwrap_err().to_string(),
        "coach \"c01\": a certificate is missing; the one of kind \"talent-coaching\" was good until 2024-03-31, and one must be good on 2024-04-01"
    );
    assert_eq!(
        coach.eligible(["supervision"], day(4, 1)).unwrap_err().to_string(),
        "coach \"c01\": a certificate is missing; one of kind \"supervision\" must be good on 2024-04-01"
    );
    let back = Coach::new("c02", [certificate("coach", day(2, 1), Some(day(1, 1)))]).unwrap_err();
    assert_eq!(
        back.to_string(),
        "certificate \"coach\" of coach \"c02\": runs from 2024-02-01 to 2024-01-01; the last day must not come before the first"
    );
}

#[test]
fn m15_a_post_in_a_group_is_invisible_to_others() {
    let mut thread = Thread::of_groups("first cases", ["north"]);
    let north = |id: &str| Reader::participant(id, ["north"]);
    let south = Reader::participant("a09", ["south"]);
    thread.post(&north("a07"), &Circles, day(2, 1), "Who tried this?", None).unwrap();
    thread.post(&north("a08"), &Circles, day(2, 2), "I did, as a07 knows.", Some(0)).unwrap();
    assert_eq!(thread.read(&south, &Circles), Err(Refusal::OtherGroup));
    assert_eq!(thread.read(&north("a08"), &Circles).unwrap().len(), 2);
    assert_eq!(
        thread.post(&south, &Circles, day(2, 3), "x", None).unwrap_err().to_string(),
        "thread \"first cases\": \"a09\" cannot write here: its owner shows it to their own group only; write in a thread that they read"
    );
    assert_eq!(
        thread.post(&north("a07"), &Circles, day(2, 3), "x", Some(2)).unwrap_err().to_string(),
        "thread \"first cases\": 2 is not the number of a post, from 0 to below 2"
    );
    let open = Thread::of_programme("news");
    assert!(open.read(&south, &Circles).is_ok());
    let manager = Reader::new("a01", Role::Manager);
    assert_eq!(open.read(&manager, &Circles), Err(Refusal::OutsideTheProgramme));
}

#[test]
fn m15_an_erased_author_leaves_a_tombstone_and_the_thread_stays_whole() {
    let mut thread = Thread::of_programme("news");
    let ann = Reader::participant("a07", []);
    let bob = Reader::participant("a08", []);
    let office = Reader::new("office", Role::Office);
    thread.post(&ann, &Circles, day(2, 1), "Who tried this?", None).unwrap();
    thread.post(&bob, &Circles, day(2, 2), "I did, as a07 knows.", Some(0)).unwrap();
    thread.post(&bob, &Circles, day(2, 3), "Nonsense!", None).unwrap();
    assert!(thread.hide(2, &ann, "rude").unwrap_err().to_string().contains("does not moderate"));
    assert!(thread.hide(3, &office, "rude").unwrap_err().to_string().contains("from 0 to below 3"));
    thread.hide(2, &office, "rude").unwrap();
    let words = |thread: &Thread, reader: &Reader, number: usize| {
        thread.read(reader, &Circles).unwrap()[number].words.map(str::to_owned)
    };
    assert_eq!(words(&thread, &ann, 2), None);
    assert!(words(&thread, &bob, 2).is_some() && words(&thread, &office, 2).is_some());

    assert_eq!(thread.erase(&"a07".into(), &"erased-1".into()), 1);
    let posts = thread.read(&bob, &Circles).unwrap();
    assert_eq!((posts.len(), posts[1].reply_to), (3, Some(0)));
    assert_eq!((posts[0].author.as_str(), posts[0].words), ("erased-1", None));
    assert_eq!(posts[0].state, &PostState::Erased);
    assert_eq!(posts[1].words, Some("I did, as erased-1 knows."));
    assert!(!format!("{thread:?}").contains("a07"));
    assert!(thread.hide(0, &office, "x").unwrap_err().to_string().contains("was erased"));
}

#[test]
fn r8_a_template_names_nobody_and_starts_for_others() {
    let toml = include_str!("golden/circle.toml");
    let design = Design::from_toml(toml).unwrap();
    let people = Table::new((1..=30).map(|n| format!("p{n:02}"))).unwrap();
    let template = Template::of(&design, &people).unwrap();
    let from = design.season().start;
    let next = template.start(from + Days::new(366)).unwrap();
    let moved = (next.season().start - from).num_days();
    assert_eq!((moved, moved % 7), (371, 0));
    assert_eq!((next.season().end - design.season().end).num_days(), 371);
    assert_eq!(next.sessions().len(), design.sessions().len());
    assert_eq!(template.start(from).unwrap(), design);
    assert_eq!((from - template.start(from - Days::new(8)).unwrap().season().start).num_days(), 7);

    let mut draft = design.into_draft();
    draft.sessions[0].title = "A talk by p07".to_owned();
    let told = Template::of(&Design::new(draft).unwrap(), &people).unwrap_err();
    assert_eq!(
        told.to_string(),
        "sessions.1.title: it mentions participant \"p07\"; take the id out before it becomes a template"
    );
}

proptest! {
    /// C9: what is kept does not tell in which order, so neither by whom, things were said.
    #[test]
    fn c9_the_order_of_speaking_is_not_kept(said in proptest::collection::vec("[a-z]{0,4}", 0..8), turn in any::<prop::sample::Index>()) {
        let mut turned = said.clone();
        if !said.is_empty() {
            turned.rotate_left(turn.index(said.len()));
        }
        let heard = |said: &[String]| {
            let mut backlog = fourteen();
            for words in said {
                backlog.say("topic-07", words.as_str()).unwrap();
            }
            backlog
        };
        prop_assert_eq!(heard(&said), heard(&turned));
    }
}

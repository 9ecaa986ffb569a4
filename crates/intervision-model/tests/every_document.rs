//! Every document that a host keeps reads back the same, and says which version it is of.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::fmt::Debug;

use chrono::{Days, NaiveDate};
use intervision_core::{Rating, Table, Value};
use intervision_model::access_code::{CodeBook, Pepper};
use intervision_model::coaching::{Certificate, Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::{
    Framework, MeasuredProfiles, Measurement, MeasurementsDraft, TargetDraft, TargetProfile,
    Targets,
};
use intervision_model::forum::Thread;
use intervision_model::interchange::Document;
use intervision_model::journey::{CoachingStage, TopicStage};
use intervision_model::learning::{
    ActionPlan, Activity, Goal, LearningPlan, LearningQuestion, Offer, Offers, OffersDraft,
    Preference, Strength, Tie,
};
use intervision_model::privacy::{
    Circles, Clock, Consents, Content, Entry, Field, LegalGround, Old, Purpose, Reader, Records,
    Register, RegisterDraft, Role, Visibility,
};
use intervision_model::{
    Cohort, Function, Functions, FunctionsDraft, InterchangeProblem, Memberships, Participant,
    ParticipantId, Problem, RosterColumns,
};
use proptest::prelude::*;
use strategies::{framework, words};

mod strategies;

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(days)
}

fn who(number: u8) -> ParticipantId {
    ParticipantId::from(format!("p#{number}"))
}

/// Reads back the same, and is refused with another version.
fn same<D: Document + PartialEq + Debug>(document: &D) -> Result<(), TestCaseError> {
    let text = document.to_json().unwrap();
    prop_assert_eq!(&D::from_json(&text).unwrap(), document);
    if let Some(at) = text.find("\"version\": 1") {
        let mut newer = text;
        newer.replace_range(at..at + 12, "\"version\": 7");
        let told = D::from_json(&newer).unwrap_err();
        let found = Problem::Version { what: D::WHAT, found: 7, expected: 1 };
        prop_assert_eq!(told.first(), &found);
    }
    Ok(())
}

fn steps() -> impl Strategy<Value = Vec<(u8, u8, u64, String)>> {
    proptest::collection::vec((0_u8..4, 0_u8..6, 0_u64..60, words()), 0..24)
}

/// Everything that can happen to what a host keeps, whatever of it is refused.
#[derive(Debug, Default)]
struct Kept {
    members: Memberships,
    consents: Consents,
    records: Records,
    backlog: Backlog,
}

fn kept(steps: &[(u8, u8, u64, String)]) -> Kept {
    let mut kept = Kept::default();
    for (n, (person, kind, on, words)) in steps.iter().enumerate() {
        let (person, on) = (who(*person), day(*on));
        let topic = format!("t{}", n % 5);
        let refused = match kind {
            0 => kept.members.join(person, on).is_err(),
            1 => kept.members.leave(&person, on).is_err(),
            2 => kept.consents.give(&person, words, on).is_err(),
            3 => kept.consents.withdraw(&person, "learning", on).is_err(),
            4 => {
                let entry = Entry::text(person, "plan", words, on).by("p9", Role::Coach);
                let number = kept.records.keep(entry.shown_to(Visibility::Pair)).unwrap();
                let content = Content::Number(f64::from(*kind) / 7.0);
                kept.records.rectify(number, content, on, Old::Keep).is_err()
            }
            _ => {
                let tombstone = kept.records.erase(&person, on);
                kept.consents.forget(&person, &tombstone.id);
                false
            }
        };
        let _ = refused;
        let topics = &mut kept.backlog;
        let refused = match kind {
            0 | 1 => topics.add(&topic, words, on),
            2 => topics.tag(&topic, words.as_str()),
            3 => topics.say(&topic, words.as_str()),
            4 => topics.merge(&topic, "t1"),
            _ => topics.take(&topic, TopicStage::Scheduled, on),
        };
        let _ = refused;
    }
    kept
}

fn dossier(steps: &[(u8, u8, u64, String)]) -> Dossier {
    let mut dossier = Dossier::new(who(0), who(1));
    dossier.take(CoachingStage::Agreed, day(0)).unwrap();
    for (person, _, on, words) in steps {
        let _ = dossier.note(&who(person % 2), day(*on), words.as_str());
    }
    dossier
}

fn thread(steps: &[(u8, u8, u64, String)], of_group: bool) -> Thread {
    let mut thread =
        if of_group { Thread::of_groups("cases", ["north"]) } else { Thread::of_programme("news") };
    let office = Reader::new("office", Role::Office).with_groups(["north"]);
    for (n, (person, kind, on, words)) in steps.iter().enumerate() {
        let writer = Reader::participant(who(*person), ["north"]);
        let answer = (*kind == 2 && n > 0).then(|| n - 1);
        thread.post(&writer, &Circles, day(*on), words.as_str(), answer).unwrap();
        if *kind == 3 {
            thread.hide(n, &office, words.as_str()).unwrap();
        }
        if *kind == 4 {
            thread.erase(&who(*person), &"erased-1".into());
        }
    }
    thread
}

fn cohort(people: &[(Option<u8>, Option<u8>, String)]) -> Cohort {
    let people = people.iter().enumerate().map(|(n, (manager, years, words))| {
        let years = years.map_or(Value::Unknown, |years| Value::Number(f64::from(years) / 3.0));
        let person = Participant::new(format!("p{n}"))
            .with_attribute("years", years)
            .with_attribute("job", Value::category(words.clone()));
        match manager.map(usize::from).filter(|manager| *manager < n) {
            Some(manager) => person.with_manager(format!("p{manager}")),
            None => person,
        }
    });
    Cohort::new(people).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_happens_in_a_programme(steps in steps(), of_group in any::<bool>()) {
        let Kept { members, consents, records, backlog } = kept(&steps);
        same(&members)?;
        same(&consents)?;
        same(&records)?;
        same(&backlog)?;
        same(&dossier(&steps))?;
        same(&thread(&steps, of_group))?;
        let mut question = LearningQuestion::new("p0", "Why?", day(0)).tied_to(Tie::Challenge("housing".into()));
        let mut plan = ActionPlan::new("p0", steps.iter().enumerate().map(|(n, (_, _, on, words))| (n.to_string(), words.clone(), day(*on))));
        for (n, (_, kind, on, words)) in steps.iter().enumerate() {
            let _ = question.revise(&"p0".into(), words.as_str(), day(*on));
            if let (Ok(plan), 0..3) = (&mut plan, kind) {
                plan.done(&n.to_string(), day(*on)).unwrap();
            }
        }
        same(&question)?;
        if let Ok(plan) = plan {
            same(&plan)?;
        }
    }

    #[test]
    fn frameworks_targets_and_measurements(framework in framework(), levels in proptest::collection::vec(1_u32..9, 6), on in 0_u64..300) {
        same(&framework)?;
        prop_assert_eq!(&Framework::from_toml(&framework.to_toml().unwrap()).unwrap(), &framework);
        let roster = Table::new(["p0", "p1"]).unwrap();
        let level = |n: usize| (f64::from(levels[n]) / 4.0).clamp(1.0, framework.top());
        let of = framework.competencies().iter().enumerate();
        let targets = TargetDraft {
            version: Targets::VERSION,
            framework: "drawn".to_owned(),
            profiles: vec![TargetProfile {
                function: None,
                levels: of.clone().map(|(n, c)| (c.id.clone(), level(n))).collect(),
                importance: of.clone().map(|(n, c)| (c.id.clone(), level(n) / 3.0)).collect(),
            }],
        };
        let text = serde_json::to_string(&targets).unwrap();
        let read = Targets::from_json(&text, &framework).unwrap();
        prop_assert_eq!(read, Targets::new(targets, &framework).unwrap());

        let mut measured = MeasuredProfiles::new(&framework, &roster);
        for (n, competency) in of.clone() {
            for source in ["self", "peers"] {
                let rating = Rating { level: level(n), standard_error: (n > 0).then_some(0.1 * n as f64) };
                let (competency, instrument) = (competency.id.clone(), (n > 1).then(|| "short form".to_owned()));
                let source = source.to_owned();
                measured.record(n % 2, Measurement { competency, rating, on: day(on + n as u64), source, instrument }).unwrap();
            }
        }
        let draft = measured.to_draft(&roster);
        let text = serde_json::to_string(&draft).unwrap();
        let read: MeasurementsDraft = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&MeasuredProfiles::read(read, &framework, &roster).unwrap(), &measured);

        let strengths = of.map(|(n, c)| Strength { level: (n > 0).then(|| level(n)), weight: 0.25 * (1 + n % 4) as f64, ..Strength::new(c.id.as_str()) });
        let preference = Preference { ranked: vec!["b".into(), "a".into()], refused: vec!["c".into()] };
        let draft = OffersDraft {
            version: Offers::VERSION,
            framework: "drawn".to_owned(),
            offers: vec![Offer {
                participant: "p1".into(),
                strengths: strengths.collect(),
                helps_at_most: Some(3),
                preferences: [("themes".to_owned(), preference)].into(),
            }],
        };
        let offers = Offers::new(draft, &framework, &roster).unwrap();
        let text = serde_json::to_string(&offers.to_draft()).unwrap();
        prop_assert_eq!(&Offers::from_json(&text, &framework, &roster).unwrap(), &offers);
    }

    #[test]
    fn people_and_what_they_do(
        people in proptest::collection::vec((proptest::option::of(0_u8..9), proptest::option::of(0_u8..40), words()), 1..9),
        functions in proptest::collection::vec((proptest::option::of(0_u8..3), 1_u32..18), 0..6),
        days in proptest::collection::vec((0_u64..90, proptest::option::of(90_u64..200)), 0..5),
        bytes in proptest::collection::vec(any::<[u8; 10]>(), 0..4),
    ) {
        same(&cohort(&people))?;
        let function = |(n, (group, scale)): (usize, &(Option<u8>, u32))| Function {
            id: format!("f-{n}"),
            title: format!("Function {n}"),
            scheme: group.map(|_| "Vliet 2026".to_owned()),
            code: group.map(|_| format!("V{n}")),
            series: group.map(|group| format!("Series {group}")),
            group: group.map(|group| format!("Group {}", group % 2)),
            scale: (n > 0).then_some(*scale),
        };
        let functions = functions.iter().enumerate().map(function).collect();
        let draft = FunctionsDraft { version: 1, id: "vliet".into(), title: "Vliet".into(), functions };
        let functions = Functions::new(draft).unwrap();
        same(&functions)?;
        prop_assert_eq!(&Functions::from_toml(&functions.to_toml().unwrap()).unwrap(), &functions);
        let certificates = days.iter().map(|(from, until)| Certificate { kind: "coach".into(), from: day(*from), until: until.map(day) });
        same(&Coach::new("c1", certificates).unwrap())?;
        let pepper = Pepper::new(b"a pepper of more than 16 bytes").unwrap();
        let mut book = CodeBook::default();
        for (n, bytes) in bytes.into_iter().enumerate() {
            let _ = book.issue(format!("p{n}"), bytes, &pepper, day(1), (n > 1).then(|| day(9)));
        }
        book.revoke(&"p0".into(), day(3));
        same(&book)?;
    }

    #[test]
    fn plans_and_registers(goals in proptest::collection::vec((words(), 1_u32..40, 0_u64..300), 0..4), days in 0_u32..900) {
        let goal = |(words, target, due): &(String, u32, u64)| Goal {
            competency: "influence".to_owned(),
            goal: words.clone(),
            target: f64::from(*target) / 7.0,
            evidence: words.clone(),
            activities: vec![Activity { session: "s1".into(), title: words.clone() }],
            due: day(*due),
        };
        let goals = goals.iter().map(goal).collect();
        same(&LearningPlan { version: 1, participant: "p0".into(), drafted_on: day(0), goals })?;
        let register = Register::new(RegisterDraft {
            version: 1,
            controller: "Vliet".to_owned(),
            purposes: vec![Purpose { id: "learning".into(), title: "Learning".into(), ground: LegalGround::Consent, keep: Clock::after_leaving(days) }],
            fields: vec![Field { id: "plan".into(), holds: "A | plan".into(), purpose: "learning".into(), widest: Visibility::Group }],
        }).unwrap();
        same(&register)?;
        prop_assert_eq!(&Register::from_toml(&register.to_toml().unwrap()).unwrap(), &register);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// X1: whatever a host keeps, an erased person is in none of it, and what is counted stays the same.
    #[test]
    fn x1_after_an_erasure_no_document_holds_the_id(steps in steps(), gone in 0_u8..4, of_group in any::<bool>()) {
        let gone = who(gone);
        let said: Vec<_> = steps
            .iter()
            .map(|(person, kind, on, words)| (*person, *kind, *on, format!("{words} of {gone}, too")))
            .collect();
        let Kept { mut members, mut consents, mut records, mut backlog } = kept(&said);
        let (mut dossier, mut thread) = (dossier(&said), thread(&said, of_group));
        let count = |members: &Memberships| (0..70).map(|on| members.as_of(day(on)).count()).collect::<Vec<_>>();
        let before = (count(&members), records.numbers("plan"), backlog.iter().count());
        let tombstone = records.erase(&gone, day(80)).id;
        members.forget(&gone, &tombstone);
        consents.forget(&gone, &tombstone);
        backlog.forget(&gone, &tombstone);
        thread.erase(&gone, &tombstone);
        dossier.erase(&gone, &tombstone);
        prop_assert_eq!(before, (count(&members), records.numbers("plan"), backlog.iter().count()));
        let documents = [
            members.to_json(),
            records.to_json(),
            consents.to_json(),
            backlog.to_json(),
            thread.to_json(),
            dossier.to_json(),
        ];
        for document in documents {
            let document = document.unwrap();
            prop_assert!(!document.contains(gone.as_str()), "{}", document);
        }
        same(&dossier)?;
        same(&thread)?;
    }
}

/// A word for a document that nests too deep, whatever it is about.
fn deep(open: &str, close: &str) -> String {
    open.repeat(10_000) + &close.repeat(10_000)
}

fn hostile<D: Document + Debug>() {
    for text in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!("{{\"version\":1,\"x\":{}}}", deep("[", "]")),
    ] {
        let told = D::from_json(&text).unwrap_err();
        let Problem::Interchange(InterchangeProblem::TooDeep { what, most: 64, .. }) = told.first()
        else {
            unreachable!("{told}");
        };
        assert_eq!(*what, D::WHAT);
    }
    let told = D::from_json("{\"version\": 1, \"version\": 1}").unwrap_err();
    assert_eq!(
        told.to_string(),
        "document: \"version\" stands there twice; keep one of the two values"
    );
    for text in ["", "{", "[]", "7", "null", "{\"version\": 1, \"surplus\": 2}", "\u{feff}"] {
        let told = D::from_json(text).unwrap_err();
        assert!(matches!(told.first(), Problem::Syntax { format: "JSON", .. }), "{text}: {told}");
    }
}

#[test]
fn hostile_documents_are_refused_by_every_reader() {
    hostile::<Framework>();
    hostile::<Functions>();
    hostile::<Cohort>();
    hostile::<Memberships>();
    hostile::<LearningQuestion>();
    hostile::<LearningPlan>();
    hostile::<ActionPlan>();
    hostile::<Register>();
    hostile::<Records>();
    hostile::<Consents>();
    hostile::<Coach>();
    hostile::<Dossier>();
    hostile::<Backlog>();
    hostile::<Thread>();
    hostile::<CodeBook>();
}

#[test]
fn documents_that_contradict_themselves_are_refused() {
    fn told<D: Document + Debug>(text: &str) -> String {
        D::from_json(text).unwrap_err().to_string()
    }
    assert_eq!(
        told::<Thread>(
            r#"{"version":1,"title":"t","posts":[{"author":"a","on":"2027-01-01","words":"x","reply_to":0,"state":"erased"}]}"#
        ),
        "2 problems:\n- posts[0]: 0 is not the number of a post before it, from 0 to below 0\n\
         - posts[0]: it is erased and has words; leave its words empty"
    );
    assert_eq!(
        told::<Backlog>(r#"{"version":1,"topics":{},"merged":{"a":"b"}}"#),
        "merged.a: there is no topic \"b\"; there are none"
    );
    assert_eq!(
        told::<LearningQuestion>(r#"{"version":1,"owner":"a","wordings":[]}"#),
        "wordings: a wording is missing; a question has at least one"
    );
    assert_eq!(
        told::<Records>(
            r#"{"version":1,"records":[],"tombstones":[{"id":"erased-2","on":"2027-01-01","texts":0,"numbers":0}]}"#
        ),
        "tombstones[0].id: \"erased-2\" is no tombstone of its place; write \"erased-1\""
    );
    assert_eq!(
        told::<Memberships>(
            r#"{"version":1,"stays":{"a":[{"from":"2027-01-02","until":"2027-01-01"}]}}"#
        ),
        "membership of \"a\": runs from 2027-01-02 to 2027-01-01; the last day must not come before the first"
    );
    assert_eq!(
        told::<Consents>(
            r#"{"version":1,"decisions":{"a":{"learning":[{"given":false,"on":"2027-01-01"}]}}}"#
        ),
        "\"a\" has no consent to \"learning\" on 2027-01-01 that could be withdrawn"
    );
    assert_eq!(
        told::<Cohort>(r#"{"version":1,"participants":[{"id":"a","manager":"b"}]}"#),
        "entry 1: manager \"b\" of \"a\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part"
    );
}

#[test]
fn levels_and_their_names_are_kept() {
    use intervision_model::AttributeKind;
    let levels = AttributeKind::Level(vec!["team".into(), "department".into()]);
    let columns = RosterColumns::default()
        .with_function("job")
        .with_unit("unit")
        .with_manager("boss")
        .with_kind("level", levels);
    let table = b"id,job,unit,level,boss\na,head,x,department,\nb,clerk,y,team,a\n";
    let cohort = intervision_model::interchange::read_roster(table, &columns).unwrap();
    let read = Cohort::from_json(&cohort.to_json().unwrap()).unwrap();
    assert_eq!(read, cohort);
    assert_eq!((read.function(1), read.unit(0)), (Some("clerk"), Some("x")));
}

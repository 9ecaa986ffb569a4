//! Every kind of document, drawn: whatever may happen to what a host keeps.

#![expect(clippy::unwrap_used, reason = "a strategy that is refused what should work has failed")]

use chrono::{Days, NaiveDate};
use intervision_core::Value;
use intervision_model::access_code::{CodeBook, Pepper};
use intervision_model::coaching::{Certificate, Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::Framework;
use intervision_model::forum::Thread;
use intervision_model::interchange::Document;
use intervision_model::journey::{CoachingStage, TopicStage};
use intervision_model::learning::{
    ActionPlan, Activity, Goal, LearningPlan, LearningQuestion, Tie,
};
use intervision_model::privacy::{
    Circles, Clock, Consents, Content, Entry, Field, LegalGround, Old, Purpose, Reader, Records,
    Register, RegisterDraft, Role, Visibility,
};
use intervision_model::{
    Cohort, Function, Functions, FunctionsDraft, Memberships, Participant, ParticipantId,
    Translations,
};
use proptest::prelude::*;

use crate::strategies::{framework, words};

pub(crate) fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(days)
}

pub(crate) fn who(number: u8) -> ParticipantId {
    ParticipantId::from(format!("p#{number}"))
}

/// Who, what kind of thing, when, and in which words.
type Happened = (u8, u8, u64, String);

/// What every document is made of.
#[derive(Debug)]
pub(crate) struct Draw {
    pub(crate) framework: Framework,
    steps: Vec<Happened>,
    of_group: bool,
    people: Vec<(Option<u8>, Option<u8>, String)>,
    functions: Vec<(Option<u8>, u32)>,
    stretches: Vec<(u64, Option<u64>)>,
    bytes: Vec<[u8; 10]>,
    goals: Vec<(String, u32, u64)>,
    kept_for: u32,
}

prop_compose! {
    pub(crate) fn draws()(
        framework in framework(),
        (steps, of_group) in (steps(), any::<bool>()),
        people in proptest::collection::vec((proptest::option::of(0_u8..9), proptest::option::of(0_u8..40), words()), 1..9),
        functions in proptest::collection::vec((proptest::option::of(0_u8..3), 1_u32..18), 0..6),
        stretches in proptest::collection::vec((0_u64..90, proptest::option::of(90_u64..200)), 0..5),
        bytes in proptest::collection::vec(any::<[u8; 10]>(), 0..4),
        goals in proptest::collection::vec((words(), 1_u32..40, 0_u64..300), 0..4),
        kept_for in 0_u32..900,
    ) -> Draw {
        Draw { framework, steps, of_group, people, functions, stretches, bytes, goals, kept_for }
    }
}

/// A document out of a draw.
pub(crate) trait Drawn: Document {
    fn drawn(draw: &Draw) -> Self;
}

macro_rules! drawn {
    ($($document:ty: $draw:ident => $made:expr;)+) => {
        $(impl Drawn for $document {
            fn drawn($draw: &Draw) -> Self {
                $made
            }
        })+
    };
}

drawn! {
    Memberships: draw => kept(&draw.steps).members;
    Consents: draw => kept(&draw.steps).consents;
    Records: draw => kept(&draw.steps).records;
    Backlog: draw => kept(&draw.steps).backlog;
    Dossier: draw => dossier(&draw.steps);
    Thread: draw => thread(&draw.steps, draw.of_group);
    Framework: draw => draw.framework.clone();
    Cohort: draw => cohort(&draw.people);
    LearningQuestion: draw => question(&draw.steps);
    ActionPlan: draw => action_plan(&draw.steps);
    Functions: draw => functions(&draw.functions);
    Coach: draw => coach(&draw.stretches);
    CodeBook: draw => code_book(&draw.bytes);
    LearningPlan: draw => learning_plan(&draw.goals);
    Register: draw => register(draw.kept_for);
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Happened>> {
    proptest::collection::vec((0_u8..4, 0_u8..6, 0_u64..60, words()), 0..24)
}

/// Everything that can happen to what a host keeps, whatever of it is refused.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) members: Memberships,
    pub(crate) consents: Consents,
    pub(crate) records: Records,
    pub(crate) backlog: Backlog,
}

pub(crate) fn kept(steps: &[Happened]) -> Kept {
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

pub(crate) fn dossier(steps: &[Happened]) -> Dossier {
    let mut dossier = Dossier::new(who(0), who(1));
    dossier.take(CoachingStage::Agreed, day(0)).unwrap();
    for (person, _, on, words) in steps {
        let _ = dossier.note(&who(person % 2), day(*on), words.as_str());
    }
    dossier
}

pub(crate) fn thread(steps: &[Happened], of_group: bool) -> Thread {
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

fn question(steps: &[Happened]) -> LearningQuestion {
    let mut question =
        LearningQuestion::new("p0", "Why?", day(0)).tied_to(Tie::Challenge("housing".into()));
    for (_, _, on, words) in steps {
        let _ = question.revise(&"p0".into(), words.as_str(), day(*on));
    }
    question
}

/// The steps that have words; one that has, if none of them do.
fn action_plan(steps: &[Happened]) -> ActionPlan {
    let step =
        |(n, (_, _, on, words)): (usize, &Happened)| (n.to_string(), words.clone(), day(*on));
    let plan = ActionPlan::new("p0", steps.iter().enumerate().map(step));
    let mut plan = plan.unwrap_or_else(|_| {
        ActionPlan::new("p0", [("0".to_owned(), "ask".to_owned(), day(0))]).unwrap()
    });
    for (n, (_, kind, on, _)) in steps.iter().enumerate() {
        if *kind < 3 {
            let _ = plan.done(&n.to_string(), day(*on));
        }
    }
    plan
}

fn functions(all: &[(Option<u8>, u32)]) -> Functions {
    let function = |(n, (group, scale)): (usize, &(Option<u8>, u32))| Function {
        id: format!("f-{n}"),
        title: format!("Function {n}"),
        scheme: group.map(|_| "Vliet 2026".to_owned()),
        code: group.map(|_| format!("V{n}")),
        series: group.map(|group| format!("Series {group}")),
        group: group.map(|group| format!("Group {}", group % 2)),
        scale: (n > 0).then_some(*scale),
    };
    let functions = all.iter().enumerate().map(function).collect();
    let draft = FunctionsDraft { version: 1, id: "vliet".into(), title: "Vliet".into(), functions };
    Functions::new(draft).unwrap()
}

fn coach(stretches: &[(u64, Option<u64>)]) -> Coach {
    let certificate = |(from, until): &(u64, Option<u64>)| Certificate {
        kind: "coach".into(),
        from: day(*from),
        until: until.map(day),
    };
    Coach::new("c1", stretches.iter().map(certificate)).unwrap()
}

fn code_book(bytes: &[[u8; 10]]) -> CodeBook {
    let pepper = Pepper::new(b"a pepper of more than 16 bytes").unwrap();
    let mut book = CodeBook::default();
    for (n, bytes) in bytes.iter().enumerate() {
        let _ = book.issue(format!("p{n}"), *bytes, &pepper, day(1), (n > 1).then(|| day(9)));
    }
    book.revoke(&"p0".into(), day(3));
    book
}

fn learning_plan(goals: &[(String, u32, u64)]) -> LearningPlan {
    let goal = |(words, target, due): &(String, u32, u64)| Goal {
        competency: "influence".to_owned(),
        goal: words.clone(),
        target: f64::from(*target) / 7.0,
        evidence: words.clone(),
        activities: vec![Activity { session: "s1".into(), title: words.clone() }],
        due: day(*due),
    };
    let goals = goals.iter().map(goal).collect();
    LearningPlan { version: 1, participant: "p0".into(), drafted_on: day(0), goals }
}

fn register(days: u32) -> Register {
    let purpose = Purpose {
        id: "learning".into(),
        title: "Learning".into(),
        ground: LegalGround::Consent,
        keep: Clock::after_leaving(days),
    };
    let field = Field {
        id: "plan".into(),
        holds: "A | plan".into(),
        purpose: "learning".into(),
        widest: Visibility::Group,
    };
    let (purposes, fields) = (vec![purpose], vec![field]);
    let texts = fields.iter().fold(Translations::default(), |texts, field: &Field| {
        texts.with("nl", field.holds.as_str(), "In het Nederlands")
    });
    let controller = "Vliet".to_owned();
    Register::new(RegisterDraft { version: 1, controller, purposes, fields, texts }).unwrap()
}

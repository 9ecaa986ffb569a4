//! `docs/schemas/journal-line.schema.json` agrees with the reader of journals, line by line.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

#[path = "../../../docs/schemas/agree.rs"]
mod agree;

use agree::{Refused, Schema, agree};
use chrono::NaiveDate;
use intervision_model::journal::{Event, Journal, JournalProblem, Why};
use intervision_model::journey::{
    CoachingStage, GoalStage, ProgrammeStage, SessionStage, Step, TopicStage, Ways,
};
use intervision_model::portfolio;
use intervision_model::privacy::{Content, Entry, Old, Role};
use intervision_model::{ParticipantId, Problem};
use serde_json::{Value, json};

/// A journal in which everything stands once, line by line.
fn lines() -> Vec<Value> {
    let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
    let at = day(9).and_hms_opt(9, 0, 0).unwrap();
    let mut journal = Journal::new(Ways::intervision_track()).unwrap();
    let ann = || ParticipantId::from("ann");
    let (thread, words) = (|| "cases".to_owned(), |text: &str| Some(text.to_owned()));
    let (reply_to, by, on) = (Some(0), "bob".into(), day(3));
    let events = [
        Event::Joined { who: ann(), on: day(1) },
        Event::Decided { who: ann(), purpose: "learning".into(), given: true, on: day(1) },
        Event::Stepped { who: ann(), to: Step::KickedOff, on: day(2) },
        Event::Noted(Entry::text("ann", "plan", "x", day(2)).by("bob", Role::Coach)),
        Event::Noted(Entry::number("ann", "level", 2.5, day(2))),
        Event::Rectified {
            record: 0,
            content: Content::Text("y".to_owned()),
            on: day(3),
            old: Old::Keep,
        },
        Event::Rectified { record: 1, content: Content::Erased, on: day(3), old: Old::Erase },
        Event::Programme { to: ProgrammeStage::Open, on: day(1) },
        Event::Session { session: "s1".into(), to: SessionStage::Planned, on: day(1) },
        Event::Topic { topic: "egos".into(), to: TopicStage::Parked, on: day(1) },
        Event::Coaching {
            coach: "bob".into(),
            coachee: ann(),
            to: CoachingStage::Agreed,
            on: day(1),
        },
        Event::Goal { who: ann(), goal: "ask".into(), to: GoalStage::Underway, on: day(1) },
        Event::Certified { who: ann(), kind: "coach".into(), from: day(1), until: Some(day(9)) },
        Event::Opened { thread: thread(), groups: vec!["north".into()], on: day(1) },
        Event::Posted { thread: thread(), by: ann(), words: words("x"), reply_to: None, on },
        Event::Posted { thread: thread(), by, words: words("y"), reply_to, on },
        Event::Hidden {
            thread: thread(),
            post: 1,
            by: "cem".into(),
            reason: words("rude"),
            on: day(4),
        },
        Event::Left { who: ann(), on: day(5) },
    ];
    for event in events {
        journal.append(at, event).unwrap();
    }
    journal.erase(&"cem".into(), at, day(9)).unwrap();
    let text = journal.to_text().unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Reads a line as the header, or behind the header as an event, its checksums made anew.
fn journal_line(value: &Value) -> Result<(), Refused> {
    let shape = |why: &str| Err(Refused::Shape(why.to_owned()));
    let fields = value.as_object().cloned().unwrap_or_default();
    if !fields.contains_key("open") {
        return match Journal::read(value.to_string().as_bytes()) {
            Err(Problem::Journal(JournalProblem::NoHeader { why })) => shape(&why),
            Err(other) => Err(Refused::Meaning(other.to_string())),
            Ok(_) => Ok(()),
        };
    }
    let header = Journal::new(Ways::intervision_track()).unwrap().to_text().unwrap();
    let sum = |before: &str, part: &Value| {
        portfolio::digest(format!("{before}{part}").as_bytes())[..32].to_owned()
    };
    let chained = portfolio::digest(header.trim_end().as_bytes())[..32].to_owned();
    let mut parts = Vec::new();
    for (key, part) in ["open", "sum", "sealed", "check"].iter().map(|key| (*key, fields.get(*key)))
    {
        let made = match (key, part) {
            (_, None) => continue,
            ("sum", Some(Value::String(old))) if old.len() == 32 => {
                json!(sum(&chained, &value["open"]))
            }
            ("check", Some(Value::String(old))) if old.len() == 32 => {
                json!(sum("", &value["sealed"]))
            }
            (_, Some(part)) => part.clone(),
        };
        parts.push(format!("\"{key}\":{made}"));
    }
    for (key, part) in fields.iter().filter(|(key, _)| *key == "surplus") {
        parts.push(format!("\"{key}\":{part}"));
    }
    let file = format!("{header}{{{}}}\n", parts.join(","));
    match Journal::read(file.as_bytes()).unwrap().broken.map(|broken| broken.why) {
        Some(Why::Json(told)) => shape(&told),
        Some(Why::Shape) => shape("not a whole line"),
        Some(other) => Err(Refused::Meaning(other.to_string())),
        None => Ok(()),
    }
}

#[test]
fn journals() {
    let schema = Schema::named("journal-line");
    let mut lines = lines();
    let own_ways = json!([["invited", "kicked_off"], ["kicked_off", "gathered"]]);
    lines.push(json!({ "journal": "intervision", "version": 1, "ways": own_ways }));
    assert!(lines.iter().all(|line| schema.accepts(line)), "{lines:#?}");
    // As the first event each of them has number 1, and brings its people in.
    let alone = lines.into_iter().map(|mut line| {
        if let Some(open) = line.get_mut("open") {
            open["n"] = json!(1);
        }
        line
    });
    agree("journal-line", &alone.collect::<Vec<_>>(), |value| match journal_line(value) {
        Err(Refused::Meaning(_)) if schema.accepts(value) => Ok(()),
        told => told,
    });
}

//! Whatever a file holds, a reader answers with a document or with an error that says something: every reader of every crate, handed the
//! same hostile files.

#![cfg(all(
    feature = "model",
    feature = "groups",
    feature = "assess",
    feature = "schedule",
    feature = "interchange"
))]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

use std::fmt::Display;

use intervision::assess::adaptive::TestState;
use intervision::assess::ballots::{BallotKind, Ballots};
use intervision::assess::irt::ItemBank;
use intervision::assess::multirater::History;
use intervision::assess::{Instrument, Responses};
use intervision::core::Table;
use intervision::groups::{self, Rules};
use intervision::model::access_code::{AccessCode, CodeBook};
use intervision::model::coaching::{Coach, Dossier};
use intervision::model::community::Backlog;
use intervision::model::competency::{Framework, Targets};
use intervision::model::design::Design;
use intervision::model::forum::Thread;
use intervision::model::interchange::case::CaseDocument;
use intervision::model::interchange::esco::read_esco_skills;
use intervision::model::interchange::onet::read_onet_ratings;
use intervision::model::interchange::scim::{ScimRules, read_scim_users};
use intervision::model::interchange::{
    Document, read_attendance, read_id_sets, read_memberships, read_met, read_resources,
    read_roster, read_roster_xlsx,
};
use intervision::model::journal::Journal;
use intervision::model::learning::{ActionPlan, LearningPlan, LearningQuestion, Offers};
use intervision::model::portfolio::{Form, verify};
use intervision::model::privacy::{Consents, Records, Register};
use intervision::model::{Cohort, Functions, Memberships, RosterColumns};
use intervision::schedule::calendar::SchoolHolidays;
use intervision::schedule::change::{Issued, Snapshot};
use intervision::schedule::methods::MethodCatalogue;
use intervision::schedule::why_not;

type Reader = fn(&[u8]) -> Result<(), String>;

fn told<T, E: Display>(read: Result<T, E>) -> Result<(), String> {
    read.map(drop).map_err(|error| error.to_string())
}

fn text(file: &[u8]) -> String {
    String::from_utf8_lossy(file).into_owned()
}

fn roster() -> Table {
    Table::new(["a", "b", "c"]).unwrap()
}

const FRAMEWORK: &str = r#"
version = 1
id = "advice"
title = "Advice"
levels = [{ title = "One" }, { title = "Two" }]
competencies = [{ id = "influence", title = "Influence" }]
"#;

fn framework() -> Framework {
    Framework::from_toml(FRAMEWORK).unwrap()
}

fn instrument() -> Instrument {
    let text = r#"{ "version": 1, "id": "short", "formats": { "f": { "min": 1, "max": 5 } },
        "items": [{ "id": "q1", "format": "f" }], "scales": [{ "id": "s", "items": ["q1"] }] }"#;
    Instrument::from_json(text).unwrap()
}

fn document<D: Document>(file: &[u8]) -> Result<(), String> {
    told(<D as Document>::from_json(&text(file)))
}

/// Every reader of a whole file, by what it reads.
const READERS: [(&str, Reader); 45] = [
    ("action plan", document::<ActionPlan>),
    ("backlog", document::<Backlog>),
    ("coach", document::<Coach>),
    ("code book", document::<CodeBook>),
    ("consents", document::<Consents>),
    ("dossier", document::<Dossier>),
    ("framework", document::<Framework>),
    ("functions", document::<Functions>),
    ("learning plan", document::<LearningPlan>),
    ("learning question", document::<LearningQuestion>),
    ("members", document::<Memberships>),
    ("records", document::<Records>),
    ("register", document::<Register>),
    ("roster", document::<Cohort>),
    ("thread", document::<Thread>),
    ("framework, TOML", |file| told(Framework::from_toml(&text(file)))),
    ("functions, TOML", |file| told(Functions::from_toml(&text(file)))),
    ("register, TOML", |file| told(Register::from_toml(&text(file)))),
    ("design, TOML", |file| told(Design::from_toml(&text(file)))),
    ("design, JSON", |file| told(Design::from_json(&text(file)))),
    ("targets, TOML", |file| told(Targets::from_toml(&text(file), &framework()))),
    ("targets, JSON", |file| told(Targets::from_json(&text(file), &framework()))),
    ("offers, TOML", |file| told(Offers::from_toml(&text(file), &framework(), &roster()))),
    ("offers, JSON", |file| told(Offers::from_json(&text(file), &framework(), &roster()))),
    ("portfolio", |file| told(verify(Form::Json, file))),
    ("journal", |file| match Journal::read(file) {
        Ok(read) => read.broken.map_or(Ok(()), |broken| Err(broken.to_string())),
        Err(problem) => Err(problem.to_string()),
    }),
    ("access code", |file| told(AccessCode::parse(&text(file)))),
    ("roster, CSV", |file| told(read_roster(file, &RosterColumns::default()))),
    ("roster, XLSX", |file| told(read_roster_xlsx(file, None, &RosterColumns::default()))),
    ("id sets, CSV", |file| told(read_id_sets(file, &roster()))),
    ("meetings, CSV", |file| told(read_met(file, &roster()))),
    ("members, CSV", |file| told(read_memberships(file, &roster()))),
    ("attendance, CSV", |file| told(read_attendance(file, &roster()))),
    ("resources, CSV", |file| told(read_resources(file))),
    ("CASE package", |file| told(CaseDocument::from_json(&text(file)))),
    ("SCIM users", |file| told(read_scim_users(&[&text(file)], &ScimRules::default()))),
    ("ESCO skills", |file| told(read_esco_skills(file))),
    ("O*NET ratings", |file| told(read_onet_ratings(file))),
    ("instrument", |file| told(Instrument::from_json(&text(file)))),
    ("responses, CSV", |file| told(Responses::from_csv(&instrument(), file))),
    ("ballots, CSV", |file| told(Ballots::from_csv(BallotKind::Approval, file))),
    ("item bank", |file| told(ItemBank::from_json(&text(file)))),
    ("test state", |file| told(TestState::from_json(&text(file)))),
    ("school holidays", |file| told(SchoolHolidays::from_toml(&text(file)))),
    ("methods", |file| told(MethodCatalogue::from_toml(&text(file)))),
];

/// What hosts read with `serde` themselves.
const TYPES: [(&str, Reader); 6] = [
    ("group rules", |file| told(serde_json::from_slice::<Rules>(file))),
    ("group certificate", |file| told(serde_json::from_slice::<groups::Certificate>(file))),
    ("history", |file| told(serde_json::from_slice::<History>(file))),
    ("issued calendar", |file| told(serde_json::from_slice::<Issued>(file))),
    ("snapshot", |file| told(serde_json::from_slice::<Snapshot>(file))),
    ("season certificate", |file| told(serde_json::from_slice::<why_not::Certificate>(file))),
];

fn readers() -> impl Iterator<Item = (&'static str, Reader)> {
    READERS.into_iter().chain(TYPES)
}

#[test]
fn nothing_in_a_file_goes_unanswered() {
    let deep = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    let dotted = "a.".repeat(9_999) + "a";
    let files: Vec<Vec<u8>> = [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!("{{\"version\":1,\"x\":{}}}", deep("[", "]")),
        format!("version = 1\nx = {}", deep("[", "]")),
        format!("version = 1\nx = {}", deep("{ a = ", " }")),
        format!("{dotted} = 1"),
        format!("[{dotted}]\n"),
        "[[a]]\n".repeat(10_000),
        "\"".repeat(10_001),
        ",".repeat(100_000),
        "id,a\n".to_owned() + &"x,y\n".repeat(10_000),
        "{\"version\":1e999}".to_owned(),
        "{\"version\":18446744073709551616}".to_owned(),
        "version = 99999999999999999999".to_owned(),
        "\u{feff}".to_owned(),
        "\0".repeat(1000),
        "null".to_owned(),
        String::new(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .chain([vec![0xff; 1000], b"PK\x03\x04".repeat(300)])
    .collect();
    for (name, read) in readers() {
        for file in &files {
            if let Err(told) = read(file) {
                assert!(!told.trim().is_empty(), "{name}");
            }
        }
        // To a table one line of any text is its header; this is no text.
        assert!(read(&[0xff; 1000]).is_err(), "{name}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let file = b"{\"version\":1,\"version\":1}";
    for (name, read) in readers().filter(|(name, _)| !name.contains("CSV") && *name != "snapshot") {
        assert!(read(file).is_err(), "{name}");
    }
}

/// Documents that are well formed and cannot be meant, with the id that the error must name.
const CONTRADICTIONS: [(&str, &str, &str); 14] = [
    (
        "framework",
        r#"{"version":1,"id":"f","title":"F","levels":[{"title":"1"},{"title":"2"}],
            "competencies":[{"id":"same","title":"A"},{"id":"same","title":"B"}]}"#,
        "same",
    ),
    (
        "framework",
        r#"{"version":1,"id":"f","title":"F","levels":[{"title":"1"},{"title":"2"}],
            "domains":[{"id":"round","title":"A","part_of":["about"]},{"id":"about","title":"B","part_of":["round"]}],
            "competencies":[{"id":"c","title":"C","part_of":["about"]}]}"#,
        "round",
    ),
    (
        "framework",
        r#"{"version":1,"id":"f","title":"F","levels":[{"title":"1"},{"title":"2"}],
            "competencies":[{"id":"c","title":"C"}],
            "associations":[{"competency":"nowhere","concept":"https://example.org/1","relation":"exact"}]}"#,
        "nowhere",
    ),
    ("roster", r#"{"version":1,"participants":[{"id":"same"},{"id":"same"}]}"#, "same"),
    ("roster", r#"{"version":1,"participants":[{"id":"a","manager":"nowhere"}]}"#, "nowhere"),
    (
        "functions",
        r#"{"version":1,"id":"v","title":"V","functions":[{"id":"same","title":"A"},{"id":"same","title":"B"}]}"#,
        "same",
    ),
    ("backlog", r#"{"version":1,"topics":{},"merged":{"a":"nowhere"}}"#, "nowhere"),
    (
        "thread",
        r#"{"version":1,"title":"t","posts":[{"author":"a","on":"2027-01-01","words":"x","reply_to":7,"state":"shown"}]}"#,
        "7",
    ),
    (
        "CASE package",
        r#"{"CFDocument":{"identifier":"d","title":"D"},
            "CFItems":[{"identifier":"i1","fullStatement":"One"},{"identifier":"i2","fullStatement":"Two"}],
            "CFAssociations":[
                {"identifier":"l1","associationType":"isChildOf","originNodeURI":{"identifier":"i1"},"destinationNodeURI":{"identifier":"i2"}},
                {"identifier":"l2","associationType":"isChildOf","originNodeURI":{"identifier":"i2"},"destinationNodeURI":{"identifier":"i1"}}]}"#,
        "i1",
    ),
    (
        "instrument",
        r#"{"version":1,"id":"s","formats":{"f":{"min":1,"max":5}},"items":[{"id":"q","format":"nowhere"}],
            "scales":[{"id":"s","items":["q"]}]}"#,
        "nowhere",
    ),
    (
        "item bank",
        r#"{"version":1,"items":[{"id":"same","model":"rasch","b":0},{"id":"same","model":"rasch","b":1}]}"#,
        "same",
    ),
    (
        "history",
        r#"{"version":1,"subject":"p","steady":false,"floors":[],
            "sums":[{"figure":"mean","terms":[[{"rater":"nowhere","quantity":{"answer":"q"}},1]]}]}"#,
        "nowhere",
    ),
    ("group rules", r#"{"version":1,"sizes":{"count":2},"together":[["same","same"]]}"#, "same"),
    (
        "instrument",
        r#"{"version":1,"id":"s","formats":{"same":{"min":1,"max":5},"same":{"min":1,"max":4}},"items":[],"scales":[]}"#,
        "same",
    ),
];

#[test]
fn clashing_ids_ways_to_nowhere_and_circles_are_named() {
    for (name, file, named) in CONTRADICTIONS {
        let (_, read) = readers().find(|(other, _)| *other == name).unwrap();
        let told = read(file.as_bytes()).unwrap_err();
        assert!(told.contains(named), "{name}: {told}");
    }
}

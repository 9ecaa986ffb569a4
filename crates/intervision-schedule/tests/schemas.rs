//! `docs/schemas/`: the JSON Schemas of the documents that this crate reads agree with their readers.

#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

#[path = "../../../docs/schemas/agree.rs"]
mod agree;
#[path = "../../../docs/schemas/tables.rs"]
mod tables;

use agree::{Refused, agree, as_json, read};
use intervision_schedule::calendar::{CalendarError, SchoolHolidays};
use intervision_schedule::change::{Issued, Snapshot};
use intervision_schedule::methods::{MethodCatalogue, MethodError};
use intervision_schedule::why_not::Certificate;
use serde_json::{Value, json};
use tables::{from_toml, to_toml};

#[test]
fn catalogues_of_methods() {
    let document = from_toml(&read("crates/intervision-schedule/data/methods.toml"));
    agree("methods", &[document], |value| {
        MethodCatalogue::from_toml(&to_toml(value)).map(drop).map_err(|error| match error {
            MethodError::Document { message } => Refused::Shape(message),
            other => Refused::Meaning(other.to_string()),
        })
    });
}

#[test]
fn lists_of_school_holidays() {
    let document = from_toml(&read("crates/intervision-schedule/data/school-holidays.toml"));
    agree("school-holidays", &[document], |value| {
        SchoolHolidays::from_toml(&to_toml(value)).map(drop).map_err(|error| match error {
            CalendarError::Document { message } => Refused::Shape(message),
            other => Refused::Meaning(other.to_string()),
        })
    });
}

fn standing() -> Value {
    json!({ "title": "Meeting 1", "span": { "start": "2027-03-09T09:00:00", "end": "2027-03-09T12:00:00" },
        "people": ["p1", "p2"], "places": ["room"], "resources": ["facilitator"] })
}

#[test]
fn snapshots() {
    agree(
        "timetable-snapshot",
        &[json!({ "m1": standing(), "m2": standing() })],
        as_json::<Snapshot>,
    );
}

#[test]
fn what_calendars_were_told() {
    let sessions = json!({
        "m1": { "sequence": 2, "standing": standing() },
        "m2": { "sequence": 1, "standing": null },
        "m3": { "sequence": 0 },
    });
    let sent = [
        json!({ "version": 1, "sessions": sessions }),
        json!({ "version": 1, "sender": "pit-stop@example.org", "sessions": sessions }),
    ];
    agree("issued-calendar", &sent, as_json::<Issued>);
}

#[test]
fn certificates_of_seasons() {
    let rules = json!([
        { "window": { "session": 0 } },
        { "attends": { "session": 0, "member": 3 } },
        { "calendar": { "party": { "member": 3 } } },
        { "calendar": { "party": { "resource": 1 } } },
        { "relation": { "relation": 2 } },
        { "need": { "session": 0, "need": 1 } },
        { "load": { "resource": 1 } },
    ]);
    let day = "2027-03-09";
    let proofs = [
        json!({ "lacking": { "session": 0, "need": 1, "needed": 2, "available": 1 } }),
        json!({ "no_start": { "session": 0, "starts": 4,
            "blocked": [{ "by": { "window": { "session": 0 } }, "starts": 3 }] } }),
        json!({ "circle": { "steps": [
            { "from": { "session": 0, "day": day } },
            { "at_least": { "relation": 2 } },
            { "at_most": { "relation": 3 } },
            { "by": { "session": 1, "day": day } },
        ] } }),
        json!({ "crowd": { "whom": { "member": 3 }, "sessions": [0, 1], "first": day, "last": day,
            "needed": 2, "available": 1 } }),
        json!({ "crowd": { "whom": { "pool": [0, 1] }, "sessions": [0, 1], "first": day, "last": day,
            "needed": 2, "available": 1 } }),
        json!({ "order": { "sessions": [0, 1] } }),
        json!({ "tree": { "branches": [0, 1, 0] } }),
    ];
    let documents = proofs.map(|proof| json!({ "rules": rules.clone(), "proof": proof }));
    agree("season-certificate", &documents, as_json::<Certificate>);
}

//! `docs/schemas/`: the JSON Schemas of the documents that this crate reads agree with their readers.

#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

#[path = "../../../docs/schemas/agree.rs"]
mod agree;

use agree::{Refused, agree, as_json, read};
use intervision_assess::adaptive::TestState;
use intervision_assess::irt::ItemBank;
use intervision_assess::multirater::History;
use intervision_assess::{AssessError, Instrument};
use serde_json::{Value, json};

/// What these readers say is about the shape of a document, or about what stands in it.
fn told<T>(read: Result<T, AssessError>) -> Result<(), Refused> {
    match read {
        Ok(_) => Ok(()),
        Err(AssessError::Document { message }) => Err(Refused::Shape(message)),
        Err(other) => Err(Refused::Meaning(other.to_string())),
    }
}

fn shipped(path: &str) -> Value {
    serde_json::from_str(&read(&format!("examples/data/{path}"))).unwrap()
}

#[test]
fn instruments() {
    let everything = json!({
        "version": 1,
        "id": "short",
        "title": "Short form",
        "formats": {
            "agreement": { "min": 1, "max": 3, "labels": ["no", "so-so", "yes"], "not_observed": "not seen" },
            "yes or no": { "min": 0, "max": 1 },
        },
        "items": [
            { "id": "q1", "text": "I ask.", "format": "agreement" },
            { "id": "q2", "format": "agreement" },
            { "id": "q3", "format": "yes or no" },
        ],
        "scales": [
            {
                "id": "asking",
                "title": "Asking",
                "competency": "asking",
                "items": ["q1", { "item": "q2", "key": -1, "weight": 0.5 }],
                "missing": { "min_answered": 1 },
                "levels": [[0.0, 1.0], [1.0, 4.0]],
                "behaviours": [{ "level": 1.0, "text": "Asks." }],
            },
            { "id": "whole", "items": ["q3"], "missing": "complete" },
            { "id": "half", "items": ["q3"], "missing": { "min_fraction": 0.5 } },
        ],
        "levels": [[0.0, 1.0], [1.0, 5.0]],
        "targets": { "everyone": { "asking": 3.5 } },
    });
    let shipped = ["adaptive", "intervision-track", "pit-stop", "talent-100-days"]
        .map(|programme| shipped(&format!("{programme}/instrument.json")));
    let documents: Vec<Value> = std::iter::once(everything).chain(shipped).collect();
    agree("instrument", &documents, |value| told(Instrument::from_json(&value.to_string())));
}

#[test]
fn item_banks() {
    let everything = json!({ "version": 1, "population": { "mean": 0.0, "sd": 1.2 }, "items": [
        { "id": "q1", "model": "rasch", "b": -0.4 },
        { "id": "q2", "model": "1pl", "a": 1.0, "b": -0.4 },
        { "id": "q3", "model": "2pl", "a": 1.1, "b": -0.4 },
        { "id": "q4", "model": "3pl", "a": 1.1, "b": -0.4, "c": 0.2 },
        { "id": "q5", "model": "4pl", "a": 1.1, "b": -0.4, "c": 0.2, "d": 0.9 },
        { "id": "q6", "model": "grm", "a": 1.3, "b": [-1.8, 0.2] },
        { "id": "q7", "model": "pcm", "b": [-1.8, 0.2] },
        { "id": "q8", "model": "rsm", "b": 0.1, "steps": [-0.5, 0.5] },
        { "id": "q9", "model": "gpcm", "a": 1.3, "b": [-1.8, 0.2] },
        { "id": "q10", "model": "nrm", "a": [0.0, 1.0], "c": [0.0, 0.3] },
    ] });
    let documents = [everything, shipped("adaptive/bank.json")];
    agree("item-bank", &documents, |value| told(ItemBank::from_json(&value.to_string())));
}

#[test]
fn states_of_adaptive_tests() {
    let document = json!({ "version": 1, "bank": "0a", "seed": 7, "answers": [["q1", 1], ["q2", 0]],
        "asked": "q3", "put_aside": ["q4"] });
    agree("test-state", &[document], |value| told(TestState::from_json(&value.to_string())));
}

#[test]
fn histories_of_what_was_published() {
    let by = |rater: &str, quantity: Value| json!({ "rater": rater, "occasion": "2027-02-01", "quantity": quantity });
    let document = json!({ "version": 1, "subject": "p1", "steady": true,
        "floors": [{ "rater": "r1", "occasion": "2027-02-01", "floor": 3 }, { "rater": "r2", "floor": 3 }],
        "sums": [{ "figure": "mean", "terms": [
            [by("r1", json!({ "answer": "q1" })), 1],
            [by("r1", json!({ "square_of_item": "q1" })), -2],
            [by("r1", json!({ "square_of_scale": "s1" })), 1],
            [{ "rater": "r2", "occasion": null, "quantity": { "answer": "q1" } }, 1],
        ] }],
    });
    agree("publication-history", &[document], as_json::<History>);
}

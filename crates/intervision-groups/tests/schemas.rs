//! `docs/schemas/`: the JSON Schemas of the documents that this crate reads agree with their readers.

#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

#[path = "../../../docs/schemas/agree.rs"]
mod agree;
mod common;

use agree::{agree, as_json};
use common::{advisers, form};
use intervision_groups::{Certificate, Pairs, Rules, RulesBuilder, RulesDocument, Sizes};
use serde_json::{Value, json};

/// Rules that say everything that rules can say.
fn everything() -> Value {
    json!({
        "version": 1,
        "sizes": { "count": 3 },
        "wishes": [
            { "attribute": "function", "direction": "mix" },
            { "attribute": "unit", "direction": "match", "weight": 2.0, "level": 2 },
            { "attribute": "years", "direction": "balance", "weight": 0.5 },
            { "attribute": "region", "direction": "not_alone", "category": "north", "at_least": 3 },
        ],
        "pairs": [
            { "name": "met", "direction": "avoid", "weight": 1.0, "level": 1 },
            { "name": "friends", "direction": "seek" },
        ],
        "themes": { "names": ["x", "y", "z"], "weight": 1.5, "level": 2 },
        "aggregate": "total",
        "together": [["m001", "m002"]],
        "apart": [["m003", "m004"]],
        "manager_steps": 1,
        "pins": [{ "id": "m005", "group": 2 }],
        "locks": ["m006"],
        "quotas": [{ "attribute": "function", "category": "head", "at_least": 1, "at_most": 2 }],
        "common_slots": 2,
        "waiting_list": { "at_most": 2, "seat": ["m001"], "priority": "years" },
    })
}

#[test]
fn group_rules() {
    let mut documents = vec![everything()];
    for sizes in [
        json!({ "count_between": { "count": 3, "min": 2, "max": 5 } }),
        json!({ "size": { "size": 8, "remainder": "larger" } }),
        json!({ "between": { "min": 2, "max": 5 } }),
        json!({ "listed": [4, 5] }),
        json!({ "listed_between": [[3, 4], [4, 5]] }),
    ] {
        documents.push(json!({ "version": 1, "sizes": sizes }));
    }
    for document in &documents {
        Rules::try_from(serde_json::from_value::<RulesDocument>(document.clone()).unwrap())
            .unwrap();
    }
    agree("group-rules", &documents, as_json::<RulesDocument>);
}

#[test]
fn group_certificates() {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let outcome = form(&rules, &advisers(), &Pairs::new()).unwrap();
    let made = serde_json::to_value(outcome.certificate()).unwrap();
    let mut more = made.clone();
    more["waiting"] = json!(["m001"]);
    more["levels"] = json!([{ "level": 1, "value": 2.0, "bound": 1.5 }]);
    more["relaxation"] = json!({ "exponent": -3, "prices": [4, -7] });
    agree("group-certificate", &[made, more], as_json::<Certificate>);
}

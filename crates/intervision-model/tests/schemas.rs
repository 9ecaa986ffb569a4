//! `docs/schemas/`: JSON Schemas (2020-12) of the documents that this crate reads. They agree with the readers: on every document
//! that ships, and on every document that differs from one of those in one place.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use intervision_core::Rating;
use intervision_model::access_code::CodeBook;
use intervision_model::coaching::{Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::{
    Framework, FrameworkDraft, MeasurementsDraft, TargetDraft, Targets,
};
use intervision_model::design::{Design, DesignDraft};
use intervision_model::forum::Thread;
use intervision_model::learning::{
    ActionPlan, ActionStep, LearningNeed, LearningPlan, LearningQuestion, OffersDraft, PlanOptions,
};
use intervision_model::portfolio::{
    Badge, Document, Evidence, Measured, Plan, Portfolio, PortfolioDraft, Programme, Reflection,
    Strength, Words,
};
use intervision_model::privacy::{Consents, Records, Register};
use intervision_model::{FunctionsDraft, Memberships};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

fn read(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap()
}

struct Schema(Value);

impl Schema {
    fn named(name: &str) -> Self {
        Schema(serde_json::from_str(&read(&format!("docs/schemas/{name}.schema.json"))).unwrap())
    }

    fn accepts(&self, document: &Value) -> bool {
        self.fits(&self.0, document)
    }

    /// The keywords that the schemas use, by the standard's rules; any other fails the test.
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        schema.as_object().unwrap().iter().all(|(keyword, said)| match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => {
                let name = said.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                self.fits(&self.0["$defs"][name], value)
            }
            "type" => match said.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                other => panic!("type {other}"),
            },
            "const" => said == value,
            "enum" => said.as_array().unwrap().contains(value),
            "anyOf" => said.as_array().unwrap().iter().any(|one| self.fits(one, value)),
            "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
            "minItems" => {
                value.as_array().is_none_or(|list| list.len() as u64 >= said.as_u64().unwrap())
            }
            "items" => value.as_array().is_none_or(|list| list.iter().all(|v| self.fits(said, v))),
            "required" => value.as_object().is_none_or(|fields| {
                said.as_array()
                    .unwrap()
                    .iter()
                    .all(|key| fields.contains_key(key.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|fields| {
                said.as_object()
                    .unwrap()
                    .iter()
                    .all(|(key, inner)| fields.get(key).is_none_or(|value| self.fits(inner, value)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|fields| {
                let none = Map::new();
                let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
                let mut rest = fields.iter().filter(|(key, _)| !known.contains_key(*key));
                rest.all(|(_, value)| said != &json!(false) && self.fits(said, value))
            }),
            other => panic!("keyword {other}"),
        })
    }
}

/// Every document that differs in one place: a field too many or too few, or a value of another kind.
fn mutants(value: &Value) -> Vec<Value> {
    let wrong = match value {
        Value::String(_) => json!(7.5),
        Value::Array(_) => json!({}),
        _ => json!("seven"),
    };
    let mut all = vec![wrong];
    match value {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("surplus".to_owned(), json!(["x"]));
            all.push(Value::Object(more));
            for (key, inner) in fields {
                let mut fewer = fields.clone();
                fewer.remove(key);
                all.push(Value::Object(fewer));
                for mutant in mutants(inner) {
                    let mut changed = fields.clone();
                    changed.insert(key.clone(), mutant);
                    all.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                for mutant in mutants(inner) {
                    let mut changed = items.clone();
                    changed[place] = mutant;
                    all.push(Value::Array(changed));
                }
            }
        }
        _ => {}
    }
    all
}

/// Checks that the schema takes the document, and of its mutants those that the reader takes.
fn agree<T: DeserializeOwned>(name: &str, document: &Value) {
    let schema = Schema::named(name);
    assert!(schema.accepts(document), "{name}: {document}");
    let mut refused = 0;
    for mutant in mutants(document) {
        let reads = serde_json::from_value::<T>(mutant.clone());
        let accepts = schema.accepts(&mutant);
        assert_eq!(accepts, reads.is_ok(), "{name}: {:?}\n{mutant:#}", reads.err());
        refused += usize::from(!accepts);
    }
    assert!(refused > 10, "{name}: {refused} refused");
}

#[test]
fn frameworks() {
    for programme in ["pit-stop", "intervision-track"] {
        let text = read(&format!("examples/data/{programme}/framework.toml"));
        let draft = FrameworkDraft::from(Framework::from_toml(&text).unwrap());
        agree::<FrameworkDraft>("framework", &serde_json::to_value(draft).unwrap());
    }
}

#[test]
fn target_profiles() {
    for programme in ["pit-stop", "intervision-track"] {
        let file = |name| read(&format!("examples/data/{programme}/{name}.toml"));
        let framework = Framework::from_toml(&file("framework")).unwrap();
        let targets = Targets::from_toml(&file("profile"), &framework).unwrap();
        let draft = TargetDraft {
            version: Targets::VERSION,
            framework: framework.id().to_owned(),
            profiles: targets.profiles().to_vec(),
        };
        let mut value = serde_json::to_value(draft).unwrap();
        agree::<TargetDraft>("target-profile", &value);
        // Names in a table are anybody's; what stands beside them is not.
        value["profiles"][0]["importance"] = json!({ "surplus": 2 });
        assert!(Schema::named("target-profile").accepts(&value));
    }
}

#[test]
fn programme_designs() {
    for programme in ["pit-stop", "intervision-track", "community", "retreat"] {
        let text = read(&format!("examples/data/{programme}/programme.toml"));
        let design = Design::from_toml(&text).unwrap();
        agree::<DesignDraft>("programme-design", &serde_json::to_value(design).unwrap());
    }
    let circle = include_str!("golden/circle.json");
    agree::<DesignDraft>("programme-design", &serde_json::from_str(circle).unwrap());
}

/// A design with every section that is optional.
#[test]
fn designs_with_content_coaching_themes_and_portfolios() {
    let gate = json!({ "from_day": 2, "after": ["letter", "talk"], "either": true });
    let design = json!({
        "version": 1,
        "id": "talent",
        "title": "Talent",
        "season": { "start": "2027-01-11", "end": "2027-04-20" },
        "phases": [{ "id": "look", "title": "Look", "gate": gate }],
        "sessions": [{
            "id": "talk",
            "title": "Talk",
            "phase": "look",
            "audience": { "individual": "everyone" },
            "minutes": 60,
            "needs": [{ "kind": "coach" }],
        }],
        "content": {
            "required": [{ "kind": "assignment", "mode": "online", "company": "group" }],
            "items": [{
                "id": "letter",
                "title": "A letter",
                "kind": "assignment",
                "mode": "online",
                "company": "group",
                "phase": "look",
                "gate": gate,
                "quorum": 3,
            }],
        },
        "coaching": { "certificates": ["coach"], "sessions": ["talk"], "kind": "coach" },
        "scored_themes": [
            { "id": "talent", "title": "Talent", "competencies": ["creating"], "strengths": true },
        ],
        "portfolio": {
            "strengths": 2,
            "expected_level": 3.0,
            "spread": 0.8,
            "badges": [{
                "id": "done",
                "name": "Done",
                "description": "It is done.",
                "criteria": "Do it.",
                "after": ["letter"],
            }],
        },
    });
    Design::from_json(&design.to_string()).unwrap();
    agree::<DesignDraft>("programme-design", &design);
}

#[test]
fn portfolios() {
    let day = NaiveDate::from_ymd_opt(2027, 4, 20).unwrap();
    let programme = Programme { id: "talent".into(), title: "Talent".into(), start: day, end: day };
    let mut draft = PortfolioDraft::new("p07", programme, day);
    let text = || "text".to_owned();
    draft.strengths.push(Strength {
        competency: text(),
        title: text(),
        level: Some(3.5),
        probability: Some(0.5),
    });
    draft.evidence.push(Evidence {
        on: day,
        title: text(),
        narrative: text(),
        competency: Some(text()),
    });
    draft.reflections.push(Reflection { on: day, question: Some(text()), text: text() });
    draft.results.push(Measured {
        scale: text(),
        on: day,
        level: 3.5,
        standard_error: Some(0.5),
        top: 5.0,
    });
    let step = ActionStep { id: text(), what: text(), due: day, done: Some(day) };
    draft.plans.push(Plan { goal: text(), steps: vec![step] });
    draft.badges.push(Badge {
        id: text(),
        name: text(),
        description: text(),
        criteria: text(),
        on: day,
    });
    let files = Portfolio::new(draft, []).unwrap().export(&Words::ENGLISH).unwrap();
    let mut value: Value = serde_json::from_str(&files.json).unwrap();
    value["parts"]["badges"]["content"]["record"] = json!("00");
    agree::<Document>("portfolio", &value);
}

#[test]
fn learning_plans() {
    let file = |name| read(&format!("examples/data/intervision-track/{name}.toml"));
    let framework = Framework::from_toml(&file("framework")).unwrap();
    let design = Design::from_toml(&file("programme")).unwrap();
    let needs: Vec<LearningNeed> = framework
        .competencies()
        .iter()
        .map(|c| LearningNeed::new(c.id.as_str(), Some(Rating::measured(2.0, 0.3)), 4.0, 2.0))
        .collect();
    let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
    let plan = LearningPlan::draft("a07", &needs, &framework, &design, day, PlanOptions::default());
    assert!(plan.goals.iter().any(|goal| !goal.activities.is_empty()));
    agree::<LearningPlan>("learning-plan", &serde_json::to_value(plan).unwrap());
}

#[test]
fn a_version_to_come_is_refused() {
    let text = read("examples/data/pit-stop/framework.toml");
    let draft = FrameworkDraft::from(Framework::from_toml(&text).unwrap());
    let mut value = serde_json::to_value(draft).unwrap();
    value["version"] = json!(2);
    assert!(!Schema::named("framework").accepts(&value));
}

#[test]
fn what_people_do_offer_and_show() {
    agree::<FunctionsDraft>(
        "function-catalogue",
        &json!({ "version": 1, "id": "vliet", "title": "Vliet", "functions": [
            { "id": "clerk", "title": "Clerk" },
            { "id": "adviser", "title": "Adviser", "scheme": "S", "code": "A1", "series": "Advice", "group": "Policy", "scale": 11 },
        ] }),
    );
    agree::<OffersDraft>(
        "offers",
        &json!({ "version": 1, "framework": "advice", "offers": [
            { "participant": "a" },
            { "participant": "b", "helps_at_most": 2,
              "strengths": [{ "competency": "influence", "level": 3.5, "weight": 0.5 }, { "competency": "listening" }],
              "preferences": { "themes": { "ranked": ["x"], "refused": ["y"] } } },
        ] }),
    );
    agree::<MeasurementsDraft>(
        "measurements",
        &json!({ "version": 1, "framework": "advice", "people": { "a": [
            { "competency": "influence", "rating": { "level": 2.5, "standard_error": 0.2 }, "on": "2027-01-11", "source": "self", "instrument": "short form" },
            { "competency": "influence", "rating": { "level": 2.0, "standard_error": null }, "on": "2027-01-12", "source": "peers" },
        ] } }),
    );
}

#[test]
fn what_belongs_to_people() {
    agree::<Register>(
        "register",
        &json!({ "version": 1, "controller": "Vliet",
            "purposes": [{ "id": "learning", "title": "Learning", "ground": "consent", "keep": { "days": 30, "after": "left" } }],
            "fields": [{ "id": "plan", "holds": "A plan", "purpose": "learning", "widest": "group" }] }),
    );
    agree::<Consents>(
        "consents",
        &json!({ "version": 1, "decisions": { "a": { "learning": [{ "given": true, "on": "2027-01-01" }] } } }),
    );
    let entry = |content: Value| {
        json!({ "field": "plan", "about": "a", "content": content, "on": "2027-01-01", "visibility": "pair",
            "author": { "id": "b", "role": "coach" } })
    };
    agree::<Records>(
        "records",
        &json!({ "version": 1,
            "records": [
                { "entry": entry(json!({ "text": "x" })) },
                { "entry": entry(json!({ "number": 2.5 })), "corrections": [{ "before": "erased", "on": "2027-01-02" }] },
            ],
            "tombstones": [{ "id": "erased-1", "on": "2027-01-01", "texts": 2, "numbers": 0 }] }),
    );
    agree::<Memberships>(
        "members",
        &json!({ "version": 1, "stays": { "a": [{ "from": "2027-01-01", "until": "2027-02-01" }], "b": [{ "from": "2027-03-01" }] } }),
    );
    agree::<CodeBook>(
        "code-book",
        &json!({ "version": 1, "codes": [
            { "hash": "0a".repeat(32), "holder": "a", "from": "2027-01-01", "until": "2027-02-01", "revoked": "2027-01-09" },
        ] }),
    );
}

#[test]
fn what_people_want_and_do() {
    agree::<LearningQuestion>(
        "learning-question",
        &json!({ "version": 1, "owner": "a", "wordings": [{ "words": "Why?", "on": "2027-01-01" }],
            "ties": [{ "competency": "influence" }, { "challenge": "housing" }] }),
    );
    agree::<ActionPlan>(
        "action-plan",
        &json!({ "version": 1, "owner": "a", "steps": [
            { "id": "ask", "what": "Ask", "due": "2027-01-01", "done": "2027-01-02" },
            { "id": "try", "what": "Try", "due": "2027-01-01" },
        ] }),
    );
    agree::<Coach>(
        "coach",
        &json!({ "id": "c", "certificates": [{ "kind": "coach", "from": "2027-01-01", "until": "2027-12-31" }] }),
    );
    agree::<Dossier>(
        "coaching-dossier",
        &json!({ "version": 1, "coach": "c", "coachee": "a",
            "course": { "of": "c with a", "taken": [{ "step": "agreed", "on": "2027-01-01" }] },
            "conversations": [{ "on": "2027-01-02", "by": "c", "note": "x" }] }),
    );
}

#[test]
fn what_is_talked_about() {
    agree::<Backlog>(
        "topic-backlog",
        &json!({ "version": 1, "topics": {
            "egos": { "title": "Egos", "added": "2027-01-01", "tags": ["people"], "merged": ["Ego"], "said": ["x"],
                "course": { "of": "egos", "taken": [{ "step": "parked", "on": "2027-01-02" }] } },
        }, "merged": {} }),
    );
    agree::<Thread>(
        "thread",
        &json!({ "version": 1, "title": "Cases", "groups": ["north"], "posts": [
            { "author": "a", "on": "2027-01-01", "words": "x", "state": "shown" },
            { "author": "b", "on": "2027-01-02", "words": "y", "reply_to": 0, "state": { "hidden": { "by": "f", "reason": "rude" } } },
        ] }),
    );
}

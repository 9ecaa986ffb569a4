//! `docs/schemas/`: JSON Schemas (2020-12) of the documents that this crate reads. They agree with the readers: on every document
//! that ships, and on every document that differs from one of those in one place.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its data, or a schema with a word it does not know, has failed"
)]

#[path = "../../../docs/schemas/agree.rs"]
mod agree;
#[path = "../../../docs/schemas/tables.rs"]
mod tables;

use agree::{Schema, agree, as_json, exists, read};
use chrono::NaiveDate;
use intervision_core::Rating;
use intervision_model::access_code::CodeBook;
use intervision_model::coaching::{Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::{Framework, FrameworkDraft, MeasurementsDraft, TargetDraft};
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
use intervision_model::{Cohort, FunctionsDraft, Memberships};
use serde_json::{Value, json};
use tables::from_toml;

/// Everything of one kind that ships, as the JSON that says the same.
fn shipped(name: &str) -> Vec<Value> {
    let programmes = ["community", "intervision-track", "pit-stop", "retreat", "talent-100-days"];
    let paths = programmes.map(|programme| format!("examples/data/{programme}/{name}.toml"));
    let found: Vec<Value> =
        paths.iter().filter(|path| exists(path)).map(|path| from_toml(&read(path))).collect();
    assert!(!found.is_empty(), "no {name}.toml ships");
    found
}

#[test]
fn frameworks() {
    let mut documents = shipped("framework");
    documents.push(json!({
        "version": 1,
        "id": "advice",
        "title": "Advice",
        "levels": [{ "title": "One" }, { "title": "Two", "description": "x" }],
        "domains": [
            { "id": "work", "title": "Work" },
            { "id": "people", "title": "People", "description": "x", "part_of": ["work"] },
        ],
        "competencies": [{
            "id": "influence",
            "title": "Influence",
            "description": "x",
            "part_of": ["people"],
            "anchors": ["a", "b"],
            "indicators": [{ "level": 2, "behaviour": "Asks." }],
        }],
        "associations": [{ "competency": "influence", "concept": "https://example.org/7", "relation": "broad" }],
    }));
    agree("framework", &documents, as_json::<FrameworkDraft>);
}

#[test]
fn target_profiles() {
    let mut documents = shipped("profile");
    let mut anybody = documents[0].clone();
    // Names in a table are anybody's; what stands beside them is not.
    anybody["profiles"][0]["importance"] = json!({ "surplus": 2 });
    documents.push(anybody);
    agree("target-profile", &documents, as_json::<TargetDraft>);
}

#[test]
fn programme_designs() {
    let mut documents = shipped("programme");
    documents.push(serde_json::from_str(include_str!("golden/circle.json")).unwrap());
    documents.push(optional_sections());
    for design in &mut documents {
        if let Some(teams) = design.get_mut("theme_teams") {
            teams["brings"] = json!({ "text": 1, "image": 1, "audio": 1, "video": 1 });
        }
        if let Some(evaluation) = design.get_mut("evaluation") {
            evaluation["floor"] = json!(5);
        }
        if let Some(quota) = design.pointer_mut("/groups/quotas/0") {
            quota["category"] = json!("head");
            quota["at_least"] = json!(1);
        }
    }
    for design in &documents {
        Design::from_json(&design.to_string()).unwrap();
    }
    agree("programme-design", &documents, as_json::<DesignDraft>);
}

/// A design with content, coaching, themes and portfolios.
fn optional_sections() -> Value {
    let gate = json!({ "from_day": 2, "after": ["letter", "talk"], "either": true });
    json!({
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
    })
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
    agree("portfolio", &[value], as_json::<Document>);
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
    agree("learning-plan", &[serde_json::to_value(plan).unwrap()], as_json::<LearningPlan>);
}

#[test]
fn rosters() {
    let everything = json!({
        "version": 1,
        "columns": {
            "function": "job",
            "unit": "team",
            "manager": "boss",
            "kinds": { "years": "number", "level": { "level": ["team", "unit"] }, "skills": "tags", "job": "category" },
        },
        "keys": ["job", "team", "years", "level", "skills", "room"],
        "participants": [
            { "id": "a", "attributes": {
                "job": { "category": "head" },
                "years": { "number": 3.5 },
                "level": { "level": 1 },
                "skills": { "tags": ["x", "y"] },
                "room": "unknown",
            } },
            { "id": "b", "manager": "a" },
        ],
    });
    agree("roster", &[everything], as_json::<Cohort>);
}

#[test]
fn a_version_to_come_is_refused() {
    let mut framework = shipped("framework").remove(0);
    framework["version"] = json!(2);
    assert!(!Schema::named("framework").accepts(&framework));
}

#[test]
fn what_people_do_offer_and_show() {
    agree(
        "function-catalogue",
        &[json!({ "version": 1, "id": "vliet", "title": "Vliet", "functions": [
            { "id": "clerk", "title": "Clerk" },
            { "id": "adviser", "title": "Adviser", "scheme": "S", "code": "A1", "series": "Advice", "group": "Policy", "scale": 11 },
        ] })],
        as_json::<FunctionsDraft>,
    );
    agree(
        "offers",
        &[json!({ "version": 1, "framework": "advice", "offers": [
            { "participant": "a" },
            { "participant": "b", "helps_at_most": 2,
              "strengths": [{ "competency": "influence", "level": 3.5, "weight": 0.5 }, { "competency": "listening" }],
              "preferences": { "themes": { "ranked": ["x"], "refused": ["y"] } } },
        ] })],
        as_json::<OffersDraft>,
    );
    agree(
        "measurements",
        &[json!({ "version": 1, "framework": "advice", "people": { "a": [
            { "competency": "influence", "rating": { "level": 2.5, "standard_error": 0.2 }, "on": "2027-01-11", "source": "self", "instrument": "short form" },
            { "competency": "influence", "rating": { "level": 2.0, "standard_error": null }, "on": "2027-01-12", "source": "peers" },
        ] } })],
        as_json::<MeasurementsDraft>,
    );
}

#[test]
fn what_belongs_to_people() {
    agree(
        "register",
        &[json!({ "version": 1, "controller": "Vliet",
            "purposes": [{ "id": "learning", "title": "Learning", "ground": "consent", "keep": { "days": 30, "after": "left" } }],
            "fields": [{ "id": "plan", "holds": "A plan", "purpose": "learning", "widest": "group" }],
            "texts": { "nl": { "A plan": "Een plan" } } })],
        as_json::<Register>,
    );
    agree(
        "consents",
        &[
            json!({ "version": 1, "decisions": { "a": { "learning": [{ "given": true, "on": "2027-01-01" }] } } }),
        ],
        as_json::<Consents>,
    );
    let entry = |content: Value| {
        json!({ "field": "plan", "about": "a", "content": content, "on": "2027-01-01", "visibility": "pair",
            "author": { "id": "b", "role": "coach" } })
    };
    agree(
        "records",
        &[json!({ "version": 1,
            "records": [
                { "entry": entry(json!({ "text": "x" })) },
                { "entry": entry(json!({ "number": 2.5 })), "corrections": [{ "before": "erased", "on": "2027-01-02" }] },
            ],
            "tombstones": [{ "id": "erased-1", "on": "2027-01-01", "texts": 2, "numbers": 0 }] })],
        as_json::<Records>,
    );
    agree(
        "members",
        &[
            json!({ "version": 1, "stays": { "a": [{ "from": "2027-01-01", "until": "2027-02-01" }], "b": [{ "from": "2027-03-01" }] } }),
        ],
        as_json::<Memberships>,
    );
    agree(
        "code-book",
        &[json!({ "version": 1, "codes": [
            { "hash": "0a".repeat(32), "holder": "a", "from": "2027-01-01", "until": "2027-02-01", "revoked": "2027-01-09" },
        ] })],
        as_json::<CodeBook>,
    );
}

#[test]
fn what_people_want_and_do() {
    agree(
        "learning-question",
        &[
            json!({ "version": 1, "owner": "a", "wordings": [{ "words": "Why?", "on": "2027-01-01" }],
            "ties": [{ "competency": "influence" }, { "challenge": "housing" }] }),
        ],
        as_json::<LearningQuestion>,
    );
    agree(
        "action-plan",
        &[json!({ "version": 1, "owner": "a", "steps": [
            { "id": "ask", "what": "Ask", "due": "2027-01-01", "done": "2027-01-02" },
            { "id": "try", "what": "Try", "due": "2027-01-01" },
        ] })],
        as_json::<ActionPlan>,
    );
    agree(
        "coach",
        &[
            json!({ "id": "c", "certificates": [{ "kind": "coach", "from": "2027-01-01", "until": "2027-12-31" }] }),
        ],
        as_json::<Coach>,
    );
    agree(
        "coaching-dossier",
        &[json!({ "version": 1, "coach": "c", "coachee": "a",
            "course": { "of": "c with a", "taken": [{ "step": "agreed", "on": "2027-01-01" }], "ways": [["proposed", "agreed"]] },
            "conversations": [{ "on": "2027-01-02", "by": "c", "note": "x" }] })],
        as_json::<Dossier>,
    );
}

#[test]
fn what_is_talked_about() {
    agree(
        "topic-backlog",
        &[json!({ "version": 1, "topics": {
            "egos": { "title": "Egos", "added": "2027-01-01", "tags": ["people"], "merged": ["Ego"], "said": ["x"],
                "course": { "of": "egos", "taken": [{ "step": "parked", "on": "2027-01-02" }], "ways": [["proposed", "parked"]] } },
        }, "merged": {} })],
        as_json::<Backlog>,
    );
    agree(
        "thread",
        &[json!({ "version": 1, "title": "Cases", "groups": ["north"], "posts": [
            { "author": "a", "on": "2027-01-01", "words": "x", "state": "shown" },
            { "author": "b", "on": "2027-01-02", "words": "y", "reply_to": 0, "state": { "hidden": { "by": "f", "reason": "rude" } } },
        ] })],
        as_json::<Thread>,
    );
}

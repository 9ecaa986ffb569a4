//! What goes out about people: credentials they take along, and statements under pseudonyms.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::error::Error;

use chrono::{Days, NaiveDate, NaiveDateTime};
use intervision_model::Problems;
use intervision_model::interchange::badges::{
    Achievement, Credential, CredentialOptions, CredentialSigner, Evidence, Issuer, Outcome, Proof,
    Signed,
};
use intervision_model::interchange::xapi::{
    Pseudonyms, XapiEvent, XapiScore, XapiVerb, XapiVersion, write_xapi_statements,
};
use intervision_model::interchange::{Alignment, Match};
use proptest::prelude::*;
use serde_json::{Value, json};

fn at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 6, 30).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

fn options() -> CredentialOptions {
    let issuer = Issuer { id: "https://academy.example".into(), name: "City academy".into() };
    CredentialOptions::new(issuer, "urn:uuid:2a4bd4de-2f0e-4a86-8e6e-3d1d2b8a9f10", at())
}

fn influence() -> Achievement {
    let align = |concept: &str, relation| Alignment {
        competency: "influence".into(),
        concept: concept.into(),
        relation,
    };
    Achievement {
        kind: "Competency".into(),
        until: at().checked_add_days(Days::new(730)),
        alignments: vec![
            align("http://vocabulary.example/1", Match::Exact),
            align("http://vocabulary.example/2", Match::Broad),
        ],
        outcome: Some(Outcome { level: 3.5, top: 5.0 }),
        evidence: vec![Evidence { name: "A council".into(), narrative: "Chaired it.".into() }],
        ..Achievement::new("influence", "Influence", "Gains support.", "Shown in a case.", at())
    }
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

fn parsed(credential: &Credential) -> Value {
    serde_json::from_str(&credential.to_json().unwrap()).unwrap()
}

/// The fields that the standard asks for, by the paths of its data model.
fn assert_badge(badge: &Value) {
    assert_eq!(badge["@context"][0], "https://www.w3.org/ns/credentials/v2");
    assert_eq!(badge["@context"][1], "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
    assert_eq!(badge["type"], json!(["VerifiableCredential", "AchievementCredential"]));
    assert_eq!(badge["issuer"]["type"], json!(["Profile"]));
    assert_eq!(badge["credentialSubject"]["type"], json!(["AchievementSubject"]));
    let achievement = &badge["credentialSubject"]["achievement"];
    assert_eq!(achievement["type"], json!(["Achievement"]));
    for text in [
        &badge["id"],
        &badge["validFrom"],
        &badge["issuer"]["id"],
        &badge["credentialSubject"]["id"],
        &achievement["id"],
        &achievement["name"],
        &achievement["description"],
        &achievement["criteria"]["narrative"],
    ] {
        assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{badge}");
    }
    assert!(badge.get("proof").is_none());
}

#[test]
fn a_badge_has_what_open_badges_ask_for() {
    let badge = parsed(&Credential::badge(&influence(), &options()).unwrap());
    assert_badge(&badge);
    assert_eq!(badge["validUntil"], "2029-06-29T12:00:00Z");
    let achievement = &badge["credentialSubject"]["achievement"];
    // A broader concept does not say what was achieved.
    assert_eq!(
        achievement["alignment"],
        json!([{ "type": ["Alignment"], "targetName": "influence", "targetUrl": "http://vocabulary.example/1" }])
    );
    let result = &badge["credentialSubject"]["result"][0];
    assert_eq!(result["value"], "3.5");
    assert_eq!(result["resultDescription"], achievement["resultDescription"][0]["id"]);
    assert_eq!(achievement["resultDescription"][0]["valueMax"], "5");
    assert_eq!(badge["evidence"][0]["narrative"], "Chaired it.");
    let plain = Achievement::new("track", "Track", "Six sessions.", "Come to five.", at());
    let plain = parsed(&Credential::badge(&plain, &options()).unwrap());
    assert_badge(&plain);
    for key in ["evidence", "validUntil"] {
        assert!(plain.get(key).is_none(), "{key}");
    }
}

#[test]
fn ids_are_the_same_whenever_they_are_written_and_differ_between_people() {
    let badge = |options: &CredentialOptions| {
        let badge = parsed(&Credential::badge(&influence(), options).unwrap());
        let achievement = badge["credentialSubject"]["achievement"]["id"].clone();
        (badge["id"].clone(), achievement)
    };
    let issuer = Issuer { id: "https://academy.example".into(), name: "City academy".into() };
    let other = CredentialOptions::new(issuer, "did:key:z6Mk", at());
    assert_eq!(badge(&options()), badge(&options()));
    assert_ne!(badge(&options()).0, badge(&other).0);
    assert_eq!(badge(&options()).1, badge(&other).1);
}

#[test]
fn a_record_holds_every_badge() {
    let two =
        [influence(), Achievement::new("track", "Track", "Six sessions.", "Come to five.", at())];
    let record = parsed(&Credential::record("Talent portfolio", &two, &options()).unwrap());
    assert_eq!(record["type"], json!(["VerifiableCredential", "ClrCredential"]));
    assert_eq!(
        record["@context"][1],
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
    );
    assert_eq!(record["credentialSubject"]["type"], json!(["ClrSubject"]));
    let inside = record["credentialSubject"]["verifiableCredential"].as_array().unwrap();
    inside.iter().for_each(assert_badge);
    assert_eq!(inside[0], parsed(&Credential::badge(&two[0], &options()).unwrap()));
    let twice = [influence(), influence()];
    assert_eq!(
        lines(&Credential::record("x", &twice, &options()).unwrap_err()),
        ["achievement \"influence\" stands 2 times; rename or remove all but one"]
    );
    assert_eq!(
        lines(&Credential::record(" ", &[], &options()).unwrap_err()),
        [
            "title: the text is missing; the standard asks for it",
            "record: an achievement is missing; a record holds at least one",
        ]
    );
}

#[test]
fn achievements_that_do_not_fit_are_told_why() {
    let wrong = Achievement {
        until: at().checked_sub_days(Days::new(1)),
        outcome: Some(Outcome { level: 6.0, top: 5.0 }),
        ..Achievement::new("In fluence", "", "x", "y", at())
    };
    let issuer = Issuer { id: "academy".into(), name: "City academy".into() };
    let options = CredentialOptions::new(issuer, "mailto:ann@example.org", at());
    assert_eq!(
        lines(&Credential::badge(&wrong, &options).unwrap_err()),
        [
            "issuer: \"academy\" is no address that names nobody to others; write a did:, urn:uuid: or https: address",
            "subject: \"mailto:ann@example.org\" is no address that names nobody to others; write a did:, urn:uuid: or https: address",
            "achievements.In fluence.id: \"In fluence\" cannot be an id here; use lower-case letters, digits and single hyphens",
            "achievements.In fluence.name: the text is missing; the standard asks for it",
            "achievements.In fluence.until: runs from 2027-06-30 to 2027-06-29; the last day must not come before the first",
            "achievements.In fluence.outcome: 6 is not a level on the scale of 1 to 5",
        ]
    );
}

struct Office(Result<Proof, &'static str>);

impl CredentialSigner for Office {
    fn sign(&self, credential: &str) -> Result<Proof, Box<dyn Error + Send + Sync>> {
        assert!(credential.contains("AchievementCredential"));
        self.0.clone().map_err(Into::into)
    }
}

#[test]
fn the_host_signs_and_the_rest_stays_as_it_was() {
    let badge = Credential::badge(&influence(), &options()).unwrap();
    let proof = json!({ "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofValue": "z5" });
    let Signed::Json(text) = badge.signed(&Office(Ok(Proof::Embedded(proof.to_string())))).unwrap()
    else {
        panic!("an embedded proof leaves JSON");
    };
    let mut signed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(signed.as_object_mut().unwrap().remove("proof"), Some(proof));
    assert_eq!(signed, parsed(&badge));
    let token = badge.signed(&Office(Ok(Proof::Envelope("e30.e30.c2ln".into())))).unwrap();
    assert_eq!(token, Signed::Token("e30.e30.c2ln".into()));
    for (answer, message) in [
        (Err("no key"), "proof: the signer refused: no key; sign again when it is mended"),
        (
            Ok(Proof::Envelope("e30.e30".into())),
            "proof: something else where a compact token of three parts is expected",
        ),
        (
            Ok(Proof::Embedded("[]".into())),
            "proof: something else where an object with a type is expected",
        ),
        (
            Ok(Proof::Embedded(r#"{"type":"a","type":"b"}"#.into())),
            "document: \"type\" stands there twice; keep one of the two values",
        ),
    ] {
        assert_eq!(badge.signed(&Office(answer)).unwrap_err().to_string(), message);
    }
}

fn event(participant: &str, activity: &str) -> XapiEvent {
    XapiEvent::new(participant, XapiVerb::Attended, activity, "Pit stop", at())
}

const HOME: &str = "https://academy.example/pit-stop/";

#[test]
fn statements_have_what_the_standard_asks_for() {
    let names = Pseudonyms::new([("a07", "k3f9"), ("a08", "w2qd")]).unwrap();
    let scored = XapiEvent {
        verb: XapiVerb::Scored,
        score: Some(XapiScore { raw: 3.0, min: 1.0, max: 5.0 }),
        ..event("a08", "influence")
    };
    let events = [event("a07", "pit-stop/1"), scored];
    let text = write_xapi_statements(&events, HOME, &names, XapiVersion::V1).unwrap();
    let statements: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        statements[0],
        json!({
            "id": statements[0]["id"],
            "actor": { "objectType": "Agent", "account": { "homePage": "https://academy.example/pit-stop", "name": "k3f9" } },
            "verb": { "id": "http://adlnet.gov/expapi/verbs/attended", "display": { "en": "attended" } },
            "object": {
                "objectType": "Activity",
                "id": "https://academy.example/pit-stop/activities/pit-stop/1",
                "definition": { "name": { "en": "Pit stop" } },
            },
            "timestamp": "2027-06-30T12:00:00.000Z",
            "version": "1.0.3",
        })
    );
    assert_eq!(
        statements[1]["result"],
        json!({ "score": { "scaled": 0.5, "raw": 3.0, "min": 1.0, "max": 5.0 } })
    );
    // Version 5, of the variant of RFC 9562.
    let id = statements[0]["id"].as_str().unwrap();
    assert_eq!((id.len(), &id[14..15]), (36, "5"));
    assert_ne!(statements[0]["id"], statements[1]["id"]);
    assert!(text.contains("k3f9") && !text.contains("a07") && !text.contains("a08"));
    assert_eq!(write_xapi_statements(&events, HOME, &names, XapiVersion::V1).unwrap(), text);
    let later = write_xapi_statements(&events, HOME, &names, XapiVersion::V2).unwrap();
    assert_eq!(later.replace("2.0.0", "1.0.3"), text);
}

#[test]
fn statements_that_would_give_somebody_away_or_say_nothing_are_refused() {
    let problems = Pseudonyms::new([
        ("a", "a"),
        ("b", ""),
        ("c", "x"),
        ("d", "x"),
        ("c", "y"),
        ("e", "e@x.example"),
    ])
    .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "entry 1: \"a\" is no pseudonym; draw letters and digits that say nothing of the person",
            "entry 2: \"\" is no pseudonym; draw letters and digits that say nothing of the person",
            "entry 4: \"x\" stands for entry 3 as well; give everyone a pseudonym of their own",
            "entry 5: \"c\" stands there twice; write each participant once",
            "entry 6: \"e@x.example\" is no pseudonym; draw letters and digits that say nothing of the person",
        ]
    );
    let names = Pseudonyms::new([("a07", "k3f9")]).unwrap();
    let scored = XapiEvent {
        score: Some(XapiScore { raw: 6.0, min: 1.0, max: 5.0 }),
        ..event("a07", "two words")
    };
    let events = [event("a09", "x"), event("a07", "x"), event("a07", "x"), scored];
    assert_eq!(
        lines(&write_xapi_statements(&events, "academy", &names, XapiVersion::V1).unwrap_err()),
        [
            "home: \"academy\" is no address of the host; write one that begins with https://",
            "entry 1: a pseudonym is missing; draw one for every participant",
            "entry 3: the same is said in entry 2; say it once",
            "entry 4: \"two words\" is no id of an activity; write one without spaces",
            "entry 4: 6 is not a score between its ends, 1 and 5",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_statement_holds_an_id(people in proptest::collection::btree_set("[a-h]{6}", 1..6)) {
        let names = people.iter().enumerate().map(|(n, id)| (id.as_str(), format!("P{n}")));
        let names = Pseudonyms::new(names).unwrap();
        let events: Vec<XapiEvent> = people.iter().map(|id| event(id, "1")).collect();
        let text = write_xapi_statements(&events, "https://x.example", &names, XapiVersion::V1).unwrap();
        let statements: Vec<Value> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(statements.len(), people.len());
        for statement in &statements {
            let actor = statement["actor"].to_string();
            prop_assert!(people.iter().all(|id| !actor.contains(id.as_str())));
        }
    }
}

//! Rules and certificates as files.

#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::{advisers, form};
use intervision_groups::{Certificate, Pairs, Remainder, Rules, RulesBuilder, Sizes, verify};

const RULES: &str = r#"{"version":1,"sizes":{"size":{"size":8,"remainder":"larger"}},"wishes":[{"attribute":"function","direction":"mix","weight":2.0}],"pairs":[{"name":"met","direction":"avoid","weight":1.0}],"together":[["m001","m002"]],"apart":[["m003","m004"]],"manager_steps":1,"pins":[{"id":"m005","group":2}]}"#;

#[test]
fn rules_read_and_write_the_same() {
    let rules = RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
        .mix("function", 2.0)
        .avoid_pairs("met", 1.0)
        .together(["m001", "m002"])
        .apart(["m003", "m004"])
        .not_with_manager()
        .pin("m005", 2)
        .build()
        .unwrap();
    assert_eq!(serde_json::to_string(&rules).unwrap(), RULES);
    assert_eq!(serde_json::from_str::<Rules>(RULES).unwrap(), rules);
}

#[test]
fn rules_about_groups_read_and_write_the_same() {
    let rules = RulesBuilder::new(Sizes::count(3))
        .lock("m001")
        .at_most("function", None, 2)
        .one_who_can("languages", "French")
        .common_slots(4)
        .build()
        .unwrap();
    let text = serde_json::to_string(&rules).unwrap();
    let own = r#""locks":["m001"],"quotas":[{"attribute":"function","at_most":2},{"attribute":"languages","category":"French","at_least":1}],"common_slots":4"#;
    assert!(text.contains(own), "{text}");
    assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules);
    let wrong = text.replace("\"at_most\":2", "\"at_most\":2,\"at_least\":3");
    let refused = serde_json::from_str::<Rules>(&wrong).unwrap_err().to_string();
    assert!(refused.starts_with("the quota of any one \"function\" is at least 3"), "{refused}");
}

#[test]
fn wrong_rules_documents_are_refused() {
    let say = |text: &str| serde_json::from_str::<Rules>(text).unwrap_err().to_string();
    assert!(
        say(&RULES.replace("\"version\":1", "\"version\":2"))
            .starts_with("the rules document has version 2; this library reads version 1")
    );
    assert!(
        say(&RULES.replace("2.0", "-2.0")).starts_with("the weight of mix \"function\" is -2;")
    );
    assert!(say(&RULES.replace("together", "togehter")).starts_with("unknown field `togehter`"));
}

#[test]
fn a_certificate_survives_a_file() {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let roster = advisers();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    let text = serde_json::to_string(outcome.certificate()).unwrap();
    let read: Certificate = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, outcome.certificate());
    verify(&read, &rules, &roster, &Pairs::new()).unwrap();
}

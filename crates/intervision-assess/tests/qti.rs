//! Results documents as another program reads them.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use chrono::{NaiveDate, NaiveDateTime};
use intervision_assess::irt::score::Ability;
use intervision_assess::qti::{AssessmentResult, QtiViolation};
use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale, Scorer};
use intervision_core::Table;
use proptest::prelude::*;
use roxmltree::{Document, Node};

const NAMESPACE: &str = "http://www.imsglobal.org/xsd/imsqti_result_v3p0";

fn at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

fn named<'a>(of: Node<'a, 'a>, tag: &str, identifier: &str) -> Node<'a, 'a> {
    let mut found = of.children().filter(|it| {
        it.has_tag_name((NAMESPACE, tag)) && it.attribute("identifier") == Some(identifier)
    });
    let one = found.next().unwrap();
    assert!(found.next().is_none());
    one
}

fn value<'a>(test: Node<'a, 'a>, identifier: &str) -> Option<&'a str> {
    let variable = named(test, "outcomeVariable", identifier);
    assert_eq!(variable.attribute("cardinality"), Some("single"));
    variable.children().find(|it| it.has_tag_name((NAMESPACE, "value")))?.text()
}

#[test]
fn scores_abilities_and_answers() {
    let instrument = Instrument::builder("short")
        .with_format("agreement", ResponseFormat::new(1, 5))
        .with_items(["q1", "q2", "q3"].map(|id| Item::new(id, "agreement")))
        .with_scale(Scale::new("s").with_item("q1").with_item("q2"))
        .with_scale(Scale::new("t").with_item("q3"))
        .build()
        .unwrap();
    let responses = Responses::builder(&instrument)
        .with_row("p1", [("q1", Answer::Given(4)), ("q2", Answer::Given(5))])
        .build()
        .unwrap();
    let scores = Scorer::new(instrument, responses).unwrap();
    let scores = scores.scores(&Table::new(["p1"]).unwrap()).unwrap();
    let text = AssessmentResult::new("short", at())
        .and_then(|it| it.about("p1 & \"co\""))
        .and_then(|it| it.with_session("https://learn.example", "a<b"))
        .and_then(|it| it.with_score("s", scores.score(0, "s").unwrap()))
        .and_then(|it| it.with_score("t", scores.score(0, "t").unwrap()))
        .and_then(|it| it.with_ability("THETA", &Ability::Finite { theta: -0.25, se: 0.5 }))
        .and_then(|it| it.with_ability("OTHER", &Ability::AtPlusInfinity))
        .and_then(|it| it.with_answer("q1", Some(4)))
        .and_then(|it| it.with_answer("q3", None))
        .unwrap()
        .to_xml();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name((NAMESPACE, "assessmentResult")));
    let parts: Vec<&str> =
        root.children().filter(Node::is_element).map(|it| it.tag_name().name()).collect();
    assert_eq!(parts, ["context", "testResult", "itemResult", "itemResult"]);
    let context = root.children().find(|it| it.has_tag_name((NAMESPACE, "context"))).unwrap();
    assert_eq!(context.attribute("sourcedId"), Some("p1 & \"co\""));
    assert_eq!(
        named(context, "sessionIdentifier", "a<b").attribute("sourceID"),
        Some("https://learn.example")
    );
    let test = named(root, "testResult", "short");
    assert_eq!(test.attribute("datestamp"), Some("2027-03-01T09:30:00"));
    assert_eq!(value(test, "s"), Some("0.875"));
    assert_eq!(named(test, "outcomeVariable", "s").attribute("normalMaximum"), Some("1"));
    assert_eq!(value(test, "s.ANSWERED"), Some("2"));
    // One person is no cohort: the score is there, its error is not, and both are said.
    assert_eq!(value(test, "s.SE"), None);
    assert!(
        value(test, "s.SE.REASON").unwrap().ends_with("ask more people or give a known item SD")
    );
    assert_eq!(value(test, "t"), None);
    assert_eq!(value(test, "t.REASON"), Some("answered none of the items"));
    assert_eq!((value(test, "THETA"), value(test, "THETA.SE")), (Some("-0.25"), Some("0.5")));
    assert_eq!(value(test, "OTHER"), None);
    assert_eq!(value(test, "OTHER.REASON"), Some("the items were too easy to tell how high"));
    let answer = |item| named(named(root, "itemResult", item), "responseVariable", "RESPONSE");
    assert_eq!(
        answer("q1").descendants().find_map(|it| it.text().filter(|it| !it.trim().is_empty())),
        Some("4")
    );
    assert!(answer("q3").descendants().all(|it| it.text().is_none_or(|it| it.trim().is_empty())));
    assert_eq!(named(root, "itemResult", "q3").attribute("sessionStatus"), Some("final"));
}

#[test]
fn what_cannot_stand_in_a_document() {
    let empty = || AssessmentResult::new("short", at()).unwrap();
    assert_eq!(
        AssessmentResult::new("1st test", at()).unwrap_err().to_string(),
        "\"1st test\" cannot be an identifier in QTI: begin with a letter or an underscore and go on with letters, digits, \
         underscores, hyphens and full stops"
    );
    assert!(matches!(empty().with_answer("", None), Err(QtiViolation::Identifier { .. })));
    let twice = empty().with_ability("A", &Ability::NoResponses).unwrap();
    assert_eq!(
        twice.with_ability("A", &Ability::NoResponses).unwrap_err().to_string(),
        "identifier \"A\" stands in the document before; give each variable its own"
    );
    let twice = empty().with_answer("q1", Some(1)).unwrap().with_answer("q1", Some(2));
    assert_eq!(twice.unwrap_err(), QtiViolation::Twice { identifier: "q1".into() });
    assert_eq!(
        empty().about("p\u{1}").unwrap_err().to_string(),
        "the person \"p\\u{1}\" has a control character, which XML cannot hold; take it out"
    );
}

proptest! {
    #[test]
    fn any_id_comes_back(person in any::<String>(), session in any::<String>()) {
        let document = AssessmentResult::new("short", at())
            .and_then(|it| it.about(person.clone()))
            .and_then(|it| it.with_session("system", session.clone()));
        let Ok(document) = document else {
            let refused = |it: char| it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}');
            let some = person.chars().chain(session.chars()).any(refused);
            prop_assert!(some, "{person:?} {session:?}");
            return Ok(());
        };
        let text = document.to_xml();
        let document = Document::parse(&text).unwrap();
        let context = document.root_element().first_element_child().unwrap();
        prop_assert_eq!(context.attribute("sourcedId"), Some(person.as_str()));
        prop_assert_eq!(context.first_element_child().unwrap().attribute("identifier"), Some(session.as_str()));
    }
}

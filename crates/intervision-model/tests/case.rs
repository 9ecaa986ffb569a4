//! CASE packages: what is read, what survives, and what a package that does not fit is told. The packages are invented.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::NaiveDate;
use intervision_model::interchange::case::{CaseDocument, CaseLink, CaseMapping, CaseOrigin};
use intervision_model::{InterchangeProblem, Problem, Problems};
use proptest::prelude::*;
use serde_json::{Value, json};
use strategies::framework;

mod strategies;

/// A framework as an editor of another house writes it, with fields that this crate has no use for.
const PACKAGE: &str = include_str!("data/case.json");

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

fn told(package: &Value) -> Vec<String> {
    lines(&CaseDocument::from_json(&package.to_string()).unwrap_err())
}

fn origin() -> CaseOrigin {
    let day = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
    CaseOrigin::new("https://example.org/case/", "An office", day.and_hms_opt(9, 0, 0).unwrap())
}

fn link(id: &str, kind: &str, from: &str, to: &str) -> Value {
    json!({ "identifier": id, "associationType": kind,
        "originNodeURI": { "identifier": from }, "destinationNodeURI": { "identifier": to } })
}

fn package(items: &[&str], links: &[Value]) -> Value {
    let items: Vec<Value> =
        items.iter().map(|id| json!({ "identifier": id, "fullStatement": id })).collect();
    json!({ "CFDocument": { "identifier": "doc", "title": "Doc" }, "CFItems": items, "CFAssociations": links })
}

#[test]
fn everything_that_stood_in_a_package_is_written_again() {
    let read = CaseDocument::from_json(PACKAGE).unwrap();
    let written: Value = serde_json::from_str(&read.to_json().unwrap()).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(PACKAGE).unwrap());
    assert_eq!(CaseDocument::from_json(&read.to_json().unwrap()).unwrap(), read);
}

#[test]
fn the_tree_keeps_its_order_and_an_item_may_have_two_parents() {
    let read = CaseDocument::from_json(PACKAGE).unwrap();
    let code = |id: &str| read.item(id).unwrap().code.clone().unwrap();
    let roots: Vec<String> = read.roots().into_iter().map(code).collect();
    assert_eq!(roots, ["A", "B"]);
    let below = |root: usize| -> Vec<String> {
        read.children(read.roots()[root]).iter().map(|id| code(id)).collect()
    };
    assert_eq!(below(0), ["A.1", "A.2"]);
    assert_eq!(below(1), ["B.1", "A.2"]);
}

#[test]
fn the_rubric_gives_levels_and_what_can_be_seen_at_them() {
    let read = CaseDocument::from_json(PACKAGE).unwrap();
    let framework = read.framework(&CaseMapping::default().with_id("public-advice")).unwrap();
    let ids: Vec<&str> = framework.competencies().iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["a-1", "a-2", "b-1"]);
    let titles: Vec<&str> = framework.levels().iter().map(|level| level.title.as_str()).collect();
    assert_eq!(titles, ["Emerging", "Secure", "Exemplary"]);
    assert_eq!(framework.anchor("a-1", 2.0), Some("Names interests of both sides unasked."));
    assert_eq!(framework.competency("b-1").unwrap().anchors.len(), 0);
    // The tree comes along, with the item that has two parents.
    assert_eq!(framework.roots(), ["a", "b"]);
    assert_eq!(framework.parts("b"), ["a-2", "b-1"]);
    assert_eq!(framework.competency("a-2").unwrap().part_of, ["a", "b"]);

    let domains = CaseMapping::default().with_id("domains").with_kind("Domain");
    assert_eq!(read.framework(&domains).unwrap().competencies().len(), 2);
    let problems = read.framework(&CaseMapping::default().with_kind("Skill")).unwrap_err();
    assert_eq!(
        lines(&problems),
        ["CFItems: there is no item type \"Skill\"; there are \"Competency\", \"Domain\""]
    );
    let problems = read.framework(&CaseMapping::default().with_rubric("x")).unwrap_err();
    assert!(problems.to_string().starts_with("CFRubrics: there is no rubric \"x\"; there are"));
}

#[test]
fn ids_that_clash_are_named_with_all_their_places() {
    let mut wrong = package(&["a", "b", "a", "doc"], &[link("l", "isChildOf", "a", "doc")]);
    wrong["CFAssociations"].as_array_mut().unwrap().push(link("l", "precedes", "a", "b"));
    assert_eq!(
        told(&wrong),
        [
            "id \"doc\" stands more than once (CFDocument and CFItems[3].identifier); ids must differ",
            "id \"a\" stands more than once (CFItems[0].identifier and CFItems[2].identifier); ids must differ",
            "id \"l\" stands more than once (CFAssociations[0].identifier and CFAssociations[1].identifier); ids must differ",
        ]
    );
}

#[test]
fn links_to_nowhere_are_named() {
    let links = [
        link("l1", "isChildOf", "a", "gone"),
        link("l2", "exactMatchOf", "a", "https://example.org/other#7"),
        link("l3", "exactMatchOf", "lost", "gone"),
    ];
    assert_eq!(
        told(&package(&["a"], &links)),
        [
            "CFAssociations[0].destinationNodeURI: there is no item \"gone\" in the document; add it, or remove the reference",
            "CFAssociations[2].originNodeURI: there is no item \"lost\" in the document; add it, or remove the reference",
            "CFAssociations[2].destinationNodeURI: there is no item \"gone\" in the document; add it, or remove the reference",
        ]
    );
    let mut rubric = package(&["a"], &[]);
    rubric["CFRubrics"] = json!([{ "identifier": "r", "CFRubricCriteria": [{ "CFItemURI": { "identifier": "z" } }] }]);
    assert_eq!(
        told(&rubric),
        [
            "CFRubrics[0].CFRubricCriteria[0].CFItemURI: there is no item \"z\" in the document; add it, or remove the reference"
        ]
    );
}

#[test]
fn circles_in_the_tree_are_named() {
    let links = [
        link("1", "isChildOf", "b", "c"),
        link("2", "isChildOf", "c", "a"),
        link("3", "isChildOf", "a", "b"),
        link("4", "isChildOf", "d", "d"),
        link("5", "isChildOf", "e", "doc"),
        link("6", "isChildOf", "doc", "e"),
        link("7", "isPeerOf", "a", "a"),
    ];
    assert_eq!(
        told(&package(&["a", "b", "c", "d", "e"], &links)),
        [
            "the tree runs in a circle: a is part of b is part of c is part of a; remove one of these links",
            "the tree runs in a circle: d is part of d; remove one of these links",
            "the tree runs in a circle: doc is part of e is part of doc; remove one of these links",
        ]
    );
}

#[test]
fn a_tree_of_twenty_thousand_storeys_needs_no_stack() {
    let names: Vec<String> = (0..20_000).map(|n| format!("i{n:06}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut links: Vec<Value> =
        ids.windows(2).map(|two| link(two[0], "isChildOf", two[1], two[0])).collect();
    let tall = CaseDocument::from_json(&package(&ids, &links).to_string()).unwrap();
    assert_eq!(tall.roots(), ["i000000"]);
    links.push(link("back", "isChildOf", ids[0], ids[19_999]));
    let problems = CaseDocument::from_json(&package(&ids, &links).to_string()).unwrap_err();
    let Problem::Interchange(InterchangeProblem::Circle { ids }) = problems.first() else {
        panic!("{}", problems.len());
    };
    assert_eq!(ids.len(), 20_001);
}

#[test]
fn hostile_documents_are_told_what_is_wrong() {
    let deep = format!("{{\"CFItems\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let message = CaseDocument::from_json(&deep).unwrap_err().to_string();
    assert!(message.ends_with(
        "objects and lists lie more than 64 deep inside each other; no CASE package needs that"
    ));
    let twice = r#"{"CFDocument":{"identifier":"d","title":"x","identifier":"e"},"CFItems":[]}"#;
    assert_eq!(
        CaseDocument::from_json(twice).unwrap_err().to_string(),
        "CFDocument: \"identifier\" stands there twice; keep one of the two values"
    );
    let cut = CaseDocument::from_json(&PACKAGE[..400]).unwrap_err();
    assert!(matches!(cut.first(), Problem::Syntax { format: "JSON", .. }), "{cut}");
    for (text, message) in [
        ("[]", "document: a list where an object is expected"),
        (
            "{}",
            "document: CFDocument is missing; a package begins with the framework that it holds",
        ),
        (
            r#"{"CFDocument":{"identifier":7,"title":" ","caseVersion":"2.0"},"CFItems":{}}"#,
            "4 problems:\n- CFDocument.identifier: a number where text is expected\n\
             - CFDocument.title: title is missing; the format asks for it\n\
             - CFDocument.caseVersion: \"2.0\" is no version of CASE that is read; export the framework as CASE 1.1\n\
             - CFItems: an object where a list is expected",
        ),
        (
            r#"{"CFDocument":{"identifier":"d","title":"t"},"CFItems":[3,{"identifier":"a"}],"CFAssociations":[{"identifier":"l","associationType":"isChildOf","originNodeURI":{"identifier":"d"}}]}"#,
            "3 problems:\n- CFItems[0]: a number where an object is expected\n\
             - CFItems[1].fullStatement: fullStatement is missing; the format asks for it\n\
             - CFAssociations[0].destinationNodeURI: an end is missing; a link has two ends",
        ),
    ] {
        assert_eq!(CaseDocument::from_json(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn links_are_added_whole_or_not_at_all() {
    let read = CaseDocument::from_json(PACKAGE).unwrap();
    let first = read.items()[2].identifier.clone();
    let link = |kind: &str, to: &str| CaseLink {
        identifier: "8b1f8a52-5e6c-5f0e-9d0a-000000000001".to_owned(),
        kind: kind.to_owned(),
        origin: first.clone(),
        destination: to.to_owned(),
        address: None,
        sequence: None,
    };
    let more = read.with_links([link("ext:broadMatch", "http://example.org/skill/1")], &origin());
    let more = more.unwrap();
    assert_eq!(more.links().len(), read.links().len() + 1);
    let again = CaseDocument::from_json(&more.to_json().unwrap()).unwrap();
    assert_eq!(again, more);
    assert!(read.with_links([link("isChildOf", "http://example.org/skill/1")], &origin()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn frameworks_come_back_the_same(framework in framework()) {
        let document = CaseDocument::from_framework(&framework, &origin()).unwrap();
        let read = CaseDocument::from_json(&document.to_json().unwrap()).unwrap();
        prop_assert_eq!(&read, &document);
        let mapping = CaseMapping::default().with_id("drawn");
        prop_assert_eq!(&read.framework(&mapping).unwrap(), &framework);
    }

    #[test]
    fn damaged_packages_are_answered(cut in 0_usize..3000, byte in any::<u8>()) {
        let mut bytes = PACKAGE.as_bytes().to_vec();
        let place = cut % bytes.len();
        bytes[place] = byte;
        if let Ok(text) = String::from_utf8(bytes)
            && let Ok(document) = CaseDocument::from_json(&text)
        {
            let _ = document.framework(&CaseMapping::default());
        }
    }
}

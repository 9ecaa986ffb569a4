//! Users of an identity service: what becomes of them, and what pages that do not fit are told. The people are invented.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use intervision_core::{Roster, contract};
use intervision_model::interchange::scim::{
    Inactive, ScimId, ScimRoster, ScimRules, read_scim_users,
};
use intervision_model::{GroupList, Problems};
use proptest::prelude::*;
use serde_json::{Value, json};

const ONE: &str = include_str!("data/scim-1.json");
const TWO: &str = include_str!("data/scim-2.json");
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn page(users: &[Value]) -> String {
    json!({ "schemas": [LIST], "totalResults": users.len(), "Resources": users }).to_string()
}

fn under(id: &str, manager: &str) -> Value {
    json!({ "id": id, ENTERPRISE: { "manager": { "value": manager } } })
}

fn told(text: &str) -> String {
    read_scim_users(&[text], &ScimRules::default()).unwrap_err().to_string()
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

fn manager(read: &ScimRoster, id: &str) -> Option<String> {
    let cohort = read.cohort();
    let manager = cohort.manager(cohort.number(id).unwrap())?;
    Some(cohort.id(manager).into_owned())
}

#[test]
fn pages_become_a_roster_with_reporting_lines() {
    let read = read_scim_users(&[ONE, TWO], &ScimRules::default()).unwrap();
    let cohort = read.cohort();
    contract::roster(cohort).unwrap();
    assert_eq!(cohort.len(), 4);
    let director = "5d1c6a70-0001";
    assert_eq!(cohort.keys(), ["title", "user_type", "department", "division", "cost_center"]);
    assert_eq!(cohort.function(cohort.number(director).unwrap()), Some("Director"));
    assert_eq!(manager(&read, director), None);
    // The section head has left; whoever reported to them reports to the director.
    assert_eq!(read.left_out(), ["5d1c6a70-0002"]);
    assert_eq!(manager(&read, "5d1c6a70-0003").as_deref(), Some(director));
    assert_eq!(manager(&read, "5d1c6a70-0004").as_deref(), Some("5d1c6a70-0003"));
    // Pages in another order are the same list.
    assert_eq!(read_scim_users(&[TWO, ONE], &ScimRules::default()).unwrap(), read);
}

#[test]
fn nothing_that_names_a_person_is_read() {
    let read = read_scim_users(&[ONE, TWO], &ScimRules::default()).unwrap();
    let shown = format!("{read:?}");
    for name in ["Kilian", "Voorbeeld", "@", "Example Street", "k.voorbeeld", "000-0001"] {
        assert!(!shown.contains(name), "{name}");
        assert!(ONE.contains(name), "the page has no {name} to leave out");
    }
}

#[test]
fn ids_may_be_the_hosts_own_and_inactive_people_may_stay() {
    let rules = ScimRules::default().with_id(ScimId::EmployeeNumber).with_inactive(Inactive::Keep);
    let read = read_scim_users(&[ONE, TWO], &rules).unwrap();
    assert_eq!(read.cohort().len(), 5);
    assert!(read.left_out().is_empty());
    assert_eq!(manager(&read, "e-103").as_deref(), Some("e-102"));
    let left = read.cohort().number("e-102").unwrap();
    assert_eq!(read.cohort().attribute(left, "active").as_category(), Some("no"));
    let rules = ScimRules::default().with_id(ScimId::ExternalId);
    let problems = read_scim_users(&[ONE, TWO], &rules).unwrap_err();
    assert_eq!(
        lines(&problems),
        ["page 2.Resources[1].externalId: externalId is missing; the format asks for it"]
    );
}

#[test]
fn groups_go_back_under_the_ids_of_the_service() {
    let rules = ScimRules::default().with_id(ScimId::EmployeeNumber);
    let read = read_scim_users(&[ONE, TWO], &rules).unwrap();
    let groups = [("north", vec!["e-105", "e-101"]), ("", vec!["e-103"])];
    let groups = GroupList::new(read.cohort(), groups).unwrap();
    let written = read.groups(&groups, "Intervision").unwrap();
    let first: Value = serde_json::from_str(&written[0]).unwrap();
    assert_eq!(
        first,
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": "Intervision north",
            "members": [
                { "value": "5d1c6a70-0005", "type": "User" },
                { "value": "5d1c6a70-0001", "type": "User" },
            ],
        })
    );
    assert!(written[1].contains("\"Intervision 2\""));
    let other = intervision_core::Groups::new(10, vec![vec![0, 9]]).unwrap();
    assert_eq!(
        read.groups(&other, "x").unwrap_err().to_string(),
        "group 1: 9 is not a member's number below 4"
    );
}

#[test]
fn any_letter_case_is_read_and_none_twice() {
    let urn = ENTERPRISE.to_ascii_uppercase();
    let text = json!({ "SCHEMAS": [LIST.to_ascii_uppercase()], "totalresults": 2, "resources": [
        { "ID": "a", "Active": "True", "TITLE": "Head" },
        { "iD": "b", urn: { "MANAGER": "a", "Department": "Water" } },
    ] });
    let read = read_scim_users(&[&text.to_string()], &ScimRules::default()).unwrap();
    assert_eq!(read.cohort().manager(1), Some(0));
    assert_eq!(read.cohort().unit(1), Some("Water"));
    let twice =
        json!({ "schemas": [LIST], "totalResults": 1, "Resources": [{ "id": "a", "ID": "b" }] });
    assert_eq!(
        told(&twice.to_string()),
        "Resources[0]: \"id\" stands there twice; keep one of the two values"
    );
}

#[test]
fn pages_that_do_not_fit_are_told_why() {
    for (text, message) in [
        (
            "{}".to_owned(),
            "schemas: the schema is missing; hand over what the service answers to a search: urn:ietf:params:scim:api:messages:2.0:ListResponse",
        ),
        (
            json!({ "schemas": [LIST], "totalResults": 3, "Resources": [{ "id": "a" }] })
                .to_string(),
            "1 of 3 users are in the pages that were handed over; fetch the rest",
        ),
        (
            page(&[json!({ "id": "a", "active": 1 }), json!({ "id": 4 }), json!({ "title": "x" })]),
            "3 problems:\n- Resources[0].active: a number where true or false is expected\n\
             - Resources[1].id: a number where text is expected\n\
             - Resources[2].id: id is missing; the format asks for it",
        ),
        (
            page(&[
                json!({ "id": "g", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"] }),
            ]),
            "Resources[0].schemas: the schema is missing; search for users only, urn:ietf:params:scim:schemas:core:2.0:User",
        ),
        (
            page(&[json!({ "id": "a" }), json!({ "id": "b" }), json!({ "id": "a" })]),
            "id \"a\" stands more than once (Resources[0].id and Resources[2].id); ids must differ",
        ),
        (
            page(&[under("a", "zz")]),
            "Resources[0].manager: manager \"zz\" of \"a\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part",
        ),
        (
            page(&[under("b", "c"), under("c", "b")]),
            "the reporting line runs in a circle: b reports to c reports to b; correct the manager of one of them",
        ),
        (
            page(&[json!({ "id": "a", "active": false })]),
            "the roster is empty; add at least one participant below the header",
        ),
    ] {
        assert_eq!(told(&text), message);
    }
    assert!(told("{").starts_with("not a readable JSON SCIM page: "));
    let deep = format!("{{\"Resources\":{}", "[".repeat(10_000));
    assert!(told(&deep).contains("more than 64 deep"));
}

#[test]
fn managers_elsewhere_are_let_pass_only_when_asked() {
    let text = page(&[under("a", "zz"), under("b", "a")]);
    let rules = ScimRules::default().with_managers_elsewhere();
    let read = read_scim_users(&[&text], &rules).unwrap();
    assert_eq!(read.managed_elsewhere(), ["a"]);
    assert_eq!(manager(&read, "b").as_deref(), Some("a"));
    // The manager's id at the service is no id here, even where some participant has it.
    let text = page(&[
        json!({ "id": "1", "externalId": "2", ENTERPRISE: { "manager": { "value": "3" } } }),
        json!({ "id": "2", "externalId": "3" }),
    ]);
    let rules = ScimRules::default().with_id(ScimId::ExternalId);
    assert_eq!(
        read_scim_users(&[&text], &rules).unwrap_err().to_string(),
        "Resources[0].manager: manager \"3\" of \"2\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part"
    );
}

#[test]
fn long_lines_of_people_who_left_are_passed_at_once() {
    let mut users: Vec<Value> = (0..20_000)
        .map(|n| {
            json!({ "id": format!("{n:05}"), "active": n == 0,
                ENTERPRISE: { "manager": { "value": format!("{:05}", n.max(1) - 1) } } })
        })
        .collect();
    users[0] = json!({ "id": "00000" });
    users.push(under("x", "19999"));
    users.push(json!({ "id": "left", "active": false, ENTERPRISE: { "manager": "left" } }));
    users.push(under("y", "left"));
    let read = read_scim_users(&[&page(&users)], &ScimRules::default()).unwrap();
    assert_eq!(read.cohort().len(), 3);
    assert_eq!(manager(&read, "x").as_deref(), Some("00000"));
    assert_eq!(manager(&read, "y"), None);
    // Twenty thousand storeys of people who stay need no stack either.
    let tall: Vec<Value> =
        (1..20_000).map(|n| under(&format!("{n:05}"), &format!("{:05}", n % 19_999 + 1))).collect();
    let problems = read_scim_users(&[&page(&tall)], &ScimRules::default()).unwrap_err();
    assert_eq!(problems.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_pages_are_answered(cut in 0_usize..4000, byte in any::<u8>()) {
        let mut bytes = ONE.as_bytes().to_vec();
        let place = cut % bytes.len();
        bytes[place] = byte;
        if let Ok(text) = String::from_utf8(bytes) {
            let _ = read_scim_users(&[&text, TWO], &ScimRules::default());
        }
    }

    /// Whoever reports to whom: nobody's manager is somebody who left, and no line that ends is lost.
    #[test]
    fn the_nearest_manager_who_stays_is_found(
        people in proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 2..12)
    ) {
        let users: Vec<Value> = people.iter().enumerate().map(|(n, (active, above))| {
            let mut user = json!({ "id": format!("{n:02}"), "active": n == 0 || *active });
            if n > 0 {
                user[ENTERPRISE] = json!({ "manager": { "value": format!("{:02}", above.index(n)) } });
            }
            user
        }).collect();
        let read = read_scim_users(&[&page(&users)], &ScimRules::default()).unwrap();
        for (n, (active, _)) in people.iter().enumerate().skip(1).filter(|(_, (active, _))| *active) {
            let mut above = n;
            loop {
                above = people[above].1.index(above);
                if above == 0 || people[above].0 { break; }
            }
            prop_assert!(*active);
            prop_assert_eq!(manager(&read, &format!("{n:02}")), Some(format!("{above:02}")));
        }
    }
}

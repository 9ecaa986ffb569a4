//! Nobody is alone of their kind.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::{form, plain};
use intervision_core::{Roster, Status, Table, Value};
use intervision_groups::{Direction, Outcome, Pairs, RulesBuilder, Sizes, Wish, verify};

/// 60 people, 13 of whom are engineers and 7 of whom speak French beside German.
fn sixty() -> Table {
    let field = (0..60).map(|m| match m * 7 % 60 {
        0..13 => Value::category("engineer"),
        other => Value::category(["lawyer", "planner", "clerk"][other % 3]),
    });
    let speaks = (0..60).map(|m| {
        Value::Tags(if m * 11 % 60 < 7 {
            vec!["French".into(), "German".into()]
        } else {
            vec!["German".into()]
        })
    });
    plain(60).with_column("field", field).unwrap().with_column("speaks", speaks).unwrap()
}

fn heads(outcome: &Outcome, is: impl Fn(usize) -> bool) -> Vec<usize> {
    outcome.groups().iter().map(|group| group.iter().filter(|&&m| is(m)).count()).collect()
}

#[test]
fn one_category_keeps_company_while_the_rest_mixes() {
    let roster = sixty();
    let rules = RulesBuilder::new(Sizes::count(10))
        .mix("field", 1.0)
        .with_wish(Wish::new("field", Direction::NotAlone, 5.0).about("engineer").at_least(3))
        .with_wish(Wish::new("speaks", Direction::NotAlone, 5.0).about("French"))
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    let engineers =
        heads(&outcome, |m| roster.attribute(m, "field").as_category() == Some("engineer"));
    assert!(engineers.iter().all(|&head| head == 0 || head >= 3), "{engineers:?}");
    let french = heads(
        &outcome,
        |m| matches!(roster.attribute(m, "speaks"), Value::Tags(tags) if tags.len() == 2),
    );
    assert!(french.iter().all(|&head| head != 1), "{french:?}");
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
}

#[test]
fn the_bound_says_how_many_must_be_alone() {
    let kinds = ["x"; 5].into_iter().chain(["y"; 7]).map(Value::category);
    let roster = plain(12).with_column("kind", kinds).unwrap();
    let rules = RulesBuilder::new(Sizes::count(3))
        .with_wish(Wish::new("kind", Direction::NotAlone, 1.0).about("x").at_least(4))
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    // Four of x fill a group, and the fifth is alone.
    assert_eq!((outcome.worth().value, outcome.worth().status), (1.0, Status::Optimal));
    assert!(
        outcome
            .reasons()
            .iter()
            .any(|reason| reason.contains("1 person with too few of their kind"))
    );
}

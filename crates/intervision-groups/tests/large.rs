//! Thousands of people: proofs, rules, any order, any cut.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

mod common;

use std::ops::ControlFlow;

use common::{SEED, form, form_in};
use intervision_core::{Progress, Roster, Run, Status, Stopped, Table, Value};
use intervision_groups::{Former, Pairs, Rules, RulesBuilder, Sizes, verify};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const ATTRIBUTES: [(&str, usize); 5] =
    [("unit", 6), ("function", 5), ("place", 4), ("school", 7), ("grade", 3)];

/// People with five uneven categorical attributes, listed from the first or from the last.
fn people(number: usize, backwards: bool) -> Table {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let mut rows: Vec<Vec<Value<'static>>> = (0..number)
        .map(|_| {
            let draw = |&(key, kinds): &(&str, usize)| {
                let draw: f64 = rng.random();
                Value::category(format!("{key} {}", (draw * draw * kinds as f64) as usize))
            };
            ATTRIBUTES.iter().map(draw).collect()
        })
        .collect();
    let mut ids: Vec<String> = (0..number).map(|number| format!("p{number:05}")).collect();
    if backwards {
        rows.reverse();
        ids.reverse();
    }
    let mut table = Table::new(ids).unwrap();
    for (at, (key, _)) in ATTRIBUTES.iter().enumerate() {
        table = table.with_column(*key, rows.iter().map(|row| row[at].clone())).unwrap();
    }
    table
}

fn rules(groups: usize) -> RulesBuilder {
    ATTRIBUTES
        .iter()
        .fold(RulesBuilder::new(Sizes::count(groups)), |rules, (key, _)| rules.mix(*key, 1.0))
}

#[test]
fn thousands_of_people_are_proven_best() {
    let roster = people(3000, false);
    // Groups of 8 and of 7 among them.
    for groups in [375, 400] {
        let rules = rules(groups).build().unwrap();
        let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
        assert_eq!(outcome.worth().status, Status::Optimal, "{:?}", outcome.worth());
        verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
    }
}

#[test]
fn the_order_of_the_roster_does_not_matter() {
    let rules = rules(375).build().unwrap();
    let [forwards, backwards] = [false, true].map(|backwards| {
        let roster = people(3000, backwards);
        form(&rules, &roster, &Pairs::new()).unwrap().certificate().groups.clone()
    });
    assert_eq!(forwards, backwards);
}

#[test]
fn rules_hold_among_thousands() {
    let mut roster = people(3000, false);
    for report in 10..3000 {
        let ids = [report, report / 10].map(|member| roster.id(member).into_owned());
        roster = roster.with_manager(&ids[0], &ids[1]).unwrap();
    }
    let rules = rules(375)
        .not_with_manager()
        .together(["p00001", "p01000", "p02000"])
        .apart(["p00007", "p00008", "p00009"])
        .pin("p00500", 17)
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    assert!(outcome.violated().is_empty());
    assert!(outcome.worth().gap().unwrap() < 1e-3, "{:?}", outcome.worth());
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
}

#[test]
fn a_search_that_is_cut_gives_groups_that_keep_the_rules() {
    let roster = people(3000, false);
    let rules: Rules = rules(375).build().unwrap();
    let cut = form_in(&rules, &roster, &Pairs::new(), Some(1)).unwrap();
    assert_eq!((cut.worth().status, cut.worth().stopped), (Status::Feasible, Stopped::Steps));
    for looks in [0, 1, 3] {
        let mut left = looks;
        let mut observer = |_: &Progress<'_>| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let outcome = Former::new(rules.clone())
            .form(&roster, &mut Run::new(&mut rng, &mut observer))
            .unwrap();
        assert!(outcome.violated().is_empty());
        assert_eq!(outcome.groups().sizes(), [8; 375]);
    }
}

#[test]
fn numbers_of_large_groups_are_level() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
    let mut roster = Table::new((0..3000).map(|number| format!("p{number:05}"))).unwrap();
    for key in ["years", "age", "grade"] {
        let column: Vec<_> = (0..3000)
            .map(|_| match rng.random_range(0..20) {
                0 => Value::Unknown,
                _ => Value::Number(rng.random()),
            })
            .collect();
        roster = roster.with_column(key, column).unwrap();
    }
    let rules = RulesBuilder::new(Sizes::count(40))
        .mix("years", 1.0)
        .mix("age", 1.0)
        .mix("grade", 1.0)
        .build()
        .unwrap();
    let outcome = form_in(&rules, &roster, &Pairs::new(), Some(20_000_000)).unwrap();
    // Random groups are worth 3, and the dealt list cannot do all three.
    assert!(outcome.worth().value < 1e-4, "{:?}", outcome.worth());
    assert!(outcome.comparison().dealt.value > 1.0);
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
}

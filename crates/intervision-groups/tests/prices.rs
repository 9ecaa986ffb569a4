//! What each rule costs.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use std::ops::ControlFlow;

use common::{SEED, case, plain, with_managers};
use intervision_core::{
    Formed, Groups, Progress, Roster, Run, Status, Stopped, Table, Value, Worth,
};
use intervision_groups::{
    Error, Former, Pairs, Prices, RosterError, Rule, Rules, RulesBuilder, Sizes,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn prices(former: &Former<'_>, roster: &dyn Roster, steps: u64) -> Result<Prices, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    former.price_of_rules(roster, &mut Run::new(&mut rng, &mut observer).with_steps(steps))
}

/// The smallest value over every grouping that keeps the rules, on the scale of `former`.
fn best(former: &Former<'_>, rules: &Rules, table: &Table, groups: usize) -> Option<f64> {
    let other = Former::new(rules.clone()).with_inputs(former.inputs().clone());
    let people = table.len();
    let mut best: Option<f64> = None;
    for number in 0..groups.pow(people as u32) {
        let group = |member: usize| number / groups.pow(member as u32) % groups;
        let list = |g: usize| (0..people).filter(|&member| group(member) == g).collect();
        let groups = Groups::new(people, (0..groups).map(list).collect()).unwrap();
        let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
        let formed = Formed { groups, worth };
        if other.explain(table, &formed).is_ok_and(|told| told.violated().is_empty()) {
            let value = former.explain(table, &formed).unwrap().worth().value;
            best = Some(best.map_or(value, |best| best.min(value)));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn prices_lie_within_what_is_proven(
        case in case(5..=6),
        steps in proptest::sample::select(vec![1u64, 50, 100_000]),
        apart in (0..5usize, 1..5usize),
    ) {
        let table = with_managers(case.table.clone(), &[(4, 3)]);
        let id = |member: usize| table.id(member % 5).into_owned();
        let rules = RulesBuilder::new(Sizes::count(2))
            .mix("unit", 1.0)
            .balance("years", 1.0)
            .avoid_pairs("met", 1.0)
            .apart([id(apart.0), id(apart.0 + apart.1)])
            .together(["m001", "m002"])
            .pin("m003", 1)
            .not_with_manager()
            .at_most("unit", None, 3)
            .build()
            .unwrap();
        let former = Former::new(rules.clone()).with_pairs(Pairs::new().with("met", &case.met));
        let found = prices(&former, &table, steps).unwrap();
        prop_assert!(found.complete);
        prop_assert_eq!(found.rules.iter().map(|price| price.rule).collect::<Vec<_>>(), rules.each());
        let Some(value) = found.value else {
            // Apart and together may contradict each other; then dropping one of the two helps.
            let helps = found.rules.iter().any(|price| price.without.is_some());
            prop_assert!(helps || found.status == Status::Unknown, "{found:?}");
            return Ok(());
        };
        let with = best(&former, &rules, &table, 2).unwrap();
        prop_assert!(with <= value + 1e-9 && found.bound.is_none_or(|bound| bound <= with + 1e-9));
        for price in &found.rules {
            let without = best(&former, &rules.without(&price.rule, table.len()).unwrap(), &table, 2).unwrap();
            let told = price.without.unwrap();
            prop_assert!(told <= value && told >= without - 1e-9, "{price:?}");
            let real = with - without;
            prop_assert!(price.at_least <= real + 1e-9, "{real}: {price:?}");
            prop_assert!(price.at_most.is_none_or(|most| real <= most + 1e-9), "{real}: {price:?}");
            if found.status == Status::Optimal && price.status == Status::Optimal && price.rule != Rule::Sizes {
                prop_assert!(price.proven(), "{price:?}");
            }
        }
    }
}

#[test]
fn contradictions_say_what_to_drop() {
    let roster = plain(6).with_column("unit", ["x", "x", "x", "y", "y", "y"].map(Value::category));
    let rules = RulesBuilder::new(Sizes::count(2))
        .mix("unit", 1.0)
        .apart(["m001", "m002"])
        .together(["m002", "m001"])
        .build()
        .unwrap();
    let found = prices(&Former::new(rules), &roster.unwrap(), 100_000).unwrap();
    assert_eq!((found.value, found.status), (None, Status::Infeasible));
    assert_eq!(
        found.sentences(),
        [
            "The rules cannot all hold.",
            "together m002 and m001 dropped: the others hold, with a value of 2.",
            "apart m001 and m002 dropped: the others hold, with a value of 2.",
            "2 groups loosened by one: the other rules do not hold either.",
        ]
    );
}

#[test]
fn wrong_input_is_an_error_and_no_price() {
    let rules = RulesBuilder::new(Sizes::count(2)).apart(["m001", "m009"]).build().unwrap();
    let refused = prices(&Former::new(rules), &plain(4), 100).unwrap_err();
    assert!(
        matches!(refused, Error::Roster(RosterError::UnknownId { rule: "apart", .. }))
            && !refused.is_conflict()
    );
}

#[test]
fn a_cancelled_run_says_that_prices_are_missing() {
    let units = (0..30).map(|m| Value::category(format!("u{}", m * m % 7)));
    let years = (0..30).map(|m| Value::Number(f64::from(m * m % 11)));
    let roster = plain(30).with_column("unit", units).unwrap().with_column("years", years).unwrap();
    let rules = RulesBuilder::new(Sizes::count(5))
        .match_on("unit", 1.0)
        .balance("years", 1.0)
        .apart(["m001", "m002"])
        .apart(["m003", "m004"])
        .build()
        .unwrap();
    let mut looks = 0;
    let mut observer = |_: &Progress<'_>| {
        looks += 1;
        if looks < 12 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let former = Former::new(rules);
    let mut run = Run::new(&mut rng, &mut observer).with_steps(20_000);
    let found = former.price_of_rules(&roster, &mut run).unwrap();
    assert!(!found.complete && found.rules.len() < 3, "{found:?}");
    assert_eq!(found.sentences().last().unwrap(), "The run ended before every rule had its turn.");
}

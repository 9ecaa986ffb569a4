//! The same question has the same answer: in whatever order people are listed, on any number of threads, and as far as it
//! came when the run was cut.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use std::ops::ControlFlow;

use common::{Case, SEED, case, ids, with_managers};
use intervision_core::{
    Grouping, Groups, PairMatrix, PairWeight, Progress, Roster, Run, Stopped, Table, Value,
};
use intervision_groups::{Former, Outcome, Pairs, Rules, RulesBuilder, Sizes, WaitingList, verify};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// Every kind of wish and rule; m005 is locked.
fn every_rule() -> Rules {
    RulesBuilder::new(Sizes::count(3))
        .mix("unit", 2.0)
        .not_alone("unit", 1.0)
        .match_on("skills", 1.0)
        .balance("years", 1.0)
        .mix("level", 0.5)
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m004"])
        .not_with_managers(2)
        .lock("m005")
        .build()
        .unwrap()
}

/// Six have a seat, by level, and two or more wait.
fn some_wait() -> Rules {
    RulesBuilder::new(Sizes::CountBetween { count: 3, min: 1, max: 2 })
        .mix("unit", 2.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m004"])
        .not_with_managers(2)
        .lock("m005")
        .waiting_list(WaitingList::new().at_most(12).seat("m006").priority("level"))
        .build()
        .unwrap()
}

/// Pair weights alone: another search.
fn pairs_alone() -> Rules {
    RulesBuilder::new(Sizes::between(3, 6)).seek_pairs("met", 1.0).build().unwrap()
}

fn former<'a>(rules: &Rules, met: &'a PairMatrix, earlier: &'a Groups) -> Former<'a> {
    Former::new(rules.clone()).with_pairs(Pairs::new().with("met", met)).with_earlier(earlier)
}

fn form(former: &Former<'_>, roster: &dyn Roster, steps: u64) -> Outcome {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_seed(SEED).with_steps(steps);
    former.form(roster, &mut run).unwrap()
}

/// Three earlier groups, one after the other.
fn earlier(people: usize) -> Groups {
    let group = |g: usize| (0..people).filter(|&member| member % 3 == g).collect();
    Groups::new(people, (0..3).map(group).collect()).unwrap()
}

/// The same people, listed in another order.
fn listed(case: &Case, order: &[usize]) -> (Table, PairMatrix, Groups) {
    let mut table = Table::new(order.iter().map(|&m| case.table.id(m).into_owned())).unwrap();
    for key in ["unit", "years", "level", "skills"] {
        let column: Vec<Value<'static>> =
            order.iter().map(|&m| case.table.attribute(m, key).into_owned()).collect();
        table = table.with_column(key, column).unwrap();
    }
    for &member in order {
        if let Some(boss) = case.table.manager(member) {
            table = table.with_manager(&case.table.id(member), &case.table.id(boss)).unwrap();
        }
    }
    let mut place = vec![0; order.len()];
    for (at, &member) in order.iter().enumerate() {
        place[member] = at;
    }
    let mut met = PairMatrix::zeros(order.len());
    case.met.for_each_pair(&mut |a, b, weight| met.add(place[a], place[b], weight).unwrap());
    let groups = earlier(order.len());
    let moved = |group: &[usize]| group.iter().map(|&member| place[member]).collect();
    let groups = Groups::new(order.len(), groups.iter().map(moved).collect()).unwrap();
    (table, met, groups)
}

fn people_in_any_order() -> impl Strategy<Value = (Case, Vec<usize>)> {
    case(8..=14).prop_flat_map(|case| {
        let lines = [(6, 5), (7, 6)];
        let case = Case { table: with_managers(case.table, &lines), ..case };
        let order: Vec<usize> = (0..case.table.len()).collect();
        (Just(case), Just(order).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_the_roster_does_not_matter((case, order) in people_in_any_order()) {
        for rules in [every_rule(), pairs_alone(), some_wait()] {
            let before = earlier(case.table.len());
            let first = form(&former(&rules, &case.met, &before), &case.table, 3000);
            let (table, met, before) = listed(&case, &order);
            let second = form(&former(&rules, &met, &before), &table, 3000);
            prop_assert_eq!(first.certificate(), second.certificate());
            prop_assert_eq!(first.reasons(), second.reasons());
            let back: Vec<Vec<usize>> = second
                .groups()
                .iter()
                .map(|group| group.iter().map(|&member| order[member]).collect())
                .collect();
            prop_assert_eq!(first.groups(), &Groups::new(order.len(), back).unwrap());
            let waiting: Vec<usize> = second.waiting().iter().map(|&member| order[member]).collect();
            prop_assert_eq!(first.waiting(), waiting);
        }
    }

    #[test]
    fn a_run_that_is_cut_anywhere_keeps_the_rules(
        (case, _) in people_in_any_order(),
        cut in 0..30u32,
        which in 0..3usize,
    ) {
        let rules = [every_rule(), pairs_alone(), some_wait()][which].clone();
        let before = earlier(case.table.len());
        let former = former(&rules, &case.met, &before);
        let mut looks = 0;
        let mut observer = |_: &Progress<'_>| {
            looks += 1;
            if looks <= cut { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let mut run = Run::new(&mut rng, &mut observer).with_steps(100_000);
        let outcome = former.form(&case.table, &mut run).unwrap();
        prop_assert!(outcome.violated().is_empty(), "{:?}", outcome.violated());
        let stopped = outcome.worth().stopped;
        let ended = matches!(stopped, Stopped::Proven | Stopped::Steps | Stopped::Finished);
        prop_assert!(ended || stopped == Stopped::Cancelled);
        prop_assert!(ended || looks == cut + 1, "{looks} looks, cut after {cut}");
        verify(outcome.certificate(), &rules, &case.table, former.inputs().clone()).unwrap();
    }
}

/// Rosters for each of the searches: one table of pair prices, moves one by one, pair weights alone, and some who wait.
#[cfg(feature = "rayon")]
#[test]
fn threads_do_not_matter() {
    let list = WaitingList::new().priority("years");
    let people = [60, 400, 90, 50];
    let rules = [
        RulesBuilder::new(Sizes::count(8)).mix("unit", 2.0).not_with_manager(),
        RulesBuilder::new(Sizes::count(50)).mix("unit", 1.0).balance("years", 1.0),
        RulesBuilder::new(Sizes::count(9)).seek_pairs("met", 1.0),
        RulesBuilder::new(Sizes::listed([9; 5]))
            .mix("unit", 1.0)
            .balance("years", 1.0)
            .waiting_list(list),
    ];
    for (people, rules) in people.into_iter().zip(rules) {
        let rules = rules.build().unwrap();
        let unit = (0..people).map(|m| Value::category(format!("u{}", m * m % 7)));
        let years = (0..people).map(|m| Value::Number((m * 31 % 23) as f64));
        let table = common::plain(people)
            .with_column("unit", unit)
            .unwrap()
            .with_column("years", years)
            .unwrap();
        let table = with_managers(table, &[(1, 0), (2, 0), (9, 3)]);
        let pairs =
            (0..people).flat_map(|b| (0..b).map(move |a| (a, b, ((a * 7 + b * b) % 13) as f64)));
        let met = PairMatrix::from_pairs(people, pairs).unwrap();
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let pairs = Pairs::new();
                let pairs = if rules.pairs().is_empty() { pairs } else { pairs.with("met", &met) };
                form(&Former::new(rules.clone()).with_pairs(pairs), &table, 40_000)
            })
        };
        let one = on(1);
        let seated = people - one.waiting().len();
        assert_eq!(one.groups().len(), rules.sizes().bounds(seated).unwrap().len());
        assert!(ids(people).len() == people && one.violated().is_empty());
        assert_eq!(on(2), one);
        assert_eq!(on(4), one);
    }
}

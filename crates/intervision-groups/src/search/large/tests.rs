use intervision_core::{Run, Table, Value};
use proptest::prelude::*;
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::fill::{fill, swap_price};
use super::layout::Layout;
use super::level::between;
use super::numbers::Numbers;
use super::part::Part;
use super::search::form;
use crate::RulesBuilder;
use crate::problem::{Pairs, Problem, Sizes};
use crate::terms::Data;

/// People with three categorical attributes, some unknown, and two numbers, one of them known of everybody.
fn roster(people: usize, seed: u64) -> Table {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut table = Table::new((0..people).map(|number| format!("p{number:05}"))).unwrap();
    for (key, kinds) in [("a", 3), ("b", 4), ("c", 5)] {
        let column: Vec<Value<'static>> = (0..people)
            .map(|_| match rng.random_range(0..kinds + 1) {
                kind if kind == kinds && key != "a" => Value::Unknown,
                kind => Value::category(format!("{key}{kind}")),
            })
            .collect();
        table = table.with_column(key, column).unwrap();
    }
    let years: Vec<_> = (0..people).map(|_| Value::Number(rng.random())).collect();
    let grades: Vec<_> = (0..people)
        .map(|_| match rng.random_range(0..6) {
            0 => Value::Unknown,
            _ => Value::Number(rng.random()),
        })
        .collect();
    table.with_column("years", years).unwrap().with_column("grade", grades).unwrap()
}

fn problem(table: &Table, rules: RulesBuilder) -> Problem {
    Problem::new(&rules.build().unwrap(), table, &Pairs::new()).unwrap()
}

fn solve(problem: &Problem, seed: u64, steps: u64) -> Option<Vec<u32>> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    form(problem, &mut Run::new(&mut rng, &mut ()).with_steps(steps)).map(|found| found.group_of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A price is the change of the objective, up to the scale of the layout and single precision.
    #[test]
    fn prices_are_differences(people in 6..60usize, groups in 2..6usize, balance: bool, seed: u64) {
        let table = roster(people, seed);
        let rules = RulesBuilder::new(Sizes::count(groups));
        let rules = if balance { rules.balance("a", 2.0) } else { rules.mix("a", 2.0) };
        let rules = rules
            .mix("b", 1.0)
            .mix("c", 0.5);
        let problem = problem(&table, rules);
        let layout = Layout::new(&problem).unwrap();
        let scale = problem.terms.iter().map(|term| match &term.data {
            Data::Counts(counts) => 2.0 * term.factor * counts.alpha,
            _ => 0.0,
        });
        let scale = scale.fold(0.0, f64::max);
        let mut part = Part::new(&layout, 0..groups, (0..people as u32).collect());
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        fill(&mut part, &mut rng);
        let value = |part: &Part<'_>| {
            let mut group_of = vec![0; people];
            for (&member, &group) in layout.member.iter().zip(&part.group_of) {
                group_of[member as usize] = group;
            }
            problem.value_of(&group_of)
        };
        for _ in 0..20 {
            let (a, b) = (rng.random_range(0..people), rng.random_range(0..people));
            if part.group_of[a] == part.group_of[b] {
                continue;
            }
            let (price, before) = (f64::from(swap_price(&part, a, b)) * scale, value(&part));
            part.swap(a, b);
            let after = value(&part);
            prop_assert!((after - before - price).abs() < 1e-4, "{before} {after} {price}");
        }
    }

    /// Sizes, pins and sets of people hold, whatever the wishes, sizes and steps.
    #[test]
    fn rules_hold(people in 12..80usize, groups in 2..7usize, seed: u64, steps in 0..20_000u64, kind in 0..3) {
        let table = roster(people, seed);
        let mut rules = RulesBuilder::new(Sizes::count(groups))
            .pin("p00003", 2)
            .together(["p00001", "p00005"])
            .apart(["p00002", "p00004"])
            .apart(["p00005", "p00006"]);
        if kind != 1 {
            rules = rules.mix("a", 1.0).balance("a", 2.0).mix("c", 1.0);
        }
        if kind != 0 {
            rules = rules.mix("years", 1.0).balance("grade", 1.0);
        }
        let problem = problem(&table, rules);
        // Few groups with sets of people to keep apart may be too tight for it; then another search has to do.
        let Some(group_of) = solve(&problem, seed, steps) else { return Ok(()) };
        prop_assert!(problem.fits(&group_of));
        let said = crate::explain::violated(&problem, &group_of);
        prop_assert!(said.is_empty(), "{said:?}");
    }
}

#[test]
fn a_full_factorial_is_spread_perfectly() {
    // Each of 4 x 3 x 2 profiles fifty times: twelve of a profile's neighbours fill a group without a pair too many.
    let people = 1200;
    let mut table = Table::new((0..people).map(|number| format!("p{number:05}"))).unwrap();
    for (key, kinds, every) in [("a", 4, 1), ("b", 3, 4), ("c", 2, 12)] {
        let kind = |person: usize| Value::category(format!("{key}{}", person / every % kinds));
        table = table.with_column(key, (0..people).map(kind)).unwrap();
    }
    let rules = RulesBuilder::new(Sizes::count(100)).mix("a", 1.0).mix("b", 1.0).mix("c", 1.0);
    let problem = problem(&table, rules);
    for seed in 0..3 {
        let group_of = solve(&problem, seed, 2_000_000).unwrap();
        let value = problem.value_of(&group_of);
        assert!(problem.bounds().met_by(value), "{value} {:?}", problem.bounds());
    }
}

#[test]
fn sums_by_group_are_the_objective_of_numbers() {
    let table = roster(300, 5);
    let rules = RulesBuilder::new(Sizes::count(7)).mix("years", 1.0).balance("grade", 2.0);
    let problem = problem(&table, rules);
    let layout = Layout::new(&problem).unwrap();
    let mut numbers = Numbers::new(&problem, &layout);
    let group_of: Vec<u32> = (0..300).map(|person| person % 7).collect();
    numbers.seat(&layout, &group_of);
    let mut of_members = vec![0; 300];
    for (&member, &group) in layout.member.iter().zip(&group_of) {
        of_members[member as usize] = group;
    }
    let value = problem.value_of(&of_members);
    assert!((between(&numbers, 7) - value).abs() < 1e-9 * value, "{value}");
}

#[test]
fn numbers_are_levelled_and_categories_stay_spread() {
    let table = roster(1200, 9);
    let rules =
        RulesBuilder::new(Sizes::count(12)).mix("a", 1.0).mix("years", 1.0).mix("grade", 1.0);
    let problem = problem(&table, rules);
    let group_of = solve(&problem, 1, 20_000_000).unwrap();
    let values: Vec<f64> =
        problem.terms.iter().map(|term| term.value(&group_of, problem.groups())).collect();
    let bound = problem.bounds().terms[0];
    assert!((values[0] - bound).abs() < 1e-9 * bound, "{values:?} {bound}");
    // Random groups have 11 / 1199 of the variation between them.
    assert!(values[1] < 1e-6 && values[2] < 1e-6, "{values:?}");
}

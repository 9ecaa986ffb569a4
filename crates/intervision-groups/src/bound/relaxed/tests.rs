//! Whatever the prices are, no grouping that keeps the rules is below what they prove.

use intervision_core::{PairMatrix, Table, Value};
use proptest::prelude::*;

use super::*;
use crate::{Pairs, RulesBuilder, Sizes};

/// Seven people with weights of both signs, categories, and numbers that some lack; rules about the first four.
fn problem(sizes: Sizes, weights: &[f64], kinds: &[u8], apart: bool) -> Option<Problem> {
    let ids = (0..7).map(|member| format!("m{member}"));
    let units = kinds.iter().map(|kind| match kind {
        3 => Value::Unknown,
        kind => Value::category(format!("u{kind}")),
    });
    let years = kinds.iter().enumerate().map(|(at, kind)| match (at + usize::from(*kind)) % 5 {
        4 => Value::Unknown,
        years => Value::Number(years as f64 * 1.5),
    });
    let table = Table::new(ids).unwrap().with_column("unit", units).unwrap();
    let table = table.with_column("years", years).unwrap();
    let pairs = (0..7).flat_map(|b| (0..b).map(move |a| (a, b)));
    let pairs = pairs.zip(weights).map(|((a, b), weight)| (a, b, *weight));
    let met = PairMatrix::from_pairs(7, pairs).unwrap();
    let mut rules = RulesBuilder::new(sizes)
        .avoid_pairs("met", 1.0)
        .balance("unit", 0.5)
        .mix("years", 0.7)
        .match_on("years", 0.2);
    if apart {
        rules = rules.apart(["m0", "m1"]).together(["m2", "m3"]).at_most("unit", Some("u0"), 2);
    }
    let rules = rules.build().unwrap();
    Problem::new(&rules, &table, &Pairs::new().with("met", &met)).ok()
}

/// The least value of a grouping that keeps sizes and rules.
fn best(problem: &Problem, kinds: &[u8], apart: bool) -> f64 {
    let groups = problem.groups();
    let mut best = f64::INFINITY;
    for code in 0..groups.pow(7) {
        let group_of: Vec<u32> =
            (0..7u32).map(|member| (code / groups.pow(member) % groups) as u32).collect();
        let count = |group: usize, of: &dyn Fn(usize) -> bool| {
            (0..7).filter(|&member| group_of[member] as usize == group && of(member)).count()
        };
        let fits = (0..groups).all(|group| {
            let (least, most) = problem.sizes()[group];
            (least..=most).contains(&count(group, &|_| true))
                && (!apart || count(group, &|member| kinds[member] == 0) <= 2)
        });
        if fits && (!apart || (group_of[0] != group_of[1] && group_of[2] == group_of[3])) {
            best = best.min(problem.value(&group_of).unwrap());
        }
    }
    best
}

fn sizes() -> impl Strategy<Value = Sizes> {
    prop_oneof![
        (2..4usize).prop_map(Sizes::count),
        Just(Sizes::between(2, 4)),
        Just(Sizes::Listed(vec![1, 2, 4])),
        Just(Sizes::ListedBetween(vec![(1, 3), (2, 5)])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_grouping_is_below(
        sizes in sizes(),
        weights in proptest::collection::vec(-3.0..3.0f64, 21),
        kinds in proptest::collection::vec(0..4u8, 7),
        apart in proptest::bool::ANY,
        rounds in 1..80u32,
        exponent in -34..-24i32,
        any in proptest::collection::vec(-(1 << 30)..1 << 30i32, 120),
    ) {
        // Sets that do not fit, or nobody of the category.
        let Some(problem) = problem(sizes, &weights, &kinds, apart) else { return Ok(()) };
        let best = best(&problem, &kinds, apart);
        let relaxation = Relaxation::of(&problem, rounds).unwrap();
        let bound = relaxation.bound(&problem).unwrap();
        prop_assert!(bound <= best, "{} {}", bound, best);
        // Prices from nowhere prove little, but never too much.
        let length = relaxation.prices.len();
        let other = Relaxation { exponent, prices: any[..length].to_vec() };
        let bound = other.bound(&problem).unwrap();
        prop_assert!(bound <= best, "{} {}", bound, best);
        let short = Relaxation { exponent, prices: any[..length - 1].to_vec() };
        prop_assert_eq!(short.bound(&problem), None);
    }
}

#[test]
fn it_ends_when_enough_is_proven() {
    let kinds = [0, 1, 2, 0, 1, 2, 0];
    let weights: Vec<f64> = (0..21).map(|at| f64::from(at * at % 7) - 3.0).collect();
    let problem = problem(Sizes::count(3), &weights, &kinds, false).unwrap();
    let far = best(&problem, &kinds, false) - 100.0;
    let mut rounds = 0;
    let found = Relaxation::search(&problem, 500, Some(far), |round, _| {
        rounds = round;
        ControlFlow::Continue(())
    });
    assert!(found.is_some());
    assert_eq!(rounds, LOOK);
    // Whoever says stop gets what there is.
    let found = Relaxation::search(&problem, 500, None, |_, _| ControlFlow::Break(()));
    assert!(found.is_some_and(|found| found.bound(&problem).is_some()));
}

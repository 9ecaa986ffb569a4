//! Groups put together in other ways than by their sum, and wishes on priority levels: against every grouping counted by plain code.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::{Case, advisers, case, form, plain};
use intervision_core::{PairWeight, Roster, Status, Value};
use intervision_groups::{
    Aggregate, Direction, Error, Outcome, PairDirection, PairWish, Pairs, Problem, Rules,
    RulesBuilder, Sizes, Wish, WishError, verify,
};
use proptest::prelude::*;

/// Every way to put people into numbered groups within these sizes.
fn groupings(people: usize, sizes: &[(usize, usize)]) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for _ in 0..people {
        let longer = |part: Vec<u32>| {
            (0..sizes.len() as u32).map(move |group| [part.as_slice(), &[group]].concat())
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all.retain(|group_of| {
        sizes.iter().enumerate().all(|(group, &(least, most))| {
            let size = group_of.iter().filter(|own| **own == group as u32).count();
            (least..=most).contains(&size)
        })
    });
    all
}

const WISHES: [&str; 5] = ["mix unit", "match unit", "not_alone level", "avoid met", "mix years"];

/// What one group has of a wish, from its definition.
fn of_group(wish: &str, case: &Case, own: &[usize]) -> f64 {
    let met = || own.iter().enumerate().flat_map(|(at, &a)| own[..at].iter().map(move |&b| (a, b)));
    let unit = |m: usize| case.table.attribute(m, "unit").as_category().map(str::to_owned);
    let level = |m: usize| case.table.attribute(m, "level");
    match wish {
        "mix unit" => {
            met().filter(|&(a, b)| unit(a).is_some() && unit(a) == unit(b)).count() as f64
        }
        "match unit" => met()
            .filter(|&(a, b)| unit(a).is_some() && unit(b).is_some() && unit(a) != unit(b))
            .count() as f64,
        "not_alone level" => own
            .iter()
            .filter(|&&m| own.iter().filter(|&&other| level(other) == level(m)).count() < 2)
            .count() as f64,
        "avoid met" => met().map(|(a, b)| case.met.weight(a, b).abs()).sum(),
        _ => {
            let years = |m: usize| case.table.attribute(m, "years").as_number();
            let everyone: Vec<f64> = (0..case.table.len()).filter_map(years).collect();
            let mean = everyone.iter().sum::<f64>() / everyone.len().max(1) as f64;
            let all: f64 = everyone.iter().map(|x| (x - mean).powi(2)).sum();
            let here: Vec<f64> = own.iter().filter_map(|&m| years(m)).collect();
            if all < 1e-9 || here.is_empty() {
                return 0.0;
            }
            let own = here.iter().sum::<f64>() / here.len() as f64;
            here.len() as f64 * (own - mean).powi(2) / all
        }
    }
}

/// What each group has of each wish.
fn by_group(case: &Case, group_of: &[u32], groups: usize) -> Vec<Vec<f64>> {
    let own = |group: usize| -> Vec<usize> {
        (0..group_of.len()).filter(|&m| group_of[m] as usize == group).collect()
    };
    let of = |wish: &&str| (0..groups).map(|group| of_group(wish, case, &own(group))).collect();
    WISHES.iter().map(of).collect()
}

/// The wishes with these weights and levels.
fn rules(sizes: Sizes, weights: &[f64], levels: &[u32], aggregate: Aggregate) -> Rules {
    let attribute = |name: &str, direction, at: usize| {
        Wish::new(name, direction, weights[at]).on_level(levels[at])
    };
    RulesBuilder::new(sizes)
        .with_wish(attribute("unit", Direction::Mix, 0))
        .with_wish(attribute("unit", Direction::Match, 1))
        .with_wish(attribute("level", Direction::NotAlone, 2))
        .with_wish(attribute("years", Direction::Mix, 4))
        .with_pairs(PairWish::new("met", PairDirection::Avoid, weights[3]).on_level(levels[3]))
        .aggregate(aggregate)
        .build()
        .unwrap()
}

/// The factors of the wishes in the order of [`WISHES`]; the rules list pairs last.
fn factors(problem: &Problem) -> Vec<f64> {
    [0, 1, 2, 4, 3].map(|at| problem.terms()[at].factor()).to_vec()
}

/// The same pairs, none of them below 0.
fn unsigned(case: &Case) -> intervision_core::PairMatrix {
    let mut met = intervision_core::PairMatrix::zeros(case.table.len());
    case.met.for_each_pair(&mut |a, b, weight| met.add(a, b, weight.abs()).unwrap());
    met
}

fn sizes() -> impl Strategy<Value = Sizes> {
    prop_oneof![Just(Sizes::count(2)), Just(Sizes::count(3)), Just(Sizes::between(2, 4))]
}

fn weights() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(prop_oneof![Just(0.0), 0.2..3.0f64], WISHES.len())
        .prop_filter("something is wanted", |weights| weights.iter().any(|weight| *weight > 0.0))
}

/// The value of the worst group and the harmonic mean's stand-in, of one grouping.
fn together(values: &[f64], aggregate: Aggregate, outcome: &Outcome) -> f64 {
    match aggregate {
        Aggregate::Total => values.iter().sum(),
        Aggregate::Worst => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        _ => {
            // The unit of the scores follows from any group that has something.
            let told = outcome.group_values().iter().find(|group| group.value > 1e-9);
            let unit = told.map_or(1.0, |group| -group.value / group.scores[0].log2());
            let inverse: f64 = values.iter().map(|value| (value / unit).exp2()).sum();
            1.0 - values.len() as f64 / inverse
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn groups_are_put_together_as_well_as_can_be(
        case in case(4..=7),
        sizes in sizes(),
        weights in weights(),
        aggregate in prop_oneof![Just(Aggregate::Worst), Just(Aggregate::Harmonic)],
    ) {
        let rules = rules(sizes, &weights, &[1; 5], aggregate);
        let met = unsigned(&case);
        let pairs = Pairs::new().with("met", &met);
        let problem = Problem::new(&rules, &case.table, &pairs).unwrap();
        let outcome = form(&rules, &case.table, &pairs).unwrap();
        let factors = factors(&problem);
        let values = |group_of: &[u32]| -> Vec<f64> {
            let parts = by_group(&case, group_of, problem.groups());
            let value = |group: usize| (0..5).map(|wish| factors[wish] * parts[wish][group]).sum();
            (0..problem.groups()).map(value).collect()
        };
        let everything = groupings(case.table.len(), problem.sizes());
        let best = everything
            .iter()
            .map(|group_of| together(&values(group_of), aggregate, &outcome))
            .fold(f64::INFINITY, f64::min);
        let found = outcome.worth().value;
        prop_assert_eq!(outcome.worth().status, Status::Optimal);
        prop_assert!((found - best).abs() < 1e-9, "{found} {best}");
        prop_assert!(problem.bounds().value <= best + 1e-9, "bound {}", problem.bounds().value);
        verify(outcome.certificate(), &rules, &case.table, &pairs).unwrap();
        // Groups add up to terms.
        for (at, term) in outcome.worth().terms.iter().enumerate() {
            let sum: f64 = outcome.group_values().iter().map(|group| group.terms[at]).sum();
            prop_assert!((sum - term.value).abs() < 1e-9, "{sum} {}", term.value);
        }
        // Of equal worst groups, the smallest sum.
        if aggregate == Aggregate::Worst {
            let least = everything
                .iter()
                .filter(|group_of| together(&values(group_of), aggregate, &outcome) <= best + 1e-9)
                .map(|group_of| values(group_of).iter().sum::<f64>())
                .fold(f64::INFINITY, f64::min);
            let sum: f64 = outcome.group_values().iter().map(|group| group.value).sum();
            prop_assert!((sum - least).abs() < 1e-9, "{sum} {least}");
        }
    }

    #[test]
    fn no_later_level_costs_an_earlier_one(
        case in case(5..=7),
        sizes in sizes(),
        weights in weights(),
        order in Just([1u32, 2, 3, 4]).prop_shuffle(),
        aggregate in prop_oneof![Just(Aggregate::Total), Just(Aggregate::Worst)],
    ) {
        // Whole numbers on levels of their own; a number on the last.
        let levels: Vec<u32> = order.iter().copied().chain([9]).collect();
        let rules = rules(sizes, &weights, &levels, aggregate);
        let met = unsigned(&case);
        let pairs = Pairs::new().with("met", &met);
        let problem = Problem::new(&rules, &case.table, &pairs).unwrap();
        let outcome = form(&rules, &case.table, &pairs).unwrap();
        let mut wishes: Vec<usize> = (0..5).filter(|&at| weights[at] > 0.0).collect();
        wishes.sort_by_key(|&at| levels[at]);
        let mut all: Vec<Vec<f64>> = groupings(case.table.len(), problem.sizes())
            .iter()
            .map(|group_of| {
                let parts = by_group(&case, group_of, problem.groups());
                wishes.iter().map(|&at| together(&parts[at], aggregate, &outcome)).collect()
            })
            .collect();
        for place in 0..wishes.len() {
            let best = all.iter().map(|values| values[place]).fold(f64::INFINITY, f64::min);
            all.retain(|values| values[place] <= best + 1e-9);
            let found = &outcome.levels()[place];
            prop_assert_eq!(found.level, levels[wishes[place]]);
            let value = found.value / weights[wishes[place]];
            prop_assert!((value - best).abs() < 1e-9, "{place}: {value} {best}");
            prop_assert!(problem.bounds().levels[place] <= found.value + 1e-9);
        }
        prop_assert_eq!(outcome.worth().status, Status::Optimal);
        verify(outcome.certificate(), &rules, &case.table, &pairs).unwrap();
    }
}

#[test]
fn the_worst_group_of_advisers() {
    let rules = RulesBuilder::new(Sizes::count(3))
        .mix("function", 1.0)
        .aggregate(Aggregate::Worst)
        .build()
        .unwrap();
    let outcome = form(&rules, &advisers(), &Pairs::new()).unwrap();
    // 22 pairs in three groups: 4-2-2 has 8, and 3-3-2 twice 7.
    assert_eq!((outcome.worth().value, outcome.worth().bound), (8.0, Some(8.0)));
    assert_eq!(outcome.worth().status, Status::Optimal);
    assert_eq!(outcome.worth().terms[0].value, 22.0);
    let mut groups: Vec<f64> = outcome.group_values().iter().map(|group| group.value).collect();
    groups.sort_by(f64::total_cmp);
    assert_eq!(groups, [7.0, 7.0, 8.0]);
    assert!(outcome.reasons().contains(&"8 in the worst group; no grouping is better.".to_owned()));
    verify(outcome.certificate(), &rules, &advisers(), &Pairs::new()).unwrap();
}

#[test]
fn two_levels_of_two_hundred_people() {
    let unit = (0..200).map(|m| Value::category(format!("u{}", m * m % 7)));
    let function = (0..200).map(|m| Value::category(format!("f{}", m * 31 % 11)));
    let years = (0..200).map(|m| Value::Number(f64::from(m * 37 % 41)));
    let table = plain(200).with_column("unit", unit).unwrap();
    let table =
        table.with_column("function", function).unwrap().with_column("years", years).unwrap();
    let rules = RulesBuilder::new(Sizes::count(25))
        .with_wish(Wish::new("unit", Direction::Mix, 1.0).on_level(1))
        .with_wish(Wish::new("function", Direction::Mix, 1.0).on_level(2))
        .with_wish(Wish::new("years", Direction::Balance, 1.0).on_level(3))
        .build()
        .unwrap();
    let outcome = form(&rules, &table, &Pairs::new()).unwrap();
    let levels = outcome.levels();
    assert_eq!((levels[0].value, levels[1].value), (levels[0].bound, levels[1].bound));
    assert_eq!(outcome.worth().status, Status::Feasible);
    assert!(levels[2].value < 0.02, "{}", levels[2].value);
    let said = format!("Level 1: {} in all; no grouping is better.", levels[0].value);
    assert!(outcome.reasons().contains(&said), "{:?}", outcome.reasons());
    verify(outcome.certificate(), &rules, &table, &Pairs::new()).unwrap();
    let mut claim = outcome.certificate().clone();
    claim.levels[1].bound += 1.0;
    assert_eq!(
        verify(&claim, &rules, &table, &Pairs::new()).unwrap_err().to_string(),
        format!(
            "the certificate does not hold: the bound of level 2 is {}, and it says {}",
            levels[1].bound,
            levels[1].bound + 1.0
        )
    );
}

#[test]
fn a_level_on_which_nothing_can_be_gained_stands_in_nobodys_way() {
    let table = plain(6)
        .with_column("unit", ["x", "x", "y", "y", "z", "z"].map(Value::category))
        .unwrap()
        .with_column("years", [4.0; 6].map(Value::Number))
        .unwrap();
    for (years, unit) in [(1, 2), (2, 1)] {
        let rules = RulesBuilder::new(Sizes::count(2))
            .with_wish(Wish::new("years", Direction::Mix, 1.0).on_level(years))
            .with_wish(Wish::new("unit", Direction::Mix, 1.0).on_level(unit))
            .build()
            .unwrap();
        let outcome = form(&rules, &table, &Pairs::new()).unwrap();
        assert_eq!((outcome.worth().value, outcome.worth().status), (0.0, Status::Optimal));
    }
}

#[test]
fn what_cannot_be_put_together_is_said() {
    let rules = RulesBuilder::new(Sizes::count(2)).seek_pairs("friends", 1.0);
    let friends = intervision_core::PairMatrix::from_pairs(4, [(0, 1, 1.0)]).unwrap();
    let pairs = Pairs::new().with("friends", &friends);
    let harmonic = rules.clone().aggregate(Aggregate::Harmonic).build().unwrap();
    assert_eq!(
        form(&harmonic, &plain(4), &pairs).unwrap_err().to_string(),
        "seek \"friends\" can count below 0, and the harmonic mean takes scores of what starts at 0; add groups up, or ask for the worst"
    );
    let zero = Wish::new("unit", Direction::Mix, 1.0).on_level(0);
    assert_eq!(
        rules.with_wish(zero).build().unwrap_err().to_string(),
        "a priority level is 0; give 1 for what comes first, 2 for what comes next"
    );
    let heavy = PairWish::new("friends", PairDirection::Seek, 1e12).on_level(2);
    let far = RulesBuilder::new(Sizes::count(2))
        .with_wish(Wish::new("unit", Direction::Mix, 1e-6))
        .with_pairs(heavy)
        .with_wish(Wish::new("unit", Direction::Balance, 1e-9).on_level(3))
        .build()
        .unwrap();
    let table = plain(4).with_column("unit", ["x", "x", "y", "z"].map(Value::category)).unwrap();
    let error = form(&far, &table, &pairs).unwrap_err();
    assert!(matches!(error, Error::Wish(WishError::TooManyLevels { levels: 3 })));
    assert_eq!(
        error.to_string(),
        "3 priority levels of such range cannot be kept apart in one number; use fewer, or lighter weights on the last"
    );
}

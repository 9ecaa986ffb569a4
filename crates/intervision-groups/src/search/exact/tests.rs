use intervision_core::{PairMatrix, Run, Stopped, Table, Value};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::*;
use crate::{
    Aggregate, Direction, Inputs, PairDirection, PairWish, Pairs, RulesBuilder, Sizes, Wish,
};

/// Eight people with three kinds of wishes and a rule each, the same for the same number.
fn problem(number: usize, aggregate: Aggregate) -> Problem {
    let people = 8;
    let digit = |m: usize, of: usize| (m * m * 7 + m * number + number * number * 5) / 3 % of;
    let unit = (0..people).map(|m| Value::category(format!("u{}", digit(m, 3))));
    let years = (0..people).map(|m| Value::Number(digit(m + 3, 11) as f64));
    let roster = Table::new((0..people).map(|m| format!("m{m}"))).unwrap();
    let roster = roster.with_column("unit", unit).unwrap().with_column("years", years).unwrap();
    let weights = (0..people).flat_map(|b| (0..b).map(move |a| (a, b, digit(a * 5 + b, 7) as f64)));
    let met = PairMatrix::from_pairs(people, weights).unwrap();
    let sizes = match number % 3 {
        0 => Sizes::count(3),
        1 => Sizes::listed_between([(1, 4), (2, 5), (1, 3)]),
        _ => Sizes::between(2, 4),
    };
    let level = 1 + (number % 2) as u32;
    let mut rules = RulesBuilder::new(sizes)
        .with_wish(Wish::new("unit", Direction::NotAlone, 1.5))
        .with_wish(Wish::new("years", Direction::Balance, 1.0).on_level(3))
        .with_pairs(PairWish::new("met", PairDirection::Avoid, 1.0).on_level(level))
        .aggregate(aggregate);
    rules = match number % 5 {
        0 => rules.apart(["m1", "m4"]),
        1 => rules.together(["m0", "m5"]),
        2 => rules.at_most("unit", None, 2),
        3 => rules.pin("m3", 2),
        _ => rules,
    };
    let inputs = Inputs::new().with_pairs(Pairs::new().with("met", &met));
    Problem::new(&rules.build().unwrap(), &roster, &inputs).unwrap()
}

#[test]
fn set_by_set_and_person_by_person_find_the_same() {
    for aggregate in [Aggregate::Total, Aggregate::Worst, Aggregate::Harmonic] {
        for number in 0..30 {
            let problem = problem(number, aggregate);
            let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
            let start = crate::search::start::construct(&problem, &mut rng);
            let mut run = Run::new(&mut rng, &mut nobody);
            let sets = sets::solve(&problem, &mut run, &start);
            let tree = tree::solve(&problem, &mut run, &start);
            assert!(sets.way.is_continue() && tree.way.is_continue());
            assert_eq!(sets.feasible, tree.feasible, "{number} {aggregate}");
            let [a, b] = [sets, tree].map(|found| State::from_units(&problem, &found.unit_group));
            if a.faults() == 0 {
                let (a, b) = (a.worth(), b.worth());
                let close = (a.0 - b.0).abs() <= 1e-9 * b.0.abs().max(1.0);
                assert!(close && (a.1 - b.1).abs() <= 1e-9 * b.1.abs().max(1.0), "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_budget_ends_it_with_what_is_known() {
    let problem = problem(4, Aggregate::Total);
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
    let start = crate::search::start::construct(&problem, &mut rng);
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(1);
    let cut = best_of_all(&problem, &mut run, &start);
    assert_eq!((cut.stopped, cut.proven), (Stopped::Steps, false));
    assert_eq!(cut.group_of, start.group_of);
}

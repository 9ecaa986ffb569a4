use intervision_core::{PairMatrix, Run, Stopped, Table, Value};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::*;
use crate::{
    Aggregate, Direction, Inputs, PairDirection, PairWish, Pairs, RulesBuilder, Sizes, WaitingList,
    Wish,
};

/// Eight people with three kinds of wishes and a rule each, the same for the same number.
fn problem(number: usize, aggregate: Aggregate) -> Problem {
    let sizes = match number % 3 {
        0 => Sizes::count(3),
        1 => Sizes::listed_between([(1, 4), (2, 5), (1, 3)]),
        _ => Sizes::between(2, 4),
    };
    problem_of(number, sizes, aggregate, None)
}

/// Some of the eight wait, and one of them has a seat.
fn with_waiting(number: usize) -> Problem {
    let (sizes, list) = match number % 3 {
        0 => (Sizes::listed([2, 2]), WaitingList::new()),
        1 => (Sizes::CountBetween { count: 3, min: 1, max: 2 }, WaitingList::new().at_most(4)),
        _ => (Sizes::listed_between([(1, 2), (2, 3)]), WaitingList::new().at_most(5)),
    };
    problem_of(number, sizes, Aggregate::Total, Some(list.seat("m2")))
}

fn problem_of(
    number: usize,
    sizes: Sizes,
    aggregate: Aggregate,
    list: Option<WaitingList>,
) -> Problem {
    let people = 8;
    let digit = |m: usize, of: usize| (m * m * 7 + m * number + number * number * 5) / 3 % of;
    let unit = (0..people).map(|m| Value::category(format!("u{}", digit(m, 3))));
    let years = (0..people).map(|m| Value::Number(digit(m + 3, 11) as f64));
    let roster = Table::new((0..people).map(|m| format!("m{m}"))).unwrap();
    let roster = roster.with_column("unit", unit).unwrap().with_column("years", years).unwrap();
    let weights = (0..people).flat_map(|b| (0..b).map(move |a| (a, b, digit(a * 5 + b, 7) as f64)));
    let met = PairMatrix::from_pairs(people, weights).unwrap();
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
    if let Some(list) = list {
        rules = rules.waiting_list(list);
    }
    let inputs = Inputs::new().with_pairs(Pairs::new().with("met", &met));
    Problem::new(&rules.build().unwrap(), &roster, &inputs).unwrap()
}

/// Whether both ways of trying everything come to the same, and to what.
fn same_both_ways(problem: &Problem) -> State<'_> {
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
    let start = crate::search::start::construct(problem, &mut rng);
    let mut run = Run::new(&mut rng, &mut nobody);
    let sets = sets::solve(problem, &mut run, &start);
    let tree = tree::solve(problem, &mut run, &start);
    assert!(sets.way.is_continue() && tree.way.is_continue());
    assert_eq!(sets.feasible, tree.feasible);
    let [a, b] = [sets, tree].map(|found| State::from_units(problem, &found.unit_group));
    if a.faults() == 0 {
        let (a, b) = (a.worth(), b.worth());
        let close = (a.0 - b.0).abs() <= 1e-9 * b.0.abs().max(1.0);
        assert!(close && (a.1 - b.1).abs() <= 1e-9 * b.1.abs().max(1.0), "{a:?} {b:?}");
    }
    a
}

#[test]
fn set_by_set_and_person_by_person_find_the_same() {
    for aggregate in [Aggregate::Total, Aggregate::Worst, Aggregate::Harmonic] {
        for number in 0..30 {
            same_both_ways(&problem(number, aggregate));
        }
    }
}

#[test]
fn they_find_the_same_where_some_wait() {
    let mut found = 0;
    for number in 0..30 {
        let problem = with_waiting(number);
        let state = same_both_ways(&problem);
        if state.faults() == 0 {
            found += 1;
            assert!(state.group_of[2] < problem.seats() as u32);
        }
    }
    assert!(found >= 25, "{found}");
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

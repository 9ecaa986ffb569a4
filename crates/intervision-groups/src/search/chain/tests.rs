use intervision_core::{PairMatrix, Table, Value};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{Chains, Visit};
use crate::problem::{Pairs, Problem, Sizes};
use crate::search::repair::Repair;
use crate::search::start::construct;
use crate::search::state::State;
use crate::{Aggregate, RulesBuilder, WaitingList};

/// People with a category, tags, a number and weights for pairs, and every kind of rule.
fn problem(draws: &[(u8, u8, u8)], free: bool, aggregate: Aggregate) -> Problem {
    let sizes = if free { Sizes::listed_between([(1, 5); 4]) } else { Sizes::count(4) };
    problem_of(draws, RulesBuilder::new(sizes).aggregate(aggregate))
}

/// The same where there are seats for some of them alone.
fn with_waiting(draws: &[(u8, u8, u8)], free: bool) -> Problem {
    let (sizes, list) = if free {
        (Sizes::listed_between([(1, 3); 3]), WaitingList::new().at_most(draws.len()))
    } else {
        (Sizes::listed([3, 3, 2]), WaitingList::new())
    };
    problem_of(draws, RulesBuilder::new(sizes).waiting_list(list.seat("p5").seat("p6")))
}

fn problem_of(draws: &[(u8, u8, u8)], rules: RulesBuilder) -> Problem {
    let people = draws.len();
    let ids: Vec<String> = (0..people).map(|number| format!("p{number}")).collect();
    let unit = |&(unit, ..): &(u8, u8, u8)| match unit {
        0 => Value::Unknown,
        unit => Value::category(format!("u{}", unit % 3)),
    };
    let years = |&(_, years, _): &(u8, u8, u8)| match years {
        0 => Value::Unknown,
        years => Value::Number(f64::from(years)),
    };
    let level = |&(.., level): &(u8, u8, u8)| Value::category(format!("l{}", level % 4));
    let table = Table::new(ids.clone()).unwrap();
    let table = table.with_column("unit", draws.iter().map(unit)).unwrap();
    let table = table.with_column("years", draws.iter().map(years)).unwrap();
    let table = table.with_column("level", draws.iter().map(level)).unwrap();
    let weight = |a: usize, b: usize| f64::from((draws[a].1 ^ draws[b].2) % 5);
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
    let met = PairMatrix::from_pairs(people, pairs.map(|(a, b)| (a, b, weight(a, b)))).unwrap();
    let rules = rules
        .mix("unit", 2.0)
        .balance("years", 1.0)
        .match_on("level", 0.5)
        .not_alone("level", 1.0)
        .avoid_pairs("met", 1.0)
        .together([&ids[0], &ids[1]])
        .apart([&ids[2], &ids[3]])
        .pin(&ids[4], 2)
        .at_most("level", None, 4)
        .build()
        .unwrap();
    Problem::new(&rules, &table, &Pairs::new().with("met", &met)).unwrap()
}

fn draws() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    proptest::collection::vec((0..6u8, 0..20u8, 0..16u8), 10..=14)
}

/// A grouping that keeps the rules, if one is found soon.
fn start(problem: &Problem, seed: u64) -> Option<State<'_>> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut state = construct(problem, &mut rng);
    let mut repair = Repair::new(&state);
    for _ in 0..200 {
        if repair.done() {
            return Some(state);
        }
        repair.step(&mut state, &mut rng);
    }
    None
}

/// Chains over the whole roster with all arcs priced.
fn priced(state: &mut State<'_>) -> Chains {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut chains = Chains::new(state, &mut rng);
    chains.visit(state);
    while !chains.stale.is_empty() {
        chains.visit(state);
    }
    chains
}

fn moved<'p>(state: &State<'p>, chains: &Chains, chain: [usize; 3]) -> State<'p> {
    let mut unit_group = state.unit_group.clone();
    for at in 0..3 {
        let (node, next) = (chains.nodes[chain[at]], chains.nodes[chain[(at + 1) % 3]]);
        if let Some(unit) = node.unit {
            unit_group[unit as usize] = next.group;
        }
    }
    State::from_units(state.problem, &unit_group)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The arcs of a chain add up to what it changes, and are finite just where it breaks no rule.
    #[test]
    fn arcs_add_up(draws in draws(), free: bool, waits: bool, seed: u64) {
        let problem = if waits { with_waiting(&draws, free) } else { problem(&draws, free, Aggregate::Total) };
        let Some(mut state) = start(&problem, seed) else { return Ok(()) };
        let chains = priced(&mut state);
        let nodes = chains.nodes.len();
        let arc = |from: usize, to: usize| chains.arcs[from * nodes + to];
        let group = |node: usize| chains.nodes[node].group;
        for x in 0..nodes {
            for y in (0..nodes).filter(|&y| group(y) != group(x)) {
                for z in (0..nodes).filter(|&z| group(z) != group(x) && group(z) != group(y)) {
                    let after = moved(&state, &chains, [x, y, z]);
                    let sum = arc(x, y) + arc(y, z) + arc(z, x);
                    prop_assert_eq!(sum.is_finite(), after.faults() == 0);
                    let change = after.value - state.value;
                    prop_assert!(!sum.is_finite() || (sum - change).abs() < 1e-9, "{} {}", sum, change);
                }
            }
        }
    }

    /// The search ends where no chain of three gains anything; rules hold, and nothing got worse.
    #[test]
    fn no_chain_of_three_is_left(draws in draws(), free: bool, waits: bool, seed: u64) {
        let problem = if waits { with_waiting(&draws, free) } else { problem(&draws, free, Aggregate::Total) };
        let Some(mut state) = start(&problem, seed) else { return Ok(()) };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut chains = Chains::new(&state, &mut rng);
        let before = state.value;
        while chains.visit(&mut state).1 != Visit::Done {}
        let end = State::from_units(&problem, &state.unit_group);
        prop_assert!((end.value - state.value).abs() < 1e-9);
        prop_assert!(end.value <= before + 1e-9);
        prop_assert_eq!(end.faults(), 0);
        let nodes = chains.nodes.len();
        for x in 0..nodes {
            for y in 0..nodes {
                for z in 0..nodes {
                    let groups = [x, y, z].map(|node| chains.nodes[node].group);
                    if groups[0] != groups[1] && groups[1] != groups[2] && groups[2] != groups[0] {
                        let after = moved(&state, &chains, [x, y, z]);
                        prop_assert!(after.faults() > 0 || after.value >= end.value - 1e-9);
                    }
                }
            }
        }
    }

    /// Where the worst group or a harmonic mean counts, chains that do not help are taken back.
    #[test]
    fn the_value_decides(draws in draws(), worst: bool, seed: u64) {
        let aggregate = if worst { Aggregate::Worst } else { Aggregate::Harmonic };
        let problem = problem(&draws, true, aggregate);
        let Some(mut state) = start(&problem, seed) else { return Ok(()) };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let before = state.worth();
        let mut chains = Chains::new(&state, &mut rng);
        let mut gained = false;
        loop {
            match chains.visit(&mut state).1 {
                Visit::Done => break,
                visit => gained |= visit == Visit::Gained,
            }
        }
        let end = State::from_units(&problem, &state.unit_group);
        prop_assert_eq!(end.faults(), 0);
        prop_assert!((end.worth().0 - state.worth().0).abs() < 1e-9);
        prop_assert_eq!(gained, crate::search::better(end.worth(), before, problem.objective.unit()));
    }
}

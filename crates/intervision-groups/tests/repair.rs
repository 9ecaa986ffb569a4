//! Repair of groups that stand (X3).

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::{SEED, plain, with_managers};
use intervision_core::{FormGroups, Groups, Roster, Run, Status, Table, Value};
use intervision_groups::{Error, Former, Problem, Repaired, Rules, RulesBuilder, Sizes, repair};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn repaired(
    rules: &Rules,
    roster: &dyn Roster,
    before: &Groups,
    locked: &[&str],
) -> Result<Repaired, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    repair(&Former::new(rules.clone()), roster, before, locked, &mut Run::new(&mut rng, &mut ()))
}

#[test]
fn nothing_moves_where_nothing_is_broken() {
    let before = Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]]).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2)).build().unwrap();
    let found = repaired(&rules, &plain(6), &before, &[]).unwrap();
    assert_eq!((found.moves, found.status, found.groups), (0, Status::Optimal, before));
    assert_eq!(found.reasons, ["The groups keep the rules as they stand."]);
}

#[test]
fn x3_a_group_that_two_have_left_gets_one_and_says_why() {
    // Groups of 4 and 2 of six: one must move, and it is somebody of another unit.
    let units = ["x", "x", "y", "x", "y", "y"].map(Value::category);
    let roster = plain(6).with_column("unit", units).unwrap();
    let before = Groups::new(6, vec![vec![0, 1, 2, 4], vec![3, 5]]).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).build().unwrap();
    let found = repaired(&rules, &roster, &before, &["m003", "m005"]).unwrap();
    assert_eq!((found.moves, found.status), (1, Status::Optimal));
    assert_eq!(found.groups.group_of(2), Some(0));
    assert_eq!(found.reasons.len(), 1);
    assert!(
        found.reasons[0].ends_with("from group 1 to group 2: group 1 is too large."),
        "{:?}",
        found.reasons
    );
    assert_eq!(found.changes.moved().count(), 1);
}

#[test]
fn x3_a_service_near_groups_keeps_their_numbers_whatever_the_order_of_the_roster() {
    let then = Table::new(["a", "b", "c", "d", "e", "f"]).unwrap();
    let standing = Groups::new(6, vec![vec![0, 4, 5], vec![1, 2, 3]]).unwrap();
    let former = Former::new(RulesBuilder::new(Sizes::count(2)).build().unwrap());
    // a has left, g has joined, and the second group would be the first by its members.
    let now = Table::new(["g", "f", "e", "d", "c", "b"]).unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_seed(SEED);
    let formed = former.near(&then, &standing).form_groups(&now, &mut run).unwrap();
    assert_eq!(formed.groups, Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]]).unwrap());
    assert_eq!((formed.worth.gap(), formed.worth.seed), (Some(0.0), Some(SEED)));

    let gone = former.near(&then, &standing).locking("a").repair(&now, &mut run).unwrap_err();
    assert!(gone.to_string().contains("\"a\" is locked and not on the roster"), "{gone}");
}

#[test]
fn groups_are_dissolved_where_the_rules_form_fewer() {
    let before = Groups::new(8, vec![vec![0, 1, 2], vec![3, 4], vec![5, 6, 7]]).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2)).build().unwrap();
    let found = repaired(&rules, &plain(8), &before, &[]).unwrap();
    assert_eq!((found.moves, found.groups.sizes()), (2, vec![4, 4]));
    let refused = repaired(&rules, &plain(8), &before, &["m004"]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "m004 is locked in a group that is dissolved, since the rules form fewer groups; allow more groups or free them"
    );
}

/// The fewest moves, and then the least value, over every grouping.
fn brute(problem: &Problem, before: &Groups, locked: &[bool]) -> Option<(usize, f64)> {
    let (people, groups) = (problem.members(), problem.groups());
    let mut best: Option<(usize, f64)> = None;
    for way in 0..groups.pow(people as u32) {
        let group_of: Vec<u32> =
            (0..people).map(|at| (way / groups.pow(at as u32) % groups) as u32).collect();
        let moved = |at: usize| before.group_of(at).is_some_and(|was| was as u32 != group_of[at]);
        if (0..people).any(|at| locked[at] && moved(at)) {
            continue;
        }
        let draft = intervision_groups::Draft::new(problem, &group_of)?;
        if draft.group_of() != group_of || draft.faults() > 0 {
            continue;
        }
        let found = ((0..people).filter(|&at| moved(at)).count(), draft.value());
        if best.is_none_or(|best| (found.0, found.1) < (best.0, best.1 - 1e-9)) {
            best = Some(found);
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn x3_moves_and_value_are_those_of_brute_force(
        people in 4usize..8,
        places in proptest::collection::vec(proptest::option::weighted(0.85, 0usize..3), 8),
        groups in 2usize..4,
        units in proptest::collection::vec(0u8..3, 8),
        apart in proptest::collection::vec((0usize..8, 0usize..8), 0..3),
        together in any::<bool>(),
        most in 1usize..4,
        locked in proptest::collection::vec(proptest::bool::weighted(0.2), 8),
        boss in any::<bool>(),
    ) {
        let units = units.iter().take(people).map(|unit| Value::category(format!("u{unit}")));
        let roster: Table = plain(people).with_column("unit", units).unwrap();
        let roster = if boss { with_managers(roster, &[(0, 3)]) } else { roster };
        let mut lists = vec![Vec::new(); groups];
        for (member, place) in places.iter().take(people).enumerate() {
            if let Some(place) = place {
                lists[place % groups].push(member);
            }
        }
        let before = Groups::new(people, lists).unwrap();
        let id = |at: usize| format!("m{:03}", at % people + 1);
        let mut rules = RulesBuilder::new(Sizes::count(groups)).mix("unit", 1.0).at_most("unit", None, most).not_with_manager();
        for (a, b) in apart {
            if a % people != b % people {
                rules = rules.apart([id(a), id(b)]);
            }
        }
        if together {
            rules = rules.together([id(1), id(2)]);
        }
        let rules = rules.build().unwrap();
        let Ok(problem) = Problem::new(&rules, &roster, intervision_groups::Inputs::new()) else { return Ok(()) };
        let still: Vec<bool> = (0..people).map(|at| locked[at] && before.group_of(at).is_some()).collect();
        let ids: Vec<String> = (0..people).filter(|&at| still[at]).map(id).collect();
        let named: Vec<&str> = ids.iter().map(String::as_str).collect();
        let found = match repaired(&rules, &roster, &before, &named) {
            Err(Error::Repair(_)) => {
                prop_assert_eq!(brute(&problem, &before, &still), None);
                return Ok(());
            }
            found => found.unwrap(),
        };
        if let Some((moves, value)) = brute(&problem, &before, &still) {
                prop_assert_eq!(found.status, Status::Optimal);
                prop_assert_eq!(found.moves, moves);
                prop_assert!((found.value - value).abs() < 1e-9, "{} is not {value}", found.value);
                prop_assert!((0..people).all(|at| !still[at] || found.groups.group_of(at) == before.group_of(at)));
            } else {
            prop_assert_eq!(found.status, Status::Unknown);
        }
    }
}

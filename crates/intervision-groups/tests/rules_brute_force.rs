//! Small problems with every kind of rule in random mixtures, against every grouping and the rules' own words.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::mixture::{Mixture, mixture};
use intervision_core::{Grouping, Run, Status};
use intervision_groups::{Annealing, Error, Exhaustive, Problem, Solver, verify};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn solve(mixture: &Mixture, solver: &dyn Solver) -> Result<intervision_groups::Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(common::SEED);
    let former = mixture.former();
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_steps(500_000);
    former.form_with(solver, &mixture.table, &mut run)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_mixture_of_rules_is_kept_at_the_least_value(mixture in mixture()) {
        let kept: Vec<Vec<u32>> =
            mixture.groupings().into_iter().filter(|group_of| mixture.broken(group_of) == 0).collect();
        match solve(&mixture, &Exhaustive) {
            Err(error) => {
                prop_assert!(kept.is_empty(), "{error}\n{kept:?}");
                prop_assert!(error.is_conflict(), "{error}");
                let conflict = mixture.former().conflict(&mixture.table).unwrap();
                prop_assert!(conflict.is_some(), "{error}");
                if let Error::Conflict(found) = error {
                    prop_assert_eq!(conflict, Some(found));
                }
            }
            Ok(outcome) => {
                let former = mixture.former();
                let problem = Problem::new(former.rules(), &mixture.table, former.inputs()).unwrap();
                let values = kept.iter().filter_map(|group_of| problem.value(group_of));
                let best = values.fold(f64::INFINITY, f64::min);
                let worth = outcome.worth();
                prop_assert_eq!(worth.status, Status::Optimal);
                prop_assert!((worth.value - best).abs() < 1e-9, "{} {}", worth.value, best);
                let certificate = outcome.certificate();
                verify(certificate, former.rules(), &mixture.table, former.inputs()).unwrap();
            }
        }
    }

    #[test]
    fn x4_a_conflict_is_one_and_every_smaller_set_is_none(mixture in mixture()) {
        let broken: std::collections::BTreeSet<u64> =
            mixture.groupings().iter().map(|group_of| mixture.broken(group_of)).collect();
        let possible = |rules: u64| broken.iter().any(|broken| broken & rules == 0);
        match mixture.former().conflict(&mixture.table).unwrap() {
            None => prop_assert!(possible(u64::MAX)),
            Some(conflict) => {
                prop_assert!(conflict.minimal);
                let bits: Vec<u64> =
                    conflict.rules.iter().map(|rule| 1 << mixture.bit(rule)).collect();
                let all = bits.iter().fold(0, |all, bit| all | bit);
                prop_assert!(!possible(all), "{conflict} can hold");
                for bit in bits {
                    prop_assert!(possible(all & !bit), "{conflict} is not minimal: {:?}", mixture.named());
                }
            }
        }
    }

    #[test]
    fn annealing_keeps_every_mixture_of_rules_that_can_be_kept(mixture in mixture()) {
        let possible = mixture.groupings().iter().any(|group_of| mixture.broken(group_of) == 0);
        if possible {
            let outcome = solve(&mixture, &Annealing::default().with_islands(1)).unwrap();
            prop_assert!(outcome.violated().is_empty(), "{:?}", outcome.violated());
            let mut group_of = vec![mixture.seats() as u32; mixture.people()];
            for (group, members) in outcome.groups().iter().enumerate() {
                for &member in members {
                    group_of[member] = group as u32;
                }
            }
            prop_assert_eq!(mixture.broken(&group_of), 0);
            prop_assert_eq!(outcome.groups().len(), mixture.seats());
        }
    }
}

#[test]
fn the_mixtures_hold_both_kinds_of_cases_and_conflicts_of_every_rule() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut possible, mut wait, mut by_priority) = (0, 0, 0);
    let mut named = std::collections::BTreeMap::new();
    for _ in 0..500 {
        let mixture = mixture().new_tree(&mut runner).unwrap().current();
        match mixture.former().conflict(&mixture.table).unwrap() {
            None => possible += 1,
            Some(conflict) => {
                for stated in conflict.rules {
                    // Whichever of its kind.
                    let rule = format!("{:?}", stated.rule);
                    let kind = rule.split('(').next().unwrap().to_owned();
                    *named.entry(kind).or_insert(0) += 1;
                }
            }
        }
        wait += usize::from(mixture.waiting.is_some());
        by_priority += usize::from(mixture.priority.is_some());
    }
    assert!((150..350).contains(&possible), "{possible} possible");
    assert!(
        wait >= 100 && by_priority >= 50,
        "{wait} with people who wait, {by_priority} by priority"
    );
    let kinds: Vec<&str> = named.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "Apart",
            "CommonSlots",
            "Lock",
            "Manager",
            "Pin",
            "Quota",
            "Refusals",
            "Seat",
            "Sizes",
            "Together"
        ],
        "{named:?}"
    );
}

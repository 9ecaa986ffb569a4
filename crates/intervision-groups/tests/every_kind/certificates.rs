//! Certificates of groupings that the search found, and of any others, hold; changed in any figure they do not.

use intervision_core::{Formed, Groups, Status, Stopped, Worth};
use intervision_groups::{Certificate, Error, Problem, WishError, verify};
use proptest::prelude::*;

use crate::asked::{Asked, asked};
use crate::brute::Brute;
use crate::common::fields::{leaves, others};
use crate::optimum::form;

fn holds(asked: &Asked, certificate: &Certificate) -> bool {
    verify(certificate, &asked.rules, &asked.mixture.table, asked.inputs()).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn a_claim_that_nothing_is_better_holds_for_the_best_alone(
        asked in asked(),
        picked in proptest::collection::vec(any::<prop::sample::Index>(), 4),
        by in 0.001..5.0f64,
    ) {
        let Ok(found) = form(&asked) else { return Ok(()) };
        let problem = Problem::new(&asked.rules, &asked.mixture.table, asked.inputs()).unwrap();
        let brute = Brute::new(&asked, Some(&problem), Some(&found));
        if !brute.knows_units {
            return Ok(());
        }
        let best = brute.best().unwrap();
        let mut number = 0;
        brute.each(&mut |_, _| number += 1);
        let mut picked: Vec<usize> = picked.iter().map(|index| index.index(number)).collect();
        picked.sort_unstable();
        let (mut at, mut groupings) = (0, Vec::new());
        brute.each(&mut |value, sets| {
            if picked.contains(&at) {
                groupings.push((value, sets.to_vec()));
            }
            at += 1;
        });
        // How close is called equal where there is one level; a later one must not drown.
        let close = if found.levels().len() > 1 { 0.0 } else { 1e-8 * best.whole.abs() };
        for (value, sets) in groupings {
            let people = asked.mixture.people();
            let members = |set: &usize| (0..people).filter(|member| set >> member & 1 == 1).collect();
            let seats = sets.iter().take(asked.mixture.seats());
            let groups = Groups::new(people, seats.map(members).collect()).unwrap();
            let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
            let told = asked.former().explain(&asked.mixture.table, &Formed { groups, worth }).unwrap();
            let right = told.certificate();
            prop_assert!((right.value - value.whole).abs() <= brute.slack(value.whole), "{} {value:?}", right.value);
            prop_assert!(holds(&asked, right));
            let by = by + 1e-13 * right.value.abs();
            for off in [by, -by] {
                let mut wrong = right.clone();
                wrong.value += off;
                prop_assert!(!holds(&asked, &wrong), "{wrong:?}");
            }
            let mut claim = right.clone();
            (claim.status, claim.bound, claim.gap) = (Status::Optimal, claim.value, 0.0);
            for level in &mut claim.levels {
                level.bound = level.value;
            }
            // What is behind by less may be rounding.
            if value.whole - best.whole > close + 2.0 * brute.slack(best.whole) {
                prop_assert!(!holds(&asked, &claim), "{best:?} is better than {claim:?}");
            }
        }
    }

    #[test]
    fn no_field_can_be_changed(asked in asked(), by in 0.01..9.0f64) {
        let outcome = match form(&asked) {
            Err(Error::Wish(WishError::TooManyLevels { .. })) => return Ok(()),
            Err(error) => {
                prop_assert!(!error.to_string().is_empty());
                return Ok(());
            }
            Ok(outcome) => outcome,
        };
        let right = outcome.certificate();
        let document = serde_json::to_value(right).unwrap();
        let mut paths = Vec::new();
        leaves(&document, "", &mut paths);
        // How the groups were found cannot be checked without searching again.
        paths.retain(|path| path != "/seed" && path != "/steps");
        for path in paths {
            for other in others(document.pointer(&path).unwrap(), by) {
                let mut wrong = document.clone();
                *wrong.pointer_mut(&path).unwrap() = other;
                let Ok(wrong) = serde_json::from_value::<Certificate>(wrong) else { continue };
                prop_assert!(wrong == *right || !holds(&asked, &wrong), "{path}: {wrong:?}");
            }
        }
    }
}

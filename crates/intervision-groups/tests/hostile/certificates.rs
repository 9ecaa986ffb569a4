//! Certificates with any one figure changed.

#![cfg(feature = "serde")]

use intervision_core::{Groups, Roster, Status, Stopped, Worth};
use intervision_groups::{Certificate, Former, Pairs, Rules, RulesBuilder, Sizes, verify};
use proptest::prelude::*;

use crate::common::fields::{leaves, others};
use crate::common::{case, form_in, with_managers};

fn rules() -> Rules {
    RulesBuilder::new(Sizes::between(3, 5))
        .mix("unit", 2.0)
        .balance("unit", 0.0)
        .match_on("skills", 1.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m004"])
        .not_with_manager()
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_field_can_be_changed(case in case(7..=12), by in 0.01..9.0f64, anew in any::<u32>()) {
        let table = with_managers(case.table.clone(), &[(6, 5)]);
        let (rules, pairs) = (rules(), Pairs::new().with("met", &case.met));
        let found = form_in(&rules, &table, &pairs, Some(1000)).unwrap();
        // A grouping of the search, and one at random that may break rules.
        let mut lists = vec![Vec::new(); found.groups().sizes().len()];
        for member in 0..table.len() {
            let group = (anew as usize >> member) % lists.len();
            lists[group].push(member);
        }
        let groups = Groups::new(table.len(), lists).unwrap();
        let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
        let former = Former::new(rules.clone()).with_pairs(pairs.clone());
        let random = former.explain(&table, &intervision_core::Formed { groups, worth }).unwrap();
        for outcome in [found, random] {
            let right = outcome.certificate();
            verify(right, &rules, &table, &pairs).unwrap();
            let document = serde_json::to_value(right).unwrap();
            let mut paths = Vec::new();
            leaves(&document, "", &mut paths);
            for path in paths {
                // How the groups were found cannot be checked without searching again.
                if path == "/seed" || path == "/steps" {
                    continue;
                }
                for other in others(document.pointer(&path).unwrap(), by) {
                    let mut wrong = document.clone();
                    if wrong.pointer(&path) == Some(&other) {
                        continue;
                    }
                    *wrong.pointer_mut(&path).unwrap() = other;
                    let Ok(wrong) = serde_json::from_value::<Certificate>(wrong) else { continue };
                    if wrong == *right {
                        continue;
                    }
                    prop_assert!(verify(&wrong, &rules, &table, &pairs).is_err(), "{path}: {wrong:?}");
                }
            }
        }
    }
}

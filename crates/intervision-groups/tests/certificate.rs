//! Certificates: every wrong claim is refused, and answers do not depend on order, threads or when a run is cut.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use std::ops::ControlFlow;

use common::{SEED, case, form_in, ids, with_managers};
use intervision_core::{
    Grouping, PairMatrix, Progress, Roster, Run, Status, Stopped, Table, Value,
};
use intervision_groups::{Certificate, Former, Pairs, Rules, RulesBuilder, Sizes, verify};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn rules() -> Rules {
    RulesBuilder::new(Sizes::count(3))
        .mix("unit", 2.0)
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
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn wrong_certificates_never_verify(case in case(10..=14), by in 0.001..5.0f64, a in 0..14usize, b in 0..14usize) {
        let table = with_managers(case.table.clone(), &[(6, 5)]);
        let (rules, pairs) = (rules(), Pairs::new().with("met", &case.met));
        let outcome = form_in(&rules, &table, &pairs, Some(2000)).unwrap();
        let right = outcome.certificate();
        verify(right, &rules, &table, &pairs).unwrap();
        let wrong = |change: &dyn Fn(&mut Certificate)| {
            let mut wrong = right.clone();
            change(&mut wrong);
            let refused = verify(&wrong, &rules, &table, &pairs).is_err();
            assert!(refused, "{wrong:?}");
        };
        wrong(&|c| c.version += 1);
        wrong(&|c| c.rules.replace_range(0..1, if c.rules.starts_with('0') { "1" } else { "0" }));
        wrong(&|c| c.input.clear());
        wrong(&|c| c.value -= by);
        wrong(&|c| c.bound += by);
        wrong(&|c| c.gap += by);
        wrong(&|c| c.value = f64::NAN);
        for term in 0..right.terms.len() {
            wrong(&|c| c.terms[term].value += by);
            wrong(&|c| c.terms[term].weight += by);
            wrong(&|c| c.terms[term].bound = c.terms[term].bound.map(|bound| bound + by));
            wrong(&|c| c.terms[term].bound = None);
            wrong(&|c| c.terms[term].name.push('s'));
        }
        wrong(&|c| drop(c.terms.pop()));
        wrong(&|c| c.status = Status::Infeasible);
        wrong(&|c| c.status = Status::Unknown);
        if right.status == Status::Feasible {
            wrong(&|c| c.status = Status::Optimal);
        }
        wrong(&|c| drop(c.groups[0].pop()));
        wrong(&|c| drop(c.groups.pop()));
        wrong(&|c| { let twice = c.groups[0][0].clone(); c.groups[1][0] = twice; });
        // Two people change places: refused unless the values come out the same.
        let (a, b) = (&ids(14)[a % table.len()], &ids(14)[b % table.len()]);
        let mut moved = right.clone();
        for id in moved.groups.iter_mut().flatten() {
            if id == a { id.clone_from(b) } else if id == b { id.clone_from(a) }
        }
        if verify(&moved, &rules, &table, &pairs).is_ok() {
            let place = |id: &str| moved.groups.iter().position(|group| group.iter().any(|own| own == id));
            prop_assert!(place("m001") != place("m002") && place("m003") == place("m004"));
        }
        // A wish or a value that changed.
        let other = Rules::try_from(intervision_groups::RulesDocument { manager_steps: 0, ..rules.clone().into() });
        prop_assert!(verify(right, &other.unwrap(), &table, &pairs).is_err());
        let mut met = case.met.clone();
        met.add(0, 1, 1.0).unwrap();
        prop_assert!(verify(right, &rules, &table, &Pairs::new().with("met", &met)).is_err());
    }

    #[test]
    fn the_order_of_the_roster_does_not_matter(case in case(10..=14), turn in 1..9usize) {
        let people = case.table.len();
        let listed: Vec<usize> = (0..people).map(|at| (at * 9 + turn) % people).collect();
        let mut distinct = listed.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assume!(distinct.len() == people);
        let mut other = Table::new(listed.iter().map(|&m| case.table.id(m).into_owned())).unwrap();
        for key in ["unit", "years", "skills"] {
            let column: Vec<Value<'static>> =
                listed.iter().map(|&m| case.table.attribute(m, key).into_owned()).collect();
            other = other.with_column(key, column).unwrap();
        }
        let place = |m: usize| listed.iter().position(|&own| own == m).unwrap();
        let mut met = PairMatrix::zeros(people);
        intervision_core::PairWeight::for_each_pair(&case.met, &mut |a, b, weight| {
            met.add(place(a), place(b), weight).unwrap();
        });
        let first = form_in(&rules(), &case.table, &Pairs::new().with("met", &case.met), Some(3000)).unwrap();
        let second = form_in(&rules(), &other, &Pairs::new().with("met", &met), Some(3000)).unwrap();
        prop_assert_eq!(first.certificate(), second.certificate());
    }

    #[test]
    fn a_run_that_is_cut_still_keeps_the_rules(case in case(10..=14), cut in 1..40u32) {
        let mut looks = 0;
        let mut observer = |_: &Progress<'_>| {
            looks += 1;
            if looks < cut { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let mut run = Run::new(&mut rng, &mut observer).with_steps(200_000);
        let former = Former::new(rules()).with_pairs(Pairs::new().with("met", &case.met));
        let outcome = former.form(&case.table, &mut run).unwrap();
        prop_assert!(outcome.violated().is_empty());
        prop_assert!(matches!(outcome.worth().stopped, Stopped::Cancelled | Stopped::Proven | Stopped::Steps));
        prop_assert_ne!(outcome.groups().group_of(0), outcome.groups().group_of(1));
        prop_assert_eq!(outcome.groups().group_of(2), outcome.groups().group_of(3));
        prop_assert_eq!(outcome.groups().len(), 3);
    }
}

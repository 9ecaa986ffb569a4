//! What a relaxation proves travels with the certificate, and anyone can check it.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]
#![cfg(all(feature = "serde", feature = "read"))]

mod common;

use std::path::Path;

use common::{SEED, case, form_in, plain, with_managers};
use intervision_core::{PairMatrix, Run, Status, Stopped, Table};
use intervision_groups::{
    Bounds, Certificate, Former, Outcome, Pairs, Problem, Relaxation, Rules, RulesBuilder, Sizes,
    read, verify,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn wishes() -> Rules {
    RulesBuilder::new(Sizes::between(3, 4))
        .mix("unit", 2.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .not_with_manager()
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn certificates_carry_what_proves_them(case in case(12..=16), by in 0.001..0.5f64) {
        let table = with_managers(case.table.clone(), &[(6, 5)]);
        let (rules, pairs) = (wishes(), Pairs::new().with("met", &case.met));
        let outcome = form_in(&rules, &table, &pairs, Some(2_000_000)).unwrap();
        let right = outcome.certificate();
        verify(right, &rules, &table, &pairs).unwrap();
        let bounds = Bounds::of(&Problem::new(&rules, &table, &pairs).unwrap());
        prop_assert!(right.bound >= bounds.value);
        if right.relaxation.is_none() {
            // Proven without.
            prop_assert_eq!(outcome.worth().status, Status::Optimal);
            return Ok(());
        }
        prop_assert!(right.bound > bounds.value);
        let text = serde_json::to_string(right).unwrap();
        verify(&serde_json::from_str(&text).unwrap(), &rules, &table, &pairs).unwrap();
        let wrong = |change: &dyn Fn(&mut Certificate)| {
            let mut wrong = right.clone();
            change(&mut wrong);
            assert!(verify(&wrong, &rules, &table, &pairs).is_err());
        };
        wrong(&|c| c.bound += by);
        wrong(&|c| c.relaxation = None);
        // Prices that are cut off, and the sum of which is another.
        let other = text.replacen("\"prices\":[", "\"prices\":[7,", 1);
        wrong(&|c| c.relaxation = serde_json::from_str::<Certificate>(&other).unwrap().relaxation);
    }
}

fn formed(former: &Former<'_>, table: &Table, steps: Option<u64>) -> Outcome {
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
    let mut run = Run::new(&mut rng, &mut nobody);
    if let Some(steps) = steps {
        run = run.with_steps(steps);
    }
    former.form(table, &mut run).unwrap()
}

#[test]
fn what_partners_alone_leave_open_is_proven() {
    // Twelve on a line, far from their partner if they can be: everyone of the left half with one of the right half.
    let distances = (0..12).flat_map(|b| (0..b).map(move |a| (a, b, (b - a) as f64)));
    let distances = PairMatrix::from_pairs(12, distances).unwrap();
    let rules = RulesBuilder::new(Sizes::count(6)).seek_pairs("distance", 1.0).build().unwrap();
    let pairs = Pairs::new().with("distance", &distances);
    let former = Former::new(rules.clone()).with_pairs(pairs.clone());
    let outcome = formed(&former, &plain(12), None);
    let worth = outcome.worth();
    assert_eq!(
        (worth.value, worth.status, worth.stopped),
        (-36.0, Status::Optimal, Stopped::Proven)
    );
    let bounds = Bounds::of(&Problem::new(&rules, &plain(12), &pairs).unwrap());
    assert!(bounds.value < -36.0);
    assert_eq!(outcome.certificate().status, Status::Optimal);
    verify(outcome.certificate(), &rules, &plain(12), &pairs).unwrap();
}

#[test]
fn published_instances() {
    let given = std::env::var_os("INTERVISION_DATA").map(std::path::PathBuf::from);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = given.unwrap_or(here).join("groups/mdgplib");
    // The most weight inside groups that is known (an optimum where there are twelve), and how far above it the proof may be.
    let known = [
        ("Geo/Geo_n012_ds_01.txt", 807.677, 0.02),
        ("RanReal/RanReal_n030_ss_01.txt", 5503.122, 0.035),
        ("RanInt/RanInt_n030_ds_01.txt", 5622.0, 0.055),
        ("Geo/Geo_n030_ss_01.txt", 13790.992, 0.015),
    ];
    for (name, best, most) in known {
        let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
            println!("SKIPPED: no {name} under {}", folder.display());
            continue;
        };
        let instance = read::mdgplib(&text).unwrap();
        let table = instance.roster().unwrap();
        let rules = instance.seek(instance.sizes().unwrap().clone()).unwrap();
        let pairs = Pairs::new().with(read::WEIGHTS, instance.weights());
        let problem = Problem::new(&rules, &table, &pairs).unwrap();
        let proven = -Relaxation::of(&problem, 100).unwrap().bound(&problem).unwrap();
        println!("{name}: {best} found, no more than {proven} possible");
        assert!((best - 1e-6..best * (1.0 + most)).contains(&proven), "{name}: {proven}");
    }
}

//! What is asked of groups over a season, in small: each test is one question with its answer.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use std::collections::BTreeSet;

use common::{SEED, form, plain, with_managers};
use intervision_core::{Grouping, Groups, Roster, Run, Status, Value};
use intervision_groups::rounds::{Meetings, Rounds};
use intervision_groups::{Pairs, RulesBuilder, Sizes, met_before};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// H11: of one layer, and nobody with their manager; where that cannot be, those who are in the way are named.
#[test]
fn h11_one_layer_and_no_manager_in_a_group() {
    let layers = (0..12).map(|at| Value::Level(at / 4));
    let lines: Vec<_> = (0..8).map(|at| (at, at + 4)).collect();
    let roster = with_managers(plain(12).with_column("layer", layers).unwrap(), &lines);
    let rules = || RulesBuilder::new(Sizes::count(3)).match_on("layer", 1.0).not_with_manager();
    let outcome = form(&rules().build().unwrap(), &roster, &Pairs::new()).unwrap();
    assert_eq!((outcome.worth().status, outcome.worth().value), (Status::Optimal, 0.0));
    for group in outcome.groups().iter() {
        assert!(group.iter().all(|&m| !group.iter().any(|&b| roster.manager(m) == Some(b))));
    }
    // Twelve who must all be together leave no way around a manager.
    let all = rules().together(["m001", "m005"]).build().unwrap();
    let said = form(&all, &roster, &Pairs::new()).unwrap_err().to_string();
    assert!(said.contains("m001") && said.contains("m005"), "{said}");
}

/// C7: organisations mixed across groups, issues alike inside: no more than two of a ministry, and more in common than by chance.
#[test]
fn c7_organisations_mixed_and_issues_alike() {
    let ministries = (0..48).map(|at| Value::category(format!("ministry {}", at % 8)));
    let issues = (0..48).map(|at: usize| {
        let names = ["water", "housing", "youth", "work", "energy", "safety"];
        Value::Tags((0..2).map(|step| names[(at * at / 5 + step * 3) % 6].into()).collect())
    });
    let roster = plain(48).with_column("ministry", ministries).unwrap();
    let roster = roster.with_column("issues", issues).unwrap();
    let rules = RulesBuilder::new(Sizes::count(6))
        .match_on("issues", 1.0)
        .at_most("ministry", None, 2)
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    assert!(outcome.violated().is_empty());
    for group in outcome.groups().iter() {
        let mut heads = [0; 8];
        for member in group {
            heads[member % 8] += 1;
        }
        assert!(heads.iter().all(|heads| *heads <= 2), "{heads:?}");
    }
    // Shared issues that are missed inside groups, against both baselines.
    let (missed, than) = (outcome.worth().terms[0].value, outcome.comparison());
    assert!(missed < than.random.terms[0] && missed <= than.dealt.terms[0]);
}

/// After four quarters 83 % of all pairs have never met; the next plan lets 4 % more meet, and nobody again.
#[test]
fn c10_attendance_says_who_never_met() {
    // Groups of one from each quarter of the list, which shift against each other by a step more every time.
    let quarter = |step: usize| {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); 18];
        for member in 0..72 {
            // Somebody misses the last meeting.
            if step < 3 || member != 0 {
                groups[(member % 18 + member / 18 * step) % 18].push(member);
            }
        }
        Groups::new(72, groups).unwrap()
    };
    let quarters: Vec<Groups> = (0..4).map(quarter).collect();
    let attended: Vec<&dyn Grouping> = quarters.iter().map(|own| own as &dyn Grouping).collect();
    let meetings = Meetings::of(72, &attended).unwrap();
    assert_eq!((meetings.repeats(), meetings.distinct_pairs()), (0, 429));
    let never = 1.0 - meetings.coverage()[3];
    assert_eq!((never * 100.0).round(), 83.0);

    let earlier: Vec<_> =
        attended.iter().zip([3.0, 2.0, 1.0, 0.0]).map(|(own, age)| (*own, age)).collect();
    let met = met_before(72, &earlier, None).unwrap();
    let rules = RulesBuilder::new(Sizes::count(18)).build().unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_steps(200_000);
    let next = Rounds::new(rules, 1).with_history(&met).make(&plain(72), &mut run).unwrap();
    assert_eq!(next.worth().value, 0.0);
    let all: Vec<&dyn Grouping> = attended
        .iter()
        .copied()
        .chain(next.rounds().iter().map(|own| own as &dyn Grouping))
        .collect();
    let gained = Meetings::of(72, &all).unwrap().coverage()[4] - meetings.coverage()[3];
    assert_eq!((gained * 100.0).round(), 4.0);
    let seated: BTreeSet<usize> = next.rounds()[0].iter().flatten().copied().collect();
    assert_eq!(seated.len(), 72);
    // Where each comes four times in five, 16 of 25 pairs do.
    let expected = meetings.would_add(&next.rounds()[0], |_| 0.8);
    let all_come = meetings.would_add(&next.rounds()[0], |_| 1.0);
    assert_eq!(all_come, f64::from(18 * 6));
    assert!((expected - 0.64 * all_come).abs() < 1e-9);
}

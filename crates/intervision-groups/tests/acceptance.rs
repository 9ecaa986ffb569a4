//! Worked values and sizes.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::{SEED, advisers, form, form_in, ids, plain, with_managers};
use intervision_core::{Grouping, Groups, Roster, Run, Status, Stopped, Value};
use intervision_groups::{
    Error, Former, Inputs, Pairs, Problem, Remainder, RulesBuilder, Sizes, Solution, Solver, verify,
};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

#[test]
fn m11_ten_eight_and_six_functions_in_three_groups_share_twenty_two_pairs() {
    let roster = advisers();
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    let worth = outcome.worth();
    assert_eq!((worth.value, worth.bound), (22.0, Some(22.0)));
    assert_eq!((worth.status, worth.stopped), (Status::Optimal, Stopped::Proven));
    assert_eq!(worth.gap(), Some(0.0));
    let heads = |name: &str| {
        let mut heads: Vec<usize> = outcome
            .groups()
            .iter()
            .map(|group| {
                let of = |&&m: &&usize| roster.attribute(m, "function").as_category() == Some(name);
                group.iter().filter(of).count()
            })
            .collect();
        heads.sort_unstable();
        heads
    };
    assert_eq!(heads("strategic adviser"), [3, 3, 4]);
    assert_eq!(heads("project manager"), [2, 3, 3]);
    assert_eq!(heads("board adviser"), [2, 2, 2]);
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
    // Random groups have 84/276 of all 88 pairs of one function on average.
    let random = outcome.comparison().random.value;
    assert!((random - 88.0 * 84.0 / 276.0).abs() < 1.0, "{random}");
    assert_eq!(outcome.comparison().dealt.value, 22.0);
    assert_eq!(
        outcome.reasons()[..2],
        ["24 people in 3 groups of 8.", "No grouping that keeps the rules is better."]
    );
}

#[test]
fn h4_the_two_remainder_policies_for_203_people_at_size_8() {
    for (remainder, expected) in
        [(Remainder::AllowLarger, [(8, 22), (9, 3)]), (Remainder::AllowSmaller, [(7, 5), (8, 21)])]
    {
        let rules = RulesBuilder::new(Sizes::of(8, remainder)).build().unwrap();
        let outcome = form(&rules, &plain(203), &Pairs::new()).unwrap();
        let sizes = outcome.groups().sizes();
        for (size, count) in expected {
            assert_eq!(
                sizes.iter().filter(|found| **found == size).count(),
                count,
                "{remainder:?}"
            );
        }
        assert_eq!(outcome.worth().status, Status::Optimal);
    }
}

#[test]
fn sizes_in_every_form() {
    let sizes = |sizes: Sizes, people: usize| {
        let rules = RulesBuilder::new(sizes).build().unwrap();
        let mut found = form(&rules, &plain(people), &Pairs::new()).unwrap().groups().sizes();
        found.sort_unstable();
        found
    };
    assert_eq!(sizes(Sizes::count(3), 10), [3, 3, 4]);
    assert_eq!(sizes(Sizes::of(4, Remainder::Forbid), 8), [4, 4]);
    assert_eq!(sizes(Sizes::of(8, Remainder::AllowSmaller), 5), [5]);
    assert_eq!(sizes(Sizes::listed([2, 5, 3]), 10), [2, 3, 5]);
    assert_eq!(sizes(Sizes::count(1), 1), [1]);
    let between = sizes(Sizes::between(3, 5), 17);
    assert_eq!(between.len(), 4);
    assert!(between.iter().all(|size| (3..=5).contains(size)), "{between:?}");
}

#[test]
fn listed_sizes_and_pins_keep_their_numbers() {
    let rules = RulesBuilder::new(Sizes::listed([2, 5, 3])).pin("m001", 3).build().unwrap();
    let outcome = form(&rules, &plain(10), &Pairs::new()).unwrap();
    assert_eq!(outcome.groups().sizes(), [2, 5, 3]);
    assert!(outcome.groups().members(2).contains(&0));
}

#[test]
fn h3_h11_two_hundred_managers_in_groups_of_eight_keep_the_manager_rule_and_beat_chance() {
    let people = 200;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let mut draw = |prefix: &str, kinds: usize| -> Vec<Value<'static>> {
        (0..people)
            .map(|_| Value::category(format!("{prefix}{}", rng.random_range(0..kinds))))
            .collect()
    };
    let (units, functions, preferences) = (draw("u", 8), draw("f", 9), draw("p", 4));
    let years = (0..people).map(|member| Value::Number((member * 7 % 31) as f64));
    let roster = plain(people)
        .with_column("unit", units)
        .unwrap()
        .with_column("function", functions)
        .unwrap()
        .with_column("preference", preferences)
        .unwrap()
        .with_column("years", years)
        .unwrap();
    let lines: Vec<(usize, usize)> = (20..people).map(|member| (member, member % 20)).collect();
    let roster = with_managers(roster, &lines);
    let rules = RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
        .mix("unit", 3.0)
        .mix("function", 2.0)
        .match_on("preference", 4.0)
        .balance("years", 1.0)
        .not_with_manager()
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    assert_eq!(outcome.groups().sizes(), [8; 25]);
    for &(report, boss) in &lines {
        assert_ne!(outcome.groups().group_of(report), outcome.groups().group_of(boss));
    }
    let (worth, comparison) = (outcome.worth(), outcome.comparison());
    // Every term is 1 by its weight in random groups.
    assert!((comparison.random.value - 10.0).abs() < 0.3, "{}", comparison.random.value);
    assert!(worth.value < 0.3 * comparison.random.value, "{}", worth.value);
    assert!(worth.value < comparison.dealt.value);
    assert!(worth.bound.unwrap() <= worth.value);
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
    assert_eq!(form(&rules, &roster, &Pairs::new()).unwrap(), outcome);
}

#[test]
fn m11_people_who_must_be_together_or_apart_are() {
    let roster = advisers();
    let rules = RulesBuilder::new(Sizes::count(4))
        .mix("function", 1.0)
        .together(["m001", "m002", "m011"])
        .together(["m011", "m024"])
        .apart(["m003", "m004", "m005", "m006"])
        .pin("m001", 2)
        .build()
        .unwrap();
    let outcome = form_in(&rules, &roster, &Pairs::new(), Some(20_000)).unwrap();
    let group = |id: &str| outcome.groups().group_of(roster.index(id).unwrap());
    assert!(["m001", "m002", "m011", "m024"].iter().all(|id| group(id) == Some(1)));
    let mut apart: Vec<_> = ["m003", "m004", "m005", "m006"].iter().map(|id| group(id)).collect();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), 4);
    assert_eq!(outcome.groups().sizes(), [6; 4]);
}

#[test]
fn rules_that_only_all_placings_tell_apart_are_named() {
    // Pairs leave a place free in every group of odd size.
    let named = ids(24);
    let mut rules = RulesBuilder::new(Sizes::listed([7, 7, 5, 5]));
    for pair in named.chunks_exact(2) {
        rules = rules.together(pair.to_vec());
    }
    let error = form_in(&rules.build().unwrap(), &plain(24), &Pairs::new(), Some(5_000));
    let Err(Error::Conflict(conflict)) = error else { panic!("{error:?}") };
    // Four odd groups need four people on their own, and without one pair there would be two.
    assert!(conflict.minimal);
    assert_eq!(conflict.rules.len(), 1 + 11);
}

/// Deals people out whatever the rules say.
struct InTurn;

impl Solver for InTurn {
    fn name(&self) -> &'static str {
        "in turn"
    }

    fn solve(&self, problem: &Problem, _run: &mut Run<'_>) -> Solution {
        let groups = problem.groups() as u32;
        let group_of = (0..problem.members() as u32).map(|member| member % groups).collect();
        Solution::new(group_of, Stopped::Finished)
    }
}

#[test]
fn rules_that_a_solver_breaks_are_listed() {
    let rules = RulesBuilder::new(Sizes::count(4)).apart(["m001", "m005"]).build().unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let former = Former::new(rules.clone());
    let outcome = former.form_with(&InTurn, &plain(24), &mut Run::new(&mut rng, &mut ())).unwrap();
    assert_eq!(outcome.worth().status, Status::Unknown);
    assert_eq!(outcome.violated(), ["m001 and m005 may not meet (apart), and do"]);
    verify(outcome.certificate(), &rules, &plain(24), &Pairs::new()).unwrap();
}

#[test]
fn thousands_of_people_are_spread_over_all_attributes() {
    let people = 2400;
    let mut roster = plain(people);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    for (key, kinds) in [("unit", 4), ("function", 5), ("level", 3)] {
        let draw = |_| Value::category(format!("{key}{}", rng.random_range(0..kinds)));
        let column: Vec<Value<'static>> = (0..people).map(draw).collect();
        roster = roster.with_column(key, column).unwrap();
    }
    let rules = RulesBuilder::new(Sizes::count(300))
        .mix("unit", 1.0)
        .mix("function", 1.0)
        .mix("level", 1.0)
        .build()
        .unwrap();
    let outcome = form_in(&rules, &roster, &Pairs::new(), Some(100_000)).unwrap();
    let worth = outcome.worth();
    assert!(worth.value < 0.8 * outcome.comparison().dealt.value, "{worth:?}");
    assert!(worth.gap().unwrap() < 0.02, "{worth:?}");
}

#[test]
fn locked_people_stay_where_they_were() {
    let roster = advisers();
    let rules = RulesBuilder::new(Sizes::count(3))
        .mix("function", 1.0)
        .lock("m001")
        .lock("m002")
        .lock("m024")
        .build()
        .unwrap();
    let last_year = Groups::new(24, vec![vec![23], vec![0, 2], vec![1, 5]]).unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let former = Former::new(rules.clone()).with_earlier(&last_year);
    let outcome = former.form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
    let group = |member: usize| outcome.groups().group_of(member);
    assert_eq!((group(0), group(1), group(23)), (Some(1), Some(2), Some(0)));
    assert_eq!(outcome.worth().value, 22.0);
    verify(outcome.certificate(), &rules, &roster, former.inputs()).unwrap();
    // Another earlier grouping is another input, even where all stay where they are.
    let other = Groups::new(24, vec![vec![23], vec![0, 1], vec![2]]).unwrap();
    let refused =
        verify(outcome.certificate(), &rules, &roster, Inputs::new().with_earlier(&other));
    assert!(refused.unwrap_err().to_string().contains("the hash of the input"));
}

//! Quotas and common slots in rosters of ordinary size.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::mixture::Week;
use common::{SEED, ids, plain, with_managers};
use intervision_core::{Grouping, Roster, Run, Status, Table, Value};
use intervision_groups::{Error, Former, Outcome, Remainder, Rules, RulesBuilder, Sizes, verify};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// 200 people of 12 ministries, 25 of whom facilitate, with a reporting line.
fn company() -> Table {
    let people = 0..200usize;
    let roster = plain(200)
        .with_column(
            "ministry",
            people.clone().map(|m| Value::category(format!("u{}", m * m % 89 % 12))),
        )
        .unwrap()
        .with_column(
            "function",
            people.clone().map(|m| Value::category(format!("f{}", m * 37 % 101 % 6))),
        )
        .unwrap()
        .with_column("years", people.clone().map(|m| Value::Number((m * 7 % 31) as f64)))
        .unwrap()
        .with_column(
            "can",
            people.clone().map(|m| {
                let facilitates = (m % 8 == 3).then_some("facilitate");
                let speaks = (m % 3 == 0).then_some("French");
                Value::Tags(facilitates.into_iter().chain(speaks).map(Into::into).collect())
            }),
        )
        .unwrap();
    let lines: Vec<(usize, usize)> = (20..200).map(|member| (member, member % 20)).collect();
    with_managers(roster, &lines)
}

fn rules() -> RulesBuilder {
    RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
        .mix("ministry", 2.0)
        .mix("function", 1.0)
        .balance("years", 1.0)
        .not_with_manager()
        .at_most("ministry", None, 2)
        // Exactly as many as there are groups.
        .one_who_can("can", "facilitate")
        .at_most("can", Some("facilitate"), 1)
        .at_least("can", Some("French"), 2)
}

/// Everyone is free in about three of four slots.
fn week() -> Week {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
    let mut draw = || rng.random::<u32>() | rng.random::<u32>();
    Week { slots: 32, free: (0..200).map(|_| draw()).collect() }
}

fn form(rules: &Rules, roster: &dyn Roster, week: &Week) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_steps(1_000_000);
    Former::new(rules.clone()).with_slots(week).form(roster, &mut run)
}

#[test]
fn c7_two_hundred_people_keep_quotas_lines_and_common_slots() {
    let (roster, week) = (company(), week());
    let rules = rules().common_slots(4).build().unwrap();
    let outcome = form(&rules, &roster, &week).unwrap();
    assert_eq!(outcome.worth().status, Status::Feasible, "{:?}", outcome.violated());
    let former = Former::new(rules.clone()).with_slots(&week);
    verify(outcome.certificate(), &rules, &roster, former.inputs()).unwrap();
    for group in outcome.groups().iter() {
        let can = |what: &str| {
            let tagged = |&&m: &&usize| match roster.attribute(m, "can") {
                Value::Tags(tags) => tags.iter().any(|tag| tag == what),
                _ => false,
            };
            group.iter().filter(tagged).count()
        };
        assert_eq!(can("facilitate"), 1);
        assert!(can("French") >= 2);
        let free = group.iter().fold(u32::MAX, |free, &m| free & week.free[m]);
        assert!(free.count_ones() >= 4);
    }
    assert!(outcome.worth().value < outcome.comparison().random.value);
}

#[test]
fn answers_with_rules_about_groups_do_not_depend_on_the_order_of_the_roster() {
    let (roster, week) = (company(), week());
    let rules = rules().common_slots(3).build().unwrap();
    let outcome = form(&rules, &roster, &week).unwrap();
    // The same people, listed the other way round.
    let old = |member: usize| 199 - member;
    let mut turned = Table::new(ids(200).into_iter().rev()).unwrap();
    for key in ["ministry", "function", "years", "can"] {
        let values = (0..200).map(|member| roster.attribute(old(member), key).into_owned());
        turned = turned.with_column(key, values).unwrap();
    }
    for member in 0..200 {
        if let Some(boss) = roster.manager(member) {
            turned = turned.with_manager(&roster.id(member), &roster.id(boss)).unwrap();
        }
    }
    let week = Week { free: week.free.iter().rev().copied().collect(), ..week };
    let again = form(&rules, &turned, &week).unwrap();
    assert_eq!(again.certificate(), outcome.certificate());
    assert_eq!(again.groups().len(), 25);
}

#[test]
fn too_few_who_can_are_named_without_a_search() {
    let roster = company();
    let rules = RulesBuilder::new(Sizes::of(7, Remainder::AllowLarger))
        .one_who_can("can", "facilitate")
        .at_most("ministry", None, 3)
        .not_with_manager()
        .build()
        .unwrap();
    let conflict = Former::new(rules).conflict(&roster).unwrap().unwrap();
    assert_eq!(
        conflict.to_string(),
        "with 28 groups this cannot hold: at least 1 of \"can\" = \"facilitate\" in every group (25 people have it); \
         drop or loosen it"
    );
}

#[test]
fn a_wish_that_gains_much_breaks_no_quota() {
    // Both of level 2 in one group would be best, and every group needs one.
    let levels = [0, 0, 0, 0, 0, 2, 0, 2].map(Value::Level);
    let roster = plain(8).with_column("level", levels).unwrap();
    let rules = RulesBuilder::new(Sizes::listed([4, 4])).match_on("level", 1.0);
    let rules = rules.one_who_can("level", "2").common_slots(2).build().unwrap();
    let week = Week { slots: 6, free: vec![0b11_1111; 8] };
    let former = Former::new(rules).with_slots(&week);
    for seed in 0..4 {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let outcome = former.form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
        assert_eq!((outcome.worth().value, outcome.worth().status), (1.0, Status::Optimal));
    }
}

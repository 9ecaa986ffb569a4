//! Every error says what was wrong, where, and what would be right.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::mixture::Week;
use common::{SEED, advisers, form, ids, plain, with_managers};
use intervision_core::{
    Formed, Grouping, Groups, PairMatrix, Run, Status, Stopped, Table, Value, Worth,
};
use intervision_groups::{
    Direction, Error, Former, Pairs, Quota, Remainder, Rules, RulesBuilder, Sizes, Wish,
};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// A host's grouping that nobody has checked.
struct GivenGroups(Vec<Vec<usize>>);

impl Grouping for GivenGroups {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn members(&self, group: usize) -> &[usize] {
        self.0.get(group).map_or(&[], Vec::as_slice)
    }
}

fn three() -> RulesBuilder {
    RulesBuilder::new(Sizes::count(3))
}

fn refused(rules: RulesBuilder, roster: &Table) -> String {
    form(&rules.build().unwrap(), roster, &Pairs::new()).unwrap_err().to_string()
}

fn unbuilt(rules: RulesBuilder) -> String {
    rules.build().unwrap_err().to_string()
}

#[test]
fn weights() {
    for (weight, shown) in [(f64::NAN, "NaN"), (-1.0, "-1"), (f64::INFINITY, "inf")] {
        assert_eq!(
            unbuilt(three().mix("unit", weight)),
            format!("the weight of mix \"unit\" is {shown}; give a number from 0 to 1e12")
        );
    }
    assert!(
        unbuilt(three().seek_pairs("met", 1e300)).starts_with("the weight of seek \"met\" is 1")
    );
    assert_eq!(
        unbuilt(three().mix("unit", 1.0).mix("unit", 2.0)),
        "mix \"unit\" stands there twice; say it once and add up the weights"
    );
}

#[test]
fn sizes() {
    assert_eq!(
        refused(three(), &Table::new([""; 0]).unwrap()),
        "the roster is empty; groups need people"
    );
    assert_eq!(refused(three(), &plain(2)), "3 groups for 2 people; ask for 2 groups or fewer");
    assert_eq!(
        refused(RulesBuilder::new(Sizes::listed([4, 4])), &plain(9)),
        "groups of 4, 4 hold 8, and there are 9 people; list sizes that add up to 9"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::between(4, 5)), &plain(7)),
        "groups of 4 to 5 hold 4 to 5, and there are 7 people; widen the limits or change the number of groups"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::of(8, Remainder::Forbid)), &plain(203)),
        "groups of exactly 8 hold 200, and there are 203 people; allow larger or smaller groups"
    );
    assert_eq!(
        unbuilt(RulesBuilder::new(Sizes::count(0))),
        "the number of groups is 0; give 1 or more"
    );
    assert_eq!(
        unbuilt(RulesBuilder::new(Sizes::between(5, 4))),
        "the largest size is 4; give 5 or more, the smallest size"
    );
}

#[test]
fn attributes() {
    assert_eq!(
        refused(three().mix("directorate", 1.0), &advisers()),
        "the roster has no attribute \"directorate\"; it has \"function\""
    );
    let mixed = [Value::Number(3.0), Value::Unknown, Value::category("three")];
    let roster = plain(3).with_column("years", mixed).unwrap();
    assert_eq!(
        refused(three().balance("years", 1.0), &roster),
        "attribute \"years\" is a number for m001 and a category for m003; use one kind for everyone"
    );
}

#[test]
fn people() {
    assert_eq!(
        refused(three().apart(["m001", "m099"]), &plain(9)),
        "apart names \"m099\", who is not on the roster; check the id or drop the rule"
    );
    assert_eq!(
        unbuilt(three().apart(["m001", "m001"])),
        "an apart rule names m001 and m001; it needs two people or more"
    );
    assert_eq!(
        refused(
            three().together(["m001", "m002"]).together(["m002", "m003"]).apart(["m003", "m001"]),
            &plain(9)
        ),
        "m001 and m003 may not meet (apart), and must be together: m001 with m002 with m003; drop one of the rules"
    );
    assert_eq!(
        refused(three().together(["m001", "m002", "m003", "m004"]), &plain(9)),
        "m001, m002, m003 and m004 must be together, and the largest group holds 3; split them or allow 4 in a group"
    );
}

#[test]
fn rules_that_need_more_groups() {
    assert_eq!(
        refused(three().apart(["m001", "m002", "m003", "m004"]), &plain(9)),
        "no two of m001, m002, m003 and m004 may meet (apart), so they need 4 groups, and there are 3; \
         form more groups or drop an apart rule"
    );
    let line = with_managers(plain(9), &[(0, 1), (1, 2), (2, 3)]);
    assert_eq!(
        refused(three().not_with_managers(3), &line),
        "no two of m001, m002, m003 and m004 may meet (manager and report), so they need 4 groups, and there are 3; \
         form more groups or look fewer steps up the reporting line"
    );
    assert_eq!(
        refused(three().not_with_managers(2).apart(["m001", "m004"]), &line),
        "no two of m001, m002, m003 and m004 may meet (apart, or manager and report), so they need 4 groups, and \
         there are 3; form more groups, or drop an apart rule or the manager rule"
    );
}

#[test]
fn h11_a_manager_of_nearly_everyone_leaves_too_few() {
    let star = with_managers(plain(6), &[(1, 0), (2, 0), (3, 0), (4, 0)]);
    assert_eq!(
        refused(RulesBuilder::new(Sizes::count(2)).not_with_manager(), &star),
        "m001 may not meet m002, m003, m004 and m005 (manager and report), which leaves 2, and the smallest group \
         needs 3; form more groups or look fewer steps up the reporting line"
    );
}

#[test]
fn pins() {
    assert_eq!(
        refused(three().pin("m001", 4), &plain(9)),
        "m001 is pinned to group 4, and the groups are 1 to 3"
    );
    assert_eq!(
        refused(three().pin("m001", 1).pin("m001", 2), &plain(9)),
        "m001 must be in one group, and the pins or locks say group 1 and group 2"
    );
    assert_eq!(
        refused(three().together(["m001", "m002"]).pin("m001", 1).pin("m002", 2), &plain(9)),
        "m001 and m002 must be in one group, and the pins or locks say group 1 and group 2"
    );
    assert_eq!(
        refused(three().apart(["m001", "m002"]).pin("m001", 2).pin("m002", 2), &plain(9)),
        "m001 and m002 may not meet (apart), and both are pinned or locked to group 2; move one of them"
    );
    let crowd = ids(9).into_iter().take(4).fold(three(), |rules, id| rules.pin(id, 2));
    assert_eq!(
        refused(crowd, &plain(9)),
        "m001, m002, m003 and m004 are pinned or locked to group 2, which holds 3; move one of them"
    );
}

#[test]
fn locks() {
    let say = |rules: RulesBuilder, earlier: Vec<Vec<usize>>| {
        let earlier = GivenGroups(earlier);
        let former = Former::new(rules.build().unwrap()).with_earlier(&earlier);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        former.form(&plain(9), &mut Run::new(&mut rng, &mut ())).unwrap_err().to_string()
    };
    assert_eq!(
        refused(three().lock("m001"), &plain(9)),
        "m001 is locked to an earlier group, and no earlier grouping is given; give it with `with_earlier` or drop \
         the lock"
    );
    assert_eq!(
        say(three().lock("m099"), vec![vec![0, 1]]),
        "lock names \"m099\", who is not on the roster; check the id or drop the rule"
    );
    assert_eq!(
        say(three().lock("m003"), vec![vec![0, 1]]),
        "m003 is locked, and has no group in the earlier grouping; drop the lock or pin them to a group"
    );
    assert_eq!(
        say(three().lock("m009"), vec![vec![0], vec![1], vec![2], vec![8]]),
        "m009 is locked to group 4 of the earlier grouping, and the groups are 1 to 3; drop the lock or form more groups"
    );
    assert_eq!(
        say(three(), vec![vec![0, 1], vec![1, 2]]),
        "the earlier grouping cannot be read: member 1 stands in group 1 and in group 2 (counted from 1); one place \
         each"
    );
    assert_eq!(
        say(three().lock("m001").pin("m001", 2), vec![vec![0, 1]]),
        "m001 must be in one group, and the pins or locks say group 2 and group 1"
    );
}

#[test]
fn quotas() {
    let quota = |at_least, at_most| Quota {
        attribute: "function".into(),
        category: None,
        at_least,
        at_most,
    };
    assert_eq!(
        unbuilt(three().with_quota(quota(None, None))),
        "the quota of any one \"function\" has no limit; give `at_least`, `at_most` or both"
    );
    assert_eq!(
        unbuilt(three().with_quota(quota(Some(3), Some(2)))),
        "the quota of any one \"function\" is at least 3 and at most 2; give at most 3 or more"
    );
    assert_eq!(
        refused(three().at_most("unit", None, 2), &advisers()),
        "the roster has no attribute \"unit\"; it has \"function\""
    );
    assert_eq!(
        refused(three().one_who_can("function", "clerk"), &advisers()),
        "nobody has \"clerk\" as \"function\"; it is one of \"board adviser\", \"project manager\", \"strategic adviser\""
    );
    assert_eq!(
        refused(three().at_least("function", Some("board adviser"), 9), &advisers()),
        "at least 9 of \"function\" = \"board adviser\" in every group: 9 do not fit, since a group holds 8; ask for 8 or \
         fewer, or form larger groups"
    );
    let years = plain(3).with_column("years", [1.0, 2.0, 3.0].map(Value::Number)).unwrap();
    assert_eq!(
        refused(three().at_most("years", None, 1), &years),
        "a quota counts people of a category, and attribute \"years\" is a number; give it as categories, levels or tags"
    );
}

#[test]
fn common_slots() {
    let week = Week { slots: 3, free: vec![0b111, 0b011, 0b001, 0b111, 0b111, 0b111] };
    let say = |least: usize| {
        let rules = three().common_slots(least).build().unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let former = Former::new(rules).with_slots(&week);
        former.form(&plain(6), &mut Run::new(&mut rng, &mut ())).unwrap_err().to_string()
    };
    assert_eq!(
        refused(three().common_slots(2), &plain(6)),
        "the rules ask for 2 common slots, and no slots are given; give them with `with_slots`"
    );
    assert_eq!(say(4), "the rules ask for 4 common slots, and there are 3; ask for 3 or fewer");
    assert_eq!(
        say(2),
        "m003 is free in 1 slot, and the members of a group must share 2; ask for 1, or leave m003 out"
    );
}

#[test]
fn rules_about_groups_that_do_not_hold_are_told() {
    let week = Week { slots: 2, free: vec![0b01, 0b10, 0b01, 0b10] };
    let unit = ["x", "x", "y", "y"].map(Value::category);
    let roster = plain(4).with_column("unit", unit).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2))
        .at_most("unit", None, 1)
        .one_who_can("unit", "y")
        .common_slots(1)
        .build()
        .unwrap();
    let groups = Groups::new(4, vec![vec![0, 1], vec![2, 3]]).unwrap();
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    let former = Former::new(rules).with_slots(&week);
    let told = former.explain(&roster, &Formed { groups, worth }).unwrap();
    assert_eq!(
        told.violated(),
        [
            "group 1 has 2 of \"unit\" = \"x\", and should have at most 1",
            "group 2 has 2 of \"unit\" = \"y\", and should have at most 1",
            "group 1 has 0 of \"unit\" = \"y\", and should have at least 1",
            "the members of group 1 share 0 of 2 slots, and should share 1",
            "the members of group 2 share 0 of 2 slots, and should share 1",
        ]
    );
}

#[test]
fn pair_weights() {
    let rules = three().avoid_pairs("met", 1.0).build().unwrap();
    let met = PairMatrix::zeros(8);
    let say =
        |rules: &Rules, pairs: Pairs<'_>| form(rules, &plain(9), &pairs).unwrap_err().to_string();
    assert_eq!(
        say(&rules, Pairs::new()),
        "the rules name pair weights \"met\", and those given are none"
    );
    assert_eq!(
        say(&rules, Pairs::new().with("met", &met)),
        "pair weights \"met\" are for 8 people, and the roster has 9"
    );
    let nine = PairMatrix::zeros(9);
    assert_eq!(
        say(&rules, Pairs::new().with("met", &nine).with("friends", &nine)),
        "pair weights \"friends\" are given, and no wish names them; add one with `with_pairs`"
    );
    let heavy = PairMatrix::from_pairs(9, [(0, 3, 1e200)]).unwrap();
    assert!(
        say(&rules, Pairs::new().with("met", &heavy))
            .starts_with("pair weight \"met\" of m001 and m004 is 1")
    );
}

#[test]
fn rules_that_exclude_each_other_for_few_people() {
    let rules = RulesBuilder::new(Sizes::listed([3, 3]))
        .together(["m001", "m002"])
        .together(["m003", "m004"])
        .together(["m005", "m006"])
        .build()
        .unwrap();
    let error = form(&rules, &plain(6), &Pairs::new()).unwrap_err();
    assert!(matches!(&error, Error::Conflict(conflict) if conflict.minimal));
    assert_eq!(
        error.to_string(),
        "with 2 groups these cannot all hold: groups of 3, 3; together m001 and m002; together m003 and m004; \
         together m005 and m006; drop or loosen one of them"
    );
    let rules = three().one_who_can("function", "board adviser").apart(["m001", "m002"]);
    let roster = plain(9).with_column(
        "function",
        (0..9).map(|m| Value::category(if m < 2 { "board adviser" } else { "project manager" })),
    );
    assert_eq!(
        refused(rules, &roster.unwrap()),
        "with 3 groups this cannot hold: at least 1 of \"function\" = \"board adviser\" in every group (2 people have it); \
         drop or loosen it"
    );
}

#[test]
fn wishes_not_to_be_alone() {
    let not_alone = |attribute| Wish::new(attribute, Direction::NotAlone, 1.0);
    assert_eq!(
        unbuilt(three().with_wish(not_alone("function").at_least(1))),
        "how many of a kind are enough for nobody to be alone is 1; give 2 or more"
    );
    let mix = Wish::new("function", Direction::Mix, 1.0);
    assert_eq!(
        unbuilt(three().with_wish(mix.clone().about("project manager"))),
        "mix \"function\" has a field \"category\", which only wishes not to be alone take; leave it out"
    );
    assert_eq!(
        unbuilt(three().with_wish(mix.at_least(3))),
        "mix \"function\" has a field \"at_least\", which only wishes not to be alone take; leave it out"
    );
    assert_eq!(
        refused(three().with_wish(not_alone("function").about("clerk")), &advisers()),
        "nobody has \"clerk\" as \"function\"; it is one of \"board adviser\", \"project manager\", \"strategic adviser\""
    );
    let levels = plain(4).with_column("level", [2, 0, 12, 2].map(Value::Level)).unwrap();
    assert_eq!(
        refused(
            RulesBuilder::new(Sizes::count(2)).with_wish(not_alone("level").about("1")),
            &levels
        ),
        "nobody has \"1\" as \"level\"; it is one of \"0\", \"2\", \"12\""
    );
    let years = plain(3).with_column("years", [1.0, 2.0, 3.0].map(Value::Number)).unwrap();
    assert_eq!(
        refused(RulesBuilder::new(Sizes::count(1)).not_alone("years", 1.0), &years),
        "not alone in \"years\" asks for kinds of people, and \"years\" is a number; give it as a category or a level"
    );
}

#[test]
fn one_of_anything_is_told_as_one() {
    let one = |rules: RulesBuilder, people: usize| refused(rules, &plain(people));
    assert_eq!(one(three(), 1), "3 groups for 1 person; ask for 1 group");
    assert_eq!(
        one(RulesBuilder::new(Sizes::listed([4])), 1),
        "1 group of 4 holds 4, and there is 1 person; list sizes that add up to 1"
    );
    assert_eq!(
        one(RulesBuilder::new(Sizes::CountBetween { count: 1, min: 2, max: 3 }), 4),
        "1 group of 2 to 3 holds 2 to 3, and there are 4 people; widen the limits or change the number of groups"
    );
    assert_eq!(
        one(three().common_slots(1), 6),
        "the rules ask for 1 common slot, and no slots are given; give them with `with_slots`"
    );
    let say = |free: Vec<u32>, slots: usize, least: usize| {
        let week = Week { slots, free };
        let rules = RulesBuilder::new(Sizes::count(1)).common_slots(least).build().unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let former = Former::new(rules).with_slots(&week);
        former.form(&plain(2), &mut Run::new(&mut rng, &mut ())).unwrap_err().to_string()
    };
    assert_eq!(
        say(vec![1, 1], 1, 2),
        "the rules ask for 2 common slots, and there is 1; ask for 1"
    );
    assert_eq!(
        say(vec![0, 0], 0, 1),
        "the rules ask for 1 common slot, and there are 0; drop the rule or add slots"
    );
    assert_eq!(
        say(vec![1, 0], 1, 1),
        "m002 is free in 0 slots, and the members of a group must share 1; leave m002 out"
    );
    let rules = RulesBuilder::new(Sizes::count(1)).common_slots(1).build().unwrap();
    let each: Vec<String> = rules.each().iter().map(|rule| rules.name(rule)).collect();
    assert_eq!(each, ["1 common slot in every group", "1 group"]);
}

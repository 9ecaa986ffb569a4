//! Sections first, then groups within.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::{SEED, case, ids, plain, with_managers};
use intervision_core::{PairMatrix, PairWeight, Roster, Run, Table, Value, contract};
use intervision_groups::{
    Error, Inputs, Pairs, PairsError, RulesBuilder, Sizes, Slots, Staged, Stages, Subset,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn form(stages: &Stages<'_>, roster: &dyn Roster) -> Result<Staged, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    stages.form(roster, &mut Run::new(&mut rng, &mut observer).with_seed(SEED).with_steps(20_000))
}

fn group_of(staged: &Staged, member: usize) -> usize {
    staged.groups().group_of(member).unwrap()
}

fn section_of(staged: &Staged, member: usize) -> usize {
    staged.section_of()[group_of(staged, member)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn both_stages_keep_their_rules(case in case(16..=20)) {
        let table = with_managers(case.table.clone(), &[(0, 8), (8, 9), (3, 2)]);
        let sections = RulesBuilder::new(Sizes::count(2))
            .balance("unit", 1.0)
            .avoid_pairs("met", 0.5)
            .pin("m001", 2)
            .apart(["m005", "m006"])
            .build()
            .unwrap();
        let groups = RulesBuilder::new(Sizes::between(2, 4))
            .mix("unit", 1.0)
            .match_on("skills", 1.0)
            .avoid_pairs("met", 1.0)
            .together(["m011", "m012"])
            .apart(["m001", "m002", "m007"])
            .not_with_managers(2)
            .build()
            .unwrap();
        let inputs = Inputs::new().with_pairs(Pairs::new().with("met", &case.met));
        let stages = Stages::new(sections, groups).with_inputs(inputs);
        let staged = form(&stages, &table).unwrap();
        prop_assert!(staged.violated().is_empty(), "{:?}", staged.violated());
        prop_assert!(staged.overall().violated().is_empty());
        stages.verify(&staged, &table).unwrap();

        prop_assert_eq!(section_of(&staged, 0), 1);
        prop_assert_ne!(section_of(&staged, 4), section_of(&staged, 5));
        prop_assert_eq!(group_of(&staged, 10), group_of(&staged, 11));
        for (a, b) in [(0, 1), (0, 6), (1, 6), (0, 8), (8, 9), (0, 9), (3, 2)] {
            prop_assert_ne!(group_of(&staged, a), group_of(&staged, b), "{} {}", a, b);
        }
        // Everyone has one place, in a group of their own section.
        prop_assert_eq!(staged.groups().sizes().iter().sum::<usize>(), table.len());
        for member in 0..table.len() {
            let section = staged.first().groups().group_of(member).unwrap();
            prop_assert_eq!(section, section_of(&staged, member));
        }
        // Sums of pairs add up over sections.
        let own: f64 = staged.sections().iter().map(|s| s.outcome.worth().terms[0].value).sum();
        prop_assert!((own - staged.overall().worth().terms[0].value).abs() < 1e-9);
    }

    #[test]
    fn a_subset_keeps_the_laws(
        case in case(6..=9),
        members in proptest::collection::vec(0..12usize, 0..9),
    ) {
        let table = with_managers(case.table.clone(), &[(1, 0), (2, 1), (5, 2)]);
        let some = Subset::new(&table, table.len(), &members);
        contract::roster(&some).unwrap();
        let weights = Subset::new(&case.met, table.len(), &members);
        contract::pair_weight(&weights).unwrap();
        prop_assert_eq!(PairWeight::len(&weights), Roster::len(&some));
        for (at, &member) in some.members().iter().enumerate() {
            prop_assert_eq!(some.id(at), table.id(member));
            prop_assert_eq!(some.attribute(at, "unit"), table.attribute(member, "unit"));
        }
    }
}

#[test]
fn a_line_that_leaves_the_section_still_counts() {
    // m001 reports to m002, who sits in another section, and m002 reports to m003.
    let table = with_managers(plain(8), &[(0, 1), (1, 2)]);
    let sections = ["m001", "m003", "m004", "m005"]
        .iter()
        .fold(RulesBuilder::new(Sizes::count(2)), |rules, id| rules.pin(*id, 1))
        .build()
        .unwrap();
    let groups = RulesBuilder::new(Sizes::count(2)).not_with_managers(2).build().unwrap();
    let staged = form(&Stages::new(sections, groups), &table).unwrap();
    assert_eq!(section_of(&staged, 0), section_of(&staged, 2));
    assert_ne!(group_of(&staged, 0), group_of(&staged, 2));
    assert_eq!(staged.sections()[0].rules.apart(), [["m001", "m003"]]);
}

#[test]
fn categories_that_one_section_lacks_do_no_harm() {
    let unit = (0..8).map(|m| Value::category(if m < 4 { "x" } else { "y" }));
    let table = plain(8).with_column("unit", unit).unwrap();
    let sections = RulesBuilder::new(Sizes::count(2)).match_on("unit", 1.0).build().unwrap();
    let groups = |rules: RulesBuilder| Stages::new(sections.clone(), rules.build().unwrap());
    let two = || RulesBuilder::new(Sizes::count(2));
    let most = groups(two().at_most("unit", Some("x"), 2));
    let staged = form(&most, &table).unwrap();
    assert_eq!(staged.groups().sizes(), [2, 2, 2, 2]);
    most.verify(&staged, &table).unwrap();
    // Whoever asks for one of a kind in every group is told in which section there is none.
    let least = form(&groups(two().one_who_can("unit", "x")), &table).unwrap_err();
    assert_eq!(least.to_string(), "in section 2: nobody has \"x\" as \"unit\"; it is one of \"y\"");
}

#[test]
fn slots_are_those_of_the_section() {
    struct Days;
    impl Slots for Days {
        fn len(&self) -> usize {
            2
        }
        fn is_free(&self, member: usize, slot: usize) -> bool {
            member < 8 && member % 2 == slot
        }
    }
    let groups = RulesBuilder::new(Sizes::count(2)).common_slots(1).build().unwrap();
    let halves = (0..8).map(|m| Value::category(if m % 4 < 2 { "a" } else { "b" }));
    let table = plain(8).with_column("half", halves).unwrap();
    let sections = RulesBuilder::new(Sizes::count(2)).match_on("half", 1.0).build().unwrap();
    let stages = Stages::new(sections, groups).with_inputs(Inputs::new().with_slots(&Days));
    let staged = form(&stages, &table).unwrap();
    stages.verify(&staged, &table).unwrap();
    assert!(staged.groups().iter().all(|group| group.iter().all(|m| m % 2 == group[0] % 2)));
}

#[test]
fn wrong_rules_name_the_section() {
    let sections = || RulesBuilder::new(Sizes::count(2)).together(ids(3)).build().unwrap();
    let refused = |groups: RulesBuilder, roster: &Table| {
        form(&Stages::new(sections(), groups.build().unwrap()), roster).unwrap_err().to_string()
    };
    let two = || RulesBuilder::new(Sizes::count(2));
    assert_eq!(
        refused(two().apart(ids(3)), &plain(8)),
        "in section 1: no two of m001, m002 and m003 may meet (apart), so they need 3 groups, and there are 2; \
         form more groups or drop an apart rule"
    );
    assert_eq!(
        refused(two().pin("m001", 1), &plain(8)),
        "m001 is pinned or locked to a group within a section, and sections are not known yet; pin m001 to a section \
         instead"
    );
    assert_eq!(
        refused(two().apart(["m001", "m099"]), &plain(8)),
        "a rule for groups names \"m099\", who is not on the roster; check the id or drop the rule"
    );
    let short = PairMatrix::zeros(3);
    let inputs = Inputs::new().with_pairs(Pairs::new().with("met", &short));
    let unused = Stages::new(sections(), two().build().unwrap()).with_inputs(inputs);
    assert!(matches!(form(&unused, &plain(8)), Err(Error::Pairs(PairsError::Unused { .. }))));
    let groups = two().avoid_pairs("met", 1.0).build().unwrap();
    let stages = Stages::new(sections(), groups)
        .with_inputs(Inputs::new().with_pairs(Pairs::new().with("met", &short)));
    let refused = form(&stages, &plain(8)).unwrap_err();
    assert!(
        matches!(refused, Error::Section { wrong, .. } if matches!(*wrong, Error::Pairs(PairsError::Length { found: 3, .. })))
    );
}

use intervision_core::{Table, Value};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::*;
use crate::search::start::construct;
use crate::search::state::State;
use crate::{Direction, Inputs, Pairs, RulesBuilder, Sizes, Slots, Wish};

#[test]
fn the_table_prices_as_the_terms_do() {
    let ids = (0..24).map(|m| format!("m{m:02}"));
    let unit = (0..24).map(|m| match m % 5 {
        4 => Value::Unknown,
        unit => Value::category(format!("u{unit}")),
    });
    let years = (0..24).map(|m| Value::Number(f64::from(m * 7 % 11)));
    let skills =
        (0..24).map(|m| Value::Tags([m % 4, m % 3].map(|s| format!("s{s}").into()).into()));
    let roster = Table::new(ids)
        .unwrap()
        .with_column("unit", unit)
        .unwrap()
        .with_column("role", (0..24).map(|m| Value::category(format!("r{}", m / 7))))
        .unwrap()
        .with_column("years", years)
        .unwrap()
        .with_column("skills", skills)
        .unwrap();
    let rules = RulesBuilder::new(Sizes::count(4))
        .mix("role", 2.0)
        .match_on("unit", 1.0)
        .balance("years", 1.0)
        .not_alone("unit", 1.5)
        .with_wish(Wish::new("skills", Direction::NotAlone, 0.5).at_least(3))
        .apart(["m01", "m02"])
        .together(["m03", "m09"])
        .build()
        .unwrap();
    let problem = Problem::new(&rules, &roster, &Pairs::new()).unwrap();
    let merged = Merged::new(&problem).unwrap();
    assert!(merged.exact);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let start = construct(&problem, &mut rng);
    assert_eq!(start.faults(), 0);
    let mut scan = Scan::new(&problem, &merged, &mut rng);
    scan.load(&start.unit_group);
    let before = (scan.value, start.value);
    scan.set_temperature(f64::from(merged.forbidden) * 0.001);
    let mut ratios = Vec::new();
    for round in 0..400 {
        scan.step(&mut rng);
        if round % 20 == 19 {
            let state = State::from_units(&problem, &scan.unit_group(&scan.group_of));
            assert_eq!(state.faults(), 0);
            let (whole, exact) = ((scan.value - before.0) as f64, state.value - before.1);
            if exact.abs() > 0.01 {
                ratios.push(whole / exact);
            }
        }
    }
    // The same change of value, in another unit.
    assert!(ratios.len() > 3);
    assert!(ratios.iter().all(|ratio| (ratio / ratios[0] - 1.0).abs() < 1e-4), "{ratios:?}");
    let kept = scan.value;
    let groups = scan.unit_group(&scan.group_of);
    scan.load(&groups);
    assert_eq!(scan.value, kept);
}

/// Free on all days but one or two.
struct Week;

impl Slots for Week {
    fn len(&self) -> usize {
        70
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        slot % 10 != member % 10 && slot % 7 != member % 3 && slot > 20
    }
}

#[test]
fn the_table_prices_faults_as_the_rules_count_them() {
    let skills = (0..36)
        .map(|m| Value::Tags([m % 4, m % 3, m % 7].map(|skill| format!("s{skill}").into()).into()));
    let roster = Table::new((0..36).map(|m| format!("m{m:02}")))
        .unwrap()
        .with_column("skills", skills)
        .unwrap()
        .with_column("unit", (0..36).map(|m| Value::category(format!("u{}", m % 5))))
        .unwrap();
    let rules = RulesBuilder::new(Sizes::CountBetween { count: 5, min: 6, max: 9 })
        .mix("unit", 1.0)
        .at_most("unit", None, 2)
        .at_most("skills", None, 3)
        .at_least("skills", Some("s1"), 2)
        .common_slots(20)
        .together(["m03", "m09", "m11"])
        .pin("m05", 2)
        .build()
        .unwrap();
    let problem = Problem::new(&rules, &roster, Inputs::new().with_slots(&Week)).unwrap();
    let merged = Merged::new(&problem).unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let start = construct(&problem, &mut rng);
    let mut scan = Scan::new(&problem, &merged, &mut rng);
    scan.load(&start.unit_group);
    scan.set_temperature(f64::from(merged.forbidden) * 0.01);
    let (mut seen, mut changes) = (0, std::collections::BTreeSet::new());
    for round in 0..300 {
        scan.allow_faults_at(10_000.0);
        scan.step(&mut rng);
        let state = State::from_units(&problem, &scan.unit_group(&scan.group_of));
        let faults = scan.faults.as_ref().unwrap();
        assert_eq!(faults.faults(), state.rules.faults);
        let (a, price) = (round % merged.lanes, faults.price);
        scan.price_all(a);
        let with = scan.price.clone();
        let faults = scan.faults.take();
        scan.price_all(a);
        scan.faults = faults;
        for b in (0..merged.lanes).filter(|&b| scan.group_of[b] != scan.group_of[a]) {
            let (u, v) = (merged.units[a] as usize, merged.units[b] as usize);
            let change = state.fault_change(u, v);
            assert_eq!(i64::from(with[b] - scan.price[b]), i64::from(price) * change);
            seen += 1;
            changes.insert(change);
        }
        let kept = scan.value;
        let groups = scan.unit_group(&scan.group_of);
        scan.load(&groups);
        assert_eq!(scan.value, kept);
    }
    assert!(seen > 1000 && changes.len() > 5, "{seen} {changes:?}");
}

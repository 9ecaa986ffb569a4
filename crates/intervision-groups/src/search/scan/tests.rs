use intervision_core::{Table, Value};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::*;
use crate::search::start::construct;
use crate::search::state::State;
use crate::{Direction, Pairs, RulesBuilder, Sizes, Wish};

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

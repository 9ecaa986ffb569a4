//! Rows of `docs/capabilities.md` to the letter: each test is the example of its row, with its numbers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use std::collections::BTreeMap;

use common::{SEED, form_in, plain};
use intervision_core::{Formed, Groups, PairMatrix, Run, Status, Stopped, Value, Worth};
use intervision_groups::pairing::{Help, Market};
use intervision_groups::{
    Former, FrontPoint, PairList, Pairs, Remainder, RulesBuilder, Sizes, TradeOff, network_change,
    stratified_sample,
};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

#[test]
fn x4_swapping_4_and_17_costs_one_pair_of_a_function_and_saves_two_repeats() {
    // Four groups of five. 16 and 4 are the only two of a function; 4 sits with two whom they met.
    let function = |at: usize| match at {
        3 | 15 => "adviser".to_owned(),
        other => format!("function {other}"),
    };
    let functions = (0..20).map(|at| Value::category(function(at)));
    let roster = plain(20).with_column("function", functions).unwrap();
    let met = PairMatrix::from_pairs(20, [(0, 3, 1.0), (1, 3, 1.0)]).unwrap();
    let rules =
        RulesBuilder::new(Sizes::count(4)).mix("function", 1.0).avoid_pairs("met", 2.0).build();
    let former = Former::new(rules.unwrap()).with_pairs(Pairs::new().with("met", &met));
    let groups: Vec<Vec<usize>> = (0..4).map(|g| (g * 5..g * 5 + 5).collect()).collect();
    let groups = Groups::new(20, groups).unwrap();
    let explainer = former.explainer(&roster, &groups).unwrap();
    let said = explainer.swap("m004", "m017").unwrap();
    assert!(
        said.to_string().starts_with(
            "swap m004 and m017: mix \"function\" +1, avoid \"met\" -2; on the whole -"
        ),
        "{said}"
    );
    // It is what counting both groupings anew gives, and nothing else is told of it.
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    let before = former.explain(&roster, &Formed { groups, worth }).unwrap();
    let values: Vec<f64> = before.worth().terms.iter().map(|term| term.value).collect();
    assert_eq!((values, said.breaks.len()), (vec![0.0, 2.0], 0));
}

#[test]
fn x4_rules_3_and_8_cannot_both_hold() {
    let rules = RulesBuilder::new(Sizes::count(4))
        .together(["m001", "m002"])
        .together(["m003", "m004"])
        .together(["m005", "m006"])
        .apart(["m001", "m003"])
        .apart(["m007", "m008"])
        .apart(["m002", "m009"])
        .pin("m010", 1)
        .apart(["m006", "m005"])
        .build()
        .unwrap();
    let roster = plain(20);
    let conflict = Former::new(rules.clone()).conflict(&roster).unwrap().unwrap();
    assert!(conflict.minimal);
    let said: Vec<&str> = conflict.rules.iter().map(|rule| rule.text.as_str()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|text| text.contains("m005") && text.contains("m006")), "{said:?}");
    assert!(
        said.iter().any(|text| text.contains("together"))
            && said.iter().any(|text| text.contains("apart")),
        "{said:?}"
    );
    assert!(conflict.to_string().ends_with("drop or loosen one of them"), "{conflict}");
    assert!(form_in(&rules, &roster, &Pairs::new(), Some(1000)).unwrap_err().is_conflict());
}

#[test]
fn m6_a_helps_b_with_conflict_by_their_strength() {
    let helped = Market::new().strength("A", "conflict", 0.8).need("B", "conflict").make().unwrap();
    let [Help { person, topic, helper, strength, .. }] = &helped.covered[..] else {
        panic!("one edge, not {:?}", helped.covered)
    };
    assert_eq!((helper.as_str(), person.as_str(), topic.as_str()), ("A", "B", "conflict"));
    assert!((strength - 0.8).abs() < 1e-12);
    assert!(helped.uncovered.is_empty());
}

/// Unweighted ties.
fn ties(pairs: impl IntoIterator<Item = (usize, usize)>, members: usize) -> PairList {
    PairList::new(members, pairs.into_iter().map(|(a, b)| (a, b, 1.0))).unwrap()
}

#[test]
fn m17_h12_ties_from_40_to_118_and_across_functions_from_22_to_47_in_a_hundred() {
    let members = 24;
    let units: Vec<Option<usize>> = (0..members).map(|at| Some(at / 8)).collect();
    let groups: Vec<Option<usize>> = (0..members).map(|at| Some(at % 3)).collect();
    let all = || (0..members).flat_map(|b| (0..b).map(move |a| (a, b)));
    let inside: Vec<(usize, usize)> = all().filter(|(a, b)| units[*a] == units[*b]).collect();
    let across: Vec<(usize, usize)> = all().filter(|(a, b)| units[*a] != units[*b]).collect();
    // 9 of 40 before, 55 of 118 after, none lost.
    let before = inside.iter().take(31).chain(across.iter().take(9)).copied();
    let after = inside.iter().take(63).chain(across.iter().take(55)).copied();
    let (before, after) = (ties(before, members), ties(after, members));
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut run_of = ();
    let mut run = Run::new(&mut rng, &mut run_of);
    let change = network_change((&before, &after), &units, &groups, 99, &mut run).unwrap();
    assert_eq!((change.before.ties, change.after.ties), (40, 118));
    assert_eq!(change.new_and_gone, (78, 0));
    let hundredths = |share: f64| (share * 100.0).floor();
    assert_eq!(hundredths(change.before.cross_unit), 22.0);
    assert!((change.after.cross_unit - 0.47).abs() < 0.005, "{}", change.after.cross_unit);
    // Of the 276 pairs there are.
    assert!((change.before.density - 40.0 / 276.0).abs() < 1e-12);
    assert!((change.after.density - 118.0 / 276.0).abs() < 1e-12);
}

#[test]
fn h2_twenty_of_two_hundred_over_eight_directorates() {
    let sizes = [50, 40, 30, 30, 20, 10, 10, 10];
    let units: Vec<usize> =
        sizes.iter().enumerate().flat_map(|(unit, size)| vec![unit; *size]).collect();
    let column = units.iter().map(|unit| Value::category(format!("directorate {unit}")));
    let roster = plain(200).with_column("directorate", column).unwrap();
    let drawn = |seed| {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut observer = ();
        stratified_sample(&roster, "directorate", 20, &mut Run::new(&mut rng, &mut observer))
            .unwrap()
    };
    let board = drawn(SEED);
    let of = |unit: usize| board.iter().filter(|member| units[**member] == unit).count();
    assert_eq!((0..8).map(of).collect::<Vec<_>>(), [5, 4, 3, 3, 2, 1, 1, 1]);
    assert_eq!((board.len(), &board), (20, &drawn(SEED)));
    assert_ne!(board, drawn(SEED + 1));
}

/// Which share of the pairs inside groups is alike, and how evenly the values of another attribute are spread in a group: the
/// entropy over the most there can be for so many people, on average.
fn inside(groups: &Groups, style: &[usize], unit: &[usize], units: usize) -> (f64, f64) {
    let (mut alike, mut pairs, mut entropy) = (0, 0, 0.0);
    for group in groups.iter() {
        let mut heads = BTreeMap::<usize, f64>::new();
        for (at, &b) in group.iter().enumerate() {
            *heads.entry(unit[b]).or_default() += 1.0;
            alike += group[..at].iter().filter(|&&a| style[a] == style[b]).count();
            pairs += at;
        }
        let size = group.len() as f64;
        let own: f64 = heads.values().map(|count| -count / size * (count / size).ln()).sum();
        entropy += own / (units.min(group.len()) as f64).ln();
    }
    (alike as f64 / pairs as f64, entropy / groups.sizes().len() as f64)
}

#[test]
fn h3_two_hundred_people_of_four_styles_alike_within_and_directorates_across() {
    let style: Vec<usize> = (0..200).map(|at| at * 7 % 4).collect();
    let unit: Vec<usize> = (0..200).map(|at| at / 4 % 8).collect();
    let named = |name: &str, of: &[usize]| {
        of.iter().map(|at| Value::category(format!("{name} {at}"))).collect::<Vec<_>>()
    };
    let roster = plain(200).with_column("preference", named("style", &style)).unwrap();
    let roster = roster.with_column("directorate", named("unit", &unit)).unwrap();
    let rules = RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
        .match_on("preference", 2.0)
        .mix("directorate", 1.0)
        .build()
        .unwrap();
    let outcome = form_in(&rules, &roster, &Pairs::new(), Some(400_000)).unwrap();
    assert_eq!(outcome.groups().sizes(), [8; 25]);
    let (homogeneity, entropy) = inside(outcome.groups(), &style, &unit, 8);
    // Fifty of each style make six groups and a quarter: 24 groups of one style and one of all four are the most.
    assert!(homogeneity > 0.9, "{homogeneity}");
    assert!(entropy > 0.9, "{entropy}");
    let dealt: Vec<Vec<usize>> = (0..25).map(|g| (g * 8..g * 8 + 8).collect()).collect();
    let (by_list, _) = inside(&Groups::new(200, dealt).unwrap(), &style, &unit, 8);
    assert!(by_list < 0.3, "{by_list}");

    // What one costs the other: no point of the front is better in both.
    let asked = TradeOff::between(["match \"preference\""], ["mix \"directorate\""]);
    let former = Former::new(rules);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_seed(SEED).with_steps(300_000);
    let front = asked.with_searches(4).front(&former, &roster, &mut run).unwrap();
    let mut values: Vec<[f64; 2]> = front.points().iter().map(FrontPoint::values).collect();
    values.sort_by(|a, b| a[0].total_cmp(&b[0]));
    assert!(!values.is_empty());
    assert!(values.windows(2).all(|two| two[0][0] < two[1][0] && two[0][1] > two[1][1]));
}

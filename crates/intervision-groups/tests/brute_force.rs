//! Small problems with every kind of wish and rule, against every grouping counted by plain code.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use common::{Case, case, form, with_managers};
use intervision_core::{PairWeight, Roster, Status, Value};
use intervision_groups::{
    Bounds, Direction, Error, Pairs, Problem, RulesBuilder, Sizes, Wish, verify,
};
use proptest::prelude::*;

/// Every way to put people into numbered groups within these sizes.
fn groupings(people: usize, sizes: &[(usize, usize)]) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for _ in 0..people {
        all = all
            .into_iter()
            .flat_map(|part: Vec<u32>| {
                (0..sizes.len() as u32).map(move |group| [part.as_slice(), &[group]].concat())
            })
            .collect();
    }
    all.retain(|group_of| {
        sizes.iter().enumerate().all(|(group, &(least, most))| {
            let size = group_of.iter().filter(|own| **own == group as u32).count();
            (least..=most).contains(&size)
        })
    });
    all
}

/// Squared deviations from the group's mean, and from the whole's mean.
fn variation(values: &[Option<f64>], group_of: &[u32], groups: usize) -> (f64, f64) {
    let squares = |numbers: &[f64]| {
        let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
        numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>()
    };
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    let inside = (0..groups as u32)
        .map(|group| {
            let own: Vec<f64> = values
                .iter()
                .zip(group_of)
                .filter(|(_, own)| **own == group)
                .filter_map(|(value, _)| *value)
                .collect();
            squares(&own)
        })
        .sum();
    (inside, squares(&known))
}

/// One term on its own, from its definition.
fn plain_value(wish: &str, case: &Case, group_of: &[u32], groups: usize) -> f64 {
    let people = group_of.len();
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
    let met = pairs.filter(|&(a, b)| group_of[a] == group_of[b]);
    let unit = |m| case.table.attribute(m, "unit").as_category().map(str::to_owned);
    let years: Vec<_> = (0..people).map(|m| case.table.attribute(m, "years").as_number()).collect();
    match wish {
        "mix unit" => met.filter(|&(a, b)| unit(a).is_some() && unit(a) == unit(b)).count() as f64,
        "match unit" => met
            .filter(|&(a, b)| unit(a).is_some() && unit(b).is_some() && unit(a) != unit(b))
            .count() as f64,
        "mix level" => met
            .filter(|&(a, b)| case.table.attribute(a, "level") == case.table.attribute(b, "level"))
            .count() as f64,
        "mix skills" => met
            .map(|(a, b)| {
                match (case.table.attribute(a, "skills"), case.table.attribute(b, "skills")) {
                    (Value::Tags(a), Value::Tags(b)) => {
                        let mut shared: Vec<_> = a.iter().filter(|tag| b.contains(tag)).collect();
                        shared.sort();
                        shared.dedup();
                        shared.len() as f64
                    }
                    _ => 0.0,
                }
            })
            .sum(),
        "mix years" => {
            let (inside, all) = variation(&years, group_of, groups);
            if all < 1e-9 { 0.0 } else { (all - inside) / all }
        }
        "match years" => {
            let (inside, all) = variation(&years, group_of, groups);
            if all < 1e-9 { 0.0 } else { inside / all }
        }
        "balance unit" => {
            let known: Vec<_> = (0..people).filter(|&m| unit(m).is_some()).collect();
            let mut names: Vec<_> = known.iter().map(|&m| unit(m)).collect();
            names.sort();
            names.dedup();
            let mut sum = 0.0;
            for group in 0..groups as u32 {
                let own: Vec<_> = known.iter().filter(|&&m| group_of[m] == group).collect();
                for name in &names {
                    let total = known.iter().filter(|&&m| unit(m) == *name).count() as f64;
                    let here = own.iter().filter(|&&&m| unit(m) == *name).count() as f64;
                    let off = here - own.len() as f64 * total / known.len() as f64;
                    sum += off * off;
                }
            }
            sum
        }
        "not_alone unit" | "not_alone skills" | "trio level" => {
            let (name, attribute) = wish.split_once(' ').unwrap();
            let enough = if name == "trio" { 3 } else { 2 };
            let kinds = |m: usize| match case.table.attribute(m, attribute) {
                Value::Tags(tags) => {
                    tags.iter().map(ToString::to_string).collect::<std::collections::BTreeSet<_>>()
                }
                Value::Unknown => [].into(),
                value => [format!("{value:?}")].into(),
            };
            let alone = |m: usize, kind: &String| {
                let alike = |&o: &usize| group_of[o] == group_of[m] && kinds(o).contains(kind);
                (0..people).filter(alike).count() < enough
            };
            let count = |m| kinds(m).iter().filter(|kind| alone(m, kind)).count();
            (0..people).map(count).sum::<usize>() as f64
        }
        "avoid met" => met.map(|(a, b)| case.met.weight(a, b)).sum(),
        "seek met" => -met.map(|(a, b)| case.met.weight(a, b)).sum::<f64>(),
        other => unreachable!("{other}"),
    }
}

const WISHES: [&str; 12] = [
    "mix unit",
    "match unit",
    "balance unit",
    "mix years",
    "match years",
    "mix level",
    "mix skills",
    "not_alone unit",
    "not_alone skills",
    "trio level",
    "avoid met",
    "seek met",
];

fn wish(rules: RulesBuilder, wish: &str, weight: f64) -> RulesBuilder {
    match wish.split_once(' ') {
        Some(("mix", attribute)) => rules.mix(attribute, weight),
        Some(("match", attribute)) => rules.match_on(attribute, weight),
        Some(("balance", attribute)) => rules.balance(attribute, weight),
        Some(("not_alone", attribute)) => rules.not_alone(attribute, weight),
        Some(("trio", attribute)) => {
            rules.with_wish(Wish::new(attribute, Direction::NotAlone, weight).at_least(3))
        }
        Some(("avoid", name)) => rules.avoid_pairs(name, weight),
        _ => rules.seek_pairs("met", weight),
    }
}

fn sizes() -> impl Strategy<Value = Sizes> {
    prop_oneof![
        (1..4usize).prop_map(Sizes::count),
        Just(Sizes::between(2, 4)),
        (2..4usize).prop_map(|size| Sizes::of(size, intervision_groups::Remainder::AllowSmaller)),
    ]
}

/// The name of a term as it stands in [`WISHES`].
fn called(name: &str) -> String {
    let plain = name.replace('"', "");
    match plain.strip_suffix(", 3 or more") {
        Some(plain) => plain.replace("not alone in", "trio"),
        None => plain.replace("not alone in", "not_alone"),
    }
}

/// Whether a grouping keeps one rule.
type Kept = Box<dyn Fn(&[u32]) -> bool>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn one_wish_is_met_as_well_as_can_be(case in case(4..=7), sizes in sizes(), at in 0..WISHES.len()) {
        let rules = wish(RulesBuilder::new(sizes), WISHES[at], 1.0).build().unwrap();
        let pairs = Pairs::new();
        let pairs = if WISHES[at].ends_with("met") { pairs.with("met", &case.met) } else { pairs };
        let limits = rules.sizes().bounds(case.table.len()).unwrap();
        let best = groupings(case.table.len(), &limits)
            .iter()
            .map(|group_of| plain_value(WISHES[at], &case, group_of, limits.len()))
            .fold(f64::INFINITY, f64::min);
        let outcome = form(&rules, &case.table, &pairs).unwrap();
        prop_assert_eq!(outcome.worth().status, Status::Optimal);
        prop_assert!((outcome.worth().value - best).abs() < 1e-9, "{} {}", outcome.worth().value, best);
        let bound = Bounds::of(&Problem::new(&rules, &case.table, &pairs).unwrap());
        prop_assert!(bound.value <= best + 1e-9, "bound {} above {}", bound.value, best);
        verify(outcome.certificate(), &rules, &case.table, &pairs).unwrap();
    }

    #[test]
    fn all_wishes_and_rules_together(
        case in case(6..=7),
        weights in proptest::collection::vec(0.0..4.0f64, WISHES.len()),
        apart in (0..6usize, 0..6usize),
        together in (0..6usize, 0..6usize),
        pin in proptest::option::of((0..6usize, 1..3usize)),
        lines in proptest::collection::vec(0..6usize, 3),
    ) {
        let people = case.table.len();
        let mut rules = RulesBuilder::new(Sizes::count(2)).not_with_managers(2);
        for (name, weight) in WISHES.iter().zip(weights) {
            rules = wish(rules, name, weight);
        }
        let id = |m: usize| case.table.id(m).into_owned();
        let mut kept: Vec<Kept> = Vec::new();
        if apart.0 != apart.1 {
            rules = rules.apart([id(apart.0), id(apart.1)]);
            kept.push(Box::new(move |g| g[apart.0] != g[apart.1]));
        }
        if together.0 != together.1 {
            rules = rules.together([id(together.0), id(together.1)]);
            kept.push(Box::new(move |g| g[together.0] == g[together.1]));
        }
        if let Some((member, group)) = pin {
            rules = rules.pin(id(member), group);
            kept.push(Box::new(move |g| g[member] as usize + 1 == group));
        }
        // Managers have smaller numbers, so that no line comes back.
        let lines: Vec<(usize, usize)> =
            lines.iter().enumerate().map(|(at, boss)| (at + 3, boss % (at + 3))).collect();
        for &(report, boss) in &lines {
            kept.push(Box::new(move |g| g[report] != g[boss]));
            if let Some(&(_, above)) = lines.iter().find(|(other, _)| *other == boss) {
                kept.push(Box::new(move |g| g[report] != g[above]));
            }
        }
        let table = with_managers(case.table.clone(), &lines);
        let rules = rules.build().unwrap();
        let pairs = Pairs::new().with("met", &case.met);
        let limits = rules.sizes().bounds(people).unwrap();
        let mut all = groupings(people, &limits);
        all.retain(|group_of| kept.iter().all(|rule| rule(group_of)));
        match form(&rules, &table, &pairs) {
            Err(error) => {
                prop_assert!(all.is_empty(), "{error}");
                let wrong_input = matches!(error, Error::Roster(_));
                prop_assert!(!wrong_input);
            }
            Ok(outcome) => {
                let problem = Problem::new(&rules, &table, &pairs).unwrap();
                let best = all
                    .iter()
                    .map(|group_of| {
                        let terms = WISHES.iter().map(|name| {
                            let term = problem.terms().iter().find(|term| called(term.name()) == **name);
                            term.unwrap().factor() * plain_value(name, &case, group_of, limits.len())
                        });
                        terms.sum::<f64>()
                    })
                    .fold(f64::INFINITY, f64::min);
                prop_assert_eq!(outcome.worth().status, Status::Optimal);
                prop_assert!((outcome.worth().value - best).abs() < 1e-9, "{} {}", outcome.worth().value, best);
                prop_assert!(problem.bounds().value <= best + 1e-9, "bound {}", problem.bounds().value);
                verify(outcome.certificate(), &rules, &table, &pairs).unwrap();
            }
        }
    }

    #[test]
    fn what_is_matched_bounds_what_is_mixed(
        case in case(6..=8),
        sizes in sizes(),
        weights in proptest::collection::vec(0.1..4.0f64, 4),
        turned in proptest::bool::ANY,
    ) {
        let (matched, mixed) = if turned { ("level", "unit") } else { ("unit", "level") };
        // Levels that are matched count as numbers, so that they are made categories here.
        let levels: Vec<Value<'static>> = (0..case.table.len())
            .map(|m| match case.table.attribute(m, "level").as_number() {
                Some(rank) => Value::category(format!("l{rank}")),
                None => Value::Unknown,
            })
            .collect();
        let numbers: Vec<Value<'static>> = (0..case.table.len())
            .map(|m| match case.table.attribute(m, "years").as_number() {
                Some(years) => Value::category(format!("y{}", years as u32 % 3)),
                None => Value::Unknown,
            })
            .collect();
        let table = common::plain(case.table.len())
            .with_column("unit", (0..case.table.len()).map(|m| case.table.attribute(m, "unit").into_owned()))
            .unwrap()
            .with_column("level", levels)
            .unwrap()
            .with_column("phase", numbers)
            .unwrap();
        let rules = RulesBuilder::new(sizes)
            .match_on(matched, weights[0])
            .mix(mixed, weights[1])
            .mix("phase", weights[2])
            .mix(matched, weights[3])
            .build()
            .unwrap();
        let problem = Problem::new(&rules, &table, &Pairs::new()).unwrap();
        let limits = rules.sizes().bounds(table.len()).unwrap();
        let best = groupings(table.len(), &limits)
            .iter()
            .filter_map(|group_of| problem.value(group_of))
            .fold(f64::INFINITY, f64::min);
        let bounds = problem.bounds();
        prop_assert!(bounds.value <= best + 1e-9, "bound {} above {}", bounds.value, best);
        let apart: f64 =
            problem.terms().iter().zip(&bounds.terms).map(|(term, bound)| term.factor() * bound).sum();
        prop_assert!(bounds.value >= apart);
    }
}

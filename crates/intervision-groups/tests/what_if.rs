//! Why somebody is where they are, and what would come of an exchange (X4).

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::{Case, advisers, case, form, ids, with_managers};
use intervision_core::{Formed, Groups, PairMatrix, Roster, Status, Stopped, Value, Worth};
use intervision_groups::{
    Aggregate, Error, Exchange, Former, Outcome, Pairs, Rules, RulesBuilder, Sizes,
};
use proptest::prelude::*;

const GROUPS: usize = 3;

fn rules(aggregate: Aggregate) -> Rules {
    RulesBuilder::new(Sizes::listed_between([(1, 5), (1, 5), (1, 9)]))
        .mix("unit", 2.0)
        .match_on("skills", 1.0)
        .balance("unit", 0.5)
        .balance("years", 1.0)
        .match_on("level", 1.0)
        .not_alone("unit", 1.0)
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m004"])
        .pin("m005", 1)
        .not_with_manager()
        .at_most("unit", None, 2)
        .aggregate(aggregate)
        .build()
        .unwrap()
}

fn lists(group_of: &[usize]) -> Groups {
    let group = |g: usize| (0..group_of.len()).filter(|&m| group_of[m] == g).collect();
    Groups::new(group_of.len(), (0..GROUPS).map(group).collect()).unwrap()
}

fn told(former: &Former<'_>, case: &Case, group_of: &[usize]) -> Outcome {
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    former.explain(&case.table, &Formed { groups: lists(group_of), worth }).unwrap()
}

/// Everything that one exchange can lead to: swaps of two groups' people, and moves that sizes allow.
fn exchanges(group_of: &[usize]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let most = [5, 5, 9];
    let size = |g: usize| group_of.iter().filter(|own| **own == g).count();
    for a in 0..group_of.len() {
        for b in 0..a {
            if group_of[a] != group_of[b] {
                let mut other = group_of.to_vec();
                other.swap(a, b);
                found.push(other);
            }
        }
        for to in (0..GROUPS).filter(|&to| to != group_of[a]) {
            if size(group_of[a]) > 1 && size(to) < most[to] {
                let mut other = group_of.to_vec();
                other[a] = to;
                found.push(other);
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn x4_effects_are_what_counting_anew_gives(
        case in case(7..=9),
        places in proptest::collection::vec(0..GROUPS, 9),
        (a, b, to) in (0..7usize, 0..7usize, 0..GROUPS),
        aggregate in proptest::sample::select(vec![Aggregate::Total, Aggregate::Worst]),
    ) {
        let table = with_managers(case.table.clone(), &[(6, 5)]);
        let case = Case { table, ..case };
        let ids = ids(case.table.len());
        let mut group_of = places[..case.table.len()].to_vec();
        // Nobody is left without company before anything is asked.
        group_of[..GROUPS].copy_from_slice(&[0, 1, 2]);
        let former = Former::new(rules(aggregate)).with_pairs(Pairs::new().with("met", &case.met));
        let groups = lists(&group_of);
        let explainer = former.explainer(&case.table, &groups).unwrap();
        let before = told(&former, &case, &group_of);

        let mut swapped = group_of.clone();
        swapped.swap(a, b);
        let mut moved = group_of.clone();
        moved[a] = to;
        for (said, other) in [
            (explainer.swap(&ids[a], &ids[b]).unwrap(), swapped),
            (explainer.move_to(&ids[a], to + 1).unwrap(), moved),
        ] {
            let after = told(&former, &case, &other);
            for ((effect, then), now) in
                said.effects.iter().zip(&after.worth().terms).zip(&before.worth().terms)
            {
                prop_assert_eq!(&effect.name, &now.name);
                prop_assert!((effect.change - (then.value - now.value)).abs() < 1e-9, "{said:?}");
            }
            prop_assert!((said.whole - (after.worth().value - before.worth().value)).abs() < 1e-9);
            let mut newly = after.violated().to_vec();
            newly.retain(|rule| !before.violated().contains(rule));
            prop_assert_eq!(&said.breaks, &newly);
        }

        // Parts of groups add up to the terms.
        let views: Vec<_> = (1..=GROUPS).map(|group| explainer.group(group).unwrap()).collect();
        for (at, term) in before.worth().terms.iter().enumerate() {
            let sum: f64 = views.iter().map(|view| view.terms[at].part).sum();
            prop_assert!((sum - term.value).abs() < 1e-9, "{}", term.name);
        }

        // The best exchange of all is the best of those that break no further rule.
        let found = explainer.exchanges(2);
        prop_assert!(found.complete);
        let all: Vec<_> = exchanges(&group_of).iter().map(|other| told(&former, &case, other)).collect();
        prop_assert_eq!(found.tried, all.len());
        let allowed = |after: &&Outcome| after.violated().iter().all(|rule| before.violated().contains(rule));
        let change = |after: &Outcome| after.worth().value - before.worth().value;
        let changes = |after: &&Outcome| {
            let terms = after.worth().terms.iter().zip(&before.worth().terms);
            terms.into_iter().any(|(a, b)| (a.value - b.value).abs() > 1e-9)
        };
        let best = all.iter().filter(allowed).filter(changes).map(change).fold(f64::INFINITY, f64::min);
        let told = found.allowed.first().map_or(f64::INFINITY, |best| best.whole);
        let none = told.is_infinite() && best.is_infinite();
        prop_assert!(none || (told - best).abs() < 1e-9, "{told} {best}");
        prop_assert!(found.allowed.iter().all(|one| one.breaks.is_empty()));
        prop_assert!(found.forbidden.iter().all(|one| !one.breaks.is_empty() && one.whole < 0.0));
        let worst = found.forbidden.first().map_or(0.0, |one| one.whole);
        let forbidden = |after: &&Outcome| !allowed(after);
        let best = all.iter().filter(forbidden).map(change).fold(0.0, f64::min);
        prop_assert!((worst - best).abs() < 1e-9, "{worst} {best}");
    }
}

#[test]
fn an_optimal_grouping_has_no_better_exchange() {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let roster = advisers();
    let outcome = form(&rules, &roster, &Pairs::new()).unwrap();
    let former = Former::new(rules);
    let explainer = former.explainer(&roster, outcome.groups()).unwrap();
    let found = explainer.exchanges(3);
    assert!(found.complete && found.forbidden.is_empty());
    assert!(found.allowed.iter().all(|one| one.whole > 0.0));
    assert_eq!(found.tried, 3 * 8 * 8);
    assert_eq!(
        found.sentences()[0],
        "192 exchanges looked at; none that the rules allow is better."
    );
    let function = explainer.group(1).unwrap().heads;
    assert_eq!(function.iter().map(|head| head.here).sum::<usize>(), 8);
    assert_eq!(function[0].value, "strategic adviser");
    assert!((function[0].even - 10.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_person_and_a_group_are_told_in_sentences() {
    let roster = common::plain(6)
        .with_column(
            "function",
            ["adviser", "adviser", "clerk", "clerk", "", "lead"].map(Value::category),
        )
        .unwrap()
        .with_column("years", [1.0, 3.0, 8.0, 4.0, f64::NAN, 4.0].map(Value::Number))
        .unwrap();
    let met = PairMatrix::from_pairs(6, [(0, 2, 2.0), (1, 3, 1.0)]).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2))
        .mix("function", 1.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 1.0)
        .build()
        .unwrap();
    let former = Former::new(rules).with_pairs(Pairs::new().with("met", &met));
    let groups = Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]]).unwrap();
    let explainer = former.explainer(&roster, &groups).unwrap();
    assert_eq!(
        explainer.person("m003").unwrap().sentences(),
        [
            "m003 is in group 1 with m001 and m002.",
            "m003 is the only one of group 1 with function clerk (2 in all).",
            "years of m003 is 8; the mean of group 1 is 4, of everyone 4.",
            "avoid \"met\": 2 with m001.",
        ]
    );
    assert!(
        explainer
            .person("m005")
            .unwrap()
            .sentences()
            .contains(&"function of m005 is not known.".to_owned())
    );
    let told = explainer.group(1).unwrap().sentences();
    assert_eq!(
        told[..2],
        [
            "Group 1: m001, m002 and m003.".to_owned(),
            "function: 2 adviser (even share 1), 1 clerk (even share 1).".to_owned(),
        ]
    );
    assert_eq!(
        told[3..5],
        [
            "mix \"function\": 1 here, +0.500 against the mean over groups.".to_owned(),
            "balance \"years\": 0.178 here, -0.044 against the mean over groups.".to_owned(),
        ],
        "{told:?}"
    );
    let best = &explainer.exchanges_of("m001", 1).unwrap().allowed[0];
    assert!(matches!(&best.exchange, Exchange::Swap { a, .. } if a == "m001"), "{best}");
    assert!(best.whole < 0.0);
}

#[test]
fn questions_about_nobody_are_refused() {
    let roster = advisers();
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let former = Former::new(rules);
    let groups = lists(&(0..24).map(|m| m % GROUPS).collect::<Vec<_>>());
    let explainer = former.explainer(&roster, &groups).unwrap();
    assert_eq!(
        explainer.person("m099").unwrap_err().to_string(),
        "nobody on the roster has the id \"m099\"; ask about an id that stands there"
    );
    assert_eq!(
        explainer.group(4).unwrap_err().to_string(),
        "the number of the group is 4; give 1 to 3"
    );
    assert!(matches!(explainer.move_to("m001", 0), Err(Error::Number { found: 0, .. })));
    let short = Groups::new(24, vec![vec![0], vec![1]]).unwrap();
    assert!(matches!(former.explainer(&roster, &short), Err(Error::Solution { .. })));
}

#[test]
fn large_rosters_are_looked_at_in_part() {
    let people = 3000;
    let units = (0..people).map(|m| Value::category(format!("u{}", m * m % 7)));
    let roster = common::plain(people).with_column("unit", units).unwrap();
    let rules = RulesBuilder::new(Sizes::count(300)).mix("unit", 1.0).build().unwrap();
    let groups = (0..300).map(|g| (g * 10..(g + 1) * 10).collect()).collect();
    let groups = Groups::new(people, groups).unwrap();
    let former = Former::new(rules);
    let explainer = former.explainer(&roster, &groups).unwrap();
    let found = explainer.exchanges(3);
    assert!(!found.complete && found.tried <= 400_000);
    assert!(found.allowed[0].whole < 0.0);
    assert!(explainer.exchanges_of("m001", 2).unwrap().complete);
}

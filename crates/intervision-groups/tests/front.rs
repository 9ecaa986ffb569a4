//! Fronts of two objectives against every grouping, and what is proven around them.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use std::ops::ControlFlow;

use common::{Case, SEED, case, ids, plain};
use intervision_core::{PairWeight, Progress, Run, Stopped, Table, Value};
use intervision_groups::{
    Aggregate, Direction, Former, Front, FrontPoint, Pairs, Problem, Rules, RulesBuilder, Sizes,
    TradeOff, WaitingList, Way, Wish,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// Two wishes in each objective, so that either alone is on the scale of both.
const FIRST: [&str; 2] = ["match \"unit\"", "avoid \"met\""];
const SECOND: [&str; 2] = ["mix \"skills\"", "years"];

fn rules(sizes: Sizes, [first, second]: [f64; 2]) -> Rules {
    // Those for whom a list has no seat wait.
    let list = matches!(sizes, Sizes::Listed(_)).then(WaitingList::new);
    let rules = RulesBuilder::new(sizes);
    list.into_iter()
        .fold(rules, RulesBuilder::waiting_list)
        .match_on("unit", first)
        .mix("skills", second)
        .avoid_pairs("met", 2.0 * first)
        .balance("years", second)
        .apart(["m001", "m002"])
        .build()
        .unwrap()
}

fn draw(asked: &TradeOff, former: &Former<'_>, roster: &Table, steps: u64) -> Front {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_seed(SEED).with_steps(steps);
    asked.front(former, roster, &mut run).unwrap()
}

/// Both values of every grouping into so many groups that keeps the rules.
fn every(case: &Case, sizes: &Sizes, people: usize) -> Vec<[f64; 2]> {
    let pairs = Pairs::new().with("met", &case.met);
    let [first, second] = [[1.0, 0.0], [0.0, 1.0]]
        .map(|weights| Problem::new(&rules(sizes.clone(), weights), &case.table, &pairs).unwrap());
    let limits = first.sizes().to_vec();
    let groups = limits.len();
    let mut found = Vec::new();
    for number in 0..groups.pow(people as u32) {
        let place = |member: usize| (number / groups.pow(member as u32) % groups) as u32;
        let group_of: Vec<u32> = (0..people).map(place).collect();
        let fits = limits.iter().enumerate().all(|(group, &(least, most))| {
            let size = group_of.iter().filter(|&&own| own as usize == group).count();
            (least..=most).contains(&size)
        });
        let waits = first.waiting() == Some(group_of[0] as usize);
        if fits && (waits || group_of[0] != group_of[1]) {
            found.push([&first, &second].map(|problem| problem.value(&group_of).unwrap()));
        }
    }
    found
}

fn nondominated(mut all: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    all.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let mut front: Vec<[f64; 2]> = Vec::new();
    for point in all {
        if front.last().is_none_or(|last| point[1] < last[1] - 1e-8) {
            // A first value that is better by rounding alone is none.
            if front.last().is_some_and(|last| point[0] - last[0] < 1e-8) {
                front.pop();
            }
            front.push(point);
        }
    }
    front
}

fn close(a: [f64; 2], b: [f64; 2]) -> bool {
    (a[0] - b[0]).abs() < 1e-7 && (a[1] - b[1]).abs() < 1e-7
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn h3_small_fronts_are_complete(case in case(5..=8), groups in 1..=3usize) {
        let people = PairWeight::len(&case.met);
        let sizes = if groups == 1 { Sizes::listed([2, 2]) } else { Sizes::count(groups) };
        let former = Former::new(rules(sizes.clone(), [1.0, 1.0]))
            .with_pairs(Pairs::new().with("met", &case.met));
        let asked = TradeOff::between(FIRST, SECOND).with_searches(4).with_points(1000);
        let front = draw(&asked, &former, &case.table, 400_000);
        let expected = nondominated(every(&case, &sizes, people));
        prop_assert!(front.is_complete());
        let found: Vec<[f64; 2]> = front.points().iter().map(FrontPoint::values).collect();
        prop_assert_eq!(found.len(), expected.len(), "{:?} {:?}", found, expected);
        for (own, other) in found.iter().zip(&expected) {
            prop_assert!(close(*own, *other), "{own:?} {other:?}");
        }
        asked.verify(&front, &former, &case.table).unwrap();
    }

    #[test]
    fn no_grouping_leaves_the_proof(case in case(10..=10), wide in any::<bool>()) {
        let sizes = if wide {
            Sizes::CountBetween { count: 2, min: 3, max: 7 }
        } else {
            Sizes::count(2)
        };
        let former = Former::new(rules(sizes.clone(), [1.0, 1.0]))
            .with_pairs(Pairs::new().with("met", &case.met));
        let asked = TradeOff::between(FIRST, SECOND).with_searches(6).with_points(1000);
        let front = draw(&asked, &former, &case.table, 60_000);
        prop_assert!(!front.is_complete());
        let all = every(&case, &sizes, 10);
        let found: Vec<[f64; 2]> = front.points().iter().map(FrontPoint::values).collect();
        for pair in found.windows(2) {
            prop_assert!(pair[0][0] < pair[1][0] && pair[0][1] > pair[1][1]);
        }
        for own in &found {
            prop_assert!(all.iter().any(|other| close(*own, *other)), "{own:?}");
        }
        let range = [0, 1].map(|side| (found[0][side] - found[found.len() - 1][side]).abs());
        for other in &all {
            for plane in front.half_planes() {
                let sum = plane.weights[0] * other[0] + plane.weights[1] * other[1];
                prop_assert!(sum >= plane.at_least - 1e-7, "{other:?} {plane:?}");
            }
            // Some point is worse in nothing by more than the gap.
            if found.len() > 1 {
                let near = found.iter().any(|own| {
                    (0..2).all(|side| own[side] <= other[side] + front.gap() * range[side] + 1e-7)
                });
                prop_assert!(near, "{other:?} {}", front.gap());
            }
        }
        prop_assert!(front.hypervolume() <= front.hypervolume_at_most() + 1e-9);
        asked.verify(&front, &former, &case.table).unwrap();
    }
}

/// Ten people whose front has points that no weights favour.
fn two_columns() -> Table {
    let column = |seed: usize| {
        (0..12)
            .map(move |member| Value::Number(((member * member * 7 + seed * member) % 23) as f64))
    };
    plain(12).with_column("years", column(3)).unwrap().with_column("grade", column(11)).unwrap()
}

fn years_against_grade() -> Former<'static> {
    let rules = RulesBuilder::new(Sizes::count(3)).match_on("years", 1.0).balance("grade", 1.0);
    Former::new(rules.build().unwrap())
}

#[test]
fn walks_find_what_no_weights_favour() {
    let (roster, former) = (two_columns(), years_against_grade());
    let asked = TradeOff::between(["years"], ["grade"]).with_searches(12).with_points(1000);
    let front = draw(&asked, &former, &roster, 1_000_000);
    let capped = |point: &FrontPoint| matches!(point.way(), Way::Cap { .. });
    let inner = front.points().iter().filter(|point| capped(point));
    // Above the line between its neighbours: no weights make such a point best.
    let hollow = front.points().windows(3).filter(|three| {
        let [a, b, c] = [0, 1, 2].map(|at| three[at].values());
        capped(&three[1]) && (b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0])
    });
    assert!(inner.count() > 0 && hollow.count() > 0);
    asked.verify(&front, &former, &roster).unwrap();
}

#[test]
fn the_same_steps_give_the_same_front_in_any_order_of_the_roster() {
    let (roster, former) = (two_columns(), years_against_grade());
    let backwards: Vec<usize> = (0..12).rev().collect();
    let turned = Table::new(backwards.iter().map(|&member| ids(12).swap_remove(member))).unwrap();
    let column = |key: &str| {
        let value = |&member: &usize| {
            let number = intervision_core::Roster::attribute(&roster, member, key).as_number();
            Value::Number(number.unwrap())
        };
        backwards.iter().map(value).collect::<Vec<_>>()
    };
    let turned = turned.with_column("years", column("years")).unwrap();
    let turned = turned.with_column("grade", column("grade")).unwrap();
    let asked = TradeOff::between(["years"], ["grade"]).with_searches(6);
    let groups = |front: &Front| -> Vec<Vec<Vec<String>>> {
        let point = |point: &FrontPoint| point.outcome().certificate().groups.clone();
        front.points().iter().map(point).collect()
    };
    let front = draw(&asked, &former, &roster, 100_000);
    assert_eq!(groups(&front), groups(&draw(&asked, &former, &roster, 100_000)));
    assert_eq!(groups(&front), groups(&draw(&asked, &former, &turned, 100_000)));
}

#[test]
fn a_cancelled_run_gives_the_points_so_far() {
    let (roster, former) = (two_columns(), years_against_grade());
    let asked = TradeOff::between(["years"], ["grade"]);
    for calls in [1, 3, 8, 40] {
        let mut seen = 0;
        let mut observer = |_: &Progress<'_>| {
            seen += 1;
            if seen >= calls { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let mut run = Run::new(&mut rng, &mut observer).with_steps(200_000);
        let front = asked.front(&former, &roster, &mut run).unwrap();
        assert_eq!(front.stopped(), Stopped::Cancelled);
        assert!(!front.points().is_empty());
        asked.verify(&front, &former, &roster).unwrap();
    }
}

#[test]
fn a_front_without_a_choice_is_one_point() {
    let roster = plain(6).with_column("unit", ["x"; 6].map(Value::category)).unwrap();
    let roster = roster.with_column("site", ["a", "a", "b", "b", "c", "c"].map(Value::category));
    let roster = roster.unwrap();
    let rules = RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).mix("site", 1.0);
    let former = Former::new(rules.build().unwrap());
    let front = draw(&TradeOff::between(["unit"], ["site"]), &former, &roster, 10_000);
    assert_eq!(front.points().len(), 1);
    assert_eq!((front.hypervolume(), front.hypervolume_at_most()), (0.0, 0.0));
    assert_eq!(
        front.sentences(),
        [
            "One grouping is the best found in mix \"unit\" and in mix \"site\".",
            "Every grouping was tried: there are no others.",
        ]
    );
}

#[test]
fn objectives_that_cannot_be() {
    let roster = two_columns();
    let asked = |first: &str, second: &str, former: &Former<'_>| {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let asked = TradeOff::between([first], [second]);
        let wrong = asked.front(former, &roster, &mut Run::new(&mut rng, &mut ())).unwrap_err();
        wrong.to_string()
    };
    let former = years_against_grade();
    assert_eq!(
        asked("years", "place", &former),
        "a front is asked of \"place\", and the rules have no such wish; they have match \"years\", balance \"grade\""
    );
    assert_eq!(
        asked("years", "match \"years\"", &former),
        "match \"years\" is in both objectives of the front; name it in one"
    );
    let rules = RulesBuilder::new(Sizes::count(3)).match_on("years", 1.0).balance("grade", 0.0);
    assert_eq!(
        asked("years", "grade", &Former::new(rules.build().unwrap())),
        "the second objective of the front has no wish of a weight above 0; name one that has"
    );
    let rules = RulesBuilder::new(Sizes::count(3))
        .with_wish(Wish::new("years", Direction::Match, 1.0))
        .balance("grade", 1.0)
        .aggregate(Aggregate::Worst);
    assert_eq!(
        asked("years", "grade", &Former::new(rules.build().unwrap())),
        "a front is drawn between sums, and the rules ask for the worst group; add groups up for it"
    );
    let rules = RulesBuilder::new(Sizes::listed([4, 4]))
        .match_on("years", 1.0)
        .balance("grade", 1.0)
        .waiting_list(WaitingList::new().priority("years"));
    assert_eq!(
        asked("years", "grade", &Former::new(rules.build().unwrap())),
        "a front is drawn between wishes, and priority for a seat comes before all of them; leave it out of the waiting list"
    );
}

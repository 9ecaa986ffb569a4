//! Waiting lists against every choice of who waits and every grouping of the others.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use common::{Case, SEED, case, ids, plain, with_managers};
use intervision_core::{
    FormGroups, Formed, Grouping, Groups, PairWeight, Roster, Run, Status, Stopped, Table, Value,
    Worth,
};
use intervision_groups::{
    Aggregate, Annealing, Error, Exhaustive, Former, LocalSearch, Outcome, PairDirection, PairWish,
    Pairs, Portfolio, Problem, Remainder, Rule, Rules, RulesBuilder, Sizes, Solver, WaitingList,
    verify,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

#[allow(clippy::struct_excessive_bools, reason = "a switch for each rule")]
#[derive(Debug, Clone)]
struct Asked {
    case: Case,
    /// The least and the most of each group, and of those who wait.
    limits: Vec<(usize, usize)>,
    rules: Rules,
    apart: bool,
    together: bool,
    boss: bool,
    seat: bool,
    quota: Option<usize>,
    /// How often each has waited, where that counts.
    waited: Option<Vec<u8>>,
}

impl Asked {
    fn people(&self) -> usize {
        PairWeight::len(&self.case.met)
    }

    fn table(&self) -> Table {
        let table = with_managers(self.case.table.clone(), if self.boss { &[(3, 4)] } else { &[] });
        match &self.waited {
            None => table,
            Some(waited) => {
                let times = waited.iter().map(|&times| Value::Number(f64::from(times)));
                table.with_column("waited", times).unwrap()
            }
        }
    }

    /// Every grouping that keeps the rules.
    fn kept(&self) -> Vec<Vec<u32>> {
        let place = |number: usize, member: usize| (number / 3usize.pow(member as u32) % 3) as u32;
        let every = (0..3usize.pow(self.people() as u32)).map(|number| -> Vec<u32> {
            (0..self.people()).map(|member| place(number, member)).collect()
        });
        every.filter(|group_of| self.holds(group_of)).collect()
    }

    /// Whether the rules hold, in the test's own words; group 2 waits.
    fn holds(&self, group_of: &[u32]) -> bool {
        let meet = |a: usize, b: usize| group_of[a] == group_of[b] && group_of[a] < 2;
        let size = |group: usize| group_of.iter().filter(|own| **own as usize == group).count();
        let unit = |member: usize| match self.case.table.attribute(member, "unit") {
            Value::Category(name) => Some(name.into_owned()),
            _ => None,
        };
        let heads = |group: u32, name: &str| {
            let own = (0..group_of.len()).filter(|&m| group_of[m] == group);
            own.filter(|&m| unit(m).as_deref() == Some(name)).count()
        };
        let fits =
            |(at, &(least, most)): (usize, &(usize, usize))| (least..=most).contains(&size(at));
        let quota = |most: usize| {
            (0..2).all(|group| ["u0", "u1", "u2"].iter().all(|name| heads(group, name) <= most))
        };
        self.limits.iter().enumerate().all(fits)
            && !(self.apart && meet(0, 1))
            && !(self.together && group_of[1] != group_of[2])
            && !(self.boss && meet(3, 4))
            && !(self.seat && group_of[0] == 2)
            && self.quota.is_none_or(quota)
    }

    /// No grouping leaves less priority waiting, and nobody waits for somebody with less whose place they could take.
    fn check_priority(&self, group_of: &[u32], kept: &[Vec<u32>]) {
        let Some(waited) = &self.waited else { return };
        let waits = |group_of: &[u32]| -> u32 {
            let all = waited.iter().zip(group_of).filter(|(_, group)| **group == 2);
            all.map(|(own, _)| u32::from(*own)).sum()
        };
        assert_eq!(Some(waits(group_of)), kept.iter().map(|other| waits(other)).min());
        for a in (0..group_of.len()).filter(|&a| group_of[a] == 2) {
            for b in (0..group_of.len()).filter(|&b| group_of[b] != 2 && waited[b] < waited[a]) {
                let mut other = group_of.to_vec();
                other.swap(a, b);
                assert!(!self.holds(&other), "{a} waits for {b}");
            }
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let waited = proptest::option::of(proptest::collection::vec(0..4u8, 8));
    (case(6..=8), flags, proptest::option::of(1..3usize), 0..4usize, waited).prop_map(
        |(case, (apart, together, boss, seat), quota, form, mut waited)| {
            let people = PairWeight::len(&case.met);
            let (sizes, limits, at_most) = match form {
                0 => (Sizes::listed([2, 2]), vec![(2, 2), (2, 2), (people - 4, people - 4)], None),
                1 => (
                    Sizes::CountBetween { count: 2, min: 2, max: 3 },
                    vec![(2, 3), (2, 3), (people.saturating_sub(6), people - 4)],
                    Some(people),
                ),
                2 => (
                    Sizes::listed_between([(1, 2), (2, 3)]),
                    vec![(2, 2), (3, 3), (people - 5, people - 5)],
                    None,
                ),
                _ if people == 6 => (Sizes::listed([3, 2]), vec![(3, 3), (2, 2), (1, 1)], None),
                // Twice 3, and the rest waits.
                _ => {
                    let waits = people - 6;
                    (Sizes::of(3, Remainder::Forbid), vec![(3, 3), (3, 3), (waits, waits)], None)
                }
            };
            let mut list = WaitingList { at_most, ..WaitingList::new() };
            if let Some(waited) = &mut waited {
                waited.truncate(people);
                list = list.priority("waited");
            }
            if seat {
                list = list.seat("m001");
            }
            let mut rules = RulesBuilder::new(sizes)
                .mix("unit", 2.0)
                .match_on("skills", 1.0)
                .balance("years", 1.0)
                .not_alone("level", 0.5)
                .with_pairs(PairWish::new("met", PairDirection::Avoid, 1.0).on_level(2))
                .waiting_list(list);
            if apart {
                rules = rules.apart(["m001", "m002"]);
            }
            if together {
                rules = rules.together(["m002", "m003"]);
            }
            if boss {
                rules = rules.not_with_manager();
            }
            if let Some(most) = quota {
                rules = rules.at_most("unit", None, most);
            }
            let rules = rules.build().unwrap();
            Asked { case, limits, rules, apart, together, boss, seat, quota, waited }
        },
    )
}

fn solve(former: &Former<'_>, solver: &dyn Solver, roster: &Table) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    former.form_with(solver, roster, &mut Run::new(&mut rng, &mut observer).with_steps(300_000))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

fn group_of(outcome: &Outcome, people: usize) -> Vec<u32> {
    let groups = outcome.groups();
    (0..people).map(|m| groups.group_of(m).map_or(groups.len(), |group| group) as u32).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn who_waits_is_chosen_for_the_least_value(asked in asked()) {
        let (people, table) = (asked.people(), asked.table());
        let former = Former::new(asked.rules.clone())
            .with_pairs(Pairs::new().with("met", &asked.case.met));
        let problem = Problem::new(&asked.rules, &table, former.inputs());
        let kept = asked.kept();
        let Ok(problem) = problem else {
            prop_assert!(kept.is_empty());
            return Ok(());
        };
        prop_assert_eq!((problem.groups(), problem.waiting()), (3, Some(2)));
        let values = kept.iter().map(|group_of| problem.value(group_of).unwrap());
        let best = values.fold(f64::INFINITY, f64::min);
        match solve(&former, &Exhaustive, &table) {
            Err(error) => prop_assert!(best.is_infinite(), "{error}"),
            Ok(outcome) => {
                prop_assert!(near(outcome.worth().value, best), "{} {best}", outcome.worth().value);
                prop_assert_eq!(outcome.worth().status, Status::Optimal);
                prop_assert!(asked.holds(&group_of(&outcome, people)));
                verify(outcome.certificate(), &asked.rules, &table, former.inputs()).unwrap();
                asked.check_priority(&group_of(&outcome, people), &kept);
                prop_assert!(problem.bounds().value <= best + 1e-9 * best.abs().max(1.0));
                let worth = outcome.worth().clone();
                let told = former.explain(&table, &Formed { groups: outcome.groups().clone(), worth });
                let told = told.unwrap();
                prop_assert_eq!(told.waiting(), outcome.waiting());
                prop_assert!(near(told.worth().value, best));
                let mut wrong = outcome.certificate().clone();
                if let Some(id) = wrong.waiting.pop() {
                    wrong.groups[0].push(id);
                    prop_assert!(verify(&wrong, &asked.rules, &table, former.inputs()).is_err());
                }
            }
        }
        if best.is_finite() {
            // Up to twelve people whatever is chosen proves its answer.
            let outcome = solve(&former, &Portfolio::default(), &table).unwrap();
            prop_assert!(near(outcome.worth().value, best), "{} {best}", outcome.worth().value);
            prop_assert_eq!(outcome.worth().status, Status::Optimal);
            verify(outcome.certificate(), &asked.rules, &table, former.inputs()).unwrap();
            let outcome = solve(&former, &LocalSearch::default().with_chains(), &table).unwrap();
            prop_assert!(outcome.worth().value >= best - 1e-9 * best.abs().max(1.0));
            prop_assert!(asked.holds(&group_of(&outcome, people)), "{:?}", outcome.violated());
            verify(outcome.certificate(), &asked.rules, &table, former.inputs()).unwrap();
            let outcome = solve(&former, &Annealing::default().with_islands(1), &table).unwrap();
            prop_assert!(asked.holds(&group_of(&outcome, people)), "{:?}", outcome.violated());
            verify(outcome.certificate(), &asked.rules, &table, former.inputs()).unwrap();
        }
    }

    #[test]
    fn a_claim_that_nothing_is_better_is_tried(asked in asked(), which: prop::sample::Index) {
        let (kept, table) = (asked.kept(), asked.table());
        prop_assume!(!kept.is_empty());
        let former = Former::new(asked.rules.clone())
            .with_pairs(Pairs::new().with("met", &asked.case.met));
        let problem = Problem::new(&asked.rules, &table, former.inputs()).unwrap();
        let value = |group_of: &Vec<u32>| problem.value(group_of).unwrap();
        let best = kept.iter().map(value).fold(f64::INFINITY, f64::min);
        let claimed = which.get(&kept);
        let own = |group| (0..asked.people()).filter(|&m| claimed[m] == group).collect();
        let groups = Groups::new(asked.people(), vec![own(0), own(1)]).unwrap();
        let worth = Worth::new(Status::Optimal, Stopped::Proven, value(claimed));
        let told = former.explain(&table, &Formed { groups, worth }).unwrap();
        let holds = verify(told.certificate(), &asked.rules, &table, former.inputs());
        prop_assert_eq!(told.certificate().status, Status::Optimal);
        prop_assert_eq!(holds.is_ok(), near(value(claimed), best), "{:?}", holds);
    }

    #[test]
    fn an_exchange_with_who_waits_has_its_effect(case in case(7..=7)) {
        let rules = RulesBuilder::new(Sizes::listed([2, 3]))
            .mix("unit", 1.0)
            .balance("years", 1.0)
            .avoid_pairs("met", 1.0)
            .waiting_list(WaitingList::new())
            .build()
            .unwrap();
        let former = Former::new(rules.clone()).with_pairs(Pairs::new().with("met", &case.met));
        let outcome = solve(&former, &Annealing::default(), &case.table).unwrap();
        let problem = Problem::new(&rules, &case.table, former.inputs()).unwrap();
        let mut places = group_of(&outcome, 7);
        let waits = outcome.waiting()[0];
        let seated = outcome.groups().members(1)[0];
        let before = problem.value(&places).unwrap();
        places.swap(waits, seated);
        let after = problem.value(&places).unwrap();
        let explainer = former.explainer(&case.table, outcome.groups()).unwrap();
        let (a, b) = (&ids(7)[waits], &ids(7)[seated]);
        let told = explainer.swap(a, b).unwrap();
        prop_assert!((told.whole - (after - before)).abs() < 1e-9);
        prop_assert_eq!(explainer.person(a).unwrap().sentences(), [format!("{a} waits for a seat.")]);
    }
}

#[test]
fn the_draws_hold_both_kinds_of_cases() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut possible = 0;
    for _ in 0..100 {
        let asked = asked().new_tree(&mut runner).unwrap().current();
        possible += usize::from(!asked.kept().is_empty());
    }
    assert!((50..=98).contains(&possible), "{possible}");
}

#[test]
fn those_who_would_make_pairs_wait() {
    let units = ["x"; 12].into_iter().chain(["y"; 3]).chain(["z"; 3]).map(Value::category);
    let roster = plain(18).with_column("unit", units).unwrap();
    // Three of each at most can be seated without a pair, and three groups of three hold nine.
    let rules = RulesBuilder::new(Sizes::listed([3, 3, 3])).mix("unit", 1.0);
    let rules = rules.waiting_list(WaitingList::new().seat("m001")).build().unwrap();
    let former = Former::new(rules.clone());
    let outcome = solve(&former, &Annealing::default(), &roster).unwrap();
    assert_eq!((outcome.worth().value, outcome.worth().bound), (0.0, Some(0.0)));
    assert_eq!((outcome.waiting().len(), outcome.worth().status), (9, Status::Optimal));
    assert!(!outcome.waiting().contains(&0));
    assert_eq!(outcome.reasons()[..2], ["9 people in 3 groups of 3.", "9 people wait for a seat."]);
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
    // Twelve seats take six of x, and two of four groups get a pair of them.
    let rules = RulesBuilder::new(Sizes::listed([3, 3, 3, 3])).mix("unit", 1.0);
    let former = Former::new(rules.waiting_list(WaitingList::new()).build().unwrap());
    let outcome = solve(&former, &Annealing::default(), &roster).unwrap();
    assert_eq!((outcome.worth().value, outcome.worth().status), (2.0, Status::Optimal));
}

#[test]
fn what_cannot_wait_says_so() {
    let refused = |rules: RulesBuilder, people: usize| {
        let former = match rules.build() {
            Ok(rules) => Former::new(rules),
            Err(error) => return error.to_string(),
        };
        solve(&former, &Exhaustive, &plain(people)).unwrap_err().to_string()
    };
    let list = WaitingList::new;
    assert_eq!(
        refused(RulesBuilder::new(Sizes::count(3)).waiting_list(list()), 8),
        "3 groups hold everybody, and the rules have a waiting list; list sizes, give a number of groups with limits, or groups of exactly one size"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::listed([3, 3])).waiting_list(list().at_most(1)), 8),
        "2 people must wait, and at most 1 may; add seats or let more wait"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::listed([3, 3])).waiting_list(list().seat("m9")), 8),
        "seat names \"m9\", who is not on the roster; check the id or drop the rule"
    );
    let worst = RulesBuilder::new(Sizes::listed([3, 3])).aggregate(Aggregate::Worst);
    assert_eq!(
        refused(worst.waiting_list(list()), 8),
        "the worst group and the harmonic mean do not go with a waiting list yet; leave one of the two out"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::listed([3, 3])).waiting_list(list().priority("age")), 8),
        "the roster has no attribute \"age\"; it has none"
    );
    assert_eq!(
        refused(RulesBuilder::new(Sizes::listed([3, 3])).waiting_list(list()), 5),
        "groups of 3, 3 hold 6, and there are 5 people; ask for fewer or smaller groups"
    );
}

#[test]
fn a_programme_loses_nobody() {
    let rules = RulesBuilder::new(Sizes::listed([2, 2])).waiting_list(WaitingList::new());
    let former = Former::new(rules.build().unwrap());
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let refused = former.form_groups(&plain(5), &mut Run::new(&mut rng, &mut ())).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "programmes do not go with a waiting list yet; leave one of the two out"
    );
}

#[test]
fn where_everybody_has_a_seat_nothing_changes() {
    let unit = ["x", "x", "y", "y", "z", "z"].map(Value::category);
    let roster = plain(6).with_column("unit", unit).unwrap();
    let rules = || RulesBuilder::new(Sizes::listed([3, 3])).mix("unit", 1.0);
    let form = |rules: RulesBuilder| {
        solve(&Former::new(rules.build().unwrap()), &Annealing::default(), &roster).unwrap()
    };
    let (with, without) = (form(rules().waiting_list(WaitingList::new())), form(rules()));
    assert_eq!(with.groups(), without.groups());
    assert_eq!(with.worth(), without.worth());
    assert!(with.waiting().is_empty());
}

#[test]
fn priorities_are_whole_numbers() {
    let list = WaitingList::new().priority("waited");
    let rules = RulesBuilder::new(Sizes::listed([1, 1])).waiting_list(list).build().unwrap();
    let refused = |second: Value<'static>| {
        let waited = [Value::Unknown, second, Value::Number(1.0)];
        let roster = plain(3).with_column("waited", waited).unwrap();
        Problem::new(&rules, &roster, &Pairs::new()).unwrap_err().to_string()
    };
    let right = "a priority is a whole number from 0 to 4294967295, or an ordered level";
    for (value, found) in [
        (Value::Number(2.5), "2.5"),
        (Value::Number(-1.0), "-1"),
        (Value::Number(1e10), "10000000000"),
        (Value::category("often"), "a category"),
    ] {
        assert_eq!(
            refused(value),
            format!("the priority of m002 is {found} under \"waited\"; {right}")
        );
    }
    let levels = [2, 0, 1].map(Value::Level);
    let roster = plain(3).with_column("waited", levels).unwrap();
    let outcome = solve(&Former::new(rules), &Exhaustive, &roster).unwrap();
    assert_eq!((outcome.waiting(), outcome.worth().value), (&[1][..], 0.0));
}

#[test]
fn a_seat_has_a_price() {
    let unit = ["x", "x", "x", "y", "y"].map(Value::category);
    let roster = plain(5).with_column("unit", unit).unwrap();
    let list = WaitingList::new().seat("m001").seat("m002").seat("m003");
    let rules = RulesBuilder::new(Sizes::listed([2, 2])).mix("unit", 1.0).waiting_list(list);
    let former = Former::new(rules.build().unwrap());
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let prices = former.price_of_rules(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
    assert_eq!((prices.value, prices.status), (Some(1.0), Status::Optimal));
    let last = prices.rules.last().unwrap();
    assert_eq!((last.rule, last.name.as_str()), (Rule::Seat(2), "a seat for m003"));
    assert_eq!((last.without, last.at_least, last.at_most), (Some(0.0), 1.0, Some(1.0)));
}

#[test]
fn groups_that_exist_leave_the_others_waiting() {
    let unit = ["x", "x", "y", "y", "x"].map(Value::category);
    let roster = plain(5).with_column("unit", unit).unwrap();
    let rules = RulesBuilder::new(Sizes::listed([2, 2])).mix("unit", 1.0);
    let former = Former::new(rules.waiting_list(WaitingList::new()).build().unwrap());
    let groups = |lists: Vec<Vec<usize>>| Groups::new(5, lists).unwrap();
    let (earlier, now) =
        (groups(vec![vec![0, 1], vec![2, 3]]), groups(vec![vec![0, 2], vec![3, 4]]));
    let changed = former.changes(&roster, &earlier, &now).unwrap();
    assert_eq!((changed.value, changed.terms[0].earlier), (Some((2.0, 0.0)), 2.0));
    assert_eq!(changed.left().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["m002"]);
    // A group more than the rules allow is no waiting list.
    let three = groups(vec![vec![0, 1], vec![2, 3], vec![4]]);
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    let refused = former.explain(&roster, &Formed { groups: three.clone(), worth }).unwrap_err();
    assert!(matches!(refused, Error::Solution { groups: 2, .. }), "{refused}");
    assert!(former.explainer(&roster, &three).is_err());
    assert_eq!(former.changes(&roster, &earlier, &three).unwrap().value, None);
}

#[test]
fn nobody_of_hundreds_waits_for_somebody_with_less() {
    let people = 130usize;
    let column = |of: fn(usize) -> usize| (0..people).map(of);
    let roster = plain(people)
        .with_column("unit", column(|m| m * m % 89 % 12).map(|u| Value::category(format!("u{u}"))))
        .unwrap()
        .with_column("years", column(|m| m * 7 % 31).map(|years| Value::Number(years as f64)))
        .unwrap()
        .with_column("waited", column(|m| m * 5 % 4).map(|times| Value::Number(times as f64)))
        .unwrap();
    let lines: Vec<(usize, usize)> = (20..people).map(|member| (member, member % 20)).collect();
    let roster = with_managers(roster, &lines);
    let rules = RulesBuilder::new(Sizes::listed([8; 15]))
        .mix("unit", 1.0)
        .balance("years", 1.0)
        .not_with_manager()
        .waiting_list(WaitingList::new().priority("waited"));
    let rules = rules.build().unwrap();
    let former = Former::new(rules.clone());
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(20_000);
    let outcome = former.form(&roster, &mut run).unwrap();
    // A quarter have never waited, and ten of them can.
    let waits = outcome.worth().terms.last().unwrap();
    assert_eq!((waits.value, waits.bound), (0.0, Some(0.0)));
    assert!(outcome.waiting().iter().all(|member| member % 4 == 0), "{:?}", outcome.waiting());
    assert_eq!(outcome.levels()[0].level, 0);
    let said = outcome.reasons().iter().any(|said| said.starts_with("Seats by priority: 0 in all"));
    assert!(said, "{:?}", outcome.reasons());
    verify(outcome.certificate(), &rules, &roster, &Pairs::new()).unwrap();
}

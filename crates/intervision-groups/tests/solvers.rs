//! The building blocks that come with the crate, and what an own solver is given.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

mod common;

use std::ops::ControlFlow;

use common::{SEED, advisers, case, form, ids, plain, with_managers};
use intervision_core::{PairWeight, Progress, Roster, Run, Status, Stopped, Value};
use intervision_groups::{
    Aggregate, Annealing, Draft, Effort, Exhaustive, Former, Inputs, LocalSearch, Pairs,
    Population, Portfolio, Problem, Rankings, RulesBuilder, Sizes, Solution, Solver, Start,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn solvers() -> Vec<Box<dyn Solver>> {
    let starts = Start::ALL.into_iter().map(|start| Box::new(start) as Box<dyn Solver>);
    let searches = Start::ALL
        .map(|start| Box::new(LocalSearch::default().with_start(start)) as Box<dyn Solver>);
    let others: [Box<dyn Solver>; 5] = [
        Box::new(LocalSearch::default().with_chains()),
        Box::new(Annealing::default()),
        Box::new(Population::default()),
        Box::new(Exhaustive),
        Box::new(Portfolio::default()),
    ];
    starts.chain(searches).chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done to a draft: its value is that of the grouping counted anew, prices come true, and what is allowed
    /// breaks nothing.
    #[test]
    fn a_draft_tells_the_truth(
        case in case(4..=9),
        groups in 2usize..4,
        aggregate in proptest::sample::select(vec![Aggregate::Total, Aggregate::Worst]),
        moves in proptest::collection::vec((0usize..10, 0usize..10, proptest::bool::ANY), 1..24),
    ) {
        let people = case.table.len();
        let m = ids(people);
        let table = with_managers(case.table.clone(), &[(1, 2)]);
        let rules = RulesBuilder::new(Sizes::listed_between(vec![(1, people); groups]))
            .mix("unit", 2.0).match_on("level", 1.0).balance("years", 1.0).mix("skills", 1.0)
            .avoid_pairs("met", 1.0)
            .together([&m[0], &m[3]]).pin(&m[1], 2).not_with_manager()
            .at_most("unit", None, 5).aggregate(aggregate)
            .build().unwrap();
        let pairs = Pairs::new().with("met", &case.met);
        let problem = Problem::new(&rules, &table, &pairs).unwrap();
        let dealt: Vec<u32> = (0..people).map(|member| (member % groups) as u32).collect();
        let mut draft = Draft::new(&problem, &dealt).unwrap();
        prop_assert_eq!((draft.group_of()[0], draft.group_of()[1]), (draft.group_of()[3], 1));
        for (a, b, swap) in moves {
            let (value, faults) = (draft.value(), draft.faults());
            let (price, may, moved) = if swap {
                (draft.swap_price(a, b), draft.may_swap(a, b), draft.swap(a, b))
            } else {
                (draft.move_price(a, b), draft.may_move(a, b), draft.move_to(a, b))
            };
            let counted = problem.value(draft.group_of()).unwrap();
            prop_assert!((draft.value() - counted).abs() < 1e-9);
            prop_assert!(!may || moved);
            prop_assert!(!may || draft.faults() <= faults);
            prop_assert_eq!(price.is_finite(), moved || price == 0.0);
            if moved {
                prop_assert!((value + price - counted).abs() < 1e-9, "{} + {} is not {}", value, price, counted);
            }
            prop_assert_eq!((draft.group_of()[0], draft.group_of()[1]), (draft.group_of()[3], 1));
        }
        let mut listed: Vec<usize> = (0..groups).flat_map(|group| draft.group(group)).collect();
        listed.sort_unstable();
        prop_assert!(listed.into_iter().eq(0..people));
        prop_assert!((0..groups).all(|group| draft.size(group) == draft.group(group).count()));
    }

    /// No solver beats every grouping, none breaks a rule that others keep, and the same seed gives the same answer.
    #[test]
    fn every_solver_keeps_the_rules(case in case(5..=8), free in proptest::bool::ANY) {
        let people = case.table.len();
        let m = ids(people);
        let sizes = if free { Sizes::listed_between([(1, 3); 3]) } else { Sizes::count(3) };
        let rules = RulesBuilder::new(sizes)
            .mix("unit", 2.0).balance("years", 1.0).avoid_pairs("met", 1.0)
            .together([&m[0], &m[2]]).apart([&m[1], &m[4]]).pin(&m[3], 3)
            .build().unwrap();
        let pairs = Pairs::new().with("met", &case.met);
        let former = Former::new(rules.clone()).with_pairs(pairs.clone());
        let best = form(&rules, &case.table, &pairs);
        let Ok(best) = best else { return Ok(()) };
        prop_assert_eq!(best.worth().status, Status::Optimal);
        for solver in solvers() {
            let solve = || {
                let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
                let mut run = Run::new(&mut rng, &mut nobody).with_steps(2000);
                former.form_with(&solver, &case.table, &mut run)
            };
            let outcome = solve().unwrap();
            prop_assert_eq!(outcome.violated(), Vec::<String>::new(), "{}", solver.name());
            prop_assert!(outcome.worth().value >= best.worth().value - 1e-9, "{}", solver.name());
            prop_assert_eq!(solve().unwrap(), outcome);
        }
    }

    /// A problem's answers about people are those of its rules.
    #[test]
    fn a_problem_tells_its_weights(case in case(3..=7)) {
        let rules = RulesBuilder::new(Sizes::count(1)).seek_pairs("met", 2.0).build().unwrap();
        let pairs = Pairs::new().with("met", &case.met);
        let problem = Problem::new(&rules, &case.table, &pairs).unwrap();
        for a in 0..case.table.len() {
            for b in 0..case.table.len() {
                let weight = if a == b { 0.0 } else { case.met.weight(a, b) };
                prop_assert!((problem.pair_price(a, b) + 2.0 * weight).abs() < 1e-12);
            }
        }
        prop_assert!(problem.pair_price(0, 99).abs() < 1e-12);
    }
}

fn solve(solver: &dyn Solver, steps: Option<u64>) -> (Solution, f64) {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let roster = advisers();
    let problem = Problem::new(&rules, &roster, &Pairs::new()).unwrap();
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
    let mut run = Run::new(&mut rng, &mut nobody);
    if let Some(steps) = steps {
        run = run.with_steps(steps);
    }
    let solution = solver.solve(&problem, &mut run);
    let value = problem.value(solution.group_of()).unwrap();
    (solution, value)
}

#[test]
fn simple_starts_on_the_advisers() {
    let value = |start| solve(&start, None).1;
    assert!(value(Start::Random) > 22.0);
    for start in [Start::Dealt, Start::Greedy, Start::Batch] {
        assert!((value(start) - 22.0).abs() < 1e-9, "{start} is best for one attribute");
    }
}

#[test]
fn local_search_without_a_budget_descends_once() {
    let (solution, value) = solve(&LocalSearch::default(), None);
    assert!((value - 22.0).abs() < 1e-9);
    assert_eq!(solution.ran(), Some("local search from a random start"));
    assert_eq!(solution.stopped(), Stopped::Proven);
}

#[test]
fn local_search_restarts_while_its_budget_lasts() {
    // Nothing to gain, no bound to meet: pairs that cancel out.
    let weights = [(0, 1, 1.0), (1, 2, -1.0), (0, 3, -1.0), (2, 3, 1.0)];
    let met = intervision_core::PairMatrix::from_pairs(4, weights).unwrap();
    let rules = RulesBuilder::new(Sizes::count(2)).avoid_pairs("met", 1.0).build().unwrap();
    let roster = plain(4);
    let problem = Problem::new(&rules, &roster, &Pairs::new().with("met", &met)).unwrap();
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(500);
    let solution = LocalSearch::default().with_restarts(2).solve(&problem, &mut run);
    assert!(matches!(solution.stopped(), Stopped::Finished | Stopped::Proven));
    let best = problem.value(solution.group_of());
    assert_eq!(best, Some(-2.0));
}

#[test]
fn nothing_that_moves_ends_at_once() {
    let rules = RulesBuilder::new(Sizes::count(1)).mix("function", 1.0).balance("function", 1.0);
    let roster = advisers();
    let problem = Problem::new(&rules.build().unwrap(), &roster, &Pairs::new()).unwrap();
    for solver in solvers() {
        let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
        let mut run = Run::new(&mut rng, &mut nobody).with_steps(u64::MAX);
        assert_eq!(solver.solve(&problem, &mut run).group_of(), [0; 24], "{}", solver.name());
    }
}

#[test]
fn cancelling_leaves_a_grouping_that_keeps_the_rules() {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("years", 1.0).apart(["m001", "m002"]);
    let years = (0..24).map(|m| Value::Number(f64::from(m * m % 17)));
    let roster = plain(24).with_column("years", years).unwrap();
    let former = Former::new(rules.build().unwrap());
    for calls in 0..20 {
        let mut left = calls;
        let mut observer = |_: &Progress<'_>| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let mut run = Run::new(&mut rng, &mut observer);
        let outcome = former.form_with(&LocalSearch::default(), &roster, &mut run).unwrap();
        assert_eq!(outcome.groups().sizes(), [8, 8, 8]);
        assert_eq!(outcome.violated(), Vec::<String>::new());
    }
}

#[test]
fn an_outcome_says_what_ran() {
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build().unwrap();
    let ran = form(&rules, &advisers(), &Pairs::new()).unwrap().solver().to_owned();
    assert_eq!(ran, "portfolio: annealing");
    let former = Former::new(rules);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody);
    let outcome = former.form_with(&Start::Dealt, &advisers(), &mut run).unwrap();
    assert_eq!(outcome.solver(), "dealt");
}

#[test]
fn presets_end_by_themselves_and_keep_to_the_runs_budget() {
    let years = (0..24).map(|m| Value::Number(f64::from(m * m % 23)));
    let roster = plain(24).with_column("years", years).unwrap();
    let former =
        Former::new(RulesBuilder::new(Sizes::count(4)).balance("years", 1.0).build().unwrap());
    let form = |solver: Portfolio, steps: Option<u64>| {
        let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
        let mut run = Run::new(&mut rng, &mut nobody);
        if let Some(steps) = steps {
            run = run.with_steps(steps);
        }
        former.form_with(&solver, &roster, &mut run).unwrap()
    };
    let instant = form(Portfolio::instant(), None);
    assert_eq!(instant.worth().stopped, Stopped::Finished);
    assert_eq!(form(Portfolio::instant(), None), instant);
    for effort in Effort::ALL {
        let outcome = form(Portfolio::with_effort(effort), Some(5000));
        assert_eq!(outcome.worth().stopped, Stopped::Steps, "{effort}");
        // Both islands may finish the visit that they are in.
        assert!((5000..5100).contains(&outcome.worth().steps), "{effort}");
        assert_eq!(outcome.solver(), format!("{effort} portfolio: annealing on 2 islands"));
        assert_eq!(Effort::named(effort.name()), Some(effort));
    }
    assert_eq!(Effort::named("quick"), None);
}

#[test]
fn overnight_goes_on_until_it_is_told_to_stop() {
    let years = (0..24).map(|m| Value::Number(f64::from(m * m % 23)));
    let roster = plain(24).with_column("years", years).unwrap();
    let rules = RulesBuilder::new(Sizes::count(4)).balance("years", 1.0).build().unwrap();
    let mut looks = 0;
    let mut observer = |_: &Progress<'_>| {
        looks += 1;
        if looks > 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut run = Run::new(&mut rng, &mut observer);
    let outcome = Former::new(rules).form_with(&Portfolio::overnight(), &roster, &mut run).unwrap();
    assert_eq!(outcome.worth().stopped, Stopped::Cancelled);
    assert_eq!(outcome.groups().sizes(), [6, 6, 6, 6]);
}

/// Everybody has their second choice, and whoever gave way to one other person would have to go where they refuse.
#[test]
fn chains_pass_where_exchanges_break_a_rule() {
    let themes: Vec<String> = (0..5).map(|theme| format!("t{theme}")).collect();
    // Two of each kind, who want the next theme, can do with their own, and refuse the others.
    let mut rankings = Rankings::new(10);
    for member in 0..10 {
        let (own, next) = (member % 5, (member + 1) % 5);
        let others = themes.iter().enumerate().filter(|(at, _)| *at != own && *at != next);
        rankings = rankings
            .rank(member, [themes[next].clone(), themes[own].clone()])
            .refuse(member, others.map(|(_, theme)| theme.clone()));
    }
    let rules = RulesBuilder::new(Sizes::count(5)).themes(themes, 1.0).build().unwrap();
    let roster = plain(10);
    let problem = Problem::new(&rules, &roster, Inputs::new().with_rankings(&rankings)).unwrap();
    let own: Vec<u32> = (0..10).map(|member| member % 5).collect();
    let draft = || Draft::new(&problem, &own).unwrap();
    assert!((draft().value() - 10.0).abs() < 1e-9 && draft().faults() == 0);
    assert!(
        (0..10).all(|a| (0..10).all(|b| !draft().may_swap(a, b) && !draft().may_move(a, b % 5)))
    );
    // A chain goes through all five groups, and another one after it.
    let solve = |solver: LocalSearch| {
        let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
        let solution = solver.solve(&problem, &mut Run::new(&mut rng, &mut nobody));
        problem.value(solution.group_of()).unwrap()
    };
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
    let (mut run, mut steps) = (Run::new(&mut rng, &mut nobody), 0);
    let mut chained = draft();
    assert_eq!(chained.chain(&mut run, &mut steps), ControlFlow::Continue(true));
    assert_eq!((chained.value(), chained.faults()), (0.0, 0));
    assert!(solve(LocalSearch::default().with_chains()) <= solve(LocalSearch::default()));
}

//! No solver spends more steps than it is given, but for the visit that it is in.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

mod common;

use common::{SEED, plain};
use intervision_core::{PairMatrix, Run, Stopped, Value};
use intervision_groups::{
    Annealing, Exhaustive, LocalSearch, Pairs, Population, Portfolio, Problem, RulesBuilder, Sizes,
    Solver,
};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const BUDGETS: [u64; 6] = [1, 10, 300, 1000, 5000, 50_000];

fn solvers() -> [(&'static str, Box<dyn Solver>); 8] {
    [
        ("portfolio", Box::new(Portfolio::default())),
        ("instant", Box::new(Portfolio::instant())),
        ("overnight", Box::new(Portfolio::overnight())),
        ("annealing", Box::new(Annealing::default())),
        ("population", Box::new(Population::default())),
        ("every grouping", Box::new(Exhaustive)),
        ("local search", Box::new(LocalSearch::default())),
        ("local search with chains", Box::new(LocalSearch::default().with_chains())),
    ]
}

/// People with categories and numbers that no grouping spreads evenly, and weights for pairs if there are few.
fn problem(people: usize, groups: usize, rules: impl Fn(RulesBuilder) -> RulesBuilder) -> Problem {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(people as u64);
    let units: Vec<_> =
        (0..people).map(|_| Value::category(format!("u{}", rng.random_range(0..7)))).collect();
    let years: Vec<_> = (0..people).map(|_| Value::Number(rng.random())).collect();
    let roster = plain(people).with_column("unit", units).unwrap();
    let roster = roster.with_column("years", years).unwrap();
    let rules = rules(RulesBuilder::new(Sizes::count(groups))).build().unwrap();
    let pairs = (0..people.min(300)).flat_map(|b| (0..b).map(move |a| (a, b)));
    let met: Vec<_> = pairs.map(|(a, b)| (a, b, rng.random())).collect();
    let met = PairMatrix::from_pairs(people, met).unwrap();
    let pairs =
        if rules.pairs().is_empty() { Pairs::new() } else { Pairs::new().with("met", &met) };
    Problem::new(&rules, &roster, &pairs).unwrap()
}

fn hold(problem: &Problem) {
    // A visit compares one person with all others and looks at all groups, a repair in both directions; there are two islands.
    let visit = 2 * (2 * problem.members() + problem.groups()) as u64;
    for (name, solver) in solvers() {
        for budget in BUDGETS {
            let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(SEED), ());
            let mut run = Run::new(&mut rng, &mut nobody).with_steps(budget);
            let solution = solver.solve(problem, &mut run);
            let steps = solution.steps();
            assert!(steps < budget + visit, "{name}: {steps} steps of {budget}");
            // A population goes in whole sweeps.
            if !Population::suits(problem) && solution.stopped() == Stopped::Steps {
                assert!(steps >= budget, "{name}: {steps} steps of {budget}");
            }
        }
    }
}

#[test]
fn few_people() {
    hold(&problem(8, 2, |rules| rules.balance("years", 1.0).mix("unit", 1.0)));
}

#[test]
fn people_on_the_merged_table() {
    hold(&problem(60, 8, |rules| {
        rules.balance("years", 1.0).mix("unit", 1.0).at_most("unit", None, 3)
    }));
}

#[test]
fn pair_weights_alone() {
    hold(&problem(40, 5, |rules| rules.avoid_pairs("met", 1.0)));
}

#[test]
fn moves_priced_one_by_one() {
    hold(&problem(1100, 10, |rules| rules.mix("years", 1.0).match_on("unit", 1.0)));
}

#[test]
fn thousands_of_people() {
    hold(&problem(2400, 300, |rules| rules.mix("unit", 1.0)));
}

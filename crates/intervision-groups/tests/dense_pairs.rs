//! Problems of pair weights alone: the population against every grouping, budgets, threads, and instances as they are published.
#![cfg(feature = "read")]
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests stop where something is wrong; the weights are whole numbers"
)]

use std::ops::ControlFlow;

use intervision_core::{PairMatrix, Progress, Run, Status, Stopped, Table};
use intervision_groups::{
    Exhaustive, Former, Pairs, Population, Problem, RulesBuilder, Sizes, Solver, read,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn problem(sizes: Sizes, people: usize, weight: impl Fn(usize, usize) -> f64) -> Problem {
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
    let matrix = PairMatrix::from_pairs(people, pairs.map(|(a, b)| (a, b, weight(a, b)))).unwrap();
    let roster = Table::new((0..people).map(|person| format!("p{person:03}"))).unwrap();
    let rules = RulesBuilder::new(sizes).seek_pairs("weights", 1.0).build().unwrap();
    Problem::new(&rules, &roster, &Pairs::new().with("weights", &matrix)).unwrap()
}

/// Reproducible weights without a pattern.
fn scattered(a: usize, b: usize) -> f64 {
    ((a * 7919 + b * 104_729) * 31 % 101) as f64
}

fn solve(problem: &Problem, seed: u64, steps: u64) -> (Vec<u32>, f64, u64) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(steps);
    let solution = Population::default().solve(problem, &mut run);
    let value = problem.value(solution.group_of()).unwrap();
    (solution.group_of().to_vec(), value, solution.steps())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn as_good_as_every_grouping(
        weights in proptest::collection::vec(-20i32..60, 36),
        people in 4usize..10,
        slack in 0usize..3,
        seed: u64,
    ) {
        let limits = [(1 + people % 2, people / 2 + slack), (1, people / 2 + 1), (1, 3)];
        let weight = |a: usize, b: usize| f64::from(weights[(a + b * (b - 1) / 2) % 36]);
        let problem = problem(Sizes::listed_between(limits), people, weight);
        let (groups, value, _) = solve(&problem, seed, 200_000);
        for (group, &(least, most)) in problem.sizes().iter().enumerate() {
            let size = groups.iter().filter(|&&of| of as usize == group).count();
            prop_assert!((least..=most).contains(&size));
        }
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let best = Exhaustive.solve(&problem, &mut Run::new(&mut rng, &mut ()));
        prop_assert_eq!(value, problem.value(best.group_of()).unwrap());
    }
}

#[test]
fn the_same_seed_and_steps_give_the_same_groups() {
    let problem = problem(Sizes::count(4), 30, scattered);
    let (groups, _, steps) = solve(&problem, 3, 300_000);
    assert_eq!(solve(&problem, 3, 300_000).0, groups);
    assert!(steps <= 300_000);
}

/// A recorded answer: with the feature `rayon` and without, on any number of threads, it must be this one.
#[test]
fn threads_do_not_change_the_answer() {
    let problem = problem(Sizes::listed_between([(4, 12); 4]), 30, scattered);
    let (_, value, steps) = solve(&problem, 11, 2_000_000);
    assert_eq!((value, steps), (-8356.0, 1_999_920));
}

#[cfg(feature = "rayon")]
#[test]
fn one_two_and_four_threads_agree() {
    for (sizes, people) in [(Sizes::count(4), 24), (Sizes::listed_between([(3, 9); 6]), 37)] {
        let problem = problem(sizes, people, scattered);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solve(&problem, 9, 1_000_000))
        };
        let one = on(1);
        assert_eq!(on(2), one);
        assert_eq!(on(4), one);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Nothing, very much, less than nothing: groups keep their limits, and the value is a number.
    #[test]
    fn weights_of_any_kind_give_groups(
        kinds in proptest::collection::vec(0usize..7, 1..40),
        people in 2usize..14,
        groups in 1usize..4,
        seed: u64,
    ) {
        let weights = [0.0, -0.0, 1.0, -3.5, 1e-300, 1e99, -1e99];
        let groups = groups.min(people);
        let weight = |a: usize, b: usize| weights[kinds[(a + b * b) % kinds.len()]];
        let limits = vec![(people / groups, people.div_ceil(groups)); groups];
        let problem = problem(Sizes::listed_between(limits.clone()), people, weight);
        let (group_of, value, _) = solve(&problem, seed, 20_000);
        for (group, &(least, most)) in limits.iter().enumerate() {
            let size = group_of.iter().filter(|&&of| of as usize == group).count();
            prop_assert!((least..=most).contains(&size));
        }
        prop_assert!(value.is_finite());
    }
}

#[test]
fn a_cancelled_run_keeps_the_best_so_far() {
    let problem = problem(Sizes::listed_between([(3, 9); 5]), 30, scattered);
    for looks in [1, 2, 5, 12] {
        let mut seen = 0;
        let mut watch = |_: &Progress<'_>| {
            seen += 1;
            if seen < looks { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
        let solution = Population::default().solve(&problem, &mut Run::new(&mut rng, &mut watch));
        assert_eq!(solution.stopped(), Stopped::Cancelled);
        let mut sizes = [0; 5];
        for &group in solution.group_of() {
            sizes[group as usize] += 1;
        }
        assert!(sizes.iter().all(|size| (3..=9).contains(size)), "{sizes:?}");
    }
}

#[test]
fn nothing_to_gain_ends_at_once() {
    for (groups, people) in [(1, 5), (5, 5), (2, 6)] {
        let problem = problem(Sizes::count(groups), people, |_, _| 3.0);
        let (_, _, steps) = solve(&problem, 1, u64::MAX);
        assert!(steps < 10_000, "{steps}");
    }
}

#[test]
fn large_and_tiny_weights_are_no_trouble() {
    for size in [1e-90, 1e90] {
        let problem = problem(Sizes::count(2), 8, |a, b| size * ((a * b) % 5) as f64);
        let plain = self::problem(Sizes::count(2), 8, |a, b| ((a * b) % 5) as f64);
        let (of, with) = (solve(&problem, 1, 50_000).1, solve(&plain, 1, 50_000).1);
        assert!((of / size - with).abs() < 1e-6);
    }
}

/// Eight elements: every grouping is tried, so that the answer is proven.
#[test]
fn instances_are_read_and_solved() {
    let pairs = (0..8).flat_map(|b| (0..b).map(move |a| (a, b)));
    let lines: Vec<String> = pairs.map(|(a, b)| format!("{a} {b} {}", scattered(a, b))).collect();
    let text = format!("8 2 ds 3 5 3 5\n{}\n", lines.join("\n"));
    let instance = read::mdgplib(&text).unwrap();
    let rules = instance.seek(instance.sizes().unwrap().clone()).unwrap();
    let pairs = Pairs::new().with(read::WEIGHTS, instance.weights());
    let former = Former::new(rules).with_pairs(pairs);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody);
    let outcome = former.form(&instance.roster().unwrap(), &mut run).unwrap();
    assert_eq!(outcome.worth().status, Status::Optimal);
}

#[test]
fn limits_for_each_group_are_checked() {
    let bounds = |limits: &[(usize, usize)], people| {
        Sizes::listed_between(limits).bounds(people).map_err(|error| error.to_string())
    };
    // Nobody else could fill the first group if the second took more than 4.
    assert_eq!(bounds(&[(2, 3), (1, 9)], 6), Ok(vec![(2, 3), (3, 4)]));
    assert_eq!(
        bounds(&[(2, 3), (1, 2)], 6).unwrap_err(),
        "groups of 2 to 3, 1 to 2 hold 3 to 5, and there are 6 people; widen the limits or change the number of groups"
    );
    assert_eq!(
        bounds(&[(3, 2)], 2).unwrap_err(),
        "the largest size is 2; give 3 or more, the smallest size"
    );
}

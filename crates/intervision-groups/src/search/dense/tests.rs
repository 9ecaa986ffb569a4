use std::collections::BTreeMap;

use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::matrix::Matrix;
use super::noise::Noise;
use super::partition::Partition;
use super::sizes::{deal, sizes};
use super::walk::Walker;
use crate::problem::Problem;
use crate::{Pairs, RulesBuilder, Sizes};
use intervision_core::{PairMatrix, Table};

fn problem(sizes: Sizes, people: usize, weights: &[f64]) -> Problem {
    let mut next = weights.iter().copied().cycle();
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
    let pairs = pairs.map(|(a, b)| (a, b, next.next().unwrap()));
    let matrix = PairMatrix::from_pairs(people, pairs).unwrap();
    let roster = Table::new((0..people).map(|person| format!("p{person:03}"))).unwrap();
    let rules = RulesBuilder::new(sizes).seek_pairs("weights", 1.0).build().unwrap();
    Problem::new(&rules, &roster, &Pairs::new().with("weights", &matrix)).unwrap()
}

/// The value in the problem's own unit, where smaller is better.
fn value(problem: &Problem, partition: &Partition<'_>) -> f64 {
    let groups: Vec<u32> = partition.groups().iter().map(|&group| u32::from(group)).collect();
    problem.value(&groups).unwrap()
}

proptest! {
    /// After any number of accepted trials the sums are those of the grouping, sizes are kept, and the value is the problem's.
    #[test]
    fn walks_keep_sums_sizes_and_value(
        weights in proptest::collection::vec(1.0..100.0f64, 7..60),
        people in 8usize..40,
        groups in 2usize..6,
        seed: u64,
        heat in 0.0..2.0f32,
    ) {
        let limits = vec![((people / groups).max(2) - 1, people.div_ceil(groups) + 2); groups];
        let problem = problem(Sizes::listed_between(limits.clone()), people, &weights);
        let matrix = Matrix::of(&problem).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let start = deal(&sizes(&limits, people, matrix.per_pair, 0.1, &mut rng), &mut rng);
        let mut partition = Partition::new(&matrix, &start);
        let noise = Noise::new(people, &mut rng);
        let mut walker = Walker::new(&matrix, &noise, seed % 2 == 0, rng);
        for x in (0..people).cycle().take(5 * people) {
            walker.visit(&mut partition, x, heat);
        }
        let fresh = Partition::new(&matrix, partition.groups());
        for x in 0..people {
            prop_assert!((fresh.own[x] - partition.own[x]).abs() < 1e-3);
            for group in 0..groups {
                prop_assert!((fresh.sum(group, x) - partition.sum(group, x)).abs() < 1e-3);
            }
        }
        for (group, &(least, most)) in limits.iter().enumerate() {
            prop_assert!((least..=most).contains(&partition.size(group)));
        }
        // What dismisses whole groups is never less than what their members gain.
        for to in 0..groups {
            for of in (0..groups).filter(|&of| of != to) {
                let gain = |&y: &u16| fresh.sum(to, y as usize) - fresh.own[y as usize];
                let most = fresh.lists[of].iter().map(gain).fold(f32::NEG_INFINITY, f32::max);
                prop_assert!(partition.reach(to, 0)[of] >= most - 1e-3);
                partition.reaches(to, of, 0.0);
                prop_assert!((partition.reach(to, 0)[of] - most).abs() < 1e-3);
            }
        }
        let told = -fresh.value() / matrix.scale;
        prop_assert!((told - value(&problem, &fresh)).abs() < 1e-4 * (1.0 + told.abs()));
    }

    /// At temperature 0 nothing gets worse, and what is accepted is a gain in the problem's own unit.
    #[test]
    fn cold_walks_only_gain(
        weights in proptest::collection::vec(1u8..100, 7..60),
        people in 6usize..30,
        seed: u64,
    ) {
        let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
        let limits = [(1, people - 2), (2, people - 1)];
        let problem = problem(Sizes::listed_between(limits), people, &weights);
        let matrix = Matrix::of(&problem).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let start = deal(&[people / 2, people - people / 2], &mut rng);
        let mut partition = Partition::new(&matrix, &start);
        let noise = Noise::new(people, &mut rng);
        let mut walker = Walker::new(&matrix, &noise, seed % 2 == 0, rng);
        let mut before = value(&problem, &partition);
        for x in (0..people).cycle().take(4 * people) {
            let changes = walker.visit(&mut partition, x, 0.0);
            let after = value(&problem, &partition);
            prop_assert_eq!(changes > 0, after < before);
            prop_assert!(after <= before);
            before = after;
        }
    }

    /// Sizes keep their limits, add up, and have as many pairs inside as any other sizes.
    #[test]
    fn sizes_have_the_most_pairs(
        limits in proptest::collection::vec((1usize..5, 0usize..5), 2..5),
        share in 0.0..1.0f64,
        seed: u64,
    ) {
        let limits: Vec<(usize, usize)> = limits.iter().map(|&(low, more)| (low, low + more)).collect();
        let (least, most) = limits.iter().fold((0, 0), |(a, b), &(low, high)| (a + low, b + high));
        let people = least + ((most - least) as f64 * share) as usize;
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let found = sizes(&limits, people, 1.0, 1e-3, &mut rng);
        prop_assert_eq!(found.iter().sum::<usize>(), people);
        let squares = |sizes: &[usize]| sizes.iter().map(|size| size * size).sum::<usize>();
        let mut all = vec![vec![]];
        for (group, &(low, high)) in limits.iter().enumerate() {
            prop_assert!((low..=high).contains(&found[group]));
            all = all.into_iter().flat_map(|sizes: Vec<usize>| {
                (low..=high).map(move |size| [&sizes[..], &[size]].concat())
            }).collect();
        }
        let fits = |sizes: &&Vec<usize>| sizes.iter().sum::<usize>() == people;
        let best = all.iter().filter(fits).map(|sizes| squares(sizes)).max();
        prop_assert_eq!(Some(squares(&found)), best);
    }
}

/// At a given temperature groupings are met as often as their values say (Boltzmann's law), however many trials of a visit are accepted.
#[test]
fn walks_meet_groupings_as_often_as_their_values_say() {
    let weights = [9.0, 2.0, 7.0, 4.0, 1.0, 8.0, 3.0, 6.0, 5.0, 2.5, 7.5, 1.5, 4.5, 8.5, 3.5];
    let problem = problem(Sizes::count(3), 6, &weights);
    let matrix = Matrix::of(&problem).unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    for heat in [0.4f32, 1.0] {
        let noise = Noise::new(2, &mut rng);
        let mut partition = Partition::new(&matrix, &[0, 0, 1, 1, 2, 2]);
        let mut walker = Walker::new(&matrix, &noise, false, rng.clone());
        // Which pairs are together tells one grouping from another, whatever the groups' numbers.
        let mut met: BTreeMap<Vec<usize>, (f64, f64)> = BTreeMap::new();
        let visits = 400_000;
        for x in (0..6).cycle().take(visits) {
            walker.visit(&mut partition, x, heat);
            let groups = partition.groups();
            let partner = |x: usize| (0..6).find(|&y| y != x && groups[y] == groups[x]).unwrap();
            let entry = met.entry((0..6).map(partner).collect()).or_default();
            *entry = (entry.0 + 1.0 / visits as f64, (partition.value() / f64::from(heat)).exp());
        }
        assert_eq!(met.len(), 15);
        let sum: f64 = met.values().map(|&(_, weight)| weight).sum();
        for (grouping, (share, weight)) in &met {
            let expected = weight / sum;
            let off = (share - expected).abs();
            assert!(off < 0.1 * expected + 0.002, "{grouping:?} at {heat}: {share} not {expected}");
        }
    }
}

#[test]
fn other_problems_do_not_suit() {
    let roster = Table::new(["a", "b", "c", "d"]).unwrap();
    let matrix = PairMatrix::from_pairs(4, [(0, 1, 1.0), (2, 3, 1.0)]).unwrap();
    let pairs = Pairs::new().with("weights", &matrix);
    let rules = || RulesBuilder::new(Sizes::count(2)).seek_pairs("weights", 1.0);
    let suits = |rules: RulesBuilder| {
        Matrix::suits(&Problem::new(&rules.build().unwrap(), &roster, &pairs).unwrap())
    };
    assert!(suits(rules()));
    assert!(!suits(rules().apart(["a", "b"])));
    assert!(!suits(rules().together(["a", "b"])));
    assert!(!suits(rules().pin("a", 1)));
}

use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{Baseline, Comparison};
use crate::Direction;
use crate::problem::Problem;
use crate::terms::{Data, Term};

/// The seed of the random groupings, the same for every problem.
const SEED: u64 = 1;
/// How many random groupings there are, unless counting them would take too long.
const DRAWS: usize = 100;
/// How many additions the counting may take.
const MOST_WORK: usize = 10_000_000;

pub(crate) fn compare(problem: &Problem) -> Comparison {
    let sizes = problem.even_sizes();
    let work: usize = problem
        .terms
        .iter()
        .map(|term| match &term.data {
            Data::Counts(counts) => counts.cats.len() + problem.groups() * counts.names.len(),
            Data::Alone(alone) => alone.carried.cats.len() + problem.groups() * alone.totals.len(),
            Data::Moments(moments) => moments.features.len() * problem.members(),
            Data::Pairs(sums) => sums.edges.len(),
        })
        .sum();
    let draws = (MOST_WORK / work.max(1)).clamp(3, DRAWS);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut group_of: Vec<u32> = sizes
        .iter()
        .enumerate()
        .flat_map(|(group, &size)| std::iter::repeat_n(group as u32, size))
        .collect();
    let mut sums = vec![0.0; problem.terms.len()];
    for _ in 0..draws {
        group_of.shuffle(&mut rng);
        for (sum, term) in sums.iter_mut().zip(&problem.terms) {
            *sum += term.value(&group_of, problem.groups());
        }
    }
    let mean = sums.into_iter().map(|sum| sum / draws as f64).collect();
    let dealt = dealt(problem, &sizes);
    let of_dealt = problem.terms.iter().map(|term| term.value(&dealt, problem.groups())).collect();
    Comparison {
        dealt: baseline(problem, of_dealt),
        random: baseline(problem, mean),
        random_draws: draws,
    }
}

fn baseline(problem: &Problem, terms: Vec<f64>) -> Baseline {
    let value = problem.terms.iter().zip(&terms).map(|(term, value)| term.factor * value).sum();
    Baseline { value, terms }
}

/// Sorts by what should differ inside groups, heaviest wish first, and deals the members out in turn.
fn dealt(problem: &Problem, sizes: &[usize]) -> Vec<u32> {
    let mut keys: Vec<&Term> = problem.terms.iter().filter(|term| spreads(term)).collect();
    keys.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut order: Vec<usize> = (0..problem.members()).collect();
    order.sort_by(|&a, &b| {
        let by_term = |term: &&Term| match &term.data {
            Data::Counts(counts) => counts.of(a).cmp(counts.of(b)),
            Data::Moments(moments) => match moments.features.first() {
                Some(feature) => feature[a].total_cmp(&feature[b]),
                None => std::cmp::Ordering::Equal,
            },
            Data::Alone(_) | Data::Pairs(_) => std::cmp::Ordering::Equal,
        };
        keys.iter().map(by_term).find(|order| order.is_ne()).unwrap_or(a.cmp(&b))
    });
    let mut group_of = vec![0; problem.members()];
    let mut left = sizes.to_vec();
    let mut turn = 0;
    for member in order {
        while left[turn] == 0 {
            turn = (turn + 1) % left.len();
        }
        left[turn] -= 1;
        group_of[member] = turn as u32;
        turn = (turn + 1) % left.len();
    }
    group_of
}

fn spreads(term: &Term) -> bool {
    match &term.data {
        Data::Counts(counts) => counts.want != Direction::Match,
        Data::Moments(moments) => moments.want != Direction::Match,
        Data::Alone(_) | Data::Pairs(_) => false,
    }
}

use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{Baseline, Comparison};
use crate::problem::Problem;
use crate::search::dealt;
use crate::terms::Data;

/// The seed of the random groupings, the same for every problem.
const SEED: u64 = 1;
/// How many random groupings there are, unless counting them would take too long.
const DRAWS: usize = 100;
/// How many additions the counting may take.
const MOST_WORK: usize = 5_000_000;

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
            Data::Ranks(ranks) => ranks.members(),
            Data::Waits(waits) => waits.priority.len(),
        })
        .sum();
    let draws = (MOST_WORK / work.max(1)).clamp(1, DRAWS);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut group_of: Vec<u32> = sizes
        .iter()
        .enumerate()
        .flat_map(|(group, &size)| std::iter::repeat_n(group as u32, size))
        .collect();
    let mut sums = vec![0.0; problem.terms.len()];
    let mut values = 0.0;
    for _ in 0..draws {
        group_of.shuffle(&mut rng);
        for (sum, term) in sums.iter_mut().zip(&problem.terms) {
            *sum += problem.term_value(term, &group_of);
        }
        if !problem.objective.adds_up() {
            values += problem.value_of(&group_of);
        }
    }
    let mean = sums.into_iter().map(|sum| sum / draws as f64).collect();
    let dealt = dealt(problem, &sizes);
    let of_dealt = problem.terms.iter().map(|term| problem.term_value(term, &dealt)).collect();
    let mut of_random = baseline(problem, mean);
    let mut of_dealt = baseline(problem, of_dealt);
    if !problem.objective.adds_up() {
        of_random.value = values / draws as f64;
        of_dealt.value = problem.value_of(&dealt);
    }
    Comparison { dealt: of_dealt, random: of_random, random_draws: draws }
}

fn baseline(problem: &Problem, terms: Vec<f64>) -> Baseline {
    let value = problem.terms.iter().zip(&terms).map(|(term, value)| term.factor * value).sum();
    Baseline { value, terms }
}

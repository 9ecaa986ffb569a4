use crate::Direction;
use crate::problem::Problem;
use crate::terms::{Data, Term};

/// Sorts by what should differ inside groups, heaviest wish first, and deals the members out in turn to groups of these sizes, which
/// hold everybody.
pub(crate) fn dealt(problem: &Problem, sizes: &[usize]) -> Vec<u32> {
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
            _ => std::cmp::Ordering::Equal,
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
        _ => false,
    }
}

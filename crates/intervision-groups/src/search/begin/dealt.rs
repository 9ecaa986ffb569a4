use crate::Direction;
use crate::problem::Problem;
use crate::terms::{Data, Term};

/// Sorts by what should differ inside groups, heaviest wish first, and deals the members out in turn to groups of these sizes, which
/// hold everybody.
pub(crate) fn dealt(problem: &Problem, sizes: &[usize]) -> Vec<u32> {
    let mut keys: Vec<&Term> = problem.terms.iter().filter(|term| spreads(term)).collect();
    keys.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let order = sorted(&keys, problem.members());
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

/// The members in the order of these terms, those who are alike in the order of their ids.
fn sorted(keys: &[&Term], members: usize) -> Vec<usize> {
    // All categories together as one number, as far as they go: far faster to compare than term by term.
    let (mut radix, mut folded) = (1u64, 0);
    let mut code = vec![0u64; members];
    for term in keys {
        let Data::Counts(counts) = &term.data else { break };
        let Some(next) = radix.checked_mul(counts.names.len() as u64 + 1).filter(|_| !counts.tags)
        else {
            break;
        };
        let width = counts.names.len() as u64 + 1;
        for (member, code) in code.iter_mut().enumerate() {
            // Who is unknown comes first.
            let own = counts.of(member).first().map_or(0, |&cat| u64::from(cat) + 1);
            *code = *code * width + own;
        }
        (radix, folded) = (next, folded + 1);
    }
    let rest = &keys[folded..];
    let mut order: Vec<(u64, usize)> = code.into_iter().zip(0..).collect();
    order.sort_unstable_by(|&(x, a), &(y, b)| {
        let by_term = |term: &&Term| match &term.data {
            Data::Counts(counts) => counts.of(a).cmp(counts.of(b)),
            Data::Moments(moments) => match moments.features.first() {
                Some(feature) => feature[a].total_cmp(&feature[b]),
                None => std::cmp::Ordering::Equal,
            },
            _ => std::cmp::Ordering::Equal,
        };
        let by_rest = || rest.iter().map(by_term).find(|order| order.is_ne());
        x.cmp(&y).then_with(|| by_rest().unwrap_or(a.cmp(&b)))
    });
    order.into_iter().map(|(_, member)| member).collect()
}

fn spreads(term: &Term) -> bool {
    match &term.data {
        Data::Counts(counts) => counts.want != Direction::Match,
        Data::Moments(moments) => moments.want != Direction::Match,
        _ => false,
    }
}

//! The first plan: chains one after the other, the hardest first, each where it costs least.

use super::series;
use super::state::State;
use crate::problem::Problem;

/// Chains in the order in which they are placed first: many people first, then little room, then by id.
pub(crate) fn order(problem: &Problem) -> Vec<usize> {
    let mut order: Vec<usize> = (0..problem.chains.len()).collect();
    order.sort_by_cached_key(|&chain| {
        let members =
            || problem.chains[chain].activities.iter().map(|&a| &problem.activities[a as usize]);
        let classes = members().map(|activity| activity.classes.len()).max().unwrap_or(0);
        let room = members().map(|activity| activity.domain.count_ones(..)).min().unwrap_or(0);
        let length = members().count();
        (std::cmp::Reverse(classes), room / length.max(1), std::cmp::Reverse(length), chain)
    });
    order
}

/// Places every chain once.
pub(crate) fn construct(state: &mut State<'_>, order: &[usize]) {
    for &chain in order {
        series::insert(state, chain);
    }
}

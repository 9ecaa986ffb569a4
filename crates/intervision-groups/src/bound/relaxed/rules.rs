//! In: the rules about people. Out: the pairs that every grouping keeps together, and those that it keeps apart.

use crate::problem::Problem;

/// Each pair that is decided by the rules, the smaller member first, and whether it is together.
pub(super) fn pairs_by_rules(problem: &Problem) -> Vec<(usize, usize, bool)> {
    let units = &problem.units;
    let mut found = Vec::new();
    for one in 0..units.len() {
        let members = &units.members[one];
        for (at, &b) in members.iter().enumerate() {
            found.extend(members[..at].iter().map(|&a| (a as usize, b as usize, true)));
        }
        for two in 0..one {
            if let Some(together) = decided(problem, one, two) {
                for &a in &units.members[two] {
                    let pairs = members.iter().map(|&b| (a.min(b) as usize, a.max(b) as usize));
                    found.extend(pairs.map(|(a, b)| (a, b, together)));
                }
            }
        }
    }
    found
}

/// Whether two people (or sets of people who must be together) always share a group, or never; `None` where neither is sure.
fn decided(problem: &Problem, one: usize, two: usize) -> Option<bool> {
    let units = &problem.units;
    if let (Some(first), Some(second)) = (units.pinned[one], units.pinned[two]) {
        return Some(first == second);
    }
    let largest = problem.sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
    let apart = units.foes[one].binary_search(&(two as u32)).is_ok()
        || units.size(one) + units.size(two) > largest
        || too_many_of_a_kind(problem, one, two)
        || problem.slots.as_ref().is_some_and(|slots| {
            slots.shared(units.members[one].iter().chain(&units.members[two])) < slots.least
        });
    apart.then_some(false)
}

/// Whether the two together hold more people of a kind than a group may, or than the other groups can spare.
fn too_many_of_a_kind(problem: &Problem, one: usize, two: usize) -> bool {
    let (limits, others) = (&problem.limits, problem.groups() - 1);
    limits.of(one).iter().any(|&(at, here)| {
        let shared = limits.of(two).iter().find(|(other, _)| *other == at);
        let limit = &limits.all[at as usize];
        let spare = limit.members.len().saturating_sub(limit.at_least * others);
        shared.is_some_and(|&(_, there)| (here + there) as usize > limit.at_most.min(spare))
    })
}

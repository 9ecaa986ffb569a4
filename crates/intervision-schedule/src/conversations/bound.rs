//! How many rounds any plan needs.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

/// Triples are looked through for this many people at most.
const MOST_FOR_TRIPLES: usize = 200;

/// The largest of: what the busiest person needs; what any group of an odd number of people needs, of whom one always sits
/// out (each component as a whole, each three); what the rooms allow.
pub(super) fn rounds(people: usize, pairs: &[(usize, usize)], at_once: usize) -> usize {
    let mut degree = vec![0_usize; people];
    let mut times = BTreeMap::<(usize, usize), usize>::new();
    let mut joined = UnionFind::<usize>::new(people);
    for &(a, b) in pairs {
        for who in [a, b] {
            if let Some(degree) = degree.get_mut(who) {
                *degree += 1;
            }
        }
        *times.entry((a, b)).or_default() += 1;
        joined.union(a, b);
    }
    let degree_of = |who: usize| degree.get(who).copied().unwrap_or(0);
    let mut bound = degree.iter().copied().max().unwrap_or(0);
    bound = bound.max(pairs.len().div_ceil(at_once.max(1)));

    let mut components = BTreeMap::<usize, Vec<usize>>::new();
    for who in 0..people {
        components.entry(joined.find(who)).or_default().push(who);
    }
    for members in components.values().filter(|members| members.len() > 2) {
        let mut within = members.iter().map(|who| degree_of(*who)).sum::<usize>() / 2;
        let mut count = members.len();
        if count % 2 == 0 {
            within -= members.iter().map(|who| degree_of(*who)).min().unwrap_or(0);
            count -= 1;
        }
        bound = bound.max(within.div_ceil(count / 2));
    }
    if people <= MOST_FOR_TRIPLES {
        let between = |a, b| times.get(&(a, b)).copied().unwrap_or(0);
        for (&(a, b), count) in &times {
            for c in b + 1..people {
                bound = bound.max(count + between(b, c) + between(a, c));
            }
        }
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_three_one_always_sits_out() {
        let pairs = [(0, 1), (0, 1), (0, 2), (0, 2), (1, 2), (1, 2)];
        assert_eq!(rounds(3, &pairs, usize::MAX), 6);
        assert_eq!(rounds(9, &pairs, usize::MAX), 6);
    }

    #[test]
    fn rooms_and_busy_people_count() {
        assert_eq!(rounds(4, &[(0, 1), (2, 3), (0, 2), (1, 3)], 1), 4);
        assert_eq!(rounds(5, &[(0, 1), (0, 2), (0, 3), (0, 4)], usize::MAX), 4);
        assert_eq!(rounds(0, &[], 3), 0);
    }
}

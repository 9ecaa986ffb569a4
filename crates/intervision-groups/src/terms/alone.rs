use std::collections::BTreeMap;

use super::counts::Carried;

/// A term over categories or tags: people who are in a group with too few of their kind.
///
/// Its value is a sum over groups and categories of `n` where `0 < n < at_least`, with `n` the head count of the category in
/// the group. That is no sum over pairs: the second of a kind takes away what the first costs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alone {
    /// From how many of a kind on nobody of it is alone.
    pub(crate) at_least: usize,
    /// Who carries which of the categories that count.
    pub(crate) carried: Carried,
    /// Members per category.
    pub(crate) totals: Vec<usize>,
}

impl Alone {
    /// Of every category, or of the one with this number alone.
    pub(crate) fn new(at_least: usize, mut carried: Carried, only: Option<usize>) -> Self {
        if let Some(only) = only {
            let mut cats = Vec::new();
            let mut start = vec![0];
            for range in carried.start.windows(2) {
                let own = &carried.cats[range[0] as usize..range[1] as usize];
                if own.contains(&(only as u32)) {
                    cats.push(0);
                }
                start.push(cats.len() as u32);
            }
            carried.names = carried.names.drain(..).skip(only).take(1).collect();
            (carried.start, carried.cats) = (start, cats);
        }
        let mut totals = vec![0; carried.names.len()];
        for &cat in &carried.cats {
            totals[cat as usize] += 1;
        }
        Alone { at_least, carried, totals }
    }

    /// The categories that a member carries.
    pub(crate) fn of(&self, member: usize) -> &[u32] {
        let start = &self.carried.start;
        &self.carried.cats[start[member] as usize..start[member + 1] as usize]
    }

    /// What a category costs in a group where it has this many heads.
    pub(crate) fn cost(&self, head: usize) -> usize {
        if head < self.at_least { head } else { 0 }
    }

    /// The value in its own unit, counted from nothing.
    pub(crate) fn value(&self, group_of: &[u32], groups: usize) -> f64 {
        let width = self.totals.len();
        let mut heads = vec![0usize; groups * width];
        for (member, &group) in group_of.iter().enumerate() {
            for &cat in self.of(member) {
                heads[group as usize * width + cat as usize] += 1;
            }
        }
        heads.into_iter().map(|head| self.cost(head)).sum::<usize>() as f64
    }

    /// The mean over all groupings into these sizes: head counts are hypergeometric.
    pub(crate) fn at_random(&self, sizes: &[usize]) -> f64 {
        let members: usize = sizes.iter().sum();
        let mut ln_factorial = vec![0.0; members + 1];
        for number in 1..=members {
            ln_factorial[number] = ln_factorial[number - 1] + (number as f64).ln();
        }
        let ln_ways = |of: usize, take: usize| {
            ln_factorial[of] - ln_factorial[take] - ln_factorial[of - take]
        };
        let mut sum = 0.0;
        for (size, groups) in counted(sizes) {
            for (total, categories) in counted(&self.totals) {
                let fewest = (size + total).saturating_sub(members).max(1);
                let most = size.min(total).min(self.at_least - 1);
                let alone: f64 = (fewest..=most)
                    .map(|head| {
                        let ways = ln_ways(total, head) + ln_ways(members - total, size - head);
                        head as f64 * (ways - ln_ways(members, size)).exp()
                    })
                    .sum();
                sum += (groups * categories) as f64 * alone;
            }
        }
        sum
    }
}

fn counted(numbers: &[usize]) -> BTreeMap<usize, usize> {
    let mut counted = BTreeMap::new();
    for &number in numbers {
        *counted.entry(number).or_insert(0) += 1;
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(kinds: &[u32], at_least: usize) -> Alone {
        let carried = Carried {
            names: vec!["x".into(), "y".into()],
            start: (0..=kinds.len() as u32).collect(),
            cats: kinds.to_vec(),
            known: vec![true; kinds.len()],
        };
        Alone::new(at_least, carried, None)
    }

    #[test]
    fn the_mean_is_over_all_groupings() {
        let term = term(&[0, 0, 1, 1, 1, 0, 0], 3);
        let sizes = [3, 4];
        let (mut sum, mut number) = (0.0, 0.0);
        for bits in 0..1u32 << 7 {
            let group_of: Vec<u32> = (0..7).map(|member| bits >> member & 1).collect();
            if group_of.iter().sum::<u32>() == 4 {
                sum += term.value(&group_of, 2);
                number += 1.0;
            }
        }
        assert!((term.at_random(&sizes) - sum / number).abs() < 1e-12);
    }
}

//! People who should not be alone of their kind: the fewest who are.

/// The fewest of `total` people of one category who are in a group with fewer than `at_least` of them, when the groups hold at
/// most `caps` each: exact for one category on its own.
///
/// With j groups of at least m = `at_least` heads, any number from j·m up to what the j largest groups hold can be in company.
/// The more such groups the better, so j is the most there can be; who is left over is fewer than m people, who fit into one
/// group more, or sits in groups too small for m.
pub(crate) fn fewest_alone(total: usize, at_least: usize, caps: &[usize]) -> usize {
    let mut large: Vec<usize> = caps.iter().copied().filter(|&cap| cap >= at_least).collect();
    large.sort_unstable_by(|a, b| b.cmp(a));
    let groups = large.len().min(total / at_least.max(1));
    let hold: usize = large[..groups].iter().sum();
    total.saturating_sub(hold)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way to spread the heads.
    fn tried(total: usize, at_least: usize, caps: &[usize]) -> Option<usize> {
        let Some((&cap, rest)) = caps.split_first() else { return (total == 0).then_some(0) };
        (0..=cap.min(total))
            .filter_map(|head| {
                let here = if head < at_least { head } else { 0 };
                Some(here + tried(total - head, at_least, rest)?)
            })
            .min()
    }

    #[test]
    fn as_few_as_any_spread_of_heads() {
        let sizes: [&[usize]; 5] = [&[3, 3, 3], &[4, 2, 1], &[5, 5], &[2, 2, 2, 2], &[6, 3, 3]];
        for caps in sizes {
            for total in 0..=caps.iter().sum() {
                for at_least in 1..=5 {
                    let best = tried(total, at_least, caps);
                    let found = fewest_alone(total, at_least, caps);
                    assert_eq!(Some(found), best, "{total} of {at_least} in {caps:?}");
                }
            }
        }
    }
}

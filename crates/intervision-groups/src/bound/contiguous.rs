//! Numbers put together: the least variation inside groups.

/// Above this many additions the bound is left at 0.
const MOST_WORK: usize = 20_000_000;

/// The least sum of squared distances to the group mean when sorted numbers are cut into `groups` groups of `least` to
/// `most` members each (some may be empty when `least` is 0).
///
/// In one dimension some best grouping with given sizes consists of neighbours in the sorted list (Fisher 1958; for given
/// sizes Bertoni et al. 2012), so that a dynamic programme over cuts finds the value. Takes O(groups · members · (most -
/// least + 1)) time.
pub(crate) fn least_inside(numbers: &[f64], groups: usize, least: usize, most: usize) -> f64 {
    let members = numbers.len();
    if groups.saturating_mul(members).saturating_mul(most - least + 1) > MOST_WORK {
        return 0.0;
    }
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
    for number in &sorted {
        sums.push(sums[sums.len() - 1] + number);
        squares.push(squares[squares.len() - 1] + number * number);
    }
    let inside = |from: usize, to: usize| {
        let sum = sums[to] - sums[from];
        let all = squares[to] - squares[from];
        if to == from { 0.0 } else { (all - sum * sum / (to - from) as f64).max(0.0) }
    };
    let mut best = vec![f64::INFINITY; members + 1];
    best[0] = 0.0;
    for _ in 0..groups {
        let mut next = vec![f64::INFINITY; members + 1];
        for to in least..=members {
            for size in least..=most.min(to) {
                let cost = best[to - size] + inside(to - size, to);
                next[to] = next[to].min(cost);
            }
        }
        best = next;
    }
    if best[members].is_finite() { best[members] } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_the_sorted_list_sit_together() {
        let found = least_inside(&[5.0, 1.0, 6.0, 2.0], 2, 2, 2);
        assert!((found - 1.0).abs() < 1e-12, "{found}");
    }
}

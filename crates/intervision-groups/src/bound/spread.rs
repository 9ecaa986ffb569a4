//! Categories spread out: the fewest same-category pairs.

/// The fewest pairs inside groups when `total` people are spread over groups that hold at most `caps` each.
///
/// With k groups that hold enough this is (k-r)·C(q,2) + r·C(q+1,2) for q = total div k and r = total mod k. Groups
/// that hold less than their part are filled first, and the rest is spread over the others: the cost of a group is convex in its
/// head count, so filling up evenly is best.
pub(crate) fn fewest_pairs(total: usize, caps: &[usize]) -> f64 {
    heads(total, caps).iter().map(|&head| pairs(head)).sum()
}

/// Head counts that are as even as the caps allow, in the order of the caps from small to large.
fn heads(total: usize, caps: &[usize]) -> Vec<usize> {
    let mut caps = caps.to_vec();
    caps.sort_unstable();
    let mut left = total;
    let mut heads = Vec::with_capacity(caps.len());
    for (at, &cap) in caps.iter().enumerate() {
        let head = (left / (caps.len() - at)).min(cap);
        heads.push(head);
        left -= head;
    }
    heads
}

fn pairs(head: usize) -> f64 {
    let head = head as f64;
    head * (head - 1.0) / 2.0
}

/// The least squared distance between the head counts of a category and its share of groups of one size: even counts.
pub(crate) fn even_imbalance(total: usize, share: f64, sizes: &[usize]) -> f64 {
    let off = |(head, &size): (usize, &usize)| head as f64 - share * size as f64;
    heads(total, sizes).into_iter().zip(sizes).map(off).map(|off| off * off).sum()
}

/// The least squared distance between the head counts of a category and its share of every group.
///
/// `share` is the category's part of all who are known, `known` the least and the most known members of each group.
pub(crate) fn least_imbalance(share: f64, known: &[(usize, usize)]) -> f64 {
    let nearest = |heads: usize| {
        let expected = share * heads as f64;
        let off = (expected - expected.round()).abs();
        off * off
    };
    known
        .iter()
        .map(|&(least, most)| (least..=most).map(nearest).fold(f64::INFINITY, f64::min))
        .sum()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "counts are whole numbers")]
mod tests {
    use super::*;

    #[test]
    fn ten_eight_and_six_over_three_groups_of_eight() {
        let found = [10, 8, 6].map(|total| fewest_pairs(total, &[8, 8, 8]));
        assert_eq!(found, [12.0, 7.0, 3.0]);
    }

    #[test]
    fn small_groups_are_filled_first() {
        // Heads 2, 4 and 4, since the first group holds no more.
        assert_eq!(heads(10, &[2, 8, 8]), [2, 4, 4]);
        assert_eq!(fewest_pairs(10, &[8, 2, 8]), 13.0);
    }
}

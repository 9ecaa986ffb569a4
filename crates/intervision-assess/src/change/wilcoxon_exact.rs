//! The distribution of a sum of ranks whose signs are as likely up as down.

/// P(S <= sum) and P(S >= sum) for the sum S of the ranks that are drawn up. Ranks are whole or half numbers; each sign pattern is as
/// likely. Time O(ranks x sum of ranks).
pub(super) fn tails(ranks: &[f64], sum: f64) -> (f64, f64) {
    // Twice the ranks are whole.
    let doubled: Vec<usize> = ranks.iter().map(|rank| (2.0 * rank).round() as usize).collect();
    let whole: usize = doubled.iter().sum();
    let mut share = vec![0.0; whole + 1];
    if let Some(first) = share.first_mut() {
        *first = 1.0;
    }
    let mut reached = 0;
    for rank in doubled {
        reached += rank;
        for to in (0..=reached).rev() {
            let from =
                to.checked_sub(rank).and_then(|from| share.get(from)).copied().unwrap_or(0.0);
            if let Some(place) = share.get_mut(to) {
                *place = 0.5 * (*place + from);
            }
        }
    }
    let at = (2.0 * sum).round() as usize;
    let at_most = share.iter().take(at + 1).sum();
    let at_least = share.iter().skip(at).sum();
    (at_most, at_least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn three_ranks_by_hand() {
        // Sums of subsets of {1, 2, 3}: 0 1 2 3 3 4 5 6.
        let (at_most, at_least) = tails(&[1.0, 2.0, 3.0], 4.0);
        close(at_most, 6.0 / 8.0, 1e-15);
        close(at_least, 3.0 / 8.0, 1e-15);
    }

    #[test]
    fn ties_have_a_distribution_of_their_own() {
        // {1.5, 1.5, 3}: 0 1.5 1.5 3 3 4.5 4.5 6.
        let (at_most, at_least) = tails(&[1.5, 1.5, 3.0], 1.5);
        close(at_most, 3.0 / 8.0, 1e-15);
        close(at_least, 7.0 / 8.0, 1e-15);
    }
}

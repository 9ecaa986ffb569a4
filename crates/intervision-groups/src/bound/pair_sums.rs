//! Pair weights: the least weight inside groups, by what each member's partners must weigh.

use crate::terms::pairs::PairSums;

/// Above this many members only the sign of the weights is used.
const MOST_MEMBERS: usize = 3000;

/// A bound on the sum of signed weights inside groups of `least` to `most` members: every member has between `least - 1`
/// and `most - 1` partners, and weighs no less with them than with the lightest ones; half of the sum over members, since
/// every pair has two. Takes O(n² log n) time.
pub(crate) fn least_weight(sums: &PairSums, least: usize, most: usize) -> f64 {
    let sign = sums.sign();
    if sums.members > MOST_MEMBERS {
        return sums.edges.iter().map(|&(_, _, weight)| (sign * weight).min(0.0)).sum();
    }
    let mut rows = vec![Vec::new(); sums.members];
    for &(a, b, weight) in &sums.edges {
        rows[a as usize].push(sign * weight);
        rows[b as usize].push(sign * weight);
    }
    let mut total = 0.0;
    for row in &mut rows {
        row.sort_unstable_by(f64::total_cmp);
        let strangers = sums.members - 1 - row.len();
        let negative = row.iter().take_while(|weight| **weight < 0.0).count();
        // The lightest first: below 0, then people without a weight, then above 0.
        let lightest = |partner: usize| {
            if partner < negative {
                row[partner]
            } else if partner < negative + strangers {
                0.0
            } else {
                row[partner - strangers]
            }
        };
        let (must, may) = (least.saturating_sub(1), most.saturating_sub(1).min(sums.members - 1));
        total += (0..may)
            .map(
                |partner| {
                    if partner < must { lightest(partner) } else { lightest(partner).min(0.0) }
                },
            )
            .sum::<f64>();
    }
    total / 2.0
}

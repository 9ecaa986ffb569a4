//! Bounds where some people wait, whoever they are.

use super::spread::fewest_pairs;
use super::{assignment, pair_sums};
use crate::Direction;
use crate::problem::Problem;
use crate::terms::{Data, Term};

/// Above this many steps the bound is left at 0.
const MOST_WORK: usize = 20_000_000;

/// No choice of those who wait, and no grouping of the others, has less of a term than this.
///
/// For categories to be mixed it is exact for one attribute of one value each: of the category that makes most pairs one person after
/// the other waits, which is best since the fewest pairs are convex in the head count. Ranked themes are an assignment in which waiting
/// costs nothing, and of priorities the smallest wait. Other terms can at best be nothing, or what weights wanted inside groups come to.
pub(super) fn of_term(problem: &Problem, term: &Term, waiting: usize) -> f64 {
    let sizes = &problem.sizes[..waiting];
    let (must_wait, may_wait) = problem.sizes[waiting];
    match &term.data {
        Data::Counts(counts) if counts.want == Direction::Mix => {
            let caps: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
            let hold: usize = caps.iter().sum();
            let largest = (0..counts.known.len()).map(|member| counts.of(member).len()).max();
            // Of tags each person may take several along.
            let mut leave = may_wait.saturating_mul(largest.unwrap_or(0));
            let width = counts.totals.len();
            if leave.saturating_mul(width).saturating_mul(waiting) > MOST_WORK {
                return 0.0;
            }
            // Whoever finds no room in any group waits in any case.
            let mut totals = counts.totals.clone();
            for total in &mut totals {
                let over = total.saturating_sub(hold);
                (*total, leave) = (*total - over, leave.saturating_sub(over));
            }
            for _ in 0..leave {
                let saved =
                    |total: usize| fewest_pairs(total, &caps) - fewest_pairs(total - 1, &caps);
                let some = (0..width).filter(|&at| totals[at] > 0);
                let most = some.max_by(|&a, &b| saved(totals[a]).total_cmp(&saved(totals[b])));
                let Some(most) = most else { break };
                totals[most] -= 1;
            }
            totals.iter().map(|&total| fewest_pairs(total, &caps)).sum()
        }
        Data::Waits(waits) => waits.least(must_wait),
        Data::Ranks(ranks) => match assignment::assign(ranks, &problem.sizes) {
            assignment::Assignment::Found { cost } => cost as f64,
            assignment::Assignment::Blocked(_) => 0.0,
        },
        Data::Pairs(sums) => {
            let most = sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
            pair_sums::least_weight(sums, 0, most).min(0.0)
        }
        _ => 0.0,
    }
}

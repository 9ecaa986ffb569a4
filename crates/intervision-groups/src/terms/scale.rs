use super::{Data, Term};
use crate::bound::ROUNDING;
use crate::problem::Direction;

/// What a term is worth when people are grouped at random into groups of these sizes: the unit in which terms are
/// added up. `None` when nothing can be gained or lost.
///
/// Exact when every value is known; with unknown values the share that is known is taken to be the same in all groups.
pub(crate) fn at_random(term: &Term, sizes: &[usize]) -> Option<f64> {
    let members: usize = sizes.iter().sum();
    let pairs = |x: f64| x * (x - 1.0) / 2.0;
    let all_pairs = pairs(members as f64);
    let inside: f64 = sizes.iter().map(|&size| pairs(size as f64)).sum();
    let together = if all_pairs > 0.0 { inside / all_pairs } else { 0.0 };
    let expected = match &term.data {
        Data::Counts(counts) => {
            let alike: f64 = counts.totals.iter().map(|&total| pairs(total as f64)).sum();
            match counts.want {
                Direction::Mix => together * alike,
                Direction::Match if counts.tags => {
                    // The offset is the most pairs there could be, less what the squares count too much.
                    let most = counts.offset - 0.5 * counts.cats.len() as f64;
                    most - together * alike
                }
                Direction::Match => together * (pairs(counts.people as f64) - alike),
                Direction::Balance => {
                    let people = counts.people as f64;
                    let spread: f64 = counts.share.iter().map(|p| p * (1.0 - p)).sum();
                    let part = people / members.max(1) as f64;
                    let draws = sizes.iter().map(|&size| {
                        let size = size as f64 * part;
                        size * (people - size) / (people - 1.0).max(1.0)
                    });
                    spread * draws.sum::<f64>()
                }
                Direction::NotAlone => 0.0,
            }
        }
        Data::Alone(alone) => alone.at_random(sizes),
        Data::Ranks(ranks) => ranks.at_random(sizes),
        Data::Waits(waits) => waits.at_random(sizes.get(waits.waiting).copied().unwrap_or(0)),
        Data::Moments(moments) => {
            let between =
                ((sizes.len() as f64 - 1.0) / (moments.people as f64 - 1.0).max(1.0)).min(1.0);
            let features = moments.features.len() as f64;
            if moments.want == Direction::Match {
                features * (1.0 - between)
            } else {
                features * between
            }
        }
        Data::Pairs(sums) => {
            together * sums.edges.iter().map(|&(_, _, weight)| weight.abs()).sum::<f64>()
        }
    };
    (expected.is_finite() && expected > ROUNDING * term.unit()).then_some(expected)
}

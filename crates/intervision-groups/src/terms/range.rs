//! How much a term can differ between two groupings, and by how little: what priority levels are kept apart by.

use super::pairs::PairSums;
use super::{Data, Term};
use crate::Direction;
use crate::bound::alike::most_pairs;

impl Term {
    /// No two groupings into these sizes differ by more than this, in the term's own unit; neither do two groups.
    pub(crate) fn range(&self, sizes: &[(usize, usize)]) -> f64 {
        match &self.data {
            Data::Counts(counts) => {
                let alike =
                    || counts.totals.iter().map(|&total| most_pairs(total, sizes)).sum::<f64>();
                match counts.want {
                    Direction::Match if !counts.tags => most_pairs(counts.people, sizes),
                    Direction::Balance => {
                        // Squares of head counts, and of what is expected instead.
                        let heads = 2.0 * alike() + counts.cats.len() as f64;
                        let people = counts.people as f64;
                        let expected = 2.0 * most_pairs(counts.people, sizes) + people;
                        heads + expected * counts.share.iter().map(|p| p * p).sum::<f64>()
                    }
                    _ => alike(),
                }
            }
            Data::Alone(alone) => alone.carried.cats.len() as f64,
            Data::Moments(moments) => moments.features.len() as f64,
            Data::Ranks(ranks) => (ranks.members() * ranks.themes.len()) as f64,
            Data::Waits(waits) => waits.most(sizes.get(waits.waiting).map_or(0, |size| size.1)),
            Data::Pairs(sums) => {
                most_inside(sums, sizes.iter().map(|&(_, most)| most).max().unwrap_or(0))
            }
        }
    }

    /// Whether the term counts in whole numbers, so that two groupings that differ in it differ by 1 or more.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.data {
            Data::Counts(counts) => counts.want != Direction::Balance,
            Data::Alone(_) | Data::Ranks(_) | Data::Waits(_) => true,
            Data::Moments(_) => false,
            Data::Pairs(sums) => {
                sums.edges.iter().all(|&(_, _, weight)| weight.fract() == 0.0 && weight.abs() < 1e9)
            }
        }
    }

    /// Whether its value can be below 0.
    pub(crate) fn may_be_negative(&self) -> bool {
        match &self.data {
            Data::Pairs(sums) => {
                sums.edges.iter().any(|&(_, _, weight)| sums.sign() * weight < 0.0)
            }
            _ => false,
        }
    }
}

/// The weight that groups of at most this many can hold at most, wanted and unwanted weights both counted: half of what members
/// can have in common with their heaviest partners.
fn most_inside(sums: &PairSums, largest: usize) -> f64 {
    let mut rows = vec![(Vec::new(), Vec::new()); sums.members];
    for &(a, b, weight) in &sums.edges {
        for member in [a, b] {
            let (above, below) = &mut rows[member as usize];
            if weight > 0.0 { above } else { below }.push(weight.abs());
        }
    }
    let heaviest = |mut weights: Vec<f64>| -> f64 {
        weights.sort_unstable_by(|a, b| b.total_cmp(a));
        weights.iter().take(largest.saturating_sub(1)).sum()
    };
    rows.into_iter().map(|(above, below)| heaviest(above) + heaviest(below)).sum::<f64>() / 2.0
}

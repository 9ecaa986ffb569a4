use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::SLICE;
use super::fit::Fit;
use super::numbers::Numbers;
use super::part::Part;

/// How many groups are looked at to find the opposite of one.
const OPPOSITES: usize = 128;
/// How far down the list of deviations they may begin.
const SHIFT: usize = 256;
/// In the first rounds one exchange at a time will do.
pub(super) const SINGLE_ROUNDS: usize = 2;

/// Rounds over all groups: each is fitted to another one that deviates from the mean in the opposite direction.
#[derive(Debug)]
pub(super) struct Level {
    fit: Fit,
    /// Pairs of this round that are left.
    pairs: Vec<(usize, usize)>,
    /// Whether the next round pairs groups at random.
    stir: bool,
    /// Rounds begun.
    pub(super) round: usize,
}

impl Level {
    pub(super) fn new() -> Self {
        Level { fit: Fit::default(), pairs: Vec::new(), stir: false, round: 0 }
    }

    /// Pairs groups at random in the next round, where opposites meet the same opposites again and again.
    pub(super) fn stir(&mut self) {
        self.stir = true;
    }

    /// Goes on for about a slice of evaluated exchanges, with this many left to the end of the fit that it is in, and up to the end of a
    /// round; gives how many there were.
    pub(super) fn advance(
        &mut self,
        part: &mut Part<'_>,
        numbers: &mut Numbers,
        left: u64,
        rng: &mut dyn Rng,
    ) -> u64 {
        let mut evaluated = 0;
        while evaluated < left.min(SLICE) {
            let Some(pair) = self.pairs.pop() else {
                self.round += 1;
                self.pairs = if std::mem::take(&mut self.stir) {
                    at_random(part.len(), rng)
                } else {
                    opposites(numbers, part.len(), rng)
                };
                return evaluated + part.len() as u64;
            };
            let most = if self.round <= SINGLE_ROUNDS { 1 } else { 3 };
            evaluated += self.fit.improve(part, numbers, pair, most);
        }
        evaluated
    }
}

/// The variation that lies between groups, on the scale of the objective.
pub(super) fn between(numbers: &Numbers, groups: usize) -> f64 {
    (0..groups).map(|group| off(numbers, group)).sum()
}

fn off(numbers: &Numbers, group: usize) -> f64 {
    let sums = numbers.sums(group).iter().zip(numbers.counts(group));
    sums.map(|(sum, count)| sum * sum / count.max(1.0)).sum()
}

/// Pairs of groups, those that deviate most first in line for the best partner.
fn opposites(numbers: &Numbers, groups: usize, rng: &mut dyn Rng) -> Vec<(usize, usize)> {
    let mut left: Vec<(f64, usize)> =
        (0..groups).map(|group| (off(numbers, group), group)).collect();
    left.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut pairs = Vec::with_capacity(groups / 2);
    while let Some((_, g)) = left.pop() {
        if left.is_empty() {
            break;
        }
        // Among those that deviate nearly as much, so that few have to move up.
        let choices = left.len().min(OPPOSITES);
        let before = (left.len() - choices).min(SHIFT);
        let first = left.len() - choices - rng.random_range(0..=before);
        let together = |h: usize| {
            let sums = numbers.sums(g).iter().zip(numbers.sums(h));
            sums.map(|(x, y)| (x + y) * (x + y)).sum::<f64>()
        };
        let mut best = (f64::INFINITY, 0);
        for (at, &(_, other)) in left.iter().enumerate().skip(first).take(choices) {
            let price = together(other);
            if price < best.0 {
                best = (price, at);
            }
        }
        pairs.push((g, left.remove(best.1).1));
    }
    pairs.reverse();
    pairs
}

fn at_random(groups: usize, rng: &mut dyn Rng) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..groups).collect();
    order.shuffle(rng);
    order.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

//! In: two groups whose sums of numbers differ. Out: one, two or three exchanges that bring both to the same mean.

mod columns;
mod combine;
mod resplit;
mod window;

use columns::Columns;
use resplit::Sets;
use window::{Exchange, Side};

use super::numbers::Numbers;
use super::part::Part;

/// Exchanges that are put together, per feature, and at most: the more features, the rarer is a sum that fits in all of them.
const CLOSEST_PER_FEATURE: usize = 40;
const MOST_CLOSEST: usize = 192;
/// How many are looked for where one alone will do.
const FEW: usize = 4;

/// Fits two groups to each other, and keeps the memory it needs for the next two.
///
/// Single exchanges are limited by how many pairs of people there are; among the sums of three of the closest few hundred there
/// are thousands of times as many, and a grid over sums of two finds the one that fits (Schroeppel and Shamir's way with
/// subset sums, 1981, in several dimensions). Takes time in proportion to the pairs of people whose difference is small, and to
/// the pairs of the closest.
#[derive(Debug, Default)]
pub(super) struct Fit {
    mine: Side,
    theirs: Side,
    /// The exchanges whose difference is closest to what is wanted, the closest first.
    close: Vec<Exchange>,
    /// Pairs of them, as found with the cell of a grid that their sum lies in, and sorted by it.
    found: Vec<(u16, u16, u16)>,
    pairs: Vec<(u16, u16)>,
    /// Where each cell begins, and the end.
    begin: Vec<u32>,
    next: Vec<u32>,
    /// All sets of people of small groups.
    sets: [Sets; 2],
    /// What the sum of the first group should gain, on the scale on which the objective is the squared distance from it.
    goal: Vec<f64>,
    scale: Vec<f64>,
}

impl Fit {
    /// Improves two groups by up to so many exchanges at once; gives how many exchanges were looked at.
    pub(super) fn improve(
        &mut self,
        part: &mut Part<'_>,
        numbers: &mut Numbers,
        (g, h): (usize, usize),
        most: usize,
    ) -> u64 {
        self.aim(numbers, g, h);
        let worth: f64 = self.goal.iter().map(|goal| goal * goal).sum();
        if worth == 0.0 {
            return 1;
        }
        let (exchanges, looked) = if Fit::small(part, g, h) {
            self.resplit(part, numbers, (g, h), worth)
        } else {
            self.exchange(part, numbers, (g, h), most, worth)
        };
        if exchanges.iter().all(|&(a, b)| part.may_swap(a, b)) {
            for (a, b) in exchanges {
                numbers.swap(a, g, b, h);
                part.swap(a, b);
            }
        }
        looked
    }

    /// Up to so many exchanges that together come closest to the goal, if they are closer than `worth`; and how many were looked at.
    fn exchange(
        &mut self,
        part: &Part<'_>,
        numbers: &Numbers,
        groups: (usize, usize),
        most: usize,
        worth: f64,
    ) -> (Vec<(usize, usize)>, u64) {
        let wanted = match most {
            1 => FEW,
            _ => (CLOSEST_PER_FEATURE * numbers.width).min(MOST_CLOSEST),
        };
        let looked = self.collect(part, numbers, groups, most, wanted);
        let (best, summed) = if most > 1 {
            self.combine(numbers, worth)
        } else {
            let first = self.close.first().filter(|first| f64::from(first.off) < worth);
            (first.map(|_| 0).into_iter().collect(), 0)
        };
        let of = |exchange: usize| {
            let Exchange { a, b, .. } = self.close[exchange];
            (a as usize, b as usize)
        };
        (best.into_iter().map(of).collect(), looked + summed)
    }

    fn aim(&mut self, numbers: &Numbers, g: usize, h: usize) {
        self.goal.clear();
        self.scale.clear();
        let sums = numbers.sums(g).iter().zip(numbers.sums(h));
        let counts = numbers.counts(g).iter().zip(numbers.counts(h));
        for ((in_g, in_h), (of_g, of_h)) in sums.zip(counts) {
            // Where nobody is known nothing can be exchanged either.
            let both = 1.0 / of_g.max(1.0) + 1.0 / of_h.max(1.0);
            let gain = (in_h / of_h.max(1.0) - in_g / of_g.max(1.0)) / both;
            self.scale.push(both.sqrt());
            self.goal.push(gain * both.sqrt());
        }
    }

    /// What exchanging two people adds to the sum of the first group, feature by feature.
    fn difference<'a>(
        &'a self,
        numbers: &'a Numbers,
        exchange: &Exchange,
    ) -> impl Iterator<Item = f64> + 'a {
        let (mine, theirs) = (numbers.row(exchange.a as usize), numbers.row(exchange.b as usize));
        mine.iter().zip(theirs).zip(&self.scale).map(|((x, y), scale)| (y - x) * scale)
    }
}

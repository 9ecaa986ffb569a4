//! In: history, a half-life, a target. Out: what it costs that two people meet in one more round.

use intervision_core::PairWeight;

/// More rounds than a search keeps book of.
pub(crate) const MOST_ROUNDS: usize = 64;

/// The price of meetings, pair by pair. Which rounds a pair meets in is a set of bits, the first round the lowest.
#[derive(Debug, Clone)]
pub(crate) struct MeetingCost {
    members: usize,
    /// What one repeated meeting costs, or the square of a meeting off the target.
    weight: f64,
    /// What meeting again after so many rounds counts, beside meeting again in the next.
    fading: Vec<f64>,
    /// The same for meetings of before, by the round of now.
    faded: Vec<f64>,
    /// Pair by pair, how much they met before, if that is given.
    history: Vec<f32>,
    /// Pair by pair, how often they should meet, if that is given.
    target: Vec<f32>,
}

impl MeetingCost {
    pub(crate) fn new(
        (members, rounds): (usize, usize),
        weight: f64,
        half_life: Option<f64>,
        history: Option<&dyn PairWeight>,
        target: Option<&dyn PairWeight>,
        place: &[u32],
    ) -> Self {
        let fade = |age: f64| half_life.map_or(1.0, |half_life| (-age / half_life).exp2());
        let dense = |weights: Option<&dyn PairWeight>| {
            let mut table = Vec::new();
            if let Some(weights) = weights {
                table = vec![0.0f32; members * members.saturating_sub(1) / 2];
                weights.for_each_pair(&mut |a, b, weight| {
                    if let (Some(&a), Some(&b)) = (place.get(a), place.get(b))
                        && a != b
                    {
                        table[pair(a as usize, b as usize)] = weight as f32;
                    }
                });
            }
            table
        };
        MeetingCost {
            members,
            weight,
            fading: (0..=rounds).map(|gap| fade(gap as f64 - 1.0)).collect(),
            faded: (0..=rounds).map(|round| fade(round as f64)).collect(),
            history: dense(history),
            target: dense(target),
        }
    }

    /// Whether every repeat counts the same, and nothing else does.
    pub(crate) fn is_plain(&self) -> bool {
        self.history.is_empty()
            && self.target.is_empty()
            && self.fading.windows(2).all(|two| two[0].total_cmp(&two[1]).is_eq())
    }

    pub(crate) fn weight(&self) -> f64 {
        self.weight
    }

    pub(crate) fn met_before(&self, pair: usize) -> f64 {
        self.history.get(pair).map_or(0.0, |&met| f64::from(met))
    }

    pub(crate) fn has_history(&self) -> bool {
        !self.history.is_empty()
    }

    pub(crate) fn has_target(&self) -> bool {
        !self.target.is_empty()
    }

    /// How often the pair should meet, where a target is given.
    pub(crate) fn wanted(&self, pair: usize) -> Option<f64> {
        self.target.get(pair).map(|&times| f64::from(times))
    }

    /// The least that a repeat can cost in so many rounds: the one after the longest time, or the faintest meeting of before.
    pub(crate) fn least(&self) -> f64 {
        let last = self.fading.last().copied().unwrap_or(1.0);
        let before = self.faded.last().copied().unwrap_or(1.0);
        let faint =
            self.history.iter().filter(|met| **met > 0.0).fold(f32::INFINITY, |a, b| a.min(*b));
        self.weight * last.min(if faint.is_finite() { before * f64::from(faint) } else { last })
    }

    /// What it adds that a pair, who meet in these rounds, meet in another as well.
    #[inline]
    pub(crate) fn add(&self, pair: usize, met: u64, round: usize) -> f64 {
        if let Some(wanted) = self.wanted(pair) {
            return self.weight * (2.0 * (f64::from(met.count_ones()) - wanted) + 1.0);
        }
        let before = met & ((1 << round) - 1);
        let after = met >> round >> 1;
        let next = after.trailing_zeros() as usize + 1;
        let price = match (before != 0, after != 0) {
            (false, false) => self.met_before(pair) * self.faded[round],
            (true, false) => self.fading[round - before.ilog2() as usize],
            (false, true) => {
                let first = self.faded[round] - self.faded[round + next];
                self.met_before(pair) * first + self.fading[next]
            }
            (true, true) => {
                let last = round - before.ilog2() as usize;
                self.fading[last] + self.fading[next] - self.fading[last + next]
            }
        };
        self.weight * price
    }

    /// What it costs that nobody meets at all: all that was wanted is missed.
    pub(crate) fn of_nothing(&self) -> f64 {
        self.weight * self.target.iter().map(|&times| f64::from(times).powi(2)).sum::<f64>()
    }

    pub(crate) fn pairs(&self) -> usize {
        self.members * self.members.saturating_sub(1) / 2
    }
}

/// The place of a pair in tables of pairs.
#[inline]
pub(crate) fn pair(a: usize, b: usize) -> usize {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    high * (high - 1) / 2 + low
}

#[cfg(test)]
mod tests {
    use intervision_core::PairMatrix;
    use proptest::prelude::*;

    use super::*;

    /// Counted from the definition: the first meeting costs what is left of earlier ones, every other what is left of the one before.
    fn whole(met: u64, half_life: Option<f64>, before: f64) -> f64 {
        let fade =
            |age: usize| half_life.map_or(1.0, |half_life| (-(age as f64) / half_life).exp2());
        let rounds: Vec<usize> = (0..64).filter(|round| met >> round & 1 == 1).collect();
        let first = rounds.first().map_or(0.0, |&round| before * fade(round));
        first + rounds.windows(2).map(|two| fade(two[1] - two[0] - 1)).sum::<f64>()
    }

    proptest! {
        #[test]
        fn what_is_added_is_the_difference(
            met in 0u64..1 << 12, round in 0usize..12, life in proptest::option::of(0.5f64..8.0),
            before in 0u8..4,
        ) {
            let before = f64::from(before);
            let history = PairMatrix::from_pairs(2, [(0, 1, before)]).unwrap();
            let cost = MeetingCost::new((2, 12), 1.0, life, Some(&history), None, &[0, 1]);
            let without = met & !(1 << round);
            let added = cost.add(0, without, round);
            let differs = whole(without | 1 << round, life, before) - whole(without, life, before);
            prop_assert!((added - differs).abs() < 1e-9, "{added} is not {differs}");
        }
    }
}

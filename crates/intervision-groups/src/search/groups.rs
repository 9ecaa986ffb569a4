//! Values per priority level and group, where the groups are not simply added up.

use crate::Aggregate;
use crate::problem::Objective;

/// The least and the most that a power of two may be before everything is counted from another base.
const POWERS: (f64, f64) = (-400.0, 400.0);
/// What the sum of all groups counts beside the worst one, so that it decides between groupings whose worst groups are equal.
const TIE: f64 = 1.0 / 64.0;

/// How closely the search follows the worst group where it descends.
pub(super) const SHARP: f64 = 8.0;

/// What each group comes to, and a number to search by.
#[derive(Debug, Clone)]
pub(super) struct GroupValues<'p> {
    objective: &'p Objective,
    groups: usize,
    /// Level by level, a value per group that contains the level's multiplier.
    value: Vec<f64>,
    /// Their sum.
    sum: f64,
    guide: Guide,
}

/// The number to search by.
#[derive(Debug, Clone)]
enum Guide {
    /// The value itself: flat wherever the worst group does not change.
    Exact,
    /// For every level a smooth stand-in for the largest value, or for the harmonic mean of scores: the logarithm of the mean power
    /// of the groups' values. Every group counts, the poorer the more, and a move is priced from its two groups alone.
    Soft {
        sharpness: f64,
        /// Per level, what powers are counted from.
        base: Vec<f64>,
        powers: Vec<f64>,
        sums: Vec<f64>,
    },
}

impl<'p> GroupValues<'p> {
    pub(super) fn new(objective: &'p Objective, groups: usize) -> Self {
        let groups = objective.counted.unwrap_or(groups);
        let value = vec![0.0; groups * objective.levels.len()];
        GroupValues { objective, groups, value, sum: 0.0, guide: Guide::Exact }
    }

    pub(super) fn levels(&self) -> usize {
        self.objective.levels.len()
    }

    fn of(&self, level: usize) -> &[f64] {
        &self.value[level * self.groups..(level + 1) * self.groups]
    }

    /// From now on the number to search by is smooth, the closer to the worst group the sharper. Scores have a sharpness of their
    /// own: the logarithm of their harmonic mean is smooth already.
    pub(super) fn soften(&mut self, sharpness: f64) {
        if self.objective.aggregate == Aggregate::Total {
            return;
        }
        let sharpness = self.sharpness(sharpness);
        let levels = self.levels();
        let (base, powers, sums) =
            (vec![0.0; levels], vec![0.0; self.value.len()], vec![0.0; levels]);
        self.guide = Guide::Soft { sharpness, base, powers, sums };
        (0..levels).for_each(|level| self.rebase(level));
    }

    fn sharpness(&self, wanted: f64) -> f64 {
        match self.objective.aggregate {
            Aggregate::Harmonic => 1.0,
            _ => wanted * (16.0 + 8.0 * (self.groups as f64).log2()),
        }
    }

    /// What a group is worth on a level, with the level's multiplier.
    pub(super) fn value(&self, level: usize, group: usize) -> f64 {
        self.of(level)[group]
    }

    /// The smooth number to search by, to first order around the values of now; `None` where groups are added up.
    pub(super) fn potential(&self) -> Option<Potential> {
        if self.objective.aggregate == Aggregate::Total {
            return None;
        }
        let sharpness = self.sharpness(SHARP);
        let slope = |level: usize| {
            let scale = sharpness / self.objective.levels[level].per_group;
            let own = self.of(level);
            let base = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = own.iter().map(|value| ((value - base) * scale).exp2()).sum();
            Slope { base, scale, weight: 1.0 / (sum * scale * std::f64::consts::LN_2) }
        };
        let slopes = (0..self.levels()).map(slope).collect();
        Some(Potential { slopes, tie: self.tie_weight() })
    }

    /// Counts the powers of a level from its largest value on.
    fn rebase(&mut self, level: usize) {
        let own = level * self.groups..(level + 1) * self.groups;
        let Guide::Soft { sharpness, base, powers, sums } = &mut self.guide else { return };
        let scale = *sharpness / self.objective.levels[level].per_group;
        base[level] = self.value[own.clone()].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        sums[level] = 0.0;
        for (power, value) in powers[own.clone()].iter_mut().zip(&self.value[own]) {
            *power = ((value - base[level]) * scale).exp2();
            sums[level] += *power;
        }
    }

    /// Changes the value of a group, without the number to search by.
    pub(super) fn shift(&mut self, level: usize, group: usize, change: f64) {
        if group >= self.groups {
            // Whoever waits counts for nothing.
            return;
        }
        let at = level * self.groups + group;
        self.value[at] += change;
        self.sum += change;
        let Guide::Soft { sharpness, base, powers, sums } = &mut self.guide else { return };
        let exponent =
            (self.value[at] - base[level]) * *sharpness / self.objective.levels[level].per_group;
        let power = exponent.min(POWERS.1).exp2();
        sums[level] += power - powers[at];
        powers[at] = power;
        if exponent >= POWERS.1 || sums[level] < POWERS.0.exp2() {
            self.rebase(level);
        }
    }

    /// Changes what no group has, but the whole.
    pub(super) fn shift_all(&mut self, change: f64) {
        self.sum += change;
    }

    /// The number to search by.
    pub(super) fn guide(&self) -> f64 {
        let Guide::Soft { sharpness, base, sums, .. } = &self.guide else {
            return self.exact();
        };
        let of = |level: usize| {
            let scale = self.objective.levels[level].per_group / sharpness;
            base[level] + scale * (sums[level] / self.groups as f64).log2()
        };
        (0..self.levels()).map(of).sum::<f64>() + self.tie_weight() * self.sum
    }

    fn tie_weight(&self) -> f64 {
        match self.objective.aggregate {
            Aggregate::Worst => TIE / self.groups as f64,
            _ => 0.0,
        }
    }

    /// The value of the whole.
    pub(super) fn exact(&self) -> f64 {
        if self.objective.aggregate == Aggregate::Total {
            return self.sum;
        }
        let of = |level| self.objective.of_groups(level, self.of(level).iter().copied());
        self.objective.levels.iter().enumerate().map(|(at, level)| level.multiplier * of(at)).sum()
    }

    /// What decides between groupings of the same value: the sum over all groups, where the worst is what counts.
    pub(super) fn tie(&self) -> f64 {
        if self.objective.aggregate == Aggregate::Worst { self.sum } else { 0.0 }
    }

    /// The change of the number to search by when two groups change by so much each, level by level.
    pub(super) fn price(
        &self,
        (g, h): (usize, usize),
        change: impl Fn(usize) -> (f64, f64),
    ) -> f64 {
        (0..self.levels()).map(|level| self.price_level(level, (g, h), change(level))).sum()
    }

    fn price_level(&self, level: usize, (g, h): (usize, usize), (by_g, by_h): (f64, f64)) -> f64 {
        if self.objective.aggregate == Aggregate::Total {
            let counted = |group: usize, by: f64| if group < self.groups { by } else { 0.0 };
            return counted(g, by_g) + counted(h, by_h);
        }
        let own = self.of(level);
        let Guide::Soft { sharpness, base, powers, sums } = &self.guide else {
            let before = self.objective.of_groups(level, own.iter().copied());
            let after = own.iter().enumerate().map(|(group, value)| match group {
                _ if group == g => value + by_g,
                _ if group == h => value + by_h,
                _ => *value,
            });
            let change = self.objective.of_groups(level, after) - before;
            return self.objective.levels[level].multiplier * change;
        };
        if by_g == 0.0 && by_h == 0.0 {
            return 0.0;
        }
        let scale = *sharpness / self.objective.levels[level].per_group;
        let first = level * self.groups;
        let mut more = 0.0;
        for (group, by) in [(g, by_g), (h, by_h)] {
            let exponent = (own[group] + by - base[level]) * scale;
            more += exponent.min(2.0 * POWERS.1).exp2() - powers[first + group];
        }
        // Rounding must not leave nothing or less.
        let part = (more / sums[level]).max(-1.0 + 1e-12);
        part.ln_1p() / (std::f64::consts::LN_2 * scale) + self.tie_weight() * (by_g + by_h)
    }
}

/// What a group adds to the smooth number to search by, to first order: it depends on that group alone.
#[derive(Debug, Clone)]
pub(super) struct Potential {
    slopes: Vec<Slope>,
    tie: f64,
}

#[derive(Debug, Clone, Copy)]
struct Slope {
    base: f64,
    scale: f64,
    weight: f64,
}

impl Potential {
    /// Of a group with these values, level by level.
    pub(super) fn of(&self, value: impl Fn(usize) -> f64) -> f64 {
        let of = |(level, slope): (usize, &Slope)| {
            let value = value(level);
            let power = ((value - slope.base) * slope.scale).min(POWERS.1).exp2();
            slope.weight * power + self.tie * value
        };
        self.slopes.iter().enumerate().map(of).sum()
    }
}

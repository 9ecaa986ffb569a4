//! In: terms on priority levels, and how groups are put together. Out: one number per grouping, in which nothing of a later
//! level can cost anything of an earlier one.

use super::{Aggregate, Problem};
use crate::terms::{Data, Term};
use crate::{Error, WishError};

/// Where a level does not count in whole numbers, differences below this part of what random groups have are none.
const TOLERANCE: f64 = 1e-4;
/// What an earlier level weighs beside the next where groups have scores.
const SCORE_STEPS: f64 = 16_384.0;
/// Beyond this a number has too few digits left for the last level.
const HEAVIEST: f64 = (1u64 << 46) as f64;

/// Lighter weights of wishes than this count as this, so that shares of them keep all their digits, and weights of pairs that are all
/// lighter count as nothing.
pub(crate) const LIGHTEST: f64 = 1e-100;

/// How terms become one number.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Objective {
    pub(crate) aggregate: Aggregate,
    /// In order, the first first.
    pub(crate) levels: Vec<Level>,
    /// How many groups count, where behind them others wait.
    pub(crate) counted: Option<usize>,
}

/// Wishes that are added up with each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Level {
    /// As the wishes name it.
    pub(crate) number: u32,
    /// What it weighs beside the last level: a power of two, so that whole numbers stay exact. Factors of terms contain it.
    pub(crate) multiplier: f64,
    /// The least that two groupings can differ by, with the multiplier, or what counts as nothing.
    pub(crate) step: f64,
    /// What one person alone of their kind costs at most, where that is unwanted: between two groupings without any there are
    /// often some with one.
    pub(crate) barrier: f64,
    /// What a group has on average when people are grouped at random, with the multiplier; 1 where that is nothing.
    pub(crate) per_group: f64,
    /// What values near nothing are measured by, without the multiplier: 1, or less where all wishes weigh less.
    pub(crate) unit: f64,
    /// The terms, by their place in the problem.
    pub(crate) terms: Vec<usize>,
}

impl Objective {
    /// Weighs the levels and multiplies the terms' factors; `at_random` has each term's mean, `sizes` the groups' limits.
    pub(super) fn weigh(
        aggregate: Aggregate,
        terms: &mut [Term],
        at_random: &[f64],
        sizes: &[(usize, usize)],
    ) -> Result<Self, Error> {
        if aggregate == Aggregate::Harmonic
            && let Some(term) =
                terms.iter().find(|term| term.factor > 0.0 && term.may_be_negative())
        {
            return Err(WishError::NoScore { wish: term.name.clone() }.into());
        }
        let mut numbers: Vec<u32> =
            terms.iter().filter(|term| term.factor > 0.0).map(|term| term.level).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut levels = Vec::with_capacity(numbers.len());
        // From the last level to the first: what all later ones together can differ by.
        let mut later = 0.0;
        let mut finest: Option<f64> = None;
        // The least that an earlier level weighs: 1, or less where the last one is that light.
        let mut last = 1.0;
        for &number in numbers.iter().rev() {
            let own: Vec<usize> = (0..terms.len())
                .filter(|&at| terms[at].level == number && terms[at].factor > 0.0)
                .collect();
            let random: f64 = own.iter().map(|&at| terms[at].factor * at_random[at]).sum();
            let step = match own[..] {
                [only] if terms[only].is_whole() => terms[only].factor,
                _ => TOLERANCE * random,
            };
            let heaviest = match own[..] {
                // In its own unit.
                [only] => terms[only].weight * terms[only].unit(),
                _ => own.iter().map(|&at| terms[at].weight).fold(0.0, f64::max),
            };
            let unit = match aggregate {
                // Scores do not grow with weights.
                Aggregate::Harmonic => 1.0,
                Aggregate::Total | Aggregate::Worst => heaviest.clamp(LIGHTEST, 1.0),
            };
            let ratio = match aggregate {
                _ if levels.is_empty() => 1.0,
                Aggregate::Harmonic => SCORE_STEPS.powi(levels.len() as i32),
                _ if step > 0.0 => power_of_two_above(later / step, last),
                _ => last,
            };
            if levels.is_empty() {
                last = power_of_two_within(unit);
            }
            let range: f64 = own.iter().map(|&at| terms[at].factor * terms[at].range(sizes)).sum();
            later += ratio * range;
            // A step of the last level that has any; where nothing can be gained or lost there is none.
            if step > 0.0 && finest.is_none() {
                finest = Some(ratio * step);
            }
            if !levels.is_empty() && finest.is_some_and(|finest| later > HEAVIEST * finest) {
                return Err(WishError::TooManyLevels { levels: numbers.len() }.into());
            }
            let mut barrier = 0.0f64;
            for &at in &own {
                terms[at].factor *= ratio;
                if let Data::Alone(_) = terms[at].data {
                    barrier = barrier.max(terms[at].factor);
                }
            }
            let per_group = ratio * random / sizes.len().max(1) as f64;
            levels.push(Level {
                number,
                unit,
                multiplier: ratio,
                step: ratio * step,
                barrier,
                per_group: if per_group > 0.0 { per_group } else { 1.0 },
                terms: own,
            });
        }
        levels.reverse();
        Ok(Objective { aggregate, levels, counted: None })
    }

    /// What values of the whole near nothing are measured by: the last level must not drown in the first.
    pub(crate) fn unit(&self) -> f64 {
        self.levels.last().map_or(1.0, |level| level.unit)
    }

    /// Whether the value is the sum of the terms, each times its factor.
    pub(crate) fn adds_up(&self) -> bool {
        self.aggregate == Aggregate::Total && self.counted.is_none()
    }

    /// Whether there is but one sum, without levels.
    pub(crate) fn is_plain(&self) -> bool {
        self.aggregate == Aggregate::Total && self.levels.len() <= 1
    }

    /// The value of a level from the values of its groups; these contain the level's multiplier, and the answer does not.
    pub(crate) fn of_groups(&self, level: usize, groups: impl Iterator<Item = f64>) -> f64 {
        let Level { multiplier, per_group, .. } = self.levels[level];
        match self.aggregate {
            Aggregate::Total => groups.sum::<f64>() / multiplier,
            Aggregate::Worst => groups.fold(f64::NEG_INFINITY, f64::max) / multiplier,
            Aggregate::Harmonic => {
                let (mut count, mut inverse) = (0.0, 0.0);
                for value in groups {
                    count += 1.0;
                    inverse += (value / per_group).exp2();
                }
                1.0 - count / inverse
            }
        }
    }

    /// The value of the whole from those of its levels.
    pub(crate) fn of_levels(&self, levels: &[f64]) -> f64 {
        self.levels.iter().zip(levels).map(|(level, value)| level.multiplier * value).sum()
    }
}

/// The largest power of two that is no more than a number up to 1.
fn power_of_two_within(number: f64) -> f64 {
    let mut power = 1.0;
    while power > number && power > LIGHTEST {
        power *= 0.5;
    }
    power
}

/// The smallest power of two above a number, and no less than `least`, which is one.
fn power_of_two_above(number: f64, least: f64) -> f64 {
    let mut power = least;
    while power <= number && power < HEAVIEST * HEAVIEST {
        power *= 2.0;
    }
    power
}

impl Problem {
    /// The value of each level, without its multiplier, in the order of the levels.
    pub(crate) fn level_values(&self, group_of: &[u32]) -> Vec<f64> {
        let groups = self.groups();
        let of = |(at, level): (usize, &Level)| {
            if self.objective.adds_up() {
                let each = level.terms.iter().map(|&at| &self.terms[at]);
                return each
                    .map(|term| term.factor / level.multiplier * term.value(group_of, groups))
                    .sum();
            }
            let mut sums = vec![0.0; groups];
            for &at in &level.terms {
                let term = &self.terms[at];
                for (sum, part) in sums.iter_mut().zip(self.parts(term, group_of)) {
                    *sum += term.factor * part;
                }
            }
            self.objective.of_groups(at, sums.into_iter())
        };
        self.objective.levels.iter().enumerate().map(of).collect()
    }

    /// The sum of all terms: what decides between groupings whose worst groups are equal.
    pub(crate) fn sum_of(&self, group_of: &[u32]) -> f64 {
        self.terms.iter().map(|term| term.factor * self.term_value(term, group_of)).sum()
    }

    pub(crate) fn value_of(&self, group_of: &[u32]) -> f64 {
        if self.objective.adds_up() {
            return self.sum_of(group_of);
        }
        self.objective.of_levels(&self.level_values(group_of))
    }
}

//! In: what a wish asks of whom. Out: terms of the objective, each in the representation that suits it: counts per group
//! and category (squared, or by a table of costs), moments per group, or pair weights.
//!
//! Every term is something of which less is better. Terms are put on one scale by dividing each by what random groups of
//! the same sizes would give on average, so that a term of weight 1 adds 1 to the objective when it is no better than
//! chance. A single term of weight above 0 keeps its own unit, on each priority level.

pub(crate) mod alone;
mod by_group;
pub(crate) mod counts;
pub(crate) mod moments;
pub(crate) mod pairs;
mod quadratic;
mod range;
pub(crate) mod ranks;
pub(crate) mod scale;
pub(crate) mod waits;

use crate::problem::LIGHTEST;
use alone::Alone;
use counts::Counts;
use moments::Moments;
use pairs::PairSums;
use ranks::Ranks;
use waits::Waits;

/// One term of the objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub(crate) name: String,
    pub(crate) weight: f64,
    pub(crate) factor: f64,
    pub(crate) level: u32,
    pub(crate) data: Data,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Counts(Counts),
    Alone(Alone),
    Moments(Moments),
    Pairs(PairSums),
    Ranks(Ranks),
    Waits(Waits),
}

impl Term {
    /// What it is called: `mix "function"`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The weight of the wish.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The priority level of the wish; 1 comes first, and before it, as 0, who has a seat by priority.
    #[must_use]
    pub fn level(&self) -> u32 {
        self.level
    }

    /// What one unit of the term adds to the objective: the weight of the wish on the common scale, and on an earlier priority
    /// level so much more that later levels cannot outweigh it.
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// What values near nothing are measured by, in the term's own unit: 1, or less where it adds up pair weights that are all
    /// lighter.
    pub(crate) fn unit(&self) -> f64 {
        match &self.data {
            Data::Pairs(sums) => sums.unit,
            _ => 1.0,
        }
    }

    /// The value of a grouping in the term's own unit, counted from nothing: a group below `groups` per member.
    /// Takes time in proportion to the members and, for pairs, to the pairs.
    #[must_use]
    pub(crate) fn value(&self, group_of: &[u32], groups: usize) -> f64 {
        match &self.data {
            Data::Counts(counts) => counts.value(group_of, groups),
            Data::Alone(alone) => alone.value(group_of, groups),
            Data::Moments(moments) => moments.value(group_of, groups),
            Data::Pairs(sums) => sums.value(group_of),
            Data::Ranks(ranks) => ranks.by_group(group_of, groups).iter().sum(),
            Data::Waits(waits) => waits.by_group(group_of, groups).iter().sum(),
        }
    }
}

/// Puts the terms of each level on one scale; see the module's text. Gives what each is worth at random, 0 where nothing can be
/// gained or lost.
pub(crate) fn put_on_one_scale(terms: &mut [Term], sizes: &[usize]) -> Vec<f64> {
    let at_random: Vec<Option<f64>> =
        terms.iter().map(|term| scale::at_random(term, sizes)).collect();
    let levels: Vec<u32> =
        terms.iter().filter(|term| term.weight > 0.0).map(|term| term.level).collect();
    for (term, unit) in terms.iter_mut().zip(&at_random) {
        let alone = levels.iter().filter(|level| **level == term.level).count() == 1;
        let weight = if term.weight > 0.0 { term.weight.max(LIGHTEST) } else { 0.0 };
        term.factor = if alone { weight } else { weight / unit.unwrap_or(1.0) };
    }
    at_random.into_iter().map(|unit| unit.unwrap_or(0.0)).collect()
}

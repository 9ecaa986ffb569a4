use super::index::InformationIndex;
use super::test::LEVEL;
use crate::irt::ItemBank;
use crate::irt::score::{Ability, Answered, Evidence, Posterior};

/// A test between two items: what has been answered, what that says, and what may be asked next. Items are numbered as in
/// the bank.
#[derive(Debug)]
pub struct SoFar<'a> {
    pub(super) bank: &'a ItemBank,
    pub(super) index: &'a InformationIndex,
    pub(super) given: &'a [(usize, usize)],
    pub(super) answers: &'a [Answered<'a>],
    /// The log-likelihood at the points of the test's table.
    pub(super) sums: &'a [f64],
    pub(super) open: &'a [bool],
    pub(super) ability: Ability,
    pub(super) theta: f64,
}

impl SoFar<'_> {
    /// The bank.
    #[must_use]
    pub fn bank(&self) -> &ItemBank {
        self.bank
    }

    /// Item and category of each answer, in the order in which they were asked.
    #[must_use]
    pub fn given(&self) -> &[(usize, usize)] {
        self.given
    }

    /// Whether an item may be asked next: it was not asked, was not put aside, and breaks no quota.
    #[must_use]
    pub fn is_open(&self, item: usize) -> bool {
        self.open.get(item).copied().unwrap_or(false)
    }

    /// The items that may be asked next.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        self.open.iter().enumerate().filter(|(_, open)| **open).map(|(item, _)| item)
    }

    /// The ability as the test's estimator has it.
    #[must_use]
    pub fn ability(&self) -> Ability {
        self.ability
    }

    /// Where to look for information: the ability; before the first answer the start of the test; while the ability is
    /// not finite the mode of the posterior.
    #[must_use]
    pub fn theta(&self) -> f64 {
        self.theta
    }

    /// What the answers say, for estimators.
    #[must_use]
    pub fn evidence(&self) -> Evidence<'_> {
        Evidence::new(self.bank.population(), self.answers).with_sums(LEVEL, self.sums)
    }

    /// What is believed of θ.
    #[must_use]
    pub fn posterior(&self) -> Posterior<'_> {
        Posterior::of(&self.evidence())
    }

    /// The posterior at the points of the index.
    pub(super) fn weights(&self) -> Vec<f64> {
        let step = 1 << LEVEL;
        let middle = (self.sums.len() / step / 2) as f64;
        let height = |(point, sum): (usize, &f64)| {
            let z = 0.2 * (point as f64 - middle);
            sum - 0.5 * z * z
        };
        let points = self.sums.iter().step_by(step);
        let mut weights: Vec<f64> = points.enumerate().map(height).collect();
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for weight in &mut weights {
            *weight = (*weight - most).exp();
        }
        weights
    }
}

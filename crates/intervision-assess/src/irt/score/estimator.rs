use super::{Ability, Evidence, Patterns};
use crate::irt::{ItemBank, LogTable, ThetaGrid};

/// Estimates abilities from answers.
///
/// # Laws
///
/// * Nobody who answered nothing has an estimate: [`Ability::NoResponses`].
/// * Finite estimates are finite numbers, with standard errors above 0.
/// * [`estimate_all`](AbilityEstimator::estimate_all) gives each person what [`estimate`](AbilityEstimator::estimate)
///   gives, up to rounding, and does not depend on the other persons.
///
/// # Example
///
/// Whoever is sure about the population may want the prior alone to count:
///
/// ```
/// use intervision_assess::irt::score::{Ability, AbilityEstimator, Evidence};
///
/// struct Prior;
///
/// impl AbilityEstimator for Prior {
///     fn name(&self) -> &str { "prior" }
///     fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
///         if evidence.answers().is_empty() {
///             return Ability::NoResponses;
///         }
///         let population = evidence.population();
///         Ability::Finite { theta: population.mean(), se: population.sd() }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not estimate abilities",
    note = "implement `intervision_assess::irt::score::AbilityEstimator` (name, estimate), or use `Eap`"
)]
pub trait AbilityEstimator: Send + Sync {
    /// A short name for reports, such as "EAP".
    fn name(&self) -> &str;

    /// The ability of one person.
    fn estimate(&self, evidence: &Evidence<'_>) -> Ability;

    /// The abilities of many persons, in their order; on several threads with the feature `rayon`, with the same answer.
    fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
        from_table(self, bank, patterns)
    }
}

/// Estimates person by person, with the likelihood at the points of the population's grid from a table.
pub(super) fn from_table<E: AbilityEstimator + ?Sized>(
    estimator: &E,
    bank: &ItemBank,
    patterns: &Patterns,
) -> Vec<Ability> {
    let population = bank.population();
    let grid = ThetaGrid::of(&population);
    let table = LogTable::new(bank.items(), &grid);
    in_blocks(patterns.len(), BLOCK, |persons| {
        let mut answers = Vec::new();
        let mut sums = vec![0.0; grid.len()];
        persons
            .map(|person| {
                patterns.answered(bank, person, &mut answers);
                sums.fill(0.0);
                for (item, category) in patterns.given(person) {
                    table.add(item, category, &mut sums);
                }
                estimator.estimate(&Evidence::new(population, &answers).with_sums(0, &sums))
            })
            .collect()
    })
}

/// How many persons a thread takes at once.
pub(super) const BLOCK: usize = 512;

/// The answers for persons `0..n`, so many at a time, in their order.
pub(crate) fn in_blocks<T: Send>(
    n: usize,
    size: usize,
    block: impl Fn(std::ops::Range<usize>) -> Vec<T> + Sync,
) -> Vec<T> {
    let range = |index: usize| index * size..n.min((index + 1) * size);
    let blocks = n.div_ceil(size);
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        let done: Vec<Vec<T>> =
            (0..blocks).into_par_iter().map(|index| block(range(index))).collect();
        done.into_iter().flatten().collect()
    }
    #[cfg(not(feature = "rayon"))]
    (0..blocks).flat_map(|index| block(range(index))).collect()
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: AbilityEstimator + ?Sized> AbilityEstimator for $pointer {
            fn name(&self) -> &str {
                (**self).name()
            }
            fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
                (**self).estimate(evidence)
            }
            fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
                (**self).estimate_all(bank, patterns)
            }
        }
    )*};
}

forward!(&T, Box<T>);

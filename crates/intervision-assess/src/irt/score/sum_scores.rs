use std::collections::BTreeMap;

use super::estimator::in_blocks;
use super::lattice::{Lattice, Window};
use super::{Ability, AbilityEstimator, Evidence, Patterns};
use crate::irt::{ItemBank, ItemModel, Population};

/// What one sum score says about θ.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SumScore {
    /// The sum of the categories' numbers.
    pub score: usize,
    /// The mean of θ among persons with this score.
    pub theta: f64,
    /// The standard deviation of θ among them.
    pub se: f64,
    /// The share of the population that has this score.
    pub probability: f64,
}

/// A table from sum scores to abilities: the mean of θ given nothing but the sum (Thissen and others, 1995).
///
/// ```
/// use intervision_assess::irt::score::SumScores;
/// use intervision_assess::irt::{ItemBank, Logistic};
///
/// let bank = ItemBank::new([("q1", Logistic::rasch(0.0)?.into()), ("q2", Logistic::rasch(0.0)?.into())])?;
/// let table = SumScores::of(bank.items(), bank.population());
/// assert_eq!(table.rows().len(), 3);
/// assert!(table.rows()[1].theta.abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SumScores {
    rows: Vec<SumScore>,
}

impl SumScores {
    /// Builds the table by the recursion of Lord and Wingersky (1984).
    ///
    /// Complexity: points of θ times items times the highest score.
    #[must_use]
    pub fn of<I: ItemModel>(items: &[I], population: Population) -> Self {
        let lattice = Lattice::new(population);
        // As fine as the narrowest posterior of all answers, and half as far again as the usual grid: all scores share it.
        let grid = (-6..=6).map(|sd| population.mean() + population.sd() * f64::from(sd));
        let at = |theta: f64| items.iter().map(|item| item.information(theta)).sum::<f64>();
        let information = grid.map(at).fold(0.0, f64::max) + population.sd().powi(-2);
        let level = (lattice.step(0) * information.sqrt()).log2().ceil().clamp(0.0, 8.0) as u32;
        let whole = Window::whole(level);
        let reach = whole.first + whole.first / 2;
        let most: usize = items.iter().map(|item| item.categories() - 1).sum();
        let mut sums = vec![[0.0; 3]; most + 1];
        let mut everyone = 0.0;
        for index in reach..=-reach {
            let theta = lattice.at(level, index);
            let z = (theta - population.mean()) / population.sd();
            let weight = (-0.5 * z * z).exp();
            everyone += weight;
            for (sum, p) in sums.iter_mut().zip(distribution(items, theta)) {
                for (power, place) in sum.iter_mut().enumerate() {
                    *place += weight * p * z.powi(power as i32);
                }
            }
        }
        let row = |(score, [total, first, second]): (usize, [f64; 3])| {
            // A score that is too unlikely for a double says nothing: the population is left.
            let (mean, square) =
                if total > 0.0 { (first / total, second / total) } else { (0.0, 1.0) };
            SumScore {
                score,
                theta: population.mean() + population.sd() * mean,
                se: population.sd() * (square - mean * mean).max(0.0).sqrt(),
                probability: total / everyone,
            }
        };
        SumScores { rows: sums.into_iter().enumerate().map(row).collect() }
    }

    /// A row for every score from 0 to the highest.
    #[must_use]
    pub fn rows(&self) -> &[SumScore] {
        &self.rows
    }

    fn ability(&self, score: usize) -> Ability {
        match self.rows.get(score) {
            Some(row) if row.probability > 0.0 => Ability::Finite { theta: row.theta, se: row.se },
            _ => Ability::NoResponses,
        }
    }
}

/// The probability of every sum score at θ, item by item.
fn distribution<I: ItemModel>(items: &[I], theta: f64) -> Vec<f64> {
    let mut of_sum = vec![1.0];
    let mut log_p = Vec::new();
    for item in items {
        log_p.clear();
        log_p.resize(item.categories(), 0.0);
        item.log_probabilities(theta, &mut log_p);
        let mut next = vec![0.0; of_sum.len() + log_p.len() - 1];
        for (category, log_p) in log_p.iter().enumerate() {
            let p = log_p.exp();
            for (place, before) in next.iter_mut().skip(category).zip(&of_sum) {
                *place += p * before;
            }
        }
        of_sum = next;
    }
    of_sum
}

/// Expected a posteriori from the sum of the categories' numbers alone: who has the same sum on the same items has the same
/// ability, whichever items it comes from.
///
/// It loses a little precision against [`Eap`](super::Eap), unless all items have the same discrimination, and can be
/// explained with a printed table, [`SumScores`].
///
/// ```
/// use intervision_assess::irt::score::{AbilityEstimator, Answered, EapSum, Evidence};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let (weak, strong) = (Logistic::two_parameter(0.5, 0.0)?, Logistic::two_parameter(2.0, 0.0)?);
/// let estimate = |answers: [usize; 2]| {
///     let answers = [Answered::new(&weak, answers[0])?, Answered::new(&strong, answers[1])?];
///     Ok::<_, Box<dyn std::error::Error>>(EapSum.estimate(&Evidence::new(Population::default(), &answers)))
/// };
/// assert_eq!(estimate([1, 0])?, estimate([0, 1])?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct EapSum;

impl AbilityEstimator for EapSum {
    fn name(&self) -> &'static str {
        "EAP from sum scores"
    }

    fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
        if evidence.answers().is_empty() {
            return Ability::NoResponses;
        }
        let items: Vec<_> = evidence.answers().iter().map(super::Answered::item).collect();
        let score = evidence.answers().iter().map(super::Answered::category).sum();
        SumScores::of(&items, evidence.population()).ability(score)
    }

    /// One table for all persons who answered the same items.
    fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
        let mut same: BTreeMap<Vec<usize>, Vec<(usize, usize)>> = BTreeMap::new();
        for person in 0..patterns.len() {
            let (items, categories): (Vec<_>, Vec<_>) = patterns.given(person).unzip();
            same.entry(items).or_default().push((person, categories.into_iter().sum()));
        }
        let sets: Vec<_> = same.into_iter().collect();
        let tables = in_blocks(sets.len(), 8, |range| {
            let sets = sets.get(range).unwrap_or_default();
            let table = |(items, _): &(Vec<usize>, _)| {
                let items: Vec<_> =
                    items.iter().filter_map(|&item| bank.items().get(item)).collect();
                SumScores::of(&items, bank.population())
            };
            sets.iter().map(table).collect()
        });
        let mut abilities = vec![Ability::NoResponses; patterns.len()];
        for ((items, persons), table) in sets.iter().zip(&tables) {
            for &(person, score) in persons {
                if let (false, Some(place)) = (items.is_empty(), abilities.get_mut(person)) {
                    *place = table.ability(score);
                }
            }
        }
        abilities
    }
}

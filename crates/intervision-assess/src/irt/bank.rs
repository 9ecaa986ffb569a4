use std::collections::{BTreeMap, BTreeSet};

use super::{AnyItem, BankViolation, Fisher, ItemModel, Population};
use crate::AssessError;

/// Items with known parameters, by id, and the population that they were calibrated on.
///
/// ```
/// use intervision_assess::irt::{ItemBank, ItemModel, Logistic};
///
/// let bank = ItemBank::new([
///     ("easy", Logistic::two_parameter(1.1, -1.0)?.into()),
///     ("hard", Logistic::two_parameter(0.9, 1.5)?.into()),
/// ])?;
/// assert_eq!(bank.index("hard"), Some(1));
/// assert!(bank.fisher(0.0).information > 0.3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ItemBank {
    ids: Vec<String>,
    items: Vec<AnyItem>,
    places: BTreeMap<String, usize>,
    population: Population,
}

impl ItemBank {
    /// A bank of these items, for a standard normal population.
    ///
    /// # Errors
    ///
    /// [`AssessError::ItemBank`] if there is none, or if ids are empty or not unique; it lists every mistake.
    pub fn new<S: Into<String>>(
        items: impl IntoIterator<Item = (S, AnyItem)>,
    ) -> Result<Self, AssessError> {
        let (ids, items): (Vec<String>, Vec<AnyItem>) =
            items.into_iter().map(|(id, item)| (id.into(), item)).unzip();
        let violations = id_violations(&ids);
        if !violations.is_empty() {
            return Err(AssessError::ItemBank { violations });
        }
        let places = ids.iter().enumerate().map(|(place, id)| (id.clone(), place)).collect();
        Ok(ItemBank { ids, items, places, population: Population::default() })
    }

    /// The same items, for another population.
    #[must_use]
    pub fn with_population(mut self, population: Population) -> Self {
        self.population = population;
        self
    }

    /// The population that the items were calibrated on.
    #[must_use]
    pub fn population(&self) -> Population {
        self.population
    }

    /// How many items there are, at least one.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a bank is never empty")]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The ids, in the order in which the items were given.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The items, in the order of [`ids`](ItemBank::ids).
    #[must_use]
    pub fn items(&self) -> &[AnyItem] {
        &self.items
    }

    /// The place of an item in [`items`](ItemBank::items).
    #[must_use]
    pub fn index(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// An item by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&AnyItem> {
        self.items.get(self.index(id)?)
    }

    /// The test information at θ and what goes with it, all items together.
    #[must_use]
    pub fn fisher(&self, theta: f64) -> Fisher {
        self.items.iter().fold(Fisher::default(), |mut sum, item| {
            sum += item.fisher(theta);
            sum
        })
    }

    /// The expected sum score at θ: the test characteristic curve.
    #[must_use]
    pub fn expected_score(&self, theta: f64) -> f64 {
        self.items.iter().map(|item| item.expected_score(theta)).sum()
    }
}

/// What is wrong with a list of ids.
pub(super) fn id_violations(ids: &[String]) -> Vec<BankViolation> {
    if ids.is_empty() {
        return vec![BankViolation::Empty];
    }
    let mut seen = BTreeSet::new();
    let mut violations = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        if id.is_empty() {
            violations.push(BankViolation::NoId { index: index + 1 });
        } else if !seen.insert(id) {
            violations.push(BankViolation::Twice { item: id.clone() });
        }
    }
    violations
}

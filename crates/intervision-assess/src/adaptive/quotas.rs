use std::collections::BTreeMap;

use super::TestViolation;
use crate::irt::ItemBank;

/// How many items of each content area a test has.
///
/// ```
/// use intervision_assess::adaptive::ContentQuotas;
///
/// let quotas = ContentQuotas::new()
///     .with_area("planning", 2, 5, ["q1", "q2", "q3"])
///     .with_area("feedback", 2, 5, ["q4", "q5"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContentQuotas {
    areas: Vec<Area>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Area {
    name: String,
    at_least: usize,
    at_most: usize,
    items: Vec<String>,
}

impl ContentQuotas {
    /// No quotas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An area with these items, of which a test has at least and at most so many. Items in no area are free.
    #[must_use]
    pub fn with_area<S: Into<String>>(
        mut self,
        name: impl Into<String>,
        at_least: usize,
        at_most: usize,
        items: impl IntoIterator<Item = S>,
    ) -> Self {
        let items = items.into_iter().map(Into::into).collect();
        self.areas.push(Area { name: name.into(), at_least, at_most, items });
        self
    }

    /// The quotas by number, or what is wrong with them.
    pub(super) fn lower(
        &self,
        bank: &ItemBank,
        longest: usize,
    ) -> Result<Quotas, Vec<TestViolation>> {
        let mut violations = Vec::new();
        let mut area_of = vec![None; bank.len()];
        let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
        for (number, area) in self.areas.iter().enumerate() {
            let mut known = 0;
            for item in &area.items {
                let Some(place) = bank.index(item).and_then(|index| area_of.get_mut(index)) else {
                    let (area, item) = (area.name.clone(), item.clone());
                    violations.push(TestViolation::QuotaItem { area, item });
                    continue;
                };
                if let Some(first) = taken.insert(item, &area.name) {
                    violations.push(TestViolation::TwoAreas {
                        item: item.clone(),
                        first: first.to_owned(),
                        second: area.name.clone(),
                    });
                }
                *place = Some(number);
                known += 1;
            }
            let (at_least, at_most) = (area.at_least, area.at_most);
            if at_least > at_most || at_least > known {
                let area = area.name.clone();
                violations.push(TestViolation::Quota { area, at_least, at_most, items: known });
            }
        }
        let needed = self.areas.iter().map(|area| area.at_least).sum();
        if needed > longest {
            violations.push(TestViolation::QuotasTooLong { needed, longest });
        }
        if !violations.is_empty() {
            return Err(violations);
        }
        let limits = self.areas.iter().map(|area| (area.at_least, area.at_most)).collect();
        Ok(Quotas { area_of, limits })
    }
}

/// Quotas by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Quotas {
    /// The area of each item of the bank.
    area_of: Vec<Option<usize>>,
    limits: Vec<(usize, usize)>,
}

impl Quotas {
    fn area(&self, item: usize) -> Option<usize> {
        self.area_of.get(item).copied().flatten()
    }

    fn counts(&self, answered: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut counts = vec![0; self.limits.len()];
        for item in answered {
            if let Some(count) = self.area(item).and_then(|area| counts.get_mut(area)) {
                *count += 1;
            }
        }
        counts
    }

    /// Whether each area has as many as it must.
    pub(super) fn met(&self, answered: impl Iterator<Item = usize>) -> bool {
        let counts = self.counts(answered);
        counts.iter().zip(&self.limits).all(|(count, (at_least, _))| count >= at_least)
    }

    /// Closes the items that would break a quota, with `left` items to come.
    pub(super) fn close(
        &self,
        answered: impl Iterator<Item = usize>,
        left: usize,
        open: &mut [bool],
    ) {
        if self.limits.is_empty() {
            return;
        }
        let counts = self.counts(answered);
        let missing = |area: usize| {
            let pair = counts.get(area).zip(self.limits.get(area));
            pair.map_or(0, |(count, (at_least, _))| at_least.saturating_sub(*count))
        };
        let full = |area: usize| {
            let pair = counts.get(area).zip(self.limits.get(area));
            pair.is_some_and(|(count, (_, at_most))| count >= at_most)
        };
        // Once the rest of the test is as long as what is missing, nothing else may come.
        let tight = (0..self.limits.len()).map(missing).sum::<usize>() >= left;
        for (item, open) in open.iter_mut().enumerate() {
            let area = self.area(item);
            let wanted = !tight || area.is_some_and(|area| missing(area) > 0);
            *open &= wanted && !area.is_some_and(full);
        }
    }
}

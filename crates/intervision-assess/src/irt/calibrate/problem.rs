//! From patterns and models to the vector that is optimised: what is free, where each item starts, and what stands in the way.

use std::collections::BTreeMap;

use super::kernel::Kernel;
use super::layout::{Entry, Layout};
use super::priors::Priors;
use super::{CalibrationViolation, Family};
use crate::irt::{AnyItem, ItemModel, Tally};

/// What is to be calibrated, and how.
#[derive(Debug, Clone)]
pub(super) struct Plan<'a> {
    pub(super) family: Family,
    pub(super) families: &'a BTreeMap<String, Family>,
    pub(super) anchors: &'a BTreeMap<String, AnyItem>,
    pub(super) priors: Priors,
}

/// A checked problem with its starting point.
pub(super) struct Problem {
    pub(super) layout: Layout,
    /// The model of each item, `None` for anchors.
    pub(super) families: Vec<Option<Family>>,
    pub(super) start: Vec<f64>,
    /// Persons who answered at least one item.
    pub(super) persons: u64,
    /// Whether the estimated standard deviation is to be reported as the common slope of all items.
    pub(super) common_slope: bool,
}

/// How often each category of each item was chosen.
fn chosen(tally: &Tally) -> Vec<Vec<u64>> {
    let mut counts: Vec<Vec<u64>> = vec![Vec::new(); tally.ids().len()];
    for pattern in 0..tally.len() {
        let persons = tally.count(pattern);
        for (counts, answer) in counts.iter_mut().zip(tally.answers(pattern)) {
            let Some(answer) = answer.filter(|_| persons > 0) else { continue };
            let place = usize::from(answer);
            if counts.len() <= place {
                counts.resize(place + 1, 0);
            }
            counts[place] += persons;
        }
    }
    counts
}

impl Plan<'_> {
    pub(super) fn problem(&self, tally: &Tally) -> Result<Problem, Vec<CalibrationViolation>> {
        let mut violations = self.unknown(tally);
        let chosen = chosen(tally);
        let mut families = Vec::new();
        for (id, counts) in tally.ids().iter().zip(&chosen) {
            let anchor = self.anchors.get(id);
            let family = self.families.get(id).copied().unwrap_or(self.family);
            violations.extend(check_item(id, counts, anchor, family));
            families.push(if anchor.is_some() { None } else { Some(family) });
        }
        let answered = (0..tally.len()).filter(|&it| tally.answers(it).any(|it| it.is_some()));
        let persons = answered.map(|it| tally.count(it)).sum();
        violations.extend(self.check_sample(&families, persons));
        if !violations.is_empty() {
            return Err(violations);
        }
        let common_slope = families.contains(&Some(Family::OnePl));
        Ok(self.lay_out(tally, &chosen, families, persons, common_slope))
    }

    fn unknown(&self, tally: &Tally) -> Vec<CalibrationViolation> {
        let known = tally.ids();
        let unknown =
            self.anchors.keys().chain(self.families.keys()).filter(|id| !known.contains(id));
        unknown
            .map(|item| CalibrationViolation::UnknownItem {
                item: item.clone(),
                known: known.to_vec(),
            })
            .collect()
    }

    fn check_sample(&self, families: &[Option<Family>], persons: u64) -> Vec<CalibrationViolation> {
        let free: Vec<Family> = families.iter().copied().flatten().collect();
        let Some(&family) = free.iter().max_by_key(|family| family.needed_persons()) else {
            return vec![CalibrationViolation::NothingFree];
        };
        let mut violations = Vec::new();
        let common = free.iter().filter(|&&family| family == Family::OnePl).count();
        if common > 0 && (common < free.len() || !self.anchors.is_empty()) {
            violations.push(CalibrationViolation::CommonSlope);
        }
        if self.priors.are_proper() || !self.anchors.is_empty() {
            return violations;
        }
        let needed = family.needed_persons();
        if persons < needed {
            violations.push(CalibrationViolation::TooFewPersons { family, persons, needed });
        }
        let (items, needed) = (families.len(), if family.holds_slope() { 2 } else { 3 });
        if items < needed {
            violations.push(CalibrationViolation::TooFewItems { family, items, needed });
        }
        violations
    }

    fn lay_out(
        &self,
        tally: &Tally,
        chosen: &[Vec<u64>],
        families: Vec<Option<Family>>,
        persons: u64,
        common_slope: bool,
    ) -> Problem {
        let (mut items, mut start, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for ((id, counts), family) in tally.ids().iter().zip(chosen).zip(&families) {
            match (self.anchors.get(id), family) {
                (None, Some(family)) => {
                    let (kernel, first) = (family.kernel(counts.len()), start.len());
                    start.extend(guess(kernel, counts));
                    held.extend(family.holds_slope().then_some(first));
                    items.push(Entry::Free { kernel, start: first });
                }
                (Some(anchor), _) => items.push(Entry::Fixed(anchor.clone())),
                (None, None) => {}
            }
        }
        // What sets the unit of θ elsewhere leaves the population free.
        let anchored = !self.anchors.is_empty();
        let free_population = [anchored, anchored || !held.is_empty()];
        start.extend([0.0, 0.0]);
        let layout = Layout::new(items, &held, free_population, self.priors);
        Problem { layout, families, start, persons, common_slope }
    }
}

fn check_item(
    id: &str,
    counts: &[u64],
    anchor: Option<&AnyItem>,
    family: Family,
) -> Option<CalibrationViolation> {
    let item = id.to_string();
    let highest = counts.len().saturating_sub(1) as u8;
    if let Some(anchor) = anchor {
        let categories = anchor.categories();
        return (counts.len() > categories).then(|| CalibrationViolation::BeyondAnchor {
            item,
            category: highest,
            highest: categories - 1,
        });
    }
    if counts.is_empty() {
        return Some(CalibrationViolation::Unanswered { item });
    }
    if counts.iter().filter(|&&count| count > 0).count() == 1 {
        return Some(CalibrationViolation::AllSame { item, category: highest });
    }
    if let Some(category) = counts.iter().position(|&count| count == 0) {
        return Some(CalibrationViolation::EmptyCategory { item, category: category as u8 });
    }
    (family.is_binary() && counts.len() > 2).then_some(CalibrationViolation::NotBinary {
        item,
        family,
        categories: counts.len(),
    })
}

/// Where the search begins: a = 1, and intercepts that give the observed shares at θ = 0, a little stretched, as abilities
/// blur them.
fn guess(kernel: Kernel, counts: &[u64]) -> Vec<f64> {
    let total: f64 = counts.iter().map(|&count| count as f64).sum();
    let above = |category: usize| counts[category..].iter().map(|&count| count as f64).sum::<f64>();
    let logit = |category: usize| 1.2 * (above(category) / (total - above(category))).ln();
    let mut log_odds = Vec::new();
    for pair in counts.windows(2) {
        let before = log_odds.last().copied().unwrap_or(0.0);
        log_odds.push(before + (pair[1] as f64 / pair[0] as f64).ln());
    }
    match kernel {
        Kernel::Logistic => vec![1.0, logit(1)],
        Kernel::Guessing => vec![1.0, logit(1), -(4.0_f64.ln())],
        Kernel::Graded(k) => std::iter::once(1.0).chain((1..k).map(logit)).collect(),
        Kernel::Partial(_) => std::iter::once(1.0).chain(log_odds).collect(),
        Kernel::RatingScale(k) => {
            let ease = log_odds.last().copied().unwrap_or(0.0) / (k - 1) as f64;
            [1.0, ease].into_iter().chain((2..k).map(|_| 0.0)).collect()
        }
        // The order of categories breaks the tie between both signs of θ.
        Kernel::Nominal(k) => {
            (1..k).map(|category| category as f64 / (k - 1) as f64).chain(log_odds).collect()
        }
    }
}

use std::collections::BTreeMap;

use crate::AssessError;
use crate::instrument::Instrument;
use crate::responses::{Keyed, Responses};

/// One person in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation {
    /// Whether the person is of the focal group, the one that is feared to be at a disadvantage.
    pub focal: bool,
    /// The score by which people are matched, most often the sum over all items of the scale.
    pub matching: i32,
    /// The answer to the item, turned around if it is reversed.
    pub answer: i32,
}

/// Answers to one item by people of two groups, matched by a score.
///
/// # Example
///
/// ```
/// use intervision_assess::fairness::{Comparison, NotEnough, Observation};
///
/// let few = [true, false].map(|focal| Observation { focal, matching: 3, answer: 1 });
/// assert_eq!(Comparison::new(few, 100), Err(NotEnough::People { reference: 1, focal: 1, floor: 100 }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    observations: Vec<Observation>,
}

/// Why there is nothing to say about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NotEnough {
    /// Too few people in a group.
    #[error(
        "not enough data: {reference} people in the reference group and {focal} in the focal group, {floor} are needed in each"
    )]
    People {
        /// People in the reference group.
        reference: usize,
        /// People in the focal group.
        focal: usize,
        /// How many are needed in each.
        floor: usize,
    },
    /// The groups have no scores in common, or nobody differs in the answer where they have.
    #[error("not enough data: the groups share no matching score at which answers differ")]
    NothingInCommon,
    /// The method is for items with two answers.
    #[error(
        "the item has {found} different answers and this method compares two; use the one for ordered items"
    )]
    NotTwo {
        /// How many there are.
        found: usize,
    },
}

/// The people of one matching score.
#[derive(Debug, Clone, Default)]
pub(super) struct Stratum {
    /// Answers of the reference group, with how often each was given.
    pub(super) reference: BTreeMap<i32, usize>,
    /// The same of the focal group.
    pub(super) focal: BTreeMap<i32, usize>,
}

impl Stratum {
    /// People, sum and sum of squares of their answers.
    pub(super) fn moments(of: &BTreeMap<i32, usize>) -> (f64, f64, f64) {
        of.iter().fold((0.0, 0.0, 0.0), |(n, sum, squares), (&answer, &count)| {
            let (answer, count) = (f64::from(answer), count as f64);
            (n + count, sum + count * answer, squares + count * answer * answer)
        })
    }
}

impl Comparison {
    /// The fewest people per group of which anything is said, unless another floor is given.
    pub const FLOOR: usize = 100;

    /// A comparison of people of whom group, score and answer are known.
    ///
    /// # Errors
    ///
    /// [`NotEnough::People`] when one group has fewer than `floor` people.
    pub fn new(
        observations: impl IntoIterator<Item = Observation>,
        floor: usize,
    ) -> Result<Comparison, NotEnough> {
        let mut observations: Vec<Observation> = observations.into_iter().collect();
        // Sums do not depend on the order in which people come.
        observations.sort_unstable_by_key(|it| (it.matching, it.focal, it.answer));
        let focal = observations.iter().filter(|it| it.focal).count();
        let reference = observations.len() - focal;
        if reference.min(focal) < floor.max(1) {
            return Err(NotEnough::People { reference, focal, floor: floor.max(1) });
        }
        Ok(Comparison { observations })
    }

    /// The observations for each item of a scale, matched by the sum over all its items, the studied one included. Counts
    /// people who answered all of them and of whom `focal` knows the group.
    ///
    /// # Errors
    ///
    /// [`AssessError::UnknownScale`], and [`AssessError::SeveralOccasions`] when the responses hold more than one.
    pub fn items(
        instrument: &Instrument,
        responses: &Responses,
        scale: &str,
        focal: impl Fn(&str) -> Option<bool>,
    ) -> Result<Vec<(String, Vec<Observation>)>, AssessError> {
        let occasions = responses.occasions();
        if occasions.len() > 1 {
            return Err(AssessError::SeveralOccasions { occasions });
        }
        let Some(scale) = instrument.scale(scale) else {
            let known = instrument.scales().map(|scale| scale.id().to_owned()).collect();
            return Err(AssessError::UnknownScale { scale: scale.to_owned(), known });
        };
        let rows: Vec<Option<usize>> = (0..responses.len()).map(Some).collect();
        let keyed = Keyed::new(instrument, scale, responses, &rows);
        let mut items: Vec<(String, Vec<Observation>)> =
            scale.items().iter().map(|item| (item.item().to_owned(), Vec::new())).collect();
        for (person, answers) in responses.persons().zip(keyed.rows()) {
            let answers: Vec<i32> = answers.iter().flatten().map(|&it| it as i32).collect();
            let (Some(focal), true) = (focal(person), answers.len() == items.len()) else {
                continue;
            };
            let matching = answers.iter().sum();
            for ((_, of), answer) in items.iter_mut().zip(answers) {
                of.push(Observation { focal, matching, answer });
            }
        }
        Ok(items)
    }

    /// The people compared.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Scores at which there are people of both groups.
    pub(super) fn strata(&self) -> Vec<Stratum> {
        let mut strata: BTreeMap<i32, Stratum> = BTreeMap::new();
        for it in &self.observations {
            let stratum = strata.entry(it.matching).or_default();
            let side = if it.focal { &mut stratum.focal } else { &mut stratum.reference };
            *side.entry(it.answer).or_default() += 1;
        }
        let both = |it: &Stratum| !it.reference.is_empty() && !it.focal.is_empty();
        strata.into_values().filter(both).collect()
    }

    /// The different answers, lowest first.
    pub(super) fn answers(&self) -> Vec<i32> {
        let mut answers: Vec<i32> = self.observations.iter().map(|it| it.answer).collect();
        answers.sort_unstable();
        answers.dedup();
        answers
    }

    /// The higher of two answers.
    pub(super) fn right(&self) -> Result<i32, NotEnough> {
        match self.answers().as_slice() {
            [_, right] => Ok(*right),
            other => Err(NotEnough::NotTwo { found: other.len() }),
        }
    }
}

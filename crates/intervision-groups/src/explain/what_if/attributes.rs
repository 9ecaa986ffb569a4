//! What people are, read from the roster when somebody asks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use intervision_core::{Roster, Value};

use super::explainer::Explainer;

/// The names that a value goes by: one for a category or a level, one for each tag.
pub(super) fn named(roster: &dyn Roster, attribute: &str, value: &Value<'_>) -> Vec<String> {
    match value {
        Value::Category(name) => vec![name.to_string()],
        Value::Level(rank) => {
            let name = roster.level_name(attribute, *rank);
            vec![name.map_or_else(|| format!("level {rank}"), Cow::into_owned)]
        }
        Value::Tags(tags) => {
            let tags = tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty());
            let distinct: BTreeSet<&str> = tags.collect();
            distinct.into_iter().map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

impl Explainer<'_> {
    pub(super) fn id(&self, member: u32) -> String {
        self.standing.problem.ids[member as usize].clone()
    }

    pub(super) fn everyone(&self) -> Range<u32> {
        0..self.standing.problem.members() as u32
    }

    pub(super) fn read(&self, member: u32, attribute: &str) -> Value<'_> {
        self.roster.attribute(self.standing.problem.listed[member as usize], attribute).known()
    }

    pub(super) fn mean(&self, attribute: &str, members: impl Iterator<Item = u32>) -> Option<f64> {
        self.spread(attribute, members).map(|(_, mean, _)| mean)
    }

    /// How many numbers are known, their mean and their standard deviation.
    pub(super) fn spread(
        &self,
        attribute: &str,
        members: impl Iterator<Item = u32>,
    ) -> Option<(usize, f64, f64)> {
        let number = |member| match self.read(member, attribute) {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let numbers: Vec<f64> = members.filter_map(number).collect();
        if numbers.is_empty() {
            return None;
        }
        let known = numbers.len() as f64;
        // Divided first, so that sums of very large numbers stay finite.
        let mean: f64 = numbers.iter().map(|number| number / known).sum();
        let size = numbers.iter().fold(0.0f64, |top, number| top.max((number - mean).abs()));
        if size == 0.0 {
            return Some((numbers.len(), mean, 0.0));
        }
        let squares: f64 = numbers.iter().map(|number| ((number - mean) / size).powi(2)).sum();
        Some((numbers.len(), mean, size * (squares / known).sqrt()))
    }

    /// How many have each category, level or tag.
    pub(super) fn counted(
        &self,
        attribute: &str,
        members: impl Iterator<Item = u32>,
    ) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for member in members {
            for name in named(self.roster, attribute, &self.read(member, attribute)) {
                *counted.entry(name).or_insert(0) += 1;
            }
        }
        counted
    }
}

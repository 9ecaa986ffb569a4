use std::collections::BTreeMap;
use std::path::Path;

use intervision_examples::{AtPath, Outcome, read};
use serde::Deserialize;

/// Values of the literature, by instance.
#[derive(Debug, Default)]
pub struct Published(BTreeMap<String, Values>);

/// What others reached on an instance.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Values {
    pub best: f64,
    pub mean: Option<f64>,
    pub worst: Option<f64>,
}

#[derive(Deserialize)]
struct Line {
    instance: String,
    best: f64,
    #[serde(default)]
    mean: Option<f64>,
    #[serde(default)]
    worst: Option<f64>,
}

impl Published {
    /// A table with at least the columns instance and best; nothing without a file.
    pub fn read(path: Option<&Path>) -> Outcome<Self> {
        let Some(path) = path else { return Ok(Published::default()) };
        let bytes = read(path)?;
        let mut published = BTreeMap::new();
        for line in csv::Reader::from_reader(bytes.as_slice()).deserialize() {
            let Line { instance, best, mean, worst } = line.at(path)?;
            published.insert(instance, Values { best, mean, worst });
        }
        Ok(Published(published))
    }

    pub fn of(&self, instance: &str) -> Option<Values> {
        self.0.get(instance).copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

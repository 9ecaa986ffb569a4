use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Behaviour, InstrumentViolation as Violation, Item, LevelMap, ResponseFormat, Scale};
use crate::AssessError;

/// An assessment that can be scored: formats, items, scales and the map to levels, all of it checked.
///
/// # Example
///
/// ```
/// use intervision_assess::{Instrument, Item, ResponseFormat, Scale};
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 5))
///     .with_items(["q1", "q2", "q3"].map(|id| Item::new(id, "agreement")))
///     .with_scale(
///         Scale::new("influence").with_competency("influence")
///             .with_item("q1").with_item("q2").with_reversed("q3"),
///     )
///     .build()?;
/// assert_eq!(instrument.scales().len(), 1);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::document::Document", into = "super::document::Document")
)]
pub struct Instrument {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) formats: IndexMap<String, ResponseFormat>,
    pub(super) items: IndexMap<String, Item>,
    pub(super) scales: IndexMap<String, Scale>,
    pub(super) levels: LevelMap,
    /// By role: competencies and levels.
    pub(super) targets: IndexMap<String, Vec<(String, f64)>>,
}

impl Instrument {
    /// The role whose targets are for all who have none of their own.
    pub const EVERYONE: &'static str = "everyone";

    /// Starts an instrument with this id.
    #[must_use]
    pub fn builder(id: impl Into<String>) -> InstrumentBuilder {
        InstrumentBuilder {
            id: id.into(),
            title: String::new(),
            formats: Vec::new(),
            items: Vec::new(),
            scales: Vec::new(),
            levels: LevelMap::default(),
            targets: Vec::new(),
        }
    }

    /// The instrument's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A name to show; the id where none was given.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.title.is_empty() { &self.id } else { &self.title }
    }

    /// The items in order.
    #[must_use]
    pub fn items(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.items.values()
    }

    /// The item with this id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// How the item with this id is answered.
    #[must_use]
    pub fn format_of(&self, item: &str) -> Option<&ResponseFormat> {
        self.formats.get(self.items.get(item)?.format())
    }

    /// The scales in order.
    #[must_use]
    pub fn scales(&self) -> impl ExactSizeIterator<Item = &Scale> {
        self.scales.values()
    }

    /// The scale with this id.
    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.get(id)
    }

    /// The map from scores to levels for a scale: its own, or the instrument's.
    #[must_use]
    pub fn levels_of<'a>(&'a self, scale: &'a Scale) -> &'a LevelMap {
        scale.levels().unwrap_or(&self.levels)
    }

    /// The roles that have targets.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        self.targets.keys().map(String::as_str)
    }

    /// The target levels of a role, by competency; none for a role that has no targets.
    /// [`RoleTargets`](crate::needs::RoleTargets) makes ratings of them.
    pub fn targets(&self, role: &str) -> impl Iterator<Item = (&str, f64)> {
        let own = self.targets.get(role).map_or(&[][..], Vec::as_slice);
        own.iter().map(|(competency, level)| (competency.as_str(), *level))
    }

    /// The range on which the items of a scale are answered; one range per scale is an invariant.
    pub(crate) fn range_of(&self, scale: &Scale) -> (i32, i32) {
        let first = scale.items().first().and_then(|item| self.format_of(item.item()));
        first.map_or((0, 1), |format| (format.min(), format.max()))
    }

    /// Which columns the items have, counted from 0.
    pub(crate) fn column(&self, item: &str) -> Option<usize> {
        self.items.get_index_of(item)
    }
}

/// An [`Instrument`] being put together; [`build`](Self::build) checks it.
#[derive(Debug, Clone, PartialEq)]
pub struct InstrumentBuilder {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) formats: Vec<(String, ResponseFormat)>,
    pub(super) items: Vec<Item>,
    pub(super) scales: Vec<Scale>,
    pub(super) levels: LevelMap,
    pub(super) targets: Vec<(String, Vec<(String, f64)>)>,
}

impl InstrumentBuilder {
    /// A name to show.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a response format under a name.
    #[must_use]
    pub fn with_format(mut self, name: impl Into<String>, format: ResponseFormat) -> Self {
        self.formats.push((name.into(), format));
        self
    }

    /// Adds an item.
    #[must_use]
    pub fn with_item(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }

    /// Adds items.
    #[must_use]
    pub fn with_items(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.items.extend(items);
        self
    }

    /// Adds a scale.
    #[must_use]
    pub fn with_scale(mut self, scale: Scale) -> Self {
        self.scales.push(scale);
        self
    }

    /// How scores map to levels; 1 to 5 in a straight line unless said.
    #[must_use]
    pub fn with_levels(mut self, levels: LevelMap) -> Self {
        self.levels = levels;
        self
    }

    /// The levels that a role asks for, by competency; for the role [`EVERYONE`](Instrument::EVERYONE) those of all who have
    /// none of their own.
    #[must_use]
    pub fn with_targets<I, S>(mut self, role: impl Into<String>, levels: I) -> Self
    where
        I: IntoIterator<Item = (S, f64)>,
        S: Into<String>,
    {
        let levels = levels.into_iter().map(|(competency, level)| (competency.into(), level));
        self.targets.push((role.into(), levels.collect()));
        self
    }

    /// Checks everything and gives the instrument.
    ///
    /// # Errors
    ///
    /// [`AssessError::Instrument`] lists every mistake, not only the first.
    pub fn build(self) -> Result<Instrument, AssessError> {
        let violations = self.violations();
        if !violations.is_empty() {
            return Err(AssessError::Instrument { instrument: self.id, violations });
        }
        Ok(Instrument {
            id: self.id,
            title: self.title,
            formats: self.formats.into_iter().collect(),
            items: self.items.into_iter().map(|item| (item.id.clone(), item)).collect(),
            scales: self.scales.into_iter().map(|scale| (scale.id.clone(), scale)).collect(),
            levels: self.levels,
            targets: self.targets.into_iter().collect(),
        })
    }

    fn violations(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        let names: Vec<&str> = self.formats.iter().map(|(name, _)| name.as_str()).collect();
        check_ids("format", &names, &mut found);
        for (name, format) in &self.formats {
            check_format(name, format, &mut found);
        }
        let ids: Vec<&str> = self.items.iter().map(Item::id).collect();
        check_ids("item", &ids, &mut found);
        for item in &self.items {
            if matches!(item.id(), "id" | "occasion" | "rater") {
                found.push(Violation::ReservedItem { item: item.id.clone() });
            }
            if !names.contains(&item.format()) {
                found.push(Violation::UnknownFormat {
                    item: item.id.clone(),
                    format: item.format.clone(),
                    known: names.iter().map(ToString::to_string).collect(),
                });
            }
        }
        let ids: Vec<&str> = self.scales.iter().map(Scale::id).collect();
        check_ids("scale", &ids, &mut found);
        if self.scales.is_empty() {
            found.push(Violation::NoScales);
        }
        if !self.levels.is_valid() {
            found.push(Violation::Levels { of: "the instrument".into() });
        }
        let mut measured = BTreeMap::new();
        for scale in &self.scales {
            self.check_scale(scale, &mut found);
            let Some(competency) = scale.competency() else { continue };
            if let Some(first) = measured.insert(competency, scale.id()) {
                found.push(Violation::CompetencyTwice {
                    competency: competency.to_owned(),
                    first: first.to_owned(),
                    second: scale.id.clone(),
                });
            }
        }
        self.check_targets(&mut found);
        found
    }

    fn check_targets(&self, found: &mut Vec<Violation>) {
        let roles: Vec<&str> = self.targets.iter().map(|(role, _)| role.as_str()).collect();
        check_ids("role", &roles, found);
        for (role, levels) in &self.targets {
            let mut seen = BTreeSet::new();
            for (competency, level) in levels {
                let (role, competency) = (role.clone(), competency.clone());
                let measured =
                    |scale: &&Scale| scale.competency.as_deref() == Some(competency.as_str());
                let Some(scale) = self.scales.iter().find(measured) else {
                    found.push(Violation::TargetWithoutScale { role, competency });
                    continue;
                };
                let (low, high) = self.ends_of(scale);
                if !(low..=high).contains(level) || !seen.insert(competency.clone()) {
                    let level = *level;
                    found.push(Violation::Target { role, competency, level, low, high });
                }
            }
        }
    }

    /// The lowest and the highest level of a scale.
    fn ends_of(&self, scale: &Scale) -> (f64, f64) {
        let map = scale.levels().unwrap_or(&self.levels);
        (map.level(0.0), map.level(1.0))
    }

    fn check_scale(&self, scale: &Scale, found: &mut Vec<Violation>) {
        let name = || scale.id.clone();
        if scale.items.is_empty() {
            found.push(Violation::NoItems { scale: name() });
        } else if !scale.missing.fits(scale.items.len()) {
            let (rule, items) = (scale.missing.to_string(), scale.items.len());
            found.push(Violation::Missing { scale: name(), rule, items });
        }
        if scale.levels().is_some_and(|levels| !levels.is_valid()) {
            found.push(Violation::Levels { of: format!("scale \"{}\"", scale.id) });
        }
        let (low, high) = self.ends_of(scale);
        if !Behaviour::are_valid(&scale.behaviours, (low, high)) {
            found.push(Violation::Behaviours { scale: name(), low, high });
        }
        let mut seen = BTreeSet::new();
        let mut range = None;
        let mut mixed = false;
        for entry in &scale.items {
            let item = || entry.item.clone();
            if !seen.insert(entry.item.as_str()) {
                found.push(Violation::RepeatedItem { scale: name(), item: item() });
            }
            if !(1e-6..=1e6).contains(&entry.weight) {
                let weight = entry.weight;
                found.push(Violation::Weight { scale: name(), item: item(), weight });
            }
            let Some(known) = self.items.iter().find(|known| known.id == entry.item) else {
                found.push(Violation::UnknownItem { scale: name(), item: item() });
                continue;
            };
            let format = self.formats.iter().find(|(format, _)| *format == known.format);
            let Some(other) = format.map(|(_, format)| (format.min(), format.max())) else {
                continue;
            };
            let range = *range.get_or_insert(other);
            if range != other && !mixed {
                mixed = true;
                found.push(Violation::MixedRanges { scale: name(), range, item: item(), other });
            }
        }
    }
}

fn check_ids(kind: &'static str, ids: &[&str], found: &mut Vec<Violation>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.iter().enumerate() {
        if id.trim().is_empty() {
            found.push(Violation::EmptyId { kind, position: index + 1 });
        } else if !seen.insert(*id) {
            found.push(Violation::Duplicate { kind, id: (*id).to_owned() });
        }
    }
}

fn check_format(name: &str, format: &ResponseFormat, found: &mut Vec<Violation>) {
    let name = || name.to_owned();
    if format.min >= format.max {
        found.push(Violation::Range { format: name(), min: format.min, max: format.max });
        return;
    }
    let expected = i64::from(format.max) - i64::from(format.min) + 1;
    if !format.labels.is_empty() && format.labels.len() as i64 != expected {
        let labels = format.labels.len();
        found.push(Violation::Labels { format: name(), expected, found: labels });
    }
    if let Some(code) = format.not_observed() {
        let taken = code.trim().is_empty() || code == "NA" || code.parse::<f64>().is_ok();
        if taken {
            found.push(Violation::NotObservedCode { format: name(), code: code.to_owned() });
        }
    }
}

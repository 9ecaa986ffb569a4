use super::{Behaviour, LevelMap};
use crate::classical::MissingRule;

/// Which way an item points on its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A high answer means much of it (+1).
    Positive,
    /// A high answer means little of it (-1); such an item is also called reversed.
    Negative,
}

/// An item's place on a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleItem {
    pub(super) item: String,
    pub(super) key: Key,
    pub(super) weight: f64,
}

impl ScaleItem {
    /// The item's id.
    #[must_use]
    pub fn item(&self) -> &str {
        &self.item
    }

    /// Which way it points.
    #[must_use]
    pub fn key(&self) -> Key {
        self.key
    }

    /// How much it counts beside the other items; positive.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight
    }
}

/// A set of items that together measure one thing.
///
/// # Example
///
/// ```
/// use intervision_assess::{MissingRule, Scale};
///
/// let scale = Scale::new("influence")
///     .with_competency("exerting-influence")
///     .with_item("q1")
///     .with_reversed("q2")
///     .with_missing(MissingRule::MinAnswered(2));
/// assert_eq!(scale.items().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) competency: Option<String>,
    pub(super) items: Vec<ScaleItem>,
    pub(super) missing: MissingRule,
    pub(super) levels: Option<LevelMap>,
    pub(super) behaviours: Vec<Behaviour>,
}

impl Scale {
    /// A scale without items yet; at least half of them must be answered unless [`with_missing`](Self::with_missing) says otherwise.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Scale {
            id: id.into(),
            title: String::new(),
            competency: None,
            items: Vec::new(),
            missing: MissingRule::default(),
            levels: None,
            behaviours: Vec::new(),
        }
    }

    /// A name to show.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The competency of the host's framework that this scale measures.
    #[must_use]
    pub fn with_competency(mut self, competency: impl Into<String>) -> Self {
        self.competency = Some(competency.into());
        self
    }

    /// Adds a positively keyed item of weight 1.
    #[must_use]
    pub fn with_item(self, item: impl Into<String>) -> Self {
        self.with_keyed(item, Key::Positive, 1.0)
    }

    /// Adds a negatively keyed item of weight 1.
    #[must_use]
    pub fn with_reversed(self, item: impl Into<String>) -> Self {
        self.with_keyed(item, Key::Negative, 1.0)
    }

    /// Adds an item with its key and weight.
    #[must_use]
    pub fn with_keyed(mut self, item: impl Into<String>, key: Key, weight: f64) -> Self {
        self.items.push(ScaleItem { item: item.into(), key, weight });
        self
    }

    /// What to do about items that are not answered.
    #[must_use]
    pub fn with_missing(mut self, rule: MissingRule) -> Self {
        self.missing = rule;
        self
    }

    /// How its scores map to levels, where that differs from the instrument's own map.
    #[must_use]
    pub fn with_levels(mut self, levels: LevelMap) -> Self {
        self.levels = Some(levels);
        self
    }

    /// Adds what somebody does from a level on. Checked when the instrument is built: levels rise and lie on its map.
    ///
    /// ```
    /// use intervision_assess::Scale;
    ///
    /// let scale = Scale::new("influence")
    ///     .with_behaviour(1.0, "Sends advice and leaves it at that.")
    ///     .with_behaviour(3.0, "Chooses whom to speak to, and when.");
    /// assert_eq!(scale.behaviour_at(2.9).map(|it| it.level), Some(1.0));
    /// ```
    #[must_use]
    pub fn with_behaviour(mut self, level: f64, text: impl Into<String>) -> Self {
        self.behaviours.push(Behaviour::new(level, text));
        self
    }

    /// The scale's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A name to show; the id where none was given.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.title.is_empty() { &self.id } else { &self.title }
    }

    /// The competency it measures, if it is linked to one.
    #[must_use]
    pub fn competency(&self) -> Option<&str> {
        self.competency.as_deref()
    }

    /// Its items, in order.
    #[must_use]
    pub fn items(&self) -> &[ScaleItem] {
        &self.items
    }

    /// The rule about missing answers.
    #[must_use]
    pub fn missing(&self) -> MissingRule {
        self.missing
    }

    /// What is seen at its levels, lowest first; may be empty.
    #[must_use]
    pub fn behaviours(&self) -> &[Behaviour] {
        &self.behaviours
    }

    /// What is seen of somebody at this level: the behaviour of the highest level that does not lie above it.
    #[must_use]
    pub fn behaviour_at(&self, level: f64) -> Option<&Behaviour> {
        self.behaviours.iter().rev().find(|behaviour| behaviour.level <= level)
    }

    /// Its own map to levels, if it has one.
    #[must_use]
    pub fn levels(&self) -> Option<&LevelMap> {
        self.levels.as_ref()
    }
}

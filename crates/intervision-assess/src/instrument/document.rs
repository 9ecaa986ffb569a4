//! The file form of an instrument: JSON, versioned, unknown fields refused.

use serde::{Deserialize, Serialize};

use super::unique::Unique;
use super::{Behaviour, Instrument, Item, Key, LevelMap, ResponseFormat, Scale, ScaleItem};
use crate::{AssessError, MissingRule};

const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    version: u32,
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    formats: Unique<Format>,
    items: Vec<ItemEntry>,
    scales: Vec<ScaleEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    levels: Option<Vec<(f64, f64)>>,
    #[serde(default, skip_serializing_if = "Unique::is_empty")]
    targets: Unique<Unique<f64>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Format {
    min: i32,
    max: i32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_observed: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    format: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleEntry {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    competency: Option<String>,
    items: Vec<Place>,
    #[serde(default)]
    missing: MissingRule,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    levels: Option<Vec<(f64, f64)>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    behaviours: Vec<Behaviour>,
}

/// An item on a scale: its id alone (key +1, weight 1), or all three.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Place {
    Plain(String),
    Keyed(KeyedPlace),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyedPlace {
    item: String,
    #[serde(default = "plus_one")]
    key: Sign,
    #[serde(default = "one")]
    weight: f64,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
struct Sign(Key);

fn plus_one() -> Sign {
    Sign(Key::Positive)
}

fn one() -> f64 {
    1.0
}

impl TryFrom<i8> for Sign {
    type Error = String;

    fn try_from(sign: i8) -> Result<Self, String> {
        match sign {
            1 => Ok(Sign(Key::Positive)),
            -1 => Ok(Sign(Key::Negative)),
            other => Err(format!("a key is 1 or -1, not {other}")),
        }
    }
}

impl From<Sign> for i8 {
    fn from(sign: Sign) -> i8 {
        match sign.0 {
            Key::Positive => 1,
            Key::Negative => -1,
        }
    }
}

impl TryFrom<Document> for Instrument {
    type Error = AssessError;

    fn try_from(document: Document) -> Result<Self, AssessError> {
        if document.version != VERSION {
            return Err(AssessError::Version { found: document.version, known: VERSION });
        }
        let mut builder = Instrument::builder(document.id).with_title(document.title);
        for (name, format) in document.formats.0 {
            let mut made = ResponseFormat::new(format.min, format.max).with_labels(format.labels);
            made.not_observed = format.not_observed;
            builder = builder.with_format(name, made);
        }
        for item in document.items {
            builder = builder.with_item(Item::new(item.id, item.format).with_text(item.text));
        }
        for entry in document.scales {
            let mut scale =
                Scale::new(entry.id).with_title(entry.title).with_missing(entry.missing);
            scale.competency = entry.competency;
            scale.levels = entry.levels.map(LevelMap::anchored);
            scale.behaviours = entry.behaviours;
            for place in entry.items {
                scale = match place {
                    Place::Plain(item) => scale.with_item(item),
                    Place::Keyed(place) => scale.with_keyed(place.item, place.key.0, place.weight),
                };
            }
            builder = builder.with_scale(scale);
        }
        if let Some(levels) = document.levels {
            builder = builder.with_levels(LevelMap::anchored(levels));
        }
        for (role, levels) in document.targets.0 {
            builder = builder.with_targets(role, levels.0);
        }
        builder.build()
    }
}

impl From<Instrument> for Document {
    fn from(instrument: Instrument) -> Document {
        let format = |format: ResponseFormat| Format {
            min: format.min,
            max: format.max,
            labels: format.labels,
            not_observed: format.not_observed,
        };
        let item = |item: Item| ItemEntry { id: item.id, text: item.text, format: item.format };
        let scale = |scale: Scale| ScaleEntry {
            id: scale.id,
            title: scale.title,
            competency: scale.competency,
            items: scale.items.into_iter().map(Place::from).collect(),
            missing: scale.missing,
            levels: scale.levels.map(|levels| levels.anchors),
            behaviours: scale.behaviours,
        };
        let own_levels = instrument.levels != LevelMap::default();
        Document {
            version: VERSION,
            id: instrument.id,
            title: instrument.title,
            formats: Unique(
                instrument.formats.into_iter().map(|(id, it)| (id, format(it))).collect(),
            ),
            items: instrument.items.into_values().map(item).collect(),
            scales: instrument.scales.into_values().map(scale).collect(),
            levels: own_levels.then_some(instrument.levels.anchors),
            targets: Unique(
                instrument
                    .targets
                    .into_iter()
                    .map(|(role, levels)| (role, Unique(levels.into_iter().collect())))
                    .collect(),
            ),
        }
    }
}

impl From<ScaleItem> for Place {
    #[expect(clippy::float_cmp, reason = "only a weight of exactly 1 may be left out")]
    fn from(place: ScaleItem) -> Place {
        if place.key == Key::Positive && place.weight == 1.0 {
            Place::Plain(place.item)
        } else {
            let (item, key, weight) = (place.item, Sign(place.key), place.weight);
            Place::Keyed(KeyedPlace { item, key, weight })
        }
    }
}

impl Instrument {
    /// Reads an instrument from its JSON document.
    ///
    /// | field | holds |
    /// |---|---|
    /// | `version` | 1 |
    /// | `id`, `title` | the instrument's id, and a name to show (optional) |
    /// | `formats` | under a name: `min`, `max`, and optionally `labels` (one per category) and `not_observed` (a code) |
    /// | `items` | `id`, `format`, and optionally `text` |
    /// | `scales` | `id`, `items`, and optionally `title`, `competency`, `missing`, `levels`, `behaviours` |
    /// | an item of a scale | its id, or `{ "item": id, "key": 1 or -1, "weight": 1 }` |
    /// | `missing` | `"complete"`, `{ "min_answered": 3 }`, `{ "min_fraction": 0.5 }` (unless said), `"prorate"` or `"person_mean"` |
    /// | `levels` | anchors `[[0, 1], [1, 5]]` (unless said): score from 0 to 1, level; for all scales, or one |
    /// | `behaviours` | `[{ "level": 1, "text": "..." }]`: what is seen of somebody from that level on |
    /// | `targets` | under a role, or `"everyone"`: competency and level |
    ///
    /// Other fields are refused, and a name that stands twice in one table.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`] for broken JSON, a wrong version or an unknown field, with line and column;
    /// [`AssessError::Instrument`] with every mistake in what it says.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::Instrument;
    ///
    /// let instrument = Instrument::from_json(r#"{
    ///     "version": 1, "id": "short",
    ///     "formats": { "agreement": { "min": 1, "max": 5 } },
    ///     "items": [ { "id": "q1", "format": "agreement" }, { "id": "q2", "format": "agreement" } ],
    ///     "scales": [ { "id": "influence", "items": ["q1", { "item": "q2", "key": -1 }] } ]
    /// }"#)?;
    /// assert_eq!(instrument.items().len(), 2);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Instrument, AssessError> {
        let document: Document = serde_json::from_str(text)
            .map_err(|error| AssessError::Document { message: error.to_string() })?;
        Instrument::try_from(document)
    }

    /// Writes the instrument as a JSON document that [`from_json`](Self::from_json) reads back.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`] if the writer fails; it does not for a built instrument.
    pub fn to_json(&self) -> Result<String, AssessError> {
        serde_json::to_string_pretty(self)
            .map_err(|error| AssessError::Document { message: error.to_string() })
    }
}

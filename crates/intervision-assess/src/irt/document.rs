//! The file form of items and banks: JSON, versioned, unknown fields refused.

use serde::{Deserialize, Serialize};

use super::bank::id_violations;
use super::{
    AnyItem, BankViolation, Graded, ItemBank, ItemViolation, Logistic, Nominal, PartialCredit,
    Population,
};
use crate::AssessError;

const VERSION: u32 = 1;

/// An item as it is written. Models that are special cases of others have names of their own on the way in and, where
/// the parameters show it, on the way out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "model", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum ItemWire {
    Rasch {
        b: f64,
    },
    #[serde(rename = "1pl")]
    OnePl {
        #[serde(default = "one")]
        a: f64,
        b: f64,
    },
    #[serde(rename = "2pl")]
    TwoPl {
        a: f64,
        b: f64,
    },
    #[serde(rename = "3pl")]
    ThreePl {
        a: f64,
        b: f64,
        c: f64,
    },
    #[serde(rename = "4pl")]
    FourPl {
        a: f64,
        b: f64,
        c: f64,
        d: f64,
    },
    Grm {
        a: f64,
        b: Vec<f64>,
    },
    Pcm {
        b: Vec<f64>,
    },
    Rsm {
        b: f64,
        steps: Vec<f64>,
    },
    Gpcm {
        a: f64,
        b: Vec<f64>,
    },
    Nrm {
        a: Vec<f64>,
        c: Vec<f64>,
    },
}

fn one() -> f64 {
    1.0
}

impl TryFrom<ItemWire> for AnyItem {
    type Error = ItemViolation;

    fn try_from(wire: ItemWire) -> Result<Self, ItemViolation> {
        Ok(match wire {
            ItemWire::Rasch { b } => Logistic::rasch(b)?.into(),
            ItemWire::OnePl { a, b } | ItemWire::TwoPl { a, b } => {
                Logistic::two_parameter(a, b)?.into()
            }
            ItemWire::ThreePl { a, b, c } => Logistic::three_parameter(a, b, c)?.into(),
            ItemWire::FourPl { a, b, c, d } => Logistic::four_parameter(a, b, c, d)?.into(),
            ItemWire::Grm { a, b } => Graded::new(a, b)?.into(),
            ItemWire::Pcm { b } => PartialCredit::new(b)?.into(),
            ItemWire::Rsm { b, steps } => PartialCredit::rating_scale(b, &steps)?.into(),
            ItemWire::Gpcm { a, b } => PartialCredit::generalized(a, b)?.into(),
            ItemWire::Nrm { a, c } => Nominal::new(a, c)?.into(),
        })
    }
}

#[allow(clippy::float_cmp, reason = "a special case is one that is exactly so")]
impl From<AnyItem> for ItemWire {
    fn from(item: AnyItem) -> Self {
        match item {
            AnyItem::Logistic(it) => {
                let (a, b, c, d) = (it.a(), it.b(), it.lower(), it.upper());
                match (a == 1.0, c == 0.0, d == 1.0) {
                    (true, true, true) => ItemWire::Rasch { b },
                    (false, true, true) => ItemWire::TwoPl { a, b },
                    (_, false, true) => ItemWire::ThreePl { a, b, c },
                    (_, _, false) => ItemWire::FourPl { a, b, c, d },
                }
            }
            AnyItem::Graded(it) => ItemWire::Grm { a: it.a(), b: it.thresholds().to_vec() },
            AnyItem::PartialCredit(it) => {
                let b = it.steps().to_vec();
                if it.a() == 1.0 { ItemWire::Pcm { b } } else { ItemWire::Gpcm { a: it.a(), b } }
            }
            AnyItem::Nominal(it) => {
                ItemWire::Nrm { a: it.slopes().to_vec(), c: it.intercepts().to_vec() }
            }
        }
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PopulationWire {
    mean: f64,
    sd: f64,
}

impl TryFrom<PopulationWire> for Population {
    type Error = BankViolation;

    fn try_from(wire: PopulationWire) -> Result<Self, BankViolation> {
        Population::new(wire.mean, wire.sd)
    }
}

impl From<Population> for PopulationWire {
    fn from(population: Population) -> Self {
        PopulationWire { mean: population.mean(), sd: population.sd() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    population: Option<PopulationWire>,
    items: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    id: String,
    /// Refuses what neither it nor the entry knows.
    #[serde(flatten)]
    item: ItemWire,
}

impl ItemBank {
    /// Reads a bank:
    ///
    /// ```
    /// use intervision_assess::irt::ItemBank;
    ///
    /// let bank = ItemBank::from_json(r#"{
    ///     "version": 1,
    ///     "population": { "mean": 0, "sd": 1.2 },
    ///     "items": [
    ///         { "id": "q1", "model": "2pl", "a": 1.1, "b": -0.4 },
    ///         { "id": "q2", "model": "grm", "a": 1.3, "b": [-1.8, -0.9, 0.2, 1.4] }
    ///     ]
    /// }"#)?;
    /// assert_eq!(ItemBank::from_json(&bank.to_json()?)?, bank);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    ///
    /// Models are `rasch` (b), `1pl` (b, and the common a if it is not 1), `2pl` (a, b), `3pl` (a, b, c), `4pl` (a, b, c,
    /// d), `grm` (a, b...), `pcm` (b...), `rsm` (b, steps...), `gpcm` (a, b...) and `nrm` (a..., c...). Without a
    /// population it is the standard normal one.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`], [`AssessError::Version`], or [`AssessError::ItemBank`], which lists every mistake.
    pub fn from_json(text: &str) -> Result<Self, AssessError> {
        let document: Document = serde_json::from_str(text)
            .map_err(|error| AssessError::Document { message: error.to_string() })?;
        if document.version != VERSION {
            return Err(AssessError::Version { found: document.version, known: VERSION });
        }
        let ids: Vec<String> = document.items.iter().map(|entry| entry.id.clone()).collect();
        let mut violations = id_violations(&ids);
        let population = document.population.map_or(Ok(Population::default()), TryFrom::try_from);
        let population = population.unwrap_or_else(|violation| {
            violations.push(violation);
            Population::default()
        });
        let mut items = Vec::with_capacity(ids.len());
        for Entry { id, item } in document.items {
            match AnyItem::try_from(item) {
                Ok(item) => items.push((id, item)),
                Err(violation) => violations.push(BankViolation::Item { item: id, violation }),
            }
        }
        if !violations.is_empty() {
            return Err(AssessError::ItemBank { violations });
        }
        Ok(ItemBank::new(items)?.with_population(population))
    }

    /// Writes the bank in the form that [`from_json`](ItemBank::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, AssessError> {
        let entries = self.ids().iter().zip(self.items());
        let document = Document {
            version: VERSION,
            population: Some(self.population().into()),
            items: entries
                .map(|(id, item)| Entry { id: id.clone(), item: item.clone().into() })
                .collect(),
        };
        serde_json::to_string_pretty(&document)
            .map_err(|error| AssessError::Document { message: error.to_string() })
    }
}

//! Tables of a document, in which a name that stands twice is refused: whoever wrote it meant two things.

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(super) struct Unique<V>(pub(super) IndexMap<String, V>);

impl<V> Default for Unique<V> {
    fn default() -> Self {
        Unique(IndexMap::new())
    }
}

impl<V> Unique<V> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Unique<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Table(PhantomData))
    }
}

struct Table<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Table<V> {
    type Value = Unique<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unique<V>, A::Error> {
        let mut table = IndexMap::new();
        while let Some((name, value)) = entries.next_entry::<String, V>()? {
            match table.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(there) => {
                    let twice = format!(
                        "\"{}\" stands there twice; keep one of the two values",
                        there.key()
                    );
                    return Err(A::Error::custom(twice));
                }
            }
        }
        Ok(Unique(table))
    }
}

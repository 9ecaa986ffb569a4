//! Timetables and what was issued as documents. In: fields as they are written. Out: sessions with ids of their own, and an
//! [`Issued`] that can be gone on from.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::issued::{Issued, IssuedError, Version};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender: Option<String>,
    #[serde(deserialize_with = "each_once")]
    sessions: BTreeMap<String, Version>,
}

impl TryFrom<Wire> for Issued {
    type Error = IssuedError;

    fn try_from(wire: Wire) -> Result<Self, IssuedError> {
        let Wire { version, sender, sessions } = wire;
        if version != VERSION {
            return Err(IssuedError::Version { found: version, known: VERSION });
        }
        for (id, version) in &sessions {
            if id.trim().is_empty() {
                return Err(IssuedError::NoId);
            }
            let most = Issued::LAST - 1;
            if version.sequence > most {
                let (session, sequence) = (id.clone(), version.sequence);
                return Err(IssuedError::Sequence { session, sequence, most });
            }
        }
        Ok(Issued { sender, sessions })
    }
}

impl From<Issued> for Wire {
    fn from(issued: Issued) -> Self {
        Wire { version: VERSION, sender: issued.sender, sessions: issued.sessions }
    }
}

/// Of two entries with one key a map would keep the last, and nobody would be told of the other.
pub(super) fn each_once<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, V>, D::Error> {
    deserializer.deserialize_map(EachOnce(PhantomData))
}

struct EachOnce<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for EachOnce<V> {
    type Value = BTreeMap<String, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sessions by id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut sessions = BTreeMap::new();
        while let Some(id) = map.next_key::<String>()? {
            if sessions.contains_key(&id) {
                return Err(A::Error::custom(format_args!(
                    "session \"{id}\" is listed twice; every session needs an id of its own"
                )));
            }
            sessions.insert(id, map.next_value()?);
        }
        Ok(sessions)
    }
}

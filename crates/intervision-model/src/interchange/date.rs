//! Days in documents: a bare TOML date (`2027-01-11`) or the same as text; written as text.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serializer;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
pub(crate) fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    from.deserialize_any(Day)
}

struct Day;

impl<'de> Visitor<'de> for Day {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as 2027-01-31")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NaiveDate, E> {
        text.parse().map_err(|_| E::custom(format!("\"{text}\" is no day; write it as 2027-01-31")))
    }

    // The TOML reader hands a bare date over as a map of one entry.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NaiveDate, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((_, text)) => self.visit_str(&text),
            None => Err(A::Error::custom("no day; write it as 2027-01-31")),
        }
    }
}

pub(crate) mod option {
    use chrono::NaiveDate;
    use serde::{Deserializer, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(crate) fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, to),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        super::deserialize(from).map(Some)
    }
}

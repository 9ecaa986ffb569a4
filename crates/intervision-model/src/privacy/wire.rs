//! What is noted about people and what they agreed to, as documents, checked on the way in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Consents, Content, Correction, Decision, Entry, Record, Records, Tombstone};
use crate::interchange::document::version;
use crate::{ParticipantId, Place, Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agreed {
    version: u32,
    decisions: BTreeMap<ParticipantId, BTreeMap<String, Vec<Decision>>>,
}

/// Every decision is taken again.
impl TryFrom<Agreed> for Consents {
    type Error = Problem;

    fn try_from(wire: Agreed) -> Result<Self, Problem> {
        version("list of consents", wire.version, Consents::VERSION)?;
        let mut consents = Consents::default();
        for (who, purposes) in wire.decisions {
            for (purpose, decisions) in purposes {
                for Decision { given, on } in decisions {
                    if given {
                        consents.give(&who, &purpose, on)?;
                    } else {
                        consents.withdraw(&who, &purpose, on)?;
                    }
                }
            }
        }
        Ok(consents)
    }
}

impl From<Consents> for Agreed {
    fn from(consents: Consents) -> Self {
        Agreed { version: Consents::VERSION, decisions: consents.decisions }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    version: u32,
    records: Vec<Noted>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tombstones: Vec<Tombstone>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    entry: Entry,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction>,
}

impl TryFrom<Kept> for Records {
    type Error = Problems;

    fn try_from(wire: Kept) -> Result<Self, Problems> {
        let mut found: Vec<Problem> = Vec::new();
        found.extend(version("list of records", wire.version, Records::VERSION).err());
        for (place, tombstone) in wire.tombstones.iter().enumerate() {
            if tombstone.id != ParticipantId::tombstone(place + 1) {
                found.push(Problem::WrongValue {
                    at: Place::part(format!("tombstones[{place}].id")),
                    value: tombstone.id.to_string(),
                    expected: "tombstone of its place".to_owned(),
                    fix: format!("write \"{}\"", ParticipantId::tombstone(place + 1)),
                });
            }
        }
        let mut records = Records { records: Vec::new(), tombstones: wire.tombstones };
        for (number, Noted { entry, corrections }) in wire.records.into_iter().enumerate() {
            found.extend(records.check(&entry).err());
            let days: Vec<NaiveDate> = corrections.iter().map(|correction| correction.on).collect();
            let mut last = entry.on;
            for on in days {
                if on < last {
                    let at = Place::part(format!("records[{number}].corrections"));
                    found.push(Problem::Backwards { at, start: last, end: on });
                }
                last = on;
            }
            for Correction { before, .. } in &corrections {
                if let Content::Number(value) = before
                    && !value.is_finite()
                {
                    let at = Place::part(format!("records[{number}].corrections"));
                    let expected = "a finite number".to_owned();
                    found.push(Problem::OutOfRange { at, value: *value, expected });
                }
            }
            records.records.push(Record { entry, corrections });
        }
        Problems::or(found, records)
    }
}

impl From<Records> for Kept {
    fn from(records: Records) -> Self {
        let noted = records.records.into_iter().map(|record| {
            let Record { entry, corrections } = record;
            Noted { entry, corrections }
        });
        let tombstones = records.tombstones;
        Kept { version: Records::VERSION, records: noted.collect(), tombstones }
    }
}

crate::interchange::document::documents! {
    "list of consents": Agreed => Consents,
    "list of records": Kept => Records,
}

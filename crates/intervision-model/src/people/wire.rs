//! Rosters and memberships as documents, checked on the way in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use indexmap::IndexSet;
use intervision_core::Roster;
use serde::{Deserialize, Serialize};

use super::entry::{At, Entry};
use super::{Cohort, Memberships, Participant, ParticipantId, RosterColumns, Stay};
use crate::interchange::{date, document::version};
use crate::{Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    version: u32,
    /// What the attributes mean, as for the columns of a table.
    #[serde(default, skip_serializing_if = "RosterColumns::is_default")]
    columns: RosterColumns,
    /// The attributes in their order, also those of which nothing is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    participants: Vec<Participant>,
}

impl TryFrom<People> for Cohort {
    type Error = Problems;

    fn try_from(wire: People) -> Result<Self, Problems> {
        version("roster", wire.version, Cohort::VERSION)?;
        let keys: IndexSet<String> = wire.keys.into_iter().collect();
        let entries = wire.participants.into_iter().zip(1..);
        let entries = entries.map(|(participant, n)| Entry { participant, at: At::entry(n) });
        Cohort::check(entries.collect(), keys, &wire.columns, Vec::new())
    }
}

impl From<Cohort> for People {
    fn from(cohort: Cohort) -> Self {
        People {
            version: Cohort::VERSION,
            columns: cohort.columns(),
            keys: cohort.keys().into_iter().map(Into::into).collect(),
            participants: cohort.participants().to_vec(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stays {
    version: u32,
    stays: BTreeMap<ParticipantId, Vec<Days>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    #[serde(with = "date")]
    from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::option")]
    until: Option<NaiveDate>,
}

/// Everybody joins and leaves again.
impl TryFrom<Stays> for Memberships {
    type Error = Problem;

    fn try_from(wire: Stays) -> Result<Self, Problem> {
        version("list of members", wire.version, Memberships::VERSION)?;
        let mut members = Memberships::default();
        for (who, stays) in wire.stays {
            for Days { from, until } in stays {
                members.join(who.clone(), from)?;
                if let Some(until) = until {
                    members.leave(&who, until)?;
                }
            }
        }
        Ok(members)
    }
}

impl From<Memberships> for Stays {
    fn from(members: Memberships) -> Self {
        let days = |Stay { from, until }| Days { from, until };
        let stays = members.into_stays().into_iter();
        let stays = stays.map(|(who, stays)| (who, stays.into_iter().map(days).collect()));
        Stays { version: Memberships::VERSION, stays: stays.collect() }
    }
}

crate::interchange::document::documents! {
    "roster": People => Cohort,
    "list of members": Stays => Memberships,
}

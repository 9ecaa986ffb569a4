//! A personal conversation of everybody with one of the programme's hosts.

use chrono::NaiveTime;
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serializer};

/// A conversation with each member: soon after the season begins, and for whoever joins later soon after they join.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ConversationRules {
    /// What people call it.
    pub title: String,
    /// The kind of resource that receives.
    pub hosts: String,
    /// How long it takes.
    pub minutes: u32,
    /// When conversations begin on a day, in order.
    #[cfg_attr(
        feature = "serde",
        serde(serialize_with = "write_times", deserialize_with = "read_times")
    )]
    pub starts: Vec<NaiveTime>,
    /// At most so many on a day for one host.
    pub per_day: u32,
    /// Within so many days from the first of the season, or from the day on which somebody joins.
    pub within_days: u32,
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Clock(#[serde(with = "crate::interchange::clock")] NaiveTime);

#[cfg(feature = "serde")]
fn write_times<S: Serializer>(times: &[NaiveTime], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(times.iter().copied().map(Clock))
}

#[cfg(feature = "serde")]
fn read_times<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<NaiveTime>, D::Error> {
    Ok(Vec::<Clock>::deserialize(from)?.into_iter().map(|Clock(time)| time).collect())
}

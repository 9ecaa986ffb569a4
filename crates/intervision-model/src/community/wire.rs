//! A backlog as a document, checked on the way in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::backlog::{Backlog, Topic};
use crate::interchange::{date, document::version};
use crate::journey::{Journey, TopicStage};
use crate::names::slug;
use crate::{Place, Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    version: u32,
    topics: BTreeMap<String, OneTopic>,
    /// Ids of topics that were merged into others, and what they mean now.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    merged: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OneTopic {
    title: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    tags: BTreeSet<String>,
    #[serde(with = "date")]
    added: NaiveDate,
    course: Journey<TopicStage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    merged: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    said: Vec<String>,
}

impl TryFrom<Wire> for Backlog {
    type Error = Problems;

    fn try_from(wire: Wire) -> Result<Self, Problems> {
        let mut found: Vec<Problem> = Vec::new();
        found.extend(version("topic backlog", wire.version, Backlog::VERSION).err());
        for id in wire.topics.keys().chain(wire.merged.keys()) {
            slug(id, Place::part(format!("topics.{id}")), &mut found);
        }
        for (old, now) in &wire.merged {
            if wire.topics.contains_key(old) {
                found.push(Problem::Twice { what: "topic", id: old.clone(), times: 2 });
            }
            if !wire.topics.contains_key(now) {
                found.push(Problem::UnknownReference {
                    at: Place::part(format!("merged.{old}")),
                    what: "topic",
                    id: now.clone(),
                    known: wire.topics.keys().cloned().collect(),
                });
            }
        }
        let topics = wire.topics.into_iter().map(|(id, topic)| {
            let OneTopic { title, tags, added, course, merged, mut said } = topic;
            // Sorted, so that the order of a document tells nothing either.
            said.sort();
            (id, Topic { title, tags, added, course, merged, said })
        });
        let backlog = Backlog { topics: topics.collect(), aliases: wire.merged };
        Problems::or(found, backlog)
    }
}

impl From<Backlog> for Wire {
    fn from(backlog: Backlog) -> Self {
        let topics = backlog.topics.into_iter().map(|(id, topic)| {
            let Topic { title, tags, added, course, merged, said } = topic;
            (id, OneTopic { title, tags, added, course, merged, said })
        });
        let topics = topics.collect();
        Wire { version: Backlog::VERSION, topics, merged: backlog.aliases }
    }
}

crate::interchange::document::documents! {
    "topic backlog": Wire => Backlog,
}

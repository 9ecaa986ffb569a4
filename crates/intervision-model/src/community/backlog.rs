//! Topics that wait to be taken up: proposals come in, what can be voted for goes out. Who proposed a topic, and who said
//! something about it, is not kept, so that nothing links a person to a topic.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::journey::{Journey, TopicStage};
use crate::privacy::mention::without;
use crate::{ParticipantId, Place, Problem};

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub(super) title: String,
    pub(super) tags: BTreeSet<String>,
    pub(super) added: NaiveDate,
    pub(super) course: Journey<TopicStage>,
    pub(super) merged: Vec<String>,
    pub(super) said: Vec<String>,
}

impl Topic {
    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its tags.
    #[must_use]
    pub fn tags(&self) -> &BTreeSet<String> {
        &self.tags
    }

    /// The day it was added.
    #[must_use]
    pub fn added(&self) -> NaiveDate {
        self.added
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> TopicStage {
        self.course.at()
    }

    /// The titles of topics that were merged into it.
    #[must_use]
    pub fn merged(&self) -> &[String] {
        &self.merged
    }

    /// What was said about it: by alphabet, without days and names, so that the order tells nothing.
    #[must_use]
    pub fn said(&self) -> &[String] {
        &self.said
    }
}

/// The topics of a community.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::community::Backlog;
/// use intervision_model::journey::TopicStage;
///
/// let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
/// let mut backlog = Backlog::default();
/// backlog.add("lightness", "The importance of lightness", day(8))?;
/// backlog.add("humour", "Humour", day(9))?;
/// backlog.merge("humour", "lightness")?;
/// backlog.take("lightness", TopicStage::Scheduled, day(11))?;
/// backlog.take("lightness", TopicStage::Done, day(20))?;
/// assert!(backlog.ballot(["humour"]).is_err());
/// backlog.take("lightness", TopicStage::Proposed, day(21))?;
/// assert_eq!(backlog.ballot(["humour"])?, ["lightness"]);
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Wire", into = "super::wire::Wire"))]
pub struct Backlog {
    pub(super) topics: BTreeMap<String, Topic>,
    pub(super) aliases: BTreeMap<String, String>,
}

impl Backlog {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Adds a topic, proposed on a day.
    ///
    /// # Errors
    ///
    /// [`Problem::BadSlug`] for an id that is no slug, and [`Problem::Twice`] for one that a topic has or had before it was merged.
    pub fn add(&mut self, id: &str, title: &str, on: NaiveDate) -> Result<(), Problem> {
        let mut problems = Vec::new();
        crate::names::slug(id, Place::part(format!("topics.{id}")), &mut problems);
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem);
        }
        if self.topics.contains_key(id) || self.aliases.contains_key(id) {
            return Err(Problem::Twice { what: "topic", id: id.to_owned(), times: 2 });
        }
        let topic = Topic {
            title: title.to_owned(),
            tags: BTreeSet::new(),
            added: on,
            course: Journey::new(id),
            merged: Vec::new(),
            said: Vec::new(),
        };
        self.topics.insert(id.to_owned(), topic);
        Ok(())
    }

    /// Tags a topic.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] for a topic that is not there.
    pub fn tag(&mut self, id: &str, tag: impl Into<String>) -> Result<(), Problem> {
        self.topic_mut(id)?.tags.insert(tag.into());
        Ok(())
    }

    /// Adds something that somebody says about a topic, and forgets who and when.
    ///
    /// # Errors
    ///
    /// As [`tag`](Backlog::tag).
    pub fn say(&mut self, id: &str, words: impl Into<String>) -> Result<(), Problem> {
        let (topic, words) = (self.topic_mut(id)?, words.into());
        let place = topic.said.partition_point(|other| *other < words);
        topic.said.insert(place, words);
        Ok(())
    }

    /// Merges a topic into another: its tags and what was said go along, its title is kept, and its id means the other from
    /// then on. The older of the two days counts.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`], and [`Problem::Contradiction`] for one topic merged into itself or when either is
    /// scheduled or done.
    pub fn merge(&mut self, from: &str, into: &str) -> Result<(), Problem> {
        let (from, into) = (self.resolve(from)?.to_owned(), self.resolve(into)?.to_owned());
        if from == into {
            return Err(Problem::Contradiction {
                at: Place::part(format!("topics.{from}")),
                what: "it would be merged into itself".to_owned(),
                fix: "name two topics that differ".to_owned(),
            });
        }
        for id in [&from, &into] {
            let stage = self.topic(id)?.stage();
            if !matches!(stage, TopicStage::Proposed | TopicStage::Parked) {
                return Err(closed(id, stage, "merged"));
            }
        }
        let Some(gone) = self.topics.remove(&from) else { return Ok(()) };
        let topic = self.topic_mut(&into)?;
        topic.tags.extend(gone.tags);
        topic.added = topic.added.min(gone.added);
        topic.merged.push(gone.title);
        topic.merged.extend(gone.merged);
        topic.said.extend(gone.said);
        topic.said.sort();
        self.aliases.values_mut().filter(|id| **id == from).for_each(|id| into.clone_into(id));
        self.aliases.insert(from, into);
        Ok(())
    }

    /// Takes an erased person's id out of everything that was said; nothing else here leads to anybody.
    pub fn forget(&mut self, who: &ParticipantId, tombstone: &ParticipantId) {
        for topic in self.topics.values_mut() {
            let texts = topic.merged.iter_mut().chain(&mut topic.said);
            for text in std::iter::once(&mut topic.title).chain(texts) {
                *text = without(text, who, tombstone);
            }
            topic.said.sort();
            topic.tags = topic.tags.iter().map(|tag| without(tag, who, tombstone)).collect();
        }
    }

    /// Takes a topic to its next stage.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] and those of [`Journey::take`].
    pub fn take(&mut self, id: &str, to: TopicStage, on: NaiveDate) -> Result<(), Problem> {
        self.topic_mut(id)?.course.take(to, on)
    }

    /// The topics of a ballot, by the ids that they have now and each once: only what is proposed can be voted for.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`], and [`Problem::Contradiction`] for a topic that cannot be voted for.
    pub fn ballot<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Result<Vec<&str>, Problem> {
        let mut ballot = Vec::new();
        for id in ids {
            let id = self.resolve(id)?;
            let stage = self.topic(id)?.stage();
            if stage != TopicStage::Proposed {
                return Err(closed(id, stage, "voted for"));
            }
            if !ballot.contains(&id) {
                ballot.push(id);
            }
        }
        Ok(ballot)
    }

    /// The topics that wait and can be voted for, by id.
    pub fn proposed(&self) -> impl Iterator<Item = (&str, &Topic)> {
        let all = self.topics.iter().filter(|(_, topic)| topic.stage() == TopicStage::Proposed);
        all.map(|(id, topic)| (id.as_str(), topic))
    }

    /// All topics, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Topic)> {
        self.topics.iter().map(|(id, topic)| (id.as_str(), topic))
    }

    /// How many days a topic is old.
    ///
    /// # Errors
    ///
    /// As [`tag`](Backlog::tag).
    pub fn age(&self, id: &str, on: NaiveDate) -> Result<i64, Problem> {
        Ok((on - self.topic(id)?.added).num_days())
    }

    /// A topic, by its id or the id of one that was merged into it.
    ///
    /// # Errors
    ///
    /// As [`tag`](Backlog::tag).
    pub fn topic(&self, id: &str) -> Result<&Topic, Problem> {
        self.topics.get(self.resolve(id)?).ok_or_else(|| self.unknown(id))
    }

    fn topic_mut(&mut self, id: &str) -> Result<&mut Topic, Problem> {
        let id = self.resolve(id)?.to_owned();
        let unknown = self.unknown(&id);
        self.topics.get_mut(&id).ok_or(unknown)
    }

    fn resolve<'b>(&'b self, id: &str) -> Result<&'b str, Problem> {
        let id = self.aliases.get(id).map_or(id, String::as_str);
        let known = self.topics.get_key_value(id);
        known.map(|(id, _)| id.as_str()).ok_or_else(|| self.unknown(id))
    }

    fn unknown(&self, id: &str) -> Problem {
        Problem::UnknownReference {
            at: Place::part("topics"),
            what: "topic",
            id: id.to_owned(),
            known: self.topics.keys().cloned().collect(),
        }
    }
}

fn closed(id: &str, stage: TopicStage, what: &str) -> Problem {
    Problem::Contradiction {
        at: Place::part(format!("topics.{id}")),
        what: format!("it is {stage} and cannot be {what}"),
        fix: "take it to proposed first".to_owned(),
    }
}

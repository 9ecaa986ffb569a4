//! What a community may talk about: the topics that its members vote on.

/// The topics of a community, and how many of them a gathering takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct BacklogRules {
    /// Topics per gathering.
    pub per_gathering: u32,
    /// The topics, under the ids that ballots name.
    pub topics: Vec<TopicRule>,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TopicRule {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub tags: Vec<String>,
}

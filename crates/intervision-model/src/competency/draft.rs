//! A framework as it is written: levels, domains, competencies with what can be seen of them, and how they relate to the items of
//! other frameworks.

use super::Alignment;
use crate::Translations;

/// A framework before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FrameworkDraft {
    /// The version of the format: [`Framework::VERSION`](super::Framework::VERSION).
    pub version: u32,
    /// A slug that names the framework.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The levels, the lowest first; the first one is level 1.
    pub levels: Vec<Level>,
    /// What puts competencies together without being one: nobody is measured on a domain.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub domains: Vec<Domain>,
    /// The competencies.
    pub competencies: Vec<Competency>,
    /// How competencies and domains relate to each other and to the items of other frameworks, beside the tree.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub associations: Vec<Alignment>,
    /// What people read, in other languages: by the code of a language, each text as it stands in this file with its translation.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Translations::is_empty"))]
    pub texts: Translations,
}

/// A level that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Level {
    /// What people call it.
    pub title: String,
    /// What it means in general.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
}

/// A part of a framework that holds competencies and other domains.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Domain {
    /// A slug, which no competency has.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
    /// What it is part of: ids of domains or competencies, possibly several. At the top of the tree where nothing is said.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub part_of: Vec<String>,
}

/// A competency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Competency {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
    /// What it is part of: ids of domains or of broader competencies, possibly several.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub part_of: Vec<String>,
    /// What each level means here, the lowest first; none, or one per level.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub anchors: Vec<String>,
    /// What can be seen of somebody at a level, any number per level.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub indicators: Vec<Indicator>,
}

/// Behaviour that can be observed, and the level that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Indicator {
    /// The level, counted from 1.
    pub level: u32,
    /// What somebody at that level does, in words that two observers understand alike.
    pub behaviour: String,
}

//! One participant: an opaque id, a manager, and what is known under each attribute.

use std::fmt;

use indexmap::IndexMap;
use intervision_core::Value;

/// The opaque id of a participant: stable over time, no name and no e-mail address. Who is behind it only the host knows.
///
/// White space around it is dropped. An empty id can be made and is reported when a [`Cohort`](crate::Cohort) is checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
pub struct ParticipantId(String);

impl ParticipantId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that stands for somebody who was erased, counted from 1.
    pub(crate) fn tombstone(number: usize) -> Self {
        ParticipantId(format!("erased-{number}"))
    }

    /// Whether somebody can have it: it is not empty, and stands for nobody who was erased.
    pub(crate) fn is_somebody(&self) -> bool {
        !self.0.is_empty() && !self.is_tombstone()
    }

    pub(crate) fn is_tombstone(&self) -> bool {
        self.0.strip_prefix("erased-").is_some_and(|rest| rest.parse::<usize>().is_ok())
    }
}

impl From<&str> for ParticipantId {
    fn from(id: &str) -> Self {
        ParticipantId(id.trim().to_owned())
    }
}

impl From<String> for ParticipantId {
    fn from(id: String) -> Self {
        id.as_str().into()
    }
}

impl From<ParticipantId> for String {
    fn from(id: ParticipantId) -> Self {
        id.0
    }
}

impl fmt::Display for ParticipantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One participant.
///
/// # Example
///
/// ```
/// use intervision_core::Value;
/// use intervision_model::Participant;
///
/// let adviser = Participant::new("a07")
///     .with_manager("a01")
///     .with_attribute("function", Value::category("board adviser"))
///     .with_attribute("years", Value::Number(4.0));
/// assert_eq!(adviser.attribute("years"), &Value::Number(4.0));
/// assert_eq!(adviser.attribute("unit"), &Value::Unknown);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Participant {
    id: ParticipantId,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    manager: Option<ParticipantId>,
    #[cfg_attr(feature = "serde", serde(default))]
    attributes: IndexMap<String, Value<'static>>,
}

impl Participant {
    /// Somebody of whom nothing is known yet.
    pub fn new(id: impl Into<ParticipantId>) -> Self {
        Participant { id: id.into(), manager: None, attributes: IndexMap::new() }
    }

    pub(super) fn without_manager(mut self) -> Self {
        self.manager = None;
        self
    }

    /// Says who their direct manager is: another participant.
    #[must_use]
    pub fn with_manager(mut self, manager: impl Into<ParticipantId>) -> Self {
        self.manager = Some(manager.into());
        self
    }

    /// Notes what is known under an attribute.
    #[must_use]
    pub fn with_attribute(mut self, key: impl Into<String>, value: Value<'static>) -> Self {
        self.attributes.insert(key.into(), value.known());
        self
    }

    /// The opaque id.
    #[must_use]
    pub fn id(&self) -> &ParticipantId {
        &self.id
    }

    /// The direct manager, if there is one on the roster.
    #[must_use]
    pub fn manager(&self) -> Option<&ParticipantId> {
        self.manager.as_ref()
    }

    /// What is known under an attribute.
    #[must_use]
    pub fn attribute(&self, key: &str) -> &Value<'static> {
        self.attributes.get(key).unwrap_or(&Value::Unknown)
    }

    /// The attributes of which something was noted, in the order of noting.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &Value<'static>)> {
        self.attributes.iter().map(|(key, value)| (key.as_str(), value))
    }
}

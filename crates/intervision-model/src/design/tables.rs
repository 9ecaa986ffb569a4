//! Who sits with whom at a gathering, and whom everybody should get to know.

use super::Wish;

/// Tables of each gathering, changed between rounds, so that people meet as many others as can be over the year.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TableRules {
    /// People per table; some tables have one more where that does not come out even.
    pub size: u32,
    /// Rounds per gathering.
    pub rounds: u32,
    /// Attributes on which the people at a table should differ.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub mix: Vec<Wish>,
}

/// Introductions of people who share something and have not met.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct IntroductionRules {
    /// The attribute that they share a value of: tags or a category.
    pub attribute: String,
    /// At most so many for one person.
    pub each: u32,
}

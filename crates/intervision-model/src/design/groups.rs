//! Who learns with whom: what a design asks of its groups.

/// The rules for the programme's groups. They are wishes of the design; forming the groups is another crate's work.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct GroupRules {
    /// Members per group; give this or `count`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub size: Option<u32>,
    /// How many groups, as equal in size as can be; give this or `size`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub count: Option<u32>,
    /// What happens with those who are left over when `size` does not divide the roster.
    #[cfg_attr(feature = "serde", serde(default))]
    pub remainder: Remainder,
    /// Attributes on which the members of a group should differ.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub mix: Vec<Wish>,
    /// Attributes on which the members of a group should be alike.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty", rename = "match")
    )]
    pub matching: Vec<Wish>,
    /// Attributes of which every group should have its fair share (equal means and spreads).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub balance: Vec<Wish>,
    /// Attributes in which nobody should be the only one of their kind in a group.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub not_alone: Vec<Wish>,
    /// How many people of a kind every group must hold, or may.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub quotas: Vec<Quota>,
    /// Nobody is in a group with their direct manager.
    #[cfg_attr(feature = "serde", serde(default))]
    pub not_with_manager: bool,
    /// The weight of not bringing people together again who met before; 0 does not look at it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub new_acquaintances: f64,
}

/// An attribute, and how much it counts beside the others.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Wish {
    /// The attribute of the roster.
    pub attribute: String,
    /// More than 0.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
}

impl Wish {
    /// An attribute with its weight.
    pub fn new(attribute: impl Into<String>, weight: f64) -> Self {
        Wish { attribute: attribute.into(), weight }
    }
}

#[cfg(feature = "serde")]
fn one() -> f64 {
    1.0
}

/// How many people of a category, level or tag every group holds at least and at most: a rule, not a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Quota {
    /// The attribute of the roster.
    pub attribute: String,
    /// The category, level or tag; every one that somebody has if nothing is said.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub category: Option<String>,
    /// Give this, `at_most` or both.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_least: Option<u32>,
    /// Give this, `at_least` or both.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_most: Option<u32>,
}

/// What happens with those who are left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Remainder {
    /// Some groups have one member more: 203 people at size 8 are 22 groups of 8 and 3 of 9.
    #[default]
    Larger,
    /// Some groups have one member fewer: 203 people at size 8 are 21 groups of 8 and 5 of 7.
    Smaller,
}

impl GroupRules {
    /// The lists of wishes, each under the name it has in a file.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[Wish]); 4] {
        [
            ("mix", &self.mix),
            ("match", &self.matching),
            ("balance", &self.balance),
            ("not_alone", &self.not_alone),
        ]
    }

    /// Every attribute that is asked for.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        let wished = self.lists().into_iter().flat_map(|(_, wishes)| wishes);
        let wished = wished.map(|wish| wish.attribute.as_str());
        wished.chain(self.quotas.iter().map(|quota| quota.attribute.as_str()))
    }
}

use std::fmt;

use crate::{Error, QuotaError};

/// How many people of a category, level or tag every group holds at least and at most.
///
/// People whose value is unknown count in no category. A level is named by its rank, as `3`, or as the roster names it.
///
/// # Example
///
/// ```
/// use intervision_groups::{Quota, RulesBuilder, Sizes};
///
/// let rules = RulesBuilder::new(Sizes::count(3))
///     .at_most("ministry", None, 2)
///     .one_who_can("languages", "French")
///     .build()?;
/// assert_eq!(rules.quotas()[0].to_string(), "at most 2 of any one \"ministry\" in a group");
/// assert_eq!(rules.quotas()[1].to_string(), "at least 1 of \"languages\" = \"French\" in every group");
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Quota {
    /// The attribute, as the roster calls it: categories, levels or tags.
    pub attribute: String,
    /// The category, level or tag; `None` for each one that somebody has.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub category: Option<String>,
    /// The fewest people of it in every group.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_least: Option<usize>,
    /// The most people of it in a group.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_most: Option<usize>,
}

impl Quota {
    /// What can be said without a roster.
    pub(super) fn check(&self) -> Result<(), Error> {
        match (self.at_least, self.at_most) {
            (None, None) => Err(QuotaError::WithoutLimit { quota: self.counted() }.into()),
            (Some(at_least), Some(at_most)) if at_least > at_most => {
                Err(QuotaError::Limits { quota: self.counted(), at_least, at_most }.into())
            }
            _ => Ok(()),
        }
    }

    /// What it counts: `"languages" = "French"`.
    pub(crate) fn counted(&self) -> String {
        match &self.category {
            Some(category) => format!("\"{}\" = \"{category}\"", self.attribute),
            None => format!("any one \"{}\"", self.attribute),
        }
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = self.counted();
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => {
                write!(f, "exactly {least} of {counted} in every group")
            }
            (Some(least), Some(most)) => {
                write!(f, "{least} to {most} of {counted} in every group")
            }
            (Some(least), None) => write!(f, "at least {least} of {counted} in every group"),
            (None, Some(most)) => write!(f, "at most {most} of {counted} in a group"),
            (None, None) => write!(f, "any number of {counted} in a group"),
        }
    }
}

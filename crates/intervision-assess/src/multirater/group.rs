use std::fmt;

/// What a rater is to the person rated. Ordered as reports list them.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::RaterGroup;
///
/// assert_eq!(RaterGroup::named("direct_reports"), RaterGroup::DirectReports);
/// assert_eq!(RaterGroup::named("clients").to_string(), "clients");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RaterGroup {
    /// The person rated.
    Own,
    /// Those whom the person reports to.
    Manager,
    /// Colleagues at the same place in the organisation.
    Peers,
    /// Those who report to the person.
    DirectReports,
    /// Any other group, by its name.
    Other(String),
}

impl RaterGroup {
    /// The group of that name: `self`, `manager`, `peers`, `direct_reports`, or one of the host's own.
    #[must_use]
    pub fn named(name: &str) -> RaterGroup {
        match name {
            "self" => RaterGroup::Own,
            "manager" => RaterGroup::Manager,
            "peers" => RaterGroup::Peers,
            "direct_reports" => RaterGroup::DirectReports,
            other => RaterGroup::Other(other.to_owned()),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            RaterGroup::Own => "self",
            RaterGroup::Manager => "manager",
            RaterGroup::Peers => "peers",
            RaterGroup::DirectReports => "direct_reports",
            RaterGroup::Other(name) => name,
        }
    }
}

impl fmt::Display for RaterGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for RaterGroup {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Groups of raters that a report shows as one; most often a single one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PublishedGroup {
    /// The name to show.
    pub name: String,
    /// The groups in it, in their order.
    pub of: Vec<RaterGroup>,
}

impl PublishedGroup {
    /// A group on its own.
    #[must_use]
    pub fn single(group: RaterGroup) -> PublishedGroup {
        PublishedGroup { name: group.name().to_owned(), of: vec![group] }
    }

    /// Whether it is the person rated.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.of == [RaterGroup::Own]
    }
}

//! What can be known about a participant, and in which columns of a roster it stands.

use std::collections::BTreeMap;

/// The kind of values that an attribute takes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AttributeKind {
    /// Unordered names: a function, a directorate.
    Category,
    /// A quantity on a scale with equal steps: years in the job.
    Number,
    /// Ordered names, the lowest first: `team`, `section`, `department`.
    Level(Vec<String>),
    /// Any number of names at once, separated by `|` in a table: languages, expertise.
    Tags,
}

/// How to read a roster: what its columns mean.
///
/// Column 1 is the id, whatever its name. A column whose kind is not declared is a number when every cell that is
/// not empty is one, tags when any cell holds `|`, and a category otherwise; levels have to be declared, because their order
/// cannot be seen. A function or unit is a category unless declared otherwise.
///
/// # Example
///
/// ```
/// use intervision_model::{AttributeKind, RosterColumns};
///
/// let columns = RosterColumns::default()
///     .with_manager("manager")
///     .with_kind("years", AttributeKind::Number);
/// assert_eq!(columns.manager(), Some("manager"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct RosterColumns {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    function: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    unit: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    manager: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
    kinds: BTreeMap<String, AttributeKind>,
}

impl RosterColumns {
    /// The column that tells what somebody does: their function.
    #[must_use]
    pub fn with_function(mut self, column: impl Into<String>) -> Self {
        self.function = Some(column.into());
        self
    }

    /// The column that tells where somebody works: their unit.
    #[must_use]
    pub fn with_unit(mut self, column: impl Into<String>) -> Self {
        self.unit = Some(column.into());
        self
    }

    /// The column that holds the id of somebody's direct manager.
    #[must_use]
    pub fn with_manager(mut self, column: impl Into<String>) -> Self {
        self.manager = Some(column.into());
        self
    }

    /// Declares the kind of a column.
    #[must_use]
    pub fn with_kind(mut self, column: impl Into<String>, kind: AttributeKind) -> Self {
        self.kinds.insert(column.into(), kind);
        self
    }

    /// The column of functions.
    #[must_use]
    pub fn function(&self) -> Option<&str> {
        self.function.as_deref()
    }

    /// The column of units.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// The column of managers.
    #[must_use]
    pub fn manager(&self) -> Option<&str> {
        self.manager.as_deref()
    }

    /// The declared kind of a column.
    #[must_use]
    pub fn kind(&self, column: &str) -> Option<&AttributeKind> {
        self.kinds.get(column)
    }

    /// The columns whose kinds are declared, by name.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, &AttributeKind)> {
        self.kinds.iter().map(|(column, kind)| (column.as_str(), kind))
    }

    /// Every column that is named here, without repetition.
    #[cfg(feature = "csv")]
    pub(crate) fn named(&self) -> std::collections::BTreeSet<&str> {
        let roles = [&self.function, &self.unit, &self.manager];
        let roles = roles.into_iter().filter_map(Option::as_deref);
        roles.chain(self.kinds.keys().map(String::as_str)).collect()
    }

    /// Whether nothing is declared.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == RosterColumns::default()
    }
}

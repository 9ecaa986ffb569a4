use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Roster, Value};

/// The plainest [`Roster`]: ids, and a column of values per attribute.
///
/// For tests, experiments and hosts that have nothing but a table. Levels, journeys and profiles are in
/// `intervision-model`.
///
/// # Example
///
/// ```
/// use intervision_core::{Roster, Table, Value};
///
/// let table = Table::new(["ann", "bob", "cem"])?
///     .with_column("function", ["adviser", "adviser", "controller"].map(Value::category))?
///     .with_column("years", [3.0, 11.0, f64::NAN].map(Value::Number))?
///     .with_manager("ann", "cem")?;
/// assert_eq!(table.attribute(1, "years"), Value::Number(11.0));
/// assert_eq!(table.attribute(2, "years"), Value::Unknown);
/// assert_eq!(table.manager(0), Some(2));
/// # Ok::<(), intervision_core::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    ids: Vec<String>,
    columns: Vec<(String, Vec<Value<'static>>)>,
    managers: Vec<Option<usize>>,
}

/// Why a [`Table`] could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Two rows carry the same id.
    #[error(
        "id \"{id}\" stands on rows {first} and {second}; every member needs an id of their own"
    )]
    DuplicateId {
        /// The id.
        id: String,
        /// The row where it stands first, counted from 1.
        first: usize,
        /// The row where it stands again, counted from 1.
        second: usize,
    },
    /// A row has no id.
    #[error("row {row} has an empty id; give every member an opaque, stable id")]
    EmptyId {
        /// The row, counted from 1.
        row: usize,
    },
    /// A column is not as long as the table.
    #[error(
        "column \"{column}\" has {found} values for {expected} members; give one value per member, unknown ones too"
    )]
    Length {
        /// The column.
        column: String,
        /// How many members there are.
        expected: usize,
        /// How many values came.
        found: usize,
    },
    /// A column of that name is already there.
    #[error("column \"{column}\" stands there twice; rename one")]
    DuplicateColumn {
        /// The column.
        column: String,
    },
    /// An id that is not in the table.
    #[error("\"{id}\" is not in the table")]
    UnknownId {
        /// The id.
        id: String,
    },
    /// Following managers upwards comes back to where it began.
    #[error("the reporting line runs in a circle: {}", .ids.join(" → "))]
    ManagerCycle {
        /// The members on the circle; the first one again at the end.
        ids: Vec<String>,
    },
}

impl Table {
    /// A table of these members, without attributes yet.
    ///
    /// # Errors
    ///
    /// [`TableError::EmptyId`] and [`TableError::DuplicateId`] name the rows.
    pub fn new<I>(ids: I) -> Result<Self, TableError>
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let ids: Vec<String> = ids.into_iter().map(Into::into).collect();
        let mut rows = BTreeMap::new();
        for (index, id) in ids.iter().enumerate() {
            if id.trim().is_empty() {
                return Err(TableError::EmptyId { row: index + 1 });
            }
            if let Some(first) = rows.insert(id.as_str(), index) {
                return Err(TableError::DuplicateId {
                    id: id.clone(),
                    first: first + 1,
                    second: index + 1,
                });
            }
        }
        let managers = vec![None; ids.len()];
        Ok(Table { ids, columns: Vec::new(), managers })
    }

    /// Adds an attribute: one value per member, in the order of the ids.
    ///
    /// # Errors
    ///
    /// [`TableError::Length`] and [`TableError::DuplicateColumn`].
    pub fn with_column<V>(mut self, key: impl Into<String>, values: V) -> Result<Self, TableError>
    where
        V: IntoIterator<Item = Value<'static>>,
    {
        let column = key.into();
        let values: Vec<_> = values.into_iter().map(Value::known).collect();
        if values.len() != self.ids.len() {
            return Err(TableError::Length {
                column,
                expected: self.ids.len(),
                found: values.len(),
            });
        }
        if self.columns.iter().any(|(key, _)| *key == column) {
            return Err(TableError::DuplicateColumn { column });
        }
        self.columns.push((column, values));
        Ok(self)
    }

    /// Says who a member's direct manager is; both are members.
    ///
    /// # Errors
    ///
    /// [`TableError::UnknownId`], and [`TableError::ManagerCycle`] when the line would come back to the member.
    pub fn with_manager(mut self, member: &str, manager: &str) -> Result<Self, TableError> {
        let (member, manager) = (self.index(member)?, self.index(manager)?);
        let mut line = vec![member];
        let mut seen = BTreeSet::new();
        let mut above = Some(manager);
        while let Some(next) = above {
            line.push(next);
            if next == member {
                let ids = line.iter().map(|&index| self.ids[index].clone()).collect();
                return Err(TableError::ManagerCycle { ids });
            }
            if !seen.insert(next) {
                break;
            }
            above = self.managers[next];
        }
        self.managers[member] = Some(manager);
        Ok(self)
    }

    /// The number of the member with this id.
    ///
    /// # Errors
    ///
    /// [`TableError::UnknownId`].
    pub fn index(&self, id: &str) -> Result<usize, TableError> {
        self.ids
            .iter()
            .position(|known| known == id)
            .ok_or_else(|| TableError::UnknownId { id: id.to_owned() })
    }
}

impl Roster for Table {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn id(&self, member: usize) -> Cow<'_, str> {
        self.ids.get(member).map_or("", String::as_str).into()
    }

    fn keys(&self) -> Vec<Cow<'_, str>> {
        self.columns.iter().map(|(key, _)| key.as_str().into()).collect()
    }

    fn attribute(&self, member: usize, key: &str) -> Value<'_> {
        let column = self.columns.iter().find(|(name, _)| name == key);
        column.and_then(|(_, values)| values.get(member)).map_or(Value::Unknown, Value::borrowed)
    }

    fn manager(&self, member: usize) -> Option<usize> {
        self.managers.get(member).copied().flatten()
    }
}

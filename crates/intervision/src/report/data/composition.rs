use intervision_core::{Grouping, Roster, Value};

use crate::report::ReportError;

/// One group and what is known about its members.
#[derive(Debug, Clone, PartialEq)]
pub struct ComposedGroup {
    name: String,
    members: Vec<(String, Vec<Value<'static>>)>,
}

impl ComposedGroup {
    /// A group without members yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        ComposedGroup { name: name.into(), members: Vec::new() }
    }

    /// Adds a member: an opaque id and one value per column of the [`Composition`].
    #[must_use]
    pub fn with_member<V>(mut self, id: impl Into<String>, values: V) -> Self
    where
        V: IntoIterator<Item = Value<'static>>,
    {
        self.members.push((id.into(), values.into_iter().map(Value::known).collect()));
        self
    }

    /// The group's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Ids and values, in the order in which they were added.
    #[must_use]
    pub fn members(&self) -> &[(String, Vec<Value<'static>>)] {
        &self.members
    }
}

/// Who learns with whom: groups, their members, and which attributes to draw.
///
/// # Example
///
/// ```
/// use intervision::report::{ComposedGroup, Composition};
/// use intervision_core::Value;
///
/// let composition = Composition::new(["function", "years"])
///     .with_plot("function")?
///     .with_group(
///         ComposedGroup::new("Group 1")
///             .with_member("a01", [Value::category("adviser"), Value::Number(4.0)])
///             .with_member("a02", [Value::category("manager"), Value::Unknown]),
///     )?;
/// assert_eq!(composition.people(), 2);
/// # Ok::<(), intervision::report::ReportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Composition {
    columns: Vec<String>,
    plotted: Vec<usize>,
    groups: Vec<ComposedGroup>,
}

impl Composition {
    /// Groups whose members are described by these attributes, in this order.
    #[must_use]
    pub fn new<I>(columns: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        Composition {
            columns: columns.into_iter().map(Into::into).collect(),
            plotted: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// The groups of a roster, members ordered by id, with all of the roster's attributes.
    ///
    /// Nothing is drawn until [`with_plot`](Composition::with_plot) says what.
    #[must_use]
    pub fn of(roster: &dyn Roster, grouping: &dyn Grouping) -> Self {
        let keys = roster.keys();
        let groups = (0..grouping.len()).map(|group| {
            let mut members: Vec<_> = grouping
                .members(group)
                .iter()
                .map(|&member| {
                    let values = keys.iter().map(|key| named(roster, member, key));
                    (roster.id(member).into_owned(), values.collect::<Vec<_>>())
                })
                .collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            ComposedGroup { name: grouping.label(group).into_owned(), members }
        });
        let groups = groups.collect();
        let columns = keys.iter().map(|key| key.clone().into_owned()).collect();
        Composition { columns, plotted: Vec::new(), groups }
    }

    /// Draws this attribute too. Attributes are drawn in the order in which they were asked for.
    ///
    /// # Errors
    ///
    /// [`ReportError::UnknownColumn`].
    pub fn with_plot(mut self, column: &str) -> Result<Self, ReportError> {
        let Some(at) = self.columns.iter().position(|known| known == column) else {
            return Err(ReportError::UnknownColumn {
                column: column.to_owned(),
                known: self.columns.clone(),
            });
        };
        if !self.plotted.contains(&at) {
            self.plotted.push(at);
        }
        Ok(self)
    }

    /// Adds a group.
    ///
    /// # Errors
    ///
    /// [`ReportError::Width`] when a member has more or fewer values than there are columns.
    pub fn with_group(mut self, group: ComposedGroup) -> Result<Self, ReportError> {
        let odd = group.members.iter().find(|(_, values)| values.len() != self.columns.len());
        if let Some((member, values)) = odd {
            return Err(ReportError::Width {
                group: group.name.clone(),
                member: member.clone(),
                expected: self.columns.len(),
                found: values.len(),
            });
        }
        self.groups.push(group);
        Ok(self)
    }

    /// The attributes.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Which attributes are drawn, as indices into the columns.
    #[must_use]
    pub fn plotted(&self) -> &[usize] {
        &self.plotted
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[ComposedGroup] {
        &self.groups
    }

    /// How many people are in a group.
    #[must_use]
    pub fn people(&self) -> usize {
        self.groups.iter().map(|group| group.members.len()).sum()
    }
}

/// A value as people read it: a level under its name, if it has one.
fn named(roster: &dyn Roster, member: usize, key: &str) -> Value<'static> {
    let value = roster.attribute(member, key).known();
    let name = match value {
        Value::Level(rank) => {
            roster.level_name(key, rank).map(|name| Value::category(name.into_owned()))
        }
        _ => None,
    };
    name.unwrap_or_else(|| value.into_owned())
}

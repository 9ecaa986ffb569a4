use std::borrow::Cow;

use intervision_core::Grouping;

/// Groups under names of their own: teams under the titles of their themes. A group without a name keeps its label.
///
/// # Example
///
/// ```
/// use intervision::adapters::Named;
/// use intervision::core::{Grouping, Groups};
///
/// let groups = Groups::new(3, vec![vec![0, 1], vec![2]])?;
/// let names = ["Harbour".to_owned()];
/// let teams = Named::new(&groups, &names);
/// assert_eq!((teams.label(0), teams.label(1)), ("Harbour".into(), "2".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Named<'a> {
    groups: &'a dyn Grouping,
    names: &'a [String],
}

impl<'a> Named<'a> {
    /// The groups, with names in their order.
    #[must_use]
    pub fn new(groups: &'a dyn Grouping, names: &'a [String]) -> Self {
        Named { groups, names }
    }
}

impl std::fmt::Debug for Named<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Named").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Grouping for Named<'_> {
    fn len(&self) -> usize {
        self.groups.len()
    }

    fn members(&self, group: usize) -> &[usize] {
        self.groups.members(group)
    }

    fn label(&self, group: usize) -> Cow<'_, str> {
        self.names.get(group).map_or_else(|| self.groups.label(group), |name| name.as_str().into())
    }
}

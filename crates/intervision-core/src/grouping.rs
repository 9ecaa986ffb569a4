use std::borrow::Cow;

/// Groups and their members.
///
/// # Laws
///
/// * Groups are `0..len()`; nobody stands in two of them; members inside a group differ.
/// * Answers are stable. A group outside `0..len()` has no members.
///
/// `contract::grouping` (feature `contract`) checks them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Grouping`",
    note = "implement `intervision_core::Grouping` (len, members), or make an `intervision_core::Groups`"
)]
pub trait Grouping {
    /// How many groups there are.
    fn len(&self) -> usize;

    /// Whether there is no group.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The members of a group.
    fn members(&self, group: usize) -> &[usize];

    /// What people call the group; by default its number, counted from 1.
    fn label(&self, group: usize) -> Cow<'_, str> {
        (group + 1).to_string().into()
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Grouping + ?Sized> Grouping for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn members(&self, group: usize) -> &[usize] {
                (**self).members(group)
            }
            fn label(&self, group: usize) -> Cow<'_, str> {
                (**self).label(group)
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// Why [`Groups`] could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GroupsError {
    /// Somebody stands in more than one place.
    #[error(
        "member {member} stands in group {first} and in group {second} (counted from 1); one place each"
    )]
    Twice {
        /// The member.
        member: usize,
        /// The first group, counted from 1.
        first: usize,
        /// The second group, counted from 1.
        second: usize,
    },
    /// A member that is not there.
    #[error("member {member} in group {group} (counted from 1) is outside 0..{len}")]
    OutOfRange {
        /// The member.
        member: usize,
        /// The group, counted from 1.
        group: usize,
        /// How many members there are.
        len: usize,
    },
}

/// The plainest [`Grouping`]: a list of groups. Somebody may be in no group.
///
/// # Example
///
/// ```
/// use intervision_core::{Grouping, Groups};
///
/// let groups = Groups::new(4, vec![vec![0, 2], vec![1, 3]])?;
/// assert_eq!(groups.members(1), [1, 3]);
/// assert_eq!(groups.group_of(2), Some(0));
/// # Ok::<(), intervision_core::GroupsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Groups {
    groups: Vec<Vec<usize>>,
    #[cfg_attr(feature = "serde", serde(skip))]
    group_of: Vec<Option<usize>>,
}

impl Groups {
    /// Groups over members `0..members`.
    ///
    /// # Errors
    ///
    /// [`GroupsError`] names the member and the groups.
    pub fn new(members: usize, groups: Vec<Vec<usize>>) -> Result<Self, GroupsError> {
        let mut group_of = vec![None; members];
        for (index, group) in groups.iter().enumerate() {
            for &member in group {
                match group_of.get_mut(member) {
                    None => {
                        return Err(GroupsError::OutOfRange {
                            member,
                            group: index + 1,
                            len: members,
                        });
                    }
                    Some(Some(first)) => {
                        return Err(GroupsError::Twice {
                            member,
                            first: *first + 1,
                            second: index + 1,
                        });
                    }
                    Some(place) => *place = Some(index),
                }
            }
        }
        Ok(Groups { groups, group_of })
    }

    /// A copy of any grouping over members `0..members`.
    ///
    /// # Errors
    ///
    /// [`GroupsError`] when the grouping breaks its laws.
    pub fn copy_of(members: usize, grouping: &dyn Grouping) -> Result<Self, GroupsError> {
        Groups::new(members, (0..grouping.len()).map(|g| grouping.members(g).to_vec()).collect())
    }

    /// The group of a member, if they are in one.
    #[must_use]
    pub fn group_of(&self, member: usize) -> Option<usize> {
        self.group_of.get(member).copied().flatten()
    }

    /// How many members each group has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.groups.iter().map(Vec::len).collect()
    }

    /// The groups in order.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().map(Vec::as_slice)
    }
}

impl Grouping for Groups {
    fn len(&self) -> usize {
        self.groups.len()
    }

    fn members(&self, group: usize) -> &[usize] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }
}

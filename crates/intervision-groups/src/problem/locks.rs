//! In: an earlier grouping and the people who stay where they were in it. Out: the group of each of them.

use intervision_core::Groups;

use super::{Inputs, Rules};
use crate::{Error, PlaceError, RosterError};

/// The group that each member had earlier, in the order of ids; `None` when no earlier grouping is given.
pub(crate) fn earlier_groups(
    inputs: &Inputs<'_>,
    listed: &[usize],
) -> Result<Option<Vec<Option<u32>>>, Error> {
    let Some(earlier) = inputs.earlier() else { return Ok(None) };
    let groups = Groups::copy_of(listed.len(), earlier)
        .map_err(|wrong| Error::Groups { which: "the earlier grouping", wrong })?;
    let place = |&member: &usize| groups.group_of(member).map(|group| group as u32);
    Ok(Some(listed.iter().map(place).collect()))
}

/// Each locked person and their group, counted from 1.
pub(crate) fn locked(
    rules: &Rules,
    ids: &[String],
    earlier: Option<&[Option<u32>]>,
    groups: usize,
) -> Result<Vec<(usize, usize)>, Error> {
    let place = |id: &String| {
        let Some(earlier) = earlier else {
            return Err(PlaceError::LockWithoutEarlier { id: id.clone() }.into());
        };
        let member = ids
            .binary_search(id)
            .map_err(|_| RosterError::UnknownId { rule: "lock", id: id.clone() })?;
        let group = earlier[member].ok_or_else(|| PlaceError::LockNowhere { id: id.clone() })?;
        let group = group as usize + 1;
        if group > groups {
            return Err(PlaceError::LockGroup { id: id.clone(), group, groups }.into());
        }
        Ok((member, group))
    };
    rules.locks().iter().map(place).collect()
}

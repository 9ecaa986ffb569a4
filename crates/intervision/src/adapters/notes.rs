use std::collections::BTreeMap;
use std::fmt::Write;

use intervision_core::{Grouping, Roster};
use intervision_model::design::{Demand, Design, SessionRule, Whose};
use intervision_schedule::roles::{self, MeetingRoles};

use super::AdapterError;

/// What people read in their calendar beside time and place: the agenda of a session, and who holds which role.
///
/// The roles of a group's meetings rotate over its members in the order of their ids: the design's first role is the case
/// owner's, the second that of who leads, the third the time-keeper's; further ones go to the others in order. Out come
/// notes by session of the demand.
///
/// # Errors
///
/// [`AdapterError::Rotation`] when a group is too small or too large for a rotation.
pub fn notes(
    design: &Design,
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    demand: &Demand,
) -> Result<BTreeMap<usize, String>, AdapterError> {
    let mut notes = BTreeMap::new();
    for index in 0..demand.sessions().len() {
        let Some(origin) = demand.origin(index) else { continue };
        let Some(rule) = design.sessions().get(origin.rule) else { continue };
        let mut note = String::new();
        if let Whose::Group(group) = origin.whose
            && !rule.roles.is_empty()
        {
            let mut ids: Vec<_> =
                grouping.members(group).iter().map(|&member| roster.id(member)).collect();
            ids.sort();
            let meeting = (origin.number as usize).saturating_sub(1);
            let held = roles::rotation_from(ids.len(), meeting, 1)?;
            for (role, place) in held.iter().flat_map(|held| holders(rule, held)) {
                if let Some(id) = ids.get(place) {
                    let _ = writeln!(note, "{role}: {id}");
                }
            }
        }
        for item in &rule.agenda {
            let _ = writeln!(note, "{} min: {}", item.minutes, item.title);
        }
        if !note.is_empty() {
            notes.insert(index, note.trim_end().to_owned());
        }
    }
    Ok(notes)
}

fn holders<'r>(rule: &'r SessionRule, held: &MeetingRoles) -> Vec<(&'r str, usize)> {
    let main = [held.case_owner, held.facilitator].into_iter().chain(held.time_keeper);
    let others = held.consultants.iter().copied();
    rule.roles.iter().map(String::as_str).zip(main.chain(others)).collect()
}

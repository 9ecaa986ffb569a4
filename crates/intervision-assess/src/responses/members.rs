use std::collections::BTreeMap;

use intervision_core::Roster;

use super::Responses;
use crate::AssessError;

impl Responses {
    /// The ids of a roster's members, and the row of each, if there is one.
    pub(crate) fn members(
        &self,
        roster: &dyn Roster,
    ) -> Result<(Vec<String>, Vec<Option<usize>>), AssessError> {
        if self.has_raters() {
            return Err(AssessError::AnswersOfRaters);
        }
        let ids: Vec<String> = (0..roster.len()).map(|m| roster.id(m).into_owned()).collect();
        let member: BTreeMap<&str, usize> =
            ids.iter().enumerate().map(|(member, id)| (id.as_str(), member)).collect();
        let mut rows = vec![None; ids.len()];
        let mut unknown = Vec::new();
        for (row, person) in self.persons().enumerate() {
            match member.get(person).and_then(|&member| rows.get_mut(member)) {
                Some(place) => *place = Some(row),
                None => unknown.push(person.to_owned()),
            }
        }
        if unknown.is_empty() {
            return Ok((ids, rows));
        }
        unknown.sort_unstable();
        Err(AssessError::UnknownPerson { persons: unknown })
    }
}

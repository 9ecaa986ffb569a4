//! In: rules that name people of the whole roster. Out: the same rules for the people of one section.

use std::collections::BTreeSet;

use intervision_core::Roster;

use crate::problem::{Rules, RulesDocument};
use crate::{Error, Inputs, Problem, RosterError};

/// The rules as far as they concern these members of the roster; `section` is their roster.
///
/// Sets of people keep those who are here, and drop out where fewer than two are. Managers who are here although the line to
/// them leads through somebody who is not are kept apart by name. Quotas and wishes about a category that nobody here has
/// hold by themselves, unless everybody's group must have it.
pub(crate) fn rules(
    rules: &Rules,
    roster: &dyn Roster,
    members: &[usize],
    section: &dyn Roster,
    inputs: &Inputs<'_>,
) -> Result<Rules, Error> {
    let mut document = RulesDocument::from(rules.clone());
    let here: BTreeSet<String> =
        members.iter().map(|&member| roster.id(member).into_owned()).collect();
    for sets in [&mut document.together, &mut document.apart] {
        for ids in &mut *sets {
            ids.retain(|id| here.contains(id));
        }
        sets.retain(|ids| ids.iter().collect::<BTreeSet<_>>().len() > 1);
    }
    document.apart.extend(around(roster, members, rules.manager_steps()));
    // Each turn drops a wish or a quota, so that this ends.
    loop {
        let rules = Rules::try_from(document.clone())?;
        let (attribute, category) = match Problem::new(&rules, section, inputs) {
            Err(Error::Roster(RosterError::UnknownCategory { attribute, category, .. })) => {
                (attribute, category)
            }
            Err(error) => return Err(error),
            Ok(_) => return Ok(rules),
        };
        let this = |other: &str, named: Option<&String>| {
            other == attribute && named.is_some_and(|named| *named == category)
        };
        let before = document.wishes.len() + document.quotas.len();
        document.wishes.retain(|wish| !this(&wish.attribute, wish.category.as_ref()));
        document.quotas.retain(|quota| {
            !this(&quota.attribute, quota.category.as_ref()) || quota.at_least.unwrap_or(0) > 0
        });
        if document.wishes.len() + document.quotas.len() == before {
            return Problem::new(&rules, section, inputs).map(|_| rules);
        }
    }
}

/// Reports and the managers above them, up to this many steps, whose line runs through somebody who is not here.
fn around(roster: &dyn Roster, members: &[usize], steps: usize) -> Vec<Vec<String>> {
    let here: BTreeSet<usize> = members.iter().copied().collect();
    let mut found = Vec::new();
    for &member in members {
        let mut outside = false;
        let line = std::iter::successors(roster.manager(member), |&above| roster.manager(above));
        // A line that runs in a circle ends here as well.
        for above in line.take(steps.min(roster.len())).take_while(|&above| above != member) {
            if !here.contains(&above) {
                outside = true;
            } else if outside {
                found.push(vec![roster.id(member).into_owned(), roster.id(above).into_owned()]);
            }
        }
    }
    found
}

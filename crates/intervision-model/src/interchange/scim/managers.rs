//! Whom everyone reports to, when some managers take no part.

use std::collections::BTreeMap;

use super::user::User;

/// Who a user's manager is in the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Above {
    /// Nobody.
    Nobody,
    /// A user who takes part, by place in the list.
    User(usize),
    /// Somebody who is not in the list, by id at the service.
    Elsewhere(String),
}

/// For every user, the nearest manager who takes part: whoever reports to somebody who does not, reports to that one's manager.
/// O(n log n).
pub(super) fn above(users: &[User], takes_part: impl Fn(&User) -> bool) -> Vec<Above> {
    let ids = users.iter().enumerate().map(|(place, user)| (user.resource.as_str(), place));
    // Of an id that stands twice, which is a problem of its own, the first one.
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, place) in ids {
        places.entry(id).or_insert(place);
    }
    let mut known: Vec<Option<Above>> = vec![None; users.len()];
    for start in 0..users.len() {
        // Up the line until something is known; those passed on the way get the same answer.
        let (mut line, mut at) = (Vec::new(), start);
        let found = loop {
            let (Some(None), Some(user)) = (known.get(at), users.get(at)) else {
                break known.get(at).cloned().flatten().unwrap_or(Above::Nobody);
            };
            // A line of people who take no part may meet itself; then there is nobody to report to.
            known[at] = Some(Above::Nobody);
            line.push(at);
            let Some(manager) = user.manager.as_deref() else { break Above::Nobody };
            match places.get(manager).and_then(|place| Some((*place, users.get(*place)?))) {
                None => break Above::Elsewhere(manager.to_owned()),
                Some((place, manager)) if takes_part(manager) => break Above::User(place),
                Some((place, _)) => at = place,
            }
        };
        for place in line {
            known[place] = Some(found.clone());
        }
    }
    known.into_iter().map(|found| found.unwrap_or(Above::Nobody)).collect()
}

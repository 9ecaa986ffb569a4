use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Grouping, Groups, Roster};

use super::assign::matched;
use super::{Changes, GroupChange, PersonChange};
use crate::{Error, RosterError};

/// What changed from an earlier grouping of a roster to one of now.
///
/// # Errors
///
/// [`Error::Groups`] when a grouping names somebody twice or somebody who is not there.
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Table};
/// use intervision_groups::changes;
///
/// let roster = Table::new(["a", "b", "c", "d", "e", "f"])?;
/// let earlier = Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]])?;
/// let now = Groups::new(6, vec![vec![3, 4, 2], vec![0, 1, 5]])?;
/// let changed = changes(&earlier, &now, &roster)?;
/// assert_eq!(
///     changed.sentences(),
///     [
///         "2 people move; 4 of 6 stay with their group.",
///         "c moves from group 2 (1 before) to group 1 (2 before).",
///         "f moves from group 1 (2 before) to group 2 (1 before).",
///         "4 pairs meet newly, 4 part, 2 stay together.",
///     ]
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes(
    earlier: &dyn Grouping,
    now: &dyn Grouping,
    roster: &dyn Roster,
) -> Result<Changes, Error> {
    changes_between((earlier, roster), (now, roster))
}

/// What changed from an earlier grouping to one of now, each with its own roster: people are known by their ids, so that
/// some may have left and others have come.
///
/// Takes O(people · log people), and the matching of groups O(groups³) for up to 400 groups that hang together by shared
/// people.
///
/// # Errors
///
/// [`Error::Groups`] when a grouping names somebody twice or somebody who is not there; [`RosterError::DuplicateId`] and
/// [`RosterError::EmptyId`] for a roster without ids of its own.
pub fn changes_between(
    then: (&dyn Grouping, &dyn Roster),
    now: (&dyn Grouping, &dyn Roster),
) -> Result<Changes, Error> {
    between(then, now, matched)
}

/// What changed where the numbers of groups mean something (pins, locks, themes): each group lives on under its own number.
///
/// # Errors
///
/// As [`changes_between`].
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Table};
/// use intervision_groups::{changes, changes_by_number};
///
/// let roster = Table::new(["a", "b", "c", "d"])?;
/// let earlier = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
/// let now = Groups::new(4, vec![vec![2, 3], vec![0, 1]])?;
/// assert_eq!(changes(&earlier, &now, &roster)?.moved().count(), 0);
/// assert_eq!(changes_by_number((&earlier, &roster), (&now, &roster))?.moved().count(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes_by_number(
    then: (&dyn Grouping, &dyn Roster),
    now: (&dyn Grouping, &dyn Roster),
) -> Result<Changes, Error> {
    let groups = then.0.len().min(now.0.len());
    between(then, now, |_| (0..groups).map(|group| (group, group)).collect())
}

fn between(
    (earlier, roster_then): (&dyn Grouping, &dyn Roster),
    (now, roster_now): (&dyn Grouping, &dyn Roster),
    live_on: impl Fn(&BTreeMap<(usize, usize), usize>) -> Vec<(usize, usize)>,
) -> Result<Changes, Error> {
    let then = places("the earlier grouping", earlier, roster_then)?;
    let here = places("the grouping of now", now, roster_now)?;
    let mut shared = BTreeMap::new();
    for (id, &group) in &here {
        if let Some(&before) = then.get(id) {
            *shared.entry((before, group)).or_insert(0usize) += 1;
        }
    }
    let pairs = live_on(&shared);
    let successor: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    let predecessor: BTreeMap<usize, usize> = pairs.iter().map(|&(b, n)| (n, b)).collect();

    let mut groups: Vec<GroupChange> = (0..now.len())
        .map(|group| GroupChange {
            now: Some(group + 1),
            earlier: predecessor.get(&group).map(|before| before + 1),
            stayed: Vec::new(),
            joined: Vec::new(),
            gone: Vec::new(),
        })
        .collect();
    let mut ended = BTreeMap::new();
    for before in (0..earlier.len()).filter(|before| !successor.contains_key(before)) {
        if earlier.members(before).is_empty() {
            continue;
        }
        ended.insert(before, groups.len());
        groups.push(GroupChange {
            now: None,
            earlier: Some(before + 1),
            stayed: Vec::new(),
            joined: Vec::new(),
            gone: Vec::new(),
        });
    }
    let mut people = Vec::new();
    for id in then.keys().chain(here.keys()).collect::<BTreeSet<_>>() {
        let (from, to) = (then.get(id).copied(), here.get(id).copied());
        let stays = from.is_some() && from.and_then(|from| successor.get(&from).copied()) == to;
        if let (true, Some(to)) = (stays, to) {
            groups[to].stayed.push(id.clone());
            continue;
        }
        if let Some(to) = to {
            groups[to].joined.push(id.clone());
        }
        if let Some(at) = from.and_then(|from| successor.get(&from).or_else(|| ended.get(&from))) {
            groups[*at].gone.push(id.clone());
        }
        let counted = |group: usize| group + 1;
        people.push(PersonChange { id: id.clone(), from: from.map(counted), to: to.map(counted) });
    }
    let pairs_kept = shared.values().map(|&count| pairs_of(count)).sum::<u64>();
    let inside = |grouping: &dyn Grouping| -> u64 {
        (0..grouping.len()).map(|group| pairs_of(grouping.members(group).len())).sum()
    };
    Ok(Changes {
        groups,
        people,
        in_both: shared.values().sum(),
        pairs_kept,
        pairs_new: inside(now) - pairs_kept,
        pairs_parted: inside(earlier) - pairs_kept,
        newly_together: newly(&here, &then),
        no_longer_together: newly(&then, &here),
        terms: Vec::new(),
        value: None,
    })
}

/// The group of everyone who is in one, by id.
fn places(
    which: &'static str,
    grouping: &dyn Grouping,
    roster: &dyn Roster,
) -> Result<BTreeMap<String, usize>, Error> {
    Groups::copy_of(roster.len(), grouping).map_err(|wrong| Error::Groups { which, wrong })?;
    let mut places = BTreeMap::new();
    for group in 0..grouping.len() {
        for &member in grouping.members(group) {
            let id = roster.id(member).into_owned();
            if id.trim().is_empty() {
                return Err(RosterError::EmptyId { member }.into());
            }
            if places.insert(id.clone(), group).is_some() {
                return Err(RosterError::DuplicateId { id }.into());
            }
        }
    }
    Ok(places)
}

fn pairs_of(people: usize) -> u64 {
    people as u64 * people.saturating_sub(1) as u64 / 2
}

/// Pairs that share a group in one grouping and not in the other. Members of a group are sorted by their group in the other
/// first, so that pairs which are in both are never looked at.
fn newly(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> Vec<[String; 2]> {
    let mut blocks: BTreeMap<usize, BTreeMap<Option<usize>, Vec<&String>>> = BTreeMap::new();
    let mut strangers = BTreeMap::new();
    for (id, &group) in one {
        // Whoever is not in the other grouping shares a group with nobody there.
        let key = other.get(id).copied();
        if key.is_none() {
            strangers.entry(group).or_insert_with(Vec::new).push(id);
        } else {
            blocks.entry(group).or_default().entry(key).or_default().push(id);
        }
    }
    let mut found = BTreeSet::new();
    let most = Changes::MOST_LISTED;
    let groups: BTreeSet<usize> = one.values().copied().collect();
    for group in groups {
        let known = blocks.remove(&group).unwrap_or_default();
        let alone = strangers.remove(&group).unwrap_or_default().into_iter().map(|id| vec![id]);
        let blocks: Vec<Vec<&String>> = known.into_values().chain(alone).collect();
        for (at, block) in blocks.iter().enumerate() {
            for a in block {
                for b in blocks[at + 1..].iter().flatten() {
                    if found.len() == most {
                        return found.into_iter().collect();
                    }
                    let (first, second) = if a < b { (a, b) } else { (b, a) };
                    found.insert([(*first).clone(), (*second).clone()]);
                }
            }
        }
    }
    found.into_iter().collect()
}

//! In: rules and groups. Out: the first rule that the groups break, found from the rules' own words.

use std::collections::BTreeMap;

use intervision_core::{Grouping, Roster, Value};

use crate::explain::counted;
use crate::{Inputs, Quota, Rules};

/// The first rule about people that the groups break; groups hold roster numbers.
pub(super) fn broken_rule(
    rules: &Rules,
    roster: &dyn Roster,
    inputs: &Inputs<'_>,
    groups: &[Vec<usize>],
    waiting: Option<usize>,
) -> Option<String> {
    // Whoever waits comes last, and meets nobody.
    let seated = &groups[..waiting.unwrap_or(groups.len())];
    let waits = |place: &usize| Some(*place) == waiting;
    let mut place = BTreeMap::new();
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            place.insert(roster.id(member).into_owned(), group);
        }
    }
    let seat = || {
        let mut seats = rules.waiting_list()?.seat.iter();
        let id = seats.find(|id| place.get(*id).is_some_and(waits))?;
        Some(format!("{id} waits and has a seat"))
    };
    sets(rules, &place, waits)
        .or_else(|| places(rules, roster, inputs, groups, &place))
        .or_else(|| lines(rules, roster, seated))
        .or_else(|| quotas(rules, roster, groups, seated))
        .or_else(|| slots(rules, inputs, seated))
        .or_else(|| refusals(rules, roster, inputs, seated))
        .or_else(seat)
        .map(|rule| format!("broken: {rule}"))
}

/// Together and apart.
fn sets(
    rules: &Rules,
    place: &BTreeMap<String, usize>,
    waits: impl Fn(&usize) -> bool,
) -> Option<String> {
    for ids in rules.together() {
        if ids.windows(2).any(|pair| place.get(&pair[0]) != place.get(&pair[1])) {
            return Some(format!("{} are not together", ids.join(", ")));
        }
    }
    for ids in rules.apart() {
        for (at, a) in ids.iter().enumerate() {
            if place.get(a).is_some_and(&waits) {
                continue;
            }
            if let Some(b) = ids[at + 1..].iter().find(|b| *b != a && place.get(*b) == place.get(a))
            {
                return Some(format!("{a} and {b} are not apart"));
            }
        }
    }
    None
}

/// Pins and locks.
fn places(
    rules: &Rules,
    roster: &dyn Roster,
    inputs: &Inputs<'_>,
    groups: &[Vec<usize>],
    place: &BTreeMap<String, usize>,
) -> Option<String> {
    for pin in rules.pins() {
        if place.get(&pin.id) != Some(&(pin.group.wrapping_sub(1))) {
            return Some(format!("{} is not in group {}", pin.id, pin.group));
        }
    }
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            let id = roster.id(member);
            let was = |earlier: &dyn Grouping| {
                group < earlier.len() && earlier.members(group).contains(&member)
            };
            if rules.locks().iter().any(|locked| *locked == id)
                && !inputs.earlier().is_some_and(was)
            {
                return Some(format!("{id} is not in their group of the earlier grouping"));
            }
        }
    }
    None
}

/// Managers and reports.
fn lines(rules: &Rules, roster: &dyn Roster, groups: &[Vec<usize>]) -> Option<String> {
    if rules.manager_steps() == 0 {
        return None;
    }
    let mut group_of = vec![None; roster.len()];
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            group_of[member] = Some(group);
        }
    }
    for member in 0..roster.len() {
        let mut above = roster.manager(member);
        for _ in 0..rules.manager_steps().min(roster.len()) {
            let Some(boss) = above.filter(|&boss| boss != member) else { break };
            if group_of[member].is_some() && group_of.get(boss) == group_of.get(member) {
                let [boss, report] = [boss, member].map(|member| roster.id(member).into_owned());
                return Some(format!("{boss} meets {report}, who reports to them"));
            }
            above = roster.manager(boss);
        }
    }
    None
}

/// Themes that somebody refuses.
fn refusals(
    rules: &Rules,
    roster: &dyn Roster,
    inputs: &Inputs<'_>,
    groups: &[Vec<usize>],
) -> Option<String> {
    let (themes, rankings) = (rules.themes()?, inputs.rankings()?);
    for (members, theme) in groups.iter().zip(&themes.names) {
        let refuses =
            |member: usize| rankings.get(member).is_some_and(|own| own.refused.contains(theme));
        if let Some(&member) = members.iter().find(|&&member| refuses(member)) {
            return Some(format!("{} refuses \"{theme}\"", roster.id(member)));
        }
    }
    None
}

/// Limits on the people of a category.
fn quotas(
    rules: &Rules,
    roster: &dyn Roster,
    everyone: &[Vec<usize>],
    groups: &[Vec<usize>],
) -> Option<String> {
    for quota in rules.quotas() {
        let mut wanted: Vec<String> = match &quota.category {
            Some(category) => vec![category.clone()],
            None => everyone.iter().flatten().flat_map(|&m| names(quota, roster, m)).collect(),
        };
        wanted.sort();
        wanted.dedup();
        for (at, members) in groups.iter().enumerate() {
            let own = members.iter().flat_map(|&member| names(quota, roster, member));
            let mut heads: BTreeMap<String, usize> = BTreeMap::new();
            own.for_each(|name| *heads.entry(name).or_insert(0) += 1);
            for name in &wanted {
                let found = heads.get(name).copied().unwrap_or(0);
                if quota.at_least.is_some_and(|least| found < least)
                    || quota.at_most.is_some_and(|most| found > most)
                {
                    return Some(format!("group {} has {found} of \"{name}\" ({quota})", at + 1));
                }
            }
        }
    }
    None
}

/// The categories, level or tags that a member has, each once, by the names that the quota uses.
pub(super) fn names(quota: &Quota, roster: &dyn Roster, member: usize) -> Vec<String> {
    match roster.attribute(member, &quota.attribute).known() {
        Value::Category(name) => vec![name.into_owned()],
        Value::Level(rank) => {
            let by_number = rank.to_string();
            match roster.level_name(&quota.attribute, rank) {
                Some(name) if quota.category.as_deref() != Some(&by_number) => {
                    vec![name.into_owned()]
                }
                _ => vec![by_number],
            }
        }
        Value::Tags(tags) => {
            let mut own: Vec<String> = tags.iter().map(|tag| tag.trim().to_owned()).collect();
            own.retain(|tag| !tag.is_empty());
            own.sort();
            own.dedup();
            own
        }
        _ => Vec::new(),
    }
}

/// Slots in which all of a group are free.
fn slots(rules: &Rules, inputs: &Inputs<'_>, groups: &[Vec<usize>]) -> Option<String> {
    let least = rules.common_slots();
    if least == 0 {
        return None;
    }
    let Some(slots) = inputs.slots() else { return Some("no slots are given".to_owned()) };
    for (at, members) in groups.iter().enumerate() {
        let all_free = |&slot: &usize| members.iter().all(|&member| slots.is_free(member, slot));
        let shared = (0..slots.len()).filter(all_free).count();
        if shared < least {
            return Some(format!("group {} shares {} of {least}", at + 1, counted(shared, "slot")));
        }
    }
    None
}

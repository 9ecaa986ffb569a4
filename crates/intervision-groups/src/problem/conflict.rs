//! What can be proven impossible before any search, with a small set of people to show for it.

use std::collections::BTreeMap;

use super::units::Units;
use crate::{Error, MeetingError, PlaceError, Separation};

/// How many partial cliques are looked at before giving up.
const CLIQUE_STEPS: usize = 20_000;

pub(super) fn detect(
    units: &Units,
    ids: &[String],
    sizes: &[(usize, usize)],
    waiting: Option<usize>,
) -> Result<(), Error> {
    let groups = sizes.len();
    let people = |of: &[u32]| -> Vec<String> {
        of.iter().map(|&member| ids[member as usize].clone()).collect()
    };
    let largest = sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
    if let Some(unit) = units.members.iter().find(|unit| unit.len() > largest) {
        return Err(MeetingError::TogetherTooLarge { ids: people(unit), largest }.into());
    }
    pins(units, ids, &sizes[..waiting.unwrap_or(groups)])?;
    if waiting.is_some() {
        // Whoever meets too many foes may wait.
        return Ok(());
    }
    let least = sizes.iter().map(|&(least, _)| least).min().unwrap_or(0);
    for unit in 0..units.len() {
        let foes = &units.foes[unit];
        let lost: usize = foes.iter().map(|&foe| units.size(foe as usize)).sum();
        let smallest = match units.pinned[unit] {
            Some(group) => sizes[group as usize].0,
            None => least,
        };
        let left = ids.len() - lost;
        if left < smallest {
            let others: Vec<u32> =
                foes.iter().flat_map(|&foe| units.members[foe as usize].iter().copied()).collect();
            let id = ids[units.members[unit][0] as usize].clone();
            let rule = rule_among(units, foes.iter().map(|&foe| (unit as u32, foe)));
            return Err(MeetingError::TooFewLeft {
                id,
                others: people(&others),
                rule,
                left,
                smallest,
            }
            .into());
        }
    }
    if let Some(clique) = clique(units, groups + 1) {
        let mut members: Vec<u32> = Vec::new();
        for (at, &u) in clique.iter().enumerate() {
            // The people whom the rules name, not everyone who must be with them.
            for &v in &clique[at + 1..] {
                if let Some(&(a, b, _)) = units.why.get(&(u, v)) {
                    members.extend([a, b]);
                }
            }
        }
        members.sort_unstable();
        members.dedup();
        let pairs = clique
            .iter()
            .flat_map(|&u| clique.iter().filter(move |&&v| u < v).map(move |&v| (u, v)));
        let rule = rule_among(units, pairs);
        return Err(MeetingError::TooFewGroups {
            ids: people(&members),
            rule,
            needed: clique.len(),
            groups,
        }
        .into());
    }
    Ok(())
}

fn pins(units: &Units, ids: &[String], sizes: &[(usize, usize)]) -> Result<(), Error> {
    for (&(u, v), &(a, b, rule)) in &units.why {
        if let (Some(group), Some(other)) = (units.pinned[u as usize], units.pinned[v as usize])
            && group == other
            && (group as usize) < sizes.len()
        {
            return Err(PlaceError::Together {
                a: ids[a as usize].clone(),
                b: ids[b as usize].clone(),
                rule,
                group: group as usize + 1,
            }
            .into());
        }
    }
    let mut pinned: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (unit, members) in units.members.iter().enumerate() {
        if let Some(group) = units.pinned[unit] {
            pinned.entry(group).or_default().extend(members);
        }
    }
    for (group, pinned) in pinned {
        let group = group as usize;
        let Some(&(_, holds)) = sizes.get(group) else { continue };
        if pinned.len() > holds {
            let ids = pinned.iter().map(|&member| ids[member as usize].clone()).collect();
            return Err(PlaceError::TooMany { ids, group: group + 1, holds }.into());
        }
    }
    Ok(())
}

fn rule_among(units: &Units, pairs: impl Iterator<Item = (u32, u32)>) -> Separation {
    pairs
        .filter_map(|pair| units.why.get(&pair).map(|&(_, _, rule)| rule))
        .reduce(Separation::and)
        .unwrap_or(Separation::Apart)
}

/// This many units, no two of which may meet, if a bounded search finds them.
fn clique(units: &Units, wanted: usize) -> Option<Vec<u32>> {
    // Only units with enough foes can be part of it; those that drop out take others with them.
    let mut degree: Vec<usize> = units.foes.iter().map(Vec::len).collect();
    let mut gone = vec![false; units.len()];
    let mut stack: Vec<usize> = (0..units.len()).filter(|&u| degree[u] + 1 < wanted).collect();
    while let Some(unit) = stack.pop() {
        if std::mem::replace(&mut gone[unit], true) {
            continue;
        }
        for &foe in &units.foes[unit] {
            let foe = foe as usize;
            degree[foe] -= 1;
            if !gone[foe] && degree[foe] + 1 < wanted {
                stack.push(foe);
            }
        }
    }
    let mut order: Vec<u32> = (0..units.len() as u32).filter(|&u| !gone[u as usize]).collect();
    order.sort_by_key(|&u| std::cmp::Reverse(degree[u as usize]));
    let mut steps = CLIQUE_STEPS;
    extend(units, &mut Vec::new(), &order, wanted, &mut steps)
}

fn extend(
    units: &Units,
    clique: &mut Vec<u32>,
    candidates: &[u32],
    wanted: usize,
    steps: &mut usize,
) -> Option<Vec<u32>> {
    if clique.len() == wanted {
        return Some(clique.clone());
    }
    for (at, &unit) in candidates.iter().enumerate() {
        if clique.len() + candidates.len() - at < wanted || *steps == 0 {
            return None;
        }
        *steps -= 1;
        let foes = &units.foes[unit as usize];
        let rest: Vec<u32> = candidates[at + 1..]
            .iter()
            .copied()
            .filter(|other| foes.binary_search(other).is_ok())
            .collect();
        clique.push(unit);
        if let Some(found) = extend(units, clique, &rest, wanted, steps) {
            return Some(found);
        }
        clique.pop();
    }
    None
}

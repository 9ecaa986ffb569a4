//! In: a grouping under repair. Out: something that does not hold, in words, and the changes one of which must be made.

use crate::problem::Problem;

/// Stands for nobody's group.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What does not hold, and the units and groups by which it could.
#[derive(Debug, Clone, Default)]
pub(super) struct Broken {
    pub(super) what: String,
    pub(super) changes: Vec<(u32, u32)>,
}

/// The first thing that does not hold: somebody without a group, two who may not meet, a group too large, a quota, slots, a group too small.
pub(super) fn first(problem: &Problem, unit_group: &[u32]) -> Option<Broken> {
    let groups = problem.groups();
    let unit_ids = |unit: u32| -> String {
        let ids: Vec<&str> = problem.units.members[unit as usize]
            .iter()
            .map(|&member| problem.ids[member as usize].as_str())
            .collect();
        ids.join(" with ")
    };
    let elsewhere = |unit: u32| {
        let own = unit_group[unit as usize];
        let pinned = problem.units.pinned[unit as usize];
        (0..groups as u32)
            .filter(move |&group| group != own && pinned.is_none_or(|pinned| pinned == group))
            .map(move |group| (unit, group))
    };
    let mut inside: Vec<Vec<u32>> = vec![Vec::new(); groups];
    for (unit, &group) in (0u32..).zip(unit_group) {
        let misplaced = problem.units.pinned[unit as usize].is_some_and(|pinned| pinned != group);
        if group == NOWHERE || misplaced {
            let what = format!("{} needs a group", unit_ids(unit));
            return Some(Broken { what, changes: elsewhere(unit).collect() });
        }
        inside[group as usize].push(unit);
    }
    for (unit, foes) in (0u32..).zip(&problem.units.foes) {
        let group = unit_group[unit as usize];
        if let Some(&foe) = foes.iter().find(|&&foe| unit_group[foe as usize] == group) {
            let what = format!("{} and {} may not meet", unit_ids(unit), unit_ids(foe));
            return Some(Broken { what, changes: elsewhere(unit).chain(elsewhere(foe)).collect() });
        }
    }
    let size = |group: usize| -> usize {
        inside[group].iter().map(|&unit| problem.units.size(unit as usize)).sum()
    };
    let out = |group: usize| inside[group].iter().flat_map(|&unit| elsewhere(unit)).collect();
    let into = |group: usize, may: &dyn Fn(u32) -> bool| -> Vec<(u32, u32)> {
        let others = (0..unit_group.len() as u32)
            .filter(|&unit| unit_group[unit as usize] != group as u32 && may(unit));
        others.map(|unit| (unit, group as u32)).collect()
    };
    for group in 0..groups {
        if size(group) > problem.sizes[group].1 {
            let what = format!("group {} is too large", group + 1);
            return Some(Broken { what, changes: out(group) });
        }
    }
    for limit in &problem.limits.all {
        let carries = |unit: u32| {
            problem.units.members[unit as usize]
                .iter()
                .any(|m| limit.members.binary_search(m).is_ok())
        };
        let mut heads = vec![0usize; groups];
        for &member in &limit.members {
            heads[unit_group[problem.units.of[member as usize] as usize] as usize] += 1;
        }
        for (group, &found) in heads.iter().enumerate() {
            let (attribute, category) = (&limit.attribute, &limit.category);
            if found > limit.at_most {
                let what =
                    format!("group {} has too many of \"{attribute}\" = \"{category}\"", group + 1);
                let leaving = inside[group].iter().filter(|unit| carries(**unit));
                return Some(Broken {
                    what,
                    changes: leaving.flat_map(|&unit| elsewhere(unit)).collect(),
                });
            }
            if found < limit.at_least {
                let what =
                    format!("group {} has too few of \"{attribute}\" = \"{category}\"", group + 1);
                return Some(Broken { what, changes: into(group, &carries) });
            }
        }
    }
    if let Some(slots) = &problem.slots {
        for (group, units) in inside.iter().enumerate() {
            let members = units.iter().flat_map(|&unit| &problem.units.members[unit as usize]);
            if !units.is_empty() && slots.shared(members) < slots.least {
                let what = format!("group {} shares too few slots", group + 1);
                return Some(Broken { what, changes: out(group) });
            }
        }
    }
    if let Some(ranks) = problem.ranks() {
        for (unit, members) in (0u32..).zip(&problem.units.members) {
            let group = unit_group[unit as usize] as usize;
            if members.iter().any(|&member| ranks.refused(member as usize, group)) {
                let what = format!("{} refuses the theme of group {}", unit_ids(unit), group + 1);
                return Some(Broken { what, changes: elsewhere(unit).collect() });
            }
        }
    }
    (0..groups).find(|&group| size(group) < problem.sizes[group].0).map(|group| {
        let what = format!("group {} is too small", group + 1);
        Broken { what, changes: into(group, &|_| true) }
    })
}

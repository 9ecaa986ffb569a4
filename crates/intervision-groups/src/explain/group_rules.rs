use super::words::counted;
use crate::problem::Problem;

/// The rules about whole groups that a grouping breaks: quotas and common slots.
pub(super) fn violated(problem: &Problem, group_of: &[u32]) -> Vec<String> {
    let mut said = Vec::new();
    for limit in &problem.limits.all {
        let mut heads = vec![0usize; problem.groups()];
        let seats = problem.seats();
        for &member in &limit.members {
            heads[group_of[member as usize] as usize] += 1;
        }
        for (at, &found) in heads[..seats].iter().enumerate() {
            let should = if found < limit.at_least {
                format!("at least {}", limit.at_least)
            } else if found > limit.at_most {
                format!("at most {}", limit.at_most)
            } else {
                continue;
            };
            let (attribute, category) = (&limit.attribute, &limit.category);
            said.push(format!(
                "group {} has {found} of \"{attribute}\" = \"{category}\", and should have {should}",
                at + 1
            ));
        }
    }
    if let Some(ranks) = problem.ranks() {
        for (member, &group) in group_of.iter().enumerate() {
            if ranks.refused(member, group as usize) {
                let (id, theme) = (&problem.ids[member], &ranks.themes[group as usize]);
                said.push(format!(
                    "{id} is in group {}, \"{theme}\", which they refuse",
                    group + 1
                ));
            }
        }
    }
    if let Some(slots) = &problem.slots {
        let mut members = vec![Vec::new(); problem.groups()];
        for (member, &group) in group_of.iter().enumerate() {
            members[group as usize].push(member as u32);
        }
        for (at, members) in members[..problem.seats()].iter().enumerate() {
            let shared = slots.shared(members);
            if shared < slots.least {
                said.push(format!(
                    "the members of group {} share {shared} of {}, and should share {}",
                    at + 1,
                    counted(slots.slots, "slot"),
                    slots.least
                ));
            }
        }
    }
    said
}

use std::collections::BTreeMap;

use super::{Changes, PersonChange};
use crate::explain::words::{figure, names};

/// How many people are spelled out one by one.
const MOST_NAMED: usize = 20;

pub(super) fn of(changes: &Changes) -> Vec<String> {
    let moved = changes.moved().count();
    let mut head = vec![verb(moved, "moves", "move")];
    for (count, one, many) in
        [(changes.came().count(), "comes", "come"), (changes.left().count(), "leaves", "leave")]
    {
        if count > 0 {
            head.push(verb(count, one, many));
        }
    }
    let stay = format!("{} of {} stay with their group", changes.in_both - moved, changes.in_both);
    let mut said = vec![format!("{}; {stay}.", head.join(", "))];

    let names_now = Names::new(changes);
    said.extend(changes.people.iter().take(MOST_NAMED).map(|change| names_now.tell(change)));
    if changes.people.len() > MOST_NAMED {
        let more = changes.people.len() - MOST_NAMED;
        said.push(format!("{more} more {}.", if more == 1 { "changes" } else { "change" }));
    }
    for group in &changes.groups {
        match (group.now, group.earlier) {
            (Some(now), None) => {
                said.push(format!("Group {now} is new: {}.", names(&group.joined)));
            }
            (None, Some(earlier)) => said.push(format!("Earlier group {earlier} is no more.")),
            _ => {}
        }
    }
    said.push(format!(
        "{} newly, {} part, {} stay together.",
        match changes.pairs_new {
            1 => "1 pair meets".to_owned(),
            pairs => format!("{pairs} pairs meet"),
        },
        changes.pairs_parted,
        changes.pairs_kept
    ));
    for term in &changes.terms {
        said.push(format!(
            "{}: {} now, {} before.",
            term.name,
            figure(term.now),
            figure(term.earlier)
        ));
    }
    said
}

fn verb(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("Nobody {one}"),
        1 => format!("1 person {one}"),
        _ => format!("{count} people {many}"),
    }
}

/// What groups are called: by their number now, with the earlier one where it differs.
struct Names {
    by_now: BTreeMap<usize, String>,
    by_earlier: BTreeMap<usize, String>,
}

impl Names {
    fn new(changes: &Changes) -> Self {
        let mut names = Names { by_now: BTreeMap::new(), by_earlier: BTreeMap::new() };
        for group in &changes.groups {
            let name = match (group.now, group.earlier) {
                (Some(now), Some(earlier)) if now != earlier => {
                    format!("group {now} ({earlier} before)")
                }
                (Some(now), _) => format!("group {now}"),
                (None, Some(earlier)) => format!("earlier group {earlier}"),
                (None, None) => continue,
            };
            if let Some(now) = group.now {
                names.by_now.insert(now, name.clone());
            }
            if let Some(earlier) = group.earlier {
                names.by_earlier.insert(earlier, name);
            }
        }
        names
    }

    fn tell(&self, change: &PersonChange) -> String {
        let name = |names: &BTreeMap<usize, String>, group: Option<usize>| {
            group.and_then(|group| names.get(&group).cloned())
        };
        let id = &change.id;
        match (name(&self.by_earlier, change.from), name(&self.by_now, change.to)) {
            (Some(from), Some(to)) => format!("{id} moves from {from} to {to}."),
            (None, Some(to)) => format!("{id} comes to {to}."),
            (Some(from), None) => format!("{id} leaves {from}."),
            (None, None) => format!("{id} is in no group."),
        }
    }
}

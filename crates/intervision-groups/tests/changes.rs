//! What changed since an earlier grouping.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use std::collections::BTreeSet;

use common::{ids, plain};
use intervision_core::{Grouping, Groups, Roster, Table};
use intervision_groups::{Changes, Error, changes, changes_between};
use proptest::prelude::*;

fn groups(members: usize, group_of: &[usize], count: usize) -> Groups {
    let lists = (0..count)
        .map(|group| (0..members).filter(|&member| group_of[member] == group).collect())
        .collect();
    Groups::new(members, lists).unwrap()
}

/// Pairs of ids that share a group.
fn pairs(table: &Table, grouping: &Groups) -> BTreeSet<[String; 2]> {
    let ids = ids(table.len());
    grouping
        .iter()
        .flat_map(|group| group.iter().flat_map(move |&a| group.iter().map(move |&b| (a, b))))
        .filter(|(a, b)| a < b)
        .map(|(a, b)| [ids[a].clone(), ids[b].clone()])
        .collect()
}

proptest! {
    #[test]
    fn x2_everyone_is_told_once_and_pairs_are_counted_right(
        places in (2..12usize).prop_flat_map(|people| {
            let place = proptest::collection::vec(0..4usize, people);
            (place.clone(), place)
        }),
    ) {
        let (then, here) = places;
        let table = plain(then.len());
        let (then, here) = (groups(then.len(), &then, 4), groups(here.len(), &here, 4));
        let changed = changes(&then, &here, &table).unwrap();

        let (before, after) = (pairs(&table, &then), pairs(&table, &here));
        prop_assert_eq!(changed.pairs_kept as usize, before.intersection(&after).count());
        let newly: Vec<_> = after.difference(&before).cloned().collect();
        let parted: Vec<_> = before.difference(&after).cloned().collect();
        prop_assert_eq!((changed.pairs_new as usize, changed.pairs_parted as usize), (newly.len(), parted.len()));
        prop_assert_eq!(&changed.newly_together, &newly);
        prop_assert_eq!(&changed.no_longer_together, &parted);

        let stayed: usize = changed.groups.iter().map(|group| group.stayed.len()).sum();
        prop_assert_eq!(stayed + changed.moved().count(), table.len());
        for group in changed.groups.iter().filter(|group| group.now.is_some()) {
            let size = here.members(group.now.unwrap() - 1).len();
            prop_assert_eq!(group.stayed.len() + group.joined.len(), size);
        }
        for change in &changed.people {
            let member = table.index(&change.id).unwrap();
            prop_assert_eq!(change.from, then.group_of(member).map(|group| group + 1));
            prop_assert_eq!(change.to, here.group_of(member).map(|group| group + 1));
        }
    }

    #[test]
    fn nothing_changes_when_groups_get_other_numbers(
        place in proptest::collection::vec(0..4usize, 1..12),
        turn in 0..4usize,
    ) {
        let table = plain(place.len());
        let other: Vec<usize> = place.iter().map(|group| (group + turn) % 4).collect();
        let (then, here) = (groups(place.len(), &place, 4), groups(place.len(), &other, 4));
        let changed = changes(&then, &here, &table).unwrap();
        prop_assert!(changed.people.is_empty(), "{changed:?}");
        prop_assert_eq!(changed.pairs_new + changed.pairs_parted, 0);
        prop_assert!(changed.sentences()[0].starts_with("Nobody moves; "));
    }
}

#[test]
fn drop_outs_and_late_joiners_are_known_by_their_ids() {
    let then = Table::new(["a", "b", "c", "d"]).unwrap();
    let here = Table::new(["e", "d", "c", "a"]).unwrap();
    let earlier = Groups::new(4, vec![vec![0, 1], vec![2, 3]]).unwrap();
    let now = Groups::new(4, vec![vec![3, 0], vec![1, 2]]).unwrap();
    let changed = changes_between((&earlier, &then), (&now, &here)).unwrap();
    assert_eq!(
        changed.sentences(),
        [
            "Nobody moves, 1 person comes, 1 person leaves; 3 of 3 stay with their group.",
            "b leaves group 1.",
            "e comes to group 1.",
            "1 pair meets newly, 1 part, 1 stay together.",
        ]
    );
    assert_eq!(changed.came().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["e"]);
    assert_eq!(changed.left().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn groups_may_be_new_or_end() {
    let table = plain(6);
    let earlier = Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]]).unwrap();
    let now = Groups::new(6, vec![vec![0, 1, 2, 3], vec![4], vec![5]]).unwrap();
    let said = changes(&earlier, &now, &table).unwrap().sentences();
    assert!(said.contains(&"Group 3 is new: m006.".to_owned()), "{said:?}");
    let back = changes(&now, &earlier, &table).unwrap().sentences();
    assert!(back.contains(&"Earlier group 3 is no more.".to_owned()), "{back:?}");
}

#[test]
fn long_lists_are_cut_and_still_counted() {
    let people = 200;
    let table = plain(people);
    let one = groups(people, &vec![0; people], 1);
    let each = groups(people, &(0..people).collect::<Vec<_>>(), people);
    let changed = changes(&each, &one, &table).unwrap();
    assert_eq!(changed.pairs_new as usize, people * (people - 1) / 2);
    assert_eq!(changed.newly_together.len(), Changes::MOST_LISTED);
}

#[test]
fn groupings_that_are_none_are_refused() {
    let table = plain(2);
    let wrong = Groups::new(3, vec![vec![0, 2], vec![1]]).unwrap();
    let right = Groups::new(2, vec![vec![0], vec![1]]).unwrap();
    let refused = changes(&right, &wrong, &table).unwrap_err();
    assert!(matches!(refused, Error::Groups { .. }));
    assert_eq!(
        refused.to_string(),
        "the grouping of now cannot be read: member 2 in group 1 (counted from 1) is outside 0..2"
    );
}

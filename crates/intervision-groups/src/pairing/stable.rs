//! In: what each side prefers, with ties and without those whom somebody refuses. Out: a matching that no two would leave for each other.

use std::collections::BTreeSet;

/// Who has whom, and ranks: `ranks[a]` lists acceptable places of the other side with their rank, 0 the best; equal ranks are ties.
#[derive(Debug, Clone, Default)]
pub(super) struct Preferences {
    pub(super) ranks: Vec<Vec<(u32, u32)>>,
}

impl Preferences {
    pub(super) fn rank(&self, own: usize, other: u32) -> Option<u32> {
        self.ranks[own].iter().find(|rank| rank.0 == other).map(|rank| rank.1)
    }

    /// Ties broken by number, so that an answer does not depend on the order of a list.
    fn in_order(&self, own: usize) -> Vec<u32> {
        let mut order = self.ranks[own].clone();
        order.sort_by_key(|&(other, rank)| (rank, other));
        order.into_iter().map(|(other, _)| other).collect()
    }
}

/// Deferred acceptance (Gale and Shapley 1962), the people asking: each asks the places in the order of their list, and a place keeps the best
/// who ask. Both must list each other. The people get the best that they have in any stable matching of the lists without ties; with ties
/// the answer is stable in the weak sense: no two both strictly prefer each other. O(offers · log offers).
pub(super) fn people_ask(
    people: &Preferences,
    places: &Preferences,
    seats: &[u32],
) -> Vec<Option<u32>> {
    let order: Vec<Vec<u32>> =
        (0..people.ranks.len()).map(|person| people.in_order(person)).collect();
    let mut next = vec![0usize; order.len()];
    let mut place_of = vec![None; order.len()];
    // Who sits at each place, the one who goes first at the end.
    let mut sits: Vec<BTreeSet<(u32, u32)>> = vec![BTreeSet::new(); seats.len()];
    let mut asking: Vec<u32> = (0..order.len() as u32).rev().collect();
    while let Some(person) = asking.pop() {
        let Some(&place) = order[person as usize].get(next[person as usize]) else { continue };
        next[person as usize] += 1;
        let at = place as usize;
        let Some(rank) = places.rank(at, person).filter(|_| seats[at] > 0) else {
            asking.push(person);
            continue;
        };
        sits[at].insert((rank, person));
        place_of[person as usize] = Some(place);
        if sits[at].len() > seats[at] as usize
            && let Some((_, gone)) = sits[at].pop_last()
        {
            place_of[gone as usize] = None;
            asking.push(gone);
        }
    }
    place_of
}

/// The same with the places asking: they get the best that they have in any stable matching, and the people the worst.
pub(super) fn places_ask(
    people: &Preferences,
    places: &Preferences,
    seats: &[u32],
) -> Vec<Option<u32>> {
    let order: Vec<Vec<u32>> = (0..seats.len()).map(|place| places.in_order(place)).collect();
    let mut next = vec![0usize; seats.len()];
    let mut taken = vec![0u32; seats.len()];
    let mut place_of: Vec<Option<u32>> = vec![None; people.ranks.len()];
    let mut asking: Vec<u32> = (0..seats.len() as u32).rev().collect();
    while let Some(place) = asking.pop() {
        let at = place as usize;
        while taken[at] < seats[at] {
            let Some(&person) = order[at].get(next[at]) else { break };
            next[at] += 1;
            let own = |place: u32| people.rank(person as usize, place).map(|rank| (rank, place));
            let Some(offered) = own(place) else { continue };
            match place_of[person as usize] {
                Some(held) if own(held).is_some_and(|held| held <= offered) => {}
                before => {
                    place_of[person as usize] = Some(place);
                    taken[at] += 1;
                    if let Some(left) = before {
                        taken[left as usize] -= 1;
                        asking.push(left);
                    }
                }
            }
        }
    }
    place_of
}

/// Two who both strictly prefer each other to what they have, if there are any.
#[cfg(test)]
fn blocking(
    people: &Preferences,
    places: &Preferences,
    seats: &[u32],
    place_of: &[Option<u32>],
) -> Option<(usize, usize)> {
    let mut sits = vec![Vec::new(); seats.len()];
    for (person, place) in place_of.iter().enumerate() {
        if let Some(place) = place {
            sits[*place as usize].push(person as u32);
        }
    }
    for (person, ranks) in people.ranks.iter().enumerate() {
        let held = place_of[person].and_then(|place| people.rank(person, place));
        for &(place, _) in ranks.iter().filter(|(_, rank)| held.is_none_or(|held| *rank < held)) {
            let at = place as usize;
            let Some(own) = places.rank(at, person as u32) else { continue };
            let worse = |&other: &u32| places.rank(at, other).is_none_or(|other| own < other);
            if seats[at] > 0 && ((sits[at].len() as u32) < seats[at] || sits[at].iter().any(worse))
            {
                return Some((person, at));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(own: usize, others: usize) -> impl Strategy<Value = Preferences> {
        let rank = proptest::option::weighted(0.8, 0u32..4);
        proptest::collection::vec(proptest::collection::vec(rank, others), own).prop_map(|rows| {
            let listed = |row: Vec<Option<u32>>| {
                (0u32..).zip(row).filter_map(|(other, rank)| Some((other, rank?))).collect()
            };
            Preferences { ranks: rows.into_iter().map(listed).collect() }
        })
    }

    proptest! {
        #[test]
        fn no_two_would_leave_for_each_other(
            (people, places, seats) in (1usize..7, 1usize..5).prop_flat_map(|(n, m)| {
                (side(n, m), side(m, n), proptest::collection::vec(0u32..4, m))
            })
        ) {
            for found in [people_ask(&people, &places, &seats), places_ask(&people, &places, &seats)] {
                prop_assert_eq!(blocking(&people, &places, &seats, &found), None);
                for (person, place) in found.iter().enumerate() {
                    if let Some(place) = place {
                        prop_assert!(people.rank(person, *place).is_some());
                        prop_assert!(places.rank(*place as usize, person as u32).is_some());
                    }
                }
                for (place, &seats) in seats.iter().enumerate() {
                    prop_assert!(found.iter().filter(|own| **own == Some(place as u32)).count() <= seats as usize);
                }
            }
        }
    }

    /// Gale and Shapley's three men and three women, each man another first, who each like him least.
    #[test]
    fn whoever_asks_gets_the_best() {
        let turn = |shift: u32| Preferences {
            ranks: (0..3)
                .map(|own| {
                    (0..3).map(|other| (other, (other + 3 - (own + shift) % 3) % 3)).collect()
                })
                .collect(),
        };
        let back = |shift: u32| Preferences {
            ranks: (0..3)
                .map(|own| {
                    (0..3).map(|other| (other, (other + 3 - (own + shift) % 3) % 3)).collect()
                })
                .collect(),
        };
        let (people, places) = (turn(0), back(1));
        assert_eq!(people_ask(&people, &places, &[1; 3]), [Some(0), Some(1), Some(2)]);
        assert_eq!(places_ask(&people, &places, &[1; 3]), [Some(2), Some(0), Some(1)]);
    }
}

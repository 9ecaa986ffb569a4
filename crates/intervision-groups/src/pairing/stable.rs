//! In: what each side prefers, with ties and without those whom somebody refuses. Out: a matching that no two would leave for each other.

use std::collections::BTreeSet;

/// Whom each accepts: `ranks[a]` lists places of the other side with their rank, 0 the best; equal ranks are ties. In order of the places.
#[derive(Debug, Clone, Default)]
pub(super) struct Preferences {
    pub(super) ranks: Vec<Vec<(u32, u32)>>,
    /// Of those one likes alike, whom one would rather keep.
    pub(super) keeps: Vec<Option<u32>>,
}

impl Preferences {
    pub(super) fn rank(&self, own: usize, other: u32) -> Option<u32> {
        let ranks = &self.ranks[own];
        ranks.binary_search_by_key(&other, |rank| rank.0).ok().map(|at| ranks[at].1)
    }

    fn keeps(&self, own: usize, other: u32) -> bool {
        self.keeps.get(own).copied().flatten() == Some(other)
    }
}

/// The people ask: without ties they get the best that they have in any stable matching.
pub(super) fn people_ask(
    people: &Preferences,
    places: &Preferences,
    seats: &[u32],
) -> Vec<Option<u32>> {
    let own = |person: usize, place: u32| people.keeps(person, place);
    let askers = (0..people.ranks.len()).collect();
    let asking = Asking::new(askers, (people, places), seats.to_vec(), &own);
    asking.run().into_iter().map(|asker| asker.held).collect()
}

/// The places ask, for one seat after the other: without ties they get the best that they have in any stable matching, and the people
/// the worst.
pub(super) fn places_ask(
    people: &Preferences,
    places: &Preferences,
    seats: &[u32],
) -> Vec<Option<u32>> {
    let seats_of = |(place, &seats): (usize, &u32)| {
        std::iter::repeat_n(place, places.ranks[place].len().min(seats as usize))
    };
    let own = |place: usize, person: u32| people.keeps(person as usize, place as u32);
    let askers = seats.iter().enumerate().flat_map(seats_of).collect();
    let asking = Asking::new(askers, (places, people), vec![1; people.ranks.len()], &own);
    let mut place_of = vec![None; people.ranks.len()];
    for asker in asking.run() {
        if let Some(person) = asker.held {
            place_of[person as usize] = Some(asker.of as u32);
        }
    }
    place_of
}

/// Deferred acceptance (Gale and Shapley 1962) with the care for ties of Király (2013), since the size of a stable matching depends on how ties
/// are broken, and the largest is hard to find (Manlove and others 2002): at least two thirds as many are matched as in the largest.
///
/// Whoever is at the end of their list goes through it once more and comes before those they tie with. Whoever has a seat while another that
/// they like as well was never taken gives it up to anybody. O(offers · seats of a place).
struct Asking<'p> {
    others: &'p Preferences,
    /// Whom each asks, the best first, with the rank.
    lists: Vec<Vec<(u32, u32)>>,
    askers: Vec<Asker>,
    /// Seats that nobody has had yet.
    free: Vec<u32>,
    left: u64,
    /// Who sits where, whoever goes first at the end: by rank, then those in their second turn, then those who were there before.
    sits: Vec<BTreeSet<(u32, bool, bool, u32)>>,
    own: &'p dyn Fn(usize, u32) -> bool,
}

/// Somebody who asks, or one of the seats of a place that does.
#[derive(Debug, Clone)]
struct Asker {
    of: usize,
    held: Option<u32>,
    second_turn: bool,
    /// Before this place in the list everybody has refused.
    next: usize,
    /// Up to this place there are those whom they like as well as the next.
    end: usize,
    /// Before this place none of these has a seat that nobody has had.
    free: usize,
}

impl<'p> Asking<'p> {
    fn new(
        askers: Vec<usize>,
        (own, others): (&'p Preferences, &'p Preferences),
        free: Vec<u32>,
        keeps: &'p dyn Fn(usize, u32) -> bool,
    ) -> Self {
        let list = |(of, ranks): (usize, &Vec<(u32, u32)>)| {
            let mut list = ranks.clone();
            list.retain(|&(other, _)| others.rank(other as usize, of as u32).is_some());
            list.sort_by_key(|&(other, rank)| (rank, !keeps(of, other), other));
            list
        };
        let asker = |of| Asker { of, held: None, second_turn: false, next: 0, end: 0, free: 0 };
        Asking {
            others,
            lists: own.ranks.iter().enumerate().map(list).collect(),
            askers: askers.into_iter().map(asker).collect(),
            sits: vec![BTreeSet::new(); free.len()],
            left: free.iter().map(|&seats| u64::from(seats)).sum(),
            free,
            own: keeps,
        }
    }

    fn run(mut self) -> Vec<Asker> {
        let mut asking: Vec<usize> = (0..self.askers.len()).rev().collect();
        while let Some(asker) = asking.pop() {
            asking.extend(self.ask(asker));
        }
        self.askers
    }

    /// Asks until somebody accepts or the list has ended twice; gives whoever lost their seat by it.
    fn ask(&mut self, asker: usize) -> Option<usize> {
        loop {
            let Asker { of, next, end, second_turn, .. } = self.askers[asker];
            if let Some(at) = self.untaken(asker) {
                let other = self.lists[of][at].0;
                self.free[other as usize] -= 1;
                self.left -= 1;
                self.sit(asker, other);
                return None;
            } else if next < end {
                let other = self.lists[of][next].0;
                if let Some(gone) = self.gives_way(asker, other) {
                    let entry = self.entry(gone, other);
                    self.sits[other as usize].remove(&entry);
                    self.askers[gone].held = None;
                    self.sit(asker, other);
                    return Some(gone);
                }
                self.askers[asker].next += 1;
            } else if end < self.lists[of].len() {
                self.part(asker, end);
            } else if !second_turn {
                self.askers[asker].second_turn = true;
                self.part(asker, 0);
            } else {
                return None;
            }
        }
    }

    /// Goes on to those who are liked alike from this place in the list on.
    fn part(&mut self, asker: usize, begin: usize) {
        let list = &self.lists[self.askers[asker].of];
        let alike = |first: &(u32, u32)| {
            list[begin..].iter().take_while(|other| other.1 == first.1).count()
        };
        let end = begin + list.get(begin).map_or(0, alike);
        let asker = &mut self.askers[asker];
        (asker.end, asker.next, asker.free) = (end, begin, begin);
    }

    /// The first of those liked alike who has a seat that nobody has had.
    fn untaken(&mut self, asker: usize) -> Option<usize> {
        let asker = &mut self.askers[asker];
        let part = &self.lists[asker.of][asker.free..asker.end];
        let found = part.iter().position(|&(other, _)| self.free[other as usize] > 0);
        asker.free = found.map_or(asker.end, |at| asker.free + at);
        found.map(|_| asker.free)
    }

    /// Who loses their seat to somebody who asks: the last of all if they come after them, or anybody who can do as well elsewhere.
    fn gives_way(&mut self, asker: usize, other: u32) -> Option<usize> {
        let (rank, second, ..) = self.entry(asker, other);
        let &(last_rank, last_second, _, last) = self.sits[other as usize].last()?;
        if (rank, second) < (last_rank, last_second) {
            return Some(last as usize);
        }
        if self.left == 0 {
            return None;
        }
        let sits: Vec<usize> =
            self.sits[other as usize].iter().rev().map(|own| own.3 as usize).collect();
        sits.into_iter().find(|&sits| self.untaken(sits).is_some())
    }

    fn entry(&self, asker: usize, other: u32) -> (u32, bool, bool, u32) {
        let Asker { of, second_turn, .. } = self.askers[asker];
        let rank = self.others.rank(other as usize, of as u32).unwrap_or(u32::MAX);
        (rank, !second_turn, !(self.own)(of, other), asker as u32)
    }

    fn sit(&mut self, asker: usize, other: u32) {
        let entry = self.entry(asker, other);
        self.sits[other as usize].insert(entry);
        self.askers[asker].held = Some(other);
    }
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
            Preferences { ranks: rows.into_iter().map(listed).collect(), keeps: Vec::new() }
        })
    }

    /// The most people whom a stable matching serves, over every way to seat them.
    fn most(people: &Preferences, places: &Preferences, seats: &[u32]) -> usize {
        let ways = (seats.len() + 1).pow(people.ranks.len() as u32);
        let place_of = |way: usize, person: usize| {
            let place = way / (seats.len() + 1).pow(person as u32) % (seats.len() + 1);
            (place > 0).then(|| place as u32 - 1)
        };
        let served = |way: usize| {
            let place_of: Vec<_> = (0..people.ranks.len()).map(|own| place_of(way, own)).collect();
            let accepts = |(person, place): (usize, &Option<u32>)| {
                place.is_none_or(|place| {
                    people.rank(person, place).is_some()
                        && places.rank(place as usize, person as u32).is_some()
                })
            };
            let fits = |(place, &seats): (usize, &u32)| {
                place_of.iter().filter(|own| **own == Some(place as u32)).count() <= seats as usize
            };
            let kept = place_of.iter().enumerate().all(accepts)
                && seats.iter().enumerate().all(fits)
                && blocking(people, places, seats, &place_of).is_none();
            kept.then(|| place_of.iter().flatten().count())
        };
        (0..ways).filter_map(served).max().unwrap_or(0)
    }

    proptest! {
        /// Two thirds of the most.
        #[test]
        fn as_many_are_served_as_is_promised(
            (people, places, seats) in (1usize..6, 1usize..5).prop_flat_map(|(n, m)| {
                (side(n, m), side(m, n), proptest::collection::vec(0u32..3, m))
            })
        ) {
            let most = most(&people, &places, &seats);
            for found in [people_ask(&people, &places, &seats), places_ask(&people, &places, &seats)] {
                prop_assert!(3 * found.iter().flatten().count() >= 2 * most, "{found:?} for {most}");
            }
        }

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
            keeps: Vec::new(),
        };
        let back = |shift: u32| Preferences {
            ranks: (0..3)
                .map(|own| {
                    (0..3).map(|other| (other, (other + 3 - (own + shift) % 3) % 3)).collect()
                })
                .collect(),
            keeps: Vec::new(),
        };
        let (people, places) = (turn(0), back(1));
        assert_eq!(people_ask(&people, &places, &[1; 3]), [Some(0), Some(1), Some(2)]);
        assert_eq!(places_ask(&people, &places, &[1; 3]), [Some(2), Some(0), Some(1)]);
    }
}

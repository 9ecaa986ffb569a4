//! In: people, seats at each place, and what each offer is worth. Out: the seats of greatest total, with prices that prove it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

/// Nobody's place.
pub(super) const NOWHERE: u32 = u32::MAX;

/// People and the places that they may have.
#[derive(Debug, Clone)]
pub(super) struct Offers {
    /// Seats of each place.
    pub(super) seats: Vec<u32>,
    /// The first offer of each person, and one beyond the last.
    pub(super) start: Vec<u32>,
    /// Places, person after person.
    pub(super) place: Vec<u32>,
    /// What each offer is worth.
    pub(super) worth: Vec<i64>,
}

/// What counts beside the worth of offers.
#[derive(Debug, Clone, Default)]
pub(super) struct Aim<W> {
    /// What it is worth to have no seat.
    pub(super) without: W,
    /// The place that each person had, if it counts more that they keep it.
    pub(super) kept: Vec<u32>,
    /// How much more.
    pub(super) bonus: W,
}

/// What worths are added up in: `i64`, or where aims come before aims `i128`.
pub(super) trait Amount:
    Copy
    + Ord
    + Default
    + From<i64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Sum
{
    /// More than anything.
    const MOST: Self;
}

impl Amount for i64 {
    const MOST: Self = i64::MAX;
}

impl Amount for i128 {
    const MOST: Self = i128::MAX;
}

/// The seats, and prices of places by which nobody would rather sit elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Assigned<W> {
    pub(super) place_of: Vec<u32>,
    price: Vec<W>,
}

impl<W: Amount> Aim<W> {
    /// What the offers of somebody are worth to this aim.
    fn of<'a>(
        &'a self,
        offers: &'a Offers,
        person: usize,
    ) -> impl Iterator<Item = (usize, W)> + 'a {
        let kept = self.kept.get(person).copied().unwrap_or(NOWHERE);
        offers.of(person).map(move |(place, worth)| {
            let worth = W::from(worth);
            (place, if place as u32 == kept { worth + self.bonus } else { worth })
        })
    }
}

impl Offers {
    pub(super) fn people(&self) -> usize {
        self.start.len() - 1
    }

    pub(super) fn of(&self, person: usize) -> impl Iterator<Item = (usize, i64)> {
        let range = self.start[person] as usize..self.start[person + 1] as usize;
        self.place[range.clone()]
            .iter()
            .zip(&self.worth[range])
            .map(|(&place, &worth)| (place as usize, worth))
    }

    /// Person after person takes a seat along a shortest augmenting path, with a price for the seats of each place (Hungarian method for
    /// transportation problems; Kuhn 1955, Tomizawa 1971). A path ends at the first free seat, so that few places are looked at while there
    /// are some. O(people · offers · log offers) at worst, and O(offers) where seats are plenty.
    pub(super) fn assign<W: Amount>(&self, aim: &Aim<W>) -> Assigned<W> {
        let places = self.seats.len();
        let mut search = Search {
            offers: self,
            aim,
            price: vec![W::default(); places],
            sits: vec![Vec::new(); places],
            place_of: vec![NOWHERE; self.people()],
            held: vec![W::default(); self.people()],
            far: vec![W::MOST; places],
            from: vec![0; places],
            reached: Vec::new(),
        };
        for person in 0..self.people() {
            search.seat(person);
        }
        Assigned { place_of: search.place_of, price: search.price }
    }

    /// No seats are worth more than this, whoever has them: by the prices, each person takes what is best for them (weak duality).
    pub(super) fn bound<W: Amount>(&self, aim: &Aim<W>, found: &Assigned<W>) -> W {
        let best = |person: usize| {
            let offers = aim.of(self, person).map(|(place, worth)| worth - found.price[place]);
            offers.fold(aim.without, W::max)
        };
        let prices = self.seats.iter().zip(&found.price);
        let prices = prices.map(|(&seats, &price)| W::from(i64::from(seats)) * price);
        (0..self.people()).map(best).sum::<W>() + prices.sum::<W>()
    }

    #[cfg(test)]
    fn total<W: Amount>(&self, aim: &Aim<W>, place_of: &[u32]) -> W {
        let own = |(person, &place): (usize, &u32)| {
            let offer = aim.of(self, person).find(|offer| offer.0 as u32 == place);
            offer.map_or(aim.without, |(_, worth)| worth)
        };
        place_of.iter().enumerate().map(own).sum()
    }
}

struct Search<'o, W> {
    offers: &'o Offers,
    aim: &'o Aim<W>,
    price: Vec<W>,
    sits: Vec<Vec<u32>>,
    place_of: Vec<u32>,
    /// What each person's seat is worth to them.
    held: Vec<W>,
    /// How much is lost on the way to each place, and who goes there.
    far: Vec<W>,
    from: Vec<u32>,
    reached: Vec<u32>,
}

impl<W: Amount> Search<'_, W> {
    fn seat(&mut self, newcomer: usize) {
        for &place in &self.reached {
            self.far[place as usize] = W::MOST;
        }
        self.reached.clear();
        let mut near = BinaryHeap::new();
        // The least loss of a path that leaves somebody without a seat.
        let mut nowhere = (W::MOST, newcomer as u32);
        let best = self.best(newcomer);
        self.look(newcomer, W::default(), best, &mut near, &mut nowhere);
        let end = loop {
            let Some(Reverse((far, full, place))) = near.pop() else { break None };
            if nowhere.0 <= far {
                break None;
            }
            if far > self.far[place as usize] {
                continue;
            }
            if !full {
                break Some((far, place));
            }
            for at in 0..self.sits[place as usize].len() {
                let other = self.sits[place as usize][at] as usize;
                let held = self.held[other] - self.price[place as usize];
                self.look(other, far, held, &mut near, &mut nowhere);
            }
        };
        let loss = end.map_or(nowhere.0, |end| end.0);
        for &place in &self.reached {
            let place = place as usize;
            let nearer = loss.max(self.far[place]) - self.far[place];
            self.price[place] = self.price[place] + nearer;
        }
        // Whoever goes leaves a seat, which the one before on the path takes.
        let mut free = match end {
            Some((_, place)) => Some(place),
            None => self.leave(nowhere.1),
        };
        while let Some(place) = free {
            let person = self.from[place as usize];
            free = self.leave(person);
            self.sits[place as usize].push(person);
            self.place_of[person as usize] = place;
            let own = self.aim.of(self.offers, person as usize);
            let own = own.into_iter().find(|offer| offer.0 == place as usize);
            self.held[person as usize] = own.map_or(W::default(), |offer| offer.1);
        }
    }

    /// Gives up a seat, if there is one.
    fn leave(&mut self, person: u32) -> Option<u32> {
        let place = std::mem::replace(&mut self.place_of[person as usize], NOWHERE);
        let sits = self.sits.get_mut(place as usize)?;
        sits.retain(|&other| other != person);
        Some(place)
    }

    fn best(&self, person: usize) -> W {
        let offers = self.aim.of(self.offers, person);
        offers.map(|(place, worth)| worth - self.price[place]).fold(self.aim.without, W::max)
    }

    /// Looks at all offers of somebody who gives up what they hold.
    fn look(
        &mut self,
        person: usize,
        far: W,
        held: W,
        near: &mut BinaryHeap<Reverse<(W, bool, u32)>>,
        nowhere: &mut (W, u32),
    ) {
        let out = far + held - self.aim.without;
        if out < nowhere.0 {
            *nowhere = (out, person as u32);
        }
        for (place, worth) in self.aim.of(self.offers, person) {
            let through = far + held - (worth - self.price[place]);
            if through < self.far[place] {
                if self.far[place] == W::MOST {
                    self.reached.push(place as u32);
                }
                self.far[place] = through;
                self.from[place] = person as u32;
                // At the same loss a free seat comes first.
                let full = self.sits[place].len() >= self.offers.seats[place] as usize;
                near.push(Reverse((through, full, place as u32)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pairing::flow::{Network, SINK, SOURCE};

    fn offers() -> impl Strategy<Value = (Offers, Aim<i64>)> {
        let seats = proptest::collection::vec(0u32..4, 1..5);
        (seats, 1usize..9, 0i64..3).prop_flat_map(|(seats, people, without)| {
            let offer = proptest::option::weighted(0.7, -3i64..20);
            let row = proptest::collection::vec(offer, seats.len());
            let kept = proptest::collection::vec(0u32..5, people);
            (proptest::collection::vec(row, people), kept, 0i64..9).prop_map(
                move |(rows, kept, bonus)| {
                    let (place, worth) = (Vec::new(), Vec::new());
                    let mut made = Offers { seats: seats.clone(), start: vec![0], place, worth };
                    for row in rows {
                        for (place, worth) in row.iter().enumerate() {
                            if let Some(worth) = worth {
                                made.place.push(place as u32);
                                made.worth.push(*worth);
                            }
                        }
                        made.start.push(made.place.len() as u32);
                    }
                    (made, Aim { without: -10 * without, kept, bonus })
                },
            )
        })
    }

    /// The best over all ways, one person after the other.
    fn best(offers: &Offers, aim: &Aim<i64>, person: usize, left: &mut Vec<u32>) -> i64 {
        if person == offers.people() {
            return 0;
        }
        let mut most = aim.without + best(offers, aim, person + 1, left);
        for (place, worth) in aim.of(offers, person).collect::<Vec<_>>() {
            if left[place] > 0 {
                left[place] -= 1;
                most = most.max(worth + best(offers, aim, person + 1, left));
                left[place] += 1;
            }
        }
        most
    }

    /// The same by a flow, which shares nothing with the prices.
    fn by_flow(offers: &Offers, aim: &Aim<i64>) -> i64 {
        let people = offers.people();
        let mut network = Network::new(2 + people + offers.seats.len());
        for person in 0..people {
            network.arc(SOURCE, 2 + person, 1, 0);
            network.arc(2 + person, SINK, 1, -aim.without);
            for (place, worth) in aim.of(offers, person) {
                network.arc(2 + person, 2 + people + place, 1, -worth);
            }
        }
        for (place, &seats) in offers.seats.iter().enumerate() {
            network.arc(2 + people + place, SINK, seats, 0);
        }
        -network.send().1
    }

    proptest! {
        #[test]
        fn nothing_is_worth_more((offers, aim) in offers()) {
            let found = offers.assign(&aim);
            let total = offers.total(&aim, &found.place_of);
            prop_assert_eq!(total, best(&offers, &aim, 0, &mut offers.seats.clone()));
            prop_assert_eq!(total, by_flow(&offers, &aim));
            prop_assert_eq!(total, offers.bound(&aim, &found));
            for (place, &seats) in offers.seats.iter().enumerate() {
                let taken = found.place_of.iter().filter(|own| **own == place as u32).count();
                prop_assert!(taken <= seats as usize);
            }
        }
    }

    #[test]
    fn two_hundred_people_as_by_a_flow() {
        let people = 200u64;
        let mut offers =
            Offers { seats: vec![9; 20], start: vec![0], place: vec![], worth: vec![] };
        for person in 0..people {
            for place in (0..20).filter(|place| (person * 7 + place * 3) % 5 < 2) {
                offers.place.push(place as u32);
                offers.worth.push(((person * 37 + place * 101) % 97) as i64);
            }
            offers.start.push(offers.place.len() as u32);
        }
        let aim = Aim::default();
        let found = offers.assign(&aim);
        assert_eq!(offers.total(&aim, &found.place_of), by_flow(&offers, &aim));
        assert_eq!(offers.bound(&aim, &found), by_flow(&offers, &aim));
    }
}

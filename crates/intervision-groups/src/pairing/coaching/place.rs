//! In: who may coach whom. Out: the place of each coachee, by what the matching is made for, and what no matching exceeds.

use std::collections::BTreeMap;

use super::Mode;
use super::asked::Asked;
use crate::pairing::assignment::{Aim, Amount, NOWHERE};
use crate::pairing::stable::{Preferences, people_ask, places_ask};

/// Places of all but those who are locked, and the bound in the unit of offers.
pub(super) fn place(asked: &Asked<'_>, mode: Mode) -> (Vec<u32>, Option<i64>) {
    match mode {
        Mode::Stable => (stable(asked, people_ask), None),
        Mode::StableForCoaches => (stable(asked, places_ask), None),
        Mode::Total | Mode::Served => {
            let offers = &asked.offers;
            let most = offers.worth.iter().map(|worth| worth.abs()).max().unwrap_or(0);
            let people = offers.people() as i64;
            // The totals of two matchings are no further apart.
            let apart = 2 * most * people;
            let served = mode == Mode::Served;
            let small = most <= i64::MAX / 16 / (people * people).max(1);
            if !asked.before.is_given() && small {
                let without = if served { -(apart + 1) } else { 0 };
                return assigned(asked, &Aim { without, kept: Vec::new(), bonus: 0 });
            }
            // Whatever the scores of all others, one more who keeps a coach counts more, and one more served counts more than that.
            let (apart, people) = (i128::from(apart), i128::from(people));
            let bonus = if asked.before.is_given() { apart + 1 } else { 0 };
            let without = if served { -(bonus * people + apart + 1) } else { 0 };
            assigned(asked, &Aim { without, kept: asked.before.place.clone(), bonus })
        }
    }
}

fn assigned<W: Amount + TryInto<i64>>(asked: &Asked<'_>, aim: &Aim<W>) -> (Vec<u32>, Option<i64>) {
    let found = asked.offers.assign(aim);
    let count = |of: &dyn Fn(usize, u32) -> bool| {
        let those = found.place_of.iter().enumerate().filter(|&(at, &place)| of(at, place));
        W::from(those.count() as i64)
    };
    let without = count(&|_, place| place == NOWHERE);
    let kept = count(&|at, place| place != NOWHERE && aim.kept.get(at) == Some(&place));
    let bound = asked.offers.bound(aim, &found) - aim.without * without - aim.bonus * kept;
    (found.place_of, bound.try_into().ok())
}

fn stable(
    asked: &Asked<'_>,
    ask: fn(&Preferences, &Preferences, &[u32]) -> Vec<Option<u32>>,
) -> Vec<u32> {
    let offers = &asked.offers;
    let mut people = vec![Vec::new(); offers.people()];
    let mut places = vec![Vec::new(); offers.seats.len()];
    // Whom one does not list comes after everybody whom one does.
    let rank = |of: &BTreeMap<u32, u32>, other: u32| {
        let last = || of.values().copied().max().map_or(0, |rank| rank + 1);
        of.get(&other).copied().unwrap_or_else(last)
    };
    for (person, ranks) in people.iter_mut().enumerate() {
        for (place, _) in offers.of(person) {
            ranks.push((place as u32, rank(&asked.of_people[person], place as u32)));
            places[place].push((person as u32, rank(&asked.of_places[place], person as u32)));
        }
    }
    let keeps = (0..offers.people()).map(|person| asked.before.place(person)).collect();
    let people = Preferences { ranks: people, keeps };
    let places = Preferences { ranks: places, keeps: Vec::new() };
    let found = ask(&people, &places, &offers.seats);
    found.into_iter().map(|place| place.unwrap_or(NOWHERE)).collect()
}

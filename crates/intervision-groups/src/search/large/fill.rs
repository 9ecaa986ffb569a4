use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::layout::Layout;
use super::part::Part;

/// How many people are looked at for each place.
const WINDOW: usize = 24;

/// Fills the places group by group: of a window on the people in random order, whoever brings the heads closest to an even
/// spread of the places filled so far.
pub(super) fn fill(part: &mut Part<'_>, rng: &mut dyn Rng) {
    let columns = &part.layout.columns;
    let mut order: Vec<u32> = (0..part.people.len() as u32).collect();
    order.shuffle(rng);
    let mut next = order.into_iter();
    let mut window: Vec<u32> = next.by_ref().take(WINDOW).collect();
    let mut price = vec![0.0f32; columns.len()];
    for group in 0..part.len() {
        let places = part.places(group).len();
        let given = part.size(group) as usize - places;
        for place in 0..places {
            let filled = (given + place + 1) as f32;
            let cells = part.row(group).iter().zip(columns);
            for (price, (&heads, column)) in price.iter_mut().zip(cells) {
                *price = column.weight * (f32::from(heads) - column.share * filled);
            }
            let mut best = (f32::INFINITY, 0);
            for (at, &person) in window.iter().enumerate() {
                let own = part.columns(person as usize).iter();
                let sum: f32 = own.map(|&column| price[usize::from(column)]).sum();
                if sum < best.0 {
                    best = (sum, at);
                }
            }
            let Some(&person) = window.get(best.1) else { continue };
            match next.next() {
                Some(newcomer) => window[best.1] = newcomer,
                None => {
                    window.swap_remove(best.1);
                }
            }
            part.seat(person as usize, group);
        }
    }
}

/// Deals people, who stand in the order of their profiles, out to parts with this many places each, every profile evenly.
pub(super) fn deal(people: &[u32], places: &[usize]) -> Vec<Vec<u32>> {
    let mut dealt: Vec<Vec<u32>> =
        places.iter().map(|&places| Vec::with_capacity(places)).collect();
    let rounds = places.iter().copied().max().unwrap_or(0);
    let mut next = people.iter();
    for round in 0..rounds {
        for (part, &places) in dealt.iter_mut().zip(places) {
            let until = (round + 1) * places / rounds;
            while part.len() < until
                && let Some(&person) = next.next()
            {
                part.push(person);
            }
        }
    }
    dealt
}

/// Moves people away from whom they may not meet: to somebody who is alike in everything, if possible. Gives the exchanges
/// looked at, and whether nobody is left.
pub(super) fn part_foes(part: &mut Part<'_>, rng: &mut dyn Rng) -> (u64, bool) {
    const ROUNDS: usize = 20;
    const TRIES: usize = 64;
    let mut evaluated = 0;
    for _ in 0..ROUNDS {
        let mut left = false;
        for a in 0..part.layout.foes.len() {
            if part.foes_in(a, part.group_of[a], a) == 0 {
                continue;
            }
            let alike = part.runs[part.run_of[a] as usize];
            let (begin, end) = (alike.begin as usize, alike.end as usize);
            let mut best: Option<(f32, usize)> = None;
            for attempt in 0..2 * TRIES {
                let b = match attempt < TRIES {
                    true => rng.random_range(begin..end),
                    false if best.is_some() => break,
                    false => rng.random_range(0..part.people.len()),
                };
                evaluated += 1;
                if part.group_of[a] == part.group_of[b] || !part.may_swap(a, b) {
                    continue;
                }
                let price = swap_price(part, a, b);
                if best.is_none_or(|(least, _)| price < least) {
                    best = Some((price, b));
                }
                if attempt < TRIES {
                    break;
                }
            }
            match best {
                Some((_, b)) => part.swap(a, b),
                None => left = true,
            }
        }
        if !left {
            return (evaluated, true);
        }
    }
    (evaluated, false)
}

/// The change when two people change places.
pub(super) fn swap_price(part: &Part<'_>, a: usize, b: usize) -> f32 {
    let (g, h) = (part.group_of[a] as usize, part.group_of[b] as usize);
    let pairs = part.columns(a).iter().zip(part.columns(b)).filter(|(x, y)| x != y);
    pairs.map(|(&x, &y)| part.moved(x.into(), g, h) + part.moved(y.into(), h, g)).sum()
}

/// Gives everybody the place that was found for them in parts.
pub(super) fn seat_all(part: &mut Part<'_>, layout: &Layout, group_of: &[u32]) {
    // A counting sort by group: places are given group by group.
    let mut next = vec![0u32; layout.places.len() + 1];
    for (group, &places) in layout.places.iter().enumerate() {
        next[group + 1] = next[group] + places;
    }
    let mut order = vec![0; group_of.len()];
    for (person, &group) in group_of.iter().enumerate() {
        let at = &mut next[group as usize];
        order[*at as usize] = person as u32;
        *at += 1;
    }
    for person in order {
        part.seat(person as usize, group_of[person as usize] as usize);
    }
}

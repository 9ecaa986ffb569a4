//! Guided ejection: a conversation that fits nowhere takes the place of those that were hard to place least often.

use super::calendar::{Case, Plan};

/// The fullest plan found within the slots before `horizon`; ends as soon as no more than `enough` are left out.
pub(super) fn place(
    case: &Case,
    horizon: usize,
    enough: usize,
    steps: &mut u64,
    share: u64,
) -> Plan {
    let count = case.pairs.len();
    let options: Vec<Vec<usize>> = (0..count).map(|pair| case.common(pair, horizon)).collect();
    let slots_of = |pair: usize| options.get(pair).map_or(&[][..], Vec::as_slice);
    let mut room = Room {
        case,
        at: vec![vec![None; horizon]; case.people],
        slots: vec![Vec::new(); horizon],
        plan: vec![None; count],
    };
    // Last in, first out; those with the fewest slots come first.
    let mut waiting: Vec<usize> = (0..count).filter(|pair| !slots_of(*pair).is_empty()).collect();
    waiting.sort_by_key(|pair| std::cmp::Reverse((slots_of(*pair).len(), *pair)));
    let without = count - waiting.len();
    let mut hard = vec![1_u64; count];
    let mut best: Option<(usize, Plan)> = None;
    let mut left = share.min(*steps);
    let granted = left;
    while let Some(pair) = waiting.pop() {
        if left == 0 {
            waiting.push(pair);
            break;
        }
        left -= 1;
        let weight = |out: &[usize]| -> u64 {
            out.iter().map(|other| hard.get(*other).copied().unwrap_or(1)).sum()
        };
        let slots = slots_of(pair);
        // Equal choices take turns, or two conversations would push each other out for ever.
        let turn = left as usize % slots.len().max(1);
        let (early, late) = slots.split_at_checked(turn).unwrap_or((slots, &[]));
        let mut choice: Option<(u64, usize, Vec<usize>)> = None;
        for slot in late.iter().chain(early).copied() {
            let out = room.in_the_way(pair, slot, &hard);
            let weight = weight(&out);
            let free_and_earlier = |(best, at, _): &(u64, usize, Vec<usize>)| {
                weight < *best || (weight == 0 && *best == 0 && slot < *at)
            };
            if choice.as_ref().is_none_or(free_and_earlier) {
                choice = Some((weight, slot, out));
            }
        }
        let Some((weight, slot, out)) = choice else { continue };
        if weight > 0
            && let Some(hard) = hard.get_mut(pair)
        {
            *hard += 1;
        }
        for other in out {
            room.take_out(other);
            waiting.push(other);
        }
        room.put_in(pair, slot);
        let outside = without + waiting.len();
        if best.as_ref().is_none_or(|(fewest, _)| outside < *fewest) {
            best = Some((outside, room.plan.clone()));
        }
        if outside <= enough {
            break;
        }
    }
    *steps -= granted - left;
    best.map_or_else(|| vec![None; count], |(_, plan)| plan)
}

struct Room<'a> {
    case: &'a Case,
    /// The conversation of each person in each slot.
    at: Vec<Vec<Option<usize>>>,
    slots: Vec<Vec<usize>>,
    plan: Plan,
}

impl Room<'_> {
    fn ends(&self, pair: usize) -> [usize; 2] {
        let (a, b) = self.case.pairs.get(pair).copied().unwrap_or_default();
        [a, b]
    }

    /// The conversations that must go so that this one can have the slot.
    fn in_the_way(&self, pair: usize, slot: usize, hard: &[u64]) -> Vec<usize> {
        let of = |who: usize| self.at.get(who)?.get(slot).copied()?;
        let mut out: Vec<usize> = self.ends(pair).into_iter().filter_map(of).collect();
        out.sort_unstable();
        out.dedup();
        let here = self.slots.get(slot).map_or(&[][..], Vec::as_slice);
        if here.len() - out.len() >= self.case.at_once {
            let others = here.iter().copied().filter(|other| !out.contains(other));
            out.extend(others.min_by_key(|other| (hard.get(*other).copied(), *other)));
        }
        out
    }

    fn write(&mut self, pair: usize, slot: usize, value: Option<usize>) {
        for who in self.ends(pair) {
            if let Some(cell) = self.at.get_mut(who).and_then(|row| row.get_mut(slot)) {
                *cell = value;
            }
        }
    }

    fn put_in(&mut self, pair: usize, slot: usize) {
        self.write(pair, slot, Some(pair));
        if let Some(here) = self.slots.get_mut(slot) {
            here.push(pair);
        }
        if let Some(place) = self.plan.get_mut(pair) {
            *place = Some(slot);
        }
    }

    fn take_out(&mut self, pair: usize) {
        let Some(slot) = self.plan.get_mut(pair).and_then(Option::take) else { return };
        self.write(pair, slot, None);
        if let Some(here) = self.slots.get_mut(slot) {
            here.retain(|other| *other != pair);
        }
    }
}

//! Branch and bound over conversations, the one with the fewest slots first.

use super::calendar::{Case, Plan};

/// What the search found.
pub(super) enum Found {
    Plan(Plan),
    /// There is no such plan.
    Nothing,
    /// The steps ran out.
    Unknown,
}

/// A plan within the slots before `horizon` that leaves out at most `left` conversations.
pub(super) fn place(
    case: &Case,
    horizon: usize,
    left: usize,
    steps: &mut u64,
    share: u64,
) -> Found {
    let most = share.min(*steps);
    let mut search = Search {
        case,
        options: (0..case.pairs.len()).map(|pair| case.common(pair, horizon)).collect(),
        plan: vec![None; case.pairs.len()],
        open: (0..case.pairs.len()).collect(),
        taken: vec![vec![false; horizon]; case.people],
        load: vec![0; horizon],
        steps: most,
    };
    let found = search.descend(left);
    *steps -= most - search.steps;
    match found {
        Some(true) => Found::Plan(search.plan),
        Some(false) => Found::Nothing,
        None => Found::Unknown,
    }
}

struct Search<'a> {
    case: &'a Case,
    options: Vec<Vec<usize>>,
    plan: Plan,
    /// Conversations without a slot yet.
    open: Vec<usize>,
    taken: Vec<Vec<bool>>,
    load: Vec<usize>,
    steps: u64,
}

impl Search<'_> {
    fn is_taken(&self, who: usize, slot: usize) -> bool {
        self.taken.get(who).and_then(|row| row.get(slot)).copied().unwrap_or(true)
    }

    fn fitting(&self, pair: usize) -> Vec<usize> {
        let (a, b) = self.case.pairs.get(pair).copied().unwrap_or_default();
        let fits = |slot: &usize| {
            let room = self.load.get(*slot).is_some_and(|load| *load < self.case.at_once);
            room && !self.is_taken(a, *slot) && !self.is_taken(b, *slot)
        };
        self.options.get(pair).into_iter().flatten().copied().filter(fits).collect()
    }

    fn set(&mut self, pair: usize, slot: usize, on: bool) {
        let (a, b) = self.case.pairs.get(pair).copied().unwrap_or_default();
        for who in [a, b] {
            if let Some(cell) = self.taken.get_mut(who).and_then(|row| row.get_mut(slot)) {
                *cell = on;
            }
        }
        if let Some(load) = self.load.get_mut(slot) {
            *load = if on { *load + 1 } else { *load - 1 };
        }
        if let Some(place) = self.plan.get_mut(pair) {
            *place = on.then_some(slot);
        }
    }

    /// Whether the open conversations fit but for `left`; `None` when the steps run out.
    fn descend(&mut self, left: usize) -> Option<bool> {
        self.steps = self.steps.checked_sub(1)?;
        let fitting: Vec<Vec<usize>> = self.open.iter().map(|pair| self.fitting(*pair)).collect();
        if fitting.iter().filter(|slots| slots.is_empty()).count() > left || self.short() > 2 * left
        {
            return Some(false);
        }
        let next = fitting.iter().enumerate().filter(|(_, slots)| !slots.is_empty());
        let Some((at, slots)) = next.min_by_key(|(_, slots)| slots.len()) else {
            return Some(true);
        };
        let pair = self.open.remove(at);
        for slot in slots {
            self.set(pair, *slot, true);
            match self.descend(left) {
                Some(false) => self.set(pair, *slot, false),
                found => return found,
            }
        }
        if left > 0 {
            // Left out for good: it is not tried again below.
            let options = self.options.get_mut(pair).map(std::mem::take);
            match self.descend(left - 1) {
                Some(false) => {}
                found => return found,
            }
            if let (Some(cell), Some(options)) = (self.options.get_mut(pair), options) {
                *cell = options;
            }
        }
        self.open.insert(at, pair);
        Some(false)
    }

    /// By how many conversations all people together want more than they have slots for.
    fn short(&self) -> usize {
        let mut wanted = vec![0_usize; self.case.people];
        for pair in &self.open {
            let (a, b) = self.case.pairs.get(*pair).copied().unwrap_or_default();
            for who in [a, b] {
                if let Some(count) = wanted.get_mut(who) {
                    *count += 1;
                }
            }
        }
        let missing = |(who, wanted): (usize, &usize)| {
            let open =
                self.case.open.get(who).map_or(0, |slots| {
                    slots.ones().filter(|slot| !self.is_taken(who, *slot)).count()
                });
            wanted.saturating_sub(open)
        };
        wanted.iter().enumerate().map(missing).sum()
    }
}

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;
use intervision_core::Status;

use super::eject;
use super::error::ConversationError;
use super::exact::{self, Found};
use super::pairs::Conversations;

/// A conversation without a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Left {
    /// The two, the smaller number first.
    pub pair: (usize, usize),
    /// Why, in plain words.
    pub reason: String,
}

/// Conversations in slots.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Calendar {
    /// The conversations of each slot up to the last that is used, the smaller number first, in order.
    pub slots: Vec<Vec<(usize, usize)>>,
    /// Conversations without a slot, in order.
    pub left: Vec<Left>,
    /// No plan leaves out fewer.
    pub left_bound: usize,
    /// No plan that leaves out as few uses fewer slots.
    pub slots_bound: usize,
    /// `Optimal` where both bounds are reached.
    pub status: Status,
    /// How many placements were tried.
    pub steps: u64,
}

/// Steps of the search unless told otherwise.
const STEPS: u64 = 200_000;

impl Conversations {
    /// Conversations in `slots` slots, of which everyone can make those that `free` says (by person and slot): as many as
    /// possible, then as early an end as possible.
    ///
    /// Small cases are solved to the end by branch and bound; larger ones by guided ejection, in which a conversation takes
    /// the place of those that were hard to place least often (Y. Nagata and O. Bräysy, 2009). `steps` caps the work, by
    /// default 200,000 placements; the answer says what is proven.
    ///
    /// # Errors
    ///
    /// [`ConversationError::NoRoom`].
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_schedule::conversations::Conversations;
    ///
    /// let everyone = Conversations::new(3, [(0, 1), (1, 2), (0, 2)])?;
    /// // Person 2 comes late.
    /// let calendar = everyone.calendar(4, None, |who, slot| who != 2 || slot > 0)?;
    /// assert_eq!(calendar.slots, [[(0, 1)], [(0, 2)], [(1, 2)]]);
    /// assert_eq!(calendar.slots_bound, 3);
    /// # Ok::<(), intervision_schedule::conversations::ConversationError>(())
    /// ```
    pub fn calendar(
        &self,
        slots: usize,
        steps: Option<u64>,
        free: impl Fn(usize, usize) -> bool,
    ) -> Result<Calendar, ConversationError> {
        self.check_room()?;
        let mut pairs = self.pairs.clone();
        pairs.sort_unstable();
        let open: Vec<FixedBitSet> = (0..self.people)
            .map(|who| (0..slots).filter(|slot| free(who, *slot)).collect::<FixedBitSet>())
            .map(|mut set| {
                set.grow(slots);
                set
            })
            .collect();
        let case = Case { people: self.people, pairs, open, slots, at_once: self.at_once };
        Ok(case.solve(steps.unwrap_or(STEPS)))
    }
}

/// The conversations of a calendar, lowered.
pub(super) struct Case {
    pub(super) people: usize,
    pub(super) pairs: Vec<(usize, usize)>,
    /// The slots that each person can make.
    pub(super) open: Vec<FixedBitSet>,
    pub(super) slots: usize,
    pub(super) at_once: usize,
}

/// A slot for each conversation that has one.
pub(super) type Plan = Vec<Option<usize>>;

impl Case {
    /// The slots before `horizon` that both of a pair can make.
    pub(super) fn common(&self, pair: usize, horizon: usize) -> Vec<usize> {
        let (a, b) = self.pairs.get(pair).copied().unwrap_or_default();
        match (self.open.get(a), self.open.get(b)) {
            (Some(a), Some(b)) => a.intersection(b).take_while(|slot| *slot < horizon).collect(),
            _ => Vec::new(),
        }
    }

    fn wanted(&self, who: usize) -> usize {
        self.pairs.iter().filter(|(a, b)| *a == who || *b == who).count()
    }

    /// Slots of a person in which somebody they want to speak can come too.
    fn useful(&self, who: usize) -> Vec<usize> {
        let mine = (0..self.pairs.len())
            .filter(|pair| self.pairs.get(*pair).is_some_and(|(a, b)| *a == who || *b == who));
        let mut slots: Vec<usize> = mine.flat_map(|pair| self.common(pair, self.slots)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn solve(&self, most_steps: u64) -> Calendar {
        let mut steps = most_steps;
        let hopeless: Vec<usize> = (0..self.pairs.len())
            .filter(|pair| self.common(*pair, self.slots).is_empty())
            .collect();
        let short = self.short(&hopeless);
        // One conversation less relieves two people who want too many.
        let missing: usize = short.values().map(|(wanted, slots)| wanted - slots).sum();
        let room = self.slots.saturating_mul(self.at_once);
        let mut left_bound = (hopeless.len() + missing.div_ceil(2))
            .max(self.pairs.len().saturating_sub(room))
            .max(hopeless.len());

        let mut plan = eject::place(self, self.slots, left_bound, &mut steps, most_steps / 4);
        let left_of = |plan: &Plan| plan.iter().filter(|slot| slot.is_none()).count();
        while left_bound < left_of(&plan) {
            match exact::place(self, self.slots, left_bound, &mut steps, most_steps / 4) {
                Found::Plan(better) => plan = better,
                Found::Nothing => left_bound += 1,
                Found::Unknown => break,
            }
        }
        // The same number of conversations in fewer slots.
        let left = left_of(&plan);
        let last = plan.iter().flatten().max().map_or(0, |last| last + 1);
        let first = self.least_horizon(left).min(last);
        let mut slots_bound = first;
        for horizon in first..last {
            let share = most_steps / 16;
            let shorter = eject::place(self, horizon, left, &mut steps, share);
            if left_of(&shorter) <= left {
                plan = shorter;
                break;
            }
            match exact::place(self, horizon, left, &mut steps, share) {
                Found::Plan(shorter) => {
                    plan = shorter;
                    break;
                }
                Found::Nothing if slots_bound == horizon => slots_bound += 1,
                _ => {}
            }
        }
        self.told(&plan, left_bound, slots_bound, most_steps - steps, &short)
    }

    fn told(
        &self,
        plan: &Plan,
        left_bound: usize,
        slots_bound: usize,
        steps: u64,
        short: &BTreeMap<usize, (usize, usize)>,
    ) -> Calendar {
        let mut slots = vec![Vec::new(); plan.iter().flatten().max().map_or(0, |last| last + 1)];
        let mut left = Vec::new();
        for (pair, slot) in plan.iter().enumerate() {
            match (slot.and_then(|slot| slots.get_mut(slot)), self.pairs.get(pair)) {
                (Some(slot), Some(ends)) => slot.push(*ends),
                _ => left.push(self.reason(pair, short)),
            }
        }
        let optimal = left.len() == left_bound && slots.len() == slots_bound;
        let status = if optimal { Status::Optimal } else { Status::Feasible };
        Calendar { slots, left, left_bound, slots_bound, status, steps }
    }

    /// People who want more conversations than they have slots for, with both numbers; hopeless ones not counted.
    fn short(&self, hopeless: &[usize]) -> BTreeMap<usize, (usize, usize)> {
        let hopeless_of = |who: usize| {
            let of =
                |pair: &&usize| self.pairs.get(**pair).is_some_and(|(a, b)| *a == who || *b == who);
            hopeless.iter().filter(of).count()
        };
        let numbers = |who: usize| (self.wanted(who) - hopeless_of(who), self.useful(who).len());
        let all = (0..self.people).map(|who| (who, numbers(who)));
        all.filter(|(_, (wanted, slots))| wanted > slots).collect()
    }

    /// No plan that leaves out `left` conversations ends before this many slots have passed.
    fn least_horizon(&self, left: usize) -> usize {
        let placed = self.pairs.len().saturating_sub(left);
        let rooms = placed.div_ceil(self.at_once);
        let last = |who: usize| {
            let wanted = self.wanted(who).saturating_sub(left);
            let last = wanted.checked_sub(1).and_then(|at| self.useful(who).get(at).copied());
            last.map_or(0, |slot| slot + 1)
        };
        (0..self.people).map(last).max().unwrap_or(0).max(rooms)
    }

    fn reason(&self, pair: usize, short: &BTreeMap<usize, (usize, usize)>) -> Left {
        let (a, b) = self.pairs.get(pair).copied().unwrap_or_default();
        let reason = if self.common(pair, self.slots).is_empty() {
            format!("{a} and {b} have no slot in common")
        } else if let Some((who, (wanted, slots))) =
            [a, b].iter().find_map(|who| short.get_key_value(who))
        {
            format!("{who} wants {wanted} conversations and has {slots} slots for them")
        } else if self.at_once < usize::MAX {
            format!("the slots of {a} and {b} are taken, {} conversations at once", self.at_once)
        } else {
            format!("the slots of {a} and {b} are taken by other conversations of theirs")
        };
        Left { pair: (a, b), reason }
    }
}

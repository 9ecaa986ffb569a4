//! One party's calendar. In: answers of an [`Availability`]. Out: bitsets over slots.

use fixedbitset::FixedBitSet;
use intervision_core::{Availability, Party, Presence, Span};

use super::{Length, Time};
use crate::Grid;
use crate::rules;

/// When one party is free, lowered once.
pub(crate) struct Calendar {
    /// Slots in which it is free.
    free: FixedBitSet,
    /// Breaks (between a slot and the next one of the same day) in which it is free.
    bridge: FixedBitSet,
    /// Thousandths of a point against each slot; `None` when it does not mind.
    pub(crate) wishes: Option<Vec<i64>>,
}

impl Calendar {
    /// Asks once per slot, and once per break within a day if sessions run across them.
    pub(crate) fn lower(
        party: Party,
        availability: &dyn Availability,
        grid: &Grid,
        across: bool,
    ) -> Self {
        let slots = grid.slots();
        let mut free = FixedBitSet::with_capacity(slots.len());
        let mut bridge = FixedBitSet::with_capacity(slots.len());
        let mut wishes = vec![0; slots.len()];
        for (index, span) in slots.iter().enumerate() {
            if let Presence::Free { welcome } = availability.presence(party, *span) {
                free.insert(index);
                wishes[index] = rules::against(welcome);
            }
        }
        for (index, pair) in slots.windows(2).enumerate().filter(|_| across) {
            let break_between = Span::new(pair[0].end(), pair[1].start()).ok();
            let free_then = break_between
                .filter(|_| pair[0].date() == pair[1].date())
                .is_none_or(|span| availability.presence(party, span).is_free());
            bridge.set(index, free_then);
        }
        let minds = wishes.iter().any(|wish| *wish != 0);
        Calendar { free, bridge, wishes: minds.then_some(wishes) }
    }

    /// Start slots at which it is free for a whole session of this length.
    pub(crate) fn starts(&self, length: &Length) -> FixedBitSet {
        let mut starts = self.free.clone();
        if length.most <= 1 {
            starts.intersect_with(&length.fits());
            return starts;
        }
        for slot in self.free.ones() {
            let holds = self.free_from(slot, length);
            starts.set(slot, holds);
        }
        starts
    }

    /// Whether it is free for a whole session of this length from a slot.
    pub(crate) fn free_from(&self, slot: usize, length: &Length) -> bool {
        let take = length.take.get(slot).map_or(0, |take| *take as usize);
        take > 0
            && self.free.contains_all_in_range(slot..slot + take)
            && self.bridge.contains_all_in_range(slot..slot + take - 1)
    }

    /// Thousandths of a point against a session that takes these slots: the mean over them.
    pub(crate) fn wish(&self, slot: usize, take: usize) -> i64 {
        let Some(wishes) = &self.wishes else { return 0 };
        mean_wish(wishes, slot, take)
    }
}

/// The mean of the wishes over the slots that a session takes.
pub(crate) fn mean_wish(wishes: &[i64], slot: usize, take: usize) -> i64 {
    let taken = wishes.get(slot..slot + take).unwrap_or_default();
    taken.iter().sum::<i64>() / taken.len().max(1) as i64
}

impl Length {
    /// Start slots that leave enough of their day.
    pub(crate) fn fits(&self) -> FixedBitSet {
        let mut fits = FixedBitSet::with_capacity(self.take.len());
        fits.extend(
            self.take.iter().enumerate().filter(|(_, take)| **take > 0).map(|(slot, _)| slot),
        );
        fits
    }
}

impl Time {
    /// The grid in flat arrays, with a table per session length.
    pub(crate) fn lower(grid: &Grid, minutes: &[u32]) -> Self {
        use chrono::Datelike;

        let days = grid.days().to_vec();
        let first = days.first().copied().unwrap_or_default();
        let monday = i64::from(first.weekday().num_days_from_monday());
        let since = |day: &chrono::NaiveDate| (*day - first).num_days();
        let date: Vec<i32> = days.iter().map(|day| since(day) as i32).collect();
        let week: Vec<u32> = days.iter().map(|day| ((since(day) + monday) / 7) as u32).collect();
        let day_of: Vec<u32> =
            (0..grid.len()).map(|slot| grid.day_of(slot).unwrap_or(0) as u32).collect();
        let mut day_slots = vec![(u32::MAX, 0); days.len()];
        for (slot, day) in day_of.iter().enumerate() {
            let range = &mut day_slots[*day as usize];
            *range = (range.0.min(slot as u32), slot as u32 + 1);
        }
        let season = grid.slots().first().map(Span::start).unwrap_or_default();
        let clock = |moment: chrono::NaiveDateTime| (moment - season).num_seconds();
        let begins = grid.slots().iter().map(|slot| clock(slot.start())).collect();
        let lengths = minutes
            .iter()
            .map(|&minutes| {
                let take: Vec<u32> = (0..grid.len())
                    .map(|slot| grid.slots_for(slot, minutes).unwrap_or(0) as u32)
                    .collect();
                let end = |slot| grid.place(slot, minutes).map_or(0, |span| clock(span.end()));
                let ends = (0..grid.len()).map(end).collect();
                Length { minutes, most: take.iter().copied().max().unwrap_or(0), take, ends }
            })
            .collect();
        let weeks = week.last().map_or(0, |week| *week as usize + 1);
        Time { slots: grid.len(), day_of, day_slots, date, week, weeks, days, begins, lengths }
    }
}

//! The lowered problem. In: a demand and everyone's availability. Out: flat arrays, bitsets over slots, and chains.
//!
//! Sessions and resources are put in the order of their ids first, and members appear only as sums and sets, so that
//! nothing after this point depends on the order in which the host lists them.

mod between;
mod chains;
mod lags;
mod lower;
mod needs;
mod party;

use chrono::NaiveDate;
use fixedbitset::FixedBitSet;

use crate::rules::Prices;

pub(crate) use between::Between;

pub(crate) use lower::{Beside, lower, lower_beside};
pub(crate) use party::Calendar;

/// All that the search reads.
pub(crate) struct Problem {
    pub(crate) time: Time,
    pub(crate) prices: Prices,
    pub(crate) activities: Vec<Activity>,
    /// Which start slots and costs sessions with the same attendees and length have.
    pub(crate) profiles: Vec<Profile>,
    pub(crate) resources: Vec<Asset>,
    /// How many classes of members there are: members of one class attend the same sessions.
    pub(crate) classes: usize,
    pub(crate) ties: Vec<Tie>,
    pub(crate) lags: Vec<LowLag>,
    /// Relations by the minute.
    pub(crate) between: Vec<Between>,
    pub(crate) chains: Vec<Chain>,
    /// Calendars of the members who attend anything, by member.
    pub(crate) people: Vec<(usize, Calendar)>,
    /// For each activity, the days in which every lag and window leaves it, as days since the season began.
    pub(crate) tight: Vec<(i32, i32)>,
}

/// The grid in flat arrays.
pub(crate) struct Time {
    pub(crate) slots: usize,
    /// Day index of each slot.
    pub(crate) day_of: Vec<u32>,
    /// Each day's slots: first, and one past the last.
    pub(crate) day_slots: Vec<(u32, u32)>,
    /// Days since the first day of the season, per day index.
    pub(crate) date: Vec<i32>,
    /// Week number since the season's first week, Monday to Sunday, per day index.
    pub(crate) week: Vec<u32>,
    pub(crate) weeks: usize,
    pub(crate) days: Vec<NaiveDate>,
    /// When each slot begins, in seconds since the first one did.
    pub(crate) begins: Vec<i64>,
    pub(crate) lengths: Vec<Length>,
}

/// What sessions of one length take.
pub(crate) struct Length {
    pub(crate) minutes: u32,
    /// Slots taken from each start; 0 where the day is too short.
    pub(crate) take: Vec<u32>,
    /// When a session ends that starts in each slot, in seconds since the first slot began; 0 where the day is too short.
    pub(crate) ends: Vec<i64>,
    pub(crate) most: u32,
}

/// One session.
pub(crate) struct Activity {
    /// Its index in the demand.
    pub(crate) original: usize,
    pub(crate) id: String,
    pub(crate) length: usize,
    pub(crate) profile: usize,
    /// Start slots left by window, length and attendees.
    pub(crate) domain: FixedBitSet,
    /// Start slots in the window, whoever is away.
    pub(crate) window: FixedBitSet,
    /// Members who attend, in order.
    pub(crate) attendees: Vec<usize>,
    /// Those of whom some may be missed, in order, and how many must be there.
    pub(crate) quorum: Option<(Vec<usize>, u32)>,
    pub(crate) classes: Vec<u32>,
    pub(crate) needs: Vec<LowNeed>,
    /// Lags in which it takes part.
    pub(crate) lags: Vec<u32>,
    /// Sessions on the same day.
    pub(crate) same_day: Vec<u32>,
    /// Sessions on other days.
    pub(crate) other_day: Vec<u32>,
    /// Relations by the minute in which it takes part.
    pub(crate) between: Vec<u32>,
    /// Its chain and place there.
    pub(crate) chain: u32,
}

/// What attendees make of each start slot.
pub(crate) struct Profile {
    /// Start slots at which enough attendees are free.
    pub(crate) open: FixedBitSet,
    /// Cost per start slot: absences and wishes.
    pub(crate) cost: Vec<i64>,
    /// The part of the cost that is wishes.
    pub(crate) wishes: Vec<i64>,
}

/// A resource.
pub(crate) struct Asset {
    pub(crate) original: usize,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) seats: u32,
    /// Start slots at which it is free, per length.
    pub(crate) open: Vec<FixedBitSet>,
    /// Wishes against each slot, if it has any, in thousandths of a point.
    pub(crate) wishes: Option<Vec<i64>>,
    pub(crate) max_sessions: u32,
    pub(crate) max_per_week: u32,
}

/// A need of one session.
pub(crate) struct LowNeed {
    pub(crate) kind: String,
    pub(crate) count: usize,
    pub(crate) candidates: Vec<u32>,
    pub(crate) tie: Option<u32>,
}

/// The same resources for all sessions of a series.
pub(crate) struct Tie {
    pub(crate) count: usize,
    pub(crate) candidates: Vec<u32>,
}

/// A lag between two activities, in days since the season began.
#[derive(Clone, Copy)]
pub(crate) struct LowLag {
    pub(crate) earlier: u32,
    pub(crate) later: u32,
    pub(crate) min: i32,
    pub(crate) max: i32,
    /// Negative when nobody minds.
    pub(crate) target: i32,
}

/// Activities that follow each other, each at a lag from the one before: what is inserted as one.
pub(crate) struct Chain {
    pub(crate) activities: Vec<u32>,
    /// The lag from each to the next.
    pub(crate) lags: Vec<LowLag>,
    /// Ties in which its activities take part.
    pub(crate) ties: Vec<u32>,
    /// Whether any of them stands in a relation with an activity outside the chain.
    pub(crate) outward: bool,
}

impl Time {
    pub(crate) fn date_of(&self, slot: usize) -> i32 {
        self.date[self.day_of[slot] as usize]
    }

    /// The slot at the same place of the day so many days later, if that day has one.
    pub(crate) fn moved(&self, slot: usize, days: i32) -> Option<usize> {
        let day = self.day_of[slot] as usize;
        let other = self.date.binary_search(&(self.date[day] + days)).ok()?;
        let (first, end) = self.day_slots[other];
        let moved = first as usize + slot - self.day_slots[day].0 as usize;
        (moved < end as usize).then_some(moved)
    }

    pub(crate) fn week_of(&self, slot: usize) -> usize {
        self.week[self.day_of[slot] as usize] as usize
    }
}

impl Problem {
    /// What may serve a need: where it is tied, what fits the whole series.
    pub(crate) fn pool<'a>(&'a self, need: &'a LowNeed) -> &'a [u32] {
        match need.tie {
            Some(tie) => &self.ties[tie as usize].candidates,
            None => &need.candidates,
        }
    }

    /// Slots that an activity takes when it starts at `slot`.
    pub(crate) fn take(&self, activity: usize, slot: usize) -> usize {
        self.time.lengths[self.activities[activity].length].take[slot] as usize
    }

    /// When an activity starts and ends from `slot`, in seconds since the season began.
    pub(crate) fn clock(&self, activity: usize, slot: usize) -> (i64, i64) {
        let length = &self.time.lengths[self.activities[activity].length];
        (self.time.begins[slot], length.ends[slot])
    }

    /// Whether a relation by the minute holds with one activity in one slot and the other in the other.
    pub(crate) fn keeps(
        &self,
        asked: &Between,
        activity: usize,
        slot: usize,
        there: usize,
    ) -> bool {
        let (here, there) = (self.clock(activity, slot), self.clock(asked.other(activity), there));
        let in_order = asked.first as usize == activity;
        if in_order { asked.asked.holds(here, there) } else { asked.asked.holds(there, here) }
    }
}

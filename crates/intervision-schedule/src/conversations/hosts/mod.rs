//! Guests who each speak with one of several hosts.

mod even;
mod flow;

use intervision_core::Span;

use super::error::ConversationError;
use flow::Case;

/// A guest who wants one conversation in a window of slots. A guest may have several requests: one per phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Request {
    /// The guest.
    pub guest: usize,
    /// The first slot that will do.
    pub first: usize,
    /// The last slot that will do.
    pub last: usize,
}

/// Where a request is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Visit {
    /// Who receives.
    pub host: usize,
    /// When.
    pub slot: usize,
}

/// Requests that together find too few conversations: for `requests` of them hosts have room for `room`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Shortfall {
    /// The requests, as places in the list.
    pub requests: Vec<usize>,
    /// How many of them can be met.
    pub room: usize,
}

/// Who is received by whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reception {
    /// The visit of each request, in the order of the requests.
    pub visits: Vec<Option<Visit>>,
    /// The last day that is used, and no plan with as many visits ends earlier; `None` without visits.
    pub last_day: Option<usize>,
    /// How many visits each host has, as evenly as can be: no plan with as many visits and as early an end has a smaller sum of
    /// squared loads.
    pub loads: Vec<usize>,
    /// The most visits of one host; no plan with as many visits and as early an end has fewer.
    pub most_per_host: usize,
    /// The fewest visits of one host; no plan with as many visits and as early an end has more.
    pub fewest_per_host: usize,
    /// Where not every request is met: a set of requests that shows why.
    pub shortfall: Option<Shortfall>,
}

/// Hosts with conversations at given slots, at most so many a day each.
///
/// # Example
///
/// Three hosts speak with a hundred directors, four conversations a day each:
///
/// ```
/// use intervision_schedule::conversations::{Hosts, Request};
///
/// let days: Vec<usize> = (0..20).flat_map(|day| [day; 6]).collect(); // six slots a day
/// let last = days.len() - 1;
/// let requests: Vec<Request> = (0..100).map(|guest| Request { guest, first: 0, last }).collect();
/// let reception = Hosts::new(3, days)?.with_most_per_day(4).receive(&requests, |_, _| true, |_, _| true, |_, _| true)?;
/// assert_eq!(reception.last_day, Some(8)); // nine working days
/// assert_eq!((reception.most_per_host, reception.fewest_per_host), (34, 33));
/// # Ok::<(), intervision_schedule::conversations::ConversationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Hosts {
    count: usize,
    /// The day of each slot.
    days: Vec<usize>,
    most_per_day: usize,
}

impl Hosts {
    /// Hosts `0..hosts`; `days` holds the day of each slot, in order. Slots do not overlap.
    ///
    /// # Errors
    ///
    /// [`ConversationError::SlotOrder`] where days go back.
    pub fn new(hosts: usize, days: Vec<usize>) -> Result<Self, ConversationError> {
        for (slot, pair) in days.windows(2).enumerate() {
            if let [before, day] = *pair
                && day < before
            {
                return Err(ConversationError::SlotOrder { slot: slot + 1, day, before });
            }
        }
        Ok(Hosts { count: hosts, days, most_per_day: usize::MAX })
    }

    /// Slots with their days from spans of time, as a [`Grid`](crate::Grid) lists them: days are counted from the first.
    ///
    /// # Errors
    ///
    /// [`ConversationError::SlotOrder`] where spans go back.
    pub fn at(hosts: usize, slots: &[Span]) -> Result<Self, ConversationError> {
        let first = slots.first().map(Span::date).unwrap_or_default();
        let day = |slot: &Span| (slot.date() - first).num_days();
        let days: Vec<i64> = slots.iter().map(day).collect();
        if let Some(slot) = days.iter().position(|day| *day < 0) {
            return Err(ConversationError::SlotOrder { slot, day: 0, before: 0 });
        }
        Hosts::new(hosts, days.into_iter().map(|day| day as usize).collect())
    }

    /// Every host has at most this many conversations on a day.
    pub fn with_most_per_day(mut self, conversations: usize) -> Self {
        self.most_per_day = conversations;
        self
    }

    /// Meets as many requests as possible, then ends as early as possible, then shares the load among hosts as evenly as
    /// possible; each of the three is proven, by maximum flows. Where every host can take everyone's place the loads differ by
    /// one at most; where not, no other plan has a smaller most or a larger fewest.
    ///
    /// `host_free` and `guest_free` say who is there (by host or guest, and slot), `may_meet` whether a guest may speak with
    /// a host (by guest and host): nobody is received by their own manager. O(log days) flows over at most
    /// requests x slots + guests x slots x hosts edges.
    ///
    /// Source: L. R. Ford and D. R. Fulkerson (1962); the set that shows a shortfall is a minimum cut (P. Hall, 1935).
    ///
    /// # Errors
    ///
    /// [`ConversationError::Window`] for a request of slots that are not there.
    pub fn receive(
        &self,
        requests: &[Request],
        host_free: impl Fn(usize, usize) -> bool,
        guest_free: impl Fn(usize, usize) -> bool,
        may_meet: impl Fn(usize, usize) -> bool,
    ) -> Result<Reception, ConversationError> {
        let slots = self.days.len();
        let off = |request: &Request| request.first > request.last || request.last >= slots;
        if let Some(at) = requests.iter().position(off) {
            let (first, last) = requests.get(at).map(|r| (r.first, r.last)).unwrap_or_default();
            let slots_end = slots.saturating_sub(1);
            return Err(ConversationError::Window { number: at + 1, first, last, slots_end });
        }
        // Requests that come in another order are met alike.
        let mut order: Vec<usize> = (0..requests.len()).collect();
        order.sort_by_key(|request| requests.get(*request));
        let sorted: Vec<Request> =
            order.iter().filter_map(|request| requests.get(*request)).copied().collect();
        let case = Case::new(
            &sorted,
            (self.count, &self.days, self.most_per_day),
            host_free,
            guest_free,
            may_meet,
        );
        let last = self.days.last().copied().unwrap_or(0);
        let most = case.solve(last);
        let met = most.met();
        let last_day = least(0, last, |last_day| case.solve(last_day).met() == met);
        let mut visits = vec![None; requests.len()];
        for (visit, request) in case.solve(last_day).visits.into_iter().zip(&order) {
            if let Some(cell) = visits.get_mut(*request) {
                *cell = visit;
            }
        }
        let mut loads = vec![0; self.count];
        for visit in visits.iter().flatten() {
            if let Some(load) = loads.get_mut(visit.host) {
                *load += 1;
            }
        }
        let shortfall = (met < requests.len()).then(|| {
            let cut = most.cut.iter().filter_map(|request| order.get(*request)).copied();
            let mut requests: Vec<usize> = cut.collect();
            requests.sort_unstable();
            let room = met - (order.len() - requests.len()).min(met);
            Shortfall { requests, room }
        });
        let last_day = (met > 0).then_some(last_day);
        let most_per_host = loads.iter().max().copied().unwrap_or(0);
        let fewest_per_host = loads.iter().min().copied().unwrap_or(0);
        Ok(Reception { visits, last_day, loads, most_per_host, fewest_per_host, shortfall })
    }
}

/// The least number from `low` to `high` for which something holds; it holds at `high`, and above any for which it holds.
fn least(mut low: usize, mut high: usize, holds: impl Fn(usize) -> bool) -> usize {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    high
}

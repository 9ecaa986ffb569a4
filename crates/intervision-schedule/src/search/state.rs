//! Where everything stands. Placing and taking away keep every hard rule and cost O(degree).

use fixedbitset::FixedBitSet;

use crate::problem::{LowLag, Problem};
use crate::rules;

/// An activity without a place.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// A plan under construction.
#[derive(Clone)]
pub(crate) struct State<'p> {
    pub(crate) problem: &'p Problem,
    start: Vec<u32>,
    serving: Vec<Vec<u32>>,
    class_busy: Vec<FixedBitSet>,
    asset_busy: Vec<FixedBitSet>,
    per_week: Vec<u32>,
    total: Vec<u32>,
    ties: Vec<Tied>,
    cost: i64,
}

/// What a series has been given, and by how many of its sessions it is used now.
#[derive(Clone, Default)]
struct Tied {
    assets: Vec<u32>,
    users: u32,
}

/// A place for one activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) activity: usize,
    pub(crate) slot: usize,
    pub(crate) assets: Vec<u32>,
}

impl<'p> State<'p> {
    /// Nothing placed yet.
    pub(crate) fn empty(problem: &'p Problem) -> Self {
        let sessions = problem.activities.len();
        let assets = problem.resources.len();
        let busy = FixedBitSet::with_capacity(problem.time.slots);
        State {
            problem,
            start: vec![NOWHERE; sessions],
            serving: vec![Vec::new(); sessions],
            class_busy: vec![busy.clone(); problem.classes],
            asset_busy: vec![busy; assets],
            per_week: vec![0; assets * problem.time.weeks],
            total: vec![0; assets],
            ties: vec![Tied::default(); problem.ties.len()],
            cost: sessions as i64 * problem.prices.unplaced,
        }
    }

    pub(crate) fn cost(&self) -> i64 {
        self.cost
    }

    /// The start slot of an activity, if it is placed.
    pub(crate) fn slot(&self, activity: usize) -> Option<usize> {
        let slot = self.start[activity];
        (slot != NOWHERE).then_some(slot as usize)
    }

    pub(crate) fn serving(&self, activity: usize) -> &[u32] {
        &self.serving[activity]
    }

    /// What the series of a tie has been given, while any of its sessions is placed.
    pub(crate) fn tied(&self, tie: u32) -> Option<&[u32]> {
        let tied = &self.ties[tie as usize];
        (tied.users > 0).then_some(tied.assets.as_slice())
    }

    pub(crate) fn class_busy(&self, class: u32) -> &FixedBitSet {
        &self.class_busy[class as usize]
    }

    pub(crate) fn asset_busy(&self, asset: u32) -> &FixedBitSet {
        &self.asset_busy[asset as usize]
    }

    pub(crate) fn sessions_of(&self, asset: u32) -> u32 {
        self.total[asset as usize]
    }

    /// Whether a resource has served as often as it may in the week of a slot, or in all.
    pub(crate) fn spent(&self, asset: u32, slot: usize) -> bool {
        let resource = &self.problem.resources[asset as usize];
        let week = asset as usize * self.problem.time.weeks + self.problem.time.week_of(slot);
        self.total[asset as usize] >= resource.max_sessions
            || self.per_week[week] >= resource.max_per_week
    }

    /// Whether a resource could serve an activity from this slot.
    pub(crate) fn free(&self, asset: u32, activity: usize, slot: usize) -> bool {
        let length = self.problem.activities[activity].length;
        let take = self.problem.take(activity, slot);
        self.problem.resources[asset as usize].open[length].contains(slot)
            && !self.asset_busy[asset as usize].contains_any_in_range(slot..slot + take)
            && !self.spent(asset, slot)
    }

    /// Puts an activity in a place that keeps every rule.
    pub(crate) fn place(&mut self, place: Place) {
        let Place { activity, slot, assets } = place;
        self.cost += self.worth_at(activity, slot, &assets) - self.problem.prices.unplaced;
        self.start[activity] = slot as u32;
        self.mark(activity, slot, &assets, true);
        let needs = &self.problem.activities[activity].needs;
        let mut from = 0;
        for need in needs {
            if let Some(tie) = need.tie {
                let tied = &mut self.ties[tie as usize];
                tied.users += 1;
                if tied.users == 1 {
                    tied.assets.clear();
                    tied.assets.extend_from_slice(&assets[from..from + need.count]);
                }
            }
            from += need.count;
        }
        self.serving[activity] = assets;
    }

    /// Takes an activity away, and says where it stood.
    pub(crate) fn remove(&mut self, activity: usize) -> Option<Place> {
        let slot = self.slot(activity)?;
        let assets = std::mem::take(&mut self.serving[activity]);
        self.start[activity] = NOWHERE;
        self.mark(activity, slot, &assets, false);
        for need in &self.problem.activities[activity].needs {
            if let Some(tie) = need.tie {
                self.ties[tie as usize].users -= 1;
            }
        }
        self.cost += self.problem.prices.unplaced - self.worth_at(activity, slot, &assets);
        Some(Place { activity, slot, assets })
    }

    /// What an activity would cost here: its own slot, its resources, its distances to what is placed.
    fn worth_at(&self, activity: usize, slot: usize, assets: &[u32]) -> i64 {
        let problem = self.problem;
        let mut cost = self.own_cost(activity, slot, assets);
        for &lag in &problem.activities[activity].lags {
            let lag = problem.lags[lag as usize];
            let other = if lag.earlier as usize == activity { lag.later } else { lag.earlier };
            if let Some(there) = self.slot(other as usize) {
                cost += self.lag_cost(lag, activity, slot, there);
            }
        }
        cost
    }

    /// What its slot and its resources cost.
    pub(crate) fn own_cost(&self, activity: usize, slot: usize, assets: &[u32]) -> i64 {
        let problem = self.problem;
        let take = problem.take(activity, slot);
        let wishes: i64 =
            assets.iter().map(|asset| problem.resources[*asset as usize].wish(slot, take)).sum();
        let profile = &problem.profiles[problem.activities[activity].profile];
        profile.cost[slot] + wishes * problem.prices.wish
    }

    fn lag_cost(&self, lag: LowLag, activity: usize, slot: usize, there: usize) -> i64 {
        let (here, there) = (self.problem.time.date_of(slot), self.problem.time.date_of(there));
        let gap = if lag.later as usize == activity { here - there } else { there - here };
        rules::missed_days(gap, lag.target) * self.problem.prices.lag_day
    }

    fn mark(&mut self, activity: usize, slot: usize, assets: &[u32], on: bool) {
        let problem = self.problem;
        let range = slot..slot + problem.take(activity, slot);
        for &class in &problem.activities[activity].classes {
            self.class_busy[class as usize].set_range(range.clone(), on);
        }
        let week = problem.time.week_of(slot);
        for &asset in assets {
            let asset = asset as usize;
            self.asset_busy[asset].set_range(range.clone(), on);
            let count = &mut self.per_week[asset * problem.time.weeks + week];
            *count = if on { *count + 1 } else { *count - 1 };
            self.total[asset] = if on { self.total[asset] + 1 } else { self.total[asset] - 1 };
        }
    }

    /// Narrows start slots to those that keep the activity's relations with everything placed, and adds to `cost` what
    /// the distances would cost.
    pub(crate) fn relate(&self, activity: usize, starts: &mut FixedBitSet, cost: &mut [i64]) {
        let (problem, this) = (self.problem, &self.problem.activities[activity]);
        let time = &problem.time;
        for &lag in &this.lags {
            let lag = problem.lags[lag as usize];
            let after = lag.later as usize == activity;
            let other = if after { lag.earlier } else { lag.later } as usize;
            let Some(there) = self.slot(other) else { continue };
            let slots: Vec<usize> = starts.ones().collect();
            for slot in slots {
                let (first, second) = if after { (there, slot) } else { (slot, there) };
                let taken = problem.take(if after { other } else { activity }, first);
                let gap = time.date_of(second) - time.date_of(first);
                if gap < lag.min || gap > lag.max || first + taken > second {
                    starts.remove(slot);
                } else {
                    cost[slot] += self.lag_cost(lag, activity, slot, there);
                }
            }
        }
        for asked in &this.between {
            let asked = &problem.between[*asked as usize];
            let Some(there) = self.slot(asked.other(activity)) else { continue };
            let broken: Vec<usize> = starts
                .ones()
                .filter(|slot| !problem.keeps(asked, activity, *slot, there))
                .collect();
            for slot in broken {
                starts.remove(slot);
            }
        }
        for other in &this.other_day {
            if let Some(there) = self.slot(*other as usize) {
                let (from, to) = time.day_slots[time.day_of[there] as usize];
                starts.remove_range(from as usize..to as usize);
            }
        }
        for other in &this.same_day {
            if let Some(there) = self.slot(*other as usize) {
                let (from, to) = time.day_slots[time.day_of[there] as usize];
                starts.remove_range(..from as usize);
                starts.remove_range(to as usize..);
            }
        }
    }
}

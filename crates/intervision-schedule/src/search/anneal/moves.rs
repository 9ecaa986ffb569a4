//! Moves: one session goes elsewhere, or two change places; chains of them are drawn in `kempe`.

use rand::{Rng, RngExt};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::state::NOWHERE;
use super::shared::NOBODY;
use super::walk::Walk;
use crate::problem::Problem;

/// How often only the resources change, as a part of all 32-bit numbers: one time in ten.
const SAME_TIME: u32 = u32::MAX / 10;

/// How often sessions of two slots change places, as many as must: above this 32-bit number, one time in three.
const TWO_SLOTS: u32 = u32::MAX - u32::MAX / 3;

/// How often a whole series goes elsewhere, as a part of all 32-bit numbers: one time in five.
const WHOLE_SERIES: u32 = u32::MAX / 5;

/// Where two sessions that are not served by one resource each trade their days: above this 32-bit number, one time in eight.
const TRADE: u32 = u32::MAX - u32::MAX / 8;

/// How often a session of a series keeps what the series shares.
const SAME_IN_SERIES: f64 = 0.8;

/// Where one session would go.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) activity: usize,
    /// Where it stands now.
    pub(super) from: u32,
    pub(super) start: u32,
    pub(super) assets: Vec<u32>,
    /// The resources in the demand's numbers.
    pub(super) shown: Vec<usize>,
}

impl Draft {
    pub(super) fn aim(&mut self, activity: usize, from: u32, start: u32) {
        (self.activity, self.from, self.start) = (activity, from, start);
    }
}

impl Walk<'_> {
    /// Drafts one move at random. Returns how many sessions it moves; none where the draw comes to nothing, or is known to
    /// cost more than `threshold`.
    pub(super) fn draw(&mut self, threshold: i64, rng: &mut Xoshiro256PlusPlus) -> Option<usize> {
        let (chance, more) = (rng.next_u64(), rng.next_u64());
        let activity = *self.movable.get(scaled(chance as u32, self.movable.len()))? as usize;
        let from = self.starts[activity];
        if from == NOWHERE {
            return None;
        }
        if self.problem.chains[self.problem.activities[activity].chain as usize].activities.len()
            > 1
            && ((more as u32) < WHOLE_SERIES)
        {
            return self.draw_series(activity, rng);
        }
        let units = self.from[activity + 1] - self.from[activity];
        let kind = (chance >> 32) as u32;
        let same_time = units > 0 && kind < SAME_TIME;
        let start = if same_time {
            from
        } else {
            let options = self.options_of(activity);
            options[scaled((more >> 32) as u32, options.len())]
        };
        match self.quick[activity].pool {
            Some(_) if kind > TWO_SLOTS && self.quick[activity].single => {
                self.draw_kempe(activity, start, more as u32)
            }
            Some(pool) => self.draw_one(activity, start, (pool, more as u32), threshold),
            None if (more as u32) > TRADE => self.draw_trade(activity, rng),
            None => self.draw_many(activity, start, threshold, rng),
        }
    }

    /// The rest of a draw for a session with one resource of its own.
    fn draw_one(
        &mut self,
        activity: usize,
        start: u32,
        (pool, bits): (u32, u32),
        threshold: i64,
    ) -> Option<usize> {
        let from = self.starts[activity];
        let candidates = &self.pools[pool as usize];
        let asset = candidates[scaled(bits, candidates.len())];
        let old = self.assets(activity)[0];
        if start == from && asset == old {
            return None;
        }
        if !opens(self.problem, asset, activity, start) {
            return None;
        }
        self.drafts[0].aim(activity, from, start);
        self.drafts[0].assets.clear();
        self.drafts[0].assets.push(asset);
        let other = match self.in_the_way(activity, start as usize) {
            Way::One(other) => Some(other),
            Way::Free | Way::Many => None,
        };
        if self.hopeless(activity, start as usize, other, threshold) {
            return None;
        }
        let Some(other) = other else { return Some(1) };
        let quick = &self.quick[other];
        let fits = quick.pool == Some(pool)
            || quick.pool.is_some_and(|pool| self.pools[pool as usize].binary_search(&old).is_ok());
        let can = fits
            && self.problem.activities[other].domain.contains(from as usize)
            && opens(self.problem, old, other, from);
        if !can {
            return Some(1);
        }
        if self.hopeless(other, from as usize, Some(activity), threshold) {
            return None;
        }
        let there = self.starts[other];
        self.drafts[1].aim(other, there, from);
        self.drafts[1].assets.clear();
        self.drafts[1].assets.push(old);
        Some(2)
    }

    /// A draw for a whole chain of sessions, or for one of them and all after it: every one goes as many days forwards or
    /// back, to the same time of the day or to another one; or all get another one of what they share; or both.
    fn draw_series(&mut self, activity: usize, rng: &mut Xoshiro256PlusPlus) -> Option<usize> {
        let problem = self.problem;
        let bits = rng.next_u32();
        let chain = &problem.chains[problem.activities[activity].chain as usize];
        let others = !chain.ties.is_empty() && bits & 1 == 0;
        let in_place = others && bits & 2 == 0;
        let same_half = bits & 4 == 0;
        let options = self.options_of(activity);
        let now = self.starts[activity] as usize;
        let drawn = options[scaled(rng.next_u32(), options.len())] as usize;
        let start = if in_place { now } else { drawn };
        let days = problem.time.date_of(start) - problem.time.date_of(now);
        let at = chain.activities.iter().position(|other| *other as usize == activity)?;
        let first = if others || bits & 8 == 0 { 0 } else { at };
        let which = rng.next_u32() as usize;
        let mut drafts = 0;
        for &other in &chain.activities[first..] {
            let other = other as usize;
            let from = self.starts[other];
            if from == NOWHERE {
                continue;
            }
            let date = problem.time.date_of(from as usize) + days;
            let to = match other == activity {
                true => start,
                false if same_half || in_place => problem.time.moved(from as usize, days)?,
                false => self.on_date(other, date, rng.next_u32())?,
            };
            let draft = &mut self.drafts[drafts];
            draft.assets.clear();
            draft.assets.extend_from_slice(&self.assets[self.from[other]..self.from[other + 1]]);
            if others {
                share(problem, other, &mut draft.assets, which);
            }
            let open = |asset: &u32| opens(problem, *asset, other, to as u32);
            if !draft.assets.iter().all(open) {
                redraw(problem, other, &mut draft.assets, rng);
            }
            if !problem.activities[other].domain.contains(to) || !draft.assets.iter().all(open) {
                return None;
            }
            draft.aim(other, from, to as u32);
            drafts += 1;
        }
        (others || start != now).then_some(drafts)
    }

    /// A draw in which two sessions trade their days, and keep what serves them.
    fn draw_trade(&mut self, activity: usize, rng: &mut Xoshiro256PlusPlus) -> Option<usize> {
        let problem = self.problem;
        let other = *self.movable.get(scaled(rng.next_u32(), self.movable.len()))? as usize;
        if other == activity || self.starts[other] == NOWHERE {
            return None;
        }
        for (draft, (one, two)) in [(activity, other), (other, activity)].into_iter().enumerate() {
            let date = problem.time.date_of(self.starts[two] as usize);
            let to = self.on_date(one, date, rng.next_u32())?;
            let draft = &mut self.drafts[draft];
            draft.assets.clear();
            draft.assets.extend_from_slice(&self.assets[self.from[one]..self.from[one + 1]]);
            if !draft.assets.iter().all(|asset| opens(problem, *asset, one, to as u32)) {
                return None;
            }
            draft.aim(one, self.starts[one], to as u32);
        }
        Some(2)
    }

    /// One of a session's start slots on a day, by random bits.
    fn on_date(&self, activity: usize, date: i32, bits: u32) -> Option<usize> {
        let options = self.options_of(activity);
        let from = options.partition_point(|slot| self.problem.time.date_of(*slot as usize) < date);
        let to = options.partition_point(|slot| self.problem.time.date_of(*slot as usize) <= date);
        let day = options.get(from..to).filter(|day| !day.is_empty())?;
        Some(day[scaled(bits, day.len())] as usize)
    }

    /// The rest of a draw for a session with no resource, with several, or with one that a series keeps.
    fn draw_many(
        &mut self,
        activity: usize,
        start: u32,
        threshold: i64,
        rng: &mut Xoshiro256PlusPlus,
    ) -> Option<usize> {
        let (problem, from) = (self.problem, self.starts[activity]);
        let mut assets = std::mem::take(&mut self.drafts[0].assets);
        assets.clear();
        assets.extend_from_slice(self.assets(activity));
        redraw(problem, activity, &mut assets, rng);
        let open = assets.iter().all(|asset| opens(problem, *asset, activity, start));
        let moves = open && (start != from || assets != self.assets(activity));
        self.drafts[0].assets = assets;
        self.drafts[0].aim(activity, from, start);
        if !moves {
            return None;
        }
        let drafts = match self.in_the_way(activity, start as usize) {
            Way::One(other) if self.exchange(activity, other) => 2,
            Way::Free | Way::One(_) | Way::Many => 1,
        };
        let other = (drafts == 2).then_some(self.drafts[1].activity);
        (!self.hopeless(activity, start as usize, other, threshold)).then_some(drafts)
    }

    /// Who holds the drafted resources in the drafted slots.
    fn in_the_way(&self, activity: usize, start: usize) -> Way {
        let mut way = Way::Free;
        for slot in start..self.end(activity, start) {
            for asset in &self.drafts[0].assets {
                let holder = self.shared.holder(*asset, slot);
                if holder == NOBODY || holder as usize == activity {
                    continue;
                }
                match way {
                    Way::Free => way = Way::One(holder as usize),
                    Way::One(other) if other == holder as usize => {}
                    _ => return Way::Many,
                }
            }
        }
        way
    }

    /// Drafts the second half of an exchange: the other goes where this one stands. Says whether it can.
    fn exchange(&mut self, activity: usize, other: usize) -> bool {
        let problem = self.problem;
        let (here, there) = (self.drafts[0].from, self.starts[other]);
        let mut assets = std::mem::take(&mut self.drafts[1].assets);
        assets.clear();
        assets.extend_from_slice(self.assets(activity));
        let can = problem.activities[other].domain.contains(here as usize)
            && suits(problem, other, &assets)
            && assets.iter().all(|asset| opens(problem, *asset, other, here));
        self.drafts[1].assets = assets;
        self.drafts[1].aim(other, there, here);
        can
    }
}

/// A number below `count`, out of 32 random bits (Lemire 2019, without the correction: counts are far smaller).
pub(super) fn scaled(bits: u32, count: usize) -> usize {
    ((u64::from(bits) * count as u64) >> 32) as usize
}

enum Way {
    Free,
    One(usize),
    Many,
}

pub(super) fn opens(problem: &Problem, asset: u32, activity: usize, start: u32) -> bool {
    let length = problem.activities[activity].length;
    problem.resources[asset as usize].open[length].contains(start as usize)
}

/// Whether these resources meet a session's needs.
fn suits(problem: &Problem, activity: usize, assets: &[u32]) -> bool {
    let mut from = 0;
    for need in &problem.activities[activity].needs {
        let Some(mine) = assets.get(from..from + need.count) else { return false };
        let pool = problem.pool(need);
        if !mine.iter().all(|asset| pool.binary_search(asset).is_ok()) {
            return false;
        }
        from += need.count;
    }
    from == assets.len()
}

/// Gives a session the same other ones of what its series shares as all sessions that draw `which`.
fn share(problem: &Problem, activity: usize, assets: &mut [u32], which: usize) {
    let mut at = 0;
    for need in &problem.activities[activity].needs {
        let pool = problem.pool(need);
        for step in 0..need.count {
            if need.tie.is_some() {
                assets[at + step] = pool[(which + step) % pool.len()];
            }
        }
        at += need.count;
    }
}

/// Other resources at random, each of the right pool, none twice where the pools allow.
fn redraw(problem: &Problem, activity: usize, assets: &mut [u32], rng: &mut Xoshiro256PlusPlus) {
    let mut at = 0;
    for need in &problem.activities[activity].needs {
        let pool = problem.pool(need);
        if need.tie.is_some() && rng.random_bool(SAME_IN_SERIES) {
            at += need.count;
            continue;
        }
        for _ in 0..need.count {
            let asset = pool[rng.random_range(0..pool.len())];
            if !assets.contains(&asset) {
                assets[at] = asset;
            }
            at += 1;
        }
    }
}

/// Resources for a session that has none yet.
pub(super) fn any_assets(
    problem: &Problem,
    activity: usize,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<u32> {
    let mut assets = Vec::new();
    for need in &problem.activities[activity].needs {
        let pool = problem.pool(need);
        let first = rng.random_range(0..pool.len().max(1));
        let turn = (0..pool.len()).map(|step| pool[(first + step) % pool.len()]);
        let left: Vec<u32> =
            turn.filter(|asset| !assets.contains(asset)).take(need.count).collect();
        let lack = need.count - left.len();
        assets.extend(left);
        assets.extend((0..lack).map(|step| pool[step % pool.len()]));
    }
    assets
}

//! A plan under change by single moves, its points per level, and the best plan so far.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::state::{NOWHERE, Place};
use super::keep::Snapshot;
use super::kempe::LONGEST;
use super::limits::Limits;
use super::moves::Draft;
use super::quick::{Lists, Quick};
use super::schedule::Cooling;
use super::shared::Shared;
use crate::Level;
use crate::problem::Problem;
use crate::rules::{POINT, Stand, Tally};

/// A rule of the host's under way.
pub(crate) struct Counter {
    pub(crate) tally: Box<dyn Tally>,
    pub(crate) level: Level,
    /// The sessions that it has to do with, in the demand's numbers.
    pub(crate) sessions: Vec<usize>,
}

/// One rule of one session.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) counter: usize,
    pub(super) level: usize,
    /// Cost by which one move can lower it.
    relief: i64,
    /// The same of all rules of the session after this one.
    later: i64,
}

pub(super) struct Walk<'p> {
    pub(super) problem: &'p Problem,
    pub(super) starts: Vec<u32>,
    /// Where each session's resources begin in `assets`.
    pub(super) from: Vec<usize>,
    pub(super) assets: Vec<u32>,
    /// The same in the demand's numbers.
    pub(super) shown: Vec<usize>,
    pub(super) shared: Shared,
    pub(super) limits: Limits,
    pub(super) counters: Vec<Counter>,
    /// Per session, its rules, those that a move can lower most first.
    pub(super) asked: Vec<Vec<Asked>>,
    /// Per session and rule, whether it has to do with it.
    concerns: Vec<bool>,
    pub(super) quick: Vec<Quick>,
    pub(super) classes: Vec<u32>,
    /// Start slots of all sessions.
    pub(super) options: Vec<u32>,
    pub(super) pools: Vec<Vec<u32>>,
    /// Sessions with a start slot.
    pub(super) movable: Vec<u32>,
    /// Moves under way; the first so many of them count.
    pub(super) drafts: Vec<Draft>,
    /// Sessions of a chain under way.
    pub(super) chain: Vec<u32>,
    /// The rules that have been asked about the moves under way, and for each rule the attempt that last did.
    counted: Vec<usize>,
    counted_in: Vec<u64>,
    attempts: u64,
    pub(super) points: [i64; 3],
    /// Cost of a point per level.
    weights: [i64; 3],
    /// Whether this plan is better than the best that is remembered.
    pub(super) ahead: bool,
}

/// Places of the levels among points and weights.
pub(super) const HARD: usize = 0;
const MEDIUM: usize = 1;
const SOFT: usize = 2;

/// Thousandths for soft points, whole points for the others.
pub(super) fn unit(level: usize) -> i64 {
    if level == SOFT { POINT } else { 1 }
}

impl<'p> Walk<'p> {
    /// Nothing placed.
    pub(super) fn new(problem: &'p Problem, counters: Vec<Counter>) -> Self {
        let activities = &problem.activities;
        let mut from = vec![0];
        for activity in activities {
            let units: usize = activity.needs.iter().map(|need| need.count).sum();
            from.push(from.last().copied().unwrap_or(0) + units);
        }
        let units = from.last().copied().unwrap_or(0);
        let limits = Limits::new(problem);
        let plain = !limits.any && problem.resources.iter().all(|r| r.wishes.is_none());
        let Lists { quick, classes, options, pools } = Lists::new(problem, plain);
        let has_place = |activity: &u32| {
            let (first, end) = quick[*activity as usize].options;
            first < end
        };
        let longest = problem.chains.iter().map(|chain| chain.activities.len()).max().unwrap_or(0);
        let movable: Vec<u32> = (0..activities.len() as u32).filter(has_place).collect();
        let stuck = (activities.len() - movable.len()) as i64;
        let mut concerns = vec![false; activities.len() * counters.len()];
        let mut asked = vec![Vec::new(); activities.len()];
        let mut canonical =
            vec![usize::MAX; activities.iter().map(|a| a.original + 1).max().unwrap_or(0)];
        for (index, activity) in activities.iter().enumerate() {
            canonical[activity.original] = index;
        }
        for (number, counter) in counters.iter().enumerate() {
            for &session in &counter.sessions {
                let Some(&activity) = canonical.get(session).filter(|at| **at != usize::MAX) else {
                    continue;
                };
                if std::mem::replace(&mut concerns[activity * counters.len() + number], true) {
                    continue;
                }
                let level = counter.level as usize;
                let relief = counter.tally.relief(session);
                asked[activity].push(Asked { counter: number, level, relief, later: 0 });
            }
        }
        Walk {
            problem,
            starts: vec![NOWHERE; activities.len()],
            from,
            assets: vec![0; units],
            shown: vec![0; units],
            shared: Shared::new(problem),
            limits,
            counted: Vec::with_capacity(counters.len()),
            counted_in: vec![0; counters.len()],
            attempts: 0,
            counters,
            asked,
            concerns,
            quick,
            classes,
            options,
            pools,
            movable,
            drafts: (0..longest.max(LONGEST)).map(|_| Draft::default()).collect(),
            chain: Vec::with_capacity(LONGEST),
            points: [0, stuck * (problem.prices.unplaced / problem.prices.medium), 0],
            weights: [1; 3],
            ahead: false,
        }
    }

    pub(super) fn options_of(&self, activity: usize) -> &[u32] {
        let (first, end) = self.quick[activity].options;
        &self.options[first as usize..end as usize]
    }

    pub(super) fn classes_of(&self, activity: usize) -> &[u32] {
        let (first, end) = self.quick[activity].classes;
        &self.classes[first as usize..end as usize]
    }

    /// One past the last slot of a session that starts there.
    pub(super) fn end(&self, activity: usize, start: usize) -> usize {
        start + if self.quick[activity].single { 1 } else { self.problem.take(activity, start) }
    }

    pub(super) fn assets(&self, activity: usize) -> &[u32] {
        &self.assets[self.from[activity]..self.from[activity + 1]]
    }

    /// Sets what a point costs at each level, and puts each session's rules in order.
    pub(super) fn set_weights(&mut self, weights: [i64; 3]) {
        self.weights = weights;
        for (activity, asked) in self.asked.iter_mut().enumerate() {
            let session = self.problem.activities[activity].original;
            for one in asked.iter_mut() {
                let points = self.counters[one.counter].tally.relief(session);
                one.relief =
                    points.saturating_mul(unit(one.level)).saturating_mul(weights[one.level]);
            }
            asked.sort_by_key(|one| (std::cmp::Reverse(one.relief), one.counter));
            let mut later: i64 = 0;
            for one in asked.iter_mut().rev() {
                one.later = later;
                later = later.saturating_add(one.relief);
            }
            self.quick[activity].relief = later;
        }
    }

    /// Puts a session that is nowhere in a place.
    pub(super) fn put(&mut self, place: &Place) {
        let draft = &mut self.drafts[0];
        draft.aim(place.activity, NOWHERE, place.slot as u32);
        draft.assets.clear();
        draft.assets.extend_from_slice(&place.assets);
        if let Some(change) = self.attempt(1, i64::MAX) {
            self.add(change);
        }
        self.commit(1);
    }

    /// Puts sessions that are nowhere in places at random, whatever clashes.
    pub(super) fn seat_the_rest(&mut self, rng: &mut Xoshiro256PlusPlus) {
        for index in 0..self.movable.len() {
            let activity = self.movable[index] as usize;
            if self.starts[activity] != NOWHERE {
                continue;
            }
            let options = self.options_of(activity);
            let slot = options[rng.random_range(0..options.len())] as usize;
            let assets = super::moves::any_assets(self.problem, activity, rng);
            self.put(&Place { activity, slot, assets });
        }
    }

    /// Tries one move at random and keeps it by the rule of simulated annealing.
    pub(super) fn step(
        &mut self,
        cooling: &Cooling,
        rng: &mut Xoshiro256PlusPlus,
        best: &mut Snapshot,
    ) {
        let threshold = cooling.threshold(rng);
        let Some(drafts) = self.draw(threshold, rng) else { return };
        let Some(change) = self.attempt(drafts, threshold) else { return };
        let before = self.points;
        self.add(change);
        if self.ahead && self.points > before {
            self.remember(best, before, drafts);
        }
        self.ahead |= self.points < best.points;
        self.commit(drafts);
    }

    /// What one move at random would change, per level, if a move comes of it.
    pub(super) fn sample(&mut self, rng: &mut Xoshiro256PlusPlus) -> Option<[i64; 3]> {
        let drafts = self.draw(i64::MAX, rng)?;
        let change = self.attempt(drafts, i64::MAX)?;
        self.undo(drafts);
        Some(change)
    }

    /// Carries the drafted moves out in every count, unless they cost more than `threshold`; then everything stands as before.
    ///
    /// Returns the change in points per level. Starts are changed, resources only by [`commit`](Walk::commit).
    pub(super) fn attempt(&mut self, drafts: usize, threshold: i64) -> Option<[i64; 3]> {
        let mut change = self.shift(drafts);
        let weights = self.weights;
        let mut cost: i64 = (0..3).map(|level| change[level] * weights[level]).sum();
        self.counted.clear();
        self.attempts += 1;
        let of_all = |draft: &Draft| self.quick[draft.activity].relief;
        let mut after = self.drafts[..drafts]
            .iter()
            .map(of_all)
            .fold(0, |sum: i64, one| sum.saturating_add(one));
        if cost.saturating_sub(after) > threshold {
            self.undo(drafts);
            return None;
        }
        for draft in 0..drafts {
            let activity = self.drafts[draft].activity;
            if after < i64::MAX {
                after -= self.quick[activity].relief;
            }
            for index in 0..self.asked[activity].len() {
                let one = self.asked[activity][index];
                if self.counted_in[one.counter] == self.attempts {
                    continue;
                }
                self.counted_in[one.counter] = self.attempts;
                self.counted.push(one.counter);
                let points = self.count(one.counter, drafts, false) * unit(one.level);
                change[one.level] += points;
                cost += points * weights[one.level];
                if cost.saturating_sub(one.later.saturating_add(after)) > threshold {
                    self.undo(drafts);
                    return None;
                }
            }
        }
        if cost > threshold {
            self.undo(drafts);
            return None;
        }
        Some(change)
    }

    /// Whether people who are taken elsewhere make it cost more than `threshold` that a session starts there, whatever
    /// else changes. The `other` one leaves its place, if there is one.
    pub(super) fn hopeless(
        &self,
        activity: usize,
        start: usize,
        other: Option<usize>,
        threshold: i64,
    ) -> bool {
        let slots = start..self.end(activity, start);
        let from = self.starts[activity];
        if from != NOWHERE {
            let from = from as usize;
            if start < self.end(activity, from) && from < slots.end {
                return false;
            }
        }
        let classes = self.classes_of(activity);
        let mut taken = self.shared.taken(classes, slots);
        if taken == 0 {
            return false;
        }
        let mut relief = self.quick[activity].relief;
        if let Some(other) = other {
            // Those whom both need are not taken any more when the other one leaves.
            let others = self.classes_of(other);
            let both = classes.iter().filter(|class| others.contains(class)).count();
            let length = &self.problem.time.lengths[self.problem.activities[other].length];
            taken -= both as i64 * i64::from(length.most);
            relief = relief.saturating_add(self.quick[other].relief);
        }
        let clashes = taken - self.points[HARD];
        clashes.saturating_mul(self.weights[HARD]).saturating_sub(relief) > threshold
    }

    /// Takes back what [`attempt`](Walk::attempt) did: people, resources and limits, and the rules that were asked.
    fn undo(&mut self, drafts: usize) {
        for index in 0..self.counted.len() {
            self.count(self.counted[index], drafts, true);
        }
        self.unshift(drafts);
    }

    /// Lets one rule count the drafted moves, or their way back. Returns the change in points.
    fn count(&mut self, counter: usize, drafts: usize, back: bool) -> i64 {
        let mut change = 0;
        for leaving in [true, false] {
            for draft in 0..drafts {
                let draft = &self.drafts[draft];
                let activity = draft.activity;
                if !self.concerns[activity * self.counters.len() + counter] {
                    continue;
                }
                let old = leaving != back;
                let (start, resources) = if old {
                    (draft.from, &self.shown[self.from[activity]..self.from[activity + 1]])
                } else {
                    (draft.start, draft.shown.as_slice())
                };
                if start == NOWHERE {
                    continue;
                }
                let start = start as usize;
                let session = self.quick[activity].session as usize;
                let take = if self.quick[activity].single {
                    1
                } else {
                    self.problem.take(activity, start)
                };
                let stand = Stand { session, start, end: start + take, resources };
                let tally = &mut self.counters[counter].tally;
                change += if leaving { tally.leave(stand) } else { tally.enter(stand) };
            }
        }
        change
    }

    /// Moves people and resources, and counts clashes, limits, absences and wishes.
    fn shift(&mut self, drafts: usize) -> [i64; 3] {
        let mut change = [0; 3];
        for draft in 0..drafts {
            let (activity, from) = (self.drafts[draft].activity, self.drafts[draft].from);
            self.show(draft);
            if from != NOWHERE {
                self.part(activity, from, false, draft, &mut change, false);
            }
        }
        for draft in 0..drafts {
            let (activity, to) = (self.drafts[draft].activity, self.drafts[draft].start);
            self.part(activity, to, true, draft, &mut change, true);
        }
        change
    }

    fn unshift(&mut self, drafts: usize) {
        let mut change = [0; 3];
        for draft in (0..drafts).rev() {
            let (activity, to) = (self.drafts[draft].activity, self.drafts[draft].start);
            self.part(activity, to, true, draft, &mut change, false);
        }
        for draft in (0..drafts).rev() {
            let (activity, from) = (self.drafts[draft].activity, self.drafts[draft].from);
            if from != NOWHERE {
                self.part(activity, from, false, draft, &mut change, true);
            }
        }
    }

    /// One session comes to or leaves a place with its old or its drafted resources.
    pub(super) fn part(
        &mut self,
        activity: usize,
        start: u32,
        drafted: bool,
        draft: usize,
        change: &mut [i64; 3],
        on: bool,
    ) {
        let problem = self.problem;
        let start = start as usize;
        let slots = start..self.end(activity, start);
        let quick = &self.quick[activity];
        let classes = &self.classes[quick.classes.0 as usize..quick.classes.1 as usize];
        let assets = if drafted {
            self.drafts[draft].assets.as_slice()
        } else {
            &self.assets[self.from[activity]..self.from[activity + 1]]
        };
        if !on {
            self.starts[activity] = NOWHERE;
        }
        let clashes = if on {
            self.shared.enter(activity as u32, classes, assets, slots.clone())
        } else {
            self.shared.leave(activity as u32, classes, assets, slots.clone())
        };
        if on {
            self.starts[activity] = start as u32;
        }
        change[HARD] += clashes;
        if quick.plain {
            return;
        }
        let limits = self.limits.change(problem, &self.starts, activity, start, assets, on);
        change[HARD] += limits.hard;
        change[SOFT] += limits.soft;
        let profile = &problem.profiles[problem.activities[activity].profile];
        let (cost, mut wishes) = (profile.cost[start], profile.wishes[start]);
        // Nobody is away in most places, and divisions are slow.
        let medium = if cost == wishes { 0 } else { (cost - wishes) / problem.prices.medium };
        let mut closed = 0;
        for asset in assets {
            let resource = &problem.resources[*asset as usize];
            closed +=
                i64::from(!resource.open[problem.activities[activity].length].contains(start));
            if resource.wishes.is_some() {
                wishes += resource.wish(start, slots.len()) * problem.prices.wish;
            }
        }
        let sign = if on { 1 } else { -1 };
        change[HARD] += sign * closed;
        change[MEDIUM] += sign * medium;
        change[SOFT] += sign * wishes;
    }

    /// Fills in the demand's numbers of drafted resources.
    fn show(&mut self, draft: usize) {
        let draft = &mut self.drafts[draft];
        draft.shown.clear();
        draft
            .shown
            .extend(draft.assets.iter().map(|a| self.problem.resources[*a as usize].original));
    }

    /// Makes the drafted resources the sessions' own, once the move is carried out.
    fn commit(&mut self, drafts: usize) {
        for draft in &self.drafts[..drafts] {
            let range = self.from[draft.activity]..self.from[draft.activity + 1];
            self.assets[range.clone()].copy_from_slice(&draft.assets);
            self.shown[range].copy_from_slice(&draft.shown);
        }
    }

    pub(super) fn add(&mut self, change: [i64; 3]) {
        for (level, change) in self.points.iter_mut().zip(change) {
            *level += change;
        }
    }
}

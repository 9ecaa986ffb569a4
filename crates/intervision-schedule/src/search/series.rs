//! The series programme: the best places for a whole chain, given everything else.
//!
//! Dynamic programming over start slots (Bellman 1957), one stage per activity; a transition goes from day to day, so a
//! stage takes O(slots + days). Resources that stay the same through a series are tried one by
//! one, each with a programme of its own. Exact, except that a weekly limit reached by the chain itself, and more
//! than [`MOST_CHOICES`] choices for a series, are dealt with when the activities are placed.

use fixedbitset::FixedBitSet;

use super::serve::{Given, clear_of};
use super::state::{Place, State};
use crate::problem::{Chain, LowLag, Problem};
use crate::rules;

/// More than any plan costs; leaves room for sums.
const NEVER: i64 = i64::MAX / 4;

/// So many choices of resources that stay through a series are tried.
const MOST_CHOICES: usize = 256;

/// Whether activities may be left without a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skips {
    /// All must be placed.
    None,
    /// Any may be skipped; the lags around it add up.
    Some,
    /// Any may be skipped, and its neighbours then need not mind each other: a relaxation, for the bound.
    Free,
}

/// Puts the chain's activities, none of which is placed, where they cost least; what finds no place stays out.
pub(crate) fn insert(state: &mut State<'_>, chain: usize) {
    let problem = state.problem;
    let of = &problem.chains[chain];
    let stages: Vec<Stage> = of.activities.iter().map(|&a| stage(state, a as usize)).collect();
    let (choices, _) = choices(state, of);
    let best = best_choice(state, of, &stages, &choices, Skips::None)
        .or_else(|| best_choice(state, of, &stages, &choices, Skips::Some));
    let Some((_, path, given)) = best else { return };
    let mut left_out = Vec::new();
    for (activity, slot) in of.activities.iter().zip(path) {
        let activity = *activity as usize;
        let served = slot.and_then(|slot| Some((slot, state.serve(activity, slot, given)?)));
        match served {
            Some((slot, assets)) => state.place(Place { activity, slot, assets }),
            None => left_out.push(activity),
        }
    }
    for activity in left_out {
        insert_one(state, activity);
    }
}

/// Puts one activity where it costs least, given everything that is placed, its own chain too.
pub(super) fn insert_one(state: &mut State<'_>, activity: usize) {
    let stage = stage(state, activity);
    let mut slots: Vec<usize> = stage.starts.ones().collect();
    slots.sort_by_key(|slot| (stage.cost[*slot], *slot));
    let served =
        slots.into_iter().find_map(|slot| Some((slot, state.serve(activity, slot, &Vec::new())?)));
    if let Some((slot, assets)) = served {
        state.place(Place { activity, slot, assets });
    }
}

/// The least that a chain can cost on its own, and where its activities would then stand.
///
/// Every plan costs at least the sum of this over all chains: other chains only take slots and resources away.
pub(crate) fn alone(empty: &State<'_>, chain: usize) -> (i64, Vec<Option<usize>>) {
    let of = &empty.problem.chains[chain];
    let stages: Vec<Stage> = of.activities.iter().map(|&a| stage(empty, a as usize)).collect();
    let (mut choices, all) = choices(empty, of);
    if !all {
        choices = vec![Given::new()];
    }
    best_choice(empty, of, &stages, &choices, Skips::Free)
        .map_or((0, Vec::new()), |(cost, path, _)| (cost, path))
}

/// Start slots of one activity and what each costs, as far as its own needs and everything placed go.
struct Stage {
    starts: FixedBitSet,
    cost: Vec<i64>,
}

fn stage(state: &State<'_>, activity: usize) -> Stage {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let length = &problem.time.lengths[this.length];
    let mut starts = this.domain.clone();
    match this.classes.as_slice() {
        [] => {}
        [class] => clear_of(&mut starts, state.class_busy(*class), length),
        classes => {
            let mut busy = FixedBitSet::with_capacity(problem.time.slots);
            for class in classes {
                busy.union_with(state.class_busy(*class));
            }
            clear_of(&mut starts, &busy, length);
        }
    }
    for need in &this.needs {
        let tied = need.tie.and_then(|tie| state.tied(tie));
        let (assets, count) = match tied {
            Some(assets) => (assets, assets.len()),
            None => (problem.pool(need), need.count),
        };
        if count > 0 {
            starts.intersect_with(&state.starts_of_some(assets, count, this.length));
        }
    }
    let mut cost = problem.profiles[this.profile].cost.clone();
    add_wishes(state, activity, &starts, &mut cost);
    state.relate(activity, &mut starts, &mut cost);
    if tangled(problem, activity) {
        let slots: Vec<usize> = starts.ones().collect();
        for slot in slots {
            starts.set(slot, state.serve(activity, slot, &Vec::new()).is_some());
        }
    }
    Stage { starts, cost }
}

/// Adds the least that free needs would rather not.
fn add_wishes(state: &State<'_>, activity: usize, starts: &FixedBitSet, cost: &mut [i64]) {
    let problem = state.problem;
    for need in problem.activities[activity].needs.iter().filter(|need| need.tie.is_none()) {
        let minds = |asset: &u32| problem.resources[*asset as usize].wishes.is_some();
        if !need.candidates.iter().any(minds) {
            continue;
        }
        for slot in starts.ones() {
            let take = problem.take(activity, slot);
            let free = need.candidates.iter().filter(|a| state.free(**a, activity, slot));
            let mut wishes: Vec<i64> =
                free.map(|a| problem.resources[*a as usize].wish(slot, take)).collect();
            wishes.sort_unstable();
            cost[slot] += wishes.iter().take(need.count).sum::<i64>() * problem.prices.wish;
        }
    }
}

/// Whether two needs of an activity draw on the same resources, so that meeting one may fail the other.
fn tangled(problem: &Problem, activity: usize) -> bool {
    let needs = &problem.activities[activity].needs;
    needs.iter().enumerate().any(|(index, need)| {
        let others = needs[index + 1..].iter().flat_map(|other| &other.candidates);
        others.into_iter().any(|candidate| need.candidates.contains(candidate))
    })
}

/// What the chain's ties may be given, and whether that is every choice.
fn choices(state: &State<'_>, chain: &Chain) -> (Vec<Given>, bool) {
    let mut choices: Vec<Given> = vec![Vec::new()];
    let mut all = true;
    for &tie in chain.ties.iter().filter(|tie| state.tied(**tie).is_none()) {
        let of = &state.problem.ties[tie as usize];
        let sets = subsets(&of.candidates, of.count, MOST_CHOICES);
        let mut longer = Vec::with_capacity(choices.len() * sets.len());
        for choice in &choices {
            for set in &sets {
                let mut choice = choice.clone();
                choice.push((tie, set.clone()));
                longer.push(choice);
            }
        }
        all &= longer.len() < MOST_CHOICES;
        longer.truncate(MOST_CHOICES);
        choices = longer;
    }
    (choices, all)
}

/// The first `most` subsets of this size, in order.
fn subsets(of: &[u32], size: usize, most: usize) -> Vec<Vec<u32>> {
    let mut sets = Vec::new();
    let mut at: Vec<usize> = (0..size).collect();
    while size <= of.len() && sets.len() < most {
        sets.push(at.iter().map(|index| of[*index]).collect());
        let Some(turn) = (0..size).rev().find(|place| at[*place] + size - place < of.len()) else {
            break;
        };
        at[turn] += 1;
        for place in turn + 1..size {
            at[place] = at[place - 1] + 1;
        }
    }
    sets
}

type Best<'g> = (i64, Vec<Option<usize>>, &'g Given);

fn best_choice<'g>(
    state: &State<'_>,
    chain: &Chain,
    stages: &[Stage],
    choices: &'g [Given],
    skips: Skips,
) -> Option<Best<'g>> {
    let mut best: Option<Best<'g>> = None;
    for given in choices {
        let programme = if given.is_empty() {
            Programme::solve(state.problem, chain, stages, skips)
        } else {
            let narrowed = narrow(state, chain, stages, given);
            Programme::solve(state.problem, chain, &narrowed, skips)
        };
        if let Some((cost, path)) = programme
            && best.as_ref().is_none_or(|(least, _, _)| cost < *least)
        {
            best = Some((cost, path, given));
        }
    }
    best
}

/// The stages as the given resources leave them.
fn narrow(state: &State<'_>, chain: &Chain, stages: &[Stage], given: &Given) -> Vec<Stage> {
    let problem = state.problem;
    let narrow_one = |(stage, &activity): (&Stage, &u32)| {
        let this = &problem.activities[activity as usize];
        let mut starts = stage.starts.clone();
        let mut cost = stage.cost.clone();
        for need in &this.needs {
            let Some((_, assets)) = given.iter().find(|(tie, _)| need.tie == Some(*tie)) else {
                continue;
            };
            for &asset in assets {
                starts.intersect_with(&state.starts_of(asset, this.length));
                let resource = &problem.resources[asset as usize];
                for slot in starts.ones().filter(|_| resource.wishes.is_some()) {
                    let take = problem.take(activity as usize, slot);
                    cost[slot] += resource.wish(slot, take) * problem.prices.wish;
                }
            }
        }
        Stage { starts, cost }
    };
    stages.iter().zip(&chain.activities).map(narrow_one).collect()
}

/// The tables of one programme.
struct Programme<'a> {
    problem: &'a Problem,
    chain: &'a Chain,
    stages: &'a [Stage],
    skips: Skips,
    /// Cost of the cheapest path that ends here, per stage and slot.
    cost: Vec<Vec<i64>>,
    /// Where that path comes from: stage and slot; none at its beginning.
    from: Vec<Vec<Option<(u32, u32)>>>,
    /// The cheapest end per stage and day: cost and slot.
    by_day: Vec<Vec<(i64, u32)>>,
}

impl<'a> Programme<'a> {
    /// The cheapest path and its cost; `None` when there is none.
    fn solve(
        problem: &'a Problem,
        chain: &'a Chain,
        stages: &'a [Stage],
        skips: Skips,
    ) -> Option<(i64, Vec<Option<usize>>)> {
        if skips == Skips::None && stages.iter().any(|stage| stage.starts.is_clear()) {
            return None;
        }
        let (cost, from, by_day) = (Vec::new(), Vec::new(), Vec::new());
        let mut programme = Programme { problem, chain, stages, skips, cost, from, by_day };
        for stage in 0..stages.len() {
            programme.extend(stage);
        }
        programme.read()
    }

    fn unplaced(&self, sessions: usize) -> i64 {
        sessions as i64 * self.problem.prices.unplaced
    }

    fn extend(&mut self, stage: usize) {
        let time = &self.problem.time;
        let here = &self.stages[stage];
        let mut reach = vec![(NEVER, None); time.days.len()];
        let mut same_day = Vec::new();
        if stage == 0 || self.skips != Skips::None {
            reach.fill((self.unplaced(stage), None));
        }
        let earliest = if self.skips == Skips::None { stage.saturating_sub(1) } else { 0 };
        for before in earliest..stage {
            let skipped = stage - before - 1;
            let extra = self.unplaced(skipped);
            if skipped > 0 && self.skips == Skips::Free {
                self.reach_free(before, extra, &mut reach);
                continue;
            }
            let lag = across(&self.chain.lags[before..stage]);
            self.reach_by(before, lag, extra, &mut reach);
            if lag.min == 0 {
                same_day.resize(time.slots, (NEVER, None));
                self.reach_same_day(before, lag, extra, &mut same_day);
            }
        }
        let mut cost = vec![NEVER; time.slots];
        let mut from = vec![None; time.slots];
        let mut by_day = vec![(NEVER, 0); time.days.len()];
        for slot in here.starts.ones() {
            let day = time.day_of[slot] as usize;
            let mut best = reach[day];
            if let Some(beside) = same_day.get(slot).filter(|beside| beside.0 < best.0) {
                best = *beside;
            }
            if best.0 >= NEVER {
                continue;
            }
            cost[slot] = best.0 + here.cost[slot];
            from[slot] = best.1;
            if cost[slot] < by_day[day].0 {
                by_day[day] = (cost[slot], slot as u32);
            }
        }
        self.cost.push(cost);
        self.from.push(from);
        self.by_day.push(by_day);
    }

    /// Extends paths that end in an earlier stage, on an earlier day, by a lag.
    fn reach_by(&self, before: usize, lag: LowLag, extra: i64, reach: &mut [Reach]) {
        let dates = &self.problem.time.date;
        let by_day = &self.by_day[before];
        let ends = |day: &(i64, u32)| day.0 < NEVER;
        let first = by_day.iter().position(ends);
        let Some((first, last)) = first.zip(by_day.iter().rposition(ends)) else { return };
        let from = dates.partition_point(|date| *date - lag.min.max(1) < dates[first]);
        let to = dates.partition_point(|date| date.saturating_sub(lag.max) <= dates[last]);
        let price = if lag.target < 0 { 0 } else { self.problem.prices.lag_day };
        let target = lag.target.max(0);
        // Beyond the target each day back costs more, before it each day back costs less: two windows over earlier days, in
        // which the order of two days never changes.
        let (mut beyond, mut within) = (Window::new(first, -price), Window::new(first, price));
        for day in from..to.max(from) {
            let date = dates[day];
            let (nearest, aim) = (date - lag.min.max(1), date.saturating_sub(target));
            let farthest = date.saturating_sub(lag.max);
            beyond.slide(farthest, aim.min(nearest), dates, by_day);
            within.slide(farthest.max(aim.saturating_add(1)), nearest, dates, by_day);
            for (window, missed) in [(&beyond, date - target), (&within, target - date)] {
                let Some((key, earlier)) = window.least() else { continue };
                let cost = key + i64::from(missed) * price + extra;
                if cost < reach[day].0 {
                    reach[day] = (cost, Some((before as u32, by_day[earlier].1)));
                }
            }
        }
    }

    /// Two activities on one day: the later one starts when the earlier one has ended.
    fn reach_same_day(&self, before: usize, lag: LowLag, extra: i64, reach: &mut [Reach]) {
        let time = &self.problem.time;
        let activity = self.chain.activities[before] as usize;
        let missed = rules::missed_days(0, lag.target) * self.problem.prices.lag_day;
        for earlier in self.stages[before].starts.ones() {
            let cost = self.cost[before][earlier];
            if cost >= NEVER {
                continue;
            }
            let cost = cost + missed + extra;
            let end = time.day_slots[time.day_of[earlier] as usize].1 as usize;
            for later in &mut reach[earlier + self.problem.take(activity, earlier)..end] {
                if cost < later.0 {
                    *later = (cost, Some((before as u32, earlier as u32)));
                }
            }
        }
    }

    /// Extends paths that end anywhere in an earlier stage.
    fn reach_free(&self, before: usize, extra: i64, reach: &mut [Reach]) {
        let Some((cost, slot)) = self.by_day[before].iter().min() else { return };
        if *cost < NEVER {
            for to in reach.iter_mut().filter(|to| cost + extra < to.0) {
                *to = (cost + extra, Some((before as u32, *slot)));
            }
        }
    }

    fn read(&self) -> Option<(i64, Vec<Option<usize>>)> {
        let stages = self.stages.len();
        let mut path = vec![None; stages];
        let mut best = if self.skips == Skips::None { NEVER } else { self.unplaced(stages) };
        let mut end = None;
        let earliest = if self.skips == Skips::None { stages - 1 } else { 0 };
        for stage in earliest..stages {
            let Some((cost, slot)) = self.by_day[stage].iter().min() else { continue };
            let cost = cost.saturating_add(self.unplaced(stages - 1 - stage));
            if cost < best {
                best = cost;
                end = Some((stage as u32, *slot));
            }
        }
        while let Some((stage, slot)) = end {
            path[stage as usize] = Some(slot as usize);
            end = self.from[stage as usize][slot as usize];
        }
        (best < NEVER).then_some((best, path))
    }
}

/// The cheapest of the days in a window that moves forwards; days are compared by their cost and a price per date.
///
/// A queue of the days that may still become the cheapest (Lemire 2006): each day comes and goes once.
struct Window {
    price: i64,
    next: usize,
    queue: Vec<(i64, usize)>,
    /// Where the queue begins.
    head: usize,
}

impl Window {
    /// An empty window before this day.
    fn new(next: usize, price: i64) -> Self {
        Window { price, next, queue: Vec::new(), head: 0 }
    }

    /// Moves on to the days from `first` to `last`, as dates.
    fn slide(&mut self, first: i32, last: i32, dates: &[i32], by_day: &[(i64, u32)]) {
        while self.next < dates.len() && dates[self.next] <= last {
            let day = self.next;
            self.next += 1;
            let cost = by_day[day].0;
            if cost >= NEVER {
                continue;
            }
            let key = cost + i64::from(dates[day]) * self.price;
            while self.least().is_some() && self.queue.last().is_some_and(|(other, _)| *other > key)
            {
                self.queue.pop();
            }
            self.queue.push((key, day));
        }
        while self.least().is_some_and(|(_, day)| dates[day] < first) {
            self.head += 1;
        }
    }

    /// The cheapest day, the earliest of equals.
    fn least(&self) -> Option<(i64, usize)> {
        self.queue.get(self.head).copied()
    }
}

type Reach = (i64, Option<(u32, u32)>);

/// Lags one after the other as one; nobody aims at a sum.
fn across(lags: &[LowLag]) -> LowLag {
    let (first, last) = (lags[0], lags[lags.len() - 1]);
    let sum = |limit: fn(&LowLag) -> i32| lags.iter().map(limit).fold(0, i32::saturating_add);
    LowLag {
        earlier: first.earlier,
        later: last.later,
        min: sum(|lag| lag.min),
        max: sum(|lag| lag.max),
        target: if lags.len() == 1 { first.target } else { -1 },
    }
}

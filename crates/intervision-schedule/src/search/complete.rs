//! Complete search: every plan of a small demand, so that the answer is proven. In: options per session. Out: the best plan, or
//! nothing where there are too many plans.
//!
//! Depth first over the sessions, each in each of its places and in none, by branch and bound (Land & Doig 1960): what is placed
//! costs what it costs, and what is not costs at least its cheapest place. One step is one session put in one place.
//! Exponential in the sessions; what it may spend is bounded.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run};

use super::anneal::Counter;
use super::state::{Place, State};
use crate::Level;
use crate::problem::Problem;
use crate::rules::{POINT, Prices, Stand};

/// Plans, clashing ones counted as well, above which no attempt is made.
const MOST_PLANS: u64 = 1 << 40;

/// Steps that an attempt may take.
const MOST_STEPS: u64 = 1 << 17;

/// The part of the budget that an attempt may take: a quarter.
const PART: u64 = 4;

/// Steps between two looks at the clock and the observer.
const STEPS_BETWEEN_CHECKS: u64 = 1_024;

/// What came of an attempt.
pub(super) enum Attempt {
    /// No plan costs less than this one.
    Best { places: Vec<Place>, cost: i64, steps: u64 },
    /// Too many plans; so many steps were spent to find out.
    TooMany { steps: u64 },
}

/// Looks at every plan, where they are few. The counters stand at nothing placed, before and after.
pub(super) fn complete(
    problem: &Problem,
    counters: &mut [Counter],
    run: &mut Run<'_>,
    done: u64,
    limit: Option<u64>,
) -> Attempt {
    let allowed =
        limit.map_or(MOST_STEPS, |limit| MOST_STEPS.min(limit.saturating_sub(done) / PART));
    let Some(options) = options(problem, allowed) else {
        return Attempt::TooMany { steps: done };
    };
    let mut rest = vec![0; options.len() + 1];
    for (activity, options) in options.iter().enumerate().rev() {
        let cheapest = options.iter().map(|(cost, _)| *cost).min();
        let least =
            cheapest.map_or(problem.prices.unplaced, |cost| cost.min(problem.prices.unplaced));
        rest[activity] = rest[activity + 1] + least;
    }
    let mut search = Complete {
        state: State::empty(problem),
        counters,
        options: &options,
        rest,
        rules: Points::default(),
        best: None,
        steps: 0,
        allowed,
        done,
    };
    let ended = search.place(0, run);
    let steps = done + search.steps;
    match (ended, search.best) {
        (ControlFlow::Continue(()), Some((cost, places))) => Attempt::Best { places, cost, steps },
        _ => Attempt::TooMany { steps },
    }
}

/// Each session's places that hold by themselves with what they cost, the cheapest first; nothing where the plans are too many.
fn options(problem: &Problem, allowed: u64) -> Option<Vec<Vec<(i64, Place)>>> {
    let empty = State::empty(problem);
    let mut plans: u64 = 1;
    let mut all = Vec::new();
    for (activity, this) in problem.activities.iter().enumerate() {
        let mut mine = Vec::new();
        for slot in this.domain.ones() {
            for assets in servings(&empty, activity, slot, allowed as usize)? {
                let cost = empty.own_cost(activity, slot, &assets);
                mine.push((cost, Place { activity, slot, assets }));
            }
            if mine.len() as u64 > allowed {
                return None;
            }
        }
        plans = plans.saturating_mul(mine.len() as u64 + 1);
        if plans > MOST_PLANS {
            return None;
        }
        mine.sort_by_key(|(cost, _)| *cost);
        all.push(mine);
    }
    Some(all)
}

/// All choices of resources that could serve a session from a slot; nothing where they are more than `most`.
pub(super) fn servings(
    state: &State<'_>,
    activity: usize,
    slot: usize,
    most: usize,
) -> Option<Vec<Vec<u32>>> {
    let mut servings = vec![Vec::new()];
    for need in &state.problem.activities[activity].needs {
        let free = |asset: &u32| state.free(*asset, activity, slot);
        let pool: Vec<u32> = state.problem.pool(need).iter().copied().filter(free).collect();
        for picked in 0..need.count {
            let mut longer = Vec::new();
            for serving in &servings {
                // Within one need the order does not matter: each next one stands later in the pool.
                let last = if picked == 0 { None } else { serving.last() };
                let after = last.map_or(0, |last| pool.partition_point(|asset| asset <= last));
                let fits = pool[after..].iter().filter(|asset| !serving.contains(asset));
                longer.extend(fits.map(|asset| [serving.as_slice(), &[*asset]].concat()));
                if longer.len() > most {
                    return None;
                }
            }
            servings = longer;
        }
    }
    Some(servings)
}

/// Points of the planner's own rules, per level.
#[derive(Clone, Copy, Default)]
struct Points {
    hard: i64,
    cost: i64,
}

struct Complete<'p, 'c> {
    state: State<'p>,
    counters: &'c mut [Counter],
    options: &'c [Vec<(i64, Place)>],
    /// What the sessions from each one on cost at least.
    rest: Vec<i64>,
    rules: Points,
    best: Option<(i64, Vec<Place>)>,
    steps: u64,
    allowed: u64,
    done: u64,
}

impl Complete<'_, '_> {
    /// Places the sessions from this one on in every way. Breaks off where the budget ends.
    fn place(&mut self, activity: usize, run: &mut Run<'_>) -> ControlFlow<()> {
        let problem = self.state.problem;
        let Some(options) = self.options.get(activity) else {
            self.keep();
            return ControlFlow::Continue(());
        };
        let open = self.state.open(activity, &mut vec![0; problem.time.slots]);
        for (own, place) in options {
            if !open.contains(place.slot) || !self.state.serves(activity, place.slot, &place.assets)
            {
                continue;
            }
            self.steps += 1;
            if self.steps > self.allowed || self.stopped(run) {
                return ControlFlow::Break(());
            }
            if self.least(activity + 1, *own) {
                continue;
            }
            self.state.place(place.clone());
            let before = self.rules;
            self.tell(place, true);
            let flow = self.place(activity + 1, run);
            self.tell(place, false);
            self.rules = before;
            self.state.remove(activity);
            flow?;
        }
        if self.least(activity + 1, problem.prices.unplaced) {
            return ControlFlow::Continue(());
        }
        self.place(activity + 1, run)
    }

    /// Whether no plan that continues this one can beat the best, if the next session adds `own`.
    fn least(&self, next: usize, own: i64) -> bool {
        let unplaced = self.state.problem.prices.unplaced;
        let open = (self.options.len() + 1 - next) as i64;
        let placed = self.state.cost() - open * unplaced;
        self.best.as_ref().is_some_and(|(best, _)| placed + own + self.rest[next] >= *best)
    }

    /// Tells the planner's own rules that a session comes or goes.
    fn tell(&mut self, place: &Place, comes: bool) {
        let problem = self.state.problem;
        let (session, start) = (problem.activities[place.activity].original, place.slot);
        let original = |asset: &u32| problem.resources[*asset as usize].original;
        let resources: Vec<usize> = place.assets.iter().map(original).collect();
        let end = start + problem.take(place.activity, start);
        let stand = Stand { session, start, end, resources: &resources };
        for counter in self.counters.iter_mut().filter(|c| c.sessions.contains(&session)) {
            let tally = &mut counter.tally;
            let points = if comes { tally.enter(stand) } else { tally.leave(stand) };
            match counter.level {
                Level::Hard => self.rules.hard += points,
                Level::Medium => self.rules.cost += points.saturating_mul(problem.prices.medium),
                Level::Soft => self.rules.cost += points.saturating_mul(POINT),
            }
        }
    }

    /// Remembers this plan, if it holds and costs less than the best.
    fn keep(&mut self) {
        let cost = self.state.cost().saturating_add(self.rules.cost);
        if self.rules.hard == 0 && self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            self.best = Some((cost, self.state.places()));
        }
    }

    fn stopped(&self, run: &mut Run<'_>) -> bool {
        if !self.steps.is_multiple_of(STEPS_BETWEEN_CHECKS) {
            return false;
        }
        let mut progress = Progress::new("complete").at(self.done + self.steps);
        if let Some((best, _)) = &self.best {
            progress = progress.best(Prices::value(*best));
        }
        progress.total = Some(self.done + self.allowed);
        let part = run.budget().time.zip(run.elapsed());
        let long = part.is_some_and(|(time, elapsed)| elapsed > time / PART as u32);
        long || run.check(&progress).is_break()
    }
}

//! The best places of a few sessions, given all others: branch and bound (Land & Doig 1960), depth first, what disturbs least
//! first. One step is one session put in one place, or in none. Exponential in the sessions; what it may spend is bounded.

use std::ops::ControlFlow;
use std::rc::Rc;

use intervision_core::{Progress, Run, Stopped};

use super::super::state::Place;
use super::choices::{Choice, Choices, Shelf};
use super::plan::Plan;
use crate::rules::Prices;

/// Steps between two looks at the clock and the observer.
const STEPS_BETWEEN_CHECKS: u64 = 256;

/// Why a search through all places ended before it had seen them.
pub(super) enum Cut {
    /// It took as many steps as it may.
    Steps,
    /// The run says stop.
    Run(Stopped),
}

/// What a search has to work with, beside the plan.
pub(super) struct Bench<'p, 'r, 'a> {
    pub(super) shelf: Shelf<'p>,
    pub(super) run: &'r mut Run<'a>,
    /// Steps taken in all, and the most that may be.
    pub(super) steps: u64,
    pub(super) limit: Option<u64>,
}

impl Bench<'_, '_, '_> {
    /// Whether the budget is spent.
    pub(super) fn spent(&self) -> bool {
        self.limit.is_some_and(|limit| self.steps >= limit)
    }

    /// Tells the observer, and asks whether to go on.
    pub(super) fn check(&mut self, best: Option<i64>) -> ControlFlow<Stopped> {
        let mut progress = Progress::new("replan").at(self.steps);
        if let Some(best) = best {
            progress = progress.best(Prices::value(best));
        }
        progress.total = self.limit;
        self.run.check(&progress)
    }
}

/// One place to try: what it adds, where in the choices it stands.
struct Candidate {
    adds: i64,
    place: Option<Place>,
}

struct Tree<'t, 'p, 's, 'r, 'a> {
    plan: &'t mut Plan<'p>,
    bench: &'t mut Bench<'s, 'r, 'a>,
    scope: &'t [usize],
    choices: Vec<Rc<Choices>>,
    /// What the sessions from each one on cost at least.
    rest: Vec<i64>,
    /// The least cost so far, and where the sessions then stand.
    least: i64,
    best: Option<Vec<Option<Place>>>,
    /// Steps at which this search ends.
    until: u64,
}

/// Puts the sessions of `scope` where the whole plan costs least, within so many steps. A plan as dear as it was is left as it was.
///
/// Returns whether it saw all plans, or what stopped it.
pub(super) fn solve(
    plan: &mut Plan<'_>,
    bench: &mut Bench<'_, '_, '_>,
    scope: &[usize],
    steps: u64,
) -> Result<bool, Cut> {
    let before = plan.total();
    let whole = scope.iter().all(|&activity| plan.is_decided(activity));
    let old: Vec<Option<Place>> = scope.iter().map(|&activity| plan.undecide(activity)).collect();
    let choices: Vec<Rc<Choices>> =
        scope.iter().map(|&activity| bench.shelf.of(plan.desk, activity)).collect();
    let mut rest = vec![0; scope.len() + 1];
    for (at, choices) in choices.iter().enumerate().rev() {
        rest[at] = rest[at + 1] + choices.least;
    }
    let all = choices.iter().all(|choices| choices.all);
    let least = before.filter(|_| whole).unwrap_or(i64::MAX);
    let until = bench.steps.saturating_add(steps).min(bench.limit.unwrap_or(u64::MAX));
    let mut tree = Tree { plan, bench, scope, choices, rest, least, best: None, until };
    let flow = tree.place(0);
    let best = tree.best.take();
    let chosen = best.unwrap_or(old);
    for (&activity, place) in scope.iter().zip(chosen) {
        plan.decide(activity, place);
    }
    match flow {
        ControlFlow::Continue(()) => Ok(all),
        ControlFlow::Break(cut) => Err(cut),
    }
}

impl Tree<'_, '_, '_, '_, '_> {
    /// Decides the sessions from this one on in every way that may cost less.
    fn place(&mut self, depth: usize) -> ControlFlow<Cut> {
        let Some(&activity) = self.scope.get(depth) else {
            if let Some(cost) = self.plan.total().filter(|cost| *cost < self.least) {
                self.least = cost;
                self.best = Some(self.scope.iter().map(|&one| self.plan.place(one)).collect());
            }
            return ControlFlow::Continue(());
        };
        let allowed = self.allowed(depth);
        for Candidate { adds, place } in self.candidates(depth, activity, allowed) {
            if adds >= self.allowed(depth) {
                break;
            }
            self.bench.steps += 1;
            if self.bench.steps > self.until {
                return ControlFlow::Break(Cut::Steps);
            }
            if self.bench.steps.is_multiple_of(STEPS_BETWEEN_CHECKS) {
                let best = (self.least < i64::MAX).then_some(self.least);
                if let ControlFlow::Break(why) = self.bench.check(best) {
                    return ControlFlow::Break(Cut::Run(why));
                }
            }
            self.plan.decide(activity, place);
            let flow = self.place(depth + 1);
            self.plan.undecide(activity);
            flow?;
        }
        ControlFlow::Continue(())
    }

    /// A session may add less than this, or no plan beats the best.
    fn allowed(&self, depth: usize) -> i64 {
        self.least.saturating_sub(self.plan.cost()).saturating_sub(self.rest[depth + 1])
    }

    /// The places of a session that add less than `allowed`, those that add least first.
    fn candidates(&self, depth: usize, activity: usize, allowed: i64) -> Vec<Candidate> {
        let (plan, desk) = (&*self.plan, self.plan.desk);
        let problem = desk.problem;
        let (mine, calendars) = (&desk.mine[activity], &desk.calendars);
        let medium = problem.prices.medium;
        let cost_of = |touches: &[super::ledger::Touch]| -> i64 {
            touches.iter().map(|touch| plan.ledger.marginal(*touch)).sum::<i64>() * medium
        };
        let elsewhere = if mine.stood.is_some() { 2 * desk.session } else { 0 };
        let none = problem.prices.unplaced + cost_of(&mine.all_that_hold_it()) + elsewhere;
        let mut found = vec![Candidate { adds: none, place: None }];

        let mut distances = vec![0; problem.time.slots];
        let open = plan.state.open(activity, &mut distances);
        let mut people: Vec<Option<i64>> = vec![None; calendars.prices.len()];
        for choice in self.choices[depth].list.iter().filter(|choice| open.contains(choice.slot)) {
            let slot = choice.slot;
            let level = calendars.level(slot);
            let by_slot = choice.own + distances[slot];
            let moving = *people[level as usize].get_or_insert_with(|| {
                let mut touches = Vec::new();
                mine.people(level, &mut touches);
                cost_of(&touches)
            });
            let stood = mine.stood.as_ref().is_some_and(|stood| stood.slot == Some(slot));
            let changes = if stood { desk.session } else { elsewhere };
            // A session at its old time may stay as it stood; all others disturb everyone in it.
            if !stood && choice.all && by_slot + moving + changes + cheapest(choice) >= allowed {
                continue;
            }
            let consider = |wishes: i64, assets: &[u32]| -> Option<Candidate> {
                if !plan.state.serves(activity, slot, assets) {
                    return None;
                }
                let place = || Some(Place { activity, slot, assets: assets.to_vec() });
                let disturbs = if stood && mine.stays(calendars, slot, assets) {
                    cost_of(&mine.touches(calendars, place().as_ref()))
                } else {
                    let adds = |asset: &u32| {
                        mine.serving_adds(&plan.ledger, calendars.of_asset(*asset), level)
                    };
                    let served = assets.iter().map(adds);
                    moving + served.sum::<i64>() * medium + changes
                };
                let adds = by_slot + wishes + disturbs;
                (adds < allowed).then(|| Candidate { adds, place: place() })
            };
            let listed = choice.servings.iter();
            found.extend(listed.filter_map(|(wishes, assets)| consider(*wishes, assets)));
            if !choice.all
                && let Some(assets) = plan.state.serve(activity, slot, &Vec::new())
            {
                let wishes = plan.state.own_cost(activity, slot, &assets) - choice.own;
                found.extend(consider(wishes, &assets));
            }
        }
        let order = |candidate: &Candidate| {
            let place = candidate.place.as_ref();
            (candidate.adds, place.map_or((usize::MAX, Vec::new()), |p| (p.slot, p.assets.clone())))
        };
        found.sort_by_cached_key(order);
        found
    }
}

/// The least that wishes of resources add.
fn cheapest(choice: &Choice) -> i64 {
    choice.servings.iter().map(|(wishes, _)| *wishes).min().unwrap_or(0)
}

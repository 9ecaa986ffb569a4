//! Wider circles. In: a plan with sessions that changed or are new. Out: a better one: some of them are taken out with what is
//! in their way, or in their series, and placed again by branch and bound.

use std::ops::ControlFlow;

use intervision_core::Stopped;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::state::{Place, State};
use super::super::{construct, series};
use super::plan::Plan;
use super::standing::Stand;
use super::tree::{Bench, Cut, solve};

/// Steps that one circle may take.
const STEPS_EACH: u64 = 64;

/// Sessions in the way that are taken out with one.
const MOST_IN_THE_WAY: usize = 3;

/// Puts the sessions that are not decided where each costs least by itself, whole chains at once, so that there is a plan.
/// Returns what it costs.
pub(super) fn start(plan: &mut Plan<'_>, open: &[usize]) -> i64 {
    let problem = plan.desk.problem;
    let mut state: State<'_> = plan.state.clone();
    for chain in construct::order(problem) {
        let mine = problem.chains[chain].activities.iter().map(|&activity| activity as usize);
        let missing: Vec<usize> = mine.clone().filter(|activity| open.contains(activity)).collect();
        if missing.len() == mine.count() {
            series::insert(&mut state, chain);
        } else {
            for activity in missing {
                series::insert_one(&mut state, activity);
            }
        }
    }
    for &activity in open {
        let place = state.slot(activity).map(|slot| {
            let assets = state.serving(activity).to_vec();
            Place { activity, slot, assets }
        });
        plan.decide(activity, place);
        if plan.hard > 0 {
            plan.undecide(activity);
            plan.decide(activity, None);
        }
    }
    plan.total().unwrap_or_else(|| plan.cost())
}

/// Improves until the bound, the budget or the observer says stop.
pub(super) fn widen(
    plan: &mut Plan<'_>,
    bench: &mut Bench<'_, '_, '_>,
    stand: &Stand,
    bound: i64,
    rng: &mut Xoshiro256PlusPlus,
) -> Stopped {
    loop {
        if plan.total().is_some_and(|total| total <= bound) {
            return Stopped::Proven;
        }
        if bench.spent() {
            return Stopped::Finished;
        }
        if let ControlFlow::Break(why) = bench.check(plan.total()) {
            return why;
        }
        let Some(scope) = pick(plan, stand, rng) else { return Stopped::Finished };
        // A circle in which nothing can be better takes no steps of its own.
        bench.steps += 1;
        if let Err(Cut::Run(why)) = solve(plan, bench, &scope, STEPS_EACH) {
            return why;
        }
    }
}

/// A session that changed, is new or has no place, and some that it has to do with.
fn pick(plan: &Plan<'_>, stand: &Stand, rng: &mut Xoshiro256PlusPlus) -> Option<Vec<usize>> {
    let problem = plan.desk.problem;
    let differs = |activity: &usize| {
        !stand.fixed[*activity]
            && (stand.open.contains(activity)
                || plan.changes(*activity, plan.place(*activity).as_ref()) > 0)
    };
    let changed: Vec<usize> = (0..stand.fixed.len()).filter(differs).collect();
    let without = changed.iter().copied().filter(|activity| plan.state.slot(*activity).is_none());
    let without: Vec<usize> = without.collect();
    let focus = match without.choose(rng) {
        Some(&activity) if rng.random_bool(0.5) => activity,
        _ => *changed.choose(rng)?,
    };
    let mut scope = vec![focus];
    if rng.random_bool(0.5) {
        let chain = &problem.chains[problem.activities[focus].chain as usize];
        let mates = chain.activities.iter().map(|&activity| activity as usize);
        scope.extend(mates.filter(|mate| *mate != focus && !stand.fixed[*mate]));
    }
    if rng.random_bool(0.7) {
        let mut others = in_the_way(plan, stand, focus, rng);
        for _ in 0..rng.random_range(1..=MOST_IN_THE_WAY) {
            if others.is_empty() {
                break;
            }
            scope.push(others.swap_remove(rng.random_range(0..others.len())));
        }
    }
    if rng.random_bool(0.5) {
        scope.extend(changed.choose(rng).copied());
    }
    let mut seen = Vec::with_capacity(scope.len());
    scope.retain(|activity| {
        !seen.contains(activity) && {
            seen.push(*activity);
            true
        }
    });
    Some(scope)
}

/// Sessions that stand at one of the times of this one, and share people or resources with it.
fn in_the_way(
    plan: &Plan<'_>,
    stand: &Stand,
    focus: usize,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<usize> {
    let problem = plan.desk.problem;
    let this = &problem.activities[focus];
    let stood = plan.desk.mine[focus].stood.as_ref().and_then(|stood| stood.slot);
    // Times at which its people could meet tell who takes the room or the facilitator; all others, who takes the people.
    let free = plan.state.open(focus, &mut vec![0; problem.time.slots]);
    let of = if free.is_clear() || rng.random_bool(0.3) { &this.domain } else { &free };
    let slots: Vec<usize> = of.ones().collect();
    let at = match stood.filter(|_| rng.random_bool(0.3)) {
        Some(slot) => slot,
        None => match slots.choose(rng) {
            Some(slot) => *slot,
            None => return Vec::new(),
        },
    };
    let end = at + problem.take(focus, at).max(1);
    let wanted = |asset: &u32| this.needs.iter().any(|need| problem.pool(need).contains(asset));
    let blocks = |other: &usize| {
        let Some(start) = plan.state.slot(*other) else { return false };
        *other != focus
            && !stand.fixed[*other]
            && start < end
            && at < start + problem.take(*other, start)
            && (problem.activities[*other].classes.iter().any(|c| this.classes.contains(c))
                || plan.state.serving(*other).iter().any(wanted))
    };
    (0..problem.activities.len()).filter(blocks).collect()
}

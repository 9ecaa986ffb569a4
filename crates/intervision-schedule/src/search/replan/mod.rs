//! Planning from a plan that stands. In: a demand, calendars, a standing timetable. Out: a plan near it.
//!
//! What cannot move is put first, then what stood and still can; the sessions that are left, *affected* or new, are placed by
//! branch and bound, all others staying where they are. Then the circle widens: some of them together with what is in their
//! way, or belongs to their series, are taken out and placed again (a large-neighbourhood search, Shaw 1998). Few sessions are
//! searched completely, and the answer is proven.

mod choices;
mod ledger;
mod plan;
mod slots;
mod standing;
mod stood;
mod tree;
mod widen;

use intervision_core::{Availability, Roster, Run, SessionDemand, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{Ended, State, extra, guide, report};
use crate::change::Snapshot;
use crate::problem::{Beside, lower_beside};
use crate::replan::{Affected, Replan};
use crate::rules::{POINT, Season};
use crate::{Contribution, Error, Level, Outcome, Planner, why_not};

use choices::Shelf;
use ledger::Ledger;
use plan::{Desk, Plan};
use standing::Stand;
use tree::{Bench, Cut};

/// Steps per session that a careful search takes.
const CAREFUL: u64 = 150;

/// Steps after which an attempt to see all plans is given up, where the run has no other limit.
const MOST_STEPS: u64 = 1 << 17;

/// Sessions above which the affected ones are not placed all at once.
const MOST_AT_ONCE: usize = 16;

/// Sessions above which no attempt is made to see all plans.
const MOST_IN_ALL: usize = 24;

/// What is asked: the seam's answers by numbers, and the plan that stood by ids.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) planner: &'a Planner,
    pub(crate) demand: &'a dyn SessionDemand,
    pub(crate) availability: &'a dyn Availability,
    pub(crate) roster: &'a dyn Roster,
    pub(crate) standing: &'a Snapshot,
    pub(crate) options: &'a Replan,
}

/// What came of it.
pub(crate) struct Found {
    pub(crate) outcome: Outcome,
    pub(crate) affected: Vec<Affected>,
    /// No plan changes calendars for fewer points.
    pub(crate) least: u64,
    /// Whether no plan has fewer medium points.
    pub(crate) fewest: bool,
}

pub(crate) use slots::best_slots;

pub(crate) fn replan(asked: Asked<'_>, run: &mut Run<'_>) -> Result<Found, Error> {
    let Asked { planner, demand, availability, options, .. } = asked;
    let mut problem = lower_beside(planner, demand, availability, beside(asked))?;
    let (calendars, mine) = standing::read(asked, &problem)?;
    standing::keep_clear(asked, &mut problem, &mine);
    let session = i64::from(options.session) * POINT;
    let desk = Desk { problem: &problem, calendars, mine, session };
    let season = Season::new(&planner.grid, demand, availability);
    let mut plan = Plan::new(&desk, extra::open(planner, &season)?);
    let stand = standing::take(asked, &mut plan);

    let mut certain = Ledger::new(desk.calendars.len(), &desk.calendars.prices);
    certain.enter(&stand.certain);
    plan.ledger.enter(&stand.certain);
    let least = certain.points();
    let bound = bound(&desk, &stand.fixed, certain);

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let limit = super::limit(planner.effort, run, problem.activities.len(), CAREFUL);
    let mut bench = Bench { shelf: Shelf::new(&desk), run, steps: 0, limit };
    let first_cost = widen::start(&mut plan, &stand.open);
    let (stopped, proven) = search(&mut plan, &mut bench, &stand, bound, &mut rng);
    let (steps, seed) = (bench.steps, bench.run.seed());

    let total = plan.total().unwrap_or(i64::MAX);
    let bound = if proven { total } else { bound };
    let mut told = extra::points(planner, &season, &plan.state)?;
    told.extend(contributions(&plan));
    let ended = Ended { places: Vec::new(), bound, first: Vec::new(), first_cost, stopped, steps };
    let shortages = why_not::shortages(&problem, planner);
    let mut outcome = report::outcome(planner, &plan.state, &ended, told, shortages, seed);
    explain(&mut outcome, &plan.state, &stand.affected);
    let fewest = total.saturating_sub(bound) < problem.prices.medium;
    Ok(Found { outcome, affected: stand.affected, least: least as u64, fewest })
}

/// No plan costs less than this. The certain changes come on top of what the sessions cost; and either everyone who joins a
/// session has it in their calendar, or some session has no place.
fn bound(desk: &Desk<'_>, fixed: &[bool], certain: Ledger) -> i64 {
    let problem = desk.problem;
    let medium = problem.prices.medium;
    let sessions = guide(problem).bound;
    let changes = certain.points() * medium;
    let mut joined = certain;
    let mut welcome = 0;
    for ((activity, mine), fixed) in problem.activities.iter().zip(&desk.mine).zip(fixed) {
        let stood = mine.stood.as_ref().and_then(|stood| stood.slot).filter(|_| *fixed);
        let somewhere = activity.domain.ones().map(|slot| desk.calendars.level(slot)).min();
        let level = stood.map(|slot| desk.calendars.level(slot)).or(somewhere);
        if let Some(level) = level {
            joined.enter(&mine.joining(level).collect::<Vec<_>>());
        }
        let costs = &problem.profiles[activity.profile].cost;
        let least = activity.domain.ones().map(|slot| costs[slot]).min().unwrap_or(0);
        let units: usize = activity.needs.iter().map(|need| need.count).sum();
        welcome += least.min(0) - choices::most_welcome(problem, units);
    }
    let all_placed = sessions + joined.points() * medium;
    let one_without = problem.prices.unplaced + changes + welcome;
    (sessions + changes).max(all_placed.min(one_without))
}

/// What replanning adds to the points of a plan, at most.
fn beside(asked: Asked<'_>) -> Beside {
    let Asked { demand, standing, options, .. } = asked;
    let held: usize = standing.iter().map(|(_, standing)| standing.holders().len()).sum();
    let sessions = (0..demand.len()).filter_map(|index| demand.session(index));
    let attending: usize = sessions.map(|session| session.attendees.len()).sum();
    let calendars = (held + attending + demand.resources().len()) as i64;
    let dearest = options.lead.prices().last().copied().map_or(0, i64::from);
    Beside {
        medium: calendars.saturating_mul(dearest),
        soft: 2 * i64::from(options.session).saturating_mul(standing.len() as i64),
    }
}

/// Improves the plan in wider and wider circles. Returns why it stopped, and whether all plans were seen.
fn search(
    plan: &mut Plan<'_>,
    bench: &mut Bench<'_, '_, '_>,
    stand: &Stand,
    bound: i64,
    rng: &mut Xoshiro256PlusPlus,
) -> (Stopped, bool) {
    if let std::ops::ControlFlow::Break(why) = bench.check(plan.total()) {
        return (why, false);
    }
    let budget = bench.limit.unwrap_or(MOST_STEPS).min(MOST_STEPS);
    if (1..=MOST_AT_ONCE).contains(&stand.open.len())
        && let Err(Cut::Run(why)) = tree::solve(plan, bench, &stand.open, budget / 4)
    {
        return (why, false);
    }
    let rest = (0..plan.desk.mine.len()).filter(|a| !stand.fixed[*a] && !stand.open.contains(a));
    let all: Vec<usize> = stand.open.iter().copied().chain(rest).collect();
    if all.len() <= MOST_IN_ALL {
        match tree::solve(plan, bench, &all, budget / 2) {
            Ok(true) => return (Stopped::Proven, true),
            Err(Cut::Run(why)) => return (why, false),
            Ok(false) | Err(Cut::Steps) => {}
        }
    }
    (widen::widen(plan, bench, stand, bound, rng), false)
}

fn contributions(plan: &Plan<'_>) -> [Contribution; 2] {
    let points = plan.ledger.points();
    let sessions = plan.changed * (plan.desk.session / POINT);
    [
        Contribution {
            rule: "calendars that change",
            level: Level::Medium,
            amount: points as f64,
            points,
        },
        Contribution {
            rule: "sessions that change",
            level: Level::Soft,
            amount: sessions as f64,
            points: sessions,
        },
    ]
}

/// Sessions without a place that were to stay are told why they cannot, first of all reasons.
fn explain(outcome: &mut Outcome, state: &State<'_>, affected: &[Affected]) {
    let mut ids: Vec<(usize, &str)> =
        state.problem.activities.iter().map(|one| (one.original, one.id.as_str())).collect();
    ids.sort_unstable();
    for unplaced in &mut outcome.timetable.unplaced {
        let Ok(at) = ids.binary_search_by_key(&unplaced.session, |(original, _)| *original) else {
            continue;
        };
        let why = affected.iter().find(|affected| affected.session == ids[at].1);
        if let Some(why) = why.filter(|why| why.held.is_some()) {
            unplaced.reasons.insert(0, why.to_string());
        }
    }
}

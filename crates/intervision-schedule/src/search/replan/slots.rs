//! Where one session could be, all others staying. In: a plan that stands. Out: start slots with all that each would change.
//!
//! Every slot with every choice of resources is tried, so the best are the best there are. O(slots x choices x people).

use intervision_core::Placement;

use super::super::state::Place;
use super::super::{extra, report};
use super::choices::Shelf;
use super::plan::{Desk, Plan};
use super::{Asked, contributions, standing};
use crate::change::{Changes, Snapshot, Standing};
use crate::problem::{Beside, lower_beside};
use crate::replan::{BestSlots, SlotWorth};
use crate::rules::{POINT, Season};
use crate::{Contribution, Error, Score};

pub(crate) fn best_slots(
    asked: Asked<'_>,
    session: &str,
    count: usize,
) -> Result<BestSlots, Error> {
    let Asked { planner, demand, availability, options, .. } = asked;
    let beside: Beside = super::beside(asked);
    let mut problem = lower_beside(planner, demand, availability, beside)?;
    let Ok(activity) = problem.activities.binary_search_by(|known| known.id.as_str().cmp(session))
    else {
        return Err(Error::NoSession { session: session.to_owned(), sessions: demand.len() });
    };
    let (calendars, mine) = standing::read(asked, &problem)?;
    standing::keep_clear(asked, &mut problem, &mine);
    let price = i64::from(options.session) * POINT;
    let desk = Desk { problem: &problem, calendars, mine, session: price };
    let season = Season::new(&planner.grid, demand, availability);
    let mut plan = Plan::new(&desk, extra::open(planner, &season)?);
    let stand = standing::take(asked, &mut plan);
    plan.ledger.enter(&stand.certain);

    let told = |plan: &Plan<'_>| -> Result<(Score, Vec<Contribution>), Error> {
        let mut own = extra::points(planner, &season, &plan.state)?;
        own.extend(contributions(plan));
        Ok(report::score(planner, &plan.state, own))
    };
    let stands = report::placed(planner, &plan.state, activity);
    if stands.is_none() {
        plan.decide(activity, None);
    }
    let (now, rules_now) = told(&plan)?;

    plan.undecide(activity);
    let found = candidates(&mut plan, &desk, activity);
    let possible = found.len();
    let mut slots = Vec::new();
    for (_, place) in found.into_iter().take(count) {
        plan.decide(activity, Some(place));
        let (score, rules) = told(&plan)?;
        if let Some(placement) = report::placed(planner, &plan.state, activity) {
            let changes = changes(asked, session, &placement);
            slots.push(SlotWorth {
                change: less(score, now),
                contributions: difference(rules, &rules_now),
                worth: report::session_worth(&plan.state, activity),
                price: options.price(&changes),
                changes,
                placement,
            });
        }
        plan.undecide(activity);
    }
    let affected = stand.affected.into_iter().filter(|other| other.session != session).collect();
    Ok(BestSlots { slots, possible, stands, now, affected })
}

/// Each start at which the session can be, with the choice of resources that costs least, the cheapest first.
fn candidates(plan: &mut Plan<'_>, desk: &Desk<'_>, activity: usize) -> Vec<(i64, Place)> {
    let choices = Shelf::new(desk).of(desk, activity);
    let mut nowhere = vec![0; desk.problem.time.slots];
    let open = plan.state.open(activity, &mut nowhere);
    let mut found = Vec::new();
    for choice in choices.list.iter().filter(|choice| open.contains(choice.slot)) {
        let slot = choice.slot;
        let mut servings: Vec<Vec<u32>> =
            choice.servings.iter().map(|(_, assets)| assets.clone()).collect();
        if !choice.all {
            servings.extend(plan.state.serve(activity, slot, &Vec::new()));
        }
        servings.retain(|assets| plan.state.serves(activity, slot, assets));
        let best = servings
            .into_iter()
            .filter_map(|assets| {
                let place = Place { activity, slot, assets };
                plan.decide(activity, Some(place.clone()));
                let cost = plan.total();
                plan.undecide(activity);
                cost.map(|cost| (cost, place))
            })
            .min_by(|(cost, one), (least, other)| (cost, &one.assets).cmp(&(least, &other.assets)));
        found.extend(best);
    }
    found.sort_by_key(|(cost, place)| (*cost, place.slot));
    found
}

/// What one session in a new place changes in calendars.
fn changes(asked: Asked<'_>, session: &str, placement: &Placement) -> Changes {
    let one = |standing: Option<Standing>| -> Snapshot {
        standing.map(|standing| (session.to_owned(), standing)).into_iter().collect()
    };
    let before = one(asked.standing.get(session).cloned());
    let after = Standing::of(asked.demand, &asked.demand.resources(), asked.roster, placement);
    Changes::between(&before, &one(after.map(|(_, standing)| standing)))
}

fn less(one: Score, other: Score) -> Score {
    Score {
        hard: one.hard - other.hard,
        medium: one.medium - other.medium,
        soft: one.soft - other.soft,
    }
}

/// The rules that say something else than before. Rules come in the same order in both.
fn difference(rules: Vec<Contribution>, before: &[Contribution]) -> Vec<Contribution> {
    let changed = rules.into_iter().zip(before).map(|(rule, before)| Contribution {
        amount: rule.amount - before.amount,
        points: rule.points - before.points,
        ..rule
    });
    changed.filter(|rule| rule.points != 0 || rule.amount != 0.0).collect()
}

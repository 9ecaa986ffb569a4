//! What stays. In: how sessions stood. Out: a plan in which all that can stay does, and the sessions that cannot, with the
//! reasons.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Placement, Resource};

use super::super::report;
use super::super::state::{Place, State};
use super::Asked;
use super::ledger::Touch;
use super::plan::Plan;
use super::stood::{Calendars, Mine};
use crate::change::Standing;
use crate::problem::Problem;
use crate::replan::{Affected, Held, Names, Obstacle, obstacles};
use crate::{Error, Level};

/// What stays and what does not.
pub(super) struct Stand {
    /// Per activity, whether it is put for good.
    pub(super) fixed: Vec<bool>,
    /// Activities without a place, affected or new, in canonical order.
    pub(super) open: Vec<usize>,
    /// By id.
    pub(super) affected: Vec<Affected>,
    /// What changes in calendars whatever is planned.
    pub(super) certain: Vec<Touch>,
}

/// Every session in the calendars.
pub(super) fn read(asked: Asked<'_>, problem: &Problem) -> Result<(Calendars, Vec<Mine>), Error> {
    let Asked { planner, demand, roster, standing, options, .. } = asked;
    if let Some(pin) = options.pinned.iter().find(|pin| standing.get(pin).is_none()) {
        return Err(Error::Pin { session: pin.clone() });
    }
    let calendars = Calendars::new(problem, planner, demand, roster, standing, options);
    let mine = |(index, activity): (usize, &crate::problem::Activity)| {
        let title = demand.session(activity.original).map(|session| session.title);
        let attending = activity.attendees.iter().filter(|member| **member < roster.len());
        let people: BTreeSet<String> =
            attending.map(|member| roster.id(*member).into_owned()).collect();
        let before = standing.get(&activity.id);
        let before = before.map(|stood| (stood, options.points(stood.span.date())));
        let title = title.unwrap_or_default();
        calendars.mine(problem, &planner.grid, index, &title, &people, before)
    };
    let mine = problem.activities.iter().enumerate().map(mine).collect();
    Ok((calendars, mine))
}

/// Takes away the start slots that pins and the frozen horizon leave nobody.
pub(super) fn keep_clear(asked: Asked<'_>, problem: &mut Problem, mine: &[Mine]) {
    let options = asked.options;
    let slots = asked.planner.grid.slots();
    let open = slots.partition_point(|slot| options.horizon.is_some_and(|day| slot.date() < day));
    for (activity, mine) in problem.activities.iter_mut().zip(mine) {
        let stood = mine.stood.as_ref().and_then(|stood| stood.slot);
        let pinned = options.pinned.contains(&activity.id);
        let closed = if pinned { slots.len() } else { open };
        for starts in [&mut activity.domain, &mut activity.window] {
            let kept = stood.is_some_and(|slot| starts.contains(slot));
            starts.remove_range(..closed);
            if let Some(slot) = stood.filter(|_| kept) {
                starts.insert(slot);
            }
        }
    }
}

/// Puts everything that can stay where it stood.
pub(super) fn take(asked: Asked<'_>, plan: &mut Plan<'_>) -> Stand {
    let activities = &plan.desk.problem.activities;
    let mut taking = Taking {
        asked,
        resources: asked.demand.resources(),
        fixed: vec![false; activities.len()],
        affected: BTreeMap::new(),
        certain: plan.desk.mine.iter().flat_map(Mine::certain).collect(),
    };
    taking.dropped(plan);
    let mut stood: Vec<(Option<Held>, &Standing, usize)> = activities
        .iter()
        .enumerate()
        .filter_map(|(index, activity)| {
            let standing = asked.standing.get(&activity.id)?;
            Some((held(asked, &activity.id, standing), standing, index))
        })
        .collect();
    // Pinned ones first, then frozen ones; in each, by time.
    stood.sort_by_key(|(held, standing, index)| (held.is_none(), *held, standing.span, *index));
    let (kept, free): (Vec<_>, Vec<_>) = stood.into_iter().partition(|(held, ..)| held.is_some());
    for (held, standing, index) in kept {
        taking.fixed[index] = keep(plan, index);
        if !taking.fixed[index] {
            taking.cannot(plan, index, held, standing, true);
        }
    }
    let alone =
        |index: usize| fits(&plan.state, plan.desk.mine[index].stood.as_ref()?.place.as_ref()?);
    let (possible, impossible): (Vec<_>, Vec<_>) =
        free.into_iter().partition(|(_, _, index)| alone(*index).is_some());
    for (_, standing, index) in impossible {
        taking.cannot(plan, index, None, standing, true);
    }
    for (_, standing, index) in possible {
        if !keep(plan, index) {
            taking.cannot(plan, index, None, standing, false);
        }
    }
    taking.mend(plan);
    let open = (0..activities.len()).filter(|index| !plan.is_decided(*index)).collect();
    let Taking { fixed, affected, certain, .. } = taking;
    Stand { fixed, open, affected: affected.into_values().collect(), certain }
}

/// Whether a session may not move.
fn held(asked: Asked<'_>, id: &str, standing: &Standing) -> Option<Held> {
    let before = |day: chrono::NaiveDate| standing.span.date() < day;
    match asked.options {
        options if options.pinned.contains(id) => Some(Held::Pinned),
        options if options.horizon.is_some_and(before) => Some(Held::Frozen),
        _ => None,
    }
}

/// The place, if a session that is nowhere can take it.
fn fits<'a>(state: &State<'_>, place: &'a Place) -> Option<&'a Place> {
    let Place { activity, slot, assets } = place;
    let open = state.open(*activity, &mut vec![0; state.problem.time.slots]);
    (open.contains(*slot) && state.serves(*activity, *slot, assets)).then_some(place)
}

/// Puts a session where it stood, if it can be there.
fn keep(plan: &mut Plan<'_>, activity: usize) -> bool {
    let place = plan.desk.mine[activity].stood.as_ref().and_then(|stood| stood.place.as_ref());
    let place = place.and_then(|place| fits(&plan.state, place)).cloned();
    let stays = place.is_some();
    if stays {
        plan.decide(activity, place);
    }
    stays
}

struct Taking<'a> {
    asked: Asked<'a>,
    resources: Vec<Resource>,
    fixed: Vec<bool>,
    affected: BTreeMap<String, Affected>,
    certain: Vec<Touch>,
}

impl Taking<'_> {
    /// Sessions that the demand asks for no more.
    fn dropped(&mut self, plan: &Plan<'_>) {
        let known = &plan.desk.problem.activities;
        for (id, standing) in self.asked.standing.iter() {
            if known.binary_search_by(|activity| activity.id.as_str().cmp(id)).is_ok() {
                continue;
            }
            let points = self.asked.options.points(standing.span.date());
            self.certain.extend(plan.desk.calendars.dropped(standing, points));
            if let Some(held) = held(self.asked, id, standing) {
                let (session, obstacles) = (id.to_owned(), vec![Obstacle::Dropped]);
                let affected = Affected { session, held: Some(held), obstacles };
                self.affected.insert(id.to_owned(), affected);
            }
        }
    }

    /// Notes why a session cannot stay beside what stands now; `certain` where that will not change.
    fn cannot(
        &mut self,
        plan: &Plan<'_>,
        activity: usize,
        held: Option<Held>,
        standing: &Standing,
        certain: bool,
    ) {
        let Asked { planner, demand, availability, roster, .. } = self.asked;
        let names = Names { roster, resources: &self.resources };
        let problem = plan.desk.problem;
        let beside: Vec<Placement> = (0..problem.activities.len())
            .filter_map(|index| report::placed(planner, &plan.state, index))
            .collect();
        let placement = self.as_it_stood(plan, activity, standing);
        let attendance = planner.attendance;
        let mut obstacles =
            obstacles(demand, availability, attendance, &names, standing, placement, &beside);
        if obstacles.is_empty() {
            let detail = "what stands beside it leaves it no room at that time".to_owned();
            obstacles.push(Obstacle::Other { detail });
        }
        if certain {
            self.certain.extend(plan.desk.mine[activity].all_that_hold_it());
        }
        let session = problem.activities[activity].id.clone();
        self.affected.insert(session.clone(), Affected { session, held, obstacles });
    }

    /// Its old placement in the demand's numbers, or why it has none.
    fn as_it_stood(
        &self,
        plan: &Plan<'_>,
        activity: usize,
        standing: &Standing,
    ) -> Result<Placement, Vec<Obstacle>> {
        let problem = plan.desk.problem;
        let had = || standing.places.iter().chain(&standing.resources);
        let gone = had().filter(|id| !self.resources.iter().any(|known| known.id == **id));
        let gone: Vec<Obstacle> = gone.map(|id| Obstacle::Gone { resource: id.clone() }).collect();
        if !gone.is_empty() {
            return Err(gone);
        }
        let stood = plan.desk.mine[activity].stood.as_ref();
        if stood.is_none_or(|stood| stood.slot.is_none()) {
            return Err(vec![Obstacle::Season { span: standing.span }]);
        }
        let Some(place) = stood.and_then(|stood| stood.place.as_ref()) else {
            return Err(vec![Obstacle::Needs { had: had().cloned().collect() }]);
        };
        let original = |asset: &u32| problem.resources[*asset as usize].original;
        Ok(Placement {
            session: problem.activities[activity].original,
            span: standing.span,
            resources: place.assets.iter().map(original).collect(),
        })
    }

    /// Takes sessions out until no hard rule of the planner's own is broken: the one that mends most first, and what may not
    /// move last.
    fn mend(&mut self, plan: &mut Plan<'_>) {
        while plan.hard > 0 {
            let decided = (0..self.fixed.len()).filter(|activity| plan.is_decided(*activity));
            let decided: Vec<usize> = decided.collect();
            let told = decided.into_iter().map(|activity| {
                let relief = plan.relief(activity);
                ((relief > 0, !self.fixed[activity], relief), std::cmp::Reverse(activity))
            });
            let Some((_, std::cmp::Reverse(worst))) = told.max() else { return };
            let rules = self.asked.planner.rules.iter().filter(|rule| rule.level() == Level::Hard);
            let names: Vec<Obstacle> =
                rules.map(|rule| Obstacle::Rule { rule: rule.name().to_owned() }).collect();
            plan.undecide(worst);
            let session = plan.desk.problem.activities[worst].id.clone();
            let stood = self.asked.standing.get(&session);
            let held = stood.and_then(|standing| held(self.asked, &session, standing));
            self.fixed[worst] = false;
            self.affected.insert(session.clone(), Affected { session, held, obstacles: names });
        }
    }
}

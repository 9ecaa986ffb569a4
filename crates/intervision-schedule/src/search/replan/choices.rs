//! The places that a session could have. In: a problem. Out: per session its start slots with all that could serve it there.

use std::rc::Rc;

use super::super::complete::servings;
use super::super::state::State;
use super::plan::Desk;
use crate::problem::Problem;
use crate::rules::against;

/// Choices of resources above which one is made where it is needed, instead of trying all.
const MOST_SERVINGS: usize = 64;

/// A start slot and what could serve a session there.
pub(super) struct Choice {
    pub(super) slot: usize,
    /// Cost of the slot for its attendees.
    pub(super) own: i64,
    /// Resources with what their wishes cost.
    pub(super) servings: Vec<(i64, Vec<u32>)>,
    /// Whether these are all.
    pub(super) all: bool,
}

/// The choices of one session.
pub(super) struct Choices {
    pub(super) list: Vec<Choice>,
    /// No place costs less, and to have none neither.
    pub(super) least: i64,
    pub(super) all: bool,
}

/// Choices, made when they are first asked for.
pub(super) struct Shelf<'p> {
    empty: State<'p>,
    made: Vec<Option<Rc<Choices>>>,
}

impl<'p> Shelf<'p> {
    pub(super) fn new(desk: &'p Desk<'p>) -> Self {
        let made = vec![None; desk.problem.activities.len()];
        Shelf { empty: State::empty(desk.problem), made }
    }

    pub(super) fn of(&mut self, desk: &Desk<'_>, activity: usize) -> Rc<Choices> {
        let empty = &self.empty;
        Rc::clone(
            self.made[activity].get_or_insert_with(|| Rc::new(choices(empty, desk, activity))),
        )
    }
}

fn choices(empty: &State<'_>, desk: &Desk<'_>, activity: usize) -> Choices {
    let problem = desk.problem;
    let this = &problem.activities[activity];
    let units: usize = this.needs.iter().map(|need| need.count).sum();
    let welcome = -most_welcome(problem, units);
    let stood = desk.mine[activity].stood.as_ref().and_then(|stood| stood.place.as_ref());
    let mut list = Vec::new();
    let mut least = problem.prices.unplaced;
    for slot in this.domain.ones() {
        let own = problem.profiles[this.profile].cost[slot];
        let found = servings(empty, activity, slot, MOST_SERVINGS);
        let all = found.is_some();
        let mut found = found.unwrap_or_default();
        if let Some(stood) =
            stood.filter(|stood| stood.slot == slot && !found.contains(&stood.assets))
        {
            found.push(stood.assets.clone());
        }
        if all && found.is_empty() {
            continue;
        }
        let priced = |assets: Vec<u32>| (empty.own_cost(activity, slot, &assets) - own, assets);
        let servings: Vec<(i64, Vec<u32>)> = found.into_iter().map(priced).collect();
        let cheapest = servings.iter().map(|(cost, _)| *cost).min().filter(|_| all);
        least = least.min(own + cheapest.unwrap_or(welcome));
        list.push(Choice { slot, own, servings, all });
    }
    let all = list.iter().all(|choice| choice.all);
    Choices { list, least, all }
}

/// What so many resources can take off the cost of a session, at most.
pub(super) fn most_welcome(problem: &Problem, units: usize) -> i64 {
    units as i64 * against(-1.0) * problem.prices.wish
}

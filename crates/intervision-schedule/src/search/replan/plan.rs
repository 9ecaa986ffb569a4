//! A plan under change, with all that it costs: the demand, the planner's own rules, and calendars that have to change.
//!
//! Sessions are decided one by one, for a place or for none; what is not decided yet costs nothing, so that costs only grow
//! while sessions are decided, but for the planner's own rules.

use super::super::anneal::Counter;
use super::super::state::{Place, State};
use super::ledger::Ledger;
use super::stood::{Calendars, Mine};
use crate::Level;
use crate::problem::Problem;
use crate::rules::{POINT, Stand};

/// What does not change while plans do.
pub(super) struct Desk<'p> {
    pub(super) problem: &'p Problem,
    pub(super) calendars: Calendars,
    /// Per activity.
    pub(super) mine: Vec<Mine>,
    /// Soft cost of a session with other resources; another time costs twice as much.
    pub(super) session: i64,
}

pub(super) struct Plan<'p> {
    pub(super) desk: &'p Desk<'p>,
    pub(super) state: State<'p>,
    pub(super) ledger: Ledger,
    counters: Vec<Counter>,
    /// Per activity, the counters that are about it.
    asked: Vec<Vec<usize>>,
    decided: Vec<bool>,
    undecided: i64,
    /// How far sessions are from where they stood: twice for another time, once for other resources.
    pub(super) changed: i64,
    /// Points of the planner's own hard rules, and what the others cost.
    pub(super) hard: i64,
    rules: i64,
}

impl<'p> Plan<'p> {
    /// Nothing is decided.
    pub(super) fn new(desk: &'p Desk<'p>, counters: Vec<Counter>) -> Self {
        let activities = &desk.problem.activities;
        let about = |original: usize| -> Vec<usize> {
            let concerns = |(_, counter): &(usize, &Counter)| counter.sessions.contains(&original);
            counters.iter().enumerate().filter(concerns).map(|(index, _)| index).collect()
        };
        Plan {
            asked: activities.iter().map(|activity| about(activity.original)).collect(),
            state: State::empty(desk.problem),
            ledger: Ledger::new(desk.calendars.len(), &desk.calendars.prices),
            decided: vec![false; activities.len()],
            undecided: activities.len() as i64,
            desk,
            counters,
            changed: 0,
            hard: 0,
            rules: 0,
        }
    }

    /// Puts a session that is not decided in a place, or in none.
    pub(super) fn decide(&mut self, activity: usize, place: Option<Place>) {
        let mine = &self.desk.mine[activity];
        self.ledger.enter(&mine.touches(&self.desk.calendars, place.as_ref()));
        self.changed += self.changes(activity, place.as_ref());
        self.decided[activity] = true;
        self.undecided -= 1;
        if let Some(place) = place {
            self.tell(&place, true);
            self.state.place(place);
        }
    }

    /// Takes a decision back, if there was one, and says where the session stood.
    pub(super) fn undecide(&mut self, activity: usize) -> Option<Place> {
        if !std::mem::replace(&mut self.decided[activity], false) {
            return None;
        }
        let place = self.state.remove(activity);
        if let Some(place) = &place {
            self.tell(place, false);
        }
        let mine = &self.desk.mine[activity];
        self.ledger.leave(&mine.touches(&self.desk.calendars, place.as_ref()));
        self.changed -= self.changes(activity, place.as_ref());
        self.undecided += 1;
        place
    }

    /// How far a session that stood is from where it did: 0 where it stays, 1 at its time with other resources, 2 elsewhere.
    pub(super) fn changes(&self, activity: usize, place: Option<&Place>) -> i64 {
        let mine = &self.desk.mine[activity];
        let Some(stood) = &mine.stood else { return 0 };
        match place {
            Some(Place { slot, assets, .. }) if mine.stays(&self.desk.calendars, *slot, assets) => {
                0
            }
            Some(place) if stood.slot == Some(place.slot) => 1,
            _ => 2,
        }
    }

    pub(super) fn is_decided(&self, activity: usize) -> bool {
        self.decided[activity]
    }

    /// Where a session stands.
    pub(super) fn place(&self, activity: usize) -> Option<Place> {
        let (slot, assets) = (self.state.slot(activity)?, self.state.serving(activity).to_vec());
        Some(Place { activity, slot, assets })
    }

    /// What is decided costs, the planner's own rules aside.
    pub(super) fn cost(&self) -> i64 {
        let prices = self.desk.problem.prices;
        self.state.cost() - self.undecided * prices.unplaced
            + self.ledger.points() * prices.medium
            + self.changed * self.desk.session
    }

    /// What the whole plan costs; none where it breaks a hard rule of the planner's own.
    pub(super) fn total(&self) -> Option<i64> {
        (self.hard == 0).then(|| self.cost().saturating_add(self.rules))
    }

    /// The hard points that one session takes along when it leaves.
    pub(super) fn relief(&mut self, activity: usize) -> i64 {
        let Some(place) = self.place(activity) else { return 0 };
        let (hard, rules) = (self.hard, self.rules);
        self.tell(&place, false);
        let relief = hard - self.hard;
        self.tell(&place, true);
        (self.hard, self.rules) = (hard, rules);
        relief
    }

    /// Tells the planner's own rules that a session comes or goes.
    fn tell(&mut self, place: &Place, comes: bool) {
        if self.asked[place.activity].is_empty() {
            return;
        }
        let problem = self.desk.problem;
        let (session, start) = (problem.activities[place.activity].original, place.slot);
        let original = |asset: &u32| problem.resources[*asset as usize].original;
        let resources: Vec<usize> = place.assets.iter().map(original).collect();
        let end = start + problem.take(place.activity, start);
        let stand = Stand { session, start, end, resources: &resources };
        for &index in &self.asked[place.activity] {
            let counter = &mut self.counters[index];
            let points =
                if comes { counter.tally.enter(stand) } else { counter.tally.leave(stand) };
            match counter.level {
                Level::Hard => self.hard += points,
                Level::Medium => self.rules += points.saturating_mul(problem.prices.medium),
                Level::Soft => self.rules += points.saturating_mul(POINT),
            }
        }
    }
}

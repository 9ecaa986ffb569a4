//! Rules of the planner's own: the laws of their tallies, what a plan makes of them, and what is refused.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use common::{day, solve, weekdays};
use intervision_core::{AlwaysFree, Demands, Need, Resource, Session, SessionDemand, Timetable};
use intervision_schedule::rules::{
    Compact, Early, Optional, Rule, Season, Seats, Spread, Stand, Steady, Tally,
};
use intervision_schedule::{Error, Grid, Level, Planner, check};
use proptest::prelude::*;

/// Eight half-days on four days.
fn grid() -> Grid {
    Grid::half_days(day(3, 1), day(3, 4), &weekdays).unwrap()
}

/// Six sessions of half a day or a whole one, two rooms and a trainer.
fn demand() -> Demands {
    let session = |index: usize| {
        let minutes = if index.is_multiple_of(3) { 480 } else { 240 };
        let mut session = Session::new(index.to_string(), "Session", minutes, vec![index % 4]);
        session.needs.push(Need::one("room"));
        session
    };
    let resources = vec![
        Resource::new("small", "room").with_seats(10),
        Resource::new("large", "room").with_seats(20),
        Resource::new("anna", "trainer"),
    ];
    Demands { sessions: (0..6).map(session).collect(), resources, relations: Vec::new() }
}

fn built_in() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(Seats::new("room", 2).audience(0, 15).audience(3, 25)),
        Box::new(Spread::new(5).over([0, 1, 2], 3).over([2, 3], 2)),
        Box::new(Compact::new(2).over([0, 1, 2, 3]).over([3, 4, 5])),
        Box::new(Compact::new(2).over([1, 2]).over([2, 4, 5])),
        Box::new(Steady::new("room", 1).over([0, 1, 2, 3]).over([3, 4])),
        Box::new(Early::new(1)),
        Box::new(Optional::new(1).invite(0, [1, 2]).invite(4, [1, 3]).invite(5, [2])),
    ]
}

/// One session in one place.
#[derive(Debug, Clone, Copy)]
struct At {
    session: usize,
    slot: usize,
    room: usize,
}

impl At {
    fn stand<'a>(self, grid: &Grid, rooms: &'a [usize; 2]) -> Option<Stand<'a>> {
        let minutes = demand().session(self.session)?.minutes;
        let take = grid.slots_for(self.slot, minutes)?;
        let resources = &rooms[self.room..=self.room];
        Some(Stand { session: self.session, start: self.slot, end: self.slot + take, resources })
    }
}

/// What a tally says of places that are entered one after the other.
fn penalty(rule: &dyn Rule, season: &Season<'_>, places: &[At]) -> i64 {
    let mut tally = rule.open(season).unwrap();
    let mine = rule.sessions(season);
    let of_rule = places.iter().filter(|at| mine.contains(&at.session));
    of_rule.filter_map(|at| at.stand(season.grid, &[0, 1])).map(|stand| tally.enter(stand)).sum()
}

proptest! {
    #[test]
    fn tallies_depend_on_what_is_placed_alone(
        places in prop::collection::vec((0..6_usize, 0..8_usize, 0..2_usize), 1..30),
        at in 0..6_usize,
    ) {
        let (grid, demand) = (grid(), demand());
        let season = Season::new(&grid, &demand, &AlwaysFree);
        for rule in built_in() {
            let mine = rule.sessions(&season);
            let mut tally = rule.open(&season).unwrap();
            let mut standing: Vec<At> = Vec::new();
            let mut sum = 0;
            for &(session, slot, room) in &places {
                let place = At { session, slot, room };
                let Some(stand) = place.stand(&grid, &[0, 1]).filter(|_| mine.contains(&session)) else {
                    continue;
                };
                // Whoever stands already leaves first, so that each is placed once.
                let before = sum;
                let old = standing.iter().position(|other| other.session == session);
                if let Some(old) = old.map(|index| standing.remove(index)) {
                    sum += tally.leave(old.stand(&grid, &[0, 1]).unwrap());
                    sum += tally.enter(stand);
                    prop_assert!(before - sum <= tally.relief(session), "{:?}: {} to {}", rule, before, sum);
                } else {
                    sum += tally.enter(stand);
                }
                standing.push(place);
                prop_assert!(sum >= 0);
            }
            prop_assert_eq!(sum, penalty(rule.as_ref(), &season, &standing), "{:?}", rule);
            let by = at.min(standing.len().saturating_sub(1));
            standing.rotate_left(by);
            prop_assert_eq!(sum, penalty(rule.as_ref(), &season, &standing), "{:?}", rule);
            for place in &standing {
                sum += tally.leave(place.stand(&grid, &[0, 1]).unwrap());
            }
            prop_assert_eq!(sum, 0);
        }
    }

    #[test]
    fn listing_sessions_and_resources_otherwise_changes_nothing(turn in 0..6_usize, seed in 0_u64..20) {
        let one = demand();
        let mut other = one.clone();
        other.sessions.rotate_left(turn);
        other.resources.rotate_left(turn % 3);
        let plan = |demand: &Demands| -> Vec<String> {
            let index = |id: usize| {
                demand.sessions.iter().position(|session| session.id == id.to_string()).unwrap()
            };
            let planner = Planner::new(grid())
                .with_rule(Spread::new(5).over([0, 1, 2].map(index), 3))
                .with_rule(Compact::new(2).over([2, 3, 4].map(index)))
                .with_rule(Steady::new("room", 1).over([0, 1, 2].map(index)))
                .with_rule(Seats::new("room", 1).audience(index(1), 15));
            let outcome = solve(&planner, demand, &AlwaysFree, seed, Some(5_000)).unwrap();
            told(demand, &outcome.timetable)
        };
        prop_assert_eq!(plan(&one), plan(&other));
    }
}

/// Every placement by ids, in order.
fn told(demand: &Demands, timetable: &Timetable) -> Vec<String> {
    let tell = |placement: &intervision_core::Placement| {
        let rooms = placement.resources.iter().map(|r| demand.resources[*r].id.as_str());
        let rooms: Vec<&str> = rooms.collect();
        format!("{} {:?} {rooms:?}", demand.sessions[placement.session].id, placement.span)
    };
    let mut lines: Vec<String> = timetable.placements.iter().map(tell).collect();
    lines.sort();
    lines
}

/// The board meets in the morning, and no other time will do.
#[derive(Debug)]
struct Mornings(Vec<usize>);

struct Afternoons;

impl Rule for Mornings {
    fn name(&self) -> &'static str {
        "board in the afternoon"
    }

    fn level(&self) -> Level {
        Level::Hard
    }

    fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
        self.0.clone()
    }

    fn open(&self, _season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        Ok(Box::new(Afternoons))
    }
}

impl Tally for Afternoons {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        (stand.start % 2) as i64
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        -((stand.start % 2) as i64)
    }
}

/// `sessions` half-days of one person.
fn board(sessions: usize) -> Demands {
    let session = |index: usize| Session::new(index.to_string(), "Board", 240, vec![0]);
    Demands { sessions: (0..sessions).map(session).collect(), ..Demands::default() }
}

#[test]
fn a_hard_rule_of_the_hosts_holds_in_every_plan() {
    let demand = board(4);
    let planner = Planner::new(grid()).with_rule(Mornings((0..4).collect()));
    let outcome = solve(&planner, &demand, &AlwaysFree, 1, Some(20_000)).unwrap();
    assert_eq!(check(&demand, &AlwaysFree, &outcome.timetable), []);
    assert_eq!(outcome.timetable.placements.len(), 4);
    let noon = chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap();
    assert!(outcome.timetable.placements.iter().all(|p| p.span.start().time() < noon));
    assert_eq!(outcome.score.hard, 0);
}

#[test]
fn what_breaks_a_hard_rule_loses_its_place() {
    // Four mornings for five sessions.
    let demand = board(5);
    let planner = Planner::new(grid()).with_rule(Mornings((0..5).collect()));
    let outcome = solve(&planner, &demand, &AlwaysFree, 1, Some(20_000)).unwrap();
    assert_eq!(outcome.timetable.placements.len(), 4);
    assert_eq!(outcome.timetable.unplaced.len(), 1);
    assert_eq!(outcome.score.hard, 0);
}

#[test]
fn more_sessions_than_slots_leave_as_few_as_can_be_without_a_place() {
    let demand = board(10);
    let planner = Planner::new(grid()).with_rule(Early::new(1));
    let outcome = solve(&planner, &demand, &AlwaysFree, 1, Some(20_000)).unwrap();
    assert_eq!(check(&demand, &AlwaysFree, &outcome.timetable), []);
    assert_eq!(outcome.timetable.placements.len(), 8);
}

#[test]
fn one_seed_and_one_budget_give_one_plan_and_stop_on_the_step() {
    let demand = demand();
    let plan = |steps| {
        let planner = Planner::new(grid()).with_rule(Early::new(1));
        solve(&planner, &demand, &AlwaysFree, 3, Some(steps)).unwrap().timetable
    };
    assert_eq!(plan(5_001), plan(5_001));
    assert_eq!(plan(5_001).worth.steps, 5_001);
}

#[test]
fn a_rule_about_a_session_that_is_not_there() {
    let planner = Planner::new(grid()).with_rule(Spread::new(1).over([1, 7], 2));
    let error = solve(&planner, &board(5), &AlwaysFree, 1, Some(10)).unwrap_err();
    assert_eq!(
        error,
        Error::RuleSession { rule: "days short of the spread", session: 7, sessions: 5 }
    );
    assert_eq!(
        error.to_string(),
        "the rule \"days short of the spread\" names session 7, but the demand has sessions 0 to 4"
    );
}

/// A rule that asks for more than the season has.
#[derive(Debug)]
struct TooManyDays;

impl Rule for TooManyDays {
    fn name(&self) -> &'static str {
        "ten days"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        let reason = format!("the season has {} days, not 10", season.grid.days().len());
        Err(Error::Rule { rule: self.name(), reason })
    }
}

#[test]
fn a_rule_that_does_not_fit_the_season() {
    let planner = Planner::new(grid()).with_rule(TooManyDays);
    let error = solve(&planner, &board(5), &AlwaysFree, 1, Some(10)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the rule \"ten days\" does not fit: the season has 4 days, not 10"
    );
}

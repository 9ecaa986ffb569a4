//! What cannot be placed, and what cannot be planned at all: one test per message.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use chrono::NaiveDate;
use common::{day, solve, weekdays};
use intervision_core::{
    AlwaysFree, Availability, DateWindow, Demands, Lag, Need, Party, Pause, Presence, Quorum,
    Relation, Resource, Session, Span, Table,
};
use intervision_schedule::{Grid, Planner, check};

fn planner() -> Planner {
    Planner::new(Grid::half_days(day(3, 1), day(3, 26), &weekdays).unwrap())
}

fn meeting(id: &str, minutes: u32, attendees: &[usize]) -> Session {
    Session::new(id, "Meeting", minutes, attendees.to_vec())
}

fn one(session: Session) -> Demands {
    Demands { sessions: vec![session], ..Demands::default() }
}

fn refused(demand: &Demands) -> String {
    solve(&planner(), demand, &AlwaysFree, 1, None).unwrap_err().to_string()
}

fn explained(demand: &Demands, availability: &dyn Availability) -> Vec<Vec<String>> {
    let outcome = solve(&planner(), demand, availability, 1, None).unwrap();
    assert_eq!(check(demand, availability, &outcome.timetable), []);
    outcome.timetable.unplaced.into_iter().map(|unplaced| unplaced.reasons).collect()
}

/// Members and resources are away on the days that the function says.
struct Away<F: Fn(Party, NaiveDate) -> bool>(F);

impl<F: Fn(Party, NaiveDate) -> bool> Availability for Away<F> {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        if (self.0)(party, span.date()) { Presence::busy("away") } else { Presence::FREE }
    }
}

#[test]
fn duplicate_ids() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m1", 240, &[1]));
    assert_eq!(
        refused(&demand),
        "session \"m1\" is listed twice; every session needs an id of its own"
    );
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.resources = vec![Resource::new("blue", "room"), Resource::new("blue", "room")];
    assert_eq!(
        refused(&demand),
        "resource \"blue\" is listed twice; every resource needs an id of its own"
    );
}

#[test]
fn h7_a_room_too_small() {
    let mut session = meeting("theme-day-1", 480, &[0, 1]);
    session.needs.push(Need::one("venue").with_seats(200));
    let mut demand = one(session);
    demand.resources.push(Resource::new("hall", "venue").with_seats(180));
    demand.resources.push(Resource::new("attic", "venue").with_seats(40));
    assert_eq!(
        refused(&demand),
        "session \"theme-day-1\" needs a venue with more seats: need 200, have 180; find a larger one or split the session"
    );
}

#[test]
fn a_kind_that_does_not_exist() {
    let mut session = meeting("m1", 240, &[0]);
    session.needs.push(Need::one("actor"));
    let mut demand = one(session);
    assert_eq!(
        refused(&demand),
        "session \"m1\" needs a resource of kind actor, and there is none; kinds on the list: none"
    );
    demand.resources.push(Resource::new("blue", "room"));
    assert!(refused(&demand).ends_with("kinds on the list: room"));
}

#[test]
fn a_qualification_that_nobody_has() {
    let mut need = Need::one("coach");
    need.qualifications.push("talent coaching".into());
    let mut session = meeting("m1", 240, &[0]);
    session.needs.push(need);
    let mut demand = one(session);
    demand.resources.push(Resource::new("c1", "coach"));
    assert_eq!(
        refused(&demand),
        "session \"m1\" needs a coach with talent coaching, and none has it"
    );
}

#[test]
fn more_at_once_than_there_are() {
    let mut session = meeting("training", 240, &[0]);
    session.needs.push(Need::one("actor").times(5));
    let mut demand = one(session);
    demand.resources = (1..=4).map(|n| Resource::new(format!("a{n}"), "actor")).collect();
    assert_eq!(
        refused(&demand),
        "session \"training\" needs 5 of kind actor at once: 5 needed, 4 available"
    );
}

#[test]
fn a_series_without_a_resource_that_fits_all() {
    let mut demand = Demands::default();
    for (id, seats) in [("m1", 5), ("m2", 20)] {
        let mut session = meeting(id, 240, &[0]);
        session.series = Some("group 1".into());
        let mut need = Need::one("room").with_seats(seats).same_in_series();
        need.qualifications = if seats == 5 { vec!["garden".into()] } else { Vec::new() };
        session.needs.push(need);
        demand.sessions.push(session);
    }
    let mut garden = Resource::new("garden", "room").with_seats(10);
    garden.qualifications.push("garden".into());
    demand.resources = vec![garden, Resource::new("hall", "room").with_seats(30)];
    assert_eq!(
        refused(&demand),
        "series \"group 1\" wants the same room throughout: 1 needed for every session, 0 fit them all"
    );
}

#[test]
fn a_session_longer_than_any_day() {
    assert_eq!(
        refused(&one(meeting("retreat", 600, &[0]))),
        "session \"retreat\" lasts 600 minutes, and the longest day holds 480; shorten it or split it in two"
    );
}

#[test]
fn a_window_outside_the_season() {
    let mut session = meeting("m1", 240, &[0]);
    session.window = DateWindow::between(day(7, 1), day(7, 9));
    assert_eq!(
        refused(&one(session)),
        "session \"m1\" may start from 2027-07-01 to 2027-07-09, and no open day of the season lies there"
    );
}

#[test]
fn a_relation_that_joins_nothing() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.relations.push(Relation::DifferentDay { a: 0, b: 3 });
    assert_eq!(
        refused(&demand),
        "relation 1 (counted from 1) joins sessions 0 and 3, but the demand has sessions 0 to 0 and a relation joins two of them"
    );
}

#[test]
fn a_lag_whose_limits_cross() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m2", 240, &[0]));
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::between(9, 7) });
    assert_eq!(
        refused(&demand),
        "session \"m2\" must come at least 9 and at most 7 days after \"m1\"; the minimum must not exceed the maximum"
    );
}

#[test]
fn a_quorum_of_more_than_attend() {
    let mut demand = one(meeting("m1", 240, &[0, 1]));
    demand.sessions[0].quorum = Some(Quorum::new(2, [0, 1, 2]));
    assert_eq!(
        refused(&demand),
        "session \"m1\" asks for 2 of 3 members, of whom 2 attend; a quorum is of attendees, and at most all of them"
    );
    demand.sessions[0].quorum = Some(Quorum::new(3, [0, 1]));
    assert!(refused(&demand).contains("asks for 3 of 2 members, of whom 2 attend"));
}

#[test]
fn a_quorum_without_the_chair() {
    // The chair must come; one of the three others may be missed, and is named.
    let mut session = meeting("board", 240, &[0, 1, 2, 3]);
    session.quorum = Some(Quorum::new(2, [1, 2, 3]));
    let calendars = Away(|party, date| match party {
        Party::Member(0) => date != day(3, 9),
        Party::Member(member) => member == 2 || member == 3 && date != day(3, 9),
        Party::Resource(_) => false,
    });
    let demand = one(session);
    let outcome = solve(&planner(), &demand, &calendars, 1, None).unwrap();
    assert_eq!(check(&demand, &calendars, &outcome.timetable), []);
    assert_eq!(outcome.timetable.placements[0].span.date(), day(3, 9));
    assert_eq!(outcome.sessions[0].absent, [2]);
    assert_eq!(outcome.score.medium, 1);

    let mut strict = demand.clone();
    strict.sessions[0].quorum = Some(Quorum::new(3, [1, 2, 3]));
    assert_eq!(explained(&strict, &calendars).len(), 1);
    let broken: Vec<String> =
        check(&strict, &calendars, &outcome.timetable).iter().map(ToString::to_string).collect();
    assert_eq!(broken, ["1 attendees are away from \"board\" and 0 may be: [2]"]);
}

#[test]
fn a_pause_whose_limits_cross() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m2", 240, &[0]));
    let pause = Pause::between(45, 15);
    demand.relations.push(Relation::Pause { earlier: 0, later: 1, pause });
    assert_eq!(
        refused(&demand),
        "session \"m2\" must start at least 45 and at most 15 minutes after \"m1\" ends; the minimum must not exceed the maximum"
    );
}

#[test]
fn a_lag_that_cannot_fit_its_window() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m2", 240, &[0]));
    demand.sessions[0].window.earliest = Some(day(3, 8));
    demand.sessions[1].window.latest = Some(day(3, 19));
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::at_least(14) });
    assert_eq!(
        refused(&demand),
        "these limits cannot all hold, by 3 days: \"m1\" starts from 2027-03-08; \"m2\" comes at least 14 days after \"m1\"; \"m2\" starts by 2027-03-19; move a window or shorten a lag"
    );
}

#[test]
fn lags_that_run_in_a_circle() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m2", 240, &[0]));
    let lag = Lag::at_least(2);
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag });
    demand.relations.push(Relation::Lag { earlier: 1, later: 0, lag });
    assert_eq!(
        refused(&demand),
        "these limits cannot all hold, by 4 days: \"m1\" comes at least 2 days after \"m2\"; \"m2\" comes at least 2 days after \"m1\"; move a window or shorten a lag"
    );
}

#[test]
fn m8_five_training_days_and_actors_who_are_free_on_four() {
    let mut demand = Demands::default();
    for number in 1..=5 {
        let mut session = meeting(&format!("training-{number}"), 480, &[0, 1]);
        session.needs.push(Need::one("actor").times(2));
        demand.sessions.push(session);
    }
    demand.resources = vec![Resource::new("a1", "actor"), Resource::new("a2", "actor")];
    let four_days = [day(3, 2), day(3, 9), day(3, 16), day(3, 23)];
    let calendars =
        Away(move |party, date| matches!(party, Party::Resource(_)) && !four_days.contains(&date));
    let unplaced = explained(&demand, &calendars);
    assert_eq!(unplaced.len(), 1);
    assert_eq!(unplaced[0][0], "actor: 5 needed, 4 available from 2027-03-01 to 2027-03-26");

    let error = solve(&planner().requiring_all(), &demand, &calendars, 1, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "not every session can be placed: actor: 5 needed, 4 available from 2027-03-01 to 2027-03-26"
    );
}

#[test]
fn more_sessions_than_a_resource_may_serve_in_its_weeks() {
    let mut demand = Demands::default();
    for number in 1..=5 {
        let mut session = meeting(&format!("m{number}"), 240, &[number]);
        session.window = DateWindow::between(day(3, 1), day(3, 12));
        session.needs.push(Need::one("facilitator"));
        demand.sessions.push(session);
    }
    demand.resources.push(Resource::new("f1", "facilitator").with_max_per_week(2));
    let unplaced = explained(&demand, &AlwaysFree);
    assert_eq!(unplaced.len(), 1);
    assert_eq!(unplaced[0][0], "facilitator: 5 needed, 4 available from 2027-03-01 to 2027-03-12");
    assert_eq!(
        unplaced[0][1],
        "every facilitator that would do is taken or at its limit: f1 serves 4 sessions (takes 20 of 20 half-days in the window)"
    );
}

#[test]
fn x4_a_member_who_is_away_too_often() {
    let session = meeting("m1", 240, &[0, 1]);
    // Between them the two are never there on one day.
    let calendars = Away(|party, date| match party {
        Party::Member(0) => date >= day(3, 8),
        Party::Member(_) => date < day(3, 8),
        Party::Resource(_) => false,
    });
    let table = Table::new(["m017", "m018"]).unwrap();
    let demand = one(session);
    let outcome = solve(&planner().with_roster(&table), &demand, &calendars, 1, None).unwrap();
    assert_eq!(
        outcome.timetable.unplaced[0].reasons,
        [
            "m017 is away 30 of 40 half-days in the window, m018 is away 10 of 40 half-days in the window (takes 40 of 40 half-days in the window)"
        ]
    );
}

#[test]
fn a_person_with_more_sessions_than_days() {
    let mut demand = Demands::default();
    for number in 1..=3 {
        let mut session = meeting(&format!("day-{number}"), 480, &[7]);
        session.window = DateWindow::between(day(3, 1), day(3, 2));
        demand.sessions.push(session);
    }
    let unplaced = explained(&demand, &AlwaysFree);
    assert_eq!(unplaced.len(), 1);
    assert_eq!(unplaced[0][0], "member 7: 3 needed, 2 available from 2027-03-01 to 2027-03-02");
    assert_eq!(
        unplaced[0][1],
        "attendees are in other sessions: \"day-1\", \"day-2\" (takes 2 of 2 days in the window)"
    );
}

#[test]
fn distances_that_real_days_do_not_allow() {
    let mut demand = one(meeting("m1", 240, &[0]));
    demand.sessions.push(meeting("m2", 240, &[0]));
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::between(7, 7) });
    // Away in every other week.
    let calendars = Away(|_, date| date < day(3, 8) || (day(3, 15)..day(3, 22)).contains(&date));
    let unplaced = explained(&demand, &calendars);
    assert_eq!(unplaced.len(), 1);
    assert!(
        unplaced[0].iter().any(|reason| reason
            .starts_with("the distances, days and times asked leave no more, given \"m")),
        "{unplaced:?}"
    );
}

#[test]
fn nothing_asked_and_nobody_invited() {
    let nothing = Demands::default();
    let outcome = solve(&planner(), &nothing, &AlwaysFree, 1, None).unwrap();
    assert_eq!(outcome.timetable.placements, []);

    let mut session = meeting("m1", 0, &[]);
    session.series = Some("series".into());
    session.needs.push(Need::one("room").times(0).same_in_series());
    let demand = one(session);
    let outcome = solve(&planner(), &demand, &AlwaysFree, 1, None).unwrap();
    assert_eq!(outcome.timetable.placements.len(), 1);
    assert_eq!(check(&demand, &AlwaysFree, &outcome.timetable), []);
}

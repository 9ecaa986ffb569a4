use chrono::NaiveDate;
use intervision_core::{
    AlwaysFree, Availability, DateWindow, Demands, Lag, Need, Party, Pause, Placement, Presence,
    Relation, Resource, Session, Span, Status, Stopped, Timetable, Unplaced, Worth,
};

use super::*;

fn span(day: u32, hours: (u32, u32)) -> Span {
    let at = |hour| {
        NaiveDate::from_ymd_opt(2027, 3, day).and_then(|day| day.and_hms_opt(hour, 0, 0)).unwrap()
    };
    Span::new(at(hours.0), at(hours.1)).unwrap()
}

/// Two meetings of one group, with a room and the same facilitator, a week apart at most.
fn demand() -> Demands {
    let mut demand = Demands::default();
    for id in ["m1", "m2"] {
        let mut session = Session::new(id, "Meeting", 240, vec![0, 1]);
        session.series = Some("group 1".into());
        session.needs =
            vec![Need::one("room").with_seats(3), Need::one("facilitator").same_in_series()];
        demand.sessions.push(session);
    }
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::between(3, 7) });
    demand.resources = vec![
        Resource::new("blue", "room").with_seats(8),
        Resource::new("cupboard", "room").with_seats(2),
        Resource::new("f1", "facilitator").with_max_per_week(1),
        Resource::new("f2", "facilitator"),
    ];
    demand
}

/// A day of March, hours, a room and a facilitator.
type Place = (u32, (u32, u32), [usize; 2]);

fn plan(places: [Place; 2]) -> Timetable {
    let placement = |(session, (day, hours, resources)): (usize, Place)| Placement {
        session,
        span: span(day, hours),
        resources: resources.to_vec(),
    };
    Timetable {
        placements: places.into_iter().enumerate().map(placement).collect(),
        unplaced: Vec::new(),
        worth: Worth::new(Status::Feasible, Stopped::Finished, 0.0),
    }
}

fn sound() -> Timetable {
    plan([(2, (9, 13), [0, 2]), (9, (9, 13), [0, 2])])
}

fn found(demand: &Demands, timetable: &Timetable) -> Vec<String> {
    check(demand, &AlwaysFree, timetable).iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_plan_breaks_nothing() {
    assert_eq!(check(&demand(), &AlwaysFree, &sound()), []);
}

#[test]
fn every_session_is_listed_once_and_explained() {
    let mut timetable = sound();
    timetable.placements.pop();
    assert_eq!(
        found(&demand(), &timetable),
        ["session 1 is listed 0 times; once, as placed or unplaced, is right"]
    );
    timetable.unplaced.push(Unplaced { session: 1, reasons: Vec::new() });
    assert_eq!(found(&demand(), &timetable), ["\"m2\" has no place and no reason"]);
    timetable.unplaced.push(Unplaced { session: 9, reasons: vec!["why not".into()] });
    assert_eq!(found(&demand(), &timetable)[0], "the demand has no session 9");
}

#[test]
fn windows_and_lengths() {
    let mut demand = demand();
    demand.sessions[0].window =
        DateWindow { earliest: NaiveDate::from_ymd_opt(2027, 3, 3), latest: None };
    demand.sessions[1].minutes = 300;
    assert_eq!(
        found(&demand, &sound()),
        [
            "\"m1\" stands outside its window: 2027-03-02 09:00:00 to 2027-03-02 13:00:00",
            "\"m2\" needs 300 minutes of one day and has 2027-03-09 09:00:00 to 2027-03-09 13:00:00"
        ]
    );
}

#[test]
fn clashes_of_people_and_resources() {
    let mut demand = demand();
    demand.relations.clear();
    let timetable = plan([(2, (9, 13), [0, 3]), (2, (12, 16), [0, 3])]);
    assert_eq!(
        found(&demand, &timetable),
        [
            "member 0 is in \"m1\" and \"m2\" at once",
            "member 1 is in \"m1\" and \"m2\" at once",
            "resource 0 is in \"m1\" and \"m2\" at once",
            "resource 3 is in \"m1\" and \"m2\" at once"
        ]
    );
}

#[test]
fn relations_by_day() {
    let mut demand = demand();
    let late = plan([(2, (9, 13), [0, 2]), (10, (9, 13), [0, 2])]);
    assert_eq!(found(&demand, &late), ["\"m2\" stands 8 days after \"m1\"; asked was 3 to 7 days"]);
    demand.relations = vec![Relation::SameDay { a: 0, b: 1 }];
    assert_eq!(
        found(&demand, &late),
        ["\"m2\" stands 8 days after \"m1\"; asked was the same day"]
    );
    demand.relations = vec![Relation::DifferentDay { a: 0, b: 1 }];
    let same = plan([(2, (8, 12), [0, 3]), (2, (12, 16), [0, 3])]);
    assert_eq!(found(&demand, &same), ["\"m2\" stands 0 days after \"m1\"; asked was another day"]);
}

#[test]
fn relations_by_the_minute() {
    let mut demand = demand();
    let places = [(2, (8, 12), [0, 2]), (2, (12, 16), [0, 2])];
    let told = |relation: Relation, demand: &mut Demands| {
        demand.relations = vec![relation];
        let of_the_two = |told: &String| told.starts_with("\"m1\" stands");
        found(demand, &plan(places)).into_iter().find(of_the_two)
    };
    let stands = "\"m1\" stands 2027-03-02 08:00:00 to 2027-03-02 12:00:00 and \"m2\" 2027-03-02 12:00:00 to 2027-03-02 16:00:00";
    let cases = [
        (Relation::SameStart { a: 0, b: 1 }, Some("the same start")),
        (Relation::Apart { a: 0, b: 1, minutes: 30 }, Some("30 minutes between them")),
        (Relation::Apart { a: 0, b: 1, minutes: 0 }, None),
        (
            Relation::Pause { earlier: 0, later: 1, pause: Pause::between(15, 45) },
            Some("15 to 45 minutes between them, in this order"),
        ),
        (
            Relation::Pause { earlier: 0, later: 1, pause: Pause::at_least(20) },
            Some("at least 20 minutes between them, in this order"),
        ),
        (Relation::Pause { earlier: 0, later: 1, pause: Pause::between(0, 0) }, None),
    ];
    for (relation, asked) in cases {
        let wanted = asked.map(|asked| format!("{stands}; asked was {asked}"));
        assert_eq!(told(relation, &mut demand), wanted);
    }
}

#[test]
fn needs_series_and_loads() {
    let timetable = plan([(2, (9, 13), [1, 2]), (9, (9, 13), [3, 0])]);
    assert_eq!(
        found(&demand(), &timetable),
        [
            "\"m1\": \"cupboard\" is too small: need 3, have 2",
            "\"m2\": \"f2\" is a facilitator, not a room",
            "\"m2\": \"f2\" is too small: need 3, have 0",
            "\"m2\": \"blue\" is a room, not a facilitator",
            "series \"group 1\" does not keep its facilitator"
        ]
    );
    let mut demand = demand();
    demand.relations.clear();
    demand.resources[2].max_sessions = Some(1);
    let one_week = plan([(2, (9, 13), [0, 2]), (4, (9, 13), [0, 2])]);
    assert_eq!(
        found(&demand, &one_week),
        [
            "\"f1\" serves 2 sessions, at most 1 are right",
            "\"f1\" serves 2 sessions in the week of 2027-03-01, at most 1 are right"
        ]
    );
}

/// Member 1 is away all the time.
struct Away;

impl Availability for Away {
    fn presence(&self, party: Party, _span: Span) -> Presence<'_> {
        if party == Party::Member(1) { Presence::busy("leave") } else { Presence::FREE }
    }
}

#[test]
fn who_is_away_and_how_many_may_be() {
    let told: Vec<String> =
        check(&demand(), &Away, &sound()).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["member 1 is away from \"m1\": leave", "member 1 is away from \"m2\": leave"]
    );
    assert_eq!(Checker::new().allowing_absences(1).check(&demand(), &Away, &sound()), []);
}

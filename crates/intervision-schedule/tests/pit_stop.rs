//! The main job: 25 groups of eight, 178 sessions, in one season.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use std::ops::ControlFlow;

use common::{PartTime, pit_stop, season, solve};
use intervision_core::{
    Availability, Party, Presence, Progress, Relation, Run, Span, Status, Stopped,
};
use intervision_schedule::{Planner, check};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

#[test]
fn h5_every_session_of_the_season_is_placed() {
    let demand = pit_stop(25, 3, 2);
    let outcome = solve(&Planner::new(season()), &demand, &PartTime, 1, None).unwrap();
    assert_eq!(outcome.timetable.placements.len(), 178);
    assert_eq!(outcome.timetable.unplaced, []);
    assert_eq!(check(&demand, &PartTime, &outcome.timetable), []);
    assert_eq!(outcome.timetable.worth.status, Status::Optimal);
}

#[test]
fn one_seed_gives_one_answer() {
    let demand = pit_stop(6, 1, 1);
    let plan = || solve(&Planner::new(season()), &demand, &PartTime, 5, Some(200)).unwrap();
    assert_eq!(plan(), plan());
}

#[test]
fn the_order_of_people_sessions_and_resources_does_not_matter() {
    let demand = pit_stop(6, 2, 2);
    let planner = Planner::new(season());
    let outcome = solve(&planner, &demand, &PartTime, 5, Some(200)).unwrap();

    let people = 6 * 8;
    let (sessions, resources) = (demand.sessions.len(), demand.resources.len());
    let mut turned = demand.clone();
    turned.sessions.reverse();
    turned.resources.reverse();
    for session in &mut turned.sessions {
        session.attendees = session.attendees.iter().map(|member| people - 1 - member).collect();
    }
    for relation in &mut turned.relations {
        if let Relation::Lag { earlier, later, .. } = relation {
            (*earlier, *later) = (sessions - 1 - *earlier, sessions - 1 - *later);
        }
    }
    let calendars = Turned { people, resources };
    let other = solve(&planner, &turned, &calendars, 5, Some(200)).unwrap();
    assert_eq!(outcome.score, other.score);
    for placement in &outcome.timetable.placements {
        let same = other.timetable.placement(sessions - 1 - placement.session).unwrap();
        assert_eq!(placement.span, same.span);
        let turned_back: Vec<usize> = same.resources.iter().map(|r| resources - 1 - r).collect();
        assert_eq!(placement.resources, turned_back);
    }
}

/// [`PartTime`] for members and resources that are numbered from the other end.
struct Turned {
    people: usize,
    resources: usize,
}

impl Availability for Turned {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let party = match party {
            Party::Member(member) => Party::Member(self.people - 1 - member),
            Party::Resource(resource) => Party::Resource(self.resources - 1 - resource),
        };
        PartTime.presence(party, span)
    }
}

#[test]
fn h7_theme_days_fall_on_days_without_pit_stops() {
    let mut demand = pit_stop(8, 2, 2);
    let theme_days = 8 * 7..8 * 7 + 3;
    for theme_day in theme_days {
        for pit_stop in 0..8 * 7 {
            demand.relations.push(Relation::DifferentDay { a: theme_day, b: pit_stop });
        }
    }
    let outcome = solve(&Planner::new(season()), &demand, &PartTime, 1, None).unwrap();
    assert_eq!(outcome.timetable.unplaced, []);
    assert_eq!(check(&demand, &PartTime, &outcome.timetable), []);
}

#[test]
fn an_observer_may_end_the_search_and_gets_a_whole_plan() {
    // One room for six groups: the bound, which knows no coupling, is out of reach.
    let demand = pit_stop(6, 1, 1);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut looks = 0;
    let mut impatient = |_: &Progress<'_>| {
        looks += 1;
        if looks < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let mut run = Run::new(&mut rng, &mut impatient);
    let outcome = Planner::new(season()).solve(&demand, &PartTime, &mut run).unwrap();
    assert_eq!(outcome.timetable.placements.len(), demand.sessions.len());
    assert!(matches!(outcome.timetable.worth.stopped, Stopped::Cancelled | Stopped::Proven));
    assert_eq!(check(&demand, &PartTime, &outcome.timetable), []);
}

#[test]
fn more_steps_never_make_it_worse() {
    let demand = pit_stop(12, 1, 1);
    let planner = Planner::new(season());
    let value =
        |steps| solve(&planner, &demand, &PartTime, 3, Some(steps)).unwrap().timetable.worth.value;
    let (first, later) = (value(1), value(600));
    assert!(later <= first, "{later} after {first}");
}

//! Planning from a plan that stands: the fewest calendars, against every plan there is.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

mod common;

use common::standing::{
    Case, cases, day, grid, options, replan, resources, roster, solve, timetable, value,
};
use intervision_core::{Demands, Need, Party, Placement, Session, Status};
use intervision_schedule::change::{ChangeKind, Snapshot};
use intervision_schedule::replan::{Away, Held, Obstacle, Replan};
use intervision_schedule::{Error, check};
use proptest::prelude::*;

fn every(
    case: &Case,
    standing: &Snapshot,
    options: &[Vec<Option<Placement>>],
    plan: &mut Vec<Placement>,
    best: &mut f64,
) {
    let Some((here, rest)) = options.split_first() else {
        let mut placements = plan.clone();
        placements.sort_by_key(|placement| placement.session);
        let plan = timetable(placements, case.after.sessions.len());
        let value = value(case, standing, &plan);
        if value < *best && check(&case.after, &case.now, &plan).is_empty() {
            *best = value;
        }
        return;
    };
    for option in here {
        // The checker would say no to the whole plan; this only spares it the question.
        let clash = |other: &Placement| {
            option.as_ref().is_some_and(|one| {
                one.span.overlaps(&other.span)
                    && one.resources.iter().any(|resource| other.resources.contains(resource))
            })
        };
        if plan.iter().any(clash) {
            continue;
        }
        let before = plan.len();
        plan.extend(option.clone());
        every(case, standing, rest, plan, best);
        plan.truncate(before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn x3_no_plan_changes_fewer_calendars(case in cases()) {
        let Ok(stands) = solve(&case.before, &case.calm) else { return Ok(()) };
        let standing = Snapshot::of(&case.before, &roster(), &stands);
        let told = match replan(&case.after, &case.now, &standing, &case.options) {
            Ok(told) => told,
            Err(Error::Pin { .. } | Error::TooFew { .. } | Error::TooLong { .. }) => return Ok(()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
        let plan = &told.outcome.timetable;
        prop_assert_eq!(check(&case.after, &case.now, plan), []);
        prop_assert_eq!(plan.worth.status, Status::Optimal);
        prop_assert_eq!(told.price, case.options.price(&told.changes));
        prop_assert!(told.least <= told.price);
        let broken = told.broken().map(|affected| affected.session.clone()).collect();
        let all: Vec<_> = (0..case.after.sessions.len())
            .map(|session| options(&case, &standing, &broken, session))
            .collect();
        let mut best = f64::INFINITY;
        every(&case, &standing, &all, &mut Vec::new(), &mut best);
        let mine = value(&case, &standing, plan);
        prop_assert!((plan.worth.value - mine).abs() < 1e-6, "{} told, {mine}", plan.worth.value);
        prop_assert!((mine - best).abs() < 1e-6, "{mine} against {best}: {}", told.changes);
        let sum: f64 = plan.worth.terms.iter().map(|term| term.value * term.weight).sum();
        prop_assert!((plan.worth.value - sum).abs() < 1e-6);
    }

    #[test]
    fn nothing_changes_where_nothing_has_to(case in cases()) {
        let Ok(stands) = solve(&case.before, &case.calm) else { return Ok(()) };
        let standing = Snapshot::of(&case.before, &roster(), &stands);
        let options = Replan::new();
        let told = replan(&case.before, &case.calm, &standing, &options).unwrap();
        prop_assert!(told.changes.is_empty(), "{}", told.changes);
        prop_assert!(told.affected.is_empty() && told.fewest);
        prop_assert_eq!(told.outcome.timetable.unplaced.len(), stands.unplaced.len());
    }
}

/// Two meetings of three people, in the blue room on Monday and Tuesday morning.
fn two_meetings() -> (Demands, Snapshot) {
    let mut demand = Demands { resources: resources(), ..Demands::default() };
    for index in 0..2 {
        let mut session = Session::new(format!("m{index}"), "Meeting", 240, vec![0, 1, 2]);
        session.needs.push(Need::one("room"));
        demand.sessions.push(session);
    }
    let grid = grid();
    let placement = |session: usize, slot: usize| Placement {
        session,
        span: grid.place(slot, 240).unwrap(),
        resources: vec![0],
    };
    let stands = timetable(vec![placement(0, 0), placement(1, 2)], 2);
    let standing = Snapshot::of(&demand, &roster(), &stands);
    (demand, standing)
}

#[test]
fn x3_two_people_move_one_date_changes_and_why_nothing_smaller_works() {
    let (mut demand, standing) = two_meetings();
    demand.sessions[1].attendees = vec![0, 1];
    demand.sessions[0].attendees = vec![2];
    let rooms = demand.resources.drain(..1).collect();
    demand.resources = rooms;
    let standing: Snapshot = standing
        .iter()
        .map(|(id, standing)| {
            let mut standing = standing.clone();
            standing.people.retain(|person| (person == "p2") == (id == "m0"));
            (id.to_owned(), standing)
        })
        .collect();
    // Somebody is ill on the morning of one of the two.
    let ill = Away::new(Party::Member(0), day(9), day(9), "ill");
    let told = replan(&demand, &ill, &standing, &Replan::new()).unwrap();
    assert_eq!(told.changes.of_kind(ChangeKind::Moved).count(), 1);
    assert_eq!(told.changes.len(), 1, "{}", told.changes);
    let touched: Vec<String> =
        told.changes.by_calendar().keys().map(|holder| holder.id().to_owned()).collect();
    assert_eq!(touched, ["p0", "p1", "blue"]);
    // Nothing smaller works: each of these calendars holds a session that cannot stay.
    assert!(told.fewest);
    assert_eq!((told.least, told.price), (3, 3));
    assert_eq!(told.affected.len(), 1);
    assert_eq!(told.affected[0].to_string(), "\"m1\" cannot stay: p0 is away: ill");
}

#[test]
fn a_pinned_session_gets_another_room_but_no_other_time() {
    let (demand, standing) = two_meetings();
    let closed = Away::new(Party::Resource(0), day(8), day(10), "closed");
    let options = Replan::new().pinning("m0");
    let told = replan(&demand, &closed, &standing, &options).unwrap();
    assert_eq!(told.changes.of_kind(ChangeKind::Reassigned).count(), 2, "{}", told.changes);
    let broken: Vec<_> = told.broken().collect();
    assert_eq!((broken[0].session.as_str(), broken[0].held), ("m0", Some(Held::Pinned)));
    let away = Obstacle::Away {
        holder: intervision_schedule::change::Holder::Resource("blue".into()),
        reason: "closed".into(),
    };
    assert_eq!(broken[0].obstacles, [away]);

    let both = (closed, Away::new(Party::Resource(1), day(8), day(10), "closed"));
    let told = replan(&demand, &both, &standing, &options).unwrap();
    let reasons = &told.outcome.timetable.unplaced[0].reasons;
    assert_eq!(reasons[0], "\"m0\" (pinned) cannot stay: blue is away: closed");
}

#[test]
fn what_has_become_impossible_moves_behind_the_horizon() {
    let (demand, standing) = two_meetings();
    let ill = Away::new(Party::Member(0), day(8), day(8), "ill");
    let told = replan(&demand, &ill, &standing, &Replan::new().frozen_until(day(10))).unwrap();
    let moved: Vec<_> = told.changes.iter().collect();
    assert_eq!((moved.len(), moved[0].session.as_str()), (1, "m0"));
    assert_eq!(moved[0].after.as_ref().unwrap().span.date(), day(10));
    assert_eq!(told.affected[0].held, Some(Held::Frozen));
}

#[test]
fn a_session_that_is_no_longer_asked_for_is_cancelled_and_told_when_frozen() {
    let (mut demand, standing) = two_meetings();
    demand.sessions.remove(0);
    let free = intervision_core::AlwaysFree;
    let told = replan(&demand, &free, &standing, &Replan::new().frozen_until(day(9))).unwrap();
    assert_eq!(told.changes.to_string(), "m0 of 2027-03-08 08:30 is cancelled\n");
    assert_eq!(told.affected[0].obstacles, [Obstacle::Dropped]);
}

#[test]
fn a_pin_without_a_session_is_refused() {
    let (demand, standing) = two_meetings();
    let free = intervision_core::AlwaysFree;
    let error = replan(&demand, &free, &standing, &Replan::new().pinning("m7")).unwrap_err();
    let words = "session \"m7\" is pinned, but it has no place in the timetable that stands; pin one that has";
    assert_eq!(error.to_string(), words);
}

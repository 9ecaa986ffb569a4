//! Planning from a plan that stands, in a whole season: the sessions that cannot stay move, and few others.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

mod common;

use std::collections::BTreeSet;

use common::{PartTime, day, pit_stop, season, solve};
use intervision_core::{Availability, Demands, Party, Run, Session, Table};
use intervision_schedule::change::{Change, ChangeKind, Snapshot};
use intervision_schedule::replan::{Away, Replan, Replanned};
use intervision_schedule::{Planner, check};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

const GROUPS: usize = 25;

fn roster() -> Table {
    Table::new((0..=GROUPS * 8).map(|member| format!("p{member:03}"))).unwrap()
}

fn standing(demand: &Demands) -> Snapshot {
    let stands = solve(&Planner::new(season()), demand, &PartTime, 1, None).unwrap().timetable;
    assert_eq!(stands.unplaced, []);
    Snapshot::of(demand, &roster(), &stands)
}

fn replan(demand: &Demands, calendars: &dyn Availability, standing: &Snapshot) -> Replanned {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let options = Replan::new().as_of(day(2, 22)).frozen_until(day(3, 8));
    let mut run_observer = ();
    let mut run = Run::new(&mut rng, &mut run_observer);
    let told = Planner::new(season())
        .replan(demand, calendars, &roster(), standing, &options, &mut run)
        .unwrap();
    assert_eq!(check(demand, calendars, &told.outcome.timetable), []);
    assert_eq!(told.outcome.timetable.unplaced, []);
    assert_eq!(told.broken().count(), 0);
    let early = |change: &Change| {
        let days = change.before.iter().chain(&change.after).map(|s| s.span.date());
        days.min().unwrap() < day(3, 8)
    };
    let moves = |change: &&Change| change.kind != ChangeKind::Attendance;
    assert!(!told.changes.iter().filter(moves).any(early), "{}", told.changes);
    told
}

#[test]
fn a_room_is_closed_for_six_weeks() {
    let demand = pit_stop(GROUPS, 3, 2);
    let standing = standing(&demand);
    let told = replan(
        &demand,
        &(PartTime, Away::new(Party::Resource(0), day(3, 15), day(4, 30), "closed")),
        &standing,
    );
    let changed: BTreeSet<&str> =
        told.changes.iter().map(|change| change.session.as_str()).collect();
    let affected: BTreeSet<&str> = told.affected.iter().map(|one| one.session.as_str()).collect();
    assert!(affected.is_subset(&changed));
    assert!(changed.len() <= affected.len() + 2, "{}", told.changes);
}

#[test]
fn a_facilitator_is_ill_for_two_weeks() {
    let demand = pit_stop(GROUPS, 3, 2);
    let standing = standing(&demand);
    let ill = Away::new(Party::Resource(2), day(3, 15), day(3, 26), "ill");
    let told = replan(&demand, &(PartTime, ill), &standing);
    assert!(!told.affected.is_empty());
    // Series keep their facilitator, who has little time left: two other groups make room, and no more.
    let group = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
    let affected: BTreeSet<String> = told.affected.iter().map(|one| group(&one.session)).collect();
    let changed: BTreeSet<String> = told.changes.iter().map(|one| group(&one.session)).collect();
    assert!(changed.is_superset(&affected));
    assert!(changed.len() <= affected.len() + 2, "{}", told.changes);
}

#[test]
fn a_participant_is_added_and_only_their_group_hears_of_it() {
    let mut demand = pit_stop(GROUPS, 3, 2);
    let standing = standing(&demand);
    for session in demand.sessions.iter_mut().filter(|session| session.attendees.contains(&0)) {
        session.attendees.push(GROUPS * 8);
    }
    let told = replan(&demand, &PartTime, &standing);
    let attendance = told.changes.of_kind(ChangeKind::Attendance).count();
    assert!(attendance > 0);
    assert_eq!(told.changes.touched(), 1, "{}", told.changes);
    assert!(told.fewest);
}

#[test]
fn a_session_is_added_and_nobody_else_moves() {
    let mut demand = pit_stop(GROUPS, 3, 2);
    let standing = standing(&demand);
    let mut extra = Session::new("extra", "Extra meeting", 240, (0..8).collect());
    extra.needs.clone_from(&demand.sessions[0].needs);
    demand.sessions.push(extra);
    let told = replan(&demand, &PartTime, &standing);
    assert_eq!(told.changes.len(), 1, "{}", told.changes);
    assert_eq!(told.changes.of_kind(ChangeKind::Added).count(), 1);
}

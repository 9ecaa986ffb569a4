//! The best slots of one session: every slot with every choice of resources, counted by the words of the options.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

mod common;

use std::collections::BTreeMap;

use common::standing::{
    Case, Diaries, cases, day, grid, options, resources, roster, solve, timetable, value,
};
use intervision_core::{AlwaysFree, Demands, Need, Placement, Session, Span};
use intervision_schedule::change::Snapshot;
use intervision_schedule::replan::{BestSlots, Replan};
use intervision_schedule::{Error, Level, Planner, check};
use proptest::prelude::*;

const MEDIUM: f64 = 1_000_000.0;

fn best(case: &Case, standing: &Snapshot, id: &str, count: usize) -> Result<BestSlots, Error> {
    let Case { after, now, options, .. } = case;
    Planner::new(grid()).best_slots(id, count, after, now, &roster(), standing, options)
}

/// The other sessions where they stood, by the demand's numbers, in the first room and with the first facilitator that do.
fn others(case: &Case, standing: &Snapshot, except: usize) -> Vec<Placement> {
    let sessions = case.after.sessions.iter().enumerate();
    let number =
        |id: &String| case.after.resources.iter().position(|resource| resource.id == *id).unwrap();
    sessions
        .filter(|(index, _)| *index != except)
        .filter_map(|(index, session)| {
            let stood = standing.get(&session.id)?;
            let resources = stood.places.iter().chain(&stood.resources).map(number).collect();
            Some(Placement { session: index, span: stood.span, resources })
        })
        .collect()
}

/// Per start, the least that a plan costs with the session there.
fn every_start(case: &Case, standing: &Snapshot, session: usize) -> BTreeMap<Span, f64> {
    let beside = others(case, standing, session);
    let mut starts = BTreeMap::new();
    let moves = [case.after.sessions[session].id.clone()].into();
    for option in options(case, standing, &moves, session).into_iter().flatten() {
        let span = option.span;
        let mut placements = beside.clone();
        placements.push(option);
        placements.sort_by_key(|placement| placement.session);
        let plan = timetable(placements, case.after.sessions.len());
        if check(&case.after, &case.now, &plan).is_empty() {
            let cost = value(case, standing, &plan);
            let least = starts.entry(span).or_insert(f64::INFINITY);
            *least = least.min(cost);
        }
    }
    starts
}

proptest! {
    #[test]
    fn x4_no_better_slot_is_missed_and_each_tells_its_full_change(case in cases()) {
        let Ok(stands) = solve(&case.before, &case.calm) else { return Ok(()) };
        let standing = Snapshot::of(&case.before, &roster(), &stands);
        for (index, session) in case.after.sessions.iter().enumerate() {
            let told = match best(&case, &standing, &session.id, usize::MAX) {
                Ok(told) => told,
                Err(Error::Pin { .. } | Error::TooFew { .. } | Error::TooLong { .. }) => continue,
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            };
            if !told.affected.is_empty() {
                continue;
            }
            // A session that was to stay and cannot may be served by others at its time.
            let mut placements = others(&case, &standing, index);
            placements.extend(told.stands.clone());
            placements.sort_by_key(|placement| placement.session);
            let now = timetable(placements, case.after.sessions.len());
            prop_assert_eq!(check(&case.after, &case.now, &now), []);
            let now = value(&case, &standing, &now);
            let starts = every_start(&case, &standing, index);
            prop_assert_eq!(told.possible, told.slots.len());
            let mut values: Vec<f64> = Vec::new();
            for slot in &told.slots {
                let change = slot.change.medium as f64 * MEDIUM + slot.change.soft;
                let least = starts.get(&slot.placement.span).copied();
                prop_assert!(least.is_some(), "{} cannot be there", session.id);
                prop_assert!((now + change - least.unwrap()).abs() < 1e-6, "{slot:?}: {least:?} from {now}");
                let points = |level: Level| -> i64 {
                    let mine = slot.contributions.iter().filter(|rule| rule.level == level);
                    mine.map(|rule| rule.points).sum()
                };
                prop_assert_eq!(points(Level::Medium), slot.change.medium);
                prop_assert_eq!(slot.change.hard, 0);
                values.push(change);
            }
            prop_assert!(values.is_sorted(), "{values:?}");
            prop_assert_eq!(starts.len(), told.possible);
            let fewer = best(&case, &standing, &session.id, 2).unwrap();
            prop_assert_eq!(&fewer.slots[..], &told.slots[..told.slots.len().min(2)]);
        }
    }
}

#[test]
fn a_session_that_has_no_place_yet_is_worth_its_unplaced_points() {
    let mut session = Session::new("new", "Meeting", 240, vec![0, 1]);
    session.needs.push(Need::one("room"));
    let demand = Demands { sessions: vec![session], resources: resources(), ..Demands::default() };
    let planner = Planner::new(grid());
    let diaries = Diaries { away: [].into(), mornings: true };
    let (nobody, replan) = (Snapshot::default(), Replan::new());
    let told = planner.best_slots("new", 2, &demand, &diaries, &roster(), &nobody, &replan);
    let told = told.unwrap();
    assert_eq!((told.possible, told.slots.len(), told.stands), (6, 2, None));
    assert_eq!(told.now.medium, 100);
    // Two people and a room take it up; the mornings are welcome.
    for (slot, day) in told.slots.iter().zip([day(8), day(9)]) {
        assert_eq!((slot.change.medium, slot.price, slot.changes.touched()), (-97, 3, 3));
        assert_eq!(
            slot.placement.span,
            Span::new(day.and_hms_opt(8, 30, 0).unwrap(), day.and_hms_opt(12, 30, 0).unwrap())
                .unwrap()
        );
        assert!(slot.worth.absent.is_empty() && slot.worth.unwelcome == 0.0);
    }
}

#[test]
fn a_session_that_is_not_there_is_named() {
    let planner = Planner::new(grid());
    let demand = Demands::default();
    let (nobody, replan) = (Snapshot::default(), Replan::new());
    let told = planner.best_slots("m7", 5, &demand, &AlwaysFree, &roster(), &nobody, &replan);
    let words =
        "session \"m7\" is asked about, but none of the 0 sessions of the demand has this id";
    assert_eq!(told.unwrap_err().to_string(), words);
}

//! Planning from a plan that stands: the fewest calendars, against every plan there is.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use intervision_core::{
    Availability, Demands, Lag, Need, Party, Placement, Presence, Relation, Resource, Run, Session,
    Span, Status, Stopped, Table, Timetable, Unplaced, Worth,
};
use intervision_schedule::change::{ChangeKind, Changes, Snapshot};
use intervision_schedule::replan::{Away, Held, Lead, Obstacle, Replan, Replanned};
use intervision_schedule::{Error, Grid, Planner, check};
use proptest::prelude::*;
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

const PEOPLE: usize = 6;
/// What a medium point weighs.
const MEDIUM: f64 = 1_000_000.0;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

/// Three days of two half-days.
fn grid() -> Grid {
    Grid::half_days(day(8), day(10), &|_| true).unwrap()
}

fn roster() -> Table {
    Table::new((0..PEOPLE).map(|member| format!("p{member}"))).unwrap()
}

fn resources() -> Vec<Resource> {
    vec![
        Resource::new("blue", "room").with_seats(8),
        Resource::new("red", "room").with_seats(8),
        Resource::new("ann", "facilitator"),
        Resource::new("bob", "facilitator"),
    ]
}

/// Members and resources that are away in some half-days; some members would rather not come in the afternoon.
#[derive(Debug, Clone)]
struct Diaries {
    away: BTreeSet<(Party, usize)>,
    mornings: bool,
}

impl Availability for Diaries {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let slots = grid().slots().to_vec();
        let at = (0..slots.len()).filter(|slot| slots[*slot].overlaps(&span));
        if at.clone().any(|slot| self.away.contains(&(party, slot))) {
            return Presence::busy("away");
        }
        let afternoon = at.clone().any(|slot| slot % 2 == 1);
        let minds = self.mornings && afternoon && party == Party::Member(0);
        Presence::Free { welcome: if minds { -0.5 } else { 0.0 } }
    }
}

fn solve(demand: &Demands, diaries: &Diaries) -> Result<Timetable, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let planner = Planner::new(grid());
    Ok(planner.solve(demand, diaries, &mut Run::new(&mut rng, &mut ()))?.timetable)
}

fn replan(
    demand: &Demands,
    diaries: &dyn Availability,
    standing: &Snapshot,
    options: &Replan,
) -> Result<Replanned, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(1_000_000);
    Planner::new(grid()).replan(demand, diaries, &roster(), standing, options, &mut run)
}

/// A season that stands, and one in which something has changed.
#[derive(Debug, Clone)]
struct Case {
    before: Demands,
    after: Demands,
    calm: Diaries,
    now: Diaries,
    options: Replan,
}

fn sessions(kinds: &[(u8, u8)]) -> Vec<Session> {
    let session = |(index, &(who, needs)): (usize, &(u8, u8))| {
        let attendees: Vec<usize> = (0..PEOPLE)
            .filter(|member| (who >> (member % 3)) & 1 == 1 && member % 2 == index % 2)
            .collect();
        let minutes = if needs & 8 > 0 { 480 } else { 240 };
        let mut session = Session::new(format!("s{index}"), "Meeting", minutes, attendees);
        if needs & 1 > 0 {
            session.needs.push(Need::one("room"));
        }
        if needs & 2 > 0 {
            session.needs.push(Need::one("facilitator"));
        }
        session
    };
    kinds.iter().enumerate().map(session).collect()
}

fn demand(kinds: &[(u8, u8)], lag: bool) -> Demands {
    let mut demand =
        Demands { sessions: sessions(kinds), resources: resources(), ..Demands::default() };
    if lag && kinds.len() > 1 {
        let lag = Lag { min_days: 0, target_days: Some(1), max_days: Some(2) };
        demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag });
    }
    demand
}

fn cases() -> impl Strategy<Value = Case> {
    let kinds = proptest::collection::vec((0_u8..8, 0_u8..16), 2..4);
    let event = (0_u8..5, 0..6_usize, 1..4_usize, 0..PEOPLE);
    let options = (0_u32..3, 0_u32..3, 0_u32..3);
    let lags = (any::<bool>(), any::<bool>());
    (kinds, lags, any::<bool>(), event, options).prop_map(|(kinds, lags, mornings, event, held)| {
        let (what, from, length, who) = event;
        let before = demand(&kinds, lags.0);
        let mut after = demand(&kinds, lags.1);
        let calm = Diaries { away: BTreeSet::new(), mornings };
        let mut now = calm.clone();
        let gone =
            |party: Party, slots: std::ops::Range<usize>| slots.map(move |slot| (party, slot));
        match what {
            0 => after.resources[0].max_sessions = Some(0),
            1 => now.away.extend(gone(Party::Resource(2), from..from + length)),
            2 => {
                if !after.sessions[0].attendees.contains(&who) {
                    after.sessions[0].attendees.push(who);
                }
            }
            3 => {
                let mut kinds = kinds.clone();
                kinds.push((7, 3));
                after = demand(&kinds, lags.1);
            }
            _ => now.away.extend(gone(Party::Member(who), from..from + length)),
        }
        // The demand is numbered anew: ids alone join the two.
        after.sessions.reverse();
        let last = after.sessions.len() - 1;
        for relation in &mut after.relations {
            if let Relation::Lag { earlier, later, .. } = relation {
                (*earlier, *later) = (last - *earlier, last - *later);
            }
        }
        let (frozen, pinned, lead) = held;
        let mut options = Replan::new().as_of(day(7)).with_session_points(2);
        if frozen > 0 {
            options = options.frozen_until(day(8 + frozen - 1));
        }
        if pinned == 2 {
            options = options.pinning("s1");
        }
        if lead > 0 {
            options = options.with_lead(Lead::flat(1).within(1, 3).within(2, 1 + lead));
        }
        Case { before, after, calm, now, options }
    })
}

fn timetable(placements: Vec<Placement>, sessions: usize) -> Timetable {
    let placed = |session: &usize| placements.iter().any(|placement| placement.session == *session);
    let without = (0..sessions).filter(|session| !placed(session));
    let unplaced = without.map(|session| Unplaced { session, reasons: vec!["-".into()] }).collect();
    Timetable { unplaced, worth: Worth::new(Status::Unknown, Stopped::Finished, 0.0), placements }
}

/// What a plan costs, counted by the words of the options.
fn value(case: &Case, standing: &Snapshot, plan: &Timetable) -> f64 {
    let changes = Changes::between(standing, &Snapshot::of(&case.after, &roster(), plan));
    let asked = |id: &str| case.after.sessions.iter().any(|session| session.id == id);
    let far =
        changes.iter().filter(|change| asked(&change.session)).map(|change| match change.kind {
            ChangeKind::Cancelled | ChangeKind::Moved => 4.0,
            ChangeKind::Reassigned => 2.0,
            _ => 0.0,
        });
    let mut value = (100 * plan.unplaced.len() as u64 + case.options.price(&changes)) as f64
        * MEDIUM
        + far.sum::<f64>();
    for placement in &plan.placements {
        let session = &case.after.sessions[placement.session];
        if session.attendees.contains(&0) && case.now.mornings {
            let grid = grid();
            let halves = grid.slots().iter().enumerate();
            let mine: Vec<usize> = halves
                .filter(|(_, slot)| slot.overlaps(&placement.span))
                .map(|(at, _)| at)
                .collect();
            let afternoons = mine.iter().filter(|at| **at % 2 == 1).count();
            value += 0.5 * afternoons as f64 / mine.len() as f64;
        }
    }
    for relation in &case.after.relations {
        let Relation::Lag { earlier, later, .. } = *relation else { continue };
        if let Some((one, other)) = plan.placement(earlier).zip(plan.placement(later)) {
            let days = (other.span.date() - one.span.date()).num_days();
            value += (days - 1).abs() as f64;
        }
    }
    value
}

/// Whether a session stands in a plan as it stood.
fn stays(case: &Case, standing: &Snapshot, plan: &Timetable, id: &str) -> bool {
    let now = Snapshot::of(&case.after, &roster(), plan);
    let shown = |s: &intervision_schedule::change::Standing| {
        (s.span, s.places.clone(), s.resources.clone())
    };
    now.get(id).map(shown) == standing.get(id).map(shown)
}

/// Every place of one session that holds by itself, and none; what is held keeps its place, or as much of it as it may.
fn options(
    case: &Case,
    standing: &Snapshot,
    told: &Replanned,
    session: usize,
) -> Vec<Option<Placement>> {
    let wanted = &case.after.sessions[session];
    let horizon = [day(9), day(10)]
        .into_iter()
        .rev()
        .find(|day| case.options == case.options.clone().frozen_until(*day));
    let stood = standing.get(&wanted.id);
    let pinned = case.options == case.options.clone().pinning("s1") && wanted.id == "s1";
    let broken = told.broken().any(|affected| affected.session == wanted.id);
    let frozen = stood.zip(horizon).is_some_and(|(stood, day)| stood.span.date() < day);
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for need in &wanted.needs {
        let of_kind = |r: &usize| case.after.resources[*r].kind == need.kind;
        let kind: Vec<usize> = (0..4).filter(of_kind).collect();
        choices = choices
            .iter()
            .flat_map(|chosen| kind.iter().map(move |r| [chosen.as_slice(), &[*r]].concat()))
            .collect();
    }
    let mut options = Vec::new();
    for slot in 0..grid().len() {
        let Some(span) = grid().place(slot, wanted.minutes) else { continue };
        let there = stood.is_some_and(|stood| stood.span == span);
        if !there && (pinned && stood.is_some() || horizon.is_some_and(|day| span.date() < day)) {
            continue;
        }
        for resources in &choices {
            let placement = Placement { session, span, resources: resources.clone() };
            let alone = timetable(vec![placement.clone()], case.after.sessions.len());
            let held = (pinned && stood.is_some() || frozen) && !broken;
            if held && !stays(case, standing, &alone, &wanted.id) {
                continue;
            }
            if check(&case.after, &case.now, &alone).is_empty() {
                options.push(Some(placement));
            }
        }
    }
    let held = (pinned && stood.is_some() || frozen) && !broken;
    if !held {
        options.push(None);
    }
    options
}

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
        let all: Vec<_> = (0..case.after.sessions.len())
            .map(|session| options(&case, &standing, &told, session))
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

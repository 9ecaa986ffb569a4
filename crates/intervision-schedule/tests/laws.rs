//! Laws of every plan, on random small demands, with every possible plan as the judge.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::TimeDelta;
use common::{day, solve, weekdays};
use intervision_core::{
    Availability, DateWindow, Demands, Lag, Need, Party, Pause, Placement, Presence, Quorum,
    Relation, Resource, Session, Span, Status, Stopped, Timetable, Unplaced, Worth,
};
use intervision_schedule::rules::{Compact, Early, Spread, Steady};
use intervision_schedule::{Effort, Grid, Planner, check};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const UNPLACED: f64 = 100.0 * 1e6;

/// What an attendee costs who cannot be there.
const MISSED: f64 = 1e6;

/// Bits say who is busy, and who would rather not, in each half-day.
#[derive(Debug, Clone)]
struct Diaries {
    busy: Vec<u16>,
    rather_not: Vec<u16>,
}

impl Diaries {
    fn bit(&self, party: Party, span: Span, of: &[u16]) -> bool {
        let row = match party {
            Party::Member(member) => member,
            Party::Resource(resource) => self.busy.len() - 1 - resource,
        };
        let afternoon = span.start().time() >= chrono::NaiveTime::from_hms_opt(12, 30, 0).unwrap();
        let slot = (span.date() - day(3, 1)).num_days() * 2 + i64::from(afternoon);
        of[row] >> slot & 1 == 1
    }
}

impl Availability for Diaries {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let halves = [span, Span::new(span.end() - TimeDelta::minutes(1), span.end()).unwrap()];
        if halves.iter().any(|half| self.bit(party, *half, &self.busy)) {
            return Presence::busy("busy");
        }
        let welcome = if self.bit(party, span, &self.rather_not) { -1.0 } else { 0.0 };
        Presence::Free { welcome }
    }
}

#[derive(Debug, Clone)]
struct Case {
    demand: Demands,
    diaries: Diaries,
}

/// Up to three sessions for four members on four days, two rooms and two facilitators.
fn cases(chain: bool) -> impl Strategy<Value = Case> {
    cases_of(1..4, chain)
}

fn cases_of(sessions: Range<usize>, chain: bool) -> impl Strategy<Value = Case> {
    let session =
        (prop::collection::btree_set(0..4_usize, 1..3), any::<bool>(), 0..4_i64, 0..2_usize);
    let lag = (0..3_u32, 0..3_u32, prop::option::of(0..4_u32));
    (
        prop::collection::vec(session, sessions),
        prop::collection::vec(lag, 2),
        prop::collection::vec(any::<u16>(), 16),
        prop::collection::vec(any::<u16>(), 8),
        0..3_usize,
        (0..7_usize, 0..4_usize, 0..3_usize),
    )
        .prop_map(move |(sessions, lags, bits, rather_not, kinds, (asked, least, more))| {
            let mut demand = Demands::default();
            for (number, (attendees, whole_day, earliest, needs)) in
                sessions.into_iter().enumerate()
            {
                let minutes = if whole_day { 480 } else { 240 };
                let attendees = attendees.into_iter().collect();
                let mut session = Session::new(format!("s{number}"), "S", minutes, attendees);
                if !chain {
                    session.window = DateWindow {
                        earliest: Some(day(3, 1) + TimeDelta::days(earliest / 2)),
                        latest: None,
                    };
                }
                session.series = Some("series".into());
                if earliest == 3 {
                    let least = session.attendees.len() as u32 - 1;
                    session.quorum = Some(Quorum::new(least, session.attendees.clone()));
                }
                if needs > 0 && kinds > 0 {
                    session.needs.push(Need::one("room"));
                }
                if kinds > 1 {
                    session.needs.push(Need::one("facilitator").same_in_series());
                }
                demand.sessions.push(session);
            }
            let joined =
                if chain { demand.sessions.len() - 1 } else { 1.min(demand.sessions.len() - 1) };
            for (later, (min, extra, target)) in (1..=joined).zip(lags) {
                let min_days = if chain { min.min(1) } else { min };
                let lag = Lag { min_days, target_days: target, max_days: Some(min_days + extra) };
                demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
            }
            if !chain && demand.sessions.len() == 3 {
                demand.relations.push(Relation::DifferentDay { a: 0, b: 2 });
            }
            if !chain && demand.sessions.len() > 1 {
                let (a, b) = (demand.sessions.len() - 2, demand.sessions.len() - 1);
                // Half an hour is the break between the halves of a day, 16 hours and a half is a night.
                let minutes = [0, 30, 31, 990];
                let (min_minutes, longest) = (minutes[least], minutes[least.max(more)]);
                let pause = Pause { min_minutes, max_minutes: (more > 0).then_some(longest) };
                demand.relations.extend(match asked {
                    0 | 1 => Some(Relation::Apart { a: b, b: a, minutes: min_minutes }),
                    2 => Some(Relation::SameStart { a, b }),
                    3 => Some(Relation::Pause { earlier: a, later: b, pause }),
                    4 => Some(Relation::Pause { earlier: b, later: a, pause }),
                    5 => Some(Relation::SameDay { a, b }),
                    _ => None,
                });
            }
            demand.resources = vec![
                Resource::new("r0", "room"),
                Resource::new("r1", "room"),
                Resource::new("f0", "facilitator"),
                Resource::new("f1", "facilitator"),
            ];
            let busy = bits.chunks(2).map(|pair| pair[0] & pair[1]).collect();
            Case { demand, diaries: Diaries { busy, rather_not } }
        })
}

fn grid() -> Grid {
    Grid::half_days(day(3, 1), day(3, 4), &weekdays).unwrap()
}

fn timetable(placements: Vec<Placement>, sessions: usize) -> Timetable {
    let placed = |session: &usize| placements.iter().any(|placement| placement.session == *session);
    let unplaced = (0..sessions)
        .filter(|session| !placed(session))
        .map(|session| Unplaced { session, reasons: vec!["-".into()] })
        .collect();
    Timetable { unplaced, worth: Worth::new(Status::Unknown, Stopped::Finished, 0.0), placements }
}

/// The worth of a plan, counted anew.
fn value(case: &Case, plan: &Timetable) -> f64 {
    let welcome = |party, span| match case.diaries.presence(party, span) {
        Presence::Free { welcome } => welcome,
        Presence::Busy { .. } => 0.0,
    };
    let mut value = plan.unplaced.len() as f64 * UNPLACED;
    for placement in &plan.placements {
        let session = &case.demand.sessions[placement.session];
        let parties = session.attendees.iter().map(|member| Party::Member(*member));
        let parties = parties.chain(placement.resources.iter().map(|r| Party::Resource(*r)));
        let halves: Vec<Span> =
            grid().slots().iter().copied().filter(|slot| slot.overlaps(&placement.span)).collect();
        for party in parties {
            value += match case.diaries.presence(party, placement.span) {
                Presence::Busy { .. } => MISSED,
                Presence::Free { .. } => 0.0,
            };
            let all: f64 = halves.iter().map(|half| welcome(party, *half)).sum();
            value -= (all / halves.len() as f64 * 1000.0).round() / 1000.0;
        }
    }
    for relation in &case.demand.relations {
        let Relation::Lag { earlier, later, lag } = *relation else { continue };
        let ends = plan.placement(earlier).zip(plan.placement(later));
        if let (Some((first, second)), Some(target)) = (ends, lag.target_days) {
            let days = (second.span.date() - first.span.date()).num_days();
            value += (days - i64::from(target)).abs() as f64;
        }
    }
    value
}

/// A planner with rules of its own, about all sessions.
fn with_rules(sessions: usize) -> Planner {
    let all: Vec<usize> = (0..sessions).collect();
    Planner::new(grid())
        .with_rule(Spread::new(3).over(all.clone(), 3))
        .with_rule(Compact::new(2).over(all.clone()))
        .with_rule(Steady::new("room", 1).over(all))
        .with_rule(Early::new(1))
}

/// What those rules cost, counted anew.
fn extra(case: &Case, plan: &Timetable) -> f64 {
    let slots = grid().slots().to_vec();
    let slot = |span: Span| -> Vec<usize> {
        (0..slots.len()).filter(|slot| slots[*slot].overlaps(&span)).collect()
    };
    let days: BTreeSet<_> = plan.placements.iter().map(|placed| placed.span.date()).collect();
    let mut points = 3 * (plan.placements.len().min(3) - days.len());
    let of_kind = |r: &&usize| case.demand.resources[**r].kind == "room";
    let rooms: BTreeSet<_> =
        plan.placements.iter().flat_map(|placed| placed.resources.iter().filter(of_kind)).collect();
    points += rooms.len().saturating_sub(1);
    for placed in &plan.placements {
        let mine = slot(placed.span);
        points += mine.last().unwrap();
        let touches = |other: &&Placement| {
            let theirs = slot(other.span);
            other.span.date() == placed.span.date()
                && mine[0] <= theirs.last().unwrap() + 1
                && theirs[0] <= mine.last().unwrap() + 1
        };
        let others = plan.placements.iter().filter(|other| other.session != placed.session);
        points += if others.clone().any(|other| touches(&other)) { 0 } else { 2 };
    }
    points as f64
}

/// The best value of all plans that the checker accepts.
fn best(case: &Case) -> f64 {
    best_of(case, &|_| 0.0)
}

/// The same, with what else a plan costs.
fn best_of(case: &Case, extra: &dyn Fn(&Timetable) -> f64) -> f64 {
    let sessions = case.demand.sessions.len();
    let options: Vec<Vec<Option<Placement>>> =
        (0..sessions).map(|session| options(case, session)).collect();
    let mut best = f64::INFINITY;
    let mut plan = Vec::new();
    every(case, &options, extra, &mut plan, &mut best);
    best
}

/// Every place of one session that holds by itself, and none.
fn options(case: &Case, session: usize) -> Vec<Option<Placement>> {
    let wanted = &case.demand.sessions[session];
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for need in &wanted.needs {
        let of_kind = |r: &usize| case.demand.resources[*r].kind == need.kind;
        let kind: Vec<usize> = (0..4).filter(of_kind).collect();
        choices = choices
            .iter()
            .flat_map(|chosen| kind.iter().map(move |r| [chosen.as_slice(), &[*r]].concat()))
            .collect();
    }
    let mut options = vec![None];
    for slot in 0..grid().len() {
        let Some(span) = grid().place(slot, wanted.minutes) else { continue };
        for resources in &choices {
            let placement = Placement { session, span, resources: resources.clone() };
            let alone = timetable(vec![placement.clone()], case.demand.sessions.len());
            if check(&case.demand, &case.diaries, &alone).is_empty() {
                options.push(Some(placement));
            }
        }
    }
    options
}

fn every(
    case: &Case,
    options: &[Vec<Option<Placement>>],
    extra: &dyn Fn(&Timetable) -> f64,
    plan: &mut Vec<Placement>,
    best: &mut f64,
) {
    let Some((here, rest)) = options.split_first() else {
        let plan = timetable(plan.clone(), case.demand.sessions.len());
        let value = value(case, &plan) + extra(&plan);
        if value < *best && check(&case.demand, &case.diaries, &plan).is_empty() {
            *best = value;
        }
        return;
    };
    for option in here {
        let before = plan.len();
        plan.extend(option.clone());
        every(case, rest, extra, plan, best);
        plan.truncate(before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_series_is_placed_in_the_best_possible_way(case in cases(true)) {
        let Ok(outcome) = solve(&Planner::new(grid()), &case.demand, &case.diaries, 1, Some(1)) else {
            return Ok(());
        };
        let plan = &outcome.timetable;
        prop_assert_eq!(check(&case.demand, &case.diaries, plan), []);
        let best = best(&case);
        if best < UNPLACED / 2.0 {
            prop_assert!((plan.worth.value - best).abs() < 1e-6, "{} against {}", plan.worth.value, best);
        }
        prop_assert!(plan.worth.bound.unwrap() <= best + 1e-6);
    }

    #[test]
    fn plans_hold_and_bounds_are_bounds(case in cases(false), seed in 0_u64..100) {
        let Ok(outcome) = solve(&Planner::new(grid()), &case.demand, &case.diaries, seed, Some(60)) else {
            return Ok(());
        };
        let plan = &outcome.timetable;
        prop_assert_eq!(check(&case.demand, &case.diaries, plan), []);
        prop_assert!((plan.worth.value - value(&case, plan)).abs() < 1e-6);
        let sum: f64 = plan.worth.terms.iter().map(|term| term.value * term.weight).sum();
        prop_assert!((plan.worth.value - sum).abs() < 1e-6);
        let best = best(&case);
        prop_assert!(plan.worth.bound.unwrap() <= best + 1e-6);
        prop_assert!(best <= plan.worth.value + 1e-6);
        if plan.worth.status == Status::Optimal {
            prop_assert!((plan.worth.value - best).abs() < 1e-6);
        }
        if !outcome.shortages.is_empty() {
            prop_assert!(best > UNPLACED / 2.0, "{:?}", outcome.shortages);
        }
    }

    #[test]
    fn plans_with_rules_of_their_own_hold(case in cases(false), seed in 0_u64..100) {
        let planner = with_rules(case.demand.sessions.len());
        let Ok(outcome) = solve(&planner, &case.demand, &case.diaries, seed, Some(2_000)) else {
            return Ok(());
        };
        let plan = &outcome.timetable;
        prop_assert_eq!(check(&case.demand, &case.diaries, plan), []);
        let told = value(&case, plan) + extra(&case, plan);
        prop_assert!((plan.worth.value - told).abs() < 1e-6, "{} against {}", plan.worth.value, told);
        let sum: f64 = plan.worth.terms.iter().map(|term| term.value * term.weight).sum();
        prop_assert!((plan.worth.value - sum).abs() < 1e-6);
        let best = best_of(&case, &|plan| extra(&case, plan));
        prop_assert!(plan.worth.bound.unwrap() <= best + 1e-6);
        prop_assert!(best <= plan.worth.value + 1e-6);
    }

    #[test]
    fn larger_plans_hold(case in cases_of(4..10, false), ruled in any::<bool>(), seed in 0_u64..100) {
        let planner = if ruled { with_rules(case.demand.sessions.len()) } else { Planner::new(grid()) };
        let Ok(outcome) = solve(&planner, &case.demand, &case.diaries, seed, Some(400)) else {
            return Ok(());
        };
        prop_assert_eq!(check(&case.demand, &case.diaries, &outcome.timetable), []);
        let planner = planner.with_effort(Effort::Instant);
        let first = solve(&planner, &case.demand, &case.diaries, seed, None).unwrap().timetable;
        prop_assert!(outcome.timetable.worth.value <= first.worth.value + 1e-6);
    }

    #[test]
    fn small_demands_are_planned_in_the_best_possible_way(case in cases(false), ruled in any::<bool>()) {
        let rules = |plan: &Timetable| if ruled { extra(&case, plan) } else { 0.0 };
        let planner = if ruled { with_rules(case.demand.sessions.len()) } else { Planner::new(grid()) };
        let Ok(outcome) = solve(&planner, &case.demand, &case.diaries, 1, Some(1_000_000)) else {
            return Ok(());
        };
        let plan = &outcome.timetable;
        prop_assert_eq!(check(&case.demand, &case.diaries, plan), []);
        prop_assert_eq!(plan.worth.status, Status::Optimal);
        let best = best_of(&case, &rules);
        prop_assert!((plan.worth.value - best).abs() < 1e-6, "{} against {}", plan.worth.value, best);
    }
}

/// Too few steps to look at every plan, and enough: what annealing finds, on crowded cases that are the same in every run.
#[test]
fn annealing_comes_close_to_the_best_plan() {
    let mut runner = TestRunner::deterministic();
    let (mut tried, mut unplaced, mut least) = (0, 0, 0);
    for seed in 0..60 {
        let case = cases_of(9..13, false).new_tree(&mut runner).unwrap().current();
        let planner = with_rules(case.demand.sessions.len());
        let found = |steps| solve(&planner, &case.demand, &case.diaries, seed, Some(steps));
        let (Ok(annealed), Ok(proven)) = (found(20_000), found(1_000_000)) else { continue };
        let (annealed, proven) = (annealed.timetable, proven.timetable);
        if annealed.worth.status != Status::Optimal && proven.worth.status == Status::Optimal {
            tried += 1;
            assert!(annealed.worth.value >= proven.worth.value - 1e-6);
            unplaced += annealed.unplaced.len();
            least += proven.unplaced.len();
        }
    }
    assert!(tried > 20, "{tried}");
    assert!(unplaced * 5 <= least * 6, "{unplaced} without a place, {least} at least");
}

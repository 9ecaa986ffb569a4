//! Small seasons that stand and then change, and what their plans cost, counted by the words of the options.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use intervision_core::{
    Availability, Demands, Lag, Need, Party, Placement, Presence, Relation, Resource, Run, Session,
    Span, Status, Stopped, Table, Timetable, Unplaced, Worth,
};
use intervision_schedule::change::{ChangeKind, Changes, Snapshot};
use intervision_schedule::replan::{Lead, Replan, Replanned};
use intervision_schedule::{Error, Grid, Planner, check};
use proptest::prelude::*;
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

pub(crate) const PEOPLE: usize = 6;
/// What a medium point weighs.
pub(crate) const MEDIUM: f64 = 1_000_000.0;

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

/// Three days of two half-days.
pub(crate) fn grid() -> Grid {
    Grid::half_days(day(8), day(10), &|_| true).unwrap()
}

pub(crate) fn roster() -> Table {
    Table::new((0..PEOPLE).map(|member| format!("p{member}"))).unwrap()
}

pub(crate) fn resources() -> Vec<Resource> {
    vec![
        Resource::new("blue", "room").with_seats(8),
        Resource::new("red", "room").with_seats(8),
        Resource::new("ann", "facilitator"),
        Resource::new("bob", "facilitator"),
    ]
}

/// Members and resources that are away in some half-days; some members would rather not come in the afternoon.
#[derive(Debug, Clone)]
pub(crate) struct Diaries {
    pub(crate) away: BTreeSet<(Party, usize)>,
    pub(crate) mornings: bool,
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

pub(crate) fn solve(demand: &Demands, diaries: &Diaries) -> Result<Timetable, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let planner = Planner::new(grid());
    Ok(planner.solve(demand, diaries, &mut Run::new(&mut rng, &mut ()))?.timetable)
}

pub(crate) fn replan(
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
pub(crate) struct Case {
    pub(crate) before: Demands,
    pub(crate) after: Demands,
    pub(crate) calm: Diaries,
    pub(crate) now: Diaries,
    pub(crate) options: Replan,
}

pub(crate) fn sessions(kinds: &[(u8, u8)]) -> Vec<Session> {
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

pub(crate) fn demand(kinds: &[(u8, u8)], lag: bool) -> Demands {
    let mut demand =
        Demands { sessions: sessions(kinds), resources: resources(), ..Demands::default() };
    if lag && kinds.len() > 1 {
        let lag = Lag { min_days: 0, target_days: Some(1), max_days: Some(2) };
        demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag });
    }
    demand
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
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

pub(crate) fn timetable(placements: Vec<Placement>, sessions: usize) -> Timetable {
    let placed = |session: &usize| placements.iter().any(|placement| placement.session == *session);
    let without = (0..sessions).filter(|session| !placed(session));
    let unplaced = without.map(|session| Unplaced { session, reasons: vec!["-".into()] }).collect();
    Timetable { unplaced, worth: Worth::new(Status::Unknown, Stopped::Finished, 0.0), placements }
}

/// What a plan costs, counted by the words of the options.
pub(crate) fn value(case: &Case, standing: &Snapshot, plan: &Timetable) -> f64 {
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
pub(crate) fn stays(case: &Case, standing: &Snapshot, plan: &Timetable, id: &str) -> bool {
    let now = Snapshot::of(&case.after, &roster(), plan);
    let shown = |s: &intervision_schedule::change::Standing| {
        (s.span, s.places.clone(), s.resources.clone())
    };
    now.get(id).map(shown) == standing.get(id).map(shown)
}

/// Every place of one session that holds by itself, and none; what is held keeps its place, or as much of it as
/// it may where it cannot stay (`broken`).
pub(crate) fn options(
    case: &Case,
    standing: &Snapshot,
    broken: &BTreeSet<String>,
    session: usize,
) -> Vec<Option<Placement>> {
    let wanted = &case.after.sessions[session];
    let horizon = [day(9), day(10)]
        .into_iter()
        .rev()
        .find(|day| case.options == case.options.clone().frozen_until(*day));
    let stood = standing.get(&wanted.id);
    let pinned = case.options == case.options.clone().pinning("s1") && wanted.id == "s1";
    let broken = broken.contains(&wanted.id);
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

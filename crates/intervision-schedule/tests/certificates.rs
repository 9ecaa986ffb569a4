//! Proofs that a demand cannot be planned whole: what is proven is true, what is true is proven, and no other certificate holds.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use chrono::TimeDelta;
use common::{day, weekdays};
use intervision_core::{
    Availability, DateWindow, Demands, Lag, Need, Party, Pause, Placement, Presence, Quorum,
    Relation, Resource, Run, Session, Span, Status, Stopped, Table, Timetable, Unplaced, Worth,
};
use intervision_schedule::why_not::{
    Asked, Blocked, Certificate, Change, Proof, Step, Verdict, Whom,
};
use intervision_schedule::{Grid, Planner, check};
use proptest::prelude::*;
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

/// Bits say who is busy in each half-day: members first, then resources.
#[derive(Debug, Clone)]
struct Diaries(Vec<u8>);

impl Availability for Diaries {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let row = match party {
            Party::Member(member) => member,
            Party::Resource(resource) => MEMBERS + resource,
        };
        let overlaps = |slot: usize| grid().slots()[slot].overlaps(&span);
        let busy = (0..grid().len()).any(|slot| self.0[row] >> slot & 1 == 1 && overlaps(slot));
        if busy { Presence::busy("busy") } else { Presence::FREE }
    }
}

const MEMBERS: usize = 3;

fn grid() -> Grid {
    Grid::half_days(day(3, 1), day(3, 3), &weekdays).unwrap()
}

fn planner() -> Planner {
    Planner::new(grid())
}

#[derive(Debug, Clone)]
struct Case {
    demand: Demands,
    diaries: Diaries,
}

/// Two to five sessions for three members in six half-days, with two rooms.
fn cases() -> impl Strategy<Value = Case> {
    let session = (
        prop::collection::btree_set(0..MEMBERS, 0..3),
        prop::bool::weighted(0.2),
        (0..6_i64, 0..6_i64),
        0..4_u32,
    );
    let relation = (0..5_usize, 0..5_usize, 0..8_usize, 0..3_u32, 0..2_u32);
    (
        prop::collection::vec(session, 2..6),
        prop::collection::vec(relation, 0..4),
        prop::collection::vec((any::<u8>(), any::<u8>()), MEMBERS + 2),
        prop::option::of(1..3_u32),
    )
        .prop_map(|(sessions, relations, bits, limit)| {
            let mut demand = Demands::default();
            let count = sessions.len();
            for (number, (attendees, long, (a, b), need)) in sessions.into_iter().enumerate() {
                let minutes = if long { 480 } else { 240 };
                let attendees = attendees.into_iter().collect();
                let mut session = Session::new(format!("s{number}"), "S", minutes, attendees);
                let date = |day_of: i64| day(3, 1) + TimeDelta::days(day_of);
                if a < 3 {
                    session.window.earliest = Some(date(a.min(b)));
                    session.window.latest = (b < 3).then(|| date(a.max(b)));
                }
                match need {
                    0 | 1 => session.needs.push(Need::one("room").with_seats(4 * need)),
                    2 => session.needs.push(Need::one("room").times(2)),
                    3 if a == 0 && !session.attendees.is_empty() => {
                        let least = session.attendees.len() as u32 - 1;
                        session.quorum = Some(Quorum::new(least, session.attendees.clone()));
                    }
                    _ => {}
                }
                demand.sessions.push(session);
            }
            for (a, b, what, least, more) in relations {
                let (a, b) = (a % count, b % count);
                if a == b {
                    continue;
                }
                let pause = Pause::between(30 * least, 30 * least + 1000 * more);
                demand.relations.push(match what {
                    0 | 1 => Relation::Lag { earlier: a, later: b, lag: Lag::at_least(least) },
                    2 => {
                        let lag = Lag::between(least, least + more);
                        Relation::Lag { earlier: a, later: b, lag }
                    }
                    3 => Relation::SameDay { a, b },
                    4 => Relation::DifferentDay { a, b },
                    5 => Relation::SameStart { a, b },
                    6 => Relation::Apart { a, b, minutes: 31 * least },
                    _ => Relation::Pause { earlier: a, later: b, pause },
                });
            }
            let mut large = Resource::new("large", "room").with_seats(8);
            large.max_sessions = limit;
            demand.resources = vec![large, Resource::new("small", "room").with_seats(2)];
            let diaries = Diaries(bits.into_iter().map(|(a, b)| a & b).collect());
            Case { demand, diaries }
        })
}

fn ask(planner: &Planner, case: &Case) -> Verdict {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    planner.why_not(&case.demand, &case.diaries, &mut Run::new(&mut rng, &mut ())).unwrap()
}

/// The same case with everything listed in another order, and the roster that goes with it: each list says what comes first, second
/// and so on.
fn relisted(
    case: &Case,
    sessions: &[usize],
    members: &[usize],
    resources: &[usize],
) -> (Case, Table) {
    let sessions: Vec<usize> =
        sessions.iter().copied().filter(|one| *one < case.demand.sessions.len()).collect();
    let place = |order: &[usize], of: usize| order.iter().position(|one| *one == of).unwrap();
    let mut demand = Demands::default();
    for one in &sessions {
        let mut session = case.demand.sessions[*one].clone();
        let renumber = |list: &mut Vec<usize>| {
            for member in list.iter_mut() {
                *member = place(members, *member);
            }
        };
        renumber(&mut session.attendees);
        if let Some(quorum) = &mut session.quorum {
            renumber(&mut quorum.of);
        }
        demand.sessions.push(session);
    }
    demand.resources = resources.iter().map(|one| case.demand.resources[*one].clone()).collect();
    demand.relations.clone_from(&case.demand.relations);
    for relation in &mut demand.relations {
        let (Relation::Lag { earlier: a, later: b, .. }
        | Relation::Pause { earlier: a, later: b, .. }
        | Relation::SameDay { a, b }
        | Relation::DifferentDay { a, b }
        | Relation::SameStart { a, b }
        | Relation::Apart { a, b, .. }) = relation
        else {
            continue;
        };
        (*a, *b) = (place(&sessions, *a), place(&sessions, *b));
    }
    let rows = members.iter().copied().chain(resources.iter().map(|one| MEMBERS + one));
    let diaries = Diaries(rows.map(|row| case.diaries.0[row]).collect());
    let roster = Table::new(members.iter().map(|member| format!("m{member}"))).unwrap();
    (Case { demand, diaries }, roster)
}

fn verifies(certificate: &Certificate, case: &Case) -> bool {
    certificate.verify(&planner(), &case.demand, &case.diaries).is_ok()
}

/// Whether some plan places every session, by trying all that the checker of timetables accepts.
fn can_be_planned(demand: &Demands, diaries: &dyn Availability) -> bool {
    let mut plan = Vec::new();
    goes_on(demand, diaries, &mut plan)
}

fn goes_on(demand: &Demands, diaries: &dyn Availability, plan: &mut Vec<Placement>) -> bool {
    let session = plan.len();
    let Some(of) = demand.sessions.get(session) else { return true };
    let wanted: usize = of.needs.iter().map(|need| need.count as usize).sum();
    let choices: &[&[usize]] = match wanted {
        0 => &[&[]],
        1 => &[&[0], &[1]],
        _ => &[&[0, 1]],
    };
    for slot in 0..grid().len() {
        let Some(span) = grid().place(slot, of.minutes) else { continue };
        for resources in choices {
            plan.push(Placement { session, span, resources: resources.to_vec() });
            let left = (plan.len()..demand.sessions.len())
                .map(|session| Unplaced { session, reasons: vec!["-".into()] });
            let worth = Worth::new(Status::Unknown, Stopped::Finished, 0.0);
            let timetable = Timetable { unplaced: left.collect(), worth, placements: plan.clone() };
            let sound = check(demand, diaries, &timetable).is_empty();
            if sound && goes_on(demand, diaries, plan) {
                return true;
            }
            plan.pop();
        }
    }
    false
}

/// The demand without one of its rules.
fn without(case: &Case, rule: Asked) -> Case {
    let mut case = case.clone();
    let sessions = &mut case.demand.sessions;
    match rule {
        Asked::Window { session } => sessions[session].window = DateWindow::default(),
        Asked::Attends { session, member } => {
            let of = &mut sessions[session];
            of.attendees.retain(|one| *one != member);
            if let Some(quorum) = of.quorum.as_mut().filter(|quorum| quorum.of.contains(&member)) {
                quorum.of.retain(|one| *one != member);
                quorum.least = quorum.least.saturating_sub(1);
            }
        }
        Asked::Calendar { party: Party::Member(member) } => case.diaries.0[member] = 0,
        Asked::Calendar { party: Party::Resource(at) } => case.diaries.0[MEMBERS + at] = 0,
        Asked::Relation { relation } => {
            case.demand.relations.remove(relation);
        }
        Asked::Need { session, need } => {
            sessions[session].needs.remove(need);
        }
        Asked::Load { resource } => case.demand.resources[resource].max_sessions = None,
        _ => {}
    }
    case
}

/// The demand under these rules alone.
fn only(case: &Case, rules: &[Asked]) -> Case {
    let mut all = Vec::new();
    for (session, of) in case.demand.sessions.iter().enumerate() {
        all.push(Asked::Window { session });
        all.extend(of.attendees.iter().map(|&member| Asked::Attends { session, member }));
        all.extend((0..of.needs.len()).map(|need| Asked::Need { session, need }));
    }
    all.extend((0..MEMBERS).map(|member| Asked::Calendar { party: Party::Member(member) }));
    all.extend((0..2).map(|resource| Asked::Calendar { party: Party::Resource(resource) }));
    all.extend((0..2).map(|resource| Asked::Load { resource }));
    all.extend((0..case.demand.relations.len()).rev().map(|relation| Asked::Relation { relation }));
    all.retain(|rule| !rules.contains(rule));
    all.into_iter().fold(case.clone(), |case, rule| without(&case, rule))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_said_is_true(case in cases(), steps in prop::option::of(0..40_u64)) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut nobody = ();
        let mut run = Run::new(&mut rng, &mut nobody);
        if let Some(steps) = steps {
            run = run.with_steps(steps);
        }
        let verdict = planner().why_not(&case.demand, &case.diaries, &mut run).unwrap();
        match verdict.status {
            Status::Infeasible => {
                let certificate = verdict.certificate.unwrap();
                let verified = certificate.verify(&planner(), &case.demand, &case.diaries);
                prop_assert!(verified.is_ok(), "{:?}: {:?}", certificate, verified);
                prop_assert!(!can_be_planned(&only(&case, &certificate.rules).demand, &only(&case, &certificate.rules).diaries));
                prop_assert!(!certificate.words(&planner(), &case.demand).is_empty());
            }
            Status::Feasible => {
                let plan = verdict.outcome.unwrap().timetable;
                prop_assert_eq!(plan.unplaced, []);
                prop_assert!(can_be_planned(&case.demand, &case.diaries));
            }
            _ => {
                // Pools and loads are counted as a whole; without them, and with time enough, all is decided.
                prop_assert!(steps.is_some() || case.demand.sessions.iter().any(|session| !session.needs.is_empty()));
            }
        }
    }

    #[test]
    fn without_any_one_of_its_rules_a_smallest_set_holds(case in cases()) {
        let verdict = ask(&planner(), &case);
        let Some(certificate) = verdict.certificate.filter(|_| verdict.minimal) else { return Ok(()) };
        for (at, rule) in certificate.rules.iter().enumerate() {
            let mut rest = certificate.clone();
            rest.rules.remove(at);
            prop_assert!(!verifies(&rest, &case), "{rule:?} is not needed in {certificate:?}");
            let loose = only(&case, &rest.rules);
            if loose.demand.sessions.iter().all(|session| session.needs.is_empty()) {
                prop_assert!(can_be_planned(&loose.demand, &loose.diaries));
            }
        }
    }

    #[test]
    fn changed_certificates_are_refused_or_true(
        case in cases(),
        at in any::<prop::sample::Index>(),
        by in 1..4_usize,
        way in 0..8_usize,
    ) {
        let Some(mut certificate) = ask(&planner(), &case).certificate else { return Ok(()) };
        let original = certificate.clone();
        change(&mut certificate, &case, at, by, way);
        if certificate != original && verifies(&certificate, &case) {
            let loose = only(&case, &certificate.rules);
            prop_assert!(!can_be_planned(&loose.demand, &loose.diaries), "{:?}", certificate);
            prop_assert!(!tells_numbers_falsely(&original, &certificate), "{:?}", certificate);
        }
    }

    #[test]
    fn no_certificate_holds_for_another_demand_that_can_be_planned(case in cases(), other in cases()) {
        let Some(certificate) = ask(&planner(), &case).certificate else { return Ok(()) };
        if can_be_planned(&other.demand, &other.diaries) {
            prop_assert!(!verifies(&certificate, &other));
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn x4_verdicts_do_not_depend_on_the_order_of_lists(
        case in cases(),
        sessions in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
        members in Just((0..MEMBERS).collect::<Vec<usize>>()).prop_shuffle(),
        resources in Just(vec![0, 1]).prop_shuffle(),
    ) {
        let straight: Vec<usize> = (0..5).collect();
        let told = |(case, roster): (Case, Table)| {
            let planner = planner().with_roster(&roster);
            let verdict = ask(&planner, &case);
            let certificate = verdict.certificate.map(|certificate| {
                let rules = certificate.rules.iter();
                let rules: Vec<String> =
                    rules.map(|rule| rule.words(&planner, &case.demand)).collect();
                let kind = std::mem::discriminant(&certificate.proof);
                (kind, rules, certificate.words(&planner, &case.demand))
            });
            (verdict.status, verdict.minimal, certificate)
        };
        let as_listed = told(relisted(&case, &straight, &straight[..MEMBERS], &[0, 1]));
        let otherwise = told(relisted(&case, &sessions, &members, &resources));
        prop_assert_eq!(as_listed, otherwise);
    }

    #[test]
    fn certificates_come_back_from_json(case in cases()) {
        let Some(certificate) = ask(&planner(), &case).certificate else { return Ok(()) };
        let text = serde_json::to_string(&certificate).unwrap();
        prop_assert_eq!(serde_json::from_str::<Certificate>(&text).unwrap(), certificate);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn changes_that_are_enough_make_a_plan_and_smaller_ones_do_not(case in cases()) {
        let mut case = case;
        case.demand.sessions.iter_mut().for_each(|session| session.needs.clear());
        let Some(certificate) = ask(&planner(), &case).certificate else { return Ok(()) };
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut nobody = ();
        let mut run = Run::new(&mut rng, &mut nobody);
        let helps = planner()
            .relaxations(&certificate, &case.demand, &case.diaries, &mut run)
            .unwrap();
        prop_assert!(!helps.is_empty(), "{:?}", certificate);
        for help in helps {
            prop_assert!(!help.words(&planner(), &case.demand).is_empty());
            let changed = apply(&case, help.rule, help.change);
            let can = can_be_planned(&changed.demand, &changed.diaries);
            prop_assert_eq!(Some(can), help.enough, "{:?} of {:?}", help, certificate);
            let smaller = match help.change {
                Change::AtLeast(least) => Change::AtLeast(least + 1),
                Change::AtMost(most) => Change::AtMost(most - 1),
                _ => continue,
            };
            // Relations keep their places: the others are dropped from the sum of rules, not from the list.
            let kept: Vec<Asked> = certificate.rules.clone();
            let core = only(&apply(&case, help.rule, smaller), &kept);
            prop_assert!(!can_be_planned(&core.demand, &core.diaries), "{:?} is too much", help);
        }
    }
}

/// The demand after a change.
fn apply(case: &Case, rule: Asked, change: Change) -> Case {
    let mut case = case.clone();
    match (rule, change) {
        (_, Change::Drop) => case = without(&case, rule),
        (Asked::Calendar { party: Party::Member(member) }, Change::FreeOn(date)) => {
            let slots = grid().slots().to_vec();
            for slot in (0..slots.len()).filter(|slot| slots[*slot].date() == date) {
                case.diaries.0[member] &= !(1 << slot);
            }
        }
        (Asked::Window { session }, Change::From(date)) => {
            case.demand.sessions[session].window.earliest = Some(date);
        }
        (Asked::Window { session }, Change::Until(date)) => {
            case.demand.sessions[session].window.latest = Some(date);
        }
        (Asked::Relation { relation }, change) => {
            match (&mut case.demand.relations[relation], change) {
                (Relation::Lag { lag, .. }, Change::AtLeast(days)) => lag.min_days = days,
                (Relation::Lag { lag, .. }, Change::AtMost(days)) => lag.max_days = Some(days),
                (Relation::Pause { pause, .. }, Change::AtLeast(least)) => {
                    pause.min_minutes = least;
                }
                (Relation::Pause { pause, .. }, Change::AtMost(most)) => {
                    pause.max_minutes = Some(most);
                }
                (Relation::Apart { minutes, .. }, Change::AtLeast(least)) => *minutes = least,
                _ => {}
            }
        }
        _ => {}
    }
    case
}

/// Changes one field.
fn change(
    certificate: &mut Certificate,
    case: &Case,
    at: prop::sample::Index,
    by: usize,
    way: usize,
) {
    let sessions = case.demand.sessions.len();
    let turn = |session: &mut usize| *session = (*session + by) % (sessions + 1);
    let list = |list: &mut Vec<usize>| {
        let at = at.index(list.len());
        match way % 4 {
            0 => turn(&mut list[at]),
            1 => drop(list.remove(at)),
            2 => list.insert(at, by % sessions),
            _ => list.push(by % sessions),
        }
    };
    let rules = certificate.rules.len();
    if way == 0 && rules > 0 {
        certificate.rules.remove(at.index(rules));
        return;
    }
    if way == 1 && rules > 0 {
        certificate.rules[at.index(rules)] = Asked::Load { resource: by };
        return;
    }
    let more = by as u32;
    match &mut certificate.proof {
        Proof::Lacking { session, need, needed, available } => match way {
            2 => turn(session),
            3 => *need += by,
            4 | 5 => *needed += more,
            _ => *available += more,
        },
        Proof::NoStart { session, starts, blocked } => match way {
            2 => turn(session),
            3 | 4 => *starts += more,
            5 if !blocked.is_empty() => drop(blocked.remove(at.index(blocked.len()))),
            6 if !blocked.is_empty() => {
                let at = at.index(blocked.len());
                blocked[at].starts += more;
            }
            _ => blocked.push(Blocked { by: Asked::Load { resource: 0 }, starts: more }),
        },
        Proof::Circle { steps } => {
            let at = at.index(steps.len());
            match &mut steps[at] {
                Step::From { session, day } | Step::By { session, day } => match way {
                    2 | 3 => turn(session),
                    4 | 5 => *day += TimeDelta::days(by as i64),
                    _ => *day -= TimeDelta::days(by as i64),
                },
                Step::AtLeast { relation } if way > 4 => {
                    steps[at] = Step::AtMost { relation: *relation };
                }
                Step::AtMost { relation } if way > 4 => {
                    steps[at] = Step::AtLeast { relation: *relation };
                }
                Step::AtLeast { relation } | Step::AtMost { relation } => *relation += by,
            }
        }
        Proof::Crowd { whom, sessions, first, last, needed, available } => match way {
            2 => list(sessions),
            3 => *first += TimeDelta::days(by as i64),
            4 => *last -= TimeDelta::days(by as i64),
            5 => *needed += more,
            6 => *available += more,
            _ => match whom {
                Whom::Member(member) => *member += by,
                Whom::Pool(pool) => list(pool),
            },
        },
        Proof::Order { sessions } => list(sessions),
        Proof::Tree { branches } => list(branches),
        _ => {}
    }
}

/// Whether two certificates of the same thing differ in their numbers.
fn tells_numbers_falsely(one: &Certificate, other: &Certificate) -> bool {
    if one.rules != other.rules {
        return false;
    }
    match (&one.proof, &other.proof) {
        (
            Proof::Lacking { session: a, need: i, needed, available },
            Proof::Lacking { session: b, need: j, needed: n, available: m },
        ) => (a, i) == (b, j) && (needed, available) != (n, m),
        (
            Proof::NoStart { session: a, starts, blocked },
            Proof::NoStart { session: b, starts: n, blocked: other },
        ) => a == b && (starts != n || blocked != other),
        (
            Proof::Crowd { whom, sessions, first, last, needed, available },
            Proof::Crowd { whom: w, sessions: s, first: f, last: l, needed: n, available: m },
        ) => (whom, sessions, first, last) == (w, s, f, l) && (needed, available) != (n, m),
        _ => false,
    }
}

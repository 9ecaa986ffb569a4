//! Conversations of two against their laws and against every possibility of small cases.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use intervision_core::{Span, Status};
use intervision_schedule::conversations::{
    ConversationError, Conversations, Hosts, Reception, Request, Rounds,
};
use proptest::prelude::*;

fn check_rounds(rounds: &Rounds, pairs: &[(usize, usize)], at_once: usize) {
    let mut met: Vec<(usize, usize)> = Vec::new();
    for round in rounds.iter() {
        assert!(round.len() <= at_once, "{} at once", round.len());
        let mut busy = BTreeSet::new();
        for &(a, b) in round {
            assert!(busy.insert(a) && busy.insert(b), "somebody is in two conversations");
            met.push((a, b));
        }
    }
    met.sort_unstable();
    let mut wanted: Vec<_> = pairs.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
    wanted.sort_unstable();
    assert_eq!(met, wanted);
    assert!(rounds.len() >= rounds.bound());
}

#[test]
fn everyone_with_everyone_as_a_demand_needs_no_more_rounds_than_the_circle() {
    for people in 2..24 {
        let pairs: Vec<_> =
            (0..people).flat_map(|a| (a + 1..people).map(move |b| (a, b))).collect();
        let rounds = Conversations::new(people, pairs.clone()).unwrap().rounds().unwrap();
        check_rounds(&rounds, &pairs, usize::MAX);
        assert_eq!(rounds.bound(), people - 1 + people % 2);
        assert!(rounds.len() <= rounds.bound() + 1, "{people}: {} rounds", rounds.len());
    }
}

#[test]
fn rooms_that_are_few_cost_no_more_than_they_must() {
    let pairs: Vec<_> = (0..4).flat_map(|a| (4..10).map(move |b| (a, b))).collect();
    for rooms in 1..6 {
        let conversations = Conversations::new(10, pairs.clone()).unwrap().at_most(rooms);
        let rounds = conversations.rounds().unwrap();
        check_rounds(&rounds, &pairs, rooms);
        assert_eq!(rounds.len(), 24_usize.div_ceil(rooms).max(6));
    }
}

#[test]
fn mistakes_are_named() {
    let error = Conversations::new(3, [(0, 1), (2, 2)]).unwrap_err().to_string();
    assert_eq!(
        error,
        "conversation 2 (counted from 1) is of 2 and 2, but it takes two of the people 0 to 2"
    );
    let none = Conversations::new(2, [(0, 1)]).unwrap().at_most(0);
    assert_eq!(
        none.rounds().unwrap_err().to_string(),
        "1 conversations and room for none at once; allow at least one"
    );
    assert_eq!(
        Hosts::new(1, vec![0, 2, 1]).unwrap_err().to_string(),
        "slot 2 (counted from 0) lies on day 1, before day 2 of the slot before it; list slots in order"
    );
    let hosts = Hosts::new(1, vec![0, 1]).unwrap();
    let late = [Request { guest: 0, first: 1, last: 2 }];
    let error = hosts.receive(&late, |_, _| true, |_, _| true, |_, _| true).unwrap_err();
    assert_eq!(
        error.to_string(),
        "request 1 (counted from 1) wants slots 1 to 2, and the slots are 0 to 1, first to last in order"
    );
    assert!(matches!(error, ConversationError::Window { .. }));
}

#[test]
fn reasons_name_what_is_missing() {
    let pairs = [(0, 1), (0, 2), (0, 3), (4, 5)];
    let free = |who: usize, slot: usize| match who {
        0 => slot < 2,
        4 => slot == 0,
        5 => slot == 1,
        _ => true,
    };
    let calendar = Conversations::new(6, pairs).unwrap().calendar(4, None, free).unwrap();
    let reasons: Vec<_> = calendar.left.iter().map(|left| left.reason.as_str()).collect();
    let expected =
        ["0 wants 3 conversations and has 2 slots for them", "4 and 5 have no slot in common"];
    assert_eq!(reasons, expected);
    assert_eq!((calendar.left_bound, calendar.status), (2, Status::Optimal));
}

/// The fewest left out, and the fewest slots with as few left out, by trying everything.
fn by_hand(
    pairs: &[(usize, usize)],
    free: &[Vec<bool>],
    slots: usize,
    at_once: usize,
) -> (usize, usize) {
    fn go(
        pairs: &[(usize, usize)],
        free: &[Vec<bool>],
        plan: &mut Vec<Vec<(usize, usize)>>,
        at_once: usize,
        left: usize,
        best: &mut (usize, usize),
    ) {
        let used = plan.iter().rposition(|slot| !slot.is_empty()).map_or(0, |last| last + 1);
        let Some((&(a, b), rest)) = pairs.split_first() else {
            *best = (*best).min((left, used));
            return;
        };
        for slot in 0..plan.len() {
            let clash = plan[slot].iter().any(|&(c, d)| a == c || a == d || b == c || b == d);
            if free[a][slot] && free[b][slot] && !clash && plan[slot].len() < at_once {
                plan[slot].push((a, b));
                go(rest, free, plan, at_once, left, best);
                plan[slot].pop();
            }
        }
        if left < best.0 {
            go(rest, free, plan, at_once, left + 1, best);
        }
    }
    let mut best = (usize::MAX, usize::MAX);
    go(pairs, free, &mut vec![Vec::new(); slots], at_once, 0, &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn small_calendars_are_as_good_as_any(
        list in proptest::collection::vec((0_usize..5, 0_usize..5), 0..7),
        free in proptest::collection::vec(proptest::collection::vec(prop::bool::weighted(0.7), 4), 5),
        at_once in 1_usize..4,
    ) {
        let pairs: Vec<_> = list.into_iter().filter(|(a, b)| a != b).collect();
        let conversations = Conversations::new(5, pairs.clone()).unwrap().at_most(at_once);
        let calendar = conversations.calendar(4, None, |who, slot| free[who][slot]).unwrap();
        for (slot, list) in calendar.slots.iter().enumerate() {
            let mut busy = BTreeSet::new();
            prop_assert!(list.len() <= at_once);
            for &(a, b) in list {
                prop_assert!(busy.insert(a) && busy.insert(b) && free[a][slot] && free[b][slot]);
            }
        }
        let placed = calendar.slots.iter().map(Vec::len).sum::<usize>();
        prop_assert_eq!(placed + calendar.left.len(), pairs.len());
        let (left, slots) = by_hand(&pairs, &free, 4, at_once);
        prop_assert_eq!((calendar.left.len(), calendar.slots.len()), (left, slots));
        prop_assert_eq!((calendar.left_bound, calendar.slots_bound), (left, slots));
        prop_assert_eq!(calendar.status, Status::Optimal);
    }

    #[test]
    fn bounds_of_larger_calendars_hold_and_order_does_not_matter(
        list in proptest::collection::vec((0_usize..9, 0_usize..9), 0..40),
        free in proptest::collection::vec(proptest::collection::vec(prop::bool::weighted(0.8), 12), 9),
    ) {
        let pairs: Vec<_> = list.into_iter().filter(|(a, b)| a != b).collect();
        let can = |who: usize, slot: usize| free[who][slot];
        let plan = |pairs: Vec<(usize, usize)>| {
            Conversations::new(9, pairs).unwrap().calendar(12, Some(4_000), can).unwrap()
        };
        let calendar = plan(pairs.clone());
        prop_assert!(calendar.left.len() >= calendar.left_bound);
        prop_assert!(calendar.slots.len() >= calendar.slots_bound);
        let turned: Vec<_> = pairs.iter().rev().map(|&(a, b)| (b, a)).collect();
        prop_assert_eq!(plan(turned), calendar);
    }

    #[test]
    fn any_demand_is_met_in_rounds(
        list in proptest::collection::vec((0_usize..12, 0_usize..12), 0..80),
        rooms in 1_usize..8,
    ) {
        let pairs: Vec<_> = list.into_iter().filter(|(a, b)| a != b).collect();
        let all = Conversations::new(12, pairs.clone()).unwrap();
        check_rounds(&all.rounds().unwrap(), &pairs, usize::MAX);
        check_rounds(&all.at_most(rooms).rounds().unwrap(), &pairs, rooms);
    }
}

#[test]
fn c5_a_hundred_directors_and_three_hosts_take_nine_working_days() {
    let days: Vec<usize> = (0..15).flat_map(|day| [day; 8]).collect();
    let requests: Vec<_> = (0..100).map(|guest| Request { guest, first: 0, last: 119 }).collect();
    let hosts = Hosts::new(3, days.clone()).unwrap().with_most_per_day(4);
    let reception = hosts.receive(&requests, |_, _| true, |_, _| true, |_, _| true).unwrap();
    assert_eq!((reception.last_day, reception.most_per_host), (Some(8), 34));
    let mut seats = BTreeSet::new();
    let mut load = std::collections::BTreeMap::<_, usize>::new();
    for visit in reception.visits.iter().map(|visit| visit.unwrap()) {
        assert!(seats.insert((visit.host, visit.slot)), "a host is double booked");
        *load.entry((visit.host, days[visit.slot])).or_default() += 1;
    }
    assert!(load.values().all(|load| *load <= 4));
    assert_eq!(reception.shortfall, None);
}

#[test]
fn c5_new_members_are_received_within_their_weeks_and_not_by_their_manager() {
    let days: Vec<usize> = (0..4).flat_map(|day| [day; 3]).collect();
    // Six are new: they come within the first two days, on which two hosts have four conversations.
    let requests: Vec<_> = (0..9)
        .map(|guest| Request { guest, first: 0, last: if guest < 6 { 5 } else { 11 } })
        .collect();
    let hosts = Hosts::new(2, days).unwrap().with_most_per_day(1);
    let reception =
        hosts.receive(&requests, |_, _| true, |_, _| true, |guest, host| guest != host).unwrap();
    let shortfall = reception.shortfall.unwrap();
    assert_eq!((shortfall.requests, shortfall.room), (vec![0, 1, 2, 3, 4, 5], 4));
    assert_eq!(reception.visits.iter().flatten().count(), 7);
    for (guest, visit) in reception.visits.iter().enumerate() {
        assert!(visit.is_none_or(|visit| visit.host != guest));
    }
}

#[test]
fn c5_hosts_have_loads_as_even_as_any() {
    // Nine guests on one day, of whom only the first three may meet the third host.
    let requests =
        |count| (0..count).map(|guest| Request { guest, first: 0, last: 8 }).collect::<Vec<_>>();
    let hosts = Hosts::new(3, vec![0; 9]).unwrap();
    let may_meet = |guest: usize, host: usize| host < 2 || guest < 3;
    let reception = hosts.receive(&requests(9), |_, _| true, |_, _| true, may_meet).unwrap();
    assert_eq!(reception.loads, [3, 3, 3]);
    // The first host is there for one conversation only: the others share the rest.
    let there = |host: usize, slot: usize| host > 0 || slot > 7;
    let reception = hosts.receive(&requests(7), there, |_, _| true, |_, _| true).unwrap();
    assert_eq!(reception.loads, [1, 3, 3]);
    assert_eq!((reception.fewest_per_host, reception.most_per_host), (1, 3));
}

#[test]
fn t6_private_sessions_in_phases_never_double_book_a_coach() {
    // Three sessions each in phases 1, 2 and 4, of ten slots each; two coaches.
    let days: Vec<usize> = (0..40).collect();
    let phases = [(0, 9), (10, 19), (30, 39)];
    let requests: Vec<_> = (0..8)
        .flat_map(|guest| phases.map(|(first, last)| Request { guest, first, last }))
        .collect();
    let hosts = Hosts::new(2, days).unwrap();
    let guest_free = |guest: usize, slot: usize| !(guest + slot).is_multiple_of(3);
    let reception = hosts.receive(&requests, |_, _| true, guest_free, |_, _| true).unwrap();
    let mut seats = BTreeSet::new();
    for (request, visit) in requests.iter().zip(&reception.visits) {
        let visit = visit.unwrap();
        assert!(request.first <= visit.slot && visit.slot <= request.last);
        assert!(guest_free(request.guest, visit.slot) && seats.insert((visit.host, visit.slot)));
    }
    assert_eq!(reception.most_per_host, 12);
}

#[test]
fn slots_of_a_grid_have_days() {
    let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    let span = |on, hour| {
        Span::new(
            day(on).and_hms_opt(hour, 0, 0).unwrap(),
            day(on).and_hms_opt(hour + 1, 0, 0).unwrap(),
        )
    };
    let slots = [span(1, 9).unwrap(), span(1, 10).unwrap(), span(3, 9).unwrap()];
    assert_eq!(Hosts::at(2, &slots).unwrap(), Hosts::new(2, vec![0, 0, 2]).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn receptions_are_as_good_as_any(
        windows in proptest::collection::vec((0_usize..6, 0_usize..6, 0_usize..4), 0..5),
        host_free in proptest::collection::vec(proptest::collection::vec(prop::bool::weighted(0.7), 6), 2),
        guest_free in proptest::collection::vec(proptest::collection::vec(prop::bool::weighted(0.7), 6), 4),
        most_per_day in 1_usize..3,
    ) {
        let days = vec![0, 0, 1, 1, 2, 2];
        let requests: Vec<_> = windows
            .into_iter()
            .map(|(a, b, guest)| Request { guest, first: a.min(b), last: a.max(b) })
            .collect();
        let receive = |requests: &[Request]| {
            Hosts::new(2, days.clone())
                .unwrap()
                .with_most_per_day(most_per_day)
                .receive(requests, |h, s| host_free[h][s], |g, s| guest_free[g][s], |g, h| g != h)
                .unwrap()
        };
        let reception = receive(&requests);
        // Every way to give each request a seat or none: (left out, last day + 1, sum of squared loads).
        let mut best = (usize::MAX, usize::MAX, usize::MAX);
        let mut loads_of_best = (0, 0);
        let load = |plan: &[Option<(usize, usize)>], host| {
            plan.iter().flatten().filter(|(own, _)| *own == host).count()
        };
        let seats: Vec<Option<(usize, usize)>> =
            std::iter::once(None).chain((0..2).flat_map(|h| (0..6).map(move |s| Some((h, s))))).collect();
        let mut choice = vec![0_usize; requests.len()];
        loop {
            let plan: Vec<_> = choice.iter().map(|c| seats[*c]).collect();
            let fits = requests.iter().zip(&plan).enumerate().all(|(i, (request, seat))| {
                seat.is_none_or(|(host, slot)| {
                    let busy = requests.iter().zip(&plan).take(i).any(|(other, seat)| {
                        seat.is_some_and(|(h, s)| s == slot && (h == host || other.guest == request.guest))
                    });
                    let today = plan.iter().flatten().filter(|(h, s)| *h == host && days[*s] == days[slot]).count();
                    request.first <= slot && slot <= request.last && host_free[host][slot]
                        && guest_free[request.guest][slot] && request.guest != host
                        && !busy && today <= most_per_day
                })
            });
            if fits {
                let left = plan.iter().filter(|seat| seat.is_none()).count();
                let last = plan.iter().flatten().map(|(_, s)| days[*s] + 1).max().unwrap_or(0);
                let loads = (load(&plan, 0), load(&plan, 1));
                let found = (left, last, loads.0.pow(2) + loads.1.pow(2));
                if found < best {
                    (best, loads_of_best) = (found, (loads.0.min(loads.1), loads.0.max(loads.1)));
                }
            }
            let Some(at) = choice.iter().position(|c| *c + 1 < seats.len()) else { break };
            choice[..at].fill(0);
            choice[at] += 1;
        }
        let left = reception.visits.iter().filter(|visit| visit.is_none()).count();
        prop_assert_eq!(left, best.0);
        prop_assert_eq!(reception.last_day.map_or(0, |day| day + 1), best.1);
        prop_assert_eq!(reception.loads.iter().map(|load| load.pow(2)).sum::<usize>(), best.2);
        prop_assert_eq!((reception.fewest_per_host, reception.most_per_host), loads_of_best);
        if let Some(shortfall) = &reception.shortfall {
            // Those requests alone find no more room than is told.
            let alone: Vec<_> = shortfall.requests.iter().map(|at| requests[*at]).collect();
            let met = receive(&alone).visits.iter().flatten().count();
            prop_assert_eq!((met, shortfall.requests.len() - met), (shortfall.room, left));
        }
        let turned: Vec<_> = requests.iter().rev().copied().collect();
        let met = |reception: &Reception, requests: &[Request]| {
            let mut met: Vec<_> = requests
                .iter()
                .zip(&reception.visits)
                .map(|(request, visit)| (*request, visit.map(|visit| (visit.slot, visit.host))))
                .collect();
            met.sort_unstable();
            met
        };
        prop_assert_eq!(met(&receive(&turned), &turned), met(&reception, &requests));
    }
}

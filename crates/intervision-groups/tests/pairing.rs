//! Pairs, seats, introductions, sampling and networks: the capabilities by their rows.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use common::{SEED, plain};
use intervision_core::{PairMatrix, Run, Status, Value};
use intervision_groups::pairing::{
    Coach, Coachee, Coaching, Market, Mode, Seats, introductions, one_to_one,
};
use intervision_groups::{PairList, network, network_change, stratified_sample};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn certified(id: &str, seats: u32, until: NaiveDate) -> Coach {
    Coach::new(id, seats).holds("certificate", None, Some(until)).holds("training", None, None)
}

/// T5: 40 coachees, 6 coaches with 8 seats, one certificate that expires.
#[test]
fn t5_nobody_goes_to_a_coach_after_the_certificate() {
    let coachees: Vec<_> = (0..40)
        .map(|at| Coachee::new(format!("p{at:02}")).prefers([format!("k{}", at % 6)]))
        .collect();
    let coaches: Vec<_> = (0..6)
        .map(|at| certified(&format!("k{at}"), 8, day(if at == 2 { 4 } else { 12 }, 1)))
        .collect();
    for mode in [Mode::Total, Mode::Served, Mode::Stable, Mode::StableForCoaches] {
        let coaching = |on| Coaching::new(on, mode).requires("certificate").requires("training");
        let before = coaching(day(4, 1)).make(&coachees, &coaches).unwrap();
        assert!(before.unmatched.is_empty() && before.pairs.iter().any(|pair| pair.coach == "k2"));
        let after = coaching(day(4, 2)).make(&coachees, &coaches).unwrap();
        assert!(after.unmatched.is_empty() && after.pairs.iter().all(|pair| pair.coach != "k2"));
        assert_eq!(after.ineligible[0].reason, "certificate of k2 ended on 2027-04-01");
        assert_eq!(after.status, Status::Optimal);
    }
}

/// T5: 50 for 48 seats.
#[test]
fn t5_two_too_many_are_listed_with_the_reason() {
    let coachees: Vec<_> = (0..50).map(|at| Coachee::new(format!("p{at:02}"))).collect();
    let coaches: Vec<_> = (0..6).map(|at| certified(&format!("k{at}"), 8, day(12, 1))).collect();
    for mode in [Mode::Total, Mode::Served, Mode::Stable] {
        let matched = Coaching::new(day(4, 1), mode)
            .requires("certificate")
            .make(&coachees, &coaches)
            .unwrap();
        assert_eq!((matched.pairs.len(), matched.unmatched.len()), (48, 2));
        for one in &matched.unmatched {
            assert_eq!(
                one.reason,
                format!("all 6 coaches who may coach {} have no seat left", one.id)
            );
        }
    }
}

#[test]
fn t5_nobody_is_coached_by_their_manager_or_whom_they_are_kept_apart_from() {
    let mut boss = Coachee::new("p1").prefers(["k1"]);
    boss.managers = vec!["k1".into()];
    let mut other = Coachee::new("p2");
    other.apart = vec!["k1".into()];
    let mut coach = Coach::new("k1", 5);
    coach.apart = vec!["p3".into()];
    let matched = Coaching::new(day(1, 1), Mode::Served)
        .make(&[boss, other, Coachee::new("p3"), Coachee::new("k1"), Coachee::new("p4")], &[coach])
        .unwrap();
    assert_eq!(matched.pairs.len(), 1);
    assert_eq!(matched.pairs[0].coachee, "p4");
    assert_eq!(
        matched.unmatched[1].reason,
        "every coach is a manager of p1 or kept apart from them"
    );
}

#[test]
fn served_serves_more_than_the_highest_total() {
    let coachees = [Coachee::new("p1"), Coachee::new("p2")];
    let coaches = [Coach::new("k1", 1), Coach::new("k2", 1)];
    let coaching = |mode| {
        Coaching::new(day(1, 1), mode)
            .score("p1", "k1", 10.0)
            .score("p1", "k2", 1.0)
            .score("p2", "k1", 2.0)
            .score("p2", "k2", -9.0)
    };
    let total = coaching(Mode::Total).make(&coachees, &coaches).unwrap();
    assert_eq!((total.total, total.pairs.len()), (10.0, 1));
    assert_eq!(total.unmatched[0].reason, "no match of p2 would add to the total");
    let served = coaching(Mode::Served).make(&coachees, &coaches).unwrap();
    assert_eq!((served.total, served.bound, served.pairs.len()), (3.0, Some(3.0), 2));
}

proptest! {
    #[test]
    fn the_order_of_the_lists_does_not_matter(
        likes in proptest::collection::vec(proptest::collection::vec(0usize..4, 0..3), 1..8),
        seats in proptest::collection::vec(0u32..4, 4),
    ) {
        let mut coachees: Vec<Coachee> = likes.iter().enumerate().map(|(at, likes)| {
            let distinct: BTreeSet<_> = likes.iter().collect();
            Coachee::new(format!("p{at}")).prefers(distinct.into_iter().map(|like| format!("k{like}")))
        }).collect();
        let mut coaches: Vec<Coach> = seats.iter().enumerate().map(|(at, &seats)| Coach::new(format!("k{at}"), seats)).collect();
        for mode in [Mode::Total, Mode::Served, Mode::Stable, Mode::StableForCoaches] {
            let one = Coaching::new(day(1, 1), mode).make(&coachees, &coaches).unwrap();
            coachees.reverse();
            coaches.reverse();
            prop_assert_eq!(one, Coaching::new(day(1, 1), mode).make(&coachees, &coaches).unwrap());
        }
    }

    /// Every way to seat up to five people in three topics.
    #[test]
    fn no_seats_have_a_smaller_sum_of_ranks(
        rankings in proptest::collection::vec(Just(vec!["a", "b", "c"]).prop_shuffle(), 1..6),
        kept in proptest::collection::vec(0usize..4, 6),
        least in 0usize..2,
        friends in any::<bool>(),
    ) {
        let rankings: Vec<Vec<&str>> = rankings.into_iter().zip(&kept).map(|(mut own, &kept)| { own.truncate(kept); own }).collect();
        let people = rankings.len();
        let mut seats = Seats::new(1).topic("a", least, 2).topic("b", least, 2).topic("c", least, 2);
        for (at, own) in rankings.iter().enumerate() {
            seats = seats.person(&format!("p{at}"), own.iter().copied());
        }
        let friends = friends && people > 1;
        if friends {
            seats = seats.friends(["p0", "p1"]);
        }
        let plan = seats.make().unwrap();
        let mut best = u64::MAX;
        for way in 0..3usize.pow(people as u32) {
            let topics: Vec<usize> = (0..people).map(|at| way / 3usize.pow(at as u32) % 3).collect();
            let taken = |topic: usize| topics.iter().filter(|own| **own == topic).count();
            let filled = people < 3 * least || (0..3).all(|topic| taken(topic) >= least.min(people));
            if (0..3).any(|topic| taken(topic) > 2) || !filled || (friends && topics[0] != topics[1]) {
                continue;
            }
            let rank = |(own, &topic): (&Vec<&str>, &usize)| {
                own.iter().position(|name| *name == ["a", "b", "c"][topic]).unwrap_or(own.len()) as u64
            };
            best = best.min(rankings.iter().zip(&topics).map(rank).sum());
        }
        if people >= 3 * least && plan.short.is_empty() {
            prop_assert_eq!(plan.rank_sum, best);
            prop_assert_eq!(plan.status, Status::Optimal);
        }
    }
}

/// C6: 60 people, 6 topics, 2 rounds, 12 seats.
#[test]
fn c6_sixty_people_have_seats_in_two_rounds() {
    let topics = ["a", "b", "c", "d", "e", "f"];
    let mut seats = Seats::new(2);
    for topic in topics {
        seats = seats.topic(topic, 4, 12);
    }
    for at in 0..60usize {
        let ranking: Vec<&str> =
            (0..3).map(|rank| topics[(at * at + rank * (1 + at % 2)) % 6]).collect();
        let distinct: BTreeSet<_> = ranking.iter().collect();
        let ranking = if distinct.len() == 3 { ranking } else { Vec::new() };
        seats = seats.person(&format!("p{at:02}"), ranking);
    }
    let plan = seats.make().unwrap();
    assert_eq!((plan.status, plan.rank_sum), (Status::Optimal, plan.bound));
    let mut seen = BTreeSet::new();
    for round in &plan.rounds {
        assert!(round.values().all(|people| (4..=12).contains(&people.len())));
        assert_eq!(round.values().map(Vec::len).sum::<usize>(), 60);
        for (topic, people) in round {
            assert!(people.iter().all(|id| seen.insert((topic.clone(), id.clone()))));
        }
    }
}

#[test]
fn a_topic_that_nobody_wants_may_be_dropped() {
    let seats = || {
        let mut seats = Seats::new(1).topic("a", 1, 4).topic("b", 2, 4);
        for id in ["p1", "p2", "p3"] {
            seats = seats.person(id, ["a", "b"]);
        }
        seats
    };
    assert_eq!(seats().make().unwrap().rank_sum, 2);
    let plan = seats().may_drop().make().unwrap();
    assert_eq!((plan.rank_sum, plan.dropped), (0, vec!["b".to_owned()]));
}

/// M6: every need is covered or listed, and giving and taking are balanced.
#[test]
fn m6_needs_are_covered_or_listed() {
    let helped = Market::new()
        .strength("a", "conflict", 0.8)
        .strength("a", "budget", 0.9)
        .strength("b", "budget", 0.5)
        .strength("c", "conflict", 0.4)
        .need("b", "conflict")
        .need("c", "budget")
        .need("d", "budget")
        .need("d", "writing")
        .helps_at_most("a", 2)
        .make()
        .unwrap();
    assert_eq!(helped.covered.len(), 3);
    assert_eq!(
        helped.uncovered,
        [(
            "d".to_owned(),
            "writing".to_owned(),
            "nobody who may help d has this strength".to_owned()
        )]
    );
    // b and c take once and give once; a, who takes nothing, gives once.
    assert_eq!(helped.given_and_taken["b"], (1, 1));
    assert_eq!(helped.given_and_taken["c"], (1, 1));
    assert_eq!(helped.given_and_taken["a"], (1, 0));
}

/// C8: up to three introductions each, for both sides, with what is shared.
#[test]
fn c8_introductions_are_of_people_who_have_not_met() {
    let topics = (0..20).map(|at: usize| {
        let names = ["loneliness", "budget", "conflict", "writing", "change"];
        Value::Tags((0..2 + at % 2).map(|step| names[(at * 3 + step * 2) % 5].into()).collect())
    });
    let roster = plain(20).with_column("topics", topics).unwrap();
    let met = PairMatrix::from_pairs(20, (0..19).map(|at| (at, at + 1, 1.0))).unwrap();
    let found = introductions(&roster, "topics", Some(&met), 3).unwrap();
    let mut times = [0; 20];
    for one in &found {
        assert!(one.a.abs_diff(one.b) != 1 && !one.shared.is_empty());
        times[one.a] += 1;
        times[one.b] += 1;
    }
    assert!(
        times.iter().all(|times| *times <= 3) && times.iter().sum::<usize>() >= 54,
        "{times:?}"
    );
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn everybody_talks_with_everybody_in_as_few_rounds_as_can_be() {
    let pairs: Vec<_> = (0..100).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    assert_eq!(one_to_one(100, &pairs).unwrap().len(), 99);
}

/// H2: a sounding board of 20 of 200.
#[test]
fn h2_a_sample_has_its_share_of_each_unit() {
    let units: Vec<usize> = (0..200).map(|at| [0, 0, 0, 1, 1, 2, 2, 3, 4, 5][at % 10]).collect();
    let column = units.iter().map(|unit| Value::category(format!("unit {unit}")));
    let roster = plain(200).with_column("unit", column).unwrap();
    let drawn = |seed| {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        stratified_sample(&roster, "unit", 20, &mut Run::new(&mut rng, &mut ())).unwrap()
    };
    let board = drawn(SEED);
    let of = |unit: usize| board.iter().filter(|member| units[**member] == unit).count();
    assert_eq!((0..6).map(of).collect::<Vec<_>>(), [6, 4, 4, 2, 2, 2]);
    assert_eq!(board, drawn(SEED));
    assert_ne!(board, drawn(SEED + 1));
}

/// H12, M17: ties before and after, across units, and whether groups have to do with it.
#[test]
fn m17_h12_new_ties_within_groups_are_more_than_chance() {
    let members = 40;
    let units: Vec<Option<usize>> = (0..members).map(|at| Some(at % 4)).collect();
    let groups: Vec<Option<usize>> = (0..members).map(|at| Some(at / 8)).collect();
    let before: Vec<_> = (0..members - 4).map(|at| (at, at + 4, 1.0)).collect();
    let mut after = before.clone();
    after.extend((0..members - 1).filter(|at| at % 8 < 7).map(|at| (at, at + 1, 1.0)));
    let (before, after) =
        (PairList::new(members, before).unwrap(), PairList::new(members, after).unwrap());
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let change =
        network_change((&before, &after), &units, &groups, 999, &mut Run::new(&mut rng, &mut ()))
            .unwrap();
    assert_eq!((change.before.ties, change.before.cross_unit), (36, 0.0));
    assert_eq!((change.new_and_gone, change.new_within), ((35, 0), 35));
    assert!((change.after.cross_unit - 35.0 / 71.0).abs() < 1e-12);
    assert!((change.expected_within - 35.0 * 7.0 / 39.0).abs() < 0.5);
    assert_eq!(change.p, 0.001);
    // A star: the middle is on every way.
    let star = PairList::new(6, (1..6).map(|at| (0, at, 1.0))).unwrap();
    assert_eq!(network(&star, &[None; 6]).unwrap().brokers, [(0, 1.0)]);
}

//! Rounds: what is proven about them, and what is counted.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and counts are whole numbers"
)]

mod common;

use std::collections::BTreeSet;

use common::{SEED, ids, plain};
use intervision_core::{Grouping, Groups, PairMatrix, Roster, Run, Status, Table, Value};
use intervision_groups::rounds::{
    Constructed, MakeRounds, Meetings, RoundAnnealing, RoundPortfolio, Rounds, RoundsOutcome,
    Turned, rotate_tables,
};
use intervision_groups::{Rules, RulesBuilder, Sizes, WaitingList, met_before};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn made(
    rounds: &Rounds<'_>,
    maker: &dyn MakeRounds,
    roster: &dyn Roster,
    steps: u64,
) -> RoundsOutcome {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_seed(SEED).with_steps(steps);
    rounds.make_with(maker, roster, &mut run).unwrap()
}

fn groups(count: usize) -> Rules {
    RulesBuilder::new(Sizes::count(count)).build().unwrap()
}

/// Groups, size, rounds that mathematics gives: no step is taken.
#[test]
fn rounds_by_construction() {
    let known = [
        (7, 4, 7),
        (8, 4, 9),
        (8, 4, 10),
        (6, 3, 8),
        (9, 4, 9),
        (5, 5, 6),
        (7, 7, 8),
        (8, 8, 9),
        (9, 9, 10),
        (13, 13, 14),
        (5, 3, 7),
        (9, 3, 13),
        (7, 3, 10),
        (4, 4, 5),
        (16, 4, 21),
        (10, 2, 19),
    ];
    for (count, size, rounds) in known {
        let outcome =
            made(&Rounds::new(groups(count), rounds), &Constructed, &plain(count * size), 0);
        assert_eq!(outcome.repeats(), 0, "{count}-{size}-{rounds}");
        assert_eq!((outcome.worth().status, outcome.worth().steps), (Status::Optimal, 0));
    }
}

#[test]
fn rounds_that_are_turned() {
    for (count, size, rounds) in [(6, 4, 7), (8, 3, 11), (6, 3, 8)] {
        let outcome =
            made(&Rounds::new(groups(count), rounds), &Turned, &plain(count * size), 3_000_000);
        assert_eq!(outcome.repeats(), 0, "{count}-{size}-{rounds}");
    }
}

#[test]
fn what_cannot_be_is_not_claimed() {
    for (count, size, most) in [(4, 3, 4), (5, 4, 5), (6, 6, 3)] {
        let roster = plain(count * size);
        let best = made(&Rounds::new(groups(count), most), &RoundPortfolio, &roster, 2_000_000);
        assert_eq!(best.repeats(), 0, "{count}-{size}-{most}");
        let more = made(&Rounds::new(groups(count), most + 1), &RoundPortfolio, &roster, 100_000);
        assert!(more.repeats() >= more.repeats_bound() && more.repeats_bound() == 1);
        assert!(more.worth().status != Status::Optimal || more.repeats() == 1);
    }
}

#[test]
fn an_odd_number_of_people_meets_in_pairs_with_byes() {
    let rules = RulesBuilder::new(Sizes::listed([2; 4])).waiting_list(WaitingList::new()).build();
    let outcome = made(&Rounds::new(rules.unwrap(), 9), &RoundPortfolio, &plain(9), 0);
    assert_eq!((outcome.repeats(), outcome.meetings().distinct_pairs()), (0, 36));
    assert_eq!(outcome.times_out(), [1; 9]);
}

#[test]
fn sit_outs_are_spread_fairly() {
    let rules =
        RulesBuilder::new(Sizes::listed([3, 3])).waiting_list(WaitingList::new().seat("m001"));
    let outcome = made(&Rounds::new(rules.build().unwrap(), 5), &RoundPortfolio, &plain(8), 20_000);
    let times = outcome.times_out();
    assert_eq!(times[0], 0);
    assert!(times[1..].iter().all(|times| (1..=2).contains(times)), "{times:?}");
}

/// Who sits out is chosen with the tables, everybody as often as the others or once more.
#[test]
fn h8_who_sits_out_is_chosen_with_the_tables() {
    let rules = |seats: [usize; 3]| {
        RulesBuilder::new(Sizes::listed(seats)).waiting_list(WaitingList::new()).build().unwrap()
    };
    for (people, seats, rounds) in [(11, [3, 3, 3], 4), (10, [3, 3, 3], 3)] {
        let asked = Rounds::new(rules(seats), rounds);
        let outcome = made(&asked, &RoundAnnealing::default(), &plain(people), 200_000);
        assert_eq!(outcome.repeats(), 0, "{people} {seats:?}");
        let times = outcome.times_out();
        assert!(times.iter().max().unwrap() - times.iter().min().unwrap() <= 1, "{times:?}");
        assert!(outcome.violated().is_empty());
    }
}

/// Wishes have a say in who sits out: three of five of one unit and three of another have tables of their own.
#[test]
fn wishes_choose_who_sits_out() {
    let unit = (0..8).map(|at| Value::category(if at < 5 { "a" } else { "b" }));
    let roster = plain(8).with_column("unit", unit).unwrap();
    let rules = RulesBuilder::new(Sizes::listed([3, 3]))
        .match_on("unit", 1.0)
        .waiting_list(WaitingList::new().seat("m001"))
        .build();
    let asked = Rounds::new(rules.unwrap(), 1).repeat_weight(0.0);
    let outcome = made(&asked, &RoundPortfolio, &roster, 20_000);
    assert_eq!(outcome.terms(0)[0].value, 0.0);
    assert!(outcome.sitting_out(0).iter().all(|out| (1..5).contains(out)));
}

#[test]
fn rounds_by_construction_with_byes() {
    // People, tables, size, rounds: groups of a design are left out.
    for (people, count, size, rounds) in
        [(9, 4, 2, 9), (10, 4, 2, 9), (24, 5, 3, 8), (11, 4, 2, 11)]
    {
        let sizes = Sizes::listed(vec![size; count]);
        let rules = RulesBuilder::new(sizes).waiting_list(WaitingList::new()).build().unwrap();
        let outcome = made(&Rounds::new(rules, rounds), &Constructed, &plain(people), 0);
        let times = outcome.times_out();
        assert_eq!(outcome.repeats(), 0, "{people} people");
        assert!(times.iter().max().unwrap() - times.iter().min().unwrap() <= 1, "{times:?}");
        assert!(outcome.way().ends_with("with byes"));
    }
}

#[test]
fn whoever_is_away_is_in_no_group_and_does_not_sit_out() {
    // Whoever is pinned may be away as well.
    let rules = RulesBuilder::new(Sizes::count(2)).pin("m001", 1).build().unwrap();
    let rounds = Rounds::new(rules, 3).absent(2, ["m001", "m002"]).sizes_in(3, Sizes::count(4));
    let outcome = made(&rounds, &RoundPortfolio, &plain(8), 20_000);
    let sizes: Vec<_> = outcome.rounds().iter().map(Groups::sizes).collect();
    assert_eq!(sizes, [vec![4, 4], vec![3, 3], vec![2, 2, 2, 2]]);
    assert_eq!(outcome.rounds()[1].group_of(0), None);
    assert!(outcome.sitting_out(1).is_empty());
}

#[test]
fn rules_and_wishes_hold_in_every_round() {
    let unit = (0..24).map(|at| Value::category(["a", "b", "c", "d"][at % 4]));
    let roster = plain(24).with_column("unit", unit).unwrap();
    let rules = RulesBuilder::new(Sizes::count(6))
        .mix("unit", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m004"])
        .pin("m005", 1)
        .build();
    let outcome = made(&Rounds::new(rules.unwrap(), 3), &RoundPortfolio, &roster, 400_000);
    assert!(outcome.violated().is_empty());
    for (at, round) in outcome.rounds().iter().enumerate() {
        assert_ne!(round.group_of(0), round.group_of(1));
        assert_eq!(round.group_of(2), round.group_of(3));
        assert_eq!(round.group_of(4), Some(0));
        assert_eq!(outcome.terms(at)[0].value, 0.0);
    }
    // Only those who must be together meet again.
    assert_eq!(outcome.repeats(), 2);
}

#[test]
fn c10_history_and_recency_count() {
    let before = Groups::new(8, vec![vec![0, 1, 2, 3], vec![4, 5, 6, 7]]).unwrap();
    let met = met_before(8, &[(&before, 0.0)], None).unwrap();
    let rounds = Rounds::new(groups(4), 4).with_history(&met);
    let outcome = made(&rounds, &RoundPortfolio, &plain(8), 50_000);
    assert_eq!((outcome.worth().value, outcome.met_before()), (0.0, Some(0)));
    assert_eq!(outcome.reasons()[1], "Nobody meets whom they met before these rounds.");
    for round in outcome.rounds() {
        assert!(round.iter().all(|pair| (pair[0] < 4) != (pair[1] < 4)));
    }
    // Four people have three ways to pair up. In six rounds each comes twice, and with fading repeats three rounds apart.
    let rounds = Rounds::new(groups(2), 6).half_life(1.0);
    let outcome = made(&rounds, &RoundPortfolio, &plain(4), 50_000);
    let lists: Vec<&Groups> = outcome.rounds().iter().collect();
    assert!((0..3).all(|at| lists[at] == lists[at + 3]), "{lists:?}");
    assert_eq!((outcome.repeats(), outcome.worth().value), (6, 6.0 * 0.25));
    assert_eq!(outcome.worth().status, Status::Feasible);
}

#[test]
fn a_target_is_met() {
    let pairs = [(0, 1, 2.0), (2, 3, 2.0), (0, 2, 1.0), (1, 3, 1.0)];
    let target = PairMatrix::from_pairs(4, pairs).unwrap();
    let outcome =
        made(&Rounds::new(groups(2), 3).with_target(&target), &RoundPortfolio, &plain(4), 20_000);
    assert_eq!((outcome.worth().value, outcome.worth().status), (0.0, Status::Optimal));
    assert_eq!((outcome.meetings().times(0, 1), outcome.meetings().times(0, 3)), (2, 0));
}

#[test]
fn the_coverage_curve_stays_below_its_bound() {
    let outcome = made(&Rounds::new(groups(5), 8), &RoundPortfolio, &plain(20), 100_000);
    let met = outcome.meetings().met_after();
    assert!(met.iter().zip(outcome.coverage_bound()).all(|(met, bound)| met <= bound));
    assert!((outcome.meetings().coverage()[7] - *met.last().unwrap() as f64 / 190.0).abs() < 1e-12);
}

#[test]
fn h8_tables_rotate() {
    let outcome = made(&Rounds::new(groups(4), 4), &Constructed, &plain(16), 0);
    let rounds: Vec<&dyn Grouping> =
        outcome.rounds().iter().map(|round| round as &dyn Grouping).collect();
    let tables = rotate_tables(&rounds);
    let mut visits = BTreeSet::new();
    for (round, of) in outcome.rounds().iter().zip(&tables) {
        assert_eq!(of.iter().collect::<BTreeSet<_>>().len(), 4);
        for (group, table) in round.iter().zip(of) {
            visits.extend(group.iter().map(|member| (*member, *table)));
        }
    }
    assert!(visits.len() >= 44, "{} different visits of at most 64", visits.len());
}

/// H8: tables of a theme day after the learning groups.
#[test]
fn h8_two_hundred_people_at_25_tables_meet_nobody_twice() {
    let functions = (0..200).map(|at| Value::category(format!("f{}", at * at % 9)));
    let roster = plain(200).with_column("function", functions).unwrap();
    let learning: Vec<Vec<usize>> =
        (0..25).map(|group| (group * 8..group * 8 + 8).collect()).collect();
    let learning = Groups::new(200, learning).unwrap();
    let met = met_before(200, &[(&learning, 0.0)], None).unwrap();
    let rules = RulesBuilder::new(Sizes::count(25)).mix("function", 1.0).build().unwrap();
    let rounds = Rounds::new(rules, 3).with_history(&met);
    let outcome = made(&rounds, &RoundPortfolio, &roster, 1_500_000);
    let all: Vec<&dyn Grouping> = std::iter::once(&learning)
        .chain(outcome.rounds())
        .map(|round| round as &dyn Grouping)
        .collect();
    assert_eq!(Meetings::of(200, &all).unwrap().repeats(), 0);
    for round in 0..3 {
        let term = &outcome.terms(round)[0];
        let bound = term.bound.unwrap();
        assert!(term.value <= bound, "{} above {bound}", term.value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Brute force over the second and third round of six people in pairs or threes, the first being given.
    #[test]
    fn nothing_is_below_the_bound_and_the_order_of_the_roster_does_not_matter(
        (people, count) in (4usize..9).prop_flat_map(|n| (Just(n), 2..=n / 2)),
        rounds in 1usize..6,
        met in proptest::collection::vec(0u8..3, 28),
        shift in 0usize..8,
    ) {
        let roster = plain(people);
        let cells = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
        let pairs = cells.zip(&met).map(|((a, b), &met)| (a, b, f64::from(met / 2)));
        let history = PairMatrix::from_pairs(people, pairs).unwrap();
        let asked = Rounds::new(groups(count), rounds).with_history(&history);
        let outcome = made(&asked, &RoundPortfolio, &roster, 5_000);
        prop_assert!(outcome.worth().bound.unwrap() <= outcome.worth().value + 1e-9);
        let again: usize = outcome.meetings().pairs().map(|(a, b, times)| {
            let before = intervision_core::PairWeight::weight(&history, a, b);
            times - 1 + usize::from(before > 0.0)
        }).sum();
        prop_assert!(again >= outcome.repeats_bound());
        prop_assert!((outcome.worth().value - again as f64).abs() < 1e-9);

        // The same people, listed from another place on.
        let place = |at: usize| (at + shift) % people;
        let listed = (0..people).map(|at| ids(people)[place(at)].clone());
        let moved = Table::new(listed).unwrap();
        let cells = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
        let pairs = cells.map(|(a, b)| {
            (a, b, intervision_core::PairWeight::weight(&history, place(a), place(b)))
        });
        let history = PairMatrix::from_pairs(people, pairs).unwrap();
        let asked = Rounds::new(groups(count), rounds).with_history(&history);
        let other = made(&asked, &RoundPortfolio, &moved, 5_000);
        for (one, two) in outcome.rounds().iter().zip(other.rounds()) {
            let named = |round: &Groups, roster: &Table| -> Vec<BTreeSet<String>> {
                round.iter().map(|group| group.iter().map(|&m| roster.id(m).into_owned()).collect()).collect()
            };
            prop_assert_eq!(named(one, &roster), named(two, &moved));
        }
    }
}

#[test]
fn annealing_alone_keeps_its_budget() {
    let outcome = made(&Rounds::new(groups(6), 9), &RoundAnnealing::default(), &plain(36), 5_000);
    assert!(outcome.worth().steps <= 5_000 + 2 * 1024);
}

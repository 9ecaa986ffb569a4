//! What is said of rounds, pairs and repairs that cannot be.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use chrono::NaiveDate;
use common::{SEED, plain};
use intervision_core::{Groups, PairMatrix, Run, Stopped};
use intervision_groups::measures::Features;
use intervision_groups::pairing::{
    Coach, Coachee, Coaching, Market, Mode, Seats, introductions, one_to_one,
};
use intervision_groups::rounds::{
    Constructed, MadeRounds, MakeRounds, Meetings, RoundTask, Rounds,
};
use intervision_groups::{
    Error, Former, PairList, RulesBuilder, Sizes, WaitingList, network, repair, stratified_sample,
};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn rounds(count: usize, rounds: usize) -> Rounds<'static> {
    Rounds::new(RulesBuilder::new(Sizes::count(count)).build().unwrap(), rounds)
}

fn refused(asked: &Rounds<'_>, people: usize) -> String {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_steps(100);
    asked.make(&plain(people), &mut run).unwrap_err().to_string()
}

#[test]
fn rounds_that_cannot_be() {
    assert_eq!(refused(&rounds(2, 0), 4), "0 rounds are asked for; ask for 1 or more");
    assert_eq!(
        refused(&rounds(2, 3).repeat_weight(-1.0), 4),
        "a repeated meeting costs -1; give a number from 0 to 1e9"
    );
    assert_eq!(
        refused(&rounds(2, 3).half_life(0.0), 4),
        "the half-life in rounds is 0; give more than 0, or none for repeats that count the same"
    );
    assert_eq!(
        refused(&rounds(2, 3).absent(4, ["m001"]), 4),
        "round 4 is not there; there are 3 rounds, counted from 1"
    );
    assert_eq!(
        refused(&rounds(2, 3).absent(1, ["x"]), 4),
        "absent names \"x\", who is not on the roster; check the id or drop the rule"
    );
    assert_eq!(
        refused(&rounds(5, 2), 4),
        "in round 1: 5 groups for 4 people; ask for 4 groups or fewer"
    );
    let met = PairMatrix::from_pairs(4, [(0, 1, -2.0)]).unwrap();
    assert_eq!(
        refused(&rounds(2, 2).with_history(&met), 4),
        "the history of m001 and m002 is -2; give a number from 0 to 1e9"
    );
    let locked = RulesBuilder::new(Sizes::count(2)).lock("m001").build().unwrap();
    assert_eq!(
        refused(&Rounds::new(locked, 2), 4),
        "m001 is locked to an earlier group, and there are several rounds; pin them, or drop the lock"
    );
    assert_eq!(
        refused(&rounds(400, 70), 3200),
        "70 rounds of 3200 people are too many; plan at most 64 rounds, or at most 3000 people, at a time"
    );
}

/// Puts everybody into the first group.
struct OneGroup;

impl MakeRounds for OneGroup {
    fn name(&self) -> &'static str {
        "one group"
    }

    fn make(&self, task: &RoundTask, _run: &mut Run<'_>) -> Option<MadeRounds> {
        let round = |round| vec![task.seated(round).to_vec(), vec![0]];
        Some(MadeRounds::new((0..task.rounds()).map(round).collect(), Stopped::Finished))
    }
}

#[test]
fn ways_that_do_not_fit() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut said = |asked: Rounds<'_>, maker: &dyn MakeRounds| {
        asked.make_with(maker, &plain(6), &mut Run::new(&mut rng, &mut ())).unwrap_err().to_string()
    };
    assert_eq!(
        said(rounds(2, 2), &OneGroup),
        "one group made a round 1 that does not fit: m001 is in two groups"
    );
    assert_eq!(
        said(rounds(2, 5), &Constructed),
        "construction has nothing for these rounds; take RoundPortfolio, with at most 64 rounds of at most 3000 people"
    );
    let twice = Groups::new(9, vec![vec![8]]).unwrap();
    assert_eq!(
        Meetings::of(4, &[&twice]).unwrap_err().to_string(),
        "round 1 cannot be read: member 8 in group 1 (counted from 1) is outside 0..4"
    );
}

#[test]
fn people_who_cannot_be_paired() {
    let coaching = Coaching::new(NaiveDate::default(), Mode::Total);
    let said = |coachees: &[Coachee], coaches: &[Coach]| {
        coaching.make(coachees, coaches).unwrap_err().to_string()
    };
    assert_eq!(
        said(&[Coachee::new("a"), Coachee::new("a")], &[]),
        "coachee \"a\" stands there twice or has no id; give everybody an id of their own"
    );
    assert_eq!(
        said(&[Coachee::new("a").prefers(["k"])], &[]),
        "a prefers \"k\", and there is no such coach; check the id or leave it out"
    );
    assert_eq!(
        said(&[Coachee::new("a").prefers(["k", "k"])], &[Coach::new("k", 1)]),
        "a names \"k\" twice, or themselves; name everybody at most once"
    );
    let scored = coaching.clone().score("a", "k", f64::NAN);
    assert_eq!(
        scored.make(&[Coachee::new("a")], &[Coach::new("k", 1)]).unwrap_err().to_string(),
        "the score of a and k is NaN; give a number from -1e6 to 1e6"
    );
    assert_eq!(
        Market::new().strength("a", "t", 2.0).make().unwrap_err().to_string(),
        "the strength of a in \"t\" is 2; give a number from 0 to 1"
    );
    assert_eq!(
        one_to_one(3, &[(0, 3)]).unwrap_err().to_string(),
        "0 and 3 (counted from 0) cannot talk: name two different people below 3, and each pair once"
    );
    assert_eq!(
        introductions(&plain(3), "topics", None, 3).unwrap_err().to_string(),
        "the roster has no attribute \"topics\"; it has none"
    );
}

#[test]
fn seats_that_cannot_be() {
    let said = |seats: Seats| seats.make().unwrap_err().to_string();
    assert_eq!(
        said(Seats::new(1).topic("t", 3, 2)),
        "\"t\" takes at least 3 and at most 2 people; let the first be no greater than the second"
    );
    assert_eq!(
        said(Seats::new(2).topic("t", 0, 1).person("a", []).person("b", [])),
        "2 people in 2 rounds need 4 seats, and there are 2; add topics or seats"
    );
    assert_eq!(
        said(Seats::new(2).topic("t", 0, 5).person("a", [])),
        "a can be seated in too few topics that have places; refuse less, or add seats"
    );
    let two = || Seats::new(2).topic("t", 0, 2).topic("s", 0, 2).person("a", []).person("b", []);
    assert_eq!(
        said(two().friends(["a", "b"])),
        "friends stay together in one round alone; ask for 1 round, or leave the friends out"
    );
    let tight = Seats::new(1).topic("t", 0, 1).topic("s", 0, 1).person("a", []).person("b", []);
    assert_eq!(
        said(tight.friends(["a", "b"])),
        "a and b want to be together, and no topic takes all of them; split them or raise a limit"
    );
}

#[test]
fn repairs_samples_and_networks_that_cannot_be() {
    let repaired = |rules: RulesBuilder, locked: &[&str]| -> Error {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let before = Groups::new(4, vec![vec![0, 1], vec![2]]).unwrap();
        let former = Former::new(rules.build().unwrap());
        repair(&former, &plain(4), &before, locked, &mut Run::new(&mut rng, &mut ())).unwrap_err()
    };
    let groups = || RulesBuilder::new(Sizes::count(2));
    assert_eq!(
        repaired(groups(), &["x"]).to_string(),
        "\"x\" is locked and not on the roster; check the id or leave it out"
    );
    assert_eq!(
        repaired(groups(), &["m004"]).to_string(),
        "m004 is locked and was in no earlier group; pin them, or leave them out"
    );
    assert_eq!(
        repaired(groups().together(["m001", "m003"]), &["m001", "m003"]).to_string(),
        "m001 and m003 must be together and are locked in different groups; free one of them"
    );
    let seats = RulesBuilder::new(Sizes::listed([1, 1])).waiting_list(WaitingList::new());
    assert_eq!(
        repaired(seats, &[]).to_string(),
        "groups with a waiting list cannot be repaired yet; form them anew with locks"
    );
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer);
    let roster = plain(3).with_column("u", vec![intervision_core::Value::Unknown; 3]).unwrap();
    assert_eq!(
        stratified_sample(&roster, "u", 4, &mut run).unwrap_err().to_string(),
        "the size of the sample is 4; give at most 3 people"
    );
    let ties = PairList::new(3, []).unwrap();
    assert!(network(&ties, &[None]).unwrap_err().to_string().starts_with("pair weights \"ties\""));
    assert_eq!(
        Features::new(&roster, &[("age", 1.0)]).unwrap_err().to_string(),
        "the roster has no attribute \"age\"; it has \"u\""
    );
}

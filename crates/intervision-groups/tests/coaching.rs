//! A coach leaves (X3, T5): as few people as can be change coaches, and the rest is as good as before.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use intervision_core::Status;
use intervision_groups::pairing::{Coach, Coachee, Coaching, Matched, Mode};
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn said(matched: &Matched) -> Vec<String> {
    matched.changes.iter().map(ToString::to_string).collect()
}

/// X3: of 40 with five coaches one coach leaves, and only those whom they coached have another.
#[test]
fn x3_a_coach_leaves_and_only_their_coachees_change() {
    let coachees: Vec<_> = (0..40)
        .map(|at| Coachee::new(format!("p{at:02}")).prefers([format!("k{}", at % 5)]))
        .collect();
    let coaches = |months: [u32; 6]| -> Vec<Coach> {
        (0..6)
            .map(|at| {
                Coach::new(format!("k{at}"), 8).holds("certificate", None, Some(day(months[at], 1)))
            })
            .collect()
    };
    for mode in [Mode::Total, Mode::Served, Mode::Stable, Mode::StableForCoaches] {
        let coaching = |on| Coaching::new(on, mode).requires("certificate");
        let first = coaching(day(3, 1)).make(&coachees, &coaches([12; 6])).unwrap();
        let pairs = first.pairs.iter().map(|pair| (&pair.coachee, &pair.coach));
        let ended = coaches([12, 12, 4, 12, 12, 12]);
        let second = coaching(day(5, 1)).keep(pairs).make(&coachees, &ended).unwrap();
        assert!(second.unmatched.is_empty());
        assert_eq!(second.changes.len(), 8, "{mode:?}");
        assert_eq!(
            second.changes[0].to_string(),
            "p02 goes from k2 to k5: certificate of k2 ended on 2027-04-01"
        );
    }
}

#[test]
fn t5_whoever_makes_room_is_told_why() {
    // p1 may go to k1 alone, where p2 is.
    let mut first = Coachee::new("p1");
    first.apart = vec!["k2".into()];
    let coachees = [first, Coachee::new("p2")];
    let coaches = [Coach::new("k1", 1), Coach::new("k2", 1)];
    let earlier = [("p1", "k3"), ("p2", "k1"), ("p3", "k2")];
    let coaching = Coaching::new(day(1, 1), Mode::Served).keep(earlier);
    let matched = coaching.make(&coachees, &coaches).unwrap();
    assert_eq!(
        said(&matched),
        [
            "p1 goes from k3 to k1: k3 coaches no longer",
            "p2 goes from k1 to k2: a seat at k1 is needed, so that more people are coached",
            "p3 leaves k2: is coached no longer",
        ]
    );
    let locked = coaching.clone().lock("p2").make(&coachees, &coaches).unwrap();
    assert_eq!(
        said(&locked),
        [
            "p1 leaves k3: k3 coaches no longer, and the only coach who may coach p1 has no seat left",
            "p3 leaves k2: is coached no longer",
        ]
    );
    // For somebody new nobody makes room without being needed to.
    let more = [coachees[0].clone(), coachees[1].clone(), Coachee::new("p4")];
    let matched = coaching.make(&more, &coaches).unwrap();
    assert_eq!(said(&matched)[2], "p4 comes to k2: is new");
    assert_eq!(matched.unmatched[0].id, "p1");
}

#[test]
fn fewer_seats_than_before_are_a_reason() {
    let coachees = ["p1", "p2"].map(Coachee::new);
    let coaches = [Coach::new("k1", 1), Coach::new("k2", 1)];
    let coaching = Coaching::new(day(1, 1), Mode::Total).keep([("p1", "k1"), ("p2", "k1")]);
    let matched = coaching.score("p1", "k1", 2.0).make(&coachees, &coaches).unwrap();
    assert_eq!(said(&matched), ["p2 goes from k1 to k2: k1 has 1 seat for the 2 of before"]);
}

#[test]
fn locks_that_cannot_hold_are_refused() {
    let coachees = ["p1", "p2"].map(Coachee::new);
    let refused = |coaching: Coaching, coaches: &[Coach]| {
        coaching.make(&coachees, coaches).unwrap_err().to_string()
    };
    let coaching = || Coaching::new(day(5, 1), Mode::Served).keep([("p1", "k1"), ("p2", "k1")]);
    let one = [Coach::new("k1", 1)];
    assert_eq!(
        refused(coaching().lock("p1").lock("p2"), &one),
        "p2 is locked and cannot keep a coach: k1 has only 1 seat for those who are locked; free them, or change that"
    );
    assert_eq!(
        refused(Coaching::new(day(5, 1), Mode::Total).lock("p1"), &one),
        "p1 is locked and cannot keep a coach: no earlier coach of theirs is given; free them, or change that"
    );
    assert_eq!(
        refused(coaching().lock("p9"), &one),
        "the list of locks names \"p9\", and there is no such coachee; check the id or leave it out"
    );
    assert_eq!(
        refused(coaching().lock("p1").requires("training"), &one),
        "p1 is locked and cannot keep a coach: k1 has no training; free them, or change that"
    );
    assert_eq!(
        refused(coaching().keep([("p1", "k2")]), &one),
        "p1 was coached by \"k1\" and by \"k2\"; give each coachee one earlier coach"
    );
}

/// How many are served, how many keep their coach, the total: over every way to seat everybody.
fn brute(
    mode: Mode,
    (people, seats): (usize, &[u32]),
    worth: &dyn Fn(usize, usize) -> Option<i64>,
    before: &[Option<usize>],
    locked: &[bool],
) -> Option<(usize, usize, i64)> {
    let places = seats.len();
    let aim = |(served, kept, total): &(usize, usize, i64)| match mode {
        Mode::Served => (*served, *kept, *total),
        _ => (0, *kept, *total),
    };
    let ways = (places + 1).pow(people as u32);
    let of = |way: usize| -> Option<(usize, usize, i64)> {
        let place = |person: usize| way / (places + 1).pow(person as u32) % (places + 1);
        let (mut found, mut left) = ((0, 0, 0), seats.to_vec());
        for person in 0..people {
            let own = (place(person) < places).then(|| place(person));
            if locked[person] && own != before[person] {
                return None;
            }
            let Some(own) = own else { continue };
            left[own] = left[own].checked_sub(1)?;
            found.0 += 1;
            found.1 += usize::from(before[person] == Some(own));
            found.2 += worth(person, own)?;
        }
        Some(found)
    };
    (0..ways).filter_map(of).max_by_key(aim)
}

proptest! {
    #[test]
    fn x3_moves_and_total_are_those_of_brute_force(
        scores in proptest::collection::vec(proptest::collection::vec(-3i64..9, 3), 1..6),
        apart in proptest::collection::vec(proptest::collection::vec(proptest::bool::weighted(0.2), 3), 6),
        before in proptest::collection::vec(proptest::option::weighted(0.8, 0usize..4), 6),
        locks in proptest::collection::vec(proptest::bool::weighted(0.15), 6),
        seats in proptest::collection::vec(0u32..4, 3),
        served in any::<bool>(),
    ) {
        let (people, mode) = (scores.len(), if served { Mode::Served } else { Mode::Total });
        // Whoever had the fourth coach, who is there no longer, cannot keep them.
        let before: Vec<Option<usize>> = before[..people].to_vec();
        let coaches: Vec<Coach> = (0..3).map(|at| Coach::new(format!("k{at}"), seats[at])).collect();
        let mut coaching = Coaching::new(day(1, 1), mode);
        let mut coachees = Vec::new();
        for (at, own) in scores.iter().enumerate() {
            let mut coachee = Coachee::new(format!("p{at}"));
            for (place, &score) in own.iter().enumerate() {
                coaching = coaching.score(&coachee.id, &format!("k{place}"), score as f64);
                if apart[at][place] {
                    coachee.apart.push(format!("k{place}"));
                }
            }
            coachees.push(coachee);
        }
        let was = |at: usize| before[at].map(|place| (format!("p{at}"), format!("k{place}")));
        coaching = coaching.keep((0..people).filter_map(was));
        let locked: Vec<bool> = (0..people).map(|at| locks[at] && before[at].is_some()).collect();
        for at in (0..people).filter(|&at| locked[at]) {
            coaching = coaching.lock(&format!("p{at}"));
        }
        let worth = |at: usize, place: usize| (!apart[at][place]).then(|| scores[at][place]);
        let best = brute(mode, (people, &seats), &worth, &before, &locked);
        let Ok(matched) = coaching.make(&coachees, &coaches) else {
            prop_assert_eq!(best, None);
            return Ok(());
        };
        let coach_of: BTreeMap<&str, &str> =
            matched.pairs.iter().map(|pair| (pair.coachee.as_str(), pair.coach.as_str())).collect();
        let kept = (0..people).filter_map(was).filter(|(own, coach)| coach_of.get(own.as_str()) == Some(&coach.as_str()));
        let kept = kept.count();
        let (most, keep, total) = best.unwrap();
        prop_assert!(!served || matched.pairs.len() == most);
        prop_assert_eq!(kept, keep);
        prop_assert!((matched.total - total as f64).abs() < 1e-9, "{} is not {total}", matched.total);
        prop_assert_eq!((matched.status, matched.bound), (Status::Optimal, Some(matched.total)));
        for at in (0..people).filter(|&at| locked[at]) {
            prop_assert_eq!(coach_of.get(format!("p{at}").as_str()).map(|coach| (*coach).to_owned()), before[at].map(|place| format!("k{place}")));
        }
        prop_assert_eq!(matched.changes.iter().filter(|change| change.from.is_some()).count(), before.iter().flatten().count() - kept);
    }
}

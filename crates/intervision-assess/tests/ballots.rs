//! What voting rules promise, as laws, worked examples, and every mistake with its message.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::ballots::{
    Approval, BallotKind, Ballots, Borda, Dots, EqualShares, Heard, ProportionalApproval, Schulze,
    SequentialProportional, TieBreak, VotingRule, YearOfShares, condorcet_winner, unrepresented,
};
use proptest::prelude::*;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn rules() -> [&'static dyn VotingRule; 7] {
    [
        &Dots,
        &Approval,
        &Borda,
        &Schulze,
        &ProportionalApproval,
        &SequentialProportional,
        &EqualShares,
    ]
}

/// Orders of the first options, perhaps cut short.
fn rankings(voters: usize) -> impl Strategy<Value = (usize, Vec<Vec<usize>>)> {
    (2..=6_usize).prop_flat_map(move |options| {
        let order = Just((0..options).collect::<Vec<usize>>()).prop_shuffle();
        let order = (order, 0..=options).prop_map(|(mut order, named)| {
            order.truncate(named);
            order
        });
        (Just(options), prop::collection::vec(order, 1..=voters))
    })
}

fn ranked(options: usize, orders: &[Vec<usize>]) -> Ballots {
    let builder = Ballots::of(NAMES[..options].iter().copied());
    let one = |order: &Vec<usize>| order.iter().map(|&it| NAMES[it]).collect::<Vec<_>>();
    orders.iter().fold(builder, |builder, order| builder.ranked("", one(order))).build().unwrap()
}

fn by_index(options: usize) -> TieBreak {
    TieBreak::Order((0..options).collect())
}

/// The winner if there is just one and no tie.
fn sole(rule: &dyn VotingRule, ballots: &Ballots) -> Option<usize> {
    let outcome = rule.choose(ballots, 1, &TieBreak::Stop).unwrap();
    outcome.ties.is_empty().then(|| outcome.chosen.first().copied()).flatten()
}

/// Extended justified representation from its definition: every group of voters, and what all in it approve.
fn keeps_ejr(options: usize, approvals: &[Vec<usize>], chosen: &[usize], seats: usize) -> bool {
    let voters = approvals.len();
    (1_u32..1 << voters).all(|bits| {
        let group = (0..voters).filter(|it| bits >> it & 1 == 1);
        let common =
            (0..options).filter(|it| group.clone().all(|v| approvals[v].contains(it))).count();
        let deserved = common.min(group.clone().count() * seats / voters);
        let got = |v: usize| chosen.iter().filter(|it| approvals[v].contains(it)).count();
        group.clone().any(|v| got(v) >= deserved)
    })
}

proptest! {
    #[test]
    fn whoever_most_put_first_wins_under_schulze((options, orders) in rankings(15)) {
        let ballots = ranked(options, &orders);
        for option in 0..options {
            if 2 * orders.iter().filter(|order| order.first() == Some(&option)).count() > orders.len() {
                prop_assert_eq!(sole(&Schulze, &ballots), Some(option));
                prop_assert_eq!(condorcet_winner(&ballots), Some(option));
            }
        }
    }

    #[test]
    fn c3_who_beats_all_others_in_pairs_wins_under_schulze((options, orders) in rankings(15)) {
        let ballots = ranked(options, &orders);
        if let Some(winner) = condorcet_winner(&ballots) {
            prop_assert_eq!(sole(&Schulze, &ballots), Some(winner));
        }
    }

    #[test]
    fn more_support_does_not_harm(
        (options, orders) in rankings(12), voter in any::<prop::sample::Index>(),
    ) {
        let ballots = ranked(options, &orders);
        let rules: [&dyn VotingRule; 4] = [&Borda, &Schulze, &Approval, &Dots];
        for rule in rules {
            let Some(winner) = sole(rule, &ballots) else { continue };
            let mut orders = orders.clone();
            let order = &mut orders[voter.index(ballots.len())];
            order.retain(|&it| it != winner);
            order.insert(0, winner);
            prop_assert_eq!(sole(rule, &ranked(options, &orders)), Some(winner), "{}", rule.name());
        }
    }

    #[test]
    fn one_more_approval_keeps_a_seat_under_proportional_approval(
        (options, mut orders) in rankings(10), voter in any::<prop::sample::Index>(), seats in 1..4_usize,
    ) {
        let seats = seats.min(options);
        let before = ProportionalApproval.choose(&ranked(options, &orders), seats, &TieBreak::Stop).unwrap();
        for winner in before.chosen {
            let place = voter.index(orders.len());
            if !orders[place].contains(&winner) {
                orders[place].push(winner);
                let after = ProportionalApproval.choose(&ranked(options, &orders), seats, &TieBreak::Stop).unwrap();
                let in_a_tie = after.ties.iter().any(|tie| tie.options.contains(&winner));
                prop_assert!(after.chosen.contains(&winner) || in_a_tie);
                break;
            }
        }
    }

    #[test]
    fn c3_large_groups_get_what_they_agree_on((options, orders) in rankings(8), seats in 1..6_usize) {
        let seats = seats.min(options);
        let ballots = ranked(options, &orders);
        let rules: [&dyn VotingRule; 2] = [&ProportionalApproval, &EqualShares];
        for rule in rules {
            let chosen = rule.choose(&ballots, seats, &by_index(options)).unwrap().chosen;
            prop_assert!(keeps_ejr(options, &orders, &chosen, seats), "{} {:?}", rule.name(), chosen);
        }
        // The library's own check, by sets of options, agrees with groups of voters.
        for rule in crate::rules() {
            let chosen = rule.choose(&ballots, seats, &by_index(options)).unwrap().chosen;
            let kept = unrepresented(&ballots, &chosen, seats, seats).unwrap().is_none();
            prop_assert_eq!(kept, keeps_ejr(options, &orders, &chosen, seats));
        }
    }

    #[test]
    fn every_seat_is_filled_and_without_ties_no_order_matters(
        (options, orders) in rankings(10), seats in 1..6_usize,
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let seats = seats.min(options);
        let ballots = ranked(options, &orders);
        let order = TieBreak::Order(order.into_iter().filter(|&it| it < options).collect());
        for rule in rules() {
            let open = rule.choose(&ballots, seats, &TieBreak::Stop).unwrap();
            let settled = rule.choose(&ballots, seats, &order).unwrap();
            prop_assert!(!settled.is_open());
            let wanted = (0..options).filter(|&option| ballots.approvals(option) > 0).count();
            let least = if rule.name() == "equal shares" { seats.min(wanted) } else { seats };
            prop_assert_eq!(settled.chosen.len(), least, "{}", rule.name());
            if open.ties.is_empty() {
                prop_assert_eq!(open, settled, "{}", rule.name());
            } else {
                prop_assert!(open.is_open() && open.chosen.len() < seats);
                prop_assert!(open.chosen.iter().all(|it| settled.chosen.contains(it)), "{}", rule.name());
            }
        }
    }

    #[test]
    fn names_and_the_order_of_voters_do_not_matter(
        (options, orders) in rankings(10), seats in 1..6_usize,
        new in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let seats = seats.min(options);
        let new: Vec<usize> = new.into_iter().filter(|&it| it < options).collect();
        let renamed: Vec<Vec<usize>> =
            orders.iter().rev().map(|order| order.iter().map(|&it| new[it]).collect()).collect();
        for rule in rules() {
            let sorted = |mut of: Vec<usize>| { of.sort_unstable(); of };
            let plain = rule.choose(&ranked(options, &orders), seats, &TieBreak::Stop).unwrap();
            let other = rule.choose(&ranked(options, &renamed), seats, &TieBreak::Stop).unwrap();
            let moved = plain.chosen.iter().map(|&it| new[it]).collect();
            prop_assert_eq!(sorted(moved), sorted(other.chosen), "{}", rule.name());
        }
    }

    #[test]
    fn c3_a_year_in_gatherings_is_the_year_at_once((options, orders) in rankings(12), first in 1..4_usize) {
        let first = first.min(options - 1);
        let ballots = ranked(options, &orders);
        let at_once = EqualShares.choose(&ballots, options, &by_index(options)).unwrap().chosen;
        let mut year = YearOfShares::new(&ballots, options).unwrap();
        let early = year.gathering(first, &by_index(options)).unwrap();
        prop_assert!(year.left() >= 0.0);
        let late = year.gathering(options - early.chosen.len(), &by_index(options)).unwrap();
        let both: Vec<usize> = early.chosen.into_iter().chain(late.chosen).collect();
        prop_assert_eq!(both, at_once);
    }
}

/// Groups of voters with one order each, options being single letters.
fn groups(options: &str, of: &[(usize, &str)]) -> Ballots {
    let letters = |text: &str| text.chars().map(String::from).collect::<Vec<String>>();
    let mut builder = Ballots::of(letters(options));
    for &(voters, order) in of {
        for _ in 0..voters {
            builder = builder.ranked("", letters(order).iter().map(String::as_str));
        }
    }
    builder.build().unwrap()
}

#[test]
fn forty_five_voters_of_schulze() {
    // Schulze (2011), example 1 in the form most often printed: the order is e a c b d.
    let ballots = groups(
        "abcde",
        &[
            (5, "acbed"),
            (5, "adecb"),
            (8, "bedac"),
            (3, "cabed"),
            (7, "caebd"),
            (2, "cbade"),
            (7, "dceba"),
            (8, "ebadc"),
        ],
    );
    let outcome = Schulze.choose(&ballots, 5, &TieBreak::Stop).unwrap();
    assert_eq!((outcome.chosen, outcome.ties), (vec![4, 0, 2, 1, 3], Vec::new()));
    assert_eq!(condorcet_winner(&ballots), None);
}

#[test]
fn the_capital_of_tennessee() {
    // The textbook's four cities: Borda 126, 194, 173, 107; Nashville beats every other.
    let ballots = groups("MNCK", &[(42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM")]);
    assert_eq!(condorcet_winner(&ballots), Some(1));
    let outcome = Borda.choose(&ballots, 4, &TieBreak::Stop).unwrap();
    assert_eq!(outcome.chosen, [1, 2, 0, 3]);
}

#[test]
fn borda_may_pass_over_whom_most_put_first() {
    let ballots = groups("abc", &[(3, "abc"), (2, "bca")]);
    assert_eq!(sole(&Borda, &ballots), Some(1));
    assert_eq!(sole(&Schulze, &ballots), Some(0));
}

#[test]
fn a_third_of_the_voters_gets_a_third_of_the_seats() {
    let mut builder = Ballots::of(NAMES);
    for _ in 0..20 {
        builder = builder.approving("", ["a", "b", "c"]);
    }
    for _ in 0..10 {
        builder = builder.approving("", ["d", "e", "f"]);
    }
    let ballots = builder.build().unwrap();
    let of = |rule: &dyn VotingRule| rule.choose(&ballots, 3, &by_index(6)).unwrap();
    assert_eq!(of(&Approval).chosen, [0, 1, 2]);
    assert_eq!(Heard::of(&ballots, &[0, 1, 2]).by_number, [10, 0, 0, 20]);
    for rule in [&ProportionalApproval as &dyn VotingRule, &EqualShares, &SequentialProportional] {
        let mut chosen = of(rule).chosen;
        chosen.sort_unstable();
        assert_eq!(chosen, [0, 1, 3], "{}", rule.name());
        assert!(!of(rule).ties.is_empty());
    }
    let found = unrepresented(&ballots, &[0, 1, 2], 3, 1).unwrap().unwrap();
    assert_eq!((found.options, found.voters), (vec![3], 10));
}

#[test]
fn the_kinds_of_files() {
    let ranking =
        Ballots::from_csv(BallotKind::Ranking, b"voter;a;b;c\nv1;2;1;\nv2;1;1;2\n\n").unwrap();
    let built = Ballots::of(["a", "b", "c"])
        .ranked("v1", ["b", "a"])
        .tiers("v2", vec![vec!["a", "b"], vec!["c"]])
        .build()
        .unwrap();
    assert!(ranking == built);
    let dots =
        Ballots::from_csv(BallotKind::Dots { most: 5 }, b"\xef\xbb\xbfa,b\r\n4,1\r\n,3.0\r\n")
            .unwrap();
    let built = Ballots::of(["a", "b"]).dots("", 5, [("b", 3)]).dots("", 5, [("a", 4), ("b", 1)]);
    assert!(dots == built.build().unwrap());
    assert_eq!(sole(&Dots, &dots), None);
    assert_eq!(sole(&Borda, &dots), None);
    let approval = Ballots::from_csv(BallotKind::Approval, b"a\tb\n1\t0\n1\t\n0\t0\n").unwrap();
    assert_eq!((approval.approvals(0), approval.approvals(1), approval.len()), (2, 0, 3));
}

#[test]
fn c9_blinded_ballots_say_neither_who_nor_when() {
    let one =
        Ballots::of(["a", "b"]).approving("v1", ["a"]).approving("v2", ["b"]).build().unwrap();
    let other =
        Ballots::of(["a", "b"]).approving("v9", ["b"]).approving("v3", ["a"]).build().unwrap();
    assert!(one == other);
    assert_eq!(format!("{one:?}"), "Ballots { options: [\"a\", \"b\"], ballots: 2, .. }");
}

#[test]
fn mistakes_on_ballots() {
    let words = |kind, file: &[u8]| Ballots::from_csv(kind, file).unwrap_err().to_string();
    assert_eq!(
        words(BallotKind::Approval, b"voter,a,b\nv1,1,\nv2,2,\nv1,,1\nv4,1\n"),
        "the vote has 3 mistakes: row 3: \"2\" for \"a\"; write 1 or 0, or leave the cell empty; \
         row 4: voter \"v1\" has voted on row 2 already; keep one ballot per voter; \
         row 5 has 2 cells and the header 3; give one per column"
    );
    assert_eq!(
        words(BallotKind::Ranking, b"a,b\n0,first\n"),
        "the vote has 2 mistakes: row 2: \"0\" for \"a\"; write a place, 1 for the best, or leave the cell empty; \
         row 2: \"first\" for \"b\"; write a place, 1 for the best, or leave the cell empty"
    );
    assert_eq!(
        words(BallotKind::Dots { most: 5 }, b"a,b\n4,2\n-1,x\n"),
        "the vote has 3 mistakes: row 2 gives 6 points and a ballot has 5; \
         row 3: \"-1\" for \"a\"; write a number of points, or leave the cell empty; \
         row 3: \"x\" for \"b\"; write a number of points, or leave the cell empty"
    );
    assert_eq!(
        words(BallotKind::Approval, b""),
        "the vote has 1 mistake: the file cannot be read: it is empty; its first row must name the options"
    );
    assert!(words(BallotKind::Approval, b"a,\xff\n1,1\n").contains("the file cannot be read: "));
    assert_eq!(
        words(BallotKind::Approval, b"a,,a\n1,1,1\n"),
        "the vote has 4 mistakes: option 2 has an empty id; give every option one; \
         option \"a\" stands there twice; keep one, or votes for it are split; \
         row 2: \"\" is no option; options are \"a\", \"\", \"a\"; row 2 names \"a\" twice; keep one"
    );
    let none: [&str; 0] = [];
    assert_eq!(
        Ballots::of(none).build().unwrap_err().to_string(),
        "the vote has 1 mistake: there are no options; give at least one"
    );
    let named = Ballots::of(["a"]).approving("", ["b"]).build().unwrap_err().to_string();
    assert_eq!(named, "the vote has 1 mistake: row 1: \"b\" is no option; options are \"a\"");
}

#[test]
fn mistakes_in_what_is_asked() {
    let ballots = groups("abc", &[(3, "abc"), (2, "bca")]);
    let order = TieBreak::Order(vec![0, 0, 1]);
    for rule in rules() {
        let error = rule.choose(&ballots, 4, &order).unwrap_err().to_string();
        assert_eq!(
            error,
            "the vote has 2 mistakes: 4 are to be chosen and there are 3 options; choose 1 to 3; \
             the order for ties has 3 entries for 3 options; name each option once"
        );
        assert!(rule.choose(&ballots, 0, &TieBreak::Stop).is_err());
    }
    let mut year = YearOfShares::new(&ballots, 2).unwrap();
    year.gathering(1, &by_index(3)).unwrap();
    assert_eq!(
        year.gathering(2, &by_index(3)).unwrap_err().to_string(),
        "the vote has 1 mistake: 2 more are to be chosen in a year of 2, of which 1 are chosen; \
         plan the year for all of them"
    );
    let many = Ballots::of((0..40).map(|it| it.to_string())).approving("", ["1"]).build().unwrap();
    assert_eq!(
        ProportionalApproval.choose(&many, 20, &TieBreak::Stop).unwrap_err().to_string(),
        "the vote has 1 mistake: there are more than 200000 ways to choose 20 of 40; \
         take the sequential rule, which is named so, or fewer options"
    );
    assert!(unrepresented(&many, &[1], 20, 20).is_err());
    assert_eq!(SequentialProportional.choose(&many, 1, &TieBreak::Stop).unwrap().chosen, [1]);
}

#[test]
fn nobody_voted() {
    let ballots = Ballots::of(["a", "b"]).build().unwrap();
    for rule in rules() {
        let outcome = rule.choose(&ballots, 1, &TieBreak::Stop).unwrap();
        assert!(outcome.chosen.is_empty(), "{}", rule.name());
    }
    assert_eq!(Heard::of(&ballots, &[0]).mean, None);
    assert_eq!(unrepresented(&ballots, &[0], 1, 1).unwrap(), None);
}

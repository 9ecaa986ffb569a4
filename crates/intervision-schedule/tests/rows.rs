//! Rows of `docs/capabilities.md` to the letter: each test is the example of its row, with its numbers.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use intervision_schedule::poll::Deadline;
use intervision_schedule::roles::rotation;
use intervision_schedule::turns::{Turn, TurnList};

#[test]
fn m2_of_24_invited_21_answered_and_3_are_reminded_on_day_5() {
    let sent = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
    let day = |number: u64| sent + Days::new(number);
    let ids = |from: usize, to: usize| (from..=to).map(|n| format!("a{n:02}"));
    let mut deadline = Deadline::new(ids(1, 24), sent, day(7)).unwrap().with_reminders([5]);
    for (id, on) in ids(1, 21).zip([0, 1, 2, 3].into_iter().cycle()) {
        deadline.answered(&id, day(on)).unwrap();
    }
    assert_eq!(deadline.outstanding(), ["a22", "a23", "a24"]);
    assert!(deadline.reminders_due(day(4)).is_empty());
    assert_eq!(deadline.reminders_due(day(5)), ["a22", "a23", "a24"]);
    assert!(!deadline.is_over(day(7)) && deadline.is_over(day(8)));
}

/// Who has a turn, in order.
fn speakers(turns: &[Turn]) -> Vec<usize> {
    turns.iter().filter_map(|turn| turn.who).collect()
}

#[test]
fn m12_eight_members_in_eight_sessions_own_a_case_and_facilitate_once() {
    let season = rotation(8, 8).unwrap();
    let everyone: BTreeSet<usize> = (0..8).collect();
    assert_eq!(season.len(), 8);
    assert_eq!(season.iter().map(|it| it.case_owner).collect::<BTreeSet<_>>(), everyone);
    assert_eq!(season.iter().map(|it| it.facilitator).collect::<BTreeSet<_>>(), everyone);
    assert!(season.iter().all(|it| it.case_owner != it.facilitator));
}

#[test]
fn m13_twenty_four_turns_of_five_minutes_and_two_breaks_of_twenty_each_once() {
    let turns = TurnList::new(24, 5).with_breaks(2, 20).turns().unwrap();
    assert_eq!(speakers(&turns), (0..24).collect::<Vec<_>>());
    let breaks: Vec<u32> =
        turns.iter().filter(|turn| turn.who.is_none()).map(|turn| turn.to - turn.from).collect();
    assert_eq!(breaks, [20, 20]);
    // 2 h 40, without a gap.
    assert_eq!((turns.first().unwrap().from, turns.last().unwrap().to), (0, 160));
    assert!(turns.windows(2).all(|two| two[0].to == two[1].from));
}

#[test]
fn r5_four_teams_share_ninety_minutes_in_slots_of_22_none_twice() {
    let turns = TurnList::sharing(4, 90).unwrap().turns().unwrap();
    assert_eq!(turns.iter().map(|turn| turn.to - turn.from).collect::<Vec<_>>(), [22; 4]);
    assert_eq!(speakers(&turns), [0, 1, 2, 3]);
    assert!(turns.last().unwrap().to <= 90);
}

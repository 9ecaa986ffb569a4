use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use intervision_core::Span;
use proptest::prelude::*;

use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn weekdays(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[test]
fn sessions_take_slots_of_one_day_and_skip_the_break() {
    let grid = Grid::half_days(day(1, 11), day(1, 12), &weekdays).unwrap();
    assert_eq!(grid.slots_for(0, 240), Some(1));
    assert_eq!(grid.slots_for(0, 480), Some(2));
    assert_eq!(grid.slots_for(1, 480), None);
    let end = |slot, minutes| grid.place(slot, minutes).map(|span| span.end().time());
    assert_eq!(end(0, 90), Some(time(10, 0)));
    assert_eq!(end(0, 300), Some(time(14, 0)));
    assert_eq!(grid.longest(), 480);
    assert_eq!(grid.place(9, 60), None);
}

#[test]
fn an_empty_season() {
    let error = Grid::half_days(day(1, 16), day(1, 17), &weekdays).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the season from 2027-01-16 to 2027-01-17 has no open day; widen it or take away days off"
    );
    assert_eq!(
        Grid::from_slots(Vec::new()).unwrap_err().to_string(),
        "the list of slots is empty; a season needs at least one"
    );
}

#[test]
fn a_season_that_ends_before_it_begins() {
    let error = Grid::half_days(day(2, 1), day(1, 1), &weekdays).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the season ends on 2027-01-01, before it begins on 2027-02-01; swap the two days"
    );
}

#[test]
fn a_day_too_short_for_a_slot() {
    let grid =
        |grain| Grid::minutes(day(1, 11), day(1, 11), &weekdays, time(9, 0), time(9, 20), grain);
    assert_eq!(
        grid(30).unwrap_err().to_string(),
        "a day from 09:00:00 to 09:20:00 holds no slot of 30 minutes; lengthen the day or shorten the slot (at least 1 minute)"
    );
    assert!(matches!(grid(0), Err(GridError::EmptyDay { .. })));
}

#[test]
fn slots_in_order_and_within_a_day() {
    let at = |d, hour| day(1, d).and_time(time(hour, 0));
    let slot = |from, to| Span::new(from, to).unwrap();
    let overlap = vec![slot(at(11, 9), at(11, 12)), slot(at(11, 11), at(11, 13))];
    assert_eq!(
        Grid::from_slots(overlap).unwrap_err().to_string(),
        "the slot from 2027-01-11 11:00:00 begins before the slot before it ends, at 2027-01-11 12:00:00; list slots in order and apart"
    );
    let night = vec![slot(at(11, 22), at(12, 2))];
    assert_eq!(
        Grid::from_slots(night).unwrap_err().to_string(),
        "the slot that begins at 2027-01-11 22:00:00 ends on another day; a slot lies within one day"
    );
}

proptest! {
    #[test]
    fn slots_are_in_order_and_their_days_known(
        first in 0_u64..300,
        length in 1_u64..60,
        grain in 5_u32..240,
    ) {
        let first = day(1, 1) + chrono::Days::new(first);
        let last = first + chrono::Days::new(length);
        if let Ok(grid) = Grid::minutes(first, last, &weekdays, time(9, 0), time(17, 0), grain) {
            prop_assert!(grid.slots().windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            for (slot, span) in grid.slots().iter().enumerate() {
                prop_assert_eq!(grid.days()[grid.day_of(slot).unwrap()], span.date());
                prop_assert!(weekdays(span.date()));
                prop_assert_eq!(span.minutes(), i64::from(grain));
            }
        }
    }
}

//! Days off, worked out without the scheduler: dates typed from their sources, and rules short enough to read.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Public holidays of 2027 on which nobody meets: rijksoverheid.nl, "Officiële feestdagen"; Good Friday and 5 May by the
/// programmes' own policy. Those that fall on a Saturday or Sunday anyway are left out.
const PUBLIC_HOLIDAYS: [&str; 7] = [
    "2027-01-01", // New Year's Day
    "2027-03-26", // Good Friday
    "2027-03-29", // Easter Monday
    "2027-04-27", // King's Day
    "2027-05-05", // Liberation Day
    "2027-05-06", // Ascension Day
    "2027-05-17", // Whit Monday
];

/// School holidays of region Zuid within the seasons, first and last day: rijksoverheid.nl, "Overzicht schoolvakanties per
/// schooljaar".
const SCHOOL_HOLIDAYS: [(&str, &str); 4] = [
    ("2027-02-13", "2027-02-21"), // spring
    ("2027-04-24", "2027-05-02"), // May
    ("2027-07-24", "2027-09-05"), // summer
    ("2027-10-23", "2027-10-31"), // autumn
];

/// Why nobody meets on a day, if so.
pub fn day_off(date: NaiveDate) -> Option<&'static str> {
    let school = |(first, last): &(&str, &str)| day(first) <= date && date <= day(last);
    if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        Some("weekend")
    } else if PUBLIC_HOLIDAYS.iter().any(|holiday| day(holiday) == date) {
        Some("public holiday")
    } else if SCHOOL_HOLIDAYS.iter().any(school) {
        Some("school holiday")
    } else {
        None
    }
}

/// Whether a standing absence such as `wed` or `fri-pm` takes a moment of this stretch of one day.
pub fn standing_absence(absence: &str, start: NaiveDateTime, end: NaiveDateTime) -> bool {
    let (weekday, part) = absence.split_once('-').unwrap_or((absence, ""));
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = start.weekday().num_days_from_monday() as usize;
    assert!(names.contains(&weekday) && ["", "am", "pm"].contains(&part), "{absence}");
    let noon = NaiveTime::from_hms_opt(12, 30, 0).unwrap();
    names[number] == weekday
        && match part {
            "am" => start.time() < noon,
            "pm" => end.time() > noon,
            _ => true,
        }
}

/// Amsterdam's local time of a moment in UTC: one hour ahead, two from the last Sunday of March, 01:00 UTC, to the last
/// Sunday of October, 01:00 UTC (Directive 2000/84/EC).
pub fn amsterdam(utc: NaiveDateTime) -> NaiveDateTime {
    let turn = |month| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31).unwrap();
        let sunday = last - TimeDelta::days(i64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0).unwrap()
    };
    let summer = turn(3) <= utc && utc < turn(10);
    utc + TimeDelta::hours(if summer { 2 } else { 1 })
}

/// The Monday of a week.
pub fn monday(date: NaiveDate) -> NaiveDate {
    date - TimeDelta::days(i64::from(date.weekday().num_days_from_monday()))
}

#[test]
fn clocks_turn_on_the_last_sundays() {
    let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
    assert_eq!(amsterdam(at("2027-03-28T00:59:00")), at("2027-03-28T01:59:00"));
    assert_eq!(amsterdam(at("2027-03-28T01:00:00")), at("2027-03-28T03:00:00"));
    assert_eq!(amsterdam(at("2027-10-31T00:59:00")), at("2027-10-31T02:59:00"));
    assert_eq!(amsterdam(at("2027-10-31T01:00:00")), at("2027-10-31T02:00:00"));
}

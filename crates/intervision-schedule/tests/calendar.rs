//! Holidays, school holidays, standing absences and what they add up to for one party.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use intervision_core::{Availability, Party, Presence, Span, contract};
use intervision_schedule::calendar::{
    Calendars, DayOff, DaysOff, Holiday, HolidayPolicy, Language, WorkingTime, WorkingTimes,
    public_holidays,
};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to)).unwrap()
}

fn reason(calendar: &dyn Availability, party: Party, span: Span) -> String {
    match calendar.presence(party, span) {
        Presence::Busy { reason } => reason.into_owned(),
        Presence::Free { welcome } => format!("free {welcome}"),
    }
}

#[test]
fn the_holidays_of_2027_in_dutch() {
    let found: Vec<_> = public_holidays(2027)
        .into_iter()
        .map(|(day, holiday)| format!("{} {}", day.format("%m-%d"), holiday.name(Language::Nl)))
        .collect();
    let expected = [
        "01-01 Nieuwjaarsdag",
        "03-26 Goede Vrijdag",
        "03-28 Eerste Paasdag",
        "03-29 Tweede Paasdag",
        "04-27 Koningsdag",
        "05-05 Bevrijdingsdag",
        "05-06 Hemelvaartsdag",
        "05-16 Eerste Pinksterdag",
        "05-17 Tweede Pinksterdag",
        "12-25 Eerste Kerstdag",
        "12-26 Tweede Kerstdag",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_days_that_move_agree_with_two_independent_lists() {
    // PyPI holidays 0.109 (public and optional) and npm date-holidays 3.37.0 (which leaves Good Friday and Liberation
    // Day out of the public ones): Good Friday, Easter, Easter Monday, King's Day, Ascension Day, Whit Sunday and Monday.
    let table = [
        (2024, "03-29 03-31 04-01 04-27 05-09 05-19 05-20"),
        (2025, "04-18 04-20 04-21 04-26 05-29 06-08 06-09"),
        (2026, "04-03 04-05 04-06 04-27 05-14 05-24 05-25"),
        (2027, "03-26 03-28 03-29 04-27 05-06 05-16 05-17"),
        (2028, "04-14 04-16 04-17 04-27 05-25 06-04 06-05"),
        (2029, "03-30 04-01 04-02 04-27 05-10 05-20 05-21"),
        (2030, "04-19 04-21 04-22 04-27 05-30 06-09 06-10"),
        (2031, "04-11 04-13 04-14 04-26 05-22 06-01 06-02"),
        (2032, "03-26 03-28 03-29 04-27 05-06 05-16 05-17"),
        (2033, "04-15 04-17 04-18 04-27 05-26 06-05 06-06"),
        (2034, "04-07 04-09 04-10 04-27 05-18 05-28 05-29"),
        (2035, "03-23 03-25 03-26 04-27 05-03 05-13 05-14"),
    ];
    let moving = [
        Holiday::GoodFriday,
        Holiday::EasterSunday,
        Holiday::EasterMonday,
        Holiday::KingsDay,
        Holiday::Ascension,
        Holiday::WhitSunday,
        Holiday::WhitMonday,
    ];
    for (year, days) in table {
        let found = moving.map(|holiday| holiday.on(year).unwrap().format("%m-%d").to_string());
        assert_eq!(found.join(" "), days, "{year}");
    }
}

/// Writes the list that `.ci/holidays-gate/run` compares with two others, into the build's own folder for tests.
#[test]
fn list_for_other_lists() {
    let policy = HolidayPolicy::default();
    let line = |(day, holiday): (NaiveDate, Holiday)| {
        let off = if policy.is_day_off(holiday, day.year()) { "off" } else { "works" };
        format!("{day} {off} {}\n", holiday.name(Language::Nl))
    };
    let list: String = (2024..=2035).flat_map(public_holidays).map(line).collect();
    assert_eq!(list.lines().count(), 12 * Holiday::ALL.len());
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/holidays.txt"), list).unwrap();
}

#[test]
fn kings_day_moves_to_saturday() {
    for (year, date) in [(2025, "2025-04-26"), (2031, "2031-04-26"), (2026, "2026-04-27")] {
        assert_eq!(Holiday::KingsDay.on(year), Some(day(date)));
    }
}

#[test]
fn two_holidays_may_share_a_day() {
    // Ascension Day fell on Liberation Day.
    let shared = public_holidays(2016).into_iter().filter(|(date, _)| *date == day("2016-05-05"));
    assert_eq!(shared.count(), 2);
}

#[test]
fn the_policy_says_what_is_a_day_off() {
    let policy = HolidayPolicy::default();
    assert!(policy.is_day_off(Holiday::LiberationDay, 2025));
    assert!(!policy.is_day_off(Holiday::LiberationDay, 2027));
    assert!(!policy.is_day_off(Holiday::GoodFriday, 2027));
    let generous = policy.with(Holiday::GoodFriday, DayOff::Always);
    assert!(generous.is_day_off(Holiday::GoodFriday, 2027));
    assert!(!generous.is_day_off(Holiday::LiberationDay, 2027));
}

#[test]
fn days_off_give_the_more_telling_reason() {
    let days = DaysOff::between(day("2027-03-26"), day("2027-05-01"))
        .unwrap()
        .in_language(Language::Nl)
        .with_weekends()
        .with_holidays(&HolidayPolicy::default())
        .with_day(day("2027-04-26"), "bridge day");
    assert_eq!(days.reason(day("2027-03-27")), Some("weekend"));
    assert_eq!(days.reason(day("2027-03-28")), Some("Eerste Paasdag is een feestdag"));
    assert_eq!(days.public_holidays().nth(1), Some((day("2027-03-29"), "Tweede Paasdag")));
    assert_eq!(days.reason(day("2027-04-26")), Some("bridge day"));
    assert_eq!(days.reason(day("2027-03-26")), None, "Good Friday is worked by default");
    assert_eq!(days.working_days().count(), 23);
    assert_eq!(days.days_off().next(), Some((day("2027-03-27"), "weekend")));
}

#[test]
fn seasons_have_a_beginning_and_an_end() {
    let backwards = DaysOff::between(day("2027-02-01"), day("2027-01-31")).unwrap_err();
    assert_eq!(
        backwards.to_string(),
        "the season runs from 2027-02-01 to 2027-01-31; the last day must not come before the first"
    );
    let long = DaysOff::between(NaiveDate::MIN, NaiveDate::MAX).unwrap_err().to_string();
    assert!(long.ends_with("; a season has at most 3660"), "{long}");
}

#[test]
fn days_one_would_rather_avoid_weigh_on_every_span_that_touches_them() {
    let days = DaysOff::between(day("2027-02-01"), day("2027-02-28"))
        .unwrap()
        .with_rather_not(day("2027-02-13"), day("2027-02-21"), -0.5)
        .with_rather_not(day("2027-02-20"), day("2027-03-09"), -7.0)
        .with_rather_not(day("2027-02-01"), day("2027-02-02"), f64::NAN);
    let welcome = |from, to| reason(&days, Party::Member(0), span(from, to));
    assert_eq!(welcome("2027-02-12 13:00", "2027-02-13 00:00"), "free 0");
    assert_eq!(welcome("2027-02-12 13:00", "2027-02-13 01:00"), "free -0.5");
    assert_eq!(welcome("2027-02-22 09:00", "2027-02-22 10:00"), "free -1");
    assert_eq!(welcome("2027-02-01 09:00", "2027-02-01 10:00"), "free 0");
}

#[test]
fn half_days_off_leave_the_other_half() {
    let working: WorkingTime = "fri-pm mon-am wed".parse().unwrap();
    assert_eq!(working.to_string(), "mon-am wed fri-pm");
    let noon = NaiveTime::from_hms_opt(12, 30, 0).unwrap();
    let off = |from, to| working.absence_in(span(from, to), noon).map(|absence| absence.reason());
    let monday = Some("Monday morning is a standing half-day off".to_owned());
    assert_eq!(off("2027-03-08 08:30", "2027-03-08 12:30"), monday);
    assert_eq!(off("2027-03-08 13:00", "2027-03-08 17:00"), None);
    assert_eq!(off("2027-03-08 08:30", "2027-03-08 17:00"), monday);
    assert_eq!(off("2027-03-12 08:30", "2027-03-12 12:30"), None);
    assert_eq!(
        off("2027-03-12 08:30", "2027-03-12 12:31").unwrap(),
        "Friday afternoon is a standing half-day off"
    );
    assert_eq!(off("2027-03-09 00:00", "2027-03-10 00:00"), None);
    assert!(off("2027-03-09 00:00", "2027-03-10 00:01").is_some());
}

#[test]
fn tables_of_every_make_work() {
    for table in [
        &b"id,off\nm1,wed\nm2,mon-am fri-pm\n"[..],
        b"\xEF\xBB\xBFid;off\r\nm1;wed\r\n\r\nm2;mon-am fri-pm\r\n",
        b"off\tid\nwed\tm1\nmon-am fri-pm\tm2",
        b"\"id\",\"note, if any\",\"off\"\nm1,\"a \"\"b\"\"\",WED\nm2,,\"mon-am fri-pm\"\n",
    ] {
        let times = WorkingTimes::from_csv(table).unwrap();
        let found: Vec<_> = times.iter().map(|(id, working)| format!("{id}: {working}")).collect();
        assert_eq!(found, ["m1: wed", "m2: mon-am fri-pm"]);
    }
}

#[test]
fn broken_tables_say_where() {
    let cases: [(&[u8], &str); 7] = [
        (
            b"id,off\nm1,wed\nm2,woe\n",
            "row 3, column \"off\": \"woe\" is not an absence; write a weekday (mon, tue, wed, thu, fri, sat, sun), with -am or -pm for half a day, separated by spaces: \"wed fri-pm\"",
        ),
        (
            b"id,of\n",
            "row 1: there is no column \"off\"; the header must be \"id,off\", found \"id,of\"",
        ),
        (b"", "row 1: there is no column \"id\"; the header must be \"id,off\", found \"\""),
        (b"id,off\nm1\n", "row 2 has 1 cells, the header has 2"),
        (
            b"id,off\n,wed\n",
            "row 2, column \"id\" is empty; every row needs the id of a member or resource",
        ),
        (
            b"id,off\nm1,wed\n\nm1,fri\n",
            "row 4, column \"id\": \"m1\" stands on row 2 already; put all absences on one row",
        ),
        (
            b"id,off\nm1,w\xE9d\n",
            "row 2: the table is not UTF-8 (byte 11 of the file); save it as \"CSV UTF-8\" and try again",
        ),
    ];
    for (table, expected) in cases {
        assert_eq!(WorkingTimes::from_csv(table).unwrap_err().to_string(), expected);
    }
}

fn calendars() -> Calendars {
    let times = WorkingTimes::from_csv(b"id,off\nm1,wed\nboth,fri-pm\n").unwrap();
    let days = DaysOff::between(day("2027-03-01"), day("2027-05-31"))
        .unwrap()
        .with_weekends()
        .with_holidays(&HolidayPolicy::default());
    Calendars::new(["m1", "both"], ["room", "both"])
        .with_days_off(days)
        .with_working_times(&times)
        .unwrap()
        .with_busy("m1", &[span("2027-03-09 13:00", "2027-03-09 15:00")].into_iter().collect())
        .unwrap()
        .with_busy("room", &[span("2027-03-15 00:00", "2027-03-19 12:00")].into_iter().collect())
        .unwrap()
}

#[test]
fn reasons_are_readable_and_tell_nothing_private() {
    let calendars = calendars();
    let ask = |party, from, to| reason(&calendars, party, span(from, to));
    let m1 = Party::Member(0);
    assert_eq!(ask(m1, "2027-03-10 13:00", "2027-03-10 17:00"), "Wednesday is a standing day off");
    assert_eq!(ask(m1, "2027-03-09 13:00", "2027-03-09 17:00"), "busy until 15:00");
    assert_eq!(
        ask(m1, "2027-03-29 13:00", "2027-03-29 17:00"),
        "Easter Monday is a public holiday"
    );
    assert_eq!(ask(m1, "2027-03-09 08:30", "2027-03-09 12:30"), "free 0");
    let room = Party::Resource(0);
    assert_eq!(ask(room, "2027-03-16 08:30", "2027-03-16 12:30"), "busy until 2027-03-19 12:00");
    for both in [Party::Member(1), Party::Resource(1)] {
        let found = ask(both, "2027-03-12 13:00", "2027-03-12 17:00");
        assert_eq!(found, "Friday afternoon is a standing half-day off");
    }
    assert_eq!(ask(Party::Member(99), "2027-03-10 13:00", "2027-03-10 17:00"), "free 0");
}

#[test]
fn strangers_are_refused() {
    let times = WorkingTimes::from_csv(b"id,off\nm9,wed\n").unwrap();
    let unknown = Calendars::new(["m1"], ["room"]).with_working_times(&times).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "row 2, column \"id\": \"m9\" is neither a member nor a resource of this programme; correct the id or leave it out"
    );
    let unknown = Calendars::new(["m1"], ["room"]).with_busy("x", &Vec::new().into()).unwrap_err();
    assert!(unknown.to_string().starts_with("\"x\" is neither a member nor a resource"));
}

#[test]
fn the_laws_of_availability_hold() {
    let spans: Vec<_> = (0..60)
        .flat_map(|n| {
            let date = day("2027-03-01") + chrono::TimeDelta::days(n);
            [(8, 12), (13, 17), (8, 17)].map(|(from, to)| {
                Span::new(
                    date.and_hms_opt(from, 30, 0).unwrap(),
                    date.and_hms_opt(to, 0, 0).unwrap(),
                )
                .unwrap()
            })
        })
        .collect();
    let parties = [Party::Member(0), Party::Member(1), Party::Resource(0), Party::Resource(1)];
    contract::availability(&calendars(), &parties, &spans).unwrap();
}

proptest! {
    #[test]
    fn no_year_panics_and_holidays_keep_their_distances(year in any::<i32>()) {
        let days = public_holidays(year);
        prop_assert!(days.is_sorted());
        let on = |holiday: Holiday| holiday.on(year);
        if let (Some(easter), Some(ascension)) = (on(Holiday::EasterSunday), on(Holiday::Ascension)) {
            prop_assert_eq!((ascension - easter).num_days(), 39);
            prop_assert_eq!(ascension.weekday(), Weekday::Thu);
        }
        if let Some(kings_day) = on(Holiday::KingsDay) {
            prop_assert_ne!(kings_day.weekday(), Weekday::Sun);
            prop_assert_eq!(kings_day.year(), year);
        }
    }

    #[test]
    fn absences_are_read_as_they_are_written(
        words in proptest::collection::btree_set("(mon|tue|wed|thu|fri|sat|sun)(-am|-pm)?", 0..8),
    ) {
        let text = words.into_iter().collect::<Vec<_>>().join(" ");
        let working: WorkingTime = text.parse().unwrap();
        prop_assert_eq!(working.to_string().parse::<WorkingTime>().unwrap(), working);
    }

    #[test]
    fn no_table_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let _ = WorkingTimes::from_csv(&bytes);
        let _ = WorkingTimes::from_csv(&[b"id,off\n", bytes.as_slice()].concat());
    }
}

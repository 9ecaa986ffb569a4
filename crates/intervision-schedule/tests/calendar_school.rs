//! The school holidays that ship, and files of one's own.

#![cfg(feature = "serde")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{Datelike, NaiveDate, Weekday};
use intervision_schedule::calendar::{
    DaysOff, Language, Region, SchoolHolidayStatus, SchoolHolidays,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_shipped_file_covers_four_school_years_of_every_region() {
    let holidays = SchoolHolidays::shipped().unwrap();
    for region in Region::ALL {
        let list: Vec<_> = holidays.in_region(region).collect();
        assert_eq!(list.len(), 20, "five holidays in each of four years, {region}");
        for holiday in list {
            let days = (holiday.last() - holiday.first()).num_days() + 1;
            let weeks = match holiday.name() {
                "summer holiday" => 6,
                "Christmas holiday" => 2,
                _ => 1,
            };
            // From the Saturday before to the Sunday after.
            assert_eq!(days, 7 * weeks + 2, "{holiday:?}");
            assert_eq!(holiday.first().weekday(), Weekday::Sat, "{holiday:?}");
            assert!(holiday.name_in(Language::Nl).ends_with("vakantie"), "{holiday:?}");
            assert_eq!(holiday.name_in(Language::En), holiday.name());
            let advisory = matches!(holiday.name(), "autumn holiday" | "spring holiday");
            assert_eq!(holiday.status() == SchoolHolidayStatus::Advisory, advisory, "{holiday:?}");
        }
    }
    assert_eq!(holidays.known_until(Region::Zuid), Some(day("2028-09-03")));
    assert!(holidays.source().contains("rijksoverheid.nl"));
}

#[test]
fn summers_are_spread_and_rotate() {
    // The ministry rotates which region begins; in 2027 the south is last.
    let holidays = SchoolHolidays::shipped().unwrap();
    let first = |region, text| {
        let holiday = holidays.on(day(text), region).unwrap();
        holiday.first().to_string()
    };
    assert_eq!(first(Region::Noord, "2027-08-01"), "2027-07-10");
    assert_eq!(first(Region::Midden, "2027-08-01"), "2027-07-17");
    assert_eq!(first(Region::Zuid, "2027-08-01"), "2027-07-24");
    assert!(holidays.on(day("2027-07-23"), Region::Zuid).is_none());
    assert!(holidays.on(day("2027-09-05"), Region::Zuid).is_some());
}

#[test]
fn school_holidays_are_unwelcome_or_off() {
    let holidays = SchoolHolidays::shipped().unwrap();
    let season = || DaysOff::between(day("2027-02-01"), day("2027-02-28")).unwrap();
    let unwelcome = season().with_school_holidays(&holidays, Region::Zuid, -0.5);
    assert!((unwelcome.welcome(day("2027-02-15")) + 0.5).abs() < 1e-12);
    assert!(!unwelcome.is_off(day("2027-02-15")));
    let off = season().with_school_holidays_off(&holidays, Region::Zuid);
    assert_eq!(off.days_off().count(), 9);
    assert_eq!(off.reason(day("2027-02-15")), Some("spring holiday of schools in region Zuid"));
}

#[test]
fn broken_files_say_what_is_wrong() {
    let file =
        |rest: &str| format!("version = 1\nsource = \"own\"\nretrieved = 2027-01-04\n{rest}");
    let error = |text: &str| SchoolHolidays::from_toml(text).unwrap_err().to_string();
    let entry = |dates: &str| {
        file(&format!("[[holidays]]\nname = \"May holiday\"\nstatus = \"fixed\"\n{dates}"))
    };

    assert_eq!(
        error("version = 2\nsource = \"own\"\nretrieved = 2027-01-04\n"),
        "the school holidays are of version 2; this reader knows version 1"
    );
    assert_eq!(
        error(&entry("zuid = { first = 2027-05-02, last = 2027-04-24 }")),
        "May holiday in region Zuid runs from 2027-05-02 to 2027-04-24; the last day must not come before the first"
    );
    let twice = "[[holidays]]\nname = \"extra week\"\nstatus = \"advisory\"\nzuid = { first = 2027-05-02, last = 2027-05-09 }";
    assert_eq!(
        error(&format!("{}\n{twice}", entry("zuid = { first = 2027-04-24, last = 2027-05-02 }"))),
        "Zuid: May holiday (2027-04-24 to 2027-05-02) and extra week (2027-05-02 to 2027-05-09) overlap; correct one of them"
    );
    assert_eq!(
        error(&entry("zuid = { first = 2027-04-24T10:00:00, last = 2027-05-02 }")),
        "the school holidays cannot be read: 2027-04-24T10:00:00 is not a day; write it as 2027-02-20"
    );
    let unknown = error(&entry("oost = { first = 2027-04-24, last = 2027-05-02 }"));
    assert!(unknown.contains("line 7") && unknown.contains("oost"), "{unknown}");
}

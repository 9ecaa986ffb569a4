//! Reading busy times: each rule of the standard that planners meet, with its own worked example.

#![cfg(feature = "ical")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{NaiveDate, NaiveDateTime};
use intervision_core::Span;
use intervision_schedule::ical::{IcalError, Import, Limits, Tz};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn season() -> Span {
    Span::new(at("2027-01-11 00:00"), at("2027-10-16 00:00")).unwrap()
}

fn import() -> Import {
    Import::new(Tz::Europe__Amsterdam, season())
}

/// A file with these lines in one event.
fn event(lines: &str) -> String {
    file(&format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT"))
}

fn file(components: &str) -> String {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{components}\nEND:VCALENDAR\n");
    text.replace('\n', "\r\n")
}

/// The busy spans as `2027-03-09 09:00/10:30`, the day left out of the end where it is the same.
fn busy(file: &str) -> Vec<String> {
    let busy = import().busy(file.as_bytes()).unwrap();
    let show = |span: &Span| {
        let end = if span.end().date() == span.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        format!("{}/{}", span.start().format("%Y-%m-%d %H:%M"), span.end().format(end))
    };
    busy.spans().iter().map(show).collect()
}

fn error(file: &str) -> String {
    import().busy(file.as_bytes()).unwrap_err().to_string()
}

#[test]
fn zones_come_into_local_time() {
    let cases = [
        ("DTSTART:20270309T080000Z\nDTEND:20270309T093000Z", "2027-03-09 09:00/10:30"),
        ("DTSTART:20270601T080000Z\nDTEND:20270601T093000Z", "2027-06-01 10:00/11:30"),
        ("DTSTART;TZID=America/New_York:20270309T090000\nDURATION:PT1H", "2027-03-09 15:00/16:00"),
        (
            "DTSTART;TZID=\"/example.org/2010/Europe/London\":20270309T090000\nDURATION:PT1H",
            "2027-03-09 10:00/11:00",
        ),
        ("DTSTART:20270309T090000\nDURATION:PT1H", "2027-03-09 09:00/10:00"),
    ];
    for (lines, expected) in cases {
        assert_eq!(busy(&event(lines)), [expected], "{lines}");
    }
}

#[test]
fn whole_days_have_an_exclusive_end_and_one_day_by_default() {
    let day = "2027-03-09 00:00/2027-03-10 00:00";
    for lines in [
        "DTSTART;VALUE=DATE:20270309",
        "DTSTART;VALUE=DATE:20270309\nDTEND;VALUE=DATE:20270310",
        "DTSTART;VALUE=DATE:20270309\nDTEND;VALUE=DATE:20270309",
        "DTSTART;VALUE=DATE:20270309\nDURATION:P1D",
    ] {
        assert_eq!(busy(&event(lines)), [day], "{lines}");
    }
    let lines = "DTSTART;VALUE=DATE:20270327\nDTEND;VALUE=DATE:20270330";
    assert_eq!(busy(&event(lines)), ["2027-03-27 00:00/2027-03-30 00:00"]);
}

#[test]
fn what_takes_no_time_is_not_busy() {
    for lines in [
        "DTSTART:20270309T080000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT",
        "DTSTART:20270309T080000Z\nDURATION:PT1H\nSTATUS:CANCELLED",
        "STATUS:CANCELLED",
        "DTSTART:20270309T080000Z",
        "DTSTART:20260309T080000Z\nDURATION:PT1H",
        "DTSTART:20280309T080000Z\nDURATION:PT1H",
    ] {
        assert!(busy(&event(lines)).is_empty(), "{lines}");
    }
    let cancel =
        file("METHOD:CANCEL\nBEGIN:VEVENT\nDTSTART:20270309T080000Z\nDURATION:PT1H\nEND:VEVENT");
    assert!(busy(&cancel).is_empty());
}

#[test]
fn tentative_is_busy_and_alarms_say_nothing() {
    let lines = "DTSTART:20270309T080000Z\nSTATUS:TENTATIVE\nDURATION:PT1H\n\
        BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5H\nEND:VALARM";
    assert_eq!(busy(&event(lines)), ["2027-03-09 09:00/10:00"]);
}

#[test]
fn weekly_meetings_keep_their_hour_when_the_clock_changes() {
    let lines = "DTSTART;TZID=Europe/Amsterdam:20150316T090000\nDURATION:PT1H\n\
        RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270405T070000Z";
    let found = busy(&event(lines));
    assert_eq!(found.len(), 13);
    assert_eq!(found.last().unwrap(), "2027-04-05 09:00/10:00");
    assert_eq!(found[10], "2027-03-22 09:00/10:00");
}

#[test]
fn every_other_week_keeps_its_rhythm_over_the_years() {
    let lines = "DTSTART;TZID=Europe/Amsterdam:20200106T090000\nDURATION:PT1H\n\
        RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO;UNTIL=20270208";
    // 6 January 2020 and 18 January 2027 lie 367 weeks apart, an odd number: the rhythm falls on the 11th and 25th.
    assert_eq!(
        busy(&event(lines)),
        [
            "2027-01-11 09:00/10:00",
            "2027-01-13 09:00/10:00",
            "2027-01-25 09:00/10:00",
            "2027-01-27 09:00/10:00",
            "2027-02-08 09:00/10:00",
        ]
    );
}

#[test]
fn a_count_is_counted_from_the_start() {
    let lines =
        "DTSTART;TZID=Europe/Amsterdam:20270104T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=9";
    assert_eq!(busy(&event(lines)), ["2027-01-11 09:00/10:00", "2027-01-12 09:00/10:00"]);
}

#[test]
fn monthly_rules_and_extra_dates() {
    let lines = "DTSTART;TZID=Europe/Amsterdam:20270126T090000\nDURATION:PT1H\n\
        RRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=3\nRDATE;TZID=Europe/Amsterdam:20270201T100000\n\
        RDATE;VALUE=PERIOD:20270202T080000Z/PT30M";
    assert_eq!(
        busy(&event(lines)),
        [
            "2027-01-26 09:00/10:00",
            "2027-02-01 10:00/11:00",
            "2027-02-02 09:00/09:30",
            "2027-02-23 09:00/10:00",
            "2027-03-30 09:00/10:00",
        ]
    );
}

#[test]
fn exceptions_take_occurrences_out_in_whatever_clock() {
    let lines = "DTSTART;TZID=Europe/Amsterdam:20270208T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\n\
        EXDATE;TZID=Europe/Amsterdam:20270209T090000,20270208T090000\nEXDATE:20270211T080000Z\n\
        EXDATE;VALUE=DATE:20270212";
    assert_eq!(busy(&event(lines)), ["2027-02-10 09:00/10:00"]);
}

#[test]
fn moved_and_cancelled_occurrences_replace_theirs() {
    let text = file(
        "BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Europe/Amsterdam:20270208T090000\nDURATION:PT1H\n\
         RRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20270209T090000\n\
         DTSTART;TZID=Europe/Amsterdam:20270209T140000\nDURATION:PT2H\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20270210T080000Z\nSTATUS:CANCELLED\nEND:VEVENT",
    );
    assert_eq!(busy(&text), ["2027-02-08 09:00/10:00", "2027-02-09 14:00/16:00"]);
}

#[test]
fn the_highest_sequence_counts() {
    let text = file(
        "BEGIN:VEVENT\nUID:a\nSEQUENCE:0\nDTSTART:20270208T080000Z\nDURATION:PT1H\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nSEQUENCE:2\nDTSTART:20270209T080000Z\nDURATION:PT1H\nEND:VEVENT",
    );
    assert_eq!(busy(&text), ["2027-02-09 09:00/10:00"]);
}

#[test]
fn free_busy_answers_are_read() {
    let text = file(
        "BEGIN:VFREEBUSY\nFREEBUSY:20270209T080000Z/20270209T100000Z,20270210T080000Z/PT1H\n\
         FREEBUSY;FBTYPE=FREE:20270211T080000Z/PT1H\nEND:VFREEBUSY",
    );
    assert_eq!(busy(&text), ["2027-02-09 09:00/11:00", "2027-02-10 09:00/10:00"]);
}

#[test]
fn a_zone_that_the_file_describes_is_understood() {
    let text = file(
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\n\
         BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
         RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
         BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
         RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n\
         BEGIN:VEVENT\nUID:1\nDTSTART;TZID=W. Europe Standard Time:20270326T090000\n\
         DTEND;TZID=W. Europe Standard Time:20270326T100000\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT",
    );
    assert_eq!(
        busy(&text),
        [
            "2027-03-26 09:00/10:00",
            "2027-03-27 09:00/10:00",
            "2027-03-28 09:00/10:00",
            "2027-03-29 09:00/10:00",
        ]
    );
}

#[test]
fn an_hour_across_the_clock_change_covers_all_that_the_clock_shows() {
    let lines = "DTSTART:20271031T003000Z\nDTEND:20271031T011000Z";
    let season = Span::new(at("2027-10-01 00:00"), at("2027-12-01 00:00")).unwrap();
    let import = Import::new(Tz::Europe__Amsterdam, season);
    let busy = import.busy(event(lines).as_bytes()).unwrap();
    let span = busy.spans()[0];
    assert!(
        span.start() <= at("2027-10-31 02:00") && at("2027-10-31 03:00") <= span.end(),
        "{span:?}"
    );
}

#[test]
fn several_calendars_and_an_ordinary_stream_of_lines_work() {
    let one = event("DTSTART:20270209T080000Z\nDURATION:PT1H").replace("\r\n", "\n");
    let two = event("DTSTART:20270210T080000Z\nDURATION:PT1H");
    assert_eq!(busy(&format!("\u{feff}{one}\n{two}")).len(), 2);
}

#[test]
fn broken_files_say_where() {
    let cases: &[(String, &str)] = &[
        (String::new(), "line 1: expected BEGIN:VCALENDAR, found \"\"; is this an iCalendar file?"),
        (
            "name,date\n".into(),
            "line 1: expected BEGIN:VCALENDAR, found \"name,date\"; is this an iCalendar file?",
        ),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n".into(),
            "line 2: BEGIN:VEVENT is never ended; the file is cut off, export it again",
        ),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n".into(),
            "line 3: END:VCALENDAR does not close BEGIN:VEVENT of line 2",
        ),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VEVENT\n".into(),
            "line 3: END:VEVENT does not close anything",
        ),
        (
            event("what is this"),
            "line 5: \"what is this\" is not a property; a line reads NAME:value or NAME;PARAMETER=...:value",
        ),
        (event("DURATION:PT1H"), "line 3: the event has no DTSTART"),
        (
            event("DTSTART:tomorrow"),
            "line 5, DTSTART: \"tomorrow\" is not a date or time; write 20270309, 20270309T083000 or 20270309T073000Z",
        ),
        (
            event("DTSTART:99990101T000000Z"),
            "line 5, DTSTART: \"99990101T000000Z\" lies outside the years 1600 to 2199",
        ),
        (
            event("DTSTART:20270309T080000Z\nDTEND:20270309T070000Z"),
            "line 6, DTEND: \"2027-03-09 07:00:00\" comes before the start, 2027-03-09 08:00:00",
        ),
        (
            event("DTSTART:20270309T080000Z\nDURATION:soon"),
            "line 6, DURATION: \"soon\" is not a duration of up to a hundred years; write PT90M, P1D or P2W",
        ),
        (
            event("DTSTART;TZID=Mars/Base:20270309T080000"),
            "line 5, DTSTART: the time zone \"Mars/Base\" is neither a name like Europe/Amsterdam nor described by a VTIMEZONE in the file",
        ),
        (
            event("DTSTART:20270309T080000Z\nRRULE:FREQ=SECONDLY"),
            "line 6, RRULE: \"FREQ=SECONDLY\" repeats secondly; busy times are followed when they repeat HOURLY or less often",
        ),
        (
            event("DTSTART:20270309T080000Z\nRRULE:FREQ=DAILY;INTERVAL=0"),
            "line 6, RRULE: \"FREQ=DAILY;INTERVAL=0\" has an INTERVAL that is not a number from 1 up",
        ),
        (
            event("DTSTART:20270309T080000Z\nSEQUENCE:-1"),
            "line 6, SEQUENCE: \"-1\" is not a whole number from 0 up",
        ),
        (
            event("DTSTART:20270309T080000Z\nSUMMARY:a\u{7}b"),
            "line 6, SUMMARY: control character U+0007; remove it",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), *expected);
    }
}

#[test]
fn what_is_not_utf_8_says_where() {
    let mut file = event("SUMMARY:caf").into_bytes();
    let at = file.windows(4).position(|bytes| bytes == b":caf").unwrap() + 4;
    file.insert(at, 0xE9);
    let error = import().busy(&file).unwrap_err();
    assert_eq!(error.to_string(), "line 5, SUMMARY: not UTF-8; export the calendar as UTF-8");
    assert!(matches!(
        import().busy(b"\xFF\xFEB\0E\0"),
        Err(IcalError::ControlCharacter { .. } | IcalError::NotUtf8 { .. })
    ));
}

#[test]
fn hostile_files_end_in_an_error() {
    let start = "DTSTART:20270309T080000Z\nDURATION:PT1H";
    let endless =
        event("DTSTART:16000101T000000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;COUNT=4000000000");
    assert_eq!(
        error(&endless),
        "line 7, RRULE: the recurrences of this file take more than 500000 steps; give them an end or export a shorter period"
    );
    let long = event(&format!("{start}\nSUMMARY:{}", "x".repeat(10 << 20)));
    assert_eq!(
        error(&long),
        "line 7, SUMMARY: more than 1048576 bytes when unfolded; leave attachments out of the export"
    );
    let folded = event(&format!("{start}\nSUMMARY:{}", "x\n ".repeat(3 << 20)));
    assert!(error(&folded).starts_with("line 7, SUMMARY: more than 1048576 bytes"));
    let huge = vec![b'\n'; (16 << 20) + 1];
    assert!(matches!(import().busy(&huge), Err(IcalError::TooLarge { found: 16_777_217, .. })));
    let deep = "BEGIN:VCALENDAR\n".repeat(100_000);
    assert_eq!(error(&deep), "line 9: components are nested more than 8 deep");
    let many = file(&"BEGIN:VEVENT\nEND:VEVENT\n".repeat(50_001));
    assert!(error(&many).ends_with("more than 50000 events and zones; export a shorter period"));
    let times: Vec<_> = (0..60).map(|n| n.to_string()).collect();
    let bomb =
        event(&format!("{start}\nRRULE:FREQ=YEARLY;BYMINUTE={0};BYSECOND={0}", times.join(",")));
    assert!(error(&bomb).ends_with("names 3600 times of day, more than 96"), "{}", error(&bomb));
    let never = "BEGIN:VEVENT\nDTSTART:20270309T080000Z\nDURATION:PT1H\n\
        RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n";
    assert!(error(&file(&never.repeat(5_000))).contains("more than 500000 steps"));
    let sparse = never.replace("MONTHDAY=30", "MONTHDAY=29;BYDAY=SU");
    assert!(error(&file(&sparse.repeat(5_000))).contains("more than 500000 steps"));
    let quarters = "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23";
    let last = format!("RRULE:FREQ=YEARLY;COUNT=500;{quarters};BYMINUTE=0,15,30,45;BYSETPOS=-1");
    let last_of_year =
        format!("BEGIN:VEVENT\nDTSTART:16000309T080000Z\nDURATION:PT1H\n{last}\nEND:VEVENT\n");
    assert!(error(&file(&last_of_year.repeat(5_000))).contains("more than 500000 steps"));
    let slashes = event(&format!("DTSTART;TZID={}:20270309T080000", "/".repeat(1 << 19)));
    assert!(error(&slashes).contains("is neither a name like Europe/Amsterdam"));
    let rules = event(&format!("{start}{}", "\nRRULE:FREQ=DAILY;COUNT=2".repeat(11)));
    assert!(error(&rules).ends_with("is rule 11 of this event"));
}

#[test]
fn an_endless_rule_and_a_far_end_are_read_within_the_season() {
    for rule in ["FREQ=DAILY", "FREQ=DAILY;UNTIL=99991231T235959Z"] {
        let lines = format!("DTSTART;VALUE=DATE:16040101\nRRULE:{rule}");
        assert_eq!(busy(&event(&lines)), ["2027-01-11 00:00/2027-10-16 00:00"], "{rule}");
    }
    let never =
        event("DTSTART:20270309T080000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    assert_eq!(busy(&never), ["2027-03-09 09:00/10:00"]);
}

#[test]
fn many_versions_of_one_series_are_no_burden() {
    let master = "BEGIN:VEVENT\nUID:a\nDTSTART:20270309T080000Z\nDURATION:PT1H\nEND:VEVENT\n";
    let moved = master.replace("UID:a", "UID:a\nRECURRENCE-ID:20270310T080000Z");
    let text = file(&format!("{}{}", master.repeat(20_000), moved.repeat(20_000)));
    assert_eq!(busy(&text), ["2027-03-09 09:00/10:00"]);
}

#[test]
fn birthdays_of_old_are_followed_year_by_year_or_leap_year_by_leap_year() {
    let of = |start: &str, rule: &str| {
        busy(&event(&format!("DTSTART;VALUE=DATE:{start}\nRRULE:FREQ=YEARLY{rule}")))
    };
    assert_eq!(of("16040309", ""), ["2027-03-09 00:00/2027-03-10 00:00"]);
    assert_eq!(of("16040309", ";INTERVAL=3"), ["2027-03-09 00:00/2027-03-10 00:00"]);
    assert!(of("16040309", ";INTERVAL=2").is_empty());
    assert!(of("16040229", "").is_empty());
    assert_eq!(of("16040229", ";BYMONTH=2;BYDAY=-1SU"), ["2027-02-28 00:00/2027-03-01 00:00"]);
}

#[test]
fn limits_can_be_narrowed() {
    let mut limits = Limits::default();
    limits.bytes = 10;
    let error = import().with_limits(limits).busy(b"BEGIN:VCALENDAR\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file has 16 bytes, more than the 10 that are read; export a shorter period"
    );
}

#[test]
fn the_season_may_be_all_of_time() {
    let all = Span::new(NaiveDateTime::MIN, NaiveDateTime::MAX).unwrap();
    let text = event("DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=YEARLY");
    let busy = Import::new(Tz::Pacific__Apia, all).busy(text.as_bytes()).unwrap();
    assert_eq!(busy.spans().len(), 173);
    assert_eq!(busy.spans()[0].date(), NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
}

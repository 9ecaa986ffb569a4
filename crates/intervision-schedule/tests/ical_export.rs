//! Writing feeds and invitations, and reading them back.

#![cfg(feature = "ical")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use intervision_core::Span;
use intervision_schedule::calendar::BusyTimes;
use intervision_schedule::ical::{Attendee, Event, Feed, Import, Method, Tz};
use proptest::prelude::*;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to)).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stamp() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 20, 0, 0).unwrap()
}

fn amsterdam() -> Feed {
    Feed::new(Tz::Europe__Amsterdam, stamp())
}

fn session(uid: &str) -> Event {
    Event::new(uid, "Pit stop 3", span("2027-03-09 08:30", "2027-03-09 12:30"))
}

#[test]
fn an_invitation_says_all_that_calendars_need() {
    let event = session("pit-stop.g07.3@example.org")
        .with_sequence(2)
        .with_location("Zaal 2.14; vleugel B")
        .with_description("Neem mee:\n- het plan\n- een casus")
        .with_category("pit stop")
        .with_category("groep 7, zuid")
        .with_organizer("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        .with_attendee(Attendee::new("urn:example:m007").with_name("M007: \"lid\""))
        .with_attendee(Attendee::new("urn:example:f02").optional());
    let text = amsterdam()
        .with_method(Method::Request)
        .with_name("Groep 7")
        .with_event(event)
        .write()
        .unwrap();
    let expected = "BEGIN:VCALENDAR\n\
        VERSION:2.0\n\
        PRODID:-//intervision//schedule//EN\n\
        CALSCALE:GREGORIAN\n\
        METHOD:REQUEST\n\
        NAME:Groep 7\n\
        X-WR-CALNAME:Groep 7\n\
        BEGIN:VTIMEZONE\n\
        TZID:Europe/Amsterdam\n\
        BEGIN:DAYLIGHT\n\
        DTSTART:20260329T020000\n\
        TZOFFSETFROM:+0100\n\
        TZOFFSETTO:+0200\n\
        TZNAME:CEST\n\
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
        END:DAYLIGHT\n\
        BEGIN:STANDARD\n\
        DTSTART:20261025T030000\n\
        TZOFFSETFROM:+0200\n\
        TZOFFSETTO:+0100\n\
        TZNAME:CET\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
        END:STANDARD\n\
        END:VTIMEZONE\n\
        BEGIN:VEVENT\n\
        UID:pit-stop.g07.3@example.org\n\
        SEQUENCE:2\n\
        DTSTAMP:20261121T200000Z\n\
        DTSTART;TZID=Europe/Amsterdam:20270309T083000\n\
        DTEND;TZID=Europe/Amsterdam:20270309T123000\n\
        SUMMARY:Pit stop 3\n\
        LOCATION:Zaal 2.14\\; vleugel B\n\
        DESCRIPTION:Neem mee:\\n- het plan\\n- een casus\n\
        CATEGORIES:pit stop,groep 7\\, zuid\n\
        STATUS:CONFIRMED\n\
        TRANSP:OPAQUE\n\
        ORGANIZER:urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8\n\
        ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"M007: 'li\n \
        d'\":urn:example:m007\n\
        ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:urn:example:f\n \
        02\n\
        END:VEVENT\n\
        END:VCALENDAR\n"
        .replace('\n', "\r\n");
    assert_eq!(text, expected);
}

#[test]
fn a_feed_does_not_tell_who_else_comes() {
    let event = session("a").with_attendee("urn:example:m007");
    let text = amsterdam().with_event(event).write().unwrap();
    assert!(text.contains("METHOD:PUBLISH\r\n"));
    assert!(!text.contains("ATTENDEE"));
}

#[test]
fn a_cancellation_keeps_the_uid() {
    let event = session("a").with_sequence(3).with_organizer("urn:example:office");
    let text = amsterdam().with_method(Method::Cancel).with_event(event).write().unwrap();
    for line in ["METHOD:CANCEL", "UID:a", "SEQUENCE:3", "STATUS:CANCELLED"] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}");
    }
}

#[test]
fn whole_days_end_on_the_day_after_and_take_nobodys_time() {
    let event = Event::all_day("kings-day", "Koningsdag", day("2027-04-27"), day("2027-04-27"));
    let text = amsterdam().with_event(event).write().unwrap();
    assert!(text.contains("DTSTART;VALUE=DATE:20270427\r\nDTEND;VALUE=DATE:20270428\r\n"));
    assert!(text.contains("TRANSP:TRANSPARENT\r\n"));
    assert!(!text.contains("VTIMEZONE"), "no zone is used");
}

#[test]
fn utc_needs_no_zone_and_an_empty_feed_has_one() {
    let text = Feed::new(Tz::UTC, stamp()).with_event(session("a")).write().unwrap();
    assert!(text.contains("DTSTART:20270309T083000Z\r\n"));
    assert!(!text.contains("VTIMEZONE"));
    assert!(amsterdam().write().unwrap().contains("BEGIN:VTIMEZONE"));
}

#[test]
fn words_cannot_break_out_of_their_line() {
    let name = "a\r\nEND:VEVENT\r\nX:\u{0}\u{1b}b";
    let event = Event::new("u", name, span("2027-03-09 08:30", "2027-03-09 12:30"));
    let text = amsterdam().with_name(name).with_event(event).write().unwrap();
    assert!(text.contains("SUMMARY:a\\nEND:VEVENT\\nX:b\r\n"), "{text}");
    assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
}

#[test]
fn what_cannot_be_written_says_why() {
    let write = |feed: Feed| feed.write().unwrap_err().to_string();
    let timed = |from, to| Event::new("a", "x", span(from, to));
    let cases = [
        (
            write(amsterdam().with_event(timed("2027-03-28 02:30", "2027-03-28 04:00"))),
            "event \"a\": 2027-03-28 02:30:00 does not exist in Europe/Amsterdam, the clock is put forward over it; choose another time",
        ),
        (
            write(amsterdam().with_event(timed("2027-10-31 01:00", "2027-10-31 02:30"))),
            "event \"a\": 2027-10-31 02:30:00 comes twice in Europe/Amsterdam, the clock is put back over it; choose another time",
        ),
        (
            write(amsterdam().with_events([session("a"), session("a")])),
            "event \"a\" stands in the feed twice; give every activity a UID of its own",
        ),
        (
            write(amsterdam().with_event(session(" "))),
            "event \" \": the uid is empty; give every activity one that never changes",
        ),
        (
            write(amsterdam().with_method(Method::Request).with_event(session("a"))),
            "event \"a\": METHOD:REQUEST needs an organizer",
        ),
        (
            write(
                amsterdam()
                    .with_method(Method::Request)
                    .with_event(session("a").with_organizer("urn:x:o")),
            ),
            "event \"a\": METHOD:REQUEST needs at least one attendee",
        ),
        (
            write(
                amsterdam()
                    .with_method(Method::Cancel)
                    .with_events(["a", "b"].map(|uid| session(uid).with_organizer("urn:x:o"))),
            ),
            "event \"a\": METHOD:CANCEL takes one event a file, not 2; write a file for each",
        ),
        (
            write(amsterdam().with_event(session("a").with_organizer("Jan\r\nX:1"))),
            "event \"a\": \"Jan\\r\\nX:1\" is not a URI; write urn:uuid:... or mailto:...",
        ),
        (
            write(amsterdam().with_event(Event::all_day(
                "a",
                "x",
                day("2027-04-28"),
                day("2027-04-27"),
            ))),
            "event \"a\": the last day, 2027-04-27, comes before the first, 2027-04-28",
        ),
        (
            write(amsterdam().with_event(timed("1600-01-01 10:00", "1600-01-01 11:00"))),
            "event \"a\": 1600-01-01 to 1600-01-01 lies outside the years 1970 to 2199",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(message, expected);
    }
}

/// Sessions of the season: quarters of an hour from its start, and lengths of up to a day.
fn spans() -> impl Strategy<Value = Vec<Span>> {
    let span = (0..35_000_i64, 1..96_i64).prop_map(|(start, length)| {
        let start = at("2026-12-01 00:00") + TimeDelta::minutes(15 * start);
        Span::new(start, start + TimeDelta::minutes(15 * length)).unwrap()
    });
    proptest::collection::vec(span, 0..40)
}

fn zones() -> impl Strategy<Value = Tz> {
    proptest::sample::select(vec![
        Tz::Europe__Amsterdam,
        Tz::Europe__Dublin,
        Tz::America__New_York,
        Tz::Australia__Lord_Howe,
        Tz::Africa__Casablanca,
        Tz::Asia__Kathmandu,
        Tz::Pacific__Apia,
        Tz::UTC,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_written_is_read_back(
        spans in spans(),
        zone in zones(),
        words in "[ -~é€😀\n\\\\;,\"]{0,120}",
    ) {
        let sure = |local| zone.offset_from_local_datetime(&local).single().is_some();
        let spans: Vec<_> =
            spans.into_iter().filter(|span| sure(span.start()) && sure(span.end())).collect();
        let events = spans.iter().enumerate().map(|(index, span)| {
            Event::new(format!("s{index}"), &words, *span).with_description(&words)
        });
        let text = Feed::new(zone, stamp()).with_events(events).write().unwrap();
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));

        let season = span("2026-01-01 00:00", "2029-01-01 00:00");
        let read = Import::new(zone, season).busy(text.as_bytes()).unwrap();
        // Where the clock is put back inside a span the reader may cover the hour that comes twice once more.
        for span in &spans {
            let busy = read.first_in(*span).unwrap();
            prop_assert!(busy.start() <= span.start() && span.end() <= busy.end());
        }
        let changes = |span: &Span| {
            zone.offset_from_local_datetime(&span.start()).single().map(|o| chrono::Offset::fix(&o))
                != zone.offset_from_local_datetime(&span.end()).single().map(|o| chrono::Offset::fix(&o))
        };
        if !spans.iter().any(changes) {
            prop_assert_eq!(read, spans.into_iter().collect::<BusyTimes>());
        }
    }

    #[test]
    fn a_described_zone_means_what_the_named_one_means(spans in spans(), zone in zones()) {
        // The same file with the name of the zone made unknown: only its VTIMEZONE can tell.
        let sure = |local| zone.offset_from_local_datetime(&local).single().is_some();
        let spans = spans.iter().filter(|span| sure(span.start()) && sure(span.end()));
        let events =
            spans.enumerate().map(|(index, span)| Event::new(format!("s{index}"), "x", *span));
        let text = Feed::new(zone, stamp()).with_events(events).write().unwrap();
        let unnamed = text.replace(zone.name(), "Our zone");
        let season = span("2026-01-01 00:00", "2029-01-01 00:00");
        let import = Import::new(Tz::Europe__Amsterdam, season);
        prop_assert_eq!(import.busy(text.as_bytes()).unwrap(), import.busy(unnamed.as_bytes()).unwrap());
    }

    #[test]
    fn no_file_makes_the_reader_panic(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("BEGIN:VEVENT".to_owned()),
                Just("END:VEVENT".to_owned()),
                Just("BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD".to_owned()),
                Just("END:STANDARD\nEND:VTIMEZONE".to_owned()),
                "(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)(;TZID=Z|;VALUE=DATE|;VALUE=PERIOD)?:(1600|2027|2199|9999)[01][0-9][0-3][0-9](T[0-2][0-9]0000Z?)?(/P[0-9]{1,3}D)?",
                "RRULE:FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(;COUNT=[0-9]{1,3})?(;INTERVAL=[0-9]{1,5})?(;BYDAY=(-?[0-9]{1,2})?(MO|SU|XX))?(;BYMONTHDAY=-?[0-9]{1,2})?(;BYSETPOS=-?[0-9]{1,3})?(;BYYEARDAY=-?[0-9]{1,3})?(;BYWEEKNO=-?[0-9]{1,2})?(;BYHOUR=[0-9]{1,2})?(;UNTIL=2027[01][0-9]01)?",
                "(DURATION|TZOFFSETFROM|TZOFFSETTO|SEQUENCE|UID):[-+]?P?T?[0-9]{0,10}[HMSDW]?",
                ".{0,40}",
            ],
            0..14,
        ),
        wrapped in any::<bool>(),
    ) {
        let lines = lines.join("\n");
        let text = if wrapped {
            format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
        } else {
            format!("BEGIN:VCALENDAR\n{lines}\nEND:VCALENDAR\n")
        };
        let season = span("2026-01-01 00:00", "2029-01-01 00:00");
        let _ = Import::new(Tz::Europe__Amsterdam, season).busy(text.as_bytes());
    }
}

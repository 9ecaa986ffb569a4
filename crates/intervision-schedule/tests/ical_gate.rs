//! Writes the files that `.ci/ics-gate/run` gives to other readers, into the build's own folder for tests.

#![cfg(feature = "ical")]
#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use std::fs;
use std::path::Path;

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use intervision_core::Span;
use intervision_schedule::calendar::{Holiday, HolidayPolicy, Language, public_holidays};
use intervision_schedule::ical::{Attendee, Event, Feed, Method, Tz};

/// The Sundays on which clocks change in Europe.
const CHANGES: [(i32, u32, u32); 4] =
    [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)];

/// Names of two, three and four octets a character, escapes and spaces, at every length around a fold.
fn title(index: usize) -> String {
    let words = "Geëvalueerde coördinatie; één €-vraag, 10\\12 😀 ";
    words.chars().cycle().take(30 + index).collect()
}

/// Sessions in the days around each change and in the hours around it.
fn around_the_changes(zone: Tz, prefix: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for (year, month, day) in CHANGES {
        let sunday = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for days in -3..=3 {
            for hour in [0, 1, 4, 8, 13, 22] {
                let start = (sunday + TimeDelta::days(days)).and_hms_opt(hour, 30, 0).unwrap();
                let span = Span::new(start, start + TimeDelta::minutes(240)).unwrap();
                let sure = |local| zone.offset_from_local_datetime(&local).single().is_some();
                if sure(span.start()) && sure(span.end()) {
                    let index = events.len();
                    let event =
                        Event::new(format!("{prefix}.{index}@example.org"), title(index), span)
                            .with_sequence(index as u32 % 3)
                            .with_location(title(index + 7))
                            .with_description(format!("{}\n{}", title(index), title(2 * index)))
                            .with_category("intervisie, groep 7")
                            .with_organizer(
                                Attendee::new("urn:example:office").with_name("Bureau; «é»"),
                            )
                            .with_attendee(
                                Attendee::new("urn:example:m007").with_name(title(index)),
                            );
                    events.push(event);
                }
            }
        }
    }
    events
}

#[test]
fn files_for_other_readers() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ics-gate");
    // What an earlier run left is not of this one.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let stamp = Utc.with_ymd_and_hms(2026, 11, 21, 20, 0, 0).unwrap();
    let mut written = 0;
    let zones = [
        Tz::Europe__Amsterdam,
        Tz::Europe__London,
        Tz::America__New_York,
        Tz::Australia__Sydney,
        Tz::Asia__Kathmandu,
        Tz::UTC,
    ];
    for zone in zones {
        let name = zone.name().replace('/', "-").to_lowercase();
        let events = around_the_changes(zone, &name);
        assert!(events.len() > 150);
        // Invitations and cancellations have a file each; some of every zone.
        for (method, step) in [(Method::Request, 13), (Method::Cancel, 17)] {
            for event in events.iter().step_by(step) {
                let name = format!("{}-{method:?}", event.uid()).to_lowercase();
                let feed = Feed::new(zone, stamp).with_method(method).with_event(event.clone());
                fs::write(folder.join(format!("{name}.ics")), feed.write().unwrap()).unwrap();
                written += 1;
            }
        }
        let feed = Feed::new(zone, stamp).with_name(title(40)).with_events(events);
        fs::write(folder.join(format!("{name}.ics")), feed.write().unwrap()).unwrap();
        written += 1;
    }
    let policy = HolidayPolicy::default();
    let holidays = (2026..=2027).flat_map(public_holidays).map(|(day, holiday)| {
        let event =
            Event::all_day(format!("{day}@example.org"), holiday.name(Language::Nl), day, day);
        if policy.is_day_off(holiday, 2027) && holiday != Holiday::KingsDay {
            event
        } else {
            event.opaque()
        }
    });
    let feed = Feed::new(Tz::Europe__Amsterdam, stamp).with_events(holidays);
    fs::write(folder.join("holidays.ics"), feed.write().unwrap()).unwrap();
    assert!(written > 100, "{written} files");
}

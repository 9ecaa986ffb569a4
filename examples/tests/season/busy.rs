//! Busy times from the shipped calendar files: another parser (the `icalendar` crate), and a plain walk over the days of 2027
//! for the few kinds of recurrence that these files have. Anything else makes it stop.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use icalendar::parser::{Component, Property, read_calendar, unfold};

use super::calendar::{amsterdam, day, monday};

/// Stretches of local time, by the id that the file is named after.
pub type Busy = BTreeMap<String, Vec<(NaiveDateTime, NaiveDateTime)>>;

pub fn read(folder: &Path) -> Busy {
    let mut busy = Busy::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = unfold(&std::fs::read_to_string(&path).unwrap());
        let calendar = read_calendar(&text).unwrap();
        let events = calendar.components.iter().filter(|component| component.name == "VEVENT");
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        busy.insert(id, spans(&events.collect::<Vec<_>>()));
    }
    assert!(!busy.is_empty(), "{} has no calendars", folder.display());
    busy
}

fn value<'a>(event: &'a Component<'_>, name: &str) -> Option<&'a str> {
    event.find_prop(name).map(|property| property.val.as_str())
}

fn spans(events: &[&Component<'_>]) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut spans = Vec::new();
    // An occurrence that was moved stands as an event of its own; the series does without it.
    let moved: Vec<(&str, NaiveDateTime)> = events
        .iter()
        .filter_map(|event| {
            Some((value(event, "UID")?, moment(event.find_prop("RECURRENCE-ID")?).0))
        })
        .collect();
    for event in events {
        let property = |name| event.find_prop(name);
        let (start, whole_day) = moment(property("DTSTART").unwrap());
        let length = match (property("DTEND"), value(event, "DURATION")) {
            (Some(end), _) => moment(end).0 - start,
            (None, Some(text)) => duration(text),
            (None, None) if whole_day => TimeDelta::days(1),
            (None, None) => panic!("an event without an end"),
        };
        if value(event, "STATUS") == Some("CANCELLED")
            || value(event, "TRANSP") == Some("TRANSPARENT")
        {
            continue;
        }
        let uid = value(event, "UID").unwrap();
        let left_out: Vec<NaiveDateTime> = event
            .properties
            .iter()
            .filter(|property| property.name == "EXDATE")
            .flat_map(|property| property.val.as_str().split(',').map(local))
            .chain(moved.iter().filter(|(of, _)| *of == uid).map(|(_, at)| *at))
            .collect();
        let starts = match value(event, "RRULE") {
            None => vec![start],
            Some(rule) => {
                let all = occurrences(rule, start);
                all.into_iter().filter(|at| !left_out.contains(at)).collect()
            }
        };
        spans.extend(starts.into_iter().map(|start| (start, start + length)));
    }
    spans
}

/// A moment in local time, and whether it is a whole day.
fn moment(property: &Property<'_>) -> (NaiveDateTime, bool) {
    let zone = property.params.iter().find(|parameter| parameter.key == "TZID");
    if let Some(zone) = zone.and_then(|zone| zone.val.as_ref()) {
        assert_eq!(zone.as_str(), "Europe/Amsterdam");
    }
    let text = property.val.as_str();
    (local(text), text.len() == 8)
}

fn local(text: &str) -> NaiveDateTime {
    let parse = |text: &str| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap();
    match text.strip_suffix('Z') {
        Some(utc) => amsterdam(parse(utc)),
        None if text.len() == 8 => {
            NaiveDate::parse_from_str(text, "%Y%m%d").unwrap().and_time(NaiveTime::MIN)
        }
        None => parse(text),
    }
}

/// `PT1H30M`.
fn duration(text: &str) -> TimeDelta {
    let (hours, minutes) = text.strip_prefix("PT").unwrap().split_once('H').unwrap();
    let minutes = minutes.strip_suffix('M').unwrap_or("0");
    TimeDelta::hours(hours.parse().unwrap()) + TimeDelta::minutes(minutes.parse().unwrap())
}

/// Weekly on weekdays, every so many weeks; monthly on the nth of a weekday. Both until a moment or so many times.
fn occurrences(rule: &str, start: NaiveDateTime) -> Vec<NaiveDateTime> {
    let parts: BTreeMap<&str, &str> =
        rule.split(';').map(|part| part.split_once('=').unwrap()).collect();
    for key in parts.keys() {
        assert!(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"].contains(key), "{rule}");
    }
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let interval: i64 = parts.get("INTERVAL").map_or(1, |text| text.parse().unwrap());
    let count: usize = parts.get("COUNT").map_or(usize::MAX, |text| text.parse().unwrap());
    let until = parts.get("UNTIL").map_or(NaiveDateTime::MAX, |text| {
        // A bare date means all of that day.
        if text.len() == 8 { local(text) + TimeDelta::days(1) } else { local(text) }
    });
    let by_day: Vec<&str> = parts["BYDAY"].split(',').collect();
    let falls = |date: NaiveDate| {
        let name = names[date.weekday().num_days_from_monday() as usize];
        match parts["FREQ"] {
            "WEEKLY" => {
                let weeks = (monday(date) - monday(start.date())).num_weeks();
                weeks % interval == 0 && by_day.contains(&name)
            }
            "MONTHLY" => {
                assert_eq!(interval, 1, "{rule}");
                by_day.contains(&format!("{}{name}", date.day0() / 7 + 1).as_str())
            }
            _ => panic!("{rule}"),
        }
    };
    start
        .date()
        .iter_days()
        .take_while(|date| *date <= day("2027-12-31"))
        .filter(|date| falls(*date))
        .map(|date| date.and_time(start.time()))
        .take_while(|at| *at <= until)
        .take(count)
        .collect()
}

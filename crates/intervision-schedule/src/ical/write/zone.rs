use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Weekday};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::line::Lines;

/// A moment from which a zone's clock shows something else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Onset {
    /// On the clock before the change.
    local: NaiveDateTime,
    from: i32,
    to: i32,
    daylight: bool,
    name: Option<String>,
}

/// Writes the `VTIMEZONE` of a zone for events from `first` to `last`, both included.
///
/// Where the clock changes on the last Sunday of two months throughout, as in the European Union, two rules say so and
/// hold beyond the last event; elsewhere every change in and around these years is listed.
pub(super) fn write(lines: &mut Lines, zone: Tz, first: NaiveDate, last: NaiveDate) {
    let onsets = onsets(zone, first.year() - 1, last.year() + 1);
    lines.push("BEGIN", "VTIMEZONE");
    lines.push_text("TZID", zone.name());
    match rules(&onsets) {
        Some(rules) => {
            for (onset, rule) in rules {
                write_onset(lines, onset, Some(&rule));
            }
        }
        None => onsets.iter().for_each(|onset| write_onset(lines, onset, None)),
    }
    lines.push("END", "VTIMEZONE");
}

fn write_onset(lines: &mut Lines, onset: &Onset, rule: Option<&str>) {
    let kind = if onset.daylight { "DAYLIGHT" } else { "STANDARD" };
    lines.push("BEGIN", kind);
    lines.push("DTSTART", &onset.local.format("%Y%m%dT%H%M%S").to_string());
    lines.push("TZOFFSETFROM", &offset(onset.from));
    lines.push("TZOFFSETTO", &offset(onset.to));
    if let Some(name) = &onset.name {
        lines.push_text("TZNAME", name);
    }
    if let Some(rule) = rule {
        lines.push("RRULE", rule);
    }
    lines.push("END", kind);
}

/// `+0100`; seconds only where a zone has them.
fn offset(seconds: i32) -> String {
    let (sign, seconds) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// What the zone shows when the first year begins, then each change until the last year ends, to the second.
fn onsets(zone: Tz, first_year: i32, last_year: i32) -> Vec<Onset> {
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().into();
    let (mut at, end): (NaiveDateTime, NaiveDateTime) =
        (new_year(first_year), new_year(last_year + 1));
    let mut state = state(zone, at);
    let mut onsets = vec![onset(state.0, &state, at)];
    while at < end {
        let next = at + TimeDelta::days(1);
        let after = self::state(zone, next);
        if after != state {
            let (mut before, mut changed) = (at, next);
            while changed - before > TimeDelta::seconds(1) {
                let middle = before + (changed - before) / 2;
                let middle = middle - TimeDelta::nanoseconds(nanoseconds(middle));
                if self::state(zone, middle) == state {
                    before = middle;
                } else {
                    changed = middle;
                }
            }
            onsets.push(onset(state.0, &after, changed));
            state = after;
        }
        at = next;
    }
    onsets
}

fn nanoseconds(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp_subsec_nanos().into()
}

/// Offset from UTC in seconds, whether that is daylight saving time, and what it is called.
type State = (i32, bool, Option<String>);

fn state(zone: Tz, utc: NaiveDateTime) -> State {
    let at: DateTime<Tz> = zone.from_utc_datetime(&utc);
    let offset = at.offset();
    let daylight = offset.dst_offset() > TimeDelta::zero();
    // Zones without a name of their own are called by their offset, which says nothing new.
    let name = offset.abbreviation().filter(|name| !name.starts_with(['+', '-']));
    (offset.fix().local_minus_utc(), daylight, name.map(str::to_owned))
}

fn onset(from: i32, after: &State, utc: NaiveDateTime) -> Onset {
    let (to, daylight, name) = after.clone();
    Onset { local: utc + TimeDelta::seconds(from.into()), from, to, daylight, name }
}

/// The two yearly rules that the changes follow, if they do.
fn rules(onsets: &[Onset]) -> Option<Vec<(&Onset, String)>> {
    let (start, changes) = onsets.split_first()?;
    let (a, b) = (changes.first()?, changes.get(1)?);
    let same = |one: &Onset, other: &Onset| {
        (one.local.month(), one.local.time(), one.from, one.to, one.daylight, &one.name)
            == (
                other.local.month(),
                other.local.time(),
                other.from,
                other.to,
                other.daylight,
                &other.name,
            )
    };
    let last_sunday = |onset: &Onset| {
        let next = onset.local.date() + TimeDelta::days(7);
        onset.local.weekday() == Weekday::Sun && next.month() != onset.local.month()
    };
    let regular = changes.iter().all(last_sunday)
        && changes.iter().step_by(2).all(|onset| same(onset, a))
        && changes.iter().skip(1).step_by(2).all(|onset| same(onset, b))
        && changes
            .iter()
            .zip(changes.iter().skip(2))
            .all(|(one, next)| next.local.year() == one.local.year() + 1)
        && a.local.year() == b.local.year()
        && start.to == b.to;
    let rule = |onset: &Onset| format!("FREQ=YEARLY;BYMONTH={};BYDAY=-1SU", onset.local.month());
    regular.then(|| vec![(a, rule(a)), (b, rule(b))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zone: Tz, year: i32) -> String {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let mut lines = Lines::default();
        write(&mut lines, zone, day(1, 11), day(10, 15));
        lines.into_text()
    }

    #[test]
    fn amsterdam_changes_on_the_last_sundays_of_march_and_october() {
        let expected = "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n\
            BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\n\
            TZOFFSETTO:+0200\r\nTZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
            END:DAYLIGHT\r\n\
            BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n\
            TZOFFSETTO:+0100\r\nTZNAME:CET\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
            END:STANDARD\r\nEND:VTIMEZONE\r\n";
        assert_eq!(written(Tz::Europe__Amsterdam, 2027), expected);
    }

    #[test]
    fn other_zones_list_their_changes() {
        let new_york = written(Tz::America__New_York, 2027);
        assert!(new_york.contains("DTSTART:20270314T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT"), "{new_york}");
        assert!(!new_york.contains("RRULE"), "{new_york}");
        let tokyo = written(Tz::Asia__Tokyo, 2027);
        assert_eq!(tokyo.matches("BEGIN:STANDARD").count(), 1);
        assert!(tokyo.contains("TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST"), "{tokyo}");
    }

    #[test]
    fn offsets_have_signs_and_seconds_where_needed() {
        assert_eq!(offset(-12_600), "-0330");
        assert_eq!(offset(1_172), "+001932");
    }
}

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::line::shorten;
use crate::ical::error::IcalError;

/// Years that a calendar can sensibly speak of; address books date birthdays without a year to 1604.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2199;

/// Where a value stands, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) property: &'static str,
}

impl Place {
    pub(super) fn wrong(self, value: &str, problem: impl Into<String>) -> IcalError {
        IcalError::Value {
            line: self.line,
            property: self.property.to_owned(),
            value: shorten(value),
            problem: problem.into(),
        }
    }
}

/// In which clock a time is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clock {
    Utc,
    /// Whatever clock hangs where the reader is: the programme's.
    Floating,
    /// By its `TZID`.
    Zone(String),
}

/// A date, or a date and time, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) place: Place,
    /// At midnight if it is a date.
    pub(super) local: NaiveDateTime,
    pub(super) is_date: bool,
    pub(super) clock: Clock,
}

impl Moment {
    /// `20270309` or `20270309T083000`, with a `Z` for UTC; `tzid` is the parameter.
    pub(super) fn read(place: Place, text: &str, tzid: Option<&str>) -> Result<Self, IcalError> {
        let wrong = || {
            place.wrong(
                text,
                "is not a date or time; write 20270309, 20270309T083000 or 20270309T073000Z",
            )
        };
        let text = text.trim();
        let (date_text, time_text) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let date = match digits::<8>(date_text) {
            Some([y1, y2, y3, y4, m1, m2, d1, d2]) => NaiveDate::from_ymd_opt(
                (y1 * 1000 + y2 * 100 + y3 * 10 + y4).cast_signed(),
                m1 * 10 + m2,
                d1 * 10 + d2,
            ),
            None => None,
        };
        let date = date.ok_or_else(wrong)?;
        if !YEARS.contains(&date.year()) {
            let (first, last) = (YEARS.start(), YEARS.end());
            return Err(place.wrong(text, format!("lies outside the years {first} to {last}")));
        }
        let midnight = date.and_time(NaiveTime::MIN);
        let Some(time_text) = time_text else {
            return Ok(Moment { place, local: midnight, is_date: true, clock: Clock::Floating });
        };
        let (time_text, utc) = match time_text.strip_suffix(['Z', 'z']) {
            Some(time) => (time, true),
            None => (time_text, false),
        };
        let time = match digits::<6>(time_text) {
            // A leap second is the second before it, to a calendar.
            Some([h1, h2, m1, m2, s1, s2]) => NaiveTime::from_hms_opt(
                h1 * 10 + h2,
                m1 * 10 + m2,
                if (s1, s2) == (6, 0) { 59 } else { s1 * 10 + s2 },
            ),
            None => None,
        };
        let clock = match (utc, tzid) {
            (true, _) => Clock::Utc,
            (false, Some(tzid)) if !tzid.is_empty() => Clock::Zone(tzid.to_owned()),
            (false, _) => Clock::Floating,
        };
        Ok(Moment { place, local: date.and_time(time.ok_or_else(wrong)?), is_date: false, clock })
    }
}

/// Exactly `N` decimal digits.
fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| u32::from(byte - b'0')))
}

/// How long something lasts: whole days by the calendar, then seconds by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Length {
    pub(super) days: i64,
    pub(super) seconds: i64,
}

impl Length {
    /// Durations above this are refused: a hundred years.
    const MOST_DAYS: i64 = 36_525;

    /// `P2W`, `P1DT2H`, `PT90M`.
    pub(super) fn read(place: Place, text: &str) -> Result<Self, IcalError> {
        let wrong = || {
            place.wrong(text, "is not a duration of up to a hundred years; write PT90M, P1D or P2W")
        };
        let upper = text.trim().to_ascii_uppercase();
        let rest = upper.strip_prefix('+').unwrap_or(&upper).strip_prefix('P').ok_or_else(wrong)?;
        let (date, time) = rest.split_once('T').map_or((rest, None), |(d, t)| (d, Some(t)));
        let mut length = Length::default();
        let mut any = false;
        for (part, units) in [(Some(date), "WD"), (time, "HMS")] {
            let mut rest = part.unwrap_or_default();
            let mut last = None;
            while !rest.is_empty() {
                let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                let digits = rest.strip_suffix(after).unwrap_or_default();
                let count: i64 = digits.parse().map_err(|_| wrong())?;
                let unit = after.chars().next().ok_or_else(wrong)?;
                let at = units.find(unit).filter(|at| last.is_none_or(|last| last < *at));
                let (Some(at), true) = (at, count <= 4_000_000_000) else { return Err(wrong()) };
                match unit {
                    'W' => length.days += 7 * count,
                    'D' => length.days += count,
                    'H' => length.seconds += 3_600 * count,
                    'M' => length.seconds += 60 * count,
                    _ => length.seconds += count,
                }
                last = Some(at);
                any = true;
                rest = after.strip_prefix(unit).unwrap_or_default();
            }
        }
        if !any || length.days + length.seconds / 86_400 > Self::MOST_DAYS {
            return Err(wrong());
        }
        Ok(length)
    }

    /// At most this long, whatever the clock does.
    pub(super) fn at_most(self) -> TimeDelta {
        TimeDelta::days(self.days + 1) + TimeDelta::seconds(self.seconds)
    }
}

/// `+0100`, `-0330` or `+012345`, in seconds.
pub(super) fn read_offset(place: Place, text: &str) -> Result<i32, IcalError> {
    let seconds = || {
        let (sign, rest) = match text.trim().split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let [h1, h2, m1, m2, s1, s2] = digits::<6>(rest).or_else(|| {
            let [h1, h2, m1, m2] = digits::<4>(rest)?;
            Some([h1, h2, m1, m2, 0, 0])
        })?;
        let seconds = (h1 * 10 + h2) * 3_600 + (m1 * 10 + m2) * 60 + s1 * 10 + s2;
        (seconds < 86_400).then(|| sign * seconds.cast_signed())
    };
    seconds().ok_or_else(|| place.wrong(text, "is not an offset from UTC; write +0100"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { line: 7, property: "DTSTART" };

    #[test]
    fn reads_dates_times_and_utc() {
        let at = |text, tzid| Moment::read(PLACE, text, tzid).unwrap();
        let nine = "2027-03-09T09:00:00".parse::<NaiveDateTime>().unwrap();
        assert_eq!(at("20270309T090000", Some("Europe/Amsterdam")).local, nine);
        assert_eq!(at("20270309T090000Z", None).clock, Clock::Utc);
        assert_eq!(at("20270309T090000", None).clock, Clock::Floating);
        assert!(at("20270309", None).is_date);
        assert_eq!(at("20161231T235960Z", None).local.to_string(), "2016-12-31 23:59:59");
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in ["", "2027", "20270230", "20270309T0900", "2027-03-09", "20270309T250000Z", "९"]
        {
            let error = Moment::read(PLACE, text, None).unwrap_err().to_string();
            assert!(error.starts_with("line 7, DTSTART: "), "{error}");
            assert!(error.contains("is not a date or time"), "{error}");
        }
        let error = Moment::read(PLACE, "99991231", None).unwrap_err().to_string();
        assert_eq!(error, "line 7, DTSTART: \"99991231\" lies outside the years 1600 to 2199");
    }

    #[test]
    fn reads_durations() {
        let length = |text| Length::read(PLACE, text).map(|l| (l.days, l.seconds)).ok();
        assert_eq!(length("PT90M"), Some((0, 5_400)));
        assert_eq!(length("P2W"), Some((14, 0)));
        assert_eq!(length("+P1DT2H30M5S"), Some((1, 9_005)));
        for text in ["", "P", "PT", "-PT1H", "P1M", "PT1D", "PT5M1H", "P99999999999D", "PT9é"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn reads_offsets() {
        let offset = |text| read_offset(PLACE, text).ok();
        assert_eq!(offset("+0100"), Some(3_600));
        assert_eq!(offset("-0330"), Some(-12_600));
        assert_eq!(offset("+001932"), Some(1_172));
        for text in ["0100", "+1", "+9900", "", "+01:0"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}

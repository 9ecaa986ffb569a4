use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{Texts, fill};

/// How a language writes numbers, days and times.
#[derive(Debug)]
pub(super) struct Conventions {
    decimal: &'static str,
    thousands: &'static str,
    percent: &'static str,
    clock: &'static str,
    months: [&'static str; 12],
    months_short: [&'static str; 12],
    pub(super) weekdays_short: [&'static str; 7],
    pub(super) day: &'static str,
    pub(super) day_of_month: &'static str,
    pub(super) day_with_year: &'static str,
    pub(super) day_with_weekday: &'static str,
    pub(super) month_of_year: &'static str,
    pub(super) range: &'static str,
    pub(super) group: &'static str,
}

impl Texts for Conventions {
    const ENGLISH: &'static Self = &Conventions {
        decimal: ".",
        thousands: ",",
        percent: "{n}%",
        clock: "{hour}:{minute}",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        months_short: [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
        weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        day: "{day} {mon}",
        day_of_month: "{day} {month}",
        day_with_year: "{day} {month} {year}",
        day_with_weekday: "{weekday} {day} {mon}",
        month_of_year: "{month} {year}",
        range: "{first} – {last}",
        group: "Group {n}",
    };

    const DUTCH: &'static Self = &Conventions {
        decimal: ",",
        thousands: ".",
        percent: "{n}%",
        clock: "{hour}.{minute}",
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        months_short: [
            "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
        ],
        weekdays_short: ["ma", "di", "wo", "do", "vr", "za", "zo"],
        day: "{day} {mon}",
        day_of_month: "{day} {month}",
        day_with_year: "{day} {month} {year}",
        day_with_weekday: "{weekday} {day} {mon}",
        month_of_year: "{month} {year}",
        range: "{first} – {last}",
        group: "Groep {n}",
    };
}

impl Conventions {
    pub(super) fn number(&self, value: f64, places: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{:.places$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut out = String::new();
        let zero = plain.bytes().all(|b| b == b'0' || b == b'.');
        if value < 0.0 && !zero {
            out.push('−');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push_str(self.thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(self.decimal);
            out.push_str(fraction);
        }
        out
    }

    pub(super) fn percent(&self, share: f64) -> String {
        let hundredths = share * 100.0;
        let whole = hundredths.abs() >= 9.95 || hundredths == 0.0;
        fill(self.percent, &[("n", &self.number(hundredths, usize::from(!whole)))])
    }

    pub(super) fn day(&self, pattern: &str, day: NaiveDate) -> String {
        let month = day.month0() as usize;
        let weekday = day.weekday().num_days_from_monday() as usize;
        let (number, year) = (day.day().to_string(), day.year().to_string());
        fill(
            pattern,
            &[
                ("weekday", self.weekdays_short.get(weekday).copied().unwrap_or_default()),
                ("day", &number),
                ("mon", self.months_short.get(month).copied().unwrap_or_default()),
                ("month", self.months.get(month).copied().unwrap_or_default()),
                ("year", &year),
            ],
        )
    }

    pub(super) fn clock(&self, time: NaiveTime) -> String {
        let (hour, minute) = (format!("{:02}", time.hour()), format!("{:02}", time.minute()));
        fill(self.clock, &[("hour", &hour), ("minute", &minute)])
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language::{Dutch, English};

    #[test]
    fn numbers_carry_their_marks() {
        assert_eq!(English.number(1_234_567.0, 0), "1,234,567");
        assert_eq!(Dutch.number(1_234_567.25, 1), "1.234.567,2");
        assert_eq!(English.number(123.0, 0), "123");
        assert_eq!(English.number(-0.5, 1), "−0.5");
        assert_eq!(Dutch.number(-0.5, 1), "−0,5");
        assert_eq!(English.number(-0.001, 1), "0.0");
        assert_eq!(English.number(f64::INFINITY, 1), "–");
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(English.percent(0.0), "0%");
        assert_eq!(English.percent(0.0125), "1.2%");
        assert_eq!(Dutch.percent(0.0125), "1,2%");
        assert_eq!(English.percent(0.98), "98%");
    }
}

use chrono::{Datelike, NaiveDate};

use super::Text;

/// Puts values in the `{holes}` of a pattern, in one pass: a value that looks like a hole stays as it is.
pub(in crate::report) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((hole, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(name, _)| *name == hole) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", hole, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// How many decimals show these numbers honestly: none for whole ones, one from 10 up, and more the smaller they are.
pub(in crate::report) fn places(values: impl IntoIterator<Item = f64>) -> usize {
    let mut whole = true;
    let mut largest = 0.0_f64;
    for value in values.into_iter().filter(|value| value.is_finite()) {
        whole &= (value - value.round()).abs() < 1e-9;
        largest = largest.max(value.abs());
    }
    match largest {
        _ if whole => 0,
        l if l < 0.1 => 4,
        l if l < 1.0 => 3,
        l if l < 10.0 => 2,
        _ => 1,
    }
}

/// A number with its language's marks; one that is not finite becomes a dash.
pub(in crate::report) fn number(value: f64, places: usize, text: &Text) -> String {
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
            out.push_str(text.thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(text.decimal);
        out.push_str(fraction);
    }
    out
}

/// A share as a percentage: 0.0125 is `1.3%`, whole from 10 % up.
pub(in crate::report) fn percent(share: f64, text: &Text) -> String {
    let hundredths = share * 100.0;
    let whole = hundredths.abs() >= 9.95 || hundredths == 0.0;
    let shown = number(hundredths, usize::from(!whole), text);
    fill(text.percent, &[("n", &shown)])
}

/// Days and months in words.
pub(in crate::report) mod days {
    use super::{Datelike, NaiveDate, Text, fill};

    fn parts(pattern: &str, day: NaiveDate, text: &Text) -> String {
        let month = day.month0() as usize;
        let weekday = day.weekday().num_days_from_monday() as usize;
        let (number, year) = (day.day().to_string(), day.year().to_string());
        fill(
            pattern,
            &[
                ("weekday", text.weekdays_short.get(weekday).copied().unwrap_or_default()),
                ("day", &number),
                ("mon", text.months_short.get(month).copied().unwrap_or_default()),
                ("month", text.months.get(month).copied().unwrap_or_default()),
                ("year", &year),
            ],
        )
    }

    /// `11 Jan`.
    pub(in crate::report) fn short(day: NaiveDate, text: &Text) -> String {
        parts(text.day, day, text)
    }

    /// `11 January`.
    pub(in crate::report) fn of_month(day: NaiveDate, text: &Text) -> String {
        parts(text.day_of_month, day, text)
    }

    /// `11 January 2027`.
    pub(in crate::report) fn long(day: NaiveDate, text: &Text) -> String {
        parts(text.day_with_year, day, text)
    }

    /// `Mon 11 Jan`.
    pub(in crate::report) fn with_weekday(day: NaiveDate, text: &Text) -> String {
        parts(text.day_with_weekday, day, text)
    }

    /// `January 2027`.
    pub(in crate::report) fn month(day: NaiveDate, text: &Text) -> String {
        parts(text.month_of_year, day, text)
    }

    /// `11 Jan to 15 Jan`, or one day alone.
    pub(in crate::report) fn range(first: NaiveDate, last: NaiveDate, text: &Text) -> String {
        if first == last {
            return short(first, text);
        }
        fill(text.range, &[("first", &short(first, text)), ("last", &short(last, text))])
    }
}

#[cfg(test)]
mod tests {
    use super::super::ENGLISH;
    use super::*;

    #[test]
    fn a_hole_is_filled_once() {
        let filled = fill("{a} and {b}, {c}{", &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled, "{b} and x, {c}{");
    }

    #[test]
    fn numbers_carry_their_marks() {
        let shown = |value, places| number(value, places, &ENGLISH);
        assert_eq!(shown(1_234_567.0, 0), "1,234,567");
        assert_eq!(shown(123.0, 0), "123");
        assert_eq!(shown(-0.5, 1), "−0.5");
        assert_eq!(shown(-0.001, 1), "0.0");
        assert_eq!(shown(f64::INFINITY, 1), "–");
    }

    #[test]
    fn decimals_follow_the_numbers() {
        assert_eq!(places([22.0, 31.0]), 0);
        assert_eq!(places([22.0, 29.43]), 1);
        assert_eq!(places([2.0, 2.25]), 2);
        assert_eq!(places([0.5, 0.25]), 3);
        assert_eq!(places([0.0123]), 4);
        assert_eq!(places([f64::NAN]), 0);
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(percent(0.0, &ENGLISH), "0%");
        assert_eq!(percent(0.0125, &ENGLISH), "1.2%");
        assert_eq!(percent(0.98, &ENGLISH), "98%");
    }

    #[test]
    fn days_are_words() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        assert_eq!(days::short(day, &ENGLISH), "11 Jan");
        assert_eq!(days::long(day, &ENGLISH), "11 January 2027");
        assert_eq!(days::with_weekday(day, &ENGLISH), "Mon 11 Jan");
        assert_eq!(days::month(day, &ENGLISH), "January 2027");
        assert_eq!(days::range(day, day, &ENGLISH), "11 Jan");
    }
}

use chrono::{Days, NaiveDate};

/// Easter Sunday of a Gregorian year; `None` where `chrono` has no such year.
///
/// The anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, 1991), in constant time. Years before 1583
/// are counted backwards in the same calendar, years before 1 astronomically (0, -1, ...).
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::calendar::easter_sunday;
///
/// assert_eq!(easter_sunday(2027), NaiveDate::from_ymd_opt(2027, 3, 28));
/// assert_eq!(easter_sunday(i32::MAX), None);
/// ```
#[must_use]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    // The moon: its age on 21 March, with the leap days that centuries drop and the drift of the cycle of 19 years.
    let drift = (century + 8).div_euclid(25);
    let drift = (century - drift + 1).div_euclid(3);
    let moon = (19 * golden + (century - century.div_euclid(4) - drift + 15).rem_euclid(30)) % 30;
    // The week: how many days from that full moon to the next Sunday.
    let week = (32 + 2 * century.rem_euclid(4) + 2 * (in_century / 4) - moon - in_century % 4)
        .rem_euclid(7);
    // Two corrections keep the date within 22 March to 25 April.
    let late = (golden + 11 * moon + 22 * week) / 451;
    let offset = u64::try_from(moon + week - 7 * late).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    #[test]
    fn matches_the_published_table() {
        // Astronomical Applications Department, U.S. Naval Observatory.
        let table = [
            (1818, 3, 22),
            (1943, 4, 25),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2029, 4, 1),
            (2030, 4, 21),
            (2031, 4, 13),
            (2032, 3, 28),
            (2033, 4, 17),
            (2034, 4, 9),
            (2035, 3, 25),
            (2049, 4, 18),
            (2076, 4, 19),
        ];
        for (year, month, day) in table {
            assert_eq!(easter_sunday(year), NaiveDate::from_ymd_opt(year, month, day), "{year}");
        }
    }

    proptest! {
        #[test]
        fn is_a_sunday_in_its_five_weeks(year in any::<i32>()) {
            let known = NaiveDate::from_ymd_opt(year, 1, 1).is_some()
                && NaiveDate::from_ymd_opt(year, 12, 31).is_some();
            let Some(easter) = easter_sunday(year) else {
                prop_assert!(!known);
                return Ok(());
            };
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert_eq!(easter.year(), year);
            prop_assert!((3, 22) <= (easter.month(), easter.day()));
            prop_assert!((easter.month(), easter.day()) <= (4, 25));
        }

        #[test]
        fn agrees_with_the_rule_of_gauss(year in 1583..200_000i32) {
            // Gauss (1816), with the two exceptions of the Gregorian reform.
            let century = year / 100;
            let moon = (15 + century - (13 + 8 * century) / 25 - century / 4).rem_euclid(30);
            let week = (4 + century - century / 4) % 7;
            let d = (19 * (year % 19) + moon) % 30;
            let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + week) % 7;
            let late = d + e == 35 || (d == 28 && e == 6 && year % 19 > 10);
            let days = u64::try_from(d + e - if late { 7 } else { 0 }).unwrap();
            let start = NaiveDate::from_ymd_opt(year, 3, 22).unwrap();
            prop_assert_eq!(easter_sunday(year), start.checked_add_days(Days::new(days)));
        }
    }
}

//! The languages in which people read what a programme hands out.
//!
//! In comes a [`Language`]; out come its words, its numbers and its days. Every text of the facade lives in a struct that
//! implements [`Texts`], so that a language without it does not compile.

mod conventions;
mod pattern;

use std::fmt;

use chrono::{NaiveDate, NaiveTime};

pub use pattern::{Plural, fill, places};

use conventions::Conventions;

/// A language that the facade can write.
///
/// Exhaustive on purpose: who adds a language has to give every text in it, and the compiler says where.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::language::Language;
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 11).ok_or("a day")?;
/// assert_eq!(Language::English.long_day(day), "11 March 2027");
/// assert_eq!(Language::Dutch.long_day(day), "11 maart 2027");
/// assert_eq!(Language::Dutch.number(1234.5, 1), "1.234,5");
/// assert_eq!(Language::from_code("nl"), Some(Language::Dutch));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Language {
    /// English.
    #[default]
    #[cfg_attr(feature = "serde", serde(rename = "en"))]
    English,
    /// Dutch.
    #[cfg_attr(feature = "serde", serde(rename = "nl"))]
    Dutch,
}

/// Texts that exist in every language.
///
/// A struct of words, one field each, and one value of it per language: a field that a language lacks is a compile error.
///
/// # Example
///
/// ```
/// use intervision::language::{Language, Texts};
///
/// struct Greeting {
///     hello: &'static str,
/// }
///
/// impl Texts for Greeting {
///     const ENGLISH: &'static Self = &Greeting { hello: "Hello" };
///     const DUTCH: &'static Self = &Greeting { hello: "Hallo" };
/// }
///
/// assert_eq!(Greeting::of(Language::Dutch).hello, "Hallo");
/// ```
pub trait Texts: 'static {
    /// In English.
    const ENGLISH: &'static Self;
    /// In Dutch.
    const DUTCH: &'static Self;

    /// In this language.
    #[must_use]
    fn of(language: Language) -> &'static Self {
        match language {
            Language::English => Self::ENGLISH,
            Language::Dutch => Self::DUTCH,
        }
    }
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Language; 2] = [Language::English, Language::Dutch];

    /// Its code in ISO 639-1, as HTML's `lang` and calendars want it: `en`, `nl`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Dutch => "nl",
        }
    }

    /// The language of a code, if the facade can write it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// A number with the language's marks and this many decimals; one that is not finite becomes a dash.
    #[must_use]
    pub fn number(self, value: f64, places: usize) -> String {
        Conventions::of(self).number(value, places)
    }

    /// A share as a percentage: 0.012 is `1.2%`, whole from 10 % up.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        Conventions::of(self).percent(share)
    }

    /// `11 Jan`.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        let words = Conventions::of(self);
        words.day(words.day, day)
    }

    /// `Mon 11 Jan`.
    #[must_use]
    pub fn weekday(self, day: NaiveDate) -> String {
        let words = Conventions::of(self);
        words.day(words.day_with_weekday, day)
    }

    /// `11 January`.
    #[must_use]
    pub fn day_of_month(self, day: NaiveDate) -> String {
        let words = Conventions::of(self);
        words.day(words.day_of_month, day)
    }

    /// `11 January 2027`.
    #[must_use]
    pub fn long_day(self, day: NaiveDate) -> String {
        let words = Conventions::of(self);
        words.day(words.day_with_year, day)
    }

    /// `January 2027`.
    #[must_use]
    pub fn month(self, day: NaiveDate) -> String {
        let words = Conventions::of(self);
        words.day(words.month_of_year, day)
    }

    /// `11 Jan – 15 Jan`, or one day.
    #[must_use]
    pub fn days(self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            return self.day(first);
        }
        let words = Conventions::of(self);
        fill(words.range, &[("first", &self.day(first)), ("last", &self.day(last))])
    }

    /// `8:30` as a clock shows it: `08:30` in English, `08.30` in Dutch.
    #[must_use]
    pub fn clock(self, time: NaiveTime) -> String {
        Conventions::of(self).clock(time)
    }

    /// What a group is called: one whose label is only a number is `Group 1`.
    #[must_use]
    pub fn group_name(self, label: &str) -> String {
        let numbered = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
        let words = Conventions::of(self);
        if numbered { fill(words.group, &[("n", label)]) } else { label.to_owned() }
    }

    /// The names of the days of the week in short, from Monday.
    #[must_use]
    pub fn weekdays(self) -> &'static [&'static str; 7] {
        &Conventions::of(self).weekdays_short
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("fy"), None);
    }

    #[test]
    fn days_are_words_of_the_language() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 8).unwrap();
        let later = NaiveDate::from_ymd_opt(2027, 5, 11).unwrap();
        let (en, nl) = (Language::English, Language::Dutch);
        assert_eq!((en.day(day), nl.day(day)), ("8 Mar".to_owned(), "8 mrt".to_owned()));
        assert_eq!((en.weekday(day), nl.weekday(day)), ("Mon 8 Mar".into(), "ma 8 mrt".into()));
        assert_eq!(
            (en.long_day(day), nl.long_day(day)),
            ("8 March 2027".into(), "8 maart 2027".into())
        );
        assert_eq!(
            (en.day_of_month(day), nl.day_of_month(day)),
            ("8 March".into(), "8 maart".into())
        );
        assert_eq!((en.month(day), nl.month(day)), ("March 2027".into(), "maart 2027".into()));
        assert_eq!(en.days(day, day), "8 Mar");
        assert_eq!(nl.days(day, later), "8 mrt – 11 mei");
    }

    #[test]
    fn a_clock_has_the_languages_mark() {
        let time = NaiveTime::from_hms_opt(8, 5, 0).unwrap();
        assert_eq!(Language::English.clock(time), "08:05");
        assert_eq!(Language::Dutch.clock(time), "08.05");
    }
}

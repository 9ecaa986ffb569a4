//! The words of the pages, one set per language. A word that is missing does not compile.

use chrono::{Datelike, NaiveDate};

use super::PartKind;

/// What a page says in one language. Hosts can bring their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language as HTML names it: `en`, `nl`.
    pub code: &'static str,
    /// "Portfolio of".
    pub portfolio_of: &'static str,
    /// What stands between the first and the last day.
    pub until: &'static str,
    /// Whose the portfolio is.
    pub yours: &'static str,
    /// The titles of the parts, in the order of [`PartKind::ALL`].
    pub parts: [&'static str; 6],
    /// What stands in a part that holds nothing.
    pub nothing: &'static str,
    /// The level of a strength or a measurement.
    pub level: &'static str,
    /// How sure a strength is.
    pub sure: &'static str,
    /// What was measured.
    pub scale: &'static str,
    /// The day.
    pub day: &'static str,
    /// The standard error.
    pub give_or_take: &'static str,
    /// That the scales are not added up.
    pub apart: &'static str,
    /// A step that is done, before its day.
    pub done: &'static str,
    /// A step that is not, before the day by which it should be.
    pub due: &'static str,
    /// What one has to do for a badge, before the criteria.
    pub criteria: &'static str,
    /// How to check the page, before the hash of the JSON.
    pub check: &'static str,
    /// The months.
    pub months: [&'static str; 12],
    /// What parts a number from its decimals.
    pub decimal: char,
}

impl Words {
    /// English.
    pub const ENGLISH: Words = Words {
        code: "en",
        portfolio_of: "Portfolio of",
        until: "to",
        yours: "This portfolio is yours. It names nobody but you, and it holds when the programme is long over.",
        parts: ["Strengths", "Evidence", "Reflections", "Results", "Plans", "Badges"],
        nothing: "Nothing here.",
        level: "Level",
        sure: "Among the strongest",
        scale: "Scale",
        day: "Day",
        give_or_take: "Give or take",
        apart: "Each scale stands by itself; they are not added up.",
        done: "done on",
        due: "open, due on",
        criteria: "For:",
        check: "Every part of this page has a seal (SHA-256) that shows whether it was changed. It belongs to the data with seal",
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
        decimal: '.',
    };

    /// Dutch.
    pub const DUTCH: Words = Words {
        code: "nl",
        portfolio_of: "Portfolio van",
        until: "tot en met",
        yours: "Dit portfolio is van jou. Het noemt niemand behalve jou, en het blijft geldig als het programma allang voorbij is.",
        parts: ["Talenten", "Bewijzen", "Reflecties", "Resultaten", "Plannen", "Badges"],
        nothing: "Hier staat niets.",
        level: "Niveau",
        sure: "Bij de sterkste",
        scale: "Schaal",
        day: "Dag",
        give_or_take: "Marge",
        apart: "Elke schaal staat op zichzelf; ze worden niet opgeteld.",
        done: "gedaan op",
        due: "open, uiterlijk",
        criteria: "Voor:",
        check: "Elk onderdeel van deze pagina heeft een zegel (SHA-256) waaraan te zien is of het gewijzigd is. De pagina hoort bij de gegevens met zegel",
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
        decimal: ',',
    };

    /// The title of a part.
    #[must_use]
    pub fn title(&self, part: PartKind) -> &'static str {
        let place = PartKind::ALL.iter().position(|other| *other == part);
        place.and_then(|place| self.parts.get(place)).copied().unwrap_or_default()
    }

    pub(super) fn date(&self, on: NaiveDate) -> String {
        let month = self.months.get(on.month0() as usize).copied().unwrap_or_default();
        format!("{} {month} {}", on.day(), on.year())
    }

    /// One decimal.
    pub(super) fn tenth(&self, value: f64) -> String {
        format!("{value:.1}").replace('.', &self.decimal.to_string())
    }

    /// A probability in whole percents; one that is not certain is never told as if it were.
    pub(super) fn percent(share: f64) -> String {
        let sure = if share < 1.0 { 99.0 } else { 100.0 };
        format!("{:.0}\u{a0}%", (100.0 * share).round().min(sure))
    }
}

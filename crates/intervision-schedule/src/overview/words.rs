//! Words and dates in the page's language, and text that cannot break out of it.

use chrono::{Datelike, NaiveDate};

use crate::calendar::Language;

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_NL: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAYS_NL: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];

/// What the page says itself.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) off: &'static str,
    pub(super) rather_not: &'static str,
    pub(super) headings: [&'static str; 5],
    pub(super) nothing: &'static str,
    pub(super) picture: &'static str,
}

pub(super) fn words(language: Language) -> Words {
    match language {
        Language::En => Words {
            lang: "en",
            off: "days off",
            rather_not: "rather not",
            headings: ["Date", "Time", "What", "Where", "With"],
            nothing: "No sessions.",
            picture: "Sessions of each group over the months",
        },
        Language::Nl => Words {
            lang: "nl",
            off: "vrije dagen",
            rather_not: "liever niet",
            headings: ["Datum", "Tijd", "Wat", "Waar", "Met"],
            nothing: "Geen bijeenkomsten.",
            picture: "Bijeenkomsten van elke groep door de maanden",
        },
    }
}

pub(super) fn month(language: Language, day: NaiveDate) -> &'static str {
    let months = match language {
        Language::En => &MONTHS_EN,
        Language::Nl => &MONTHS_NL,
    };
    months.get(day.month0() as usize).copied().unwrap_or_default()
}

/// `Tue 9 Mar 2027`.
pub(super) fn date(language: Language, day: NaiveDate) -> String {
    let days = match language {
        Language::En => &DAYS_EN,
        Language::Nl => &DAYS_NL,
    };
    let weekday = days.get(day.weekday().num_days_from_monday() as usize).copied();
    format!("{} {} {} {}", weekday.unwrap_or_default(), day.day(), month(language, day), day.year())
}

/// Text for HTML and XML, also between quotes. Control characters, which XML forbids, are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

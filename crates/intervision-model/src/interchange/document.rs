//! Whole documents as TOML or JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Problem, Problems};

pub(crate) fn from_toml<T: DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, Problems> {
    toml::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| syntax("TOML", what, &error).into())
}

pub(crate) fn from_json<T: DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, Problems> {
    let text = text.trim_start_matches('\u{feff}');
    super::json::check(what, text)?;
    serde_json::from_str(text).map_err(|error| syntax("JSON", what, &error).into())
}

/// Days are written as bare TOML dates, as people write them.
pub(crate) fn to_toml<T: Serialize>(what: &'static str, value: &T) -> Result<String, Problem> {
    let mut table = toml::Table::try_from(value).map_err(|error| syntax("TOML", what, &error))?;
    table.iter_mut().for_each(|(key, value)| bare_days(key, value));
    toml::to_string_pretty(&table).map_err(|error| syntax("TOML", what, &error))
}

/// The fields of our documents that hold a day.
const DAYS: [&str; 7] = ["start", "end", "earliest", "latest", "on", "due", "drafted_on"];

fn bare_days(key: &str, value: &mut toml::Value) {
    match value {
        toml::Value::String(text) if DAYS.contains(&key) => {
            if let (Ok(_), Ok(day)) = (text.parse::<chrono::NaiveDate>(), text.parse()) {
                *value = toml::Value::Datetime(day);
            }
        }
        toml::Value::Array(items) => items.iter_mut().for_each(|item| bare_days(key, item)),
        toml::Value::Table(table) => table.iter_mut().for_each(|(key, item)| bare_days(key, item)),
        _ => {}
    }
}

pub(crate) fn to_json<T: Serialize>(what: &'static str, value: &T) -> Result<String, Problem> {
    serde_json::to_string_pretty(value).map_err(|error| syntax("JSON", what, &error))
}

fn syntax(format: &'static str, what: &'static str, error: &dyn std::error::Error) -> Problem {
    Problem::Syntax { format, what, message: error.to_string().trim_end().to_owned() }
}

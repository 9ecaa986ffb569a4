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
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| syntax("JSON", what, &error).into())
}

pub(crate) fn to_toml<T: Serialize>(what: &'static str, value: &T) -> Result<String, Problem> {
    toml::to_string_pretty(value).map_err(|error| syntax("TOML", what, &error))
}

pub(crate) fn to_json<T: Serialize>(what: &'static str, value: &T) -> Result<String, Problem> {
    serde_json::to_string_pretty(value).map_err(|error| syntax("JSON", what, &error))
}

fn syntax(format: &'static str, what: &'static str, error: &dyn std::error::Error) -> Problem {
    Problem::Syntax { format, what, message: error.to_string().trim_end().to_owned() }
}

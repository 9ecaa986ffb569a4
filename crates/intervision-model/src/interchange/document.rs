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

/// The version that a document carries, if it is the one that is read.
pub(crate) fn version(what: &'static str, found: u32, expected: u32) -> Result<(), Problem> {
    if found == expected { Ok(()) } else { Err(Problem::Version { what, found, expected }) }
}

/// Something that a host keeps between two runs: written as JSON, and checked whole when it is read again. JSON is read up to
/// 64 MiB and 64 objects deep, and a key that stands twice in one object is refused.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::community::Backlog;
/// use intervision_model::interchange::Document;
///
/// let mut backlog = Backlog::default();
/// backlog.add("lightness", "The importance of lightness", NaiveDate::from_ymd_opt(2027, 1, 8).unwrap())?;
/// let text = backlog.to_json()?;
/// assert_eq!(Backlog::from_json(&text)?, backlog);
///
/// let twice = text.replace("\"topics\": {", "\"topics\": {}, \"topics\": {");
/// assert_eq!(
///     Backlog::from_json(&twice).unwrap_err().to_string(),
///     "document: \"topics\" stands there twice; keep one of the two values"
/// );
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub trait Document: Sized {
    /// What kind of document it is, as problems name it.
    const WHAT: &'static str;

    /// Reads it from JSON.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    fn from_json(text: &str) -> Result<Self, Problems>;

    /// Writes it as JSON.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; what was checked is always written.
    fn to_json(&self) -> Result<String, Problem>;
}

/// Reads what stands in a file, and checks it.
pub(crate) fn checked<W, D, E>(what: &'static str, text: &str) -> Result<D, Problems>
where
    W: DeserializeOwned,
    D: TryFrom<W, Error = E>,
    Problems: From<E>,
{
    D::try_from(from_json(what, text)?).map_err(Problems::from)
}

/// Documents that are read by way of what stands in the file.
macro_rules! documents {
    ($($what:literal: $wire:ty => $document:ty,)+) => {
        $(impl $crate::interchange::Document for $document {
            const WHAT: &'static str = $what;

            fn from_json(text: &str) -> Result<Self, $crate::Problems> {
                $crate::interchange::document::checked::<$wire, _, _>($what, text)
            }

            fn to_json(&self) -> Result<String, $crate::Problem> {
                $crate::interchange::document::to_json($what, self)
            }
        })+
    };
}
pub(crate) use documents;

//! TOML files as JSON values and back: a schema speaks of a TOML document by the JSON that says the same, its days as text.

use serde_json::Value;

pub(crate) fn from_toml(text: &str) -> Value {
    json(toml::Value::Table(text.parse().unwrap()))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

/// What reads as a day becomes one.
#[allow(dead_code, reason = "for readers that take nothing but TOML")]
pub(crate) fn to_toml(value: &Value) -> String {
    fn toml(value: &Value) -> toml::Value {
        match value {
            Value::Null => toml::Value::Array(Vec::new()),
            Value::Bool(truth) => (*truth).into(),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => whole.into(),
                None => number.as_f64().unwrap().into(),
            },
            Value::String(text) => match text.parse() {
                Ok(day) => toml::Value::Datetime(day),
                Err(_) => text.as_str().into(),
            },
            Value::Array(items) => toml::Value::Array(items.iter().map(toml).collect()),
            Value::Object(fields) => toml::Value::Table(
                fields.iter().map(|(key, value)| (key.clone(), toml(value))).collect(),
            ),
        }
    }
    match toml(value) {
        toml::Value::Table(table) => table.to_string(),
        // A TOML document is a table; nothing else can be written.
        _ => "=".to_owned(),
    }
}

//! The fields of one object, by name: each is of the kind that the format asks for, or a problem with its path.

use serde_json::{Map, Value};

use crate::{InterchangeProblem, Place, Problem};

/// An object and where it stands.
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: String,
    /// Whether `userName` may be written `username`.
    any_case: bool,
}

impl<'a> Fields<'a> {
    /// The value as an object; a problem if it is none.
    pub(crate) fn of(value: &'a Value, path: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Fields { map, path: path.to_owned(), any_case: false }),
            other => {
                problems.push(wrong(path, other, "an object"));
                None
            }
        }
    }

    /// The same object, and all that is in it, for a format whose names may be written in any letter case.
    #[cfg(feature = "scim")]
    pub(crate) fn in_any_case(self) -> Self {
        Fields { any_case: true, ..self }
    }

    /// The path of the object itself.
    #[cfg(feature = "scim")]
    pub(crate) fn here(&self) -> &str {
        &self.path
    }

    /// The problem of a field that is of another kind.
    #[cfg(feature = "scim")]
    pub(crate) fn wrong(&self, key: &str, found: &Value, expected: &'static str) -> Problem {
        wrong(&self.path(key), found, expected)
    }

    /// The path of a field.
    pub(crate) fn path(&self, key: &str) -> String {
        match self.path.as_str() {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        }
    }

    /// The place of a field.
    pub(crate) fn at(&self, key: &str) -> Place {
        Place::part(self.path(key))
    }

    /// The value of a field; none if it is `null` or not there.
    pub(crate) fn value(&self, key: &str) -> Option<&'a Value> {
        let exact = self.map.get(key);
        let found = exact.or_else(|| {
            let alike = |(name, _): &(&String, _)| self.any_case && name.eq_ignore_ascii_case(key);
            self.map.iter().find(alike).map(|(_, value)| value)
        });
        found.filter(|value| !value.is_null())
    }

    /// Text, if it is there.
    pub(crate) fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        let value = self.value(key)?;
        if !value.is_string() {
            problems.push(wrong(&self.path(key), value, "text"));
        }
        value.as_str()
    }

    /// Text that has to be there and to say something.
    pub(crate) fn required(
        &self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<&'a str> {
        let before = problems.len();
        let text = self.text(key, problems).filter(|text| !text.trim().is_empty());
        if text.is_none() && problems.len() == before {
            let fix = "the format asks for it".to_owned();
            problems.push(Problem::Missing { at: self.at(key), what: key, fix });
        }
        text
    }

    /// A number, if it is there.
    pub(crate) fn number(&self, key: &str, problems: &mut Vec<Problem>) -> Option<f64> {
        let value = self.value(key)?;
        if !value.is_number() {
            problems.push(wrong(&self.path(key), value, "a number"));
        }
        value.as_f64()
    }

    /// An object, if it is there.
    pub(crate) fn object(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
        self.inner(self.value(key)?, &self.path(key), problems)
    }

    fn inner(&self, value: &'a Value, path: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        Some(Fields { any_case: self.any_case, ..Fields::of(value, path, problems)? })
    }

    /// The objects of a list; none if it is not there.
    pub(crate) fn list(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<Fields<'a>> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let path = self.path(key);
                let items = items.iter().enumerate();
                items
                    .filter_map(|(n, item)| self.inner(item, &format!("{path}[{n}]"), problems))
                    .collect()
            }
            Some(other) => {
                problems.push(wrong(&self.path(key), other, "a list"));
                Vec::new()
            }
        }
    }
}

fn wrong(path: &str, found: &Value, expected: &'static str) -> Problem {
    let at = Place::part(if path.is_empty() { "document" } else { path });
    InterchangeProblem::WrongType { at, found: kind(found), expected }.into()
}

/// Names in one object that differ in letter case only, for a format that takes them for the same.
#[cfg(feature = "scim")]
pub(crate) fn letter_case(value: &Value, problems: &mut Vec<Problem>) {
    fn walk(value: &Value, path: &str, problems: &mut Vec<Problem>) {
        match value {
            Value::Object(map) => {
                let mut seen = std::collections::BTreeSet::new();
                for (key, inner) in map {
                    let dot = if path.is_empty() { "" } else { "." };
                    if !seen.insert(key.to_ascii_lowercase()) {
                        let at = Place::part(if path.is_empty() { "document" } else { path });
                        problems
                            .push(InterchangeProblem::RepeatedKey { at, key: key.clone() }.into());
                    }
                    walk(inner, &format!("{path}{dot}{key}"), problems);
                }
            }
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(n, item)| walk(item, &format!("{path}[{n}]"), problems)),
            _ => {}
        }
    }
    walk(value, "", problems);
}

/// What a value is, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

//! Holds a schema to its reader: documents come in, and each of them with one thing changed; where the two disagree, the test fails.
//!
//! The tests `schemas` of the crates take this file in by its path, so that no crate depends on another for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value, json};

/// Why a reader refused: for its shape, of which a schema speaks, or for what it says, of which it cannot.
#[derive(Debug)]
#[allow(dead_code, reason = "not every reader tells the two apart")]
pub(crate) enum Refused {
    Shape(String),
    Meaning(String),
}

fn file(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Whether the repository has a file.
#[allow(dead_code, reason = "not every crate asks")]
pub(crate) fn exists(path: &str) -> bool {
    file(path).exists()
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap()
}

/// How `serde` begins what it says of the shape of a document; what a document says is told in other words.
const OF_SHAPE: [&str; 7] = [
    "missing field",
    "unknown field",
    "unknown variant",
    "invalid type",
    "invalid value",
    "invalid length",
    "data did not match any variant",
];

/// Reads the value as JSON.
#[allow(dead_code, reason = "not every reader is one of serde")]
pub(crate) fn as_json<T: serde::de::DeserializeOwned>(value: &Value) -> Result<(), Refused> {
    let told = match serde_json::from_value::<T>(value.clone()) {
        Ok(_) => return Ok(()),
        Err(error) => error.to_string(),
    };
    let of_shape = OF_SHAPE.iter().any(|begin| told.starts_with(begin));
    Err(if of_shape { Refused::Shape(told) } else { Refused::Meaning(told) })
}

pub(crate) struct Schema {
    whole: Value,
}

/// Where in a schema properties were met.
type Met = BTreeSet<String>;

impl Schema {
    pub(crate) fn named(name: &str) -> Self {
        let whole = serde_json::from_str(&read(&format!("docs/schemas/{name}.schema.json")));
        let schema = Schema { whole: whole.unwrap() };
        let id = format!("urn:intervision:schema:{name}:1");
        assert_eq!(schema.whole["$id"], json!(id), "{name}");
        schema
    }

    pub(crate) fn accepts(&self, document: &Value) -> bool {
        self.fits("#", &self.whole, document, &mut Met::new())
    }

    /// The keywords that the schemas use, by the standard's rules; any other fails the test.
    fn fits(&self, at: &str, schema: &Value, value: &Value, met: &mut Met) -> bool {
        schema.as_object().unwrap().iter().all(|(keyword, said)| match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let (at, schema) = self.definition(said);
                self.fits(&at, schema, value, met)
            }
            "format" => value.as_str().is_none_or(|text| match said.as_str().unwrap() {
                "date" => text.parse::<NaiveDate>().is_ok(),
                "date-time" => text.parse::<NaiveDateTime>().is_ok(),
                other => panic!("format {other}"),
            }),
            "type" => match said.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                "null" => value.is_null(),
                other => panic!("type {other}"),
            },
            "const" => said == value,
            "enum" => said.as_array().unwrap().contains(value),
            "anyOf" => {
                let fit = |(number, branch)| {
                    let mut seen = Met::new();
                    let at = format!("{at}/anyOf/{number}");
                    self.fits(&at, branch, value, &mut seen).then_some(seen)
                };
                let fitting: Vec<Met> =
                    said.as_array().unwrap().iter().enumerate().filter_map(fit).collect();
                let any = !fitting.is_empty();
                met.extend(fitting.into_iter().flatten());
                any
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
            "minItems" => value.as_array().is_none_or(|list| list.len() >= count(said)),
            "maxItems" => value.as_array().is_none_or(|list| list.len() <= count(said)),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= count(said)),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= count(said)),
            "items" => {
                let first = schema["prefixItems"].as_array().map_or(0, Vec::len);
                let at = format!("{at}/items");
                value.as_array().is_none_or(|list| {
                    list.iter().skip(first).all(|value| self.fits(&at, said, value, met))
                })
            }
            "prefixItems" => value.as_array().is_none_or(|list| {
                let mut pairs = said.as_array().unwrap().iter().zip(list).enumerate();
                pairs.all(|(n, (said, value))| {
                    self.fits(&format!("{at}/prefixItems/{n}"), said, value, met)
                })
            }),
            "required" => value.as_object().is_none_or(|fields| {
                said.as_array()
                    .unwrap()
                    .iter()
                    .all(|key| fields.contains_key(key.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|fields| {
                said.as_object().unwrap().iter().all(|(key, inner)| {
                    let at = format!("{at}/properties/{key}");
                    fields.get(key).is_none_or(|value| {
                        met.insert(at.clone());
                        self.fits(&at, inner, value, met)
                    })
                })
            }),
            "additionalProperties" => value.as_object().is_none_or(|fields| {
                let none = Map::new();
                let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
                let mut rest = fields.iter().filter(|(key, _)| !known.contains_key(*key));
                let at = format!("{at}/additionalProperties");
                rest.all(|(_, value)| said != &json!(false) && self.fits(&at, said, value, met))
            }),
            other => panic!("keyword {other}"),
        })
    }

    fn definition(&self, reference: &Value) -> (String, &Value) {
        let at = reference.as_str().unwrap();
        let named = at.strip_prefix("#").unwrap();
        (at.to_owned(), self.whole.pointer(named).unwrap())
    }

    /// Everything that the schema says about a place in a document; where it gives a choice, in all branches or in those that the
    /// document takes.
    fn about<'s>(
        &'s self,
        schema: &'s Value,
        (value, path, choices): (&Value, &[Step], Choices),
        all: &mut Vec<&'s Value>,
    ) {
        if let Some(reference) = schema.get("$ref") {
            self.about(self.definition(reference).1, (value, path, choices), all);
        }
        for branch in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
            if choices == Choices::All || self.fits("#", branch, value, &mut Met::new()) {
                self.about(branch, (value, path, choices), all);
            }
        }
        let Some((step, rest)) = path.split_first() else {
            all.push(schema);
            return;
        };
        let inner = match step {
            Step::Key(key) => {
                schema["properties"].get(key).or_else(|| schema.get("additionalProperties"))
            }
            Step::Place(n) => schema["prefixItems"].get(*n).or_else(|| schema.get("items")),
        };
        if let Some(inner) = inner.filter(|inner| inner.is_object()) {
            self.about(inner, (step.of(value), rest, choices), all);
        }
    }

    /// Every property that the schema names anywhere.
    fn properties(at: &str, schema: &Value, all: &mut Met) {
        match schema {
            Value::Object(words) => {
                for (word, said) in words {
                    let at = format!("{at}/{word}");
                    if word == "properties" {
                        all.extend(
                            said.as_object().unwrap().keys().map(|key| format!("{at}/{key}")),
                        );
                    }
                    Self::properties(&at, said, all);
                }
            }
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    Self::properties(&format!("{at}/{n}"), item, all);
                }
            }
            _ => {}
        }
    }
}

fn count(said: &Value) -> usize {
    usize::try_from(said.as_u64().unwrap()).unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Place(usize),
}

impl Step {
    fn of<'v>(&self, value: &'v Value) -> &'v Value {
        match self {
            Step::Key(key) => &value[key],
            Step::Place(n) => &value[n],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Change {
    Kind,
    Surplus,
    Missing,
    Word,
    Negative,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Choices {
    All,
    Taken,
}

const SURPLUS: &str = "surplus";

/// Every document that differs in one place.
fn mutants(value: &Value, path: &[Step], all: &mut Vec<(Vec<Step>, Change, Value)>) {
    let mut put = |change, value| all.push((path.to_vec(), change, value));
    match value {
        Value::String(_) => {
            put(Change::Kind, json!(7.5));
            put(Change::Word, json!(SURPLUS));
        }
        Value::Number(_) => {
            put(Change::Kind, json!("seven"));
            put(Change::Negative, json!(-1));
        }
        Value::Array(_) => put(Change::Kind, json!({})),
        _ => put(Change::Kind, json!("seven")),
    }
    let inner: Vec<(Step, &Value)> = match value {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert(SURPLUS.to_owned(), json!(["x"]));
            put(Change::Surplus, Value::Object(more));
            for key in fields.keys() {
                let mut fewer = fields.clone();
                fewer.remove(key);
                put(Change::Missing, Value::Object(fewer));
            }
            fields.iter().map(|(key, inner)| (Step::Key(key.clone()), inner)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(n, inner)| (Step::Place(n), inner)).collect()
        }
        _ => Vec::new(),
    };
    for (step, inner) in inner {
        let mut deeper = path.to_vec();
        deeper.push(step);
        mutants(inner, &deeper, all);
    }
}

fn put(document: &Value, path: &[Step], value: Value) -> Value {
    let mut changed = document.clone();
    let mut place = &mut changed;
    for step in path {
        place = match step {
            Step::Key(key) => &mut place[key],
            Step::Place(n) => &mut place[n],
        };
    }
    *place = value;
    changed
}

/// The words in which `serde` lists what it knows, where it met something that it does not know.
fn known(message: &str, of: &str) -> Option<BTreeSet<String>> {
    let (_, rest) = message.split_once(&format!("unknown {of} `{SURPLUS}`, expected "))?;
    let rest = rest.lines().next().unwrap_or_default();
    Some(rest.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

fn names(schemas: &[&Value]) -> BTreeSet<String> {
    let properties = schemas.iter().filter_map(|schema| schema["properties"].as_object());
    properties.flat_map(Map::keys).cloned().collect()
}

fn required(schemas: &[&Value]) -> BTreeSet<String> {
    let names = schemas.iter().filter_map(|schema| schema["required"].as_array()).flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn words(schemas: &[&Value]) -> BTreeSet<String> {
    let listed = schemas.iter().filter_map(|schema| schema["enum"].as_array()).flatten();
    let listed = listed.chain(schemas.iter().filter_map(|schema| schema.get("const")));
    let mut words = names(schemas);
    words.extend(listed.filter_map(Value::as_str).map(str::to_owned));
    words
}

/// Checks that schema and reader take these documents, that the documents show every property of the schema, and that both agree
/// about each document in which one thing is changed: a field too many or too few, a value of another kind, a word or a negative
/// number in place of another.
pub(crate) fn agree(
    name: &str,
    documents: &[Value],
    reader: impl Fn(&Value) -> Result<(), Refused>,
) {
    let schema = Schema::named(name);
    let (mut met, mut refused, mut listed) = (Met::new(), 0, 0);
    for document in documents {
        assert!(schema.fits("#", &schema.whole, document, &mut met), "{name}: {document:#}");
        reader(document).unwrap_or_else(|why| panic!("{name}: {why:?}\n{document:#}"));
        let mut changed = Vec::new();
        mutants(document, &[], &mut changed);
        for (path, change, value) in changed {
            let mutant = put(document, &path, value);
            let (read, accepts) = (reader(&mutant), schema.accepts(&mutant));
            let told = format!("{name}: {change:?} at {path:?}, {read:?}");
            refused += usize::from(!accepts);
            match &read {
                // Limits of numbers may be asked once the whole is read.
                Ok(()) => assert!(accepts || change == Change::Negative, "{told}"),
                Err(Refused::Shape(message)) => {
                    let choices =
                        if change == Change::Word { Choices::All } else { Choices::Taken };
                    let mut about = Vec::new();
                    schema.about(&schema.whole, (document, &path, choices), &mut about);
                    let fields = known(message, "field").filter(|_| change == Change::Surplus);
                    if let Some(fields) = fields {
                        listed += 1;
                        let (named, required) = (names(&about), required(&about));
                        assert!(fields.is_subset(&named), "{told}");
                        // A tag or an id may be read before; without it there is no document.
                        let mut unlisted = named.difference(&fields);
                        assert!(unlisted.all(|name| required.contains(name)), "{told}");
                    }
                    let variants = known(message, "variant").filter(|_| change == Change::Word);
                    if let Some(variants) = &variants {
                        assert_eq!(variants, &words(&about), "{told}");
                    }
                    let unsigned =
                        [" u8", " u32", " u64", " usize"].iter().any(|it| message.contains(it));
                    let must = match change {
                        Change::Word => variants.is_some(),
                        Change::Negative => unsigned,
                        _ => true,
                    };
                    assert!(!must || !accepts, "{told}");
                }
                Err(Refused::Meaning(_)) => {}
            }
        }
    }
    let mut all = Met::new();
    Schema::properties("#", &schema.whole, &mut all);
    let never: Vec<&String> = all.difference(&met).collect();
    assert!(never.is_empty(), "{name}: no document shows {never:?}");
    assert!(refused > 10 && listed > 0, "{name}: {refused} refused, {listed} with a list");
}

//! One line: an open part that is chained and never changes, and a sealed part with ids and texts that an erasure empties.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Event, Why};
use crate::ParticipantId;

/// A person, as the open part names them: by the order in which they came in.
pub(super) type Handle = usize;

/// An event whose people are handles and whose texts stand in the sealed part, by place.
pub(super) type OpenEvent = Event<Handle, usize>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Open {
    pub(super) n: usize,
    pub(super) at: NaiveDateTime,
    pub(super) event: OpenEvent,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    /// Who comes in with this line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) people: Vec<(Handle, ParticipantId)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) texts: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    /// Whose it is; nobody's where it is a label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) of: Vec<Handle>,
    /// Gone where one of them was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) open: Open,
    pub(super) sealed: Sealed,
    /// The open part as it was written: what the sum is made of, byte by byte.
    pub(super) bytes: String,
    pub(super) sum: String,
}

const OPEN: &str = "{\"open\":";
const SUM: &str = ",\"sum\":\"";
const SEALED: &str = "\",\"sealed\":";
const CHECK: &str = ",\"check\":\"";
const END: &str = "\"}";

impl Line {
    pub(super) fn new(open: Open, sealed: Sealed, before: &str) -> Result<Self, Why> {
        let bytes = json(&open)?;
        let sum = chained(before, &bytes);
        Ok(Line { open, sealed, bytes, sum })
    }

    /// The line without its end.
    pub(super) fn write(&self) -> Result<String, Why> {
        let sealed = json(&self.sealed)?;
        let check = chained("", &sealed);
        Ok([OPEN, &self.bytes, SUM, &self.sum, SEALED, &sealed, CHECK, &check, END].concat())
    }

    pub(super) fn read(line: &str, before: &str) -> Result<Self, Why> {
        let rest = line.strip_prefix(OPEN).ok_or(Why::Shape)?;
        let (open, bytes, rest) = value::<Open>(rest)?;
        let (sum, rest) = rest.strip_prefix(SUM).and_then(digits).ok_or(Why::Shape)?;
        if sum != chained(before, bytes) {
            return Err(Why::Sum);
        }
        let rest = rest.strip_prefix(SEALED).ok_or(Why::Shape)?;
        let (sealed, sealed_bytes, rest) = value::<Sealed>(rest)?;
        let (check, rest) = rest.strip_prefix(CHECK).and_then(digits).ok_or(Why::Shape)?;
        if check != chained("", sealed_bytes) {
            return Err(Why::Check);
        }
        if rest != END {
            return Err(Why::Shape);
        }
        Ok(Line { open, sealed, bytes: bytes.to_owned(), sum: sum.to_owned() })
    }
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, Why> {
    serde_json::to_string(value).map_err(|error| Why::Json(error.to_string()))
}

/// The first value of a text, its bytes, and what stands behind it.
fn value<'a, T: Deserialize<'a>>(text: &'a str) -> Result<(T, &'a str, &'a str), Why> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    let value = values.next().ok_or(Why::Shape)?.map_err(|error| Why::Json(error.to_string()))?;
    let (bytes, rest) = text.split_at_checked(values.byte_offset()).ok_or(Why::Shape)?;
    Ok((value, bytes, rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(DIGITS)
}

const DIGITS: usize = 32;

/// The sum so far and what comes next, as the first 128 bits of SHA-256.
pub(super) fn chained(before: &str, bytes: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(bytes);
    let mut sum = crate::digest::hex(&hash.finalize());
    sum.truncate(DIGITS);
    sum
}

//! JSON in the one form that is hashed: keys in order, no white space, numbers as short as can be.
//!
//! It is that of RFC 8785 (Rundgren and others 2020) for what portfolios hold: keys of ASCII, and numbers between a millionth and
//! 10²¹.

use serde_json::{Number, Value};
use sha2::{Digest, Sha256};

/// The canonical text of a value.
pub(super) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// The SHA-256 of the canonical text, in hexadecimal digits.
pub(super) fn hash(value: &Value) -> String {
    crate::digest::hex(&Sha256::digest(text(value)))
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => out.push_str(&shortest(number)),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (place, (key, item)) in fields.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

fn shortest(number: &Number) -> String {
    match number.as_f64() {
        Some(value) if number.is_f64() => {
            // Zero has no sign.
            if value == 0.0 { "0".to_owned() } else { value.to_string() }
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_does_not_depend_on_how_it_was_written() {
        let one: Value =
            serde_json::from_str(r#"{ "b": [1.50, 4.0, -0.0, 0.1], "a": "\u00e9\n" }"#).unwrap();
        let two: Value = serde_json::from_str(r#"{"a":"é\u000a","b":[1.5,4,0,1e-1]}"#).unwrap();
        assert_eq!(text(&one), "{\"a\":\"é\\n\",\"b\":[1.5,4,0,0.1]}");
        assert_eq!(text(&one), text(&two));
    }

    #[test]
    fn the_hash_is_sha_256() {
        // FIPS 180-4, of the three letters and their quotation marks.
        assert_eq!(hash(&Value::Bool(true)), digest_of("true"));
        assert_eq!(
            digest_of("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    fn digest_of(text: &str) -> String {
        crate::digest::hex(&Sha256::digest(text))
    }
}

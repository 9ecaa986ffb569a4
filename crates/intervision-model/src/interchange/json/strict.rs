//! The first pass over a document: how long, how deep, and no key twice. It builds nothing but the path to where it is.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{MAX_BYTES, MAX_DEPTH};
use crate::{InterchangeProblem, Place, Problem};

/// Checks what no reader checks for us. Whether the text is JSON at all is left to the reader that follows. O(n log n).
pub(crate) fn check(what: &'static str, text: &str) -> Result<(), Problem> {
    if text.len() > MAX_BYTES {
        let (bytes, most) = (text.len(), MAX_BYTES);
        return Err(InterchangeProblem::TooLong { what, bytes, most }.into());
    }
    let mut walk = Walk { what, path: Vec::new(), found: None };
    let mut reader = serde_json::Deserializer::from_str(text);
    // An error without a finding is one of syntax.
    let _ = Here(&mut walk).deserialize(&mut reader);
    walk.found.map_or(Ok(()), |found| Err(found.into()))
}

enum Step {
    Key(String),
    Item(usize),
}

struct Walk {
    what: &'static str,
    path: Vec<Step>,
    found: Option<InterchangeProblem>,
}

impl Walk {
    fn at(&self) -> Place {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::Item(number) => path.extend(["[", &number.to_string(), "]"]),
            }
        }
        Place::part(if path.is_empty() { "document".to_owned() } else { shortened(path) })
    }

    fn stop<E: Error>(&mut self, found: InterchangeProblem) -> E {
        self.found = Some(found);
        E::custom("stopped")
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        if self.path.len() < MAX_DEPTH {
            return Ok(());
        }
        let (at, what) = (self.at(), self.what);
        Err(self.stop(InterchangeProblem::TooDeep { at, what, most: MAX_DEPTH }))
    }
}

/// The beginning of a path that is too long to be read.
fn shortened(path: String) -> String {
    const ENOUGH: usize = 120;
    match path.char_indices().nth(ENOUGH) {
        Some((end, _)) => path.get(..end).unwrap_or_default().to_owned() + "…",
        None => path,
    }
}

struct Here<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Here<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Here<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.enter()?;
        for number in 0.. {
            self.0.path.push(Step::Item(number));
            let more = list.next_element_seed(Here(self.0))?;
            self.0.path.pop();
            if more.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.enter()?;
        let mut keys = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !keys.insert(key.clone()) {
                let at = self.0.at();
                return Err(self.0.stop(InterchangeProblem::RepeatedKey { at, key }));
            }
            self.0.path.push(Step::Key(key));
            map.next_value_seed(Here(self.0))?;
            self.0.path.pop();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::check;

    fn message(text: &str) -> String {
        check("test", text).unwrap_err().to_string()
    }

    #[test]
    fn keys_that_stand_twice_are_named_with_their_path() {
        assert_eq!(
            message(r#"{"a":1,"a":2}"#),
            "document: \"a\" stands there twice; keep one of the two values"
        );
        assert_eq!(
            message(r#"{"a":[{},{"b":{"c":1,"d":2,"\u0063":3}}]}"#),
            "a[1].b: \"c\" stands there twice; keep one of the two values"
        );
        assert!(check("test", r#"{"a":{"b":1},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn depth_is_bounded_before_anything_is_built() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for depth in [65, 128, 10_000, 1_000_000] {
                let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                let message = message(&text);
                assert!(message.contains("more than 64 deep"), "{message}");
                assert!(message.len() < 250, "{message}");
            }
            let text = format!("{}1{}", open.repeat(64), close.repeat(64));
            assert!(check("test", &text).is_ok());
        }
    }

    #[test]
    fn more_than_is_read_at_once_is_refused_unread() {
        assert_eq!(
            message(&" ".repeat((64 << 20) + 1)),
            "the test is 67108865 bytes long, and at most 67108864 are read; split it"
        );
    }

    #[test]
    fn syntax_is_left_to_the_reader() {
        for text in ["", "{", "[1,", "{\"a\" 1}", "nul", "\u{0}"] {
            assert!(check("test", text).is_ok(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "[\\[\\]{}:,\"a-c0-9 ]{0,80}") {
            let _ = check("test", &text);
        }
    }
}

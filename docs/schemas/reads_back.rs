//! Documents read back as they were written: any value that a strategy draws is written and read, and what is read is written again.
//!
//! The tests `every_document` of the crates take this file in by its path, so that no crate depends on another for it.

use std::fmt::Debug;

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

/// What is read is what was written, and is written the same once more.
pub(crate) fn reads_back<T>(document: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    reads_back_by(
        document,
        |document| serde_json::to_string(document).unwrap(),
        |text| serde_json::from_str(text).unwrap_or_else(|error| unreachable!("{error}: {text}")),
    )
}

/// The same of a document that is written and read in a way of its own.
pub(crate) fn reads_back_by<T: PartialEq + Debug>(
    document: &T,
    write: impl Fn(&T) -> String,
    read: impl Fn(&str) -> T,
) -> Result<(), TestCaseError> {
    let text = write(document);
    let found = read(&text);
    prop_assert_eq!(&found, document, "{}", &text);
    prop_assert_eq!(write(&found), text);
    Ok(())
}

/// Text as people and machines write it: nothing at all, and all that has to be escaped or takes several bytes.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\u{0}\u{1f}\u{7f}\"\\/\t\r\n\u{2028}\u{feff}e\u{301}é漢\u{1f9ed}".to_owned()),
        "[a-z-]{1,8}",
        "\\PC{0,12}",
    ]
}

/// Ids that differ, the first of them in odd letters.
#[allow(dead_code, reason = "not every crate's documents have ids")]
pub(crate) fn ids(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(), 0..=most).prop_map(|texts| {
        texts.into_iter().enumerate().map(|(n, text)| format!("{n} {text}")).collect()
    })
}

/// Any finite number, zeros of both signs and the smallest ones included.
#[allow(dead_code, reason = "not every crate's documents have numbers")]
pub(crate) fn number() -> impl Strategy<Value = f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}

/// One test for each kind of document.
macro_rules! every {
    ($($name:ident: $kind:ty = $drawn:expr;)+) => {
        proptest::proptest! {
            $(#[test]
            fn $name(document in $drawn) {
                crate::reads_back::reads_back::<$kind>(&document)?;
            })+
        }
    };
}
pub(crate) use every;

//! What hostile bytes may do: be refused with a message, or be answered with an answer that verifies. Nothing else.
//!
//! Each function is one target of `cargo fuzz`; the tests of this package call the same functions on stable.

mod any;
mod calendars;
mod case;
mod documents;
mod files;
mod seasons;

use case::Case;

/// Rules, people and all that is given beside them, as one JSON document.
pub fn form(data: &[u8]) {
    if let Ok(case) = serde_json::from_slice::<Case>(data) {
        case.check();
    }
}

/// The same, put together from any bytes, so that nearly every one of them is a document.
pub fn any(data: &[u8]) {
    if let Ok(case) = any::case(&mut arbitrary::Unstructured::new(data)) {
        case.check();
    }
}

/// The first byte says of which format, the rest is the file.
pub fn readers(data: &[u8]) {
    if let Some((format, file)) = data.split_first() {
        files::read(*format, &String::from_utf8_lossy(file));
    }
}

/// A calendar file.
pub fn ical(data: &[u8]) {
    calendars::read(data);
}

/// The first byte says for which reader of `intervision-model`, the rest is the document.
pub fn documents(data: &[u8]) {
    let _ = is_document(data);
}

/// A certificate for people and rules that stand fast.
pub fn certificate(data: &[u8]) {
    if let Ok(certificate) = serde_json::from_slice(data) {
        files::verify_or_refuse(&certificate);
    }
}

/// A certificate for a season that cannot be planned, and for one that can.
pub fn why_not(data: &[u8]) {
    if let Ok(certificate) = serde_json::from_slice(data) {
        seasons::verify_or_refuse(&certificate);
    }
}

/// Whether [`form`] reads these bytes as a document.
#[must_use]
pub fn is_case(data: &[u8]) -> bool {
    serde_json::from_slice::<Case>(data).is_ok()
}

/// Whether [`documents`] reads these bytes as a document.
#[must_use]
pub fn is_document(data: &[u8]) -> bool {
    data.split_first().is_some_and(|(reader, document)| documents::read(*reader, document))
}

pub use documents::sealed;
pub use files::right;
pub use seasons::certificate as certificate_of_a_season;

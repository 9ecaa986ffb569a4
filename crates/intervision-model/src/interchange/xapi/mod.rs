//! What happened, as statements of the *Experience API* (xAPI) 1.0.3 and 2.0 (IEEE 9274.1.1-2023), for a learning record store.
//!
//! Events with participants' ids come in, statements under pseudonyms go out: an account at an address of the host, and a name
//! that only the host can lead back to somebody.

mod event;
mod pseudonyms;
mod statement;

pub use event::{XapiEvent, XapiScore, XapiVerb};
pub use pseudonyms::Pseudonyms;
pub use statement::{XapiVersion, write_xapi_statements};

//! Coaching: dated certificates and conversations come in; who may coach on a day, and what others may know, goes out.

mod certificate;
mod dossier;
#[cfg(feature = "serde")]
mod wire;

pub use certificate::{Certificate, Coach};
pub use dossier::{Conversation, Dossier, Seen};

//! What a community talks about: topics come in, a backlog that can be voted on goes out, with no link from people to topics.

mod backlog;
#[cfg(feature = "serde")]
mod wire;

pub use backlog::{Backlog, Topic};
